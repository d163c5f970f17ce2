"""Has e-mails of the outbox delivered beside the request that left them there."""

import asyncio
import time
from uuid import UUID

from api.workflow_client import WorkflowClient

REST_SECONDS = 60.0
"""How long nothing is begun after Temporal was away: the reconciliation finds what is left."""


class EmailRuns:
    """What it has begun, it ends with the process. An e-mail that is left is found by the reconciliation."""

    def __init__(self, workflows: WorkflowClient) -> None:
        self._workflows = workflows
        self._under_way: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()
        self._rests_until = 0.0

    def send_soon(self, outbox_id: UUID) -> None:
        """Begin the delivery, without waiting for it."""
        if time.monotonic() < self._rests_until:
            return
        task = asyncio.create_task(self._begin(outbox_id))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def stop(self) -> None:
        """Wait for nothing that is under way."""
        for task in (under_way := list(self._under_way)):
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def _begin(self, outbox_id: UUID) -> None:
        """One after the other, so that a crowd of them does not ask one by one whether Temporal is there."""
        async with self._turn:
            if time.monotonic() >= self._rests_until and not await self._workflows.deliver([outbox_id]):
                self._rests_until = time.monotonic() + REST_SECONDS
