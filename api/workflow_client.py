"""The API's way to the workflows: by name and message, connected when first needed, 503 while Temporal is away."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, SecretStr
from temporalio.client import (
    Client,
    WorkflowExecutionStatus,
    WorkflowHandle,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import (
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from api.http.problems import Problem
from api.http.requests import memo
from api.workers import missing_workers, why_nobody_answers, why_nobody_serves, why_not_begun
from models.messages import EMAIL_RUNS, WEBHOOK_DELIVERIES, CourseCreationRequest, Deliveries, MigrateLearnersTask
from temporal import search_attributes
from temporal.connection import connect
from temporal.errors import NobodyAnswers, TemporalUnavailable
from temporal.task_queues import COURSE_CREATION

PATIENCE = timedelta(seconds=10)
HEALTH_PATIENCE = timedelta(seconds=3)
KEPT_SECONDS = 1.0
"""How long what Temporal says of its workers is told again: /ready takes no account."""

Known = TypeVar("Known")

_log = logging.getLogger(__name__)


def workflow_id(generation_id: UUID) -> str:
    """The id in Temporal of the workflow of a generation, the same for each of its runs."""
    return f"course-creation/{generation_id}"


class WorkflowClient:
    """The API's way to Temporal: connected when it is first needed; raises TemporalUnavailable while nobody answers."""

    def __init__(self, payload_keys: SecretStr | None = None) -> None:
        self._payload_keys = payload_keys
        self._client: Client | None = None
        self._connecting = asyncio.Lock()
        self._workers: list[NobodyAnswers] | None = None
        self._workers_asked = -KEPT_SECONDS
        self._asking = asyncio.Lock()

    async def client(self) -> Client:
        """Raises TemporalUnavailable."""
        async with self._connecting:
            if self._client is None:
                self._client = await connect(self._payload_keys)
                await search_attributes.register(self._client)
            return self._client

    async def start(self, request: CourseCreationRequest) -> None:
        """Start the generation's workflow; one that was started before is left to go on. A request that resumes
        starts another one where the former has ended."""
        client = await self.client()
        attributes = TypedSearchAttributes(
            [
                SearchAttributePair(search_attributes.COURSE_TITLE, request.title),
                SearchAttributePair(search_attributes.INSTRUCTOR_ID, str(request.instructor_id)),
                SearchAttributePair(search_attributes.GENERATION_STATUS, "queued"),
                SearchAttributePair(search_attributes.PERCENT_DONE, 0),
            ]
        )
        try:
            await client.start_workflow(
                "CourseCreation",
                request,
                id=workflow_id(request.generation_id),
                task_queue=COURSE_CREATION,
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE
                if request.resumes
                else WorkflowIDReusePolicy.REJECT_DUPLICATE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                static_summary=request.title,
                search_attributes=attributes,
                memo=memo(),
                rpc_timeout=PATIENCE,
            )
        except WorkflowAlreadyStartedError:
            return

    async def migrate_learners(self, course_id: UUID, release: int) -> None:
        """Have the learners of a course carried over to a release. Nothing is lost without: a record that is touched
        moves by itself, so that while Temporal is away only figures over many learners are late."""
        try:
            await (await self.client()).start_workflow(
                "LearnersMove",
                MigrateLearnersTask(course_id=course_id),
                id=f"learners-move/{course_id}/{release}",
                task_queue=COURSE_CREATION,
                memo=memo(),
                rpc_timeout=PATIENCE,
            )
        except (TemporalUnavailable, RPCError, WorkflowAlreadyStartedError) as error:
            _log.warning("learners of course %s move when they come by (%s)", course_id, type(error).__name__)

    async def deliver(self, outbox_ids: Sequence[UUID]) -> bool:
        """Have e-mails of the outbox delivered by one run. False while Temporal is away: they wait for the
        reconciliation."""
        try:
            await (await self.client()).start_workflow(
                "Letters",
                Deliveries(outbox_ids=tuple(outbox_ids)),
                id=f"{EMAIL_RUNS}{outbox_ids[0]}",
                task_queue=COURSE_CREATION,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                memo=memo(),
                rpc_timeout=PATIENCE,
            )
        except WorkflowAlreadyStartedError:
            return True
        except (TemporalUnavailable, RPCError) as error:
            _log.warning("%d e-mails are sent later (%s)", len(outbox_ids), type(error).__name__)
            return False
        return True

    async def tell_webhooks(self) -> bool:
        """Have registered addresses told what is due, now. False while Temporal is away: the reconciliation does it."""
        try:
            await (await self.client()).start_workflow(
                "WebhookDeliveries",
                id=WEBHOOK_DELIVERIES,
                task_queue=COURSE_CREATION,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                memo=memo(),
                rpc_timeout=PATIENCE,
            )
        except (TemporalUnavailable, RPCError) as error:
            _log.warning("registered addresses are told later (%s)", type(error).__name__)
            return False
        return True

    async def end(self, workflow_ids: Iterable[str]) -> None:
        """Ask workflows to end that have nothing left to do; what they would do is refused to them anyway, so that
        while Temporal is away they only end later."""
        try:
            client = await self.client()
            for workflow in workflow_ids:
                await _cancel(client.get_workflow_handle(workflow))
        except (TemporalUnavailable, RPCError) as error:
            _log.warning("workflows of a deleted account end by themselves (%s)", type(error).__name__)

    async def update(self, generation_id: UUID, name: str, message: BaseModel | None = None) -> None:
        """Send an update and wait for it. Raises Problem 409 where the workflow refuses it or has ended."""
        handle = await self._handle(generation_id)
        try:
            await asyncio.wait_for(
                handle.execute_update(name, *([message] if message else []), rpc_timeout=PATIENCE),
                PATIENCE.total_seconds(),
            )
        except WorkflowUpdateFailedError as error:
            raise _refused(error) from error
        except RPCError as error:
            raise _ended(error) from error
        except (WorkflowUpdateRPCTimeoutOrCancelledError, TimeoutError) as error:
            raise await self.why_nobody_answers(COURSE_CREATION, workflow_id(generation_id)) from error

    async def signal(self, generation_id: UUID, name: str) -> None:
        """Send a signal, without waiting for what it does. Raises Problem 409 where the workflow has ended.

        Raises TemporalUnavailable or RPCError while Temporal is away.
        """
        handle = await self._handle(generation_id)
        try:
            await handle.signal(name, rpc_timeout=PATIENCE)
        except RPCError as error:
            raise _ended(error) from error

    async def cancel(self, generation_id: UUID) -> bool:
        """Ask the workflow to end. False when it has ended already, or was never started."""
        return await self.is_running(generation_id) and await _cancel(await self._handle(generation_id))

    async def is_running(self, generation_id: UUID) -> bool:
        """Whether the generation has a run that has not ended."""
        try:
            description = await (await self._handle(generation_id)).describe(rpc_timeout=PATIENCE)
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return False
            raise
        return description.status is WorkflowExecutionStatus.RUNNING

    async def require(self) -> None:
        """Raises TemporalUnavailable or RPCError while Temporal is away, so that nothing is written in vain."""
        if not await (await self.client()).service_client.check_health(timeout=HEALTH_PATIENCE):
            raise TemporalUnavailable("Temporal says that it does not serve now.")

    async def is_reachable(self) -> bool:
        """Whether Temporal can be reached and answers a health check."""
        try:
            await self.require()
        except (TemporalUnavailable, RPCError):
            return False
        return True

    async def missing_workers(self) -> list[NobodyAnswers]:
        """What is wrong with the workers, seconds ago at most; nothing while Temporal is away, when nobody knows."""
        async with self._asking:
            if time.monotonic() - self._workers_asked >= KEPT_SECONDS:
                self._workers = await self._asked(missing_workers)
                self._workers_asked = time.monotonic()
            return self._workers or []

    async def why_nobody_serves(self, queue: str) -> NobodyAnswers | None:
        """What keeps new runs of a queue from being served; None while Temporal is away, when nobody knows."""
        return await self._asked(lambda client: why_nobody_serves(client, queue))

    async def why_not_begun(self, generation_id: UUID) -> NobodyAnswers | None:
        """Why a generation is still queued; None where it has no run, and while Temporal is away."""
        return await self._asked(lambda client: why_not_begun(client, COURSE_CREATION, workflow_id(generation_id)))

    async def _asked(self, question: Callable[[Client], Awaitable[Known]]) -> Known | None:
        try:
            return await question(await self.client())
        except (TemporalUnavailable, RPCError) as error:
            _log.warning("nobody knows of the workers (%s)", type(error).__name__)
            return None

    async def why_nobody_answers(self, queue: str, workflow: str) -> TemporalUnavailable:
        """What to raise where a workflow did not answer in time."""
        try:
            return await why_nobody_answers(await self.client(), queue, workflow)
        except (TemporalUnavailable, RPCError) as error:
            return TemporalUnavailable(f"Temporal does not answer ({type(error).__name__}).")

    async def _handle(self, generation_id: UUID) -> WorkflowHandle[Any, Any]:
        return (await self.client()).get_workflow_handle(workflow_id(generation_id))


async def _cancel(handle: WorkflowHandle[Any, Any]) -> bool:
    try:
        await handle.cancel(rpc_timeout=PATIENCE)
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return False
        raise
    return True


def _refused(error: WorkflowUpdateFailedError) -> Problem:
    cause = error.cause
    detail = cause.message if isinstance(cause, ApplicationError) else "The generation does not take this now."
    return Problem(409, "wrong-time", detail)


def _ended(error: RPCError) -> Exception:
    if error.status is RPCStatusCode.NOT_FOUND:
        return Problem(409, "already-ended", "The generation has ended.")
    return error
