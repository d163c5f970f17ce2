"""E-mails that a run sends beside its work: one that cannot be sent holds nothing up but the end of the run."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from temporalio import workflow
from temporalio.exceptions import ActivityError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from uuid import UUID

    from activities.email_delivery import EmailDelivery
    from models.messages import Deliveries

from workflows.policies import DELIVERY, summed_up


class OutgoingEmails:
    """The e-mails of a run, delivered beside its work; one that cannot be sent is told by the outbox and raises
    nothing."""

    def __init__(self, summary: str) -> None:
        """`summary` is what operators read of each delivery."""
        self._summary = summary
        self._under_way: list[asyncio.Task[None]] = []

    def send(self, outbox_ids: Sequence[UUID]) -> None:
        """Begin the delivery of these rows of the outbox, together."""
        emails = Deliveries(outbox_ids=tuple(outbox_ids))
        self._under_way = [task for task in self._under_way if not task.done()]
        self._under_way.append(asyncio.create_task(self._deliver(emails)))

    def are_settled(self) -> bool:
        """Whether nothing is under way any more."""
        return all(task.done() for task in self._under_way)

    async def settled(self) -> None:
        """Return when nothing is under way any more."""
        await asyncio.gather(*self._under_way)

    async def _deliver(self, emails: Deliveries) -> None:
        try:
            await workflow.execute_activity_method(
                EmailDelivery.deliver_all, emails, **summed_up(DELIVERY, self._summary)
            )
        except ActivityError as error:
            if is_cancelled_exception(error):
                raise
            workflow.logger.warning("E-mails could not be delivered; the outbox says why: %s", error.cause)
