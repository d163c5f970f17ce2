"""Real servers for the tests. Each is started here, on a socket or free port of its own, and ended with the run."""

import asyncio
import signal
from collections.abc import Iterator
from types import FrameType

import pytest
from hypothesis import settings
from temporalio.client import Client

from stack import embedded
from stack.servers import test_server
from temporal import search_attributes
from tests import databases
from tests.databases import fresh_database


def pytest_configure() -> None:
    """Lets a SIGTERM end the run the way Ctrl-C does, so that the servers end too, and no example fail for its time."""
    signal.signal(signal.SIGTERM, _interrupt)
    settings.register_profile("coursewright", deadline=None)
    settings.load_profile("coursewright")


def _interrupt(_signum: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL 18 for the whole run: the URL of its database `coursewright`, as the superuser.

    Tests that need a schema of their own create a database of their own on it.
    """
    with databases.quick_folder() as folder, embedded.postgres(folder=folder) as url:
        yield url


@pytest.fixture(scope="session")
def temporal_address() -> Iterator[str]:
    """A Temporal server in memory for the whole run, which knows our search attributes: `127.0.0.1:port`."""
    with embedded.temporal() as address:
        asyncio.run(_register(address))
        yield address


async def _register(address: str) -> None:
    await search_attributes.register(await Client.connect(address))


@pytest.fixture(scope="session")
def time_skipping_path() -> str:
    """The program that `WorkflowEnvironment.start_time_skipping(test_server_existing_path=…)` runs."""
    return str(test_server.find().path)


@pytest.fixture
def database_url(postgres_url: str) -> Iterator[str]:
    """A migrated database without rows, for one test."""
    with fresh_database(postgres_url) as url:
        yield url
