"""The worker of learners: what they wait for, wired with what it needs, and with none of what makes courses."""

from datetime import timedelta

from temporalio.client import Client
from temporalio.worker import Worker

from activities.progression import Progression
from enrollments.repository import RecordRepository
from models.pool import Pool
from temporal.task_queues import PROGRESSION
from workflows.learner_progression import LearnerProgression
from workflows.sandbox import sandboxed

DRAIN = timedelta(seconds=20)
"""How long a worker that is told to stop goes on with what it has begun."""


def build_learner_worker(client: Client, pool: Pool, *, max_cached_workflows: int = 1000) -> Worker:
    """What learners wait for: the recording of what they do, as a local activity, whose errors the workflow names."""
    return Worker(
        client,
        task_queue=PROGRESSION,
        workflows=[LearnerProgression],
        activities=[Progression(pool, RecordRepository()).record],
        workflow_runner=sandboxed(),
        max_cached_workflows=max_cached_workflows,
        graceful_shutdown_timeout=DRAIN,
    )
