"""ReleaseMove: carries the learners of a course over to a release that was just published."""

from __future__ import annotations

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.progression import Progression
    from models.messages import Moved, ReleaseMove

from workflows.policies import SWEEP, summed_up


@workflow.defn
class LearnersMove:
    @workflow.run
    async def run(self, move: ReleaseMove) -> Moved:
        return await workflow.execute_activity_method(
            Progression.move_learners, move, **summed_up(SWEEP, "Carry learners over to the new release")
        )
