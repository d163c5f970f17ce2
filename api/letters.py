"""Has letters of the outbox delivered beside the request that left them there."""

import asyncio
from uuid import UUID

from api.workflow_client import WorkflowClient


class Letters:
    """What it has begun, it ends with the process. A letter that is left is found by the reconciliation."""

    def __init__(self, workflows: WorkflowClient) -> None:
        self._workflows = workflows
        self._under_way: set[asyncio.Task[None]] = set()

    def send_soon(self, outbox_id: UUID) -> None:
        """Begin the delivery, without waiting for it."""
        task = asyncio.create_task(self._workflows.deliver([outbox_id]))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def stop(self) -> None:
        """Wait for nothing that is under way."""
        for task in (under_way := list(self._under_way)):
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
