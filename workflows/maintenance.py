"""Maintenance: removes what was kept long enough, and media that nothing refers to. A schedule starts it daily."""

from __future__ import annotations

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.retention import Retention
    from activities.sweeping import Sweeping
    from models.messages import MaintenanceTask, OrphansRemoved

from workflows.policies import SWEEP, summed_up

RETENTION = summed_up(SWEEP, "Let go of what was kept long enough")
MEDIA = summed_up(SWEEP, "Remove media that nothing refers to")


@workflow.defn(name="MediaSweep")  # as it was called before it ran retention: schedules name this type
class Maintenance:
    @workflow.run
    async def run(self, task: MaintenanceTask) -> OrphansRemoved:
        """Apply the retention periods, then remove unreferenced media. Returns how many media were seen and removed."""
        if workflow.patched("retention"):
            await workflow.execute_activity_method(Retention.retire, **RETENTION)
        return await workflow.execute_activity_method(Sweeping.remove_orphans, task, **MEDIA)
