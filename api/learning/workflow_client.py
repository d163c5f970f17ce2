"""The client of a learner's workflow: an update that starts it where it does not run, and the answers it leads to."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import SearchAttributePair, TypedSearchAttributes, WorkflowIDConflictPolicy
from temporalio.service import RPCError, RPCStatusCode

from api.http.requests import memo
from api.learning.dependencies import LearningDependencies, Patience
from api.learning.enrollments import EnrollmentRef
from api.security.dependencies import Dependencies
from api.workflow_client import PATIENCE, WorkflowClient
from enrollments import inbox
from models.messages import Arrived, ProgressionStart, Recorded
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


async def record(
    dependencies: Dependencies, learning: LearningDependencies, enrollment: EnrollmentRef, ids: Sequence[UUID]
) -> dict[UUID, inbox.Answer]:
    """Have what is in the inbox recorded, and return the answers that these ids have got.

    PostgreSQL notifies when the record is written; the workflow then still has to hear of it, for which nobody waits
    here. Where no notification comes, since nothing changed or the connection was lost, the end of the update tells.
    The many devices of a learner share an update: the server takes only a few at once for a workflow.
    Raises TemporalUnavailable; then send it again.
    """
    workflows = dependencies.workflows
    client = await workflows.client()
    with dependencies.notifications.subscribed(str(enrollment.user_id)) as notified:
        update = learning.single_flight.join(
            enrollment.workflow_id, lambda: _update(workflows, client, learning, enrollment)
        )
        update.when_done(notified.set)
        async with _answered_in_time():
            while True:
                await notified.wait()
                notified.clear()
                is_over = update.is_done()
                answers = await answers_to(dependencies, enrollment, ids)
                if len(answers) == len(ids):
                    update.let_next_begin()
                    return answers
                if is_over:
                    await update.wait()
                    return answers


async def answers_to(
    dependencies: Dependencies, enrollment: EnrollmentRef, ids: Sequence[UUID]
) -> dict[UUID, inbox.Answer]:
    """The answers that these ids of a learner have got so far."""
    async with dependencies.quick.connection() as connection:
        return await inbox.answers(connection, enrollment.user_id, ids)


@asynccontextmanager
async def _answered_in_time() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(LONGEST + WHY_SECONDS):
            yield
    except TimeoutError as error:
        raise TemporalUnavailable(NOT_RECORDED) from error


async def _update(
    workflows: WorkflowClient, client: Client, learning: LearningDependencies, enrollment: EnrollmentRef
) -> None:
    update = asyncio.create_task(_update_once_there(client, learning.patience, enrollment))
    try:
        async with asyncio.timeout(LONGEST):
            await asyncio.wait({update}, timeout=SOON_SECONDS)
            if not update.done() and (fault := await workflows.why_nobody_serves(PROGRESSION)):
                raise fault
            await update
    except WorkflowUpdateFailedError as error:
        raise TemporalUnavailable(NOT_RECORDED) from error
    except (WorkflowUpdateRPCTimeoutOrCancelledError, TimeoutError) as error:
        raise await workflows.why_nobody_answers(PROGRESSION, enrollment.workflow_id) from error
    finally:
        update.cancel()


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
