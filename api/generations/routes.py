"""Making a course: estimate, generate, follow, steer."""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action, Relation
from api.generations import warnings as generation_warnings
from api.generations.brief_warnings import warnings_of, warnings_or_refusal
from api.generations.create import refuse_too_many, refuse_unknown_sources, request_course
from api.generations.estimate import estimate
from api.generations.events import Preview, follow, last_of
from api.generations.gone_runs import steered, tried_again
from api.generations.outline_review import store_feedback, store_own_outline
from api.generations.schemas import Estimate, Feedback, GenerationPublic, GenerationSummary, Status
from api.generations.unserved import say_unserved
from api.generations.views import generation_for, summary_of, view_of
from api.http.etags import IfNoneMatch, tagged
from api.http.idempotency import IdempotencyKey
from api.http.pages import Page, WantedPage, cut
from api.http.problems import Problem, invalid, not_allowed, refuse_unshowable
from api.http.streams import EventNumber, StillSignedIn, StreamOver, resumed_after, while_signed_in
from api.openapi.components import LOCATED, MILESTONES, NOT_NOW, NOTHING_FOLLOWS
from api.security.auditing import audit
from api.security.dependencies import (
    Account,
    AccountNow,
    Authorize,
    CurrentDependencies,
    DatabaseSession,
    Reassess,
    snapshot,
)
from learning.brief import Brief, Money
from models.generations import TERMINAL_STATUSES, Generation
from models.library import Library, SourceMissing
from models.messages import CourseCreationRequest, Revision, SectionRef
from models.milestones import locked, milestone

router = APIRouter(prefix="/api", tags=["Making a course"])

NO_BODY = (b"", b"{}", b"null")
WITH_BODY: dict[str, Any] = {"description": "It has a body, which would be ignored."}

WARNED = {"queued", "outline_ready"}
"""The milestones by which an instructor may still change their mind: their events carry the warnings."""


@router.post("/courses/estimate", responses={409: {"description": "A source was deleted in the meantime."}})
async def estimate_course(
    brief: Brief, account: Annotated[Account, Depends(Authorize(Action.ESTIMATE))], shared: CurrentDependencies
) -> Estimate:
    """What a course would cost, before anything is bought. Of long sources a sample is counted."""
    async with shared.sessions() as session, session.begin():
        await refuse_unknown_sources(session, brief, account.id)
        warnings = await warnings_of(session, brief, account.id, shared.providers.text)
    try:
        sources = await Library(shared.sessions).sample(brief.source_ids)
    except SourceMissing:
        raise Problem(409, "source-deleted", "A source was deleted in the meantime; leave it out.") from None
    found = await estimate(brief, sources, shared.providers)
    return found.model_copy(update={"warnings": warnings})


@router.post("/courses/generate", status_code=202, responses={202: {"headers": LOCATED}})
async def generate_course(
    brief: Brief,
    account: Annotated[Account, Depends(Authorize(Action.GENERATE, audit="generate"))],
    shared: CurrentDependencies,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> GenerationPublic:
    """Start a generation. The same Idempotency-Key with the same brief answers the same generation, for a day.

    `warnings` says what of the sources does not go with the brief. A course in another language than
    all of its sources is refused with 422 `language-differs` where the writer cannot translate.
    """
    refuse_unshowable(brief)
    async with shared.sessions() as session:
        await refuse_too_many(session, account, idempotency_key)
        warnings = await warnings_or_refusal(session, brief, account.id, shared.providers.text)
    await shared.workflows.require()
    async with shared.sessions() as session, session.begin():
        await refuse_unknown_sources(session, brief, account.id)
        generation = await request_course(session, brief, account, idempotency_key, warnings)
    await shared.workflows.start(
        CourseCreationRequest(
            generation_id=generation.id,
            instructor_id=account.id,
            title=brief.title,
            review=brief.review == "outline",
            economy=brief.economy,
            solve=brief.solve_checks,
        )
    )
    response.headers["Location"] = f"/api/generations/{generation.id}"
    return await _view(shared, generation.id, account)


@router.get("/generations")
async def list_generations(
    account: Annotated[Account, Depends(Authorize(Action.LIST_GENERATIONS))],
    session: DatabaseSession,
    paging: WantedPage,
    status: Annotated[Status | None, Query()] = None,
    everybodys: Annotated[bool | None, Query(alias="all")] = None,
) -> Page[GenerationSummary]:
    """Your generations, the newest first; with `all`, everybody's, which operators are given unless they ask not to."""
    query = select(Generation)
    if not _everybodys(account, everybodys):
        query = query.where(Generation.instructor_id == account.id)
    if status is not None:
        running = col(Generation.status).not_in(TERMINAL_STATUSES)
        paused = (col(Generation.hold) == "paused") & running
        query = query.where(paused if status == "paused" else (col(Generation.status) == status) & ~paused)
    if paging.after is not None:
        query = query.where(col(Generation.id) < paging.after)
    rows = (await session.exec(query.order_by(col(Generation.id).desc()).limit(paging.limit + 1))).all()
    return cut([summary_of(row) for row in rows], [row.id for row in rows], paging.limit)


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
    view = await _view(shared, generation_id, account)
    if view.status == "queued":
        await say_unserved(shared, generation_id)
        view = await _view(shared, generation_id, account)
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
    last_event_id: Annotated[str | None, Header()] = None,
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


@router.post("/generations/{generation_id}/approve", responses={409: NOT_NOW, 422: WITH_BODY})
async def approve_outline(
    generation_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.REVIEW_OUTLINE, audit="approve outline"))],
    shared: CurrentDependencies,
    request: Request,
) -> GenerationPublic:
    """Approve the outline that awaits your review. It takes no body: what you want otherwise goes to `revise`."""
    await _must_await_review(shared, generation_id, account)
    if (await request.body()).strip() not in NO_BODY:
        sentence = "Approving takes no body. Send your outline or your wishes to revise, and approve what comes of it."
        raise invalid([("", sentence)])
    async with shared.sessions() as session, session.begin():
        _audit(session, account, await locked(session, generation_id))
    await steered(shared, generation_id, shared.workflows.update(generation_id, "approve"))
    return await _view(shared, generation_id, account)


@router.post("/generations/{generation_id}/revise", responses={409: NOT_NOW})
async def revise_outline(
    generation_id: UUID,
    feedback: Feedback,
    account: Annotated[Account, Depends(Authorize(Action.REVIEW_OUTLINE, audit="revise outline"))],
    shared: CurrentDependencies,
) -> GenerationPublic:
    """Have another outline written by your `feedback`, or send your own `outline`."""
    if (feedback.feedback is None) == (feedback.outline is None):
        raise invalid([("", "Send either feedback or an outline.")])
    refuse_unshowable(feedback)
    await _must_await_review(shared, generation_id, account, or_waits=True)
    async with shared.sessions() as session, session.begin():
        generation = await locked(session, generation_id)
        if feedback.outline is not None:
            wish = Revision(call_id=await store_own_outline(session, generation, feedback.outline))
        else:
            wish = Revision(feedback_seq=store_feedback(session, generation, feedback.feedback or ""))
        _audit(session, account, generation, by="outline" if feedback.feedback is None else "feedback")
    await steered(shared, generation_id, shared.workflows.update(generation_id, "revise", wish))
    return await _view(shared, generation_id, account)


@router.post("/generations/{generation_id}/pause", status_code=202, responses={409: NOT_NOW})
async def pause_generation(
    generation_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.PAUSE, audit="pause"))],
    shared: CurrentDependencies,
) -> GenerationPublic:
    """Hold a generation: from now on no provider call begins. What is under way ends."""
    await _hold(shared, generation_id, account, "paused")
    await steered(shared, generation_id, shared.workflows.signal(generation_id, "pause"))
    return await _view(shared, generation_id, account)


@router.post("/generations/{generation_id}/resume", status_code=202, responses={409: NOT_NOW})
async def resume_generation(
    generation_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.RESUME, audit="resume"))],
    shared: CurrentDependencies,
) -> GenerationPublic:
    """Go on with a paused generation."""
    await _hold(shared, generation_id, account, "none")
    await steered(shared, generation_id, shared.workflows.signal(generation_id, "resume"))
    return await _view(shared, generation_id, account)


@router.post("/generations/{generation_id}/cancel", status_code=202, responses={409: NOT_NOW})
async def cancel_generation(
    generation_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.CANCEL, audit="cancel"))],
    shared: CurrentDependencies,
) -> GenerationPublic:
    """End a generation: from now on no provider call begins, and those under way are broken off."""
    await _hold(shared, generation_id, account, "cancelled")
    if not await shared.workflows.cancel(generation_id):
        await _end_without_workflow(shared, generation_id)
    return await _view(shared, generation_id, account)


@router.post("/generations/{generation_id}/retry", status_code=202, responses={409: NOT_NOW})
async def retry_generation(
    generation_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.RETRY_SECTION, audit="retry generation"))],
    shared: CurrentDependencies,
) -> GenerationPublic:
    """Try again what waits as a whole: an outline, a step of the system, or a run that ended from outside.

    What is stored is neither made nor paid a second time.
    """
    async with shared.sessions() as session, session.begin():
        await generation_for(session, generation_id, account)
        _audit(session, account, await locked(session, generation_id))
    await tried_again(shared, generation_id)
    return await _view(shared, generation_id, account)


@router.post("/generations/{generation_id}/sections/{key}/retry", status_code=202, responses={409: NOT_NOW})
async def retry_section(
    generation_id: UUID,
    key: str,
    account: Annotated[Account, Depends(Authorize(Action.RETRY_SECTION, audit="retry section"))],
    shared: CurrentDependencies,
) -> GenerationPublic:
    """Write a section that waits once more."""
    view = await _view(shared, generation_id, account)
    if key not in {section.key for section in view.sections}:
        raise Problem(404, "not-found", f"The generation has no section {key}.")
    async with shared.sessions() as session, session.begin():
        _audit(session, account, await locked(session, generation_id), section=key)
    wanted = shared.workflows.update(generation_id, "retry_section", SectionRef(key=key))
    await steered(shared, generation_id, wanted)
    return await _view(shared, generation_id, account)


@router.post("/generations/{generation_id}/budget", status_code=202, responses={409: NOT_NOW})
async def raise_budget(
    generation_id: UUID,
    budget: Money,
    account: Annotated[Account, Depends(Authorize(Action.RAISE_BUDGET, audit="raise budget"))],
    shared: CurrentDependencies,
) -> GenerationPublic:
    """Raise the budget; what waited for it goes on."""
    await shared.workflows.require()
    async with shared.sessions() as session, session.begin():
        await generation_for(session, generation_id, account)
        generation = await locked(session, generation_id)
        if generation.status in TERMINAL_STATUSES:
            raise Problem(409, "already-ended", "The generation has ended.")
        if generation.budget is None or budget.amount < generation.budget:
            raise Problem(409, "budget-not-raised", "The new budget is not above the present one.")
        if budget.amount > generation.budget:
            generation.budget = budget.amount
            milestone(session, generation, "budget_raised", budget=str(budget.amount))
            _audit(session, account, generation, budget=str(budget.amount))
    await steered(shared, generation_id, shared.workflows.update(generation_id, "raise_budget"))
    return await _view(shared, generation_id, account)


async def _view(shared: CurrentDependencies, generation_id: UUID, account: Account) -> GenerationPublic:
    async with snapshot(shared) as session:
        generation = await generation_for(session, generation_id, account)
        return await view_of(session, generation, shared.workflow_links)


async def _warnings(shared: CurrentDependencies, generation: Generation) -> list[dict[str, Any]]:
    async with shared.sessions() as session:
        return [warning.model_dump() for warning in await generation_warnings.warnings_of(session, generation)]


async def _must_await_review(
    shared: CurrentDependencies, generation_id: UUID, account: Account, *, or_waits: bool = False
) -> None:
    """Raise 409 unless the outline awaits a review, or (`or_waits`) waits since it could not be written."""
    async with shared.sessions() as session:
        generation = await generation_for(session, generation_id, account)
    waits = generation.status == "needs_attention" and generation.phase == "structure" and or_waits
    if generation.status != "awaiting_review" and not waits:
        raise Problem(409, "wrong-time", "The outline does not await a review now.")


async def _end_without_workflow(shared: CurrentDependencies, generation_id: UUID) -> None:
    """A generation whose workflow was never started, or is gone, has nobody else to end it."""
    async with shared.sessions() as session, session.begin():
        generation = await locked(session, generation_id)
        if generation.status not in TERMINAL_STATUSES:
            generation.status = "cancelled"
            milestone(session, generation, "cancelled")


async def _hold(shared: CurrentDependencies, generation_id: UUID, account: Account, hold: str) -> None:
    """Write down what is asked, so that it holds before any worker has heard of it."""
    async with shared.sessions() as session, session.begin():
        await generation_for(session, generation_id, account)
        generation = await locked(session, generation_id)
        if generation.status in TERMINAL_STATUSES:
            raise Problem(409, "already-ended", "The generation has ended.")
        if generation.hold == "cancelled" and hold != "cancelled":
            raise Problem(409, "wrong-time", "The generation is being cancelled.")
        if generation.hold == hold:
            return
        told = {"paused": "paused", "none": "resumed", "cancelled": "cancelling"}[hold]
        generation.hold = hold
        milestone(session, generation, told)
        _audit(session, account, generation)


def _audit(session: AsyncSession, account: Account, generation: Generation, **detail: Any) -> None:
    """What only asks the workflow for something is written down before it is asked; its answer is in the events."""
    about = {"course_id": generation.course_id, "generation_id": generation.id}
    audit(session, account, "generation", generation.id, **about, **detail)
