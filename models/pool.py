"""Plain connections of psycopg, for what is done many times a second."""

from psycopg import AsyncConnection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from models.session import POOL_WAIT_SECONDS, libpq_url

Connection = AsyncConnection[DictRow]
Pool = AsyncConnectionPool[Connection]


def create_pool(url: str, *, size: int = 10, application_name: str = "coursewright") -> Pool:
    """A closed pool of at most `size` connections as the restricted role; open it with `async with`.

    Waiting for a connection ends after 30 s with `psycopg_pool.PoolTimeout`.
    """
    return AsyncConnectionPool(
        libpq_url(url, application_name=application_name),
        connection_class=AsyncConnection[DictRow],
        kwargs={"row_factory": dict_row},
        min_size=1,
        max_size=size,
        timeout=POOL_WAIT_SECONDS,
        open=False,
    )
