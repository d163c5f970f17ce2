"""WebhookDeliveries: tells registered addresses what is due. One run at a time; the next one tells what comes later."""

from __future__ import annotations

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.webhook_delivery import WebhookDelivery

from workflows.policies import OUTGOING, summed_up


@workflow.defn
class WebhookDeliveries:
    @workflow.run
    async def run(self) -> None:
        """Return when nothing is due any more."""
        delivery = summed_up(OUTGOING, "Tell registered addresses what happened")
        while not workflow.info().is_continue_as_new_suggested():
            delivered = await workflow.execute_activity_method(WebhookDelivery.deliver, **delivery)
            if not delivered.is_left:
                return
        workflow.continue_as_new()
