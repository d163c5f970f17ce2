"""The worker: wires providers, activities and workflows together, and serves the task queues until told to stop.

`python -m worker` serves learners; a process beside it, less urgent, makes courses, so that nobody who studies waits
for one. Neither goes on without the other.
"""

import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleIntervalSpec,
    ScheduleSpec,
)
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.worker import Worker, WorkerDeploymentConfig

import settings
from activities.analytics import Analytics
from activities.attempts import Attempts, Backoff
from activities.batching import Batching
from activities.content import Content
from activities.email_delivery import EmailDelivery
from activities.ledger import Ledger
from activities.media import Media
from activities.milestones import Milestones
from activities.persistence import Persistence
from activities.progression import Progression
from activities.reconciling import Reconciling
from activities.retention import Retention
from activities.section_calls import SectionCalls
from activities.solving import Solving
from activities.statement_delivery import StatementDelivery
from activities.structure import Structure
from activities.sweeping import Sweeping
from activities.webhook_delivery import WebhookDelivery
from activities.writers import Writers
from enrollments import statements
from enrollments.releases import Rulebooks
from enrollments.repository import RecordRepository
from models.capacity import fault_at_start
from models.library import Library
from models.messages import MediaSweepTask, ReconciliationTask
from models.pool import Pool, create_pool
from models.retention import Periods
from models.session import create_engine, create_sessions
from providers.configuration import ProviderConfiguration
from providers.drawn import DrawnImage
from providers.record_store import RecordStore, XapiStore
from providers.selection import Providers, choose_providers
from providers.urgency import be_less_urgent
from providers.webhooks import WebhookSender, private_hosts
from temporal import search_attributes
from temporal.companion import Companion, say_ready, until_alone
from temporal.connection import connect
from temporal.task_queues import COURSE_CREATION, IMAGE, PROGRESSION, TEXT
from workflows.course_creation import CourseCreation
from workflows.learner_progression import LearnerProgression
from workflows.learning_records import LearningRecords
from workflows.letters import Letters
from workflows.maintenance import Maintenance
from workflows.migrate_learners import MigrateLearners
from workflows.reconciliation import Reconciliation
from workflows.sandbox import sandboxed
from workflows.webhook_deliveries import WebhookDeliveries

COURSES = "courses"
"""The argument of the process that makes courses."""
DRAIN = timedelta(seconds=20)
HEARTBEATS = timedelta(seconds=2)
"""How often the server hears of a call at most; by these answers a call hears that it was cancelled."""

COURSE_WORKFLOWS: list[type] = [
    CourseCreation,
    LearningRecords,
    Letters,
    Maintenance,
    MigrateLearners,
    Reconciliation,
    WebhookDeliveries,
]
WORKFLOWS = [*COURSE_WORKFLOWS, LearnerProgression]

_log = logging.getLogger(__name__)


def build_workers(
    client: Client,
    sessions: async_sessionmaker[AsyncSession],
    providers: Providers,
    pool: Pool,
    *,
    config: ProviderConfiguration | None = None,
    public_url: str = "",
    periods: Periods | None = None,
    record_store: RecordStore | None = None,
    webhooks: WebhookSender | None = None,
    max_cached_workflows: int = 1000,
    build_id: str | None = None,
    backoff: Backoff | None = None,
) -> list[Worker]:
    """Everything in one process: those of `build_course_workers`, which has the arguments, and the learners' one."""
    learners = build_learner_worker(client, sessions, pool, max_cached_workflows=max_cached_workflows, backoff=backoff)
    return [
        learners,
        *build_course_workers(
            client,
            sessions,
            providers,
            pool,
            config=config,
            public_url=public_url,
            periods=periods,
            record_store=record_store,
            webhooks=webhooks,
            max_cached_workflows=max_cached_workflows,
            build_id=build_id,
            backoff=backoff,
        ),
    ]


def build_learner_worker(
    client: Client,
    sessions: async_sessionmaker[AsyncSession],
    pool: Pool,
    *,
    max_cached_workflows: int = 1000,
    backoff: Backoff | None = None,
) -> Worker:
    """What learners wait for: the recording of what they do."""
    return Worker(
        client,
        task_queue=PROGRESSION,
        workflows=[LearnerProgression],
        activities=[Progression(pool, RecordRepository(Rulebooks())).record],
        workflow_runner=sandboxed(),
        max_cached_workflows=max_cached_workflows,
        graceful_shutdown_timeout=DRAIN,
        interceptors=[Attempts(sessions, backoff)],
    )


def build_course_workers(
    client: Client,
    sessions: async_sessionmaker[AsyncSession],
    providers: Providers,
    pool: Pool,
    *,
    config: ProviderConfiguration | None = None,
    public_url: str = "",
    periods: Periods | None = None,
    record_store: RecordStore | None = None,
    webhooks: WebhookSender | None = None,
    max_cached_workflows: int = 1000,
    build_id: str | None = None,
    backoff: Backoff | None = None,
) -> list[Worker]:
    """One worker a task queue: workflows with our own transactions, text calls, pictures.

    With a build id the workflows are pinned to this version of the code until they end, and a new version serves only
    new ones; the server has to be told which version is current.
    """
    attempts = [Attempts(sessions, backoff)]
    limits = config or ProviderConfiguration()
    ledger, library = Ledger(sessions), Library(sessions)
    writers = Writers(sessions, ledger, providers.text, providers.fallback)
    structure, section_calls = Structure(sessions, library, writers), SectionCalls(sessions, library)
    content = Content(sessions, section_calls, ledger, writers)
    solving = Solving(sessions, writers)
    batching = Batching(sessions, section_calls, ledger, writers)
    media = Media(sessions, ledger, providers.image, DrawnImage(), providers.storage)
    persistence, analytics = Persistence(sessions), Analytics(sessions)
    records = RecordRepository(Rulebooks())
    progression = Progression(pool, records)
    telling = StatementDelivery(pool, records, record_store, public_url)
    delivering = WebhookDelivery(pool, webhooks or WebhookSender())
    sweeping, retention = Sweeping(sessions, providers.storage), Retention(sessions, periods or Periods())
    reconciling = Reconciling(sessions, client, pool, tells_a_store=record_store is not None)
    milestones, emails = Milestones(sessions), EmailDelivery(pool, providers.mail, public_url=public_url)
    return [
        Worker(
            client,
            task_queue=COURSE_CREATION,
            workflows=COURSE_WORKFLOWS,
            activities=[
                structure.adopt_outline,
                structure.stored_outline,
                content.hold_section,
                content.adopt_section,
                solving.settle_solutions,
                media.leave_out_picture,
                persistence.save_course,
                persistence.save_section,
                analytics.record_baseline,
                milestones.mark,
                emails.deliver_all,
                sweeping.remove_orphans,
                retention.retire,
                reconciling.reconcile,
                progression.remind,
                progression.nudge,
                progression.migrate_learners,
                telling.deliver,
                delivering.deliver,
            ],
            workflow_runner=sandboxed(),
            max_cached_workflows=max_cached_workflows,
            graceful_shutdown_timeout=DRAIN,
            interceptors=attempts,
            deployment_config=_pinned(build_id),
        ),
        Worker(
            client,
            task_queue=TEXT,
            activities=[
                structure.write_outline,
                content.warm_up,
                content.write_section,
                solving.solve_checks,
                batching.submit_batch,
                batching.collect_batch,
            ],
            max_concurrent_activities=limits.text_calls_at_once,
            max_task_queue_activities_per_second=limits.text_calls_a_second,
            max_heartbeat_throttle_interval=HEARTBEATS,
            graceful_shutdown_timeout=DRAIN,
            interceptors=attempts,
        ),
        Worker(
            client,
            task_queue=IMAGE,
            activities=[media.make_picture],
            max_concurrent_activities=limits.image_calls_at_once,
            max_task_queue_activities_per_second=limits.pictures_a_second,
            max_heartbeat_throttle_interval=HEARTBEATS,
            graceful_shutdown_timeout=DRAIN,
            interceptors=attempts,
        ),
    ]


async def schedule_maintenance(client: Client) -> None:
    """Run the maintenance once a day; a schedule that is there already stays."""
    action = ScheduleActionStartWorkflow(
        Maintenance.run, MediaSweepTask(), id="media-sweep", task_queue=COURSE_CREATION, static_summary="Maintenance"
    )
    await _schedule(client, "media-sweep", action, timedelta(days=1))


async def schedule_reconciliation(client: Client) -> None:
    """Let generations be compared with their runs once a minute; a schedule that is there already stays."""
    action = ScheduleActionStartWorkflow(
        Reconciliation.run,
        ReconciliationTask(),
        id="reconciliation",
        task_queue=COURSE_CREATION,
        static_summary="Generations and their runs",
    )
    await _schedule(client, "reconciliation", action, timedelta(minutes=1))


async def _schedule(client: Client, name: str, action: ScheduleActionStartWorkflow, every: timedelta) -> None:
    spec = ScheduleSpec(intervals=[ScheduleIntervalSpec(every=every)])
    try:
        await client.create_schedule(name, Schedule(action=action, spec=spec))
    except ScheduleAlreadyRunningError:
        _log.info("%s is scheduled.", name)


def _pinned(build_id: str | None) -> WorkerDeploymentConfig | None:
    if build_id is None:
        return None
    return WorkerDeploymentConfig(
        version=WorkerDeploymentVersion(deployment_name="coursewright", build_id=build_id),
        use_worker_versioning=True,
        default_versioning_behavior=VersioningBehavior.PINNED,
    )


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
