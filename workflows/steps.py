"""How the workflows of a generation run an activity: not while on hold, and always showing where they are."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

from temporalio import workflow
from temporalio.exceptions import ActivityError

with workflow.unsafe.imports_passed_through():
    from uuid import UUID

    from activities.milestones import Milestones
    from models.messages import Mark, Problem, Progress
    from temporal import search_attributes

from workflows.letters import Letters
from workflows.policies import LONGEST_HOLD_CHECK, TRANSACTION, summed_up
from workflows.problems import is_held

Task = TypeVar("Task")
Result = TypeVar("Result")


ENDS = ("cancelled", "failed")
BETWEEN_PERCENTAGES = timedelta(seconds=2)
"""At least, in the search attributes: sections end together, and each change of those costs the server an update of its
search index."""


class Steps:
    """One generation's way: its hold, its status and percentage, and every activity on it."""

    def __init__(self, generation_id: UUID) -> None:
        self.generation_id = generation_id
        self.paused = False
        self.status = "queued"
        self.phase = "structure"
        self.percent = 0
        self.problem: Problem | None = None
        self.budget_raises = 0
        self.cancel_asked = False
        self._notes: dict[str, str] = {}
        self.letters = Letters("Tell the instructor")
        self._shown_at = workflow.now()

    async def run(
        self,
        method: Callable[[Any, Task], Awaitable[Result]],
        task: Task,
        summary: str,
        policy: workflow.ActivityConfig = TRANSACTION,
    ) -> Result:
        """Run an activity of a class; one that found the generation on hold is run again when it is resumed."""
        result = await self.run_last(method, task, summary, policy)
        self._heed_cancellation()
        return result

    async def run_last(
        self,
        method: Callable[[Any, Task], Awaitable[Result]],
        task: Task,
        summary: str,
        policy: workflow.ActivityConfig = TRANSACTION,
    ) -> Result:
        """As `run`, for what ends the generation: a cancellation that comes with its result comes too late."""
        check_after = timedelta(seconds=5)
        while True:
            await workflow.wait_condition(lambda: not self.paused)
            try:
                return await workflow.execute_activity_method(method, task, **summed_up(policy, summary))
            except ActivityError as error:
                if not is_held(error):
                    raise
            check_after = await self._until_told(check_after)

    async def mark(self, status: str, phase: str, problem: Problem | None = None) -> None:
        """Record a milestone, show it to operators, and deliver the message that it causes."""
        mark = Mark(generation_id=self.generation_id, status=status, phase=phase, problem=problem)
        progress = await workflow.execute_activity_method(
            Milestones.mark, mark, **summed_up(TRANSACTION, f"Status: {status.replace('_', ' ')}")
        )
        self.arrive(status, phase, progress, problem)
        if status not in ENDS:
            self._heed_cancellation()

    def arrive(self, status: str, phase: str, progress: Progress, problem: Problem | None = None) -> None:
        """Show operators a milestone that is recorded, and have the letter delivered that it causes."""
        self.percent = max(self.percent, progress.percent)
        self.show(status, phase, problem)
        if progress.outbox_id is not None:
            self.letters.send([progress.outbox_id])

    def show(self, status: str, phase: str, problem: Problem | None = None) -> None:
        self.status, self.phase, self.problem = status, phase, problem
        self._shown_at = workflow.now()
        workflow.upsert_search_attributes(
            [
                search_attributes.GENERATION_STATUS.value_set("paused" if self.paused else status),
                search_attributes.GENERATION_PHASE.value_set(phase),
                search_attributes.PERCENT_DONE.value_set(self.percent),
            ]
        )
        self._describe()

    def advance(self, percent: int) -> None:
        """Take over the percentage that the database reports; steps that end out of order never lower it.

        The search attribute follows at the latest with the next milestone.
        """
        if percent <= self.percent:
            return
        self.percent = percent
        self._describe()
        now = workflow.now()
        if now >= self._shown_at + BETWEEN_PERCENTAGES:
            self._shown_at = now
            workflow.upsert_search_attributes([search_attributes.PERCENT_DONE.value_set(percent)])

    def note(self, key: str, line: str) -> None:
        """What operators read about one section in the workflow's details."""
        self._notes[key] = line
        self._describe()

    def hold(self, paused: bool) -> None:
        if self.paused != paused:
            self.paused = paused
            self.show(self.status, self.phase, self.problem)

    async def until_budget_raised(self, seen: int) -> None:
        """Wait for a raise of the budget after the first `seen`."""
        await workflow.wait_condition(lambda: self.budget_raises != seen)

    def _heed_cancellation(self) -> None:
        """Raise what the SDK forgets: a cancellation by an update in the task in which an activity has ended."""
        if self.cancel_asked:
            raise asyncio.CancelledError

    async def _until_told(self, check_after: timedelta) -> timedelta:
        """Wait for the pause that an activity saw before its signal came; ask again now and then should none come."""
        try:
            await workflow.wait_condition(lambda: self.paused, timeout=check_after)
        except TimeoutError:
            return min(check_after * 2, LONGEST_HOLD_CHECK)
        return check_after

    def _describe(self) -> None:
        status = "paused" if self.paused else self.status.replace("_", " ")
        head = f"**{status}**, phase {self.phase}, {self.percent} %"
        why = self.problem.detail if self.problem else ""
        sections = "\n".join(f"- {key} {line}" for key, line in self._notes.items())
        workflow.set_current_details("\n\n".join(part for part in (head, why, sections) if part))
