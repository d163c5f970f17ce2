"""Finds generations and runs that have lost each other, as when one of their two databases was restored, e-mails that
nobody delivers, since Temporal was away when they were written, and what other systems are to be told."""

import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from activities import webhook_delivery
from activities.heartbeat import heartbeating
from enrollments import statements
from models.generation_states import TERMINAL_STATUSES
from models.generations import Generation
from models.gone_runs import lacks_run, say_gone
from models.messages import (
    EMAIL_RUNS,
    LEARNING_RECORDS,
    WEBHOOK_DELIVERIES,
    Deliveries,
    Reconciled,
    ReconciliationTask,
)
from models.milestones import locked
from models.outbox import ACCOUNT_EMAILS, INVITATION, OutboxMessage
from models.pool import Pool
from temporal.task_queues import COURSE_CREATION

ABANDONED_AFTER = timedelta(days=1)
EMAILS_AT_ONCE = 500
PREFIX = "course-creation/"
RUNNING = "WorkflowType = 'CourseCreation' AND ExecutionStatus = 'Running'"
UNKNOWN = "The database knows of no such generation, as after a restore of an older back-up."

_log = logging.getLogger(__name__)


class Reconciling:
    """Compares generations with their runs, and has e-mails delivered that were left."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], client: Client, pool: Pool, *, tells_a_store: bool = False
    ) -> None:
        """`tells_a_store` says whether a Learning Record Store is told what learners do."""
        self._sessions = sessions
        self._client = client
        self._pool = pool
        self._tells_a_store = tells_a_store

    @activity.defn
    async def reconcile(self, task: ReconciliationTask) -> Reconciled:
        """Let generations without a run wait for their owners, and end runs without a generation, by name.

        Those younger than a while may still be on their way to the other side.
        """
        before = datetime.now(UTC) - timedelta(seconds=task.settled_after)
        async with heartbeating():
            gone = [one for one in await self._open(before) if not await self._is_running(one)]
            for generation_id in gone:
                await self._say_gone(generation_id)
            ended = await self._end_unknown(before)
            await self._deliver_left_emails(before)
            await self._tell_other_systems()
        if gone or ended:
            _log.warning("%d generations had lost their run, %d runs their generation", len(gone), ended)
        return Reconciled(generations=len(gone), runs=ended)

    async def _open(self, before: datetime) -> list[UUID]:
        async with self._sessions() as session:
            rows = await session.exec(
                select(Generation)
                .where(col(Generation.status).not_in(TERMINAL_STATUSES), col(Generation.updated_at) < before)
                .order_by(col(Generation.id))
            )
            return [row.id for row in rows if not lacks_run(row)]

    async def _is_running(self, generation_id: UUID) -> bool:
        try:
            description = await self._client.get_workflow_handle(f"{PREFIX}{generation_id}").describe()
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return False
            raise
        return description.status is WorkflowExecutionStatus.RUNNING

    async def _say_gone(self, generation_id: UUID) -> None:
        async with self._sessions() as session, session.begin():
            say_gone(session, await locked(session, generation_id))

    async def _end_unknown(self, before: datetime) -> int:
        """Ends runs that began after the first generation of this database, so that another database ends none."""
        ended = 0
        async with self._sessions() as session:
            first = (await session.exec(select(func.min(Generation.created_at)))).one()
        async for run in self._client.list_workflows(RUNNING):
            if first is None or not first < run.start_time < before or await self._is_known(run.id):
                continue
            await self._client.get_workflow_handle(run.id, run_id=run.run_id).terminate(UNKNOWN)
            ended += 1
        return ended

    async def _deliver_left_emails(self, before: datetime) -> None:
        """An e-mail that was given up after days of trying is not begun again."""
        async with self._sessions() as session:
            left = select(OutboxMessage.id).where(
                OutboxMessage.status == "pending",
                col(OutboxMessage.kind).in_((*ACCOUNT_EMAILS, INVITATION)),
                col(OutboxMessage.created_at).between(datetime.now(UTC) - ABANDONED_AFTER, before),
            )
            messages = (await session.exec(left.order_by(col(OutboxMessage.created_at)).limit(EMAILS_AT_ONCE))).all()
        for outbox_id in messages:
            with suppress(WorkflowAlreadyStartedError):
                await self._client.start_workflow(
                    "Letters",
                    Deliveries(outbox_ids=(outbox_id,)),
                    id=f"{EMAIL_RUNS}{outbox_id}",
                    task_queue=COURSE_CREATION,
                    id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                )

    async def _tell_other_systems(self) -> None:
        """Begin what sends out what waits, where it is not at it already."""
        async with self._pool.connection() as connection:
            are_statements_due = self._tells_a_store and await statements.is_due(connection)
            are_webhooks_due = await webhook_delivery.is_due(connection)
        if are_statements_due:
            await self._begin("LearningRecords", LEARNING_RECORDS)
        if are_webhooks_due:
            await self._begin("WebhookDeliveries", WEBHOOK_DELIVERIES)

    async def _begin(self, workflow: str, workflow_id: str) -> None:
        await self._client.start_workflow(
            workflow,
            id=workflow_id,
            task_queue=COURSE_CREATION,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        )

    async def _is_known(self, workflow_id: str) -> bool:
        async with self._sessions() as session:
            return await session.get(Generation, UUID(workflow_id.removeprefix(PREFIX))) is not None
