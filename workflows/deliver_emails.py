"""DeliverEmails: delivers e-mails that no other run delivers, such as those with a link to a new password."""

from __future__ import annotations

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from models.messages import Deliveries

from workflows.outgoing_emails import OutgoingEmails


@workflow.defn(name="Letters")  # as it was first recorded
class DeliverEmails:
    @workflow.run
    async def run(self, wanted: Deliveries) -> None:
        """Return when they are sent, or when the outbox says why they cannot be."""
        emails = OutgoingEmails("Tell people about their accounts")
        emails.send(wanted.outbox_ids)
        await emails.settled()
