"""Generations whose run is gone: ended in the Temporal UI, or known to one of the two databases alone."""

from sqlmodel.ext.asyncio.session import AsyncSession

from models.generation_states import TERMINAL_STATUSES
from models.generations import Generation
from models.messages import Problem
from models.milestones import milestone
from models.problems import RUN_GONE

GONE = Problem(
    kind=RUN_GONE,
    detail="The run that made this ended from outside. Retry to have another one go on from what is there; nothing "
    "is paid twice. Or cancel it.",
)


def is_open(generation: Generation) -> bool:
    """Whether the generation has not ended yet: neither completed nor failed nor cancelled."""
    return generation.status not in TERMINAL_STATUSES


def lacks_run(generation: Generation) -> bool:
    """Whether it is known already that the generation has no run."""
    return generation.problem is not None and generation.problem["kind"] == RUN_GONE


def say_gone(session: AsyncSession, generation: Generation) -> None:
    """Let a locked generation wait for its owner; again: nothing more. Its phase says how far it was."""
    if is_open(generation) and not lacks_run(generation):
        generation.status, generation.problem = "needs_attention", GONE.model_dump()
        milestone(session, generation, "needs_attention", problem=generation.problem)
