"""Generations as their owners and overseers see them."""

from datetime import datetime
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action, Relation, may
from api.generations.schemas import (
    GenerationPublic,
    GenerationSummary,
    ListedGeneration,
    ProblemPublic,
    SectionWriting,
    Spend,
    Status,
)
from api.generations.warnings import warnings_of
from api.http.problems import not_allowed, not_found
from api.security.dependencies import Account, Dependencies, snapshot
from api.workflow_client import workflow_id
from learning.brief import Money
from models.generation_states import TERMINAL_STATUSES
from models.generations import AiContentGeneration, Generation, GenerationSection, StepRetry
from models.steps import name_of, section_of


async def generation_for(
    session: AsyncSession, generation_id: UUID, account: Account, what: str = "generation"
) -> Generation:
    """The generation, for what the account asks to do to it or to its part that `what` names.

    Raises 404 where it may not know of it, 403 where it may not do this.
    """
    generation = await session.get(Generation, generation_id)
    if generation is None:
        raise not_found(what)
    tie = Relation.OWN if generation.instructor_id == account.id else Relation.OTHER
    if not account.may(tie):
        raise not_allowed() if may(account.role, Action.READ_GENERATION, tie) else not_found(what)
    return generation


async def view_now(shared: Dependencies, generation_id: UUID, account: Account) -> GenerationPublic:
    """The generation as it stands, read in one snapshot. Raises 404 where the account may not know of it."""
    async with snapshot(shared) as session:
        generation = await generation_for(session, generation_id, account)
        return await view_of(session, generation, shared.workflow_links)


def shown_status(generation: Generation) -> Status:
    """A held generation is shown as paused until it ends, whatever it will go on with."""
    held = generation.hold == "paused" and generation.status not in TERMINAL_STATUSES
    return "paused" if held else cast(Status, generation.status)  # a CHECK of the table knows no other


def shown_problem(problem: dict[str, Any] | None) -> ProblemPublic | None:
    """A stored problem as the API shows it: its kind `a_b` becomes the type `/problems/a-b`. None stays None."""
    if problem is None:
        return None
    return ProblemPublic(type=f"/problems/{problem['kind'].replace('_', '-')}", detail=problem["detail"])


def shown_retry(retry: StepRetry, about: str = "") -> ProblemPublic:
    """The problem of a step that is tried again; `about` names the step where the problem stands for all."""
    shown = shown_problem(retry.problem)
    assert shown is not None
    more = {"attempts": retry.attempts, "next_try_at": retry.next_try_at, "final": retry.is_final}
    return shown.model_copy(update=more | {"detail": f"{about}: {shown.detail}" if about else shown.detail})


def _shown_of_itself(generation: Generation) -> ProblemPublic | None:
    """A queued generation goes on by itself, once a worker is there."""
    shown = shown_problem(generation.problem)
    return shown.model_copy(update={"final": False}) if shown and generation.status == "queued" else shown


def summary_of(generation: Generation) -> GenerationSummary:
    """The generation in a list, without what its single steps say."""
    return GenerationSummary(
        title=generation.brief["title"],
        status=shown_status(generation),
        problem=_shown_of_itself(generation),
        **generation.model_dump(include={"id", "kind", "phase", "percent", "course_id", "created_at", "updated_at"}),
    )


def listed(generation: Generation, instructor: str | None) -> ListedGeneration:
    """The same, with the name of who asked for it; an erased account has none."""
    return ListedGeneration(**summary_of(generation).model_dump(), instructor=instructor or None)


async def view_of(session: AsyncSession, generation: Generation, workflow_links: str) -> GenerationPublic:
    """The generation in full: its outline, sections, spend and warnings, and why it waits.

    `workflow_links` is the address in the Temporal UI to which the workflow's id is appended.
    """
    workflow = workflow_id(generation.id)
    retries = await _retries(session, generation)
    calls = await _calls_under_way(session, generation)
    summary = summary_of(generation).model_dump() | _shown_of_all(generation, retries)
    return GenerationPublic(
        workflow_id=workflow,
        workflow_url=f"{workflow_links}/{quote(workflow, safe='')}",
        outline=generation.outline if generation.kind == "course" else None,
        sections=await _sections(session, generation, retries, calls),
        spend=await _spend(session, generation),
        warnings=await warnings_of(session, generation),
        under_way_since=min(calls.values(), default=None),
        **summary,
    )


async def _retries(session: AsyncSession, generation: Generation) -> list[StepRetry]:
    """The steps that are tried again or wait, what concerns all of the generation first; none once it has ended."""
    if generation.status in TERMINAL_STATUSES:
        return []
    rows = await session.exec(select(StepRetry).where(StepRetry.generation_id == generation.id))
    return sorted(rows, key=lambda row: (section_of(row.step) is not None, not row.is_final, row.step))


async def _calls_under_way(session: AsyncSession, generation: Generation) -> dict[str, datetime]:
    """Since when calls of providers are waited for, by the section's key; those of no section by their step."""
    if generation.status in TERMINAL_STATUSES:
        return {}
    entry = AiContentGeneration
    under_way = (entry.generation_id == generation.id, entry.status == "intended", col(entry.begun_at).is_not(None))
    rows = await session.exec(select(entry.step, entry.begun_at).where(*under_way).order_by(col(entry.begun_at).desc()))
    return {section_of(step) or step: begun_at for step, begun_at in rows if begun_at is not None}


def _shown_of_all(generation: Generation, retries: list[StepRetry]) -> dict[str, Any]:
    """Problem and status of the whole generation, as far as its steps say more of them than the generation itself."""
    if not retries:
        return {}
    first, waits = retries[0], retries[0].is_final and shown_status(generation) != "paused"
    shown: dict[str, Any] = {"status": "needs_attention"} if waits else {}
    if generation.problem is None or waits:
        shown["problem"] = shown_retry(first, name_of(first.step))
    return shown


async def _sections(
    session: AsyncSession, generation: Generation, retries: list[StepRetry], calls: dict[str, datetime]
) -> list[SectionWriting]:
    rows = await session.exec(
        select(GenerationSection)
        .where(GenerationSection.generation_id == generation.id)
        .order_by(col(GenerationSection.position))
    )
    lessons = [lesson["title"] for lesson in (generation.outline or {}).get("lessons", [])]
    retried = {section_of(retry.step): retry for retry in reversed(retries)}
    return [
        SectionWriting(
            lesson=lessons[int(row.key.split(".")[0]) - 1],
            problem=shown_problem(row.problem) or (shown_retry(retried[row.key]) if row.key in retried else None),
            under_way_since=calls.get(row.key),
            **row.model_dump(include={"key", "title", "status", "attempts"}),
        )
        for row in rows
    ]


async def _spend(session: AsyncSession, generation: Generation) -> Spend:
    entry = AiContentGeneration
    totals = await session.exec(
        select(
            func.coalesce(func.sum(entry.cost), 0),
            func.coalesce(func.sum(entry.reserved), 0),
            func.coalesce(func.sum(entry.attempts), 0),
            func.coalesce(func.sum(entry.repeated_calls), 0),
        ).where(entry.generation_id == generation.id)
    )
    paid, reserved, calls, repeated = totals.one()
    return Spend(
        paid=Money(amount=paid),
        reserved=Money(amount=reserved),
        budget=None if generation.budget is None else Money(amount=generation.budget),
        calls=calls,
        repeated_calls=repeated,
    )
