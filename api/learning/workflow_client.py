"""The client of learners' workflows: an update that starts one where it does not run, and the answers it leads to. One
update at a time for a learner, however many of their devices wait."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import SearchAttributePair, TypedSearchAttributes, WorkflowIDConflictPolicy
from temporalio.service import RPCError, RPCStatusCode

from api.http.notifications import Notifications
from api.http.requests import memo
from api.learning.enrollments import EnrollmentRef
from api.workflow_client import PATIENCE, WorkflowClient
from enrollments import inbox
from models.messages import Arrived, ProgressionStart, Recorded
from models.pool import Pool
from temporal import search_attributes
from temporal.errors import TemporalUnavailable
from temporal.task_queues import PROGRESSION

NOT_RECORDED = "It could not be recorded now; send the same event again."
ATTEMPTS = 3
LONGEST = PATIENCE.total_seconds() * 2.5
"""Seconds of an update."""
SOON_SECONDS = 3.0
"""After so long an update is asked about: where no worker runs, it is over."""
WHY_SECONDS = 6.0
"""How long to ask why an update did not end, before who waits for it gives up."""


@dataclass(frozen=True)
class Patience:
    """Seconds without an interaction after which a learner is nudged, and after which their workflow ends."""

    nudge_after: int
    idle_after: int


class LearnerWorkflows:
    """Has interactions recorded by the workflows of their learners. `quick` is for single statements."""

    def __init__(
        self, workflows: WorkflowClient, notifications: Notifications, quick: Pool, patience: Patience
    ) -> None:
        self._workflows = workflows
        self._notifications = notifications
        self._quick = quick
        self._patience = patience
        self._updates = SingleFlight()

    async def record(self, enrollment: EnrollmentRef, ids: Sequence[UUID]) -> dict[UUID, inbox.Answer]:
        """Have what is in the inbox recorded, and return the answers that these ids have got.

        PostgreSQL notifies when the record is written; the workflow then still has to hear of it, for which nobody
        waits here. Where no notification comes, since nothing changed or the connection was lost, the end of the update
        tells. The many devices of a learner share an update: the server takes only a few at once for a workflow.
        Raises TemporalUnavailable; then send it again.
        """
        client = await self._workflows.client()
        with self._notifications.subscribed(str(enrollment.user_id)) as notified:
            update = self._updates.join(enrollment.workflow_id, lambda: self._update(client, enrollment))
            update.when_done(notified.set)
            async with _answered_in_time():
                while True:
                    await notified.wait()
                    notified.clear()
                    is_over = update.is_done()
                    answers = await self.answers_to(enrollment, ids)
                    if len(answers) == len(ids):
                        update.let_next_begin()
                        return answers
                    if is_over:
                        await update.wait()
                        return answers

    async def answers_to(self, enrollment: EnrollmentRef, ids: Sequence[UUID]) -> dict[UUID, inbox.Answer]:
        """The answers that these ids of a learner have got so far."""
        async with self._quick.connection() as connection:
            return await inbox.answers(connection, enrollment.user_id, ids)

    async def _update(self, client: Client, enrollment: EnrollmentRef) -> None:
        update = asyncio.create_task(_update_once_there(client, self._patience, enrollment))
        try:
            async with asyncio.timeout(LONGEST):
                await asyncio.wait({update}, timeout=SOON_SECONDS)
                if not update.done() and (fault := await self._workflows.why_nobody_serves(PROGRESSION)):
                    raise fault
                await update
        except WorkflowUpdateFailedError as error:
            raise TemporalUnavailable(NOT_RECORDED) from error
        except (WorkflowUpdateRPCTimeoutOrCancelledError, TimeoutError) as error:
            raise await self._workflows.why_nobody_answers(PROGRESSION, enrollment.workflow_id) from error
        finally:
            update.cancel()


@asynccontextmanager
async def _answered_in_time() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(LONGEST + WHY_SECONDS):
            yield
    except TimeoutError as error:
        raise TemporalUnavailable(NOT_RECORDED) from error


async def _update_once_there(client: Client, patience: Patience, enrollment: EnrollmentRef) -> None:
    """An update of a run that ends meanwhile is made again. Each has an id of its own: one that has failed stays so."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return await _update_with_start(client, patience, enrollment)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND or attempt == ATTEMPTS:
                raise


async def _update_with_start(client: Client, patience: Patience, enrollment: EnrollmentRef) -> None:
    start = ProgressionStart(
        enrollment_id=enrollment.enrollment_id,
        user_id=enrollment.user_id,
        course_id=enrollment.course_id,
        nudge_after=patience.nudge_after,
        idle_after=patience.idle_after,
    )
    attributes = TypedSearchAttributes(
        [
            SearchAttributePair(search_attributes.COURSE_ID, str(enrollment.course_id)),
            SearchAttributePair(search_attributes.LEARNER_ID, str(enrollment.user_id)),
        ]
    )
    operation: WithStartWorkflowOperation[object, None] = WithStartWorkflowOperation(
        "LearnerProgression",
        start,
        id=enrollment.workflow_id,
        task_queue=PROGRESSION,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        static_summary=enrollment.course_title,
        search_attributes=attributes,
        memo=memo(),
    )
    await client.execute_update_with_start_workflow(
        "interact", Arrived(), start_workflow_operation=operation, result_type=Recorded
    )


class SharedCall:
    """One call, which those who joined it share."""

    def __init__(
        self, after: "SharedCall | None", take: Callable[[], Awaitable[None]], begun: Callable[["SharedCall"], None]
    ):
        self._is_over = asyncio.Event()
        self._task = asyncio.create_task(self._run(after, take, begun))
        self._task.add_done_callback(_seen)

    async def wait(self) -> None:
        """Return when the call has ended; raises what it raised. Who stops waiting does not stop it."""
        await asyncio.shield(self._task)

    def is_done(self) -> bool:
        """Whether the call has ended, with or without an error."""
        return self._task.done()

    def when_done(self, tell: Callable[[], None]) -> None:
        """Have `tell` called by the event loop once the call has ended, soon if it has ended already."""
        self._task.add_done_callback(lambda _: tell())

    def let_next_begin(self) -> None:
        """Let the next call begin: what is left of this one is nothing that it has to wait for."""
        self._is_over.set()

    async def _run(
        self, after: "SharedCall | None", take: Callable[[], Awaitable[None]], begun: Callable[["SharedCall"], None]
    ) -> None:
        if after is not None:
            await after._is_over.wait()
        begun(self)
        try:
            await take()
        finally:
            self._is_over.set()


class SingleFlight:
    """Whoever comes before a call begins shares it; whoever comes while it is under way shares the next one."""

    def __init__(self) -> None:
        self._under_way: dict[str, SharedCall] = {}
        self._next: dict[str, SharedCall] = {}

    def join(self, key: str, take: Callable[[], Awaitable[None]]) -> SharedCall:
        """A call for the key that has not begun yet, which makes its caller part of it."""
        call = self._next.get(key)
        if call is None:
            call = self._next[key] = SharedCall(self._under_way.get(key), take, lambda begun: self._begin(key, begun))
            call.when_done(lambda: self._forget(key, call))
        return call

    def _begin(self, key: str, call: SharedCall) -> None:
        self._under_way[key] = self._next.pop(key)

    def _forget(self, key: str, call: SharedCall) -> None:
        if self._under_way.get(key) is call:
            del self._under_way[key]


def _seen(task: asyncio.Task[None]) -> None:
    """A failure that nobody waits for any more is nobody's business."""
    if not task.cancelled():
        task.exception()
