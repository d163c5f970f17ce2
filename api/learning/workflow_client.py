"""The API's way to a learner's workflow: an update that starts it where it does not run."""

import asyncio
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

from api.http.request_ids import memo
from api.learning.dependencies import LearningParts, Patience
from api.learning.single_flight import Turn
from api.workflow_client import PATIENCE, WorkflowDoor
from learning.progression.device_clock import Calendar
from models.messages import Arrived, ProgressionStart, Recorded
from temporal import search_attributes
from temporal.errors import TemporalUnavailable
from temporal.task_queues import PROGRESSION

NOT_RECORDED = "It could not be recorded now; send the same event again."
ATTEMPTS = 3
LONGEST = PATIENCE.total_seconds() * 2.5
"""Seconds of a turn."""
SOON_SECONDS = 3.0
"""After so long a turn is asked about: where no worker runs, it is over."""
WHY_SECONDS = 6.0
"""How long to ask why a turn did not end, before who waits for it gives up."""


@dataclass(frozen=True)
class Study:
    """One learner's enrollment in one course."""

    enrollment_id: UUID
    user_id: UUID
    course_id: UUID
    course_title: str
    calendar: Calendar

    @property
    def workflow_id(self) -> str:
        return f"progression/{self.course_id}/{self.user_id}"


async def record(door: WorkflowDoor, learning: LearningParts, study: Study) -> Turn:
    """Have what is in the inbox recorded: the turn ends when it is. Raises TemporalUnavailable, as its end does; then
    send it again.

    The many devices of a learner share an update: the server takes only a few at once for a workflow.
    """
    client = await door.client()
    return learning.turns.join(study.workflow_id, lambda: _recorded(door, client, learning, study))


async def _recorded(door: WorkflowDoor, client: Client, learning: LearningParts, study: Study) -> None:
    telling = asyncio.create_task(_told(client, learning, study))
    try:
        async with asyncio.timeout(LONGEST):
            await asyncio.wait({telling}, timeout=SOON_SECONDS)
            if not telling.done() and (fault := await door.why_nobody_serves(PROGRESSION)):
                raise fault
            await telling
    except WorkflowUpdateFailedError as error:
        raise TemporalUnavailable(NOT_RECORDED) from error
    except (WorkflowUpdateRPCTimeoutOrCancelledError, TimeoutError) as error:
        raise await door.why_nobody_answers(PROGRESSION, study.workflow_id) from error
    finally:
        telling.cancel()


async def _told(client: Client, learning: LearningParts, study: Study) -> None:
    """An update of a run that has ended is made again, with a start. Each has an id of its own: one that has failed
    stays so."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            if learning.awake.pop(study.workflow_id, False):
                await client.get_workflow_handle(study.workflow_id).execute_update("interact", Arrived())
            else:
                await _update_with_start(client, learning.patience, study)
            learning.awake[study.workflow_id] = True
            return
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND or attempt == ATTEMPTS:
                raise


async def _update_with_start(client: Client, patience: Patience, study: Study) -> None:
    start = ProgressionStart(
        enrollment_id=study.enrollment_id,
        user_id=study.user_id,
        course_id=study.course_id,
        nudge_after=patience.nudge_after,
        idle_after=patience.idle_after,
    )
    attributes = TypedSearchAttributes(
        [
            SearchAttributePair(search_attributes.COURSE_ID, str(study.course_id)),
            SearchAttributePair(search_attributes.LEARNER_ID, str(study.user_id)),
        ]
    )
    operation: WithStartWorkflowOperation[object, None] = WithStartWorkflowOperation(
        "LearnerProgression",
        start,
        id=study.workflow_id,
        task_queue=PROGRESSION,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        static_summary=study.course_title,
        search_attributes=attributes,
        memo=memo(),
    )
    await client.execute_update_with_start_workflow(
        "interact", Arrived(), start_workflow_operation=operation, result_type=Recorded
    )
