"""What the calls under "Learning" work with: plain connections, and the records and releases in use."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated

from cachetools import LRUCache
from fastapi import Depends, Request

from api.learning.progress_cache import ShownProgress
from api.learning.single_flight import Turns
from enrollments.releases import Rulebooks
from enrollments.repository import LearnerRecords
from models.pool import Connection, Pool, create_pool

MOST_AWAKE = 10_000


@dataclass(frozen=True)
class Patience:
    """Seconds without an interaction after which a learner is nudged, and after which their workflow ends."""

    nudge_after: int
    idle_after: int


@dataclass(frozen=True)
class LearningParts:
    pool: Pool
    patience: Patience
    rulebooks: Rulebooks
    records: LearnerRecords
    turns: Turns
    shown: ShownProgress
    awake: LRUCache[str, bool]
    """Ids of the runs that were there a moment ago: asking the server to start one as well would cost it more."""


@asynccontextmanager
async def learning_parts(database_url: str, patience: Patience, pool_size: int) -> AsyncIterator[LearningParts]:
    """Opened without waiting, so that the API starts, and says so, while the database is away."""
    pool = create_pool(database_url, size=pool_size, application_name="coursewright-learning")
    await pool.open(wait=False)
    rulebooks = Rulebooks()
    records = LearnerRecords(rulebooks)
    try:
        shown = ShownProgress(pool, records, rulebooks)
        yield LearningParts(pool, patience, rulebooks, records, Turns(), shown, LRUCache(MOST_AWAKE))
    finally:
        await pool.close()


async def _parts(request: Request) -> LearningParts:
    parts: LearningParts = request.app.state.learning
    return parts


Learning = Annotated[LearningParts, Depends(_parts)]


async def _connection(parts: Learning) -> AsyncIterator[Connection]:
    """A connection whose transaction commits when the route returns, and rolls back when it raises."""
    async with parts.pool.connection() as connection:
        yield connection


PlainConnection = Annotated[Connection, Depends(_connection, scope="function")]
