"""Programs of a benchmark, each in a process of its own as in operation: API, worker, and what is beside them."""

import functools
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI

from stack import ports, processes
from stack.waiting import wait_until
from tests.databases import as_application

PROJECT = Path(__file__).resolve().parents[1]
START_SECONDS = 60.0
STOP_SECONDS = 30.0
MOST_CONNECTIONS = 256
KEPT_SECONDS = 3.0
"""Less than the servers wait, so that no connection is used that is just being closed."""
OURS = ("api", "worker")
"""Programs that do not start as a superuser."""


def serve(app: FastAPI, port: int) -> None:
    """Serve in this process until told to stop: every benchmarked app in the same way."""
    uvicorn.run(app, host=ports.LOCALHOST, port=port, log_config=None, timeout_graceful_shutdown=1)


@contextmanager
def program(
    module: str, *arguments: str, folder: Path, ready: Callable[[], bool], project: Path = PROJECT, **settings: str
) -> Iterator[None]:
    """`python -m <module> <arguments>` of a project's folder with these environment variables, until the block ends."""
    log = folder / f"{module}.log"
    if module in OURS:
        settings["DATABASE_URL"] = as_application(settings["DATABASE_URL"])
    command = [sys.executable, "-m", module, *arguments]
    process = processes.spawn(processes.Launch(command, log, project, _environment() | settings))
    try:
        in_time = wait_until(lambda: not processes.is_alive(process) or ready(), START_SECONDS)
        if not in_time or not processes.is_alive(process):
            raise RuntimeError(f"{module} does not start; its log ends with: {log.read_text()[-2000:]}")
        yield
    finally:
        processes.stop(process, STOP_SECONDS, signal.SIGTERM)


def _environment() -> dict[str, str]:
    """Ours, but for a wish to keep no compiled modules: a worker loads those of a workflow for each of its runs."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@asynccontextmanager
async def web(
    module: str, *, folder: Path, project: Path = PROJECT, **settings: str
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an app that serves on the port that it is told: ours by API_PORT, others by their argument."""
    port = ports.any_free()
    ready = functools.partial(ports.answers, port)
    with program(module, str(port), folder=folder, ready=ready, project=project, API_PORT=str(port), **settings):
        limits = httpx.Limits(
            max_connections=MOST_CONNECTIONS,
            max_keepalive_connections=MOST_CONNECTIONS,
            keepalive_expiry=KEPT_SECONDS,
        )
        base = f"http://{ports.LOCALHOST}:{port}"
        async with httpx.AsyncClient(base_url=base, timeout=60, limits=limits) as client:
            yield client


@contextmanager
def worker(module: str, *, folder: Path, number: int = 1, project: Path = PROJECT, **settings: str) -> Iterator[None]:
    """A worker that touches WORKER_READY_FILE when it serves."""
    is_ready = folder / f"{module}-{number}.ready"
    with program(
        module, folder=folder, ready=is_ready.exists, project=project, WORKER_READY_FILE=str(is_ready), **settings
    ):
        yield
