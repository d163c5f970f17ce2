"""What in operation are two processes, in one."""

from typing import Any

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.client import Client
from temporalio.worker import Worker

from activities.attempts import Backoff
from models.pool import Pool
from providers.selection import Providers
from serving.course_queues import build_course_workers
from serving.learner_queue import build_learner_worker


def build_workers(
    client: Client,
    sessions: async_sessionmaker[AsyncSession],
    providers: Providers,
    pool: Pool,
    *,
    max_cached_workflows: int = 1000,
    backoff: Backoff | None = None,
    **of_courses: Any,
) -> list[Worker]:
    """The learners' worker, and those of courses with what else `build_course_workers` takes."""
    of_courses |= {"max_cached_workflows": max_cached_workflows, "backoff": backoff}
    return [
        build_learner_worker(client, pool, max_cached_workflows=max_cached_workflows),
        *build_course_workers(client, sessions, providers, pool, **of_courses),
    ]
