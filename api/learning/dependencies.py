"""Dependencies of the routes under "Learning": plain connections, and the records and releases in use."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.learning.progress_cache import ProgressCache
from api.learning.single_flight import SingleFlight
from enrollments.releases import Rulebooks
from enrollments.repository import RecordRepository
from models.pool import Connection, Pool, create_pool


@dataclass(frozen=True)
class Patience:
    """Seconds without an interaction after which a learner is nudged, and after which their workflow ends."""

    nudge_after: int
    idle_after: int


@dataclass(frozen=True)
class LearningDependencies:
    """One of each in a process, shared by all requests; `pool` has connections of psycopg."""

    pool: Pool
    patience: Patience
    rulebooks: Rulebooks
    records: RecordRepository
    single_flight: SingleFlight
    progress_cache: ProgressCache


@asynccontextmanager
async def learning_dependencies(
    database_url: str, patience: Patience, pool_size: int
) -> AsyncIterator[LearningDependencies]:
    """Opened without waiting, so that the API starts, and says so, while the database is away."""
    pool = create_pool(database_url, size=pool_size, application_name="coursewright-learning")
    await pool.open(wait=False)
    rulebooks = Rulebooks()
    records = RecordRepository(rulebooks)
    try:
        progress_cache = ProgressCache(pool, records, rulebooks)
        yield LearningDependencies(pool, patience, rulebooks, records, SingleFlight(), progress_cache)
    finally:
        await pool.close()


async def _dependencies(request: Request) -> LearningDependencies:
    dependencies: LearningDependencies = request.app.state.learning
    return dependencies


Learning = Annotated[LearningDependencies, Depends(_dependencies)]


async def _connection(learning: Learning) -> AsyncIterator[Connection]:
    """A connection whose transaction commits when the route returns, and rolls back when it raises."""
    async with learning.pool.connection() as connection:
        yield connection


PlainConnection = Annotated[Connection, Depends(_connection, scope="function")]
