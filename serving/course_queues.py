"""Which workflows and activities each task queue of courses serves, wired with what they need."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.client import Client
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.worker import Worker, WorkerDeploymentConfig

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
from enrollments.repository import RecordRepository
from models.library import Library
from models.pool import Pool
from models.retention import Periods
from providers.configuration import ProviderConfiguration
from providers.drawn import DrawnImage
from providers.record_store import RecordStore
from providers.selection import Providers
from providers.webhooks import WebhookSender
from serving.learner_queue import DRAIN
from temporal.task_queues import COURSE_CREATION, IMAGE, TEXT
from workflows.course_creation import CourseCreation
from workflows.deliver_emails import DeliverEmails
from workflows.learning_records import LearningRecords
from workflows.maintenance import Maintenance
from workflows.migrate_learners import MigrateLearners
from workflows.reconciliation import Reconciliation
from workflows.sandbox import sandboxed
from workflows.webhook_deliveries import WebhookDeliveries

HEARTBEATS = timedelta(seconds=2)
"""How often the server hears of a call at most; by these answers a call hears that it was cancelled."""

COURSE_WORKFLOWS: list[type] = [
    CourseCreation,
    LearningRecords,
    DeliverEmails,
    Maintenance,
    MigrateLearners,
    Reconciliation,
    WebhookDeliveries,
]


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
    records = RecordRepository()
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


def _pinned(build_id: str | None) -> WorkerDeploymentConfig | None:
    if build_id is None:
        return None
    return WorkerDeploymentConfig(
        version=WorkerDeploymentVersion(deployment_name="coursewright", build_id=build_id),
        use_worker_versioning=True,
        default_versioning_behavior=VersioningBehavior.PINNED,
    )
