"""MediaSweep: takes away what was kept long enough, and media that nothing refers to. A schedule starts it."""

from __future__ import annotations

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.retention import Retention
    from activities.sweeping import Sweeping
    from models.messages import MediaSweepTask, MediaSwept

from workflows.policies import SWEEP, summed_up

RETIREMENT = summed_up(SWEEP, "Let go of what was kept long enough")
REMOVAL = summed_up(SWEEP, "Remove media that nothing refers to")


@workflow.defn
class MediaSweep:
    @workflow.run
    async def run(self, task: MediaSweepTask) -> MediaSwept:
        if workflow.patched("retention"):
            await workflow.execute_activity_method(Retention.retire, **RETIREMENT)
        return await workflow.execute_activity_method(Sweeping.remove_orphans, task, **REMOVAL)
