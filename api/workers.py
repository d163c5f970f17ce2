"""Why nobody answers for a workflow: what Temporal says of the workers that poll its task queues."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from temporalio.api.enums.v1 import PendingWorkflowTaskState, TaskQueueType, WorkerVersioningMode
from temporalio.api.taskqueue.v1 import PollerInfo, TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest, DescribeTaskQueueResponse
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from temporal.errors import NobodyAnswers
from temporal.task_queues import COURSE_CREATION, IMAGE, PROGRESSION, TEXT

POLL_SECONDS = 75
"""A worker that lives has asked within this time: a poll lasts a minute, and the server notes when it began."""
PATIENCE = timedelta(seconds=3)
TAKEN_WITHIN = timedelta(seconds=2)
WORKFLOWS = TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
ACTIVITIES = TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY
NEEDED = ((COURSE_CREATION, WORKFLOWS), (PROGRESSION, WORKFLOWS), (TEXT, ACTIVITIES), (IMAGE, ACTIVITIES))
KEPT = "Nothing is lost, and what was sent is done when it runs."


class Queue(NamedTuple):
    """A task queue: the builds that poll it ("" for workers without one), and the one that is current, if any is."""

    name: str
    builds: frozenset[str]
    current: str | None


async def missing_workers(client: Client) -> list[NobodyAnswers]:
    """What is wrong with the workers, one problem a task queue. Raises RPCError while Temporal is away."""
    queues = await asyncio.gather(*(_described(client, name, kind) for name, kind in NEEDED))
    return [fault for fault in map(_fault_of_queue, queues) if fault is not None]


async def why_nobody_serves(client: Client, queue: str) -> NobodyAnswers | None:
    """What keeps new runs of a queue from being served, if anything does. Raises RPCError while Temporal is away."""
    return _fault_of_queue(await _described(client, queue, WORKFLOWS))


async def why_not_begun(client: Client, queue: str, workflow_id: str) -> NobodyAnswers | None:
    """Why a run still waits for its first step, if it waits for longer than workers take.

    Raises RPCError while Temporal is away, and where there is no such run.
    """
    if fault := await why_nobody_serves(client, queue):
        return fault
    run = (await client.get_workflow_handle(workflow_id).describe(rpc_timeout=PATIENCE)).raw_description
    task = run.pending_workflow_task
    if task.attempt > 1:
        return _failing()
    is_scheduled = task.state == PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_SCHEDULED
    waits = datetime.now(UTC) - task.scheduled_time.ToDatetime(UTC)
    return _untaken() if is_scheduled and waits > TAKEN_WITHIN else None


async def why_nobody_answers(client: Client, queue: str, workflow_id: str) -> NobodyAnswers:
    """Why a workflow that runs on `queue` did not answer in time. Raises RPCError while Temporal is away."""
    served = await _described(client, queue, WORKFLOWS)
    try:
        run = (await client.get_workflow_handle(workflow_id).describe(rpc_timeout=PATIENCE)).raw_description
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return _fault_of_queue(served) or _slow()
    pinned = run.workflow_execution_info.versioning_info.deployment_version.build_id
    if pinned and pinned not in served.builds:
        return _no_worker(f"No worker of the version {pinned}, with which this began, runs: start one again")
    if fault := None if pinned else _fault_of_queue(served):
        return fault
    return _failing() if run.pending_workflow_task.attempt > 1 else _slow()


async def _described(client: Client, name: str, kind: TaskQueueType.ValueType) -> Queue:
    request = DescribeTaskQueueRequest(
        namespace=client.namespace, task_queue=TaskQueue(name=name), task_queue_type=kind, report_pollers=True
    )
    found = await client.workflow_service.describe_task_queue(request, timeout=PATIENCE)
    return Queue(name, _builds(found.pollers), _current(found) if kind is WORKFLOWS else None)


def _builds(pollers: Sequence[PollerInfo]) -> frozenset[str]:
    since = datetime.now(UTC) - timedelta(seconds=POLL_SECONDS)
    alive = [poller for poller in pollers if poller.last_access_time.ToDatetime(UTC) > since]
    return frozenset(poller.deployment_options.build_id if _is_pinned(poller) else "" for poller in alive)


def _is_pinned(poller: PollerInfo) -> bool:
    """Whether it serves the runs of its version alone, as workers with WORKER_BUILD_ID do."""
    mode = poller.deployment_options.worker_versioning_mode
    return mode == WorkerVersioningMode.WORKER_VERSIONING_MODE_VERSIONED


def _current(found: DescribeTaskQueueResponse) -> str | None:
    return found.versioning_info.current_deployment_version.build_id or None


def _fault_of_queue(queue: Queue) -> NobodyAnswers | None:
    """What keeps new runs of this queue from being served."""
    if not queue.builds:
        return _no_worker(f"No worker serves the task queue {queue.name}: start one (`python -m worker`)")
    if queue.current is not None and queue.current not in queue.builds:
        return _no_worker(f"No worker of the current version {queue.current} runs: start one, or make another current")
    if queue.current is None and "" not in queue.builds:
        newest = max(queue.builds)
        return NobodyAnswers(
            "no-current-version",
            f"Workers of the version {newest} run, but no version is current, so that they get nothing new. An "
            "operator makes it so: `temporal worker deployment set-current-version --deployment-name coursewright "
            f"--build-id {newest}`. {KEPT}",
        )
    return None


def _no_worker(sentence: str) -> NobodyAnswers:
    return NobodyAnswers("no-worker", f"{sentence}. {KEPT}")


def _failing() -> NobodyAnswers:
    return NobodyAnswers(
        "workflow-fails",
        "The workers cannot go on with this run: their code fails on it, or is not that with which it began. An "
        "operator finds the reason in the Temporal UI and in the worker's log. Nothing is lost.",
    )


def _untaken() -> NobodyAnswers:
    return NobodyAnswers(
        "workers-busy",
        "No worker has taken this up yet: all are busy, or the last one has just ended. It begins by itself when one "
        "is free; if none runs, start one (`python -m worker`). Nothing is lost.",
    )


def _slow() -> NobodyAnswers:
    return NobodyAnswers(
        "workers-busy", "The workers run, but did not answer in time. Nothing is lost: send the same request again."
    )
