"""Which steps of generations are tried again, and why: rows and events that view and stream show."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import col, delete, update
from sqlmodel.ext.asyncio.session import AsyncSession

from models.generation_states import TERMINAL_STATUSES
from models.generations import Generation, StepRetry
from models.messages import Problem
from models.milestones import locked, milestone
from models.steps import section_of

EVENTS_EACH, EVENTS_THEN = 20, 30
"""How many failures of a step are events each, and then every how many of them; the row always has the latest."""


@dataclass(frozen=True)
class Try:
    """The `attempt`-th try of a step. `is_own` where it calls nobody: then a final failure is kept until a person has
    it tried again, since nothing else would tell of it."""

    generation_id: UUID
    step: str
    attempt: int
    is_own: bool


class Retries:
    """Steps that failed, kept for who asks: why, how often, and when the next try is."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    async def fail(
        self, this: Try, problem: Problem, *, next_try_at: datetime | None, most_faults: int | None = None
    ) -> bool:
        """Keep why a step failed and when it is tried again. Returns whether that was its last try.

        It was without a next one, and where `most_faults` says that this is a fault of the system, and its step has had
        as many. Raises UnknownGeneration.
        """
        async with self._sessions() as session, session.begin():
            generation = await locked(session, this.generation_id)
            row = await session.get(StepRetry, (this.generation_id, this.step))
            if row is None:
                row = StepRetry(generation_id=this.generation_id, step=this.step, problem={}, attempts=1)
            row.faults += most_faults is not None
            is_last = next_try_at is None or (most_faults is not None and row.faults >= most_faults)
            row.problem, row.attempts, row.is_final = problem.model_dump(), max(1, this.attempt), is_last
            row.next_try_at, row.failed_at = None if is_last else next_try_at, datetime.now(UTC)
            if is_last and not this.is_own:
                await session.exec(delete(StepRetry).where(*_row(this)))
                return True
            session.add(row)
            if generation.status not in TERMINAL_STATUSES and _is_told(this.attempt):
                milestone(session, generation, "retrying", **told(row))
            return is_last

    async def knows(self, this: Try) -> bool:
        """Whether the generation of the step is in the database."""
        async with self._sessions() as session:
            return await session.get(Generation, this.generation_id) is not None

    async def begin(self, this: Try) -> None:
        """Another try is under way: there is no time of the next one."""
        async with self._sessions() as session, session.begin():
            await session.exec(update(StepRetry).where(*_row(this)).values(next_try_at=None))

    async def forget(self, this: Try) -> None:
        """The step has succeeded, or somebody else tells how it ended."""
        async with self._sessions() as session, session.begin():
            await session.exec(delete(StepRetry).where(*_row(this)))


def told(row: StepRetry) -> dict[str, Any]:
    """A step that is tried again, as event and view tell of it."""
    next_try_at = row.next_try_at.isoformat() if row.next_try_at else None
    problem = row.problem | {"attempts": row.attempts, "next_try_at": next_try_at, "final": row.is_final}
    return {"step": row.step, "key": section_of(row.step), "problem": problem}


def _is_told(attempts: int) -> bool:
    return attempts <= EVENTS_EACH or attempts % EVENTS_THEN == 0


def _row(this: Try) -> tuple[Any, ...]:
    return col(StepRetry.generation_id) == this.generation_id, col(StepRetry.step) == this.step
