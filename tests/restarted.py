"""A PostgreSQL of a test's own that stops and starts, before an application that does not wait for it for long."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from models import migrate, pool, session
from stack import embedded
from tests.databases import quick_folder

WAIT_SECONDS = 3.0
"""How long anybody waits for a connection; in production it is 30 s."""


class Server:
    """A PostgreSQL that a test stops and starts."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._running = folder, ExitStack()
        self.url = self.start()

    def start(self) -> str:
        return self._running.enter_context(embedded.postgres(folder=self._folder))

    def stop(self) -> None:
        self._running.close()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """With a migrated database without rows."""
    for module in (session, pool):
        monkeypatch.setattr(module, "POOL_WAIT_SECONDS", WAIT_SECONDS)
    with quick_folder() as folder:
        running = Server(folder)
        migrate.upgrade(running.url)
        yield running
        running.stop()
