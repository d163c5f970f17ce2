"""MigrateLearners: carries the learners of a course over to the release that was just published."""

from __future__ import annotations

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.progression import Progression
    from models.messages import MigratedLearners, MigrateLearnersTask

from workflows.policies import SWEEP, summed_up


@workflow.defn(name="LearnersMove")
class MigrateLearners:
    @workflow.run
    async def run(self, task: MigrateLearnersTask) -> MigratedLearners:
        """Carry every learner over. Returns how many were carried; a record that is touched meanwhile moves itself."""
        return await workflow.execute_activity_method(
            Progression.migrate_learners, task, **summed_up(SWEEP, "Carry learners over to the new release")
        )
