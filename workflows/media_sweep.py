"""MediaSweep: takes away the media that nothing refers to any more. A schedule starts it."""

from __future__ import annotations

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.sweeping import Sweeping
    from models.messages import MediaSweepTask, MediaSwept

from workflows.policies import SWEEP

REMOVAL: workflow.ActivityConfig = {**SWEEP, "summary": "Remove media that nothing refers to"}


@workflow.defn
class MediaSweep:
    @workflow.run
    async def run(self, task: MediaSweepTask) -> MediaSwept:
        return await workflow.execute_activity_method(Sweeping.remove_orphans, task, **REMOVAL)
