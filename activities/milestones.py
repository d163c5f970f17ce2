"""The milestones of a whole generation: what it is doing now, and how it ended."""

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity

from models.generation_states import TERMINAL_STATUSES
from models.generations import Generation
from models.messages import Mark, Progress
from models.milestones import locked, milestone
from models.owner_emails import email_owner


class Milestones:
    """Activities that move a generation to a status or phase; its percentage never falls."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    @activity.defn
    async def mark(self, mark: Mark) -> Progress:
        """Move a generation to a status and phase, once; an ended one stays as it ended."""
        async with self._sessions() as session, session.begin():
            generation = await locked(session, mark.generation_id)
            if generation.status in TERMINAL_STATUSES or _is_at(generation, mark):
                return Progress(percent=generation.percent)
            generation.status, generation.phase = mark.status, mark.phase
            generation.problem = mark.problem.model_dump() if mark.problem else None
            percent = milestone(session, generation, mark.status, problem=generation.problem)
            return Progress(percent=percent, outbox_id=email_owner(session, generation))


def _is_at(generation: Generation, mark: Mark) -> bool:
    problem = mark.problem.model_dump() if mark.problem else None
    return (generation.status, generation.phase, generation.problem) == (mark.status, mark.phase, problem)
