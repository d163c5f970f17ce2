"""The worker: wires providers, activities and workflows together, and serves the task queues until told to stop."""

import asyncio
import gc
import logging
import os
import signal
from contextlib import AsyncExitStack
from datetime import timedelta

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
from activities.structure import Structure
from activities.sweeping import Sweeping
from activities.writers import Writers
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
from providers.selection import Providers, choose_providers
from temporal import search_attributes
from temporal.connection import connect
from temporal.task_queues import COURSE_CREATION, IMAGE, PROGRESSION, TEXT
from workflows.course_creation import CourseCreation
from workflows.learner_progression import LearnerProgression
from workflows.letters import Letters
from workflows.maintenance import Maintenance
from workflows.migrate_learners import MigrateLearners
from workflows.reconciliation import Reconciliation
from workflows.sandbox import sandboxed

DRAIN = timedelta(seconds=20)
HEARTBEATS = timedelta(seconds=2)
"""How often the server hears of a call at most; by these answers a call hears that it was cancelled."""

COURSE_WORKFLOWS: list[type] = [CourseCreation, Letters, Maintenance, MigrateLearners, Reconciliation]
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
    progression = Progression(pool, RecordRepository(Rulebooks()))
    sweeping, retention = Sweeping(sessions, providers.storage), Retention(sessions, periods or Periods())
    reconciling = Reconciling(sessions, client)
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
            ],
            workflow_runner=sandboxed(),
            max_cached_workflows=max_cached_workflows,
            graceful_shutdown_timeout=DRAIN,
            interceptors=attempts,
            deployment_config=_pinned(build_id),
        ),
        Worker(
            client,
            task_queue=PROGRESSION,
            workflows=[LearnerProgression],
            activities=[progression.record],
            workflow_runner=sandboxed(),
            max_cached_workflows=max_cached_workflows,
            graceful_shutdown_timeout=DRAIN,
            interceptors=attempts,
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
    """Serve every task queue by the settings of the environment, until SIGINT or SIGTERM.

    Raises SystemExit with what is wrong with them or with the database.
    """
    config = settings.load()
    stop = asyncio.Event()
    for signum in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signum, stop.set)
    if fault := await asyncio.to_thread(fault_at_start, config.database_url, config):
        raise SystemExit(f"The worker does not start: {fault}.")
    client = await connect(config.payload_keys)
    await search_attributes.register(client)
    engine = create_engine(config.database_url, pool_size=config.database_pool_size)
    async with AsyncExitStack() as closing:
        closing.push_async_callback(engine.dispose)
        providers = choose_providers(config)
        closing.push_async_callback(providers.close)
        sessions = create_sessions(engine)
        pool = await closing.enter_async_context(create_pool(config.database_url, size=config.database_pool_size))
        await schedule_maintenance(client)
        await schedule_reconciliation(client)
        for worker in build_workers(
            client,
            sessions,
            providers,
            pool,
            config=config,
            public_url=config.public_url,
            periods=config,
            build_id=config.worker_build_id,
        ):
            await closing.enter_async_context(worker)
        gc.collect()
        gc.freeze()  # what was loaded stays, so no collection has to look through it
        gc.set_threshold(10_000, 20, 20)  # the records that are kept are many, and next to none is garbage
        if config.worker_ready_file:
            config.worker_ready_file.touch()
        _log.info("The worker serves its task queues.")
        await stop.wait()
        _log.info("The worker stops: it finishes what it has begun, %d s at most.", DRAIN.total_seconds())


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    asyncio.run(serve())
    logging.shutdown()
    # The SDK's threads may still be running; an interpreter that takes itself down under them can crash.
    os._exit(0)
