"""Whether PostgreSQL is used as it should be: by a login that is no superuser, and within its connections."""

import logging
from typing import NamedTuple

import psycopg
from pydantic import BaseModel, Field

from models.session import libpq_url

SPARE = 10
"""Connections for what comes by now and then: migrations, commands, a person with psql, a back-up."""
API_POOLS, WORKER_POOLS = 3, 3
LISTENING = 1
"""The connection of an API process on which it hears of new events."""
LEAST_POOL = 2
TRIES = 4


class Connections(BaseModel):
    """How many connections each pool of a process may have, and who shares the server.

    An API process has three pools and one connection more, a worker three pools, one of
    them for learners. `temporal_database_connections` is what Temporal may take on the same PostgreSQL, 0
    where it has another one.
    """

    database_pool_size: int = Field(10, ge=LEAST_POOL, le=500)
    api_processes: int = Field(1, ge=0)
    worker_processes: int = Field(1, ge=0)
    temporal_database_connections: int = Field(0, ge=0)

    def needed(self, pool_size: int) -> int:
        """What all together may take at most, with pools of this size."""
        pools = API_POOLS * self.api_processes + WORKER_POOLS * self.worker_processes
        others = LISTENING * self.api_processes + self.temporal_database_connections + SPARE
        return pools * pool_size + others


class ServerState(NamedTuple):
    """The login, whether it is a superuser, and the connections that the server has for those who are none."""

    login: str
    is_superuser: bool
    available: int


_log = logging.getLogger(__name__)
_STATE = """
    SELECT session_user::text, r.rolsuper,
           current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
           - coalesce(current_setting('reserved_connections', true), '0')::int
    FROM pg_roles r WHERE r.rolname = session_user
"""


def fault_of(database_url: str, connections: Connections) -> str | None:
    """What is wrong, in a sentence that says what to change; None for nothing. Raises psycopg.OperationalError."""
    with psycopg.connect(libpq_url(database_url, application_name="coursewright start")) as connection:
        found = connection.execute(_STATE).fetchone()
    assert found is not None, "nobody is logged in"
    return _fault(ServerState(*found), connections)


def fault_at_start(database_url: str, connections: Connections) -> str | None:
    """As `fault_of`; while the database is away nobody can say, and whoever starts waits for it later.

    One that is only slow is asked again.
    """
    for _ in range(TRIES):
        try:
            return fault_of(database_url, connections)
        except psycopg.errors.ConnectionTimeout:
            continue
        except psycopg.OperationalError as error:
            _log.warning("PostgreSQL does not answer yet (%s): its connections were not counted", type(error).__name__)
            return None
    _log.warning("PostgreSQL did not answer in time: its connections were not counted")
    return None


def _fault(state: ServerState, connections: Connections) -> str | None:
    if state.is_superuser:
        return (
            f"DATABASE_URL logs in as {state.login}, a superuser, which the application must not be: keep that URL as "
            "DATABASE_OWNER_URL, name another login in DATABASE_URL, and run `python -m models.migrate`, which makes it"
        )
    needed = connections.needed(connections.database_pool_size)
    if needed <= state.available:
        return None
    fitting = _fitting(state.available, connections)
    lower = f"or lower DATABASE_POOL_SIZE from {connections.database_pool_size} to {fitting}" if fitting else ""
    return (
        f"PostgreSQL has {state.available} connections for the application, which may take {needed} (pools of "
        f"{connections.database_pool_size} in {connections.api_processes} API processes and "
        f"{connections.worker_processes} workers, {connections.temporal_database_connections} of Temporal, {SPARE} to "
        f"spare): raise max_connections by {needed - state.available} {lower}".rstrip()
    )


def _fitting(available: int, connections: Connections) -> int | None:
    """The largest pools that fit, if any do."""
    sizes = range(connections.database_pool_size, LEAST_POOL - 1, -1)
    return next((size for size in sizes if connections.needed(size) <= available), None)
