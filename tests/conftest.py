"""Real servers for the tests. Each is started here, on a socket or free port of its own, and ended with the run."""

import gc

gc.disable()  # until all tests are loaded: they stay

import asyncio
import faulthandler
import os
import signal
import socket
from collections.abc import Generator, Iterator
from contextlib import ExitStack, suppress
from itertools import zip_longest
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import settings
from temporalio.client import Client

from stack import embedded
from stack.addresses import DEFAULT_PORTS
from stack.ports import LOCALHOST
from stack.servers import test_server
from temporal import search_attributes
from tests import databases
from tests.databases import fresh_database

TEARDOWN_SECONDS = 120
WITH_STACKS = ("faults", "stack")
WITH_SERVERS = ("api", "clients", "models", "nginx", "workflows")


def pytest_configure() -> None:
    """Lets a SIGTERM end the run the way Ctrl-C does, so that the servers end too, and no example fail for its time."""
    signal.signal(signal.SIGTERM, _interrupt)
    settings.register_profile("coursewright", deadline=None, derandomize="SAME_CASES" in os.environ)
    settings.load_profile("coursewright")


def _interrupt(_signum: int, _frame: FrameType | None) -> None:
    """Once only: a second one would break off what ends the servers. What hangs then says where, and is over."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    faulthandler.dump_traceback_later(TEARDOWN_SECONDS, exit=True, file=2)
    raise KeyboardInterrupt


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that start stacks take longest: first, so that none is left alone at the end, and in turn with others,
    because two stacks of a machine do not start at the same time."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    stacks = [path for path in files if path.parent.name in WITH_STACKS]
    others = [path for path in files if path.parent.name not in WITH_STACKS]
    turns = zip_longest(stacks, sorted(others, key=lambda path: path.parent.name not in WITH_SERVERS))
    items[:] = [item for turn in turns for path in turn if path for item in files[path]]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """As worker and API do with their start: what was loaded stays, so no collection has to look through it. The little
    garbage among it stays as well: to find it takes half a second."""
    found = yield
    gc.freeze()
    gc.enable()
    gc.set_threshold(10_000, 20, 20)
    return found


@pytest.fixture(scope="module", autouse=True)
def settled_memory() -> Iterator[None]:
    """What is left of a file's tests is kept by caches: no collection of a later one has to look through it."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def usual_ports() -> Iterator[None]:
    """No stack's: one that found them free for a moment, while a part of another stack is down, would take them from
    it. Processes that test side by side hold them together."""
    with ExitStack() as held:
        for port in DEFAULT_PORTS.values():
            with suppress(OSError):  # a stack of somebody's own has it
                held.enter_context(socket.create_server((LOCALHOST, port), reuse_port=True))
        yield


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
    """The program that `tests.time_skipping` runs."""
    return str(test_server.find().path)


@pytest.fixture
def database_url(postgres_url: str) -> Iterator[str]:
    """A migrated database without rows, for one test."""
    with fresh_database(postgres_url) as url:
        yield url
