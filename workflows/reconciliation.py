"""Reconciliation: generations and their runs find each other again, or say that they cannot. A schedule starts it."""

from __future__ import annotations

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.reconciling import Reconciling
    from models.messages import Reconciled, ReconciliationTask

from workflows.policies import RECONCILIATION, summed_up


@workflow.defn
class Reconciliation:
    @workflow.run
    async def run(self, task: ReconciliationTask) -> Reconciled:
        """Compare every open generation with its run. Returns how many of either had lost the other."""
        comparison = summed_up(RECONCILIATION, "Compare generations with their runs")
        return await workflow.execute_activity_method(Reconciling.reconcile, task, **comparison)
