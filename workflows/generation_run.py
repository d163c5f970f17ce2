"""What every phase of a generation shares: how an activity is run, what waits for a person, and what operators see."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar

from temporalio import workflow
from temporalio.exceptions import ActivityError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from uuid import UUID

    from pydantic import BaseModel

    from activities.milestones import Milestones
    from models.generation_states import GenerationPhase, GenerationStatus
    from models.messages import Mark, Problem, Progress, Retrying
    from models.problems import BUDGET_EXHAUSTED
    from models.steps import step_of
    from temporal import search_attributes

from workflows.outgoing_emails import OutgoingEmails
from workflows.policies import FIRST_HOLD_CHECK, LONGEST_HOLD_CHECK, TRANSACTION, summed_up
from workflows.problems import is_final, is_held, lacks_data, problem_of

Task = TypeVar("Task", bound="BaseModel")
Result = TypeVar("Result")

ENDS = ("cancelled", "failed")
WAITS = "waits-for-retry"
"""The change since which a run waits where it used to fail, or to retry for a week."""
BETWEEN_PERCENTAGES = timedelta(seconds=2)
"""At least, in the search attributes: sections end together, and each change of those costs the server an update of its
search index."""


class GenerationRun:
    """One run of a generation: its hold, its status and percentage, and every activity on its way."""

    def __init__(self, generation_id: UUID) -> None:
        self.generation_id = generation_id
        self.paused = False
        self.status: GenerationStatus = "queued"
        self.phase: GenerationPhase = "structure"
        self.percent = 0
        self.problem: Problem | None = None
        self.budget_raises = 0
        self.cancel_asked = False
        self.retries = 0
        self.waiting = 0
        self._working: tuple[GenerationStatus, GenerationPhase] = ("queued", "structure")
        self._retrying: dict[str, Retrying] = {}
        self._notes: dict[str, str] = {}
        self.emails = OutgoingEmails("Tell the instructor")
        self._shown_at = workflow.now()

    async def execute(
        self,
        method: Callable[[Any, Task], Awaitable[Result]],
        task: Task,
        summary: str,
        policy: workflow.ActivityConfig = TRANSACTION,
        *,
        is_last: bool = False,
    ) -> Result:
        """Execute an activity, not while the generation is on hold, and return its result.

        `summary` is what operators read of it. `is_last` is for what completes the generation: a cancellation that
        comes with its result comes too late. A transaction of ours that fails for good, by a fault of the system or
        after a week of an outage, waits until a person asks for another try. Raises ActivityError for what fails
        otherwise, CancelledError once `cancel` was asked for.
        """
        check_after = FIRST_HOLD_CHECK
        while True:
            await workflow.wait_condition(lambda: not self.paused)
            try:
                with self._showing_retries(step_of(method.__name__, task)):
                    result = await workflow.execute_activity_method(method, task, **summed_up(policy, summary))
            except ActivityError as error:
                if is_held(error):
                    check_after = await self._until_paused(check_after)
                    continue
                if policy is not TRANSACTION or not _may_wait(error):
                    raise
                problem = problem_of(error)
            else:
                if not is_last:
                    self._heed_cancellation()
                return result
            await self.until_retried(problem)

    async def mark(self, status: GenerationStatus, phase: GenerationPhase, problem: Problem | None = None) -> None:
        """Record a milestone, show it to operators, and send the e-mail that it causes.

        Where even this fails for good, the details and the database's row of retries say so, and it waits.
        """
        if status not in (*ENDS, "needs_attention"):
            self._working = (status, phase)
        mark = Mark(generation_id=self.generation_id, status=status, phase=phase, problem=problem)
        recorded = summed_up(TRANSACTION, f"Status: {status.replace('_', ' ')}")
        while True:
            try:
                with self._showing_retries(step_of("mark", mark)):
                    progress = await workflow.execute_activity_method(Milestones.mark, mark, **recorded)
                break
            except ActivityError as error:
                if not _may_wait(error):
                    raise
                self.show("needs_attention", phase, problem_of(error))
            with self.open_to_retries() as is_asked:
                await workflow.wait_condition(is_asked)
        self.arrive(status, phase, progress, problem)
        if status not in ENDS:
            self._heed_cancellation()

    async def until_retried(self, problem: Problem) -> None:
        """Wait, saying why, until a person asks for another try; then go on as before."""
        working = self._working
        with self.open_to_retries() as is_asked:
            await self.mark("needs_attention", self.phase, problem)
            await workflow.wait_condition(is_asked)
        await self.mark(*working)

    @contextmanager
    def open_to_retries(self) -> Iterator[Callable[[], bool]]:
        """Accept `retry` within, and tell whether one has come.

        Entered before a milestone says that something waits: whoever reads it may ask before this run hears that it
        is recorded.
        """
        seen = self.retries
        self.waiting += 1
        try:
            yield lambda: self.retries != seen
        finally:
            self.waiting -= 1

    async def affords(self, problem: Problem, seen: int, wait: Callable[[Problem], Awaitable[None]]) -> bool:
        """Whether a call that failed by this problem is to be made again because there is more budget now.

        `seen` is `budget_raises` before the call. Where the budget was not raised since, `wait` waits for it. False
        for any other problem.
        """
        if problem.kind != BUDGET_EXHAUSTED:
            return False
        if self.budget_raises == seen:
            await wait(problem)
        return True

    async def until_budget_raised(self, seen: int) -> None:
        """Wait for a raise of the budget after the first `seen`."""
        await workflow.wait_condition(lambda: self.budget_raises != seen)

    def arrive(
        self, status: GenerationStatus, phase: GenerationPhase, progress: Progress, problem: Problem | None = None
    ) -> None:
        """Show operators a milestone that is recorded, and have the e-mail sent that it causes."""
        self.percent = max(self.percent, progress.percent)
        self.show(status, phase, problem)
        if progress.outbox_id is not None:
            self.emails.send([progress.outbox_id])

    def show(self, status: GenerationStatus, phase: GenerationPhase, problem: Problem | None = None) -> None:
        """Show operators a status and phase, in the search attributes and in the details of the run."""
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

    def told(self, news: Retrying) -> None:
        """What an activity tells of a try that failed, for operators to read."""
        self._retrying[news.step] = news
        self._describe()

    def hold(self, paused: bool) -> None:
        """Pause, so that no activity begins, or go on."""
        if self.paused != paused:
            self.paused = paused
            self.show(self.status, self.phase, self.problem)

    @contextmanager
    def _showing_retries(self, step: str) -> Iterator[None]:
        """Around an activity, whose failed tries come by `told`: nothing is being retried any more when it ends.

        A run that a worker only puts aside ends no activity, and has no loop any more to describe itself in.
        """
        try:
            yield
        except (Exception, asyncio.CancelledError):
            self._tried(step)
            raise
        self._tried(step)

    def _tried(self, step: str) -> None:
        if self._retrying.pop(step, None):
            self._describe()

    def _heed_cancellation(self) -> None:
        """Raise what the SDK forgets: a cancellation by an update in the task in which an activity has ended."""
        if self.cancel_asked:
            raise asyncio.CancelledError

    async def _until_paused(self, check_after: timedelta) -> timedelta:
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
        retrying = "\n".join(map(_in_words, self._retrying.values()))
        workflow.set_current_details("\n\n".join(part for part in (head, why, retrying, sections) if part))


def _may_wait(error: ActivityError) -> bool:
    """Whether a step that failed for good waits for a person, which runs that began before that do not know."""
    return not (is_cancelled_exception(error) or is_final(error) or lacks_data(error)) and workflow.patched(WAITS)


def _in_words(news: Retrying) -> str:
    when = f"next try at {news.next_try_at:%H:%M:%S} UTC" if news.next_try_at else "being tried again"
    times = "once" if news.attempts == 1 else f"{news.attempts} times"
    return f"- {news.step.replace('_', ' ')} **failed {times}**, {when}: {news.problem.detail}"
