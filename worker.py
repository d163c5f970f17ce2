"""The worker: `python -m worker` serves learners; a process beside it, less urgent, makes courses, so that nobody who
studies waits for one. Neither goes on without the other.
"""

import gc

gc.disable()  # until all modules are loaded: they stay

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from temporalio.client import Client

import settings
from models.capacity import fault_at_start
from models.pool import Pool, create_pool
from providers.urgency import be_less_urgent
from serving.learner_queue import DRAIN, build_learner_worker
from temporal import search_attributes
from temporal.companion import Companion, say_ready, until_alone
from temporal.connection import connect

COURSES = "courses"
"""The argument of the process that makes courses."""

_log = logging.getLogger("worker")


async def serve() -> None:
    """Serve learners here and courses beside, by the settings of the environment, until SIGINT or SIGTERM.

    Raises SystemExit with what is wrong with them or with the database, and when the process beside ends by itself.
    """
    config, told_to_stop = _settings(), _stop_signal()
    async with AsyncExitStack() as closing:
        courses = await Companion.start("worker", COURSES)
        closing.push_async_callback(courses.ended)
        closing.callback(courses.finish)
        client, pool = await closing.enter_async_context(_connections(config))
        await closing.enter_async_context(build_learner_worker(client, pool))
        _settle_memory()
        await courses.ready()
        if config.worker_ready_file:
            config.worker_ready_file.touch()
        _log.info("The worker serves its task queues.")
        await _first_of(told_to_stop.wait(), courses.ended())
        if not told_to_stop.is_set():
            raise SystemExit("The worker ends, since the process that makes courses has ended; its log says why.")
        _log.info("The worker stops: it finishes what it has begun, %d s at most.", DRAIN.total_seconds())
        courses.finish()


async def serve_courses() -> None:
    """Serve the task queues of courses until SIGTERM, or until the worker that this process belongs to is gone."""
    from serving.courses import courses_served  # with all that makes courses: the process of learners needs none of it

    config, told_to_stop = _settings(), _stop_signal()
    async with (
        _connections(config) as (client, pool),
        courses_served(config, client, pool),
    ):
        _settle_memory()
        say_ready()
        await _first_of(told_to_stop.wait(), until_alone())
        if not told_to_stop.is_set():
            _log.error("The worker is gone, so nobody makes courses any more.")
            os._exit(1)


def _settings() -> settings.Settings:
    config = settings.load()
    if fault := fault_at_start(config.database_url, config):
        raise SystemExit(f"The worker does not start: {fault}.")
    return config


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    for signum in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signum, stop.set)
    return stop


@asynccontextmanager
async def _connections(config: settings.Settings) -> AsyncIterator[tuple[Client, Pool]]:
    client = await connect(config.payload_keys)
    await search_attributes.register(client)
    async with create_pool(config.database_url, size=config.database_pool_size) as pool:
        yield client, pool


def _settle_memory() -> None:
    gc.enable()
    gc.collect()
    gc.freeze()  # what was loaded stays, so no collection has to look through it
    gc.set_threshold(10_000, 20, 20)  # the records that are kept are many, and next to none is garbage


async def _first_of(*awaited: Coroutine[Any, Any, object]) -> None:
    """Return when one of them is done; the others are given up."""
    tasks = [asyncio.ensure_future(one) for one in awaited]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    if sys.argv[1:] == [COURSES]:
        be_less_urgent()
        asyncio.run(serve_courses())
    else:
        asyncio.run(serve())
    logging.shutdown()
    # The SDK's threads may still be running; an interpreter that takes itself down under them can crash.
    os._exit(0)
