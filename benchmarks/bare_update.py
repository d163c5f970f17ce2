"""`python -m benchmarks.bare_update`: a worker for a workflow whose update does nothing but an empty local activity.

The least that a durable interaction can cost on a Temporal server.
"""

import asyncio
import os
import signal
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from temporalio import activity, workflow
from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.worker import Worker

with workflow.unsafe.imports_passed_through():
    from models.messages import Arrived, ProgressionRef
    from temporal.connection import connect
    from workflows.sandbox import sandboxed

TASK_QUEUE = "bare-update"


@activity.defn
async def nothing(ref: ProgressionRef) -> ProgressionRef:
    return ref


@workflow.defn
class BareUpdate:
    @workflow.run
    async def run(self, ref: ProgressionRef) -> None:
        await workflow.sleep(timedelta(days=30))

    @workflow.update
    async def interact(self, arrived: Arrived) -> ProgressionRef:
        ref = ProgressionRef(enrollment_id=UUID(workflow.info().workflow_id.rpartition("/")[2]))
        return await workflow.execute_local_activity(nothing, ref, start_to_close_timeout=timedelta(seconds=10))


async def update(client: Client, enrollment_id: UUID, event_id: UUID) -> None:
    """One interaction: the workflow is started by the first one."""
    operation = WithStartWorkflowOperation(
        BareUpdate.run,
        ProgressionRef(enrollment_id=enrollment_id),
        id=f"bare/{enrollment_id}",
        task_queue=TASK_QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
    )
    await client.execute_update_with_start_workflow(
        BareUpdate.interact, Arrived(), start_workflow_operation=operation, id=str(event_id)
    )


async def serve() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    worker = Worker(
        await connect(),
        task_queue=TASK_QUEUE,
        workflows=[BareUpdate],
        activities=[nothing],
        workflow_runner=sandboxed(),
    )
    ready_file = Path(os.environ["WORKER_READY_FILE"])
    async with worker:
        await asyncio.to_thread(ready_file.touch)
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(serve())
