"""Plain connections of psycopg, for what is done many times a second."""

import logging
import select
import time
from collections.abc import Mapping
from typing import Any, LiteralString

from psycopg import AsyncConnection, OperationalError
from psycopg.rows import DictRow, dict_row
from psycopg.types.json import set_json_loads
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from pydantic_core import from_json

from models.session import POOL_WAIT_SECONDS, libpq_url

QUICK_WAIT_SECONDS = 2.0
RECONNECT_SECONDS = 5.0
"""How long one try to connect is repeated, each time after twice as long, before a new one begins: without this end a
pool asks again minutes after the server is back."""

_log = logging.getLogger(__name__)

set_json_loads(from_json)  # it reads JSON in a third of the time that the standard library takes

Connection = AsyncConnection[DictRow]
Pool = AsyncConnectionPool[Connection]


class CheckedPool(AsyncConnectionPool[Connection]):
    """A pool that lends no connection which a server that stopped has closed: it throws all of those away at once.

    A connection on which the server has said nothing unasked costs no trip. The `check` of psycopg asks every time,
    and waits for longer and longer between one broken connection and the next.
    """

    async def getconn(self, timeout: float | None = None) -> Connection:  # noqa: ASYNC109  # as in the class above
        """Lend a connection that holds. Raises `psycopg_pool.PoolTimeout` after `timeout` seconds without one."""
        until = time.monotonic() + (self.timeout if timeout is None else timeout)
        connection = await super().getconn(timeout)
        while not await _holds(connection):
            await self.putconn(connection)
            await self.check()
            connection = await super().getconn(max(0.0, until - time.monotonic()))
        return connection


async def _holds(connection: Connection) -> bool:
    heard = select.poll()
    heard.register(connection.fileno(), select.POLLIN)
    if not heard.poll(0):
        return True
    try:
        await CheckedPool.check_connection(connection)
    except OperationalError as error:
        _log.info("a connection was broken while it was idle (%s)", type(error).__name__)
        return False
    return True


def create_pool(url: str, *, size: int = 10, application_name: str = "coursewright") -> Pool:
    """A closed pool of at most `size` connections as the restricted role; open it with `async with`.

    Waiting for a connection ends after 30 s with `psycopg_pool.PoolTimeout`.
    """
    return _pool(libpq_url(url, application_name=application_name), size, POOL_WAIT_SECONDS, autocommit=False)


def create_quick_pool(url: str, *, size: int, application_name: str = "coursewright-quick") -> Pool:
    """A pool for single statements: each is a transaction of its own, in one trip.

    What it writes is not waited for to reach the disk: it is only for what may be lost with a server that dies, or is
    made certain by a later transaction on which somebody does wait. Waiting for a connection ends after 2 s.
    """
    lazily = {"synchronous_commit": "off"}
    conninfo = libpq_url(url, application_name=application_name, settings=lazily)
    return _pool(conninfo, size, QUICK_WAIT_SECONDS, autocommit=True)


def _pool(conninfo: str, size: int, timeout: float, *, autocommit: bool) -> Pool:
    return CheckedPool(
        conninfo,
        connection_class=AsyncConnection[DictRow],
        kwargs={"row_factory": dict_row, "autocommit": autocommit},
        min_size=1,
        max_size=size,
        timeout=timeout,
        reconnect_timeout=RECONNECT_SECONDS,
        reconnect_failed=_begin_anew,
        open=False,
    )


async def _begin_anew(pool: Pool) -> None:
    """Have a pool that gave up connecting try again for those who wait; who comes later makes it try anyway."""
    if pool.get_stats().get("requests_waiting"):
        try:
            async with pool.connection(timeout=RECONNECT_SECONDS):
                return
        except OperationalError as error:
            _log.warning("the database is still away (%s)", type(error).__name__)


async def ask(pool: Pool, query: LiteralString, parameters: Mapping[str, Any]) -> DictRow | None:
    """The one row of a statement on a quick pool.

    Where a server that was restarted has broken the connection it is asked once more, on one that holds.
    """
    try:
        return await _asked(pool, query, parameters)
    except PoolTimeout:
        raise
    except OperationalError:
        await pool.check()
        return await _asked(pool, query, parameters)


async def _asked(pool: Pool, query: LiteralString, parameters: Mapping[str, Any]) -> DictRow | None:
    async with pool.connection() as connection:
        return await (await connection.execute(query, parameters)).fetchone()
