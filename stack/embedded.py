"""Throw-away servers for tests and benchmarks: each on a socket or free port of its own, gone after use."""

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from stack import parts, ports, processes
from stack.errors import StackError
from stack.postgres import FORGETFUL, Cluster, account
from stack.servers import local_server
from stack.waiting import wait_until

START_SECONDS = 60.0
STOP_SECONDS = 20.0


@contextmanager
def postgres(database: str = "coursewright", folder: Path | None = None) -> Iterator[str]:
    """An empty PostgreSQL with one database; yields its URL for psycopg, as the superuser.

    Data and log go below `folder`, else into a temporary one that is removed afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="cw-pg-") as name:
        home = folder or Path(name)
        cluster = Cluster(home.resolve() / "postgres")
        cluster.prepare()
        log = home / "log"
        server = processes.spawn(processes.Launch(cluster.command(FORGETFUL), log, Path("/"), os.environ, account()))
        try:
            _wait("PostgreSQL", cluster.accepts, server, log)
            cluster.ensure_database(database)
            yield cluster.url(database)
        finally:
            processes.stop(server, STOP_SECONDS, signal.SIGINT)
            cluster.remove_socket_folder()


@contextmanager
def temporal() -> Iterator[str]:
    """A Temporal server that keeps everything in memory, without web UI; yields its address."""
    binary = local_server.find()
    port = ports.any_free()
    with tempfile.TemporaryDirectory(prefix="cw-temporal-") as name:
        log = Path(name) / "log"
        command = local_server.command(binary.path, port=port, ui_port=None, database=None)
        server = processes.spawn(processes.Launch(command, log, Path(name), os.environ))
        try:
            address = f"{ports.LOCALHOST}:{port}"
            _wait("Temporal", lambda: parts.temporal_serves(address), server, log)
            yield address
        finally:
            processes.stop(server, STOP_SECONDS)


def _wait(name: str, ready: Callable[[], bool], server: psutil.Popen, log: Path) -> None:
    in_time = wait_until(lambda: not processes.is_alive(server) or ready(), START_SECONDS)
    if not in_time or not processes.is_alive(server):
        raise StackError(f"{name} does not start; its log ends with: {log.read_text(errors='replace')[-2000:]}")
