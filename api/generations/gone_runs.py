"""What the API does about a generation whose run is gone: it says so, and starts another where that is wanted."""

from collections.abc import Awaitable
from uuid import UUID

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.http.problems import Problem
from api.security.dependencies import Dependencies
from models.generations import Generation, GenerationSection, StepRetry
from models.gone_runs import GONE, is_open, lacks_run, say_gone
from models.messages import CourseCreationRequest, PlannedSection
from models.milestones import locked, milestone
from models.progress_units import makes_visual


async def steered(shared: Dependencies, generation_id: UUID, asked: Awaitable[None]) -> None:
    """Ask a generation's workflow for something. Raises 409 "run-gone", and writes it down, where there is none."""
    try:
        await asked
    except Problem as problem:
        if problem.slug != "already-ended":
            raise
        async with shared.sessions() as session, session.begin():
            generation = await locked(session, generation_id)
            say_gone(session, generation)
        if is_open(generation):
            raise Problem(409, "run-gone", GONE.detail) from None
        raise


async def tried_again(shared: Dependencies, generation_id: UUID) -> None:
    """Have what waits as a whole tried again, by another run where the one that made it is gone."""
    async with shared.sessions() as session, session.begin():
        generation = await locked(session, generation_id)
        if not is_open(generation):
            raise Problem(409, "already-ended", "The generation has ended.")
        if generation.hold == "cancelled":
            raise Problem(409, "wrong-time", "The generation is being cancelled.")
        waiting = (col(StepRetry.generation_id) == generation_id, col(StepRetry.is_final))
        await session.exec(delete(StepRetry).where(*waiting))
        gone = lacks_run(generation)
    if not gone and await shared.workflows.is_running(generation_id):
        await shared.workflows.update(generation_id, "retry")
    else:
        await _begun_again(shared, generation_id)


async def _begun_again(shared: Dependencies, generation_id: UUID) -> None:
    await shared.workflows.require()
    async with shared.sessions() as session, session.begin():
        generation = await locked(session, generation_id)
        request = await _request(session, generation)
        generation.status, generation.problem = "queued", None
        milestone(session, generation, "queued", title=generation.brief["title"])
    await shared.workflows.start(request)


async def _request(session: AsyncSession, generation: Generation) -> CourseCreationRequest:
    planned = None
    if generation.kind == "section":
        rows = await session.exec(select(GenerationSection).where(GenerationSection.generation_id == generation.id))
        row = rows.one()
        planned = PlannedSection(key=row.key, title=row.title, visual=makes_visual(generation.units_total))
    return CourseCreationRequest(
        generation_id=generation.id,
        instructor_id=generation.instructor_id,
        title=generation.brief["title"],
        review=generation.brief.get("review") == "outline",
        economy=bool(generation.brief.get("economy")),
        solve=bool(generation.brief.get("solve_checks")),
        section=planned,
        resumes=True,
    )
