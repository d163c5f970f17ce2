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

from api.learning_parts import LearningParts, Patience
from api.request_ids import memo
from api.workflow_door import PATIENCE, WorkflowDoor
from models.messages import Arrived, ProgressionStart, Recorded
from temporal import search_attributes
from temporal.errors import TemporalUnavailable
from temporal.task_queues import PROGRESSION

NOT_RECORDED = "It could not be recorded now; send the same event again."
TURNS = 3


@dataclass(frozen=True)
class Study:
    """One learner's enrollment in one course."""

    enrollment_id: UUID
    user_id: UUID
    course_id: UUID
    course_title: str

    @property
    def workflow_id(self) -> str:
        return f"progression/{self.course_id}/{self.user_id}"


async def record(door: WorkflowDoor, learning: LearningParts, study: Study) -> None:
    """Have what is in the inbox recorded, and wait for it. Raises TemporalUnavailable; then send it again.

    The many devices of a learner share an update: the server takes only a few at once for a workflow.
    """
    client = await door.client()
    try:
        async with asyncio.timeout(PATIENCE.total_seconds() * 2.5):
            await learning.turns.share(study.workflow_id, lambda: _recorded(client, learning.patience, study))
    except (WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError, TimeoutError) as error:
        raise TemporalUnavailable(NOT_RECORDED) from error


async def _recorded(client: Client, patience: Patience, study: Study) -> None:
    """An update of a run that just ended is made again. Each has an id of its own: one that has failed stays so."""
    for turn in range(1, TURNS + 1):
        try:
            async with asyncio.timeout(PATIENCE.total_seconds() * 2.5):
                await _update(client, patience, study)
            return
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND or turn == TURNS:
                raise


async def _update(client: Client, patience: Patience, study: Study) -> None:
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
