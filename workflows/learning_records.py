"""LearningRecords: tells a Learning Record Store what learners did, until nothing is left. One run at a time."""

from __future__ import annotations

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.statement_delivery import StatementDelivery

from workflows.policies import OUTGOING, summed_up


@workflow.defn
class LearningRecords:
    @workflow.run
    async def run(self) -> None:
        """Return when all is said. While the store is away its activity is tried again, and says why."""
        delivery = summed_up(OUTGOING, "Send statements to the Learning Record Store")
        while not workflow.info().is_continue_as_new_suggested():
            delivered = await workflow.execute_activity_method(StatementDelivery.deliver, **delivery)
            if not delivered.is_left:
                return
        workflow.continue_as_new()
