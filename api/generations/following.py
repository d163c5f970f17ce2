"""How far generations are: lists, one of them, and its events as they happen."""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from sqlmodel import col, select

from accounts.permissions import Action, Relation
from api.generations import warnings as generation_warnings
from api.generations.events import Preview, follow, last_of
from api.generations.schemas import GenerationPublic, ListedGeneration, Status
from api.generations.unserved import say_unserved
from api.generations.views import generation_for, listed, view_now
from api.http.etags import IfNoneMatch, tagged
from api.http.pages import Page, WantedPage, cut
from api.http.problems import Problem, not_allowed
from api.http.streams import (
    EventNumber,
    LastEventId,
    StillSignedIn,
    StreamOver,
    event_stream,
    resumed_after,
    while_signed_in,
)
from api.security.dependencies import (
    Account,
    AccountNow,
    Authorize,
    CurrentDependencies,
    DatabaseSession,
    Reassess,
)
from models.accounts import User
from models.generation_states import TERMINAL_STATUSES
from models.generations import Generation

router = APIRouter(prefix="/api", tags=["Making a course"])

EVERYBODYS = "Everybody's generations; for operators and admins."
MILESTONES = event_stream(
    "section_written",
    "14",
    '{"kind": "section_written", "at": "2026-01-05T18:30:00+00:00", "percent": 42, "key": "2.1", "title": "Yeast"}',
)
NOTHING_FOLLOWS = {"description": "The generation has ended, and its last event was seen: do not ask again."}

WARNED = {"queued", "outline_ready"}
"""The milestones by which an instructor may still change their mind: their events carry the warnings."""


@router.get("/generations")
async def list_generations(
    account: Annotated[Account, Depends(Authorize(Action.LIST_GENERATIONS))],
    session: DatabaseSession,
    paging: WantedPage,
    status: Annotated[Status | None, Query(description="Only generations of this status.")] = None,
    everybodys: Annotated[bool | None, Query(alias="all", description=EVERYBODYS)] = None,
    instructor: Annotated[str, Query(max_length=200, description="Only those of people whose name has this.")] = "",
) -> Page[ListedGeneration]:
    """Your generations, the newest first; with `all`, everybody's, which operators are given unless they ask not to."""
    query = select(Generation, User.full_name).outerjoin(User, col(User.id) == Generation.instructor_id)
    if wanted := instructor.strip():
        query = query.where(col(User.full_name).icontains(wanted, autoescape=True))
    if not _everybodys(account, everybodys):
        query = query.where(Generation.instructor_id == account.id)
    if status is not None:
        running = col(Generation.status).not_in(TERMINAL_STATUSES)
        paused = (col(Generation.hold) == "paused") & running
        query = query.where(paused if status == "paused" else (col(Generation.status) == status) & ~paused)
    if paging.after is not None:
        query = query.where(col(Generation.id) < paging.after)
    rows = (await session.exec(query.order_by(col(Generation.id).desc()).limit(paging.limit + 1))).all()
    return cut([listed(row, name) for row, name in rows], [row.id for row, _ in rows], paging.limit)


def _everybodys(account: Account, asked: bool | None) -> bool:
    if asked and not account.may(Relation.OTHER):
        raise not_allowed()
    return account.role == "operator" if asked is None else asked


@router.get("/generations/{generation_id}", response_model=GenerationPublic)
async def read_generation(
    generation_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_GENERATION))],
    shared: CurrentDependencies,
    if_none_match: IfNoneMatch,
) -> Response:
    """How far a generation is, what it made, what it cost."""
    view = await view_now(shared, generation_id, account)
    if view.status == "queued":
        await say_unserved(shared, generation_id)
        view = await view_now(shared, generation_id, account)
    return tagged(view, if_none_match)


async def _followed(
    generation_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_GENERATION))],
    session: DatabaseSession,
) -> Generation:
    return await generation_for(session, generation_id, account)


async def _follows_still(
    generation_id: UUID,
    shared: CurrentDependencies,
    account_now: Annotated[AccountNow, Depends(Reassess(Action.READ_GENERATION))],
) -> StillSignedIn:
    """Whether who follows a generation may read it yet: another role may not read everybody's."""

    async def look() -> bool:
        account = await account_now()
        if account is None:
            return False
        try:
            async with shared.sessions() as session:
                await generation_for(session, generation_id, account)
        except Problem:
            return False
        return True

    return look


async def _seen(
    followed: Annotated[Generation, Depends(_followed)],
    after: EventNumber = None,
    last_event_id: LastEventId = None,
) -> int:
    """The number of the event that the client has seen last: 0 for one that there never was.

    Raises StreamOver for the last event of an ended generation.
    """
    seen = resumed_after(after, last_event_id)
    if seen == last_of(followed):
        raise StreamOver
    return seen if seen <= followed.last_event else 0


@router.get(
    "/generations/{generation_id}/events",
    response_class=EventSourceResponse,
    responses={200: MILESTONES, 204: NOTHING_FOLLOWS},
)
async def stream_generation_events(
    followed: Annotated[Generation, Depends(_followed)],
    seen: Annotated[int, Depends(_seen)],
    shared: CurrentDependencies,
    still: Annotated[StillSignedIn, Depends(_follows_still)],
) -> AsyncIterator[ServerSentEvent]:
    """Milestones as they happen; resumes after `Last-Event-ID` (or `?after=`), ends with the terminal one.

    Between them, without an id, come events `preview`: the end of a text that is being written and not reviewed yet.
    """
    async for event in while_signed_in(follow(shared, followed, seen), still):
        if isinstance(event, Preview):
            yield ServerSentEvent(raw_data=json.dumps(event.data()), event=event.kind)
            continue
        data = {"kind": event.kind, "at": event.created_at.isoformat(), **event.data}
        if event.kind in WARNED:
            data["warnings"] = await _warnings(shared, followed)
        yield ServerSentEvent(raw_data=json.dumps(data), event=event.kind, id=str(event.seq))


async def _warnings(shared: CurrentDependencies, generation: Generation) -> list[dict[str, Any]]:
    async with shared.sessions() as session:
        return [warning.model_dump() for warning in await generation_warnings.warnings_of(session, generation)]
