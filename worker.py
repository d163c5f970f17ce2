"""The worker: `python -m worker` serves learners; a process beside it, less urgent, makes courses, so that nobody who
studies waits for one. Neither goes on without the other.
"""

import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.client import Client

import settings
from enrollments import statements
from models.capacity import fault_at_start
from models.pool import Pool, create_pool
from models.session import create_engine, create_sessions
from providers.record_store import RecordStore, XapiStore
from providers.selection import choose_providers
from providers.urgency import be_less_urgent
from providers.webhooks import WebhookSender, private_hosts
from serving.queues import DRAIN, build_course_workers, build_learner_worker
from serving.schedules import schedule_maintenance, schedule_reconciliation
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
        client, sessions, pool = await closing.enter_async_context(_connections(config))
        await closing.enter_async_context(build_learner_worker(client, sessions, pool))
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
    config, told_to_stop = _settings(), _stop_signal()
    async with AsyncExitStack() as closing:
        client, sessions, pool = await closing.enter_async_context(_connections(config))
        providers = choose_providers(config)
        closing.push_async_callback(providers.close)
        record_store = await _record_store(config, pool)
        if record_store is not None:
            closing.push_async_callback(record_store.close)
        await schedule_maintenance(client)
        await schedule_reconciliation(client)
        for worker in build_course_workers(
            client,
            sessions,
            providers,
            pool,
            config=config,
            public_url=config.public_url,
            periods=config,
            record_store=record_store,
            webhooks=WebhookSender(private_hosts(config.webhook_private_hosts)),
            build_id=config.worker_build_id,
        ):
            await closing.enter_async_context(worker)
        _settle_memory()
        say_ready()
        await _first_of(told_to_stop.wait(), until_alone())
        if not told_to_stop.is_set():
            _log.error("The worker is gone, so nobody makes courses any more.")
            os._exit(1)


async def _record_store(config: settings.Settings, pool: Pool) -> RecordStore | None:
    """The store that is told of what learners do from now on; of what they did before, if it was told then."""
    if not config.xapi_endpoint:
        return None
    store = XapiStore(config.xapi_endpoint, config.xapi_key.get_secret_value(), config.xapi_secret.get_secret_value())
    async with pool.connection() as connection:
        await statements.begin(connection, store.endpoint)
    return store


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
async def _connections(
    config: settings.Settings,
) -> AsyncIterator[tuple[Client, async_sessionmaker[AsyncSession], Pool]]:
    client = await connect(config.payload_keys)
    await search_attributes.register(client)
    engine = create_engine(config.database_url, pool_size=config.database_pool_size)
    try:
        async with create_pool(config.database_url, size=config.database_pool_size) as pool:
            yield client, create_sessions(engine), pool
    finally:
        await engine.dispose()


def _settle_memory() -> None:
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
