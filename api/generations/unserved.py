"""A generation that no worker takes up says why, in its view and on its stream."""

import logging
from uuid import UUID

from api.security.dependencies import Dependencies
from models.generations import Generation
from models.messages import Problem
from models.milestones import locked, milestone
from temporal.errors import NobodyAnswers

_log = logging.getLogger(__name__)


async def say_unserved(shared: Dependencies, generation_id: UUID) -> None:
    """Write down why a queued generation waits, if no worker takes it up. What a worker writes first replaces it."""
    async with shared.sessions() as session:
        generation = await session.get(Generation, generation_id)
    if generation is None or not _is_queued(generation):
        return
    fault = await shared.workflows.why_not_begun(generation_id)
    problem = None if fault is None else _problem(fault)
    if problem is None or generation.problem == problem.model_dump():
        return
    async with shared.sessions() as session, session.begin():
        generation = await locked(session, generation_id)
        if _is_queued(generation):
            _log.warning("generation %s is not taken up: %s", generation_id, fault)
            generation.problem = problem.model_dump()
            milestone(session, generation, "unserved", problem=generation.problem | {"final": False})


def _is_queued(generation: Generation) -> bool:
    return generation.status == "queued" and generation.hold != "cancelled"


def _problem(fault: NobodyAnswers) -> Problem:
    return Problem(kind=fault.slug.replace("-", "_"), detail=str(fault))
