"""Writing sections in parallel: each until it is accepted, repaired a fixed number of times, or left to a person."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from temporalio import workflow
from temporalio.exceptions import ActivityError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from uuid import UUID

    from activities.content import Content
    from activities.media import Media
    from activities.solving import Solving
    from models.messages import (
        AdoptSection,
        Hold,
        PictureTask,
        PlannedSection,
        Problem,
        SectionOutcome,
        SectionTask,
        SolveTask,
    )
    from models.problems import BUDGET_EXHAUSTED

from workflows.batches import Batches
from workflows.policies import MOST_REPAIRS, PICTURE_CALL, TEXT_CALL, WARM_UP
from workflows.problems import problem_of
from workflows.steps import Steps


class SectionWriting:
    """The sections under way. `waiting` holds those that need a person, with the reason, until `retry` or `accept` is
    called."""

    def __init__(self, steps: Steps, *, economy: bool, solve: bool = False) -> None:
        self._steps = steps
        self._batches = Batches(steps) if economy else None
        self._tasks: list[asyncio.Task[None]] = []
        self._pictures: list[asyncio.Task[None]] = []
        self._short: dict[str, Problem] = {}
        self._accepted: dict[str, UUID] = {}
        self._solve = solve
        self.waiting: dict[str, Problem] = {}

    def retry(self, key: str) -> None:
        self.waiting.pop(key, None)

    def accept(self, key: str, call_id: UUID) -> None:
        """Take a section that waits as the ledger's row has it, instead of writing it once more."""
        self._accepted[key] = call_id
        self.retry(key)

    def retry_what_lacked_budget(self) -> None:
        for key, problem in list(self.waiting.items()):
            if problem.kind == BUDGET_EXHAUSTED:
                self.retry(key)

    async def write_all(self, sections: Sequence[PlannedSection]) -> None:
        """Return when every section is written; its pictures may still be on their way."""
        for section in sections:
            self._steps.note(section.key, f"{section.title}: to be written")
        if self._batches is None and len(sections) > 1:
            await self._warm_up(sections[0].key)
        self._tasks = [asyncio.create_task(self._write_until_accepted(section)) for section in sections]
        while await self._settled_with_some_waiting():
            await self._wait_for_attention(set(self.waiting))
        await asyncio.gather(*self._tasks)

    async def _warm_up(self, key: str) -> None:
        """Fill the provider's cache before the sections read from it. A course is none the worse without that."""
        task = SectionTask(generation_id=self._steps.generation_id, key=key)
        try:
            await self._steps.run(Content.warm_up, task, "Read what the sections share", WARM_UP)
        except ActivityError as error:
            if is_cancelled_exception(error):
                raise
            workflow.logger.info("The sections are written without a warm cache: %s", problem_of(error).kind)

    async def _settled_with_some_waiting(self) -> bool:
        await workflow.wait_condition(self._is_settled)
        return bool(self.waiting)

    async def _wait_for_attention(self, told: set[str]) -> None:
        """Until a retry has begun, or has even ended while the status was still being written."""
        await self._steps.mark("needs_attention", "content", self._what_waits())
        await workflow.wait_condition(lambda: not self._is_settled() or set(self.waiting) != told)
        await self._steps.mark("generating", "content")

    async def pictures(self) -> None:
        while await self._settled_with_some_short_of_budget():
            raises = self._steps.budget_raises
            await self._steps.mark("needs_attention", "media", next(iter(self._short.values())))
            await self._steps.until_budget_raised(raises)
            await self._steps.mark("generating", "media")
        await asyncio.gather(*self._pictures)

    def begin_picture(self, title: str, key: str | None = None) -> None:
        self._pictures.append(asyncio.create_task(self._make_picture(key, title)))

    def abandon(self) -> None:
        if self._batches:
            self._batches.abandon()
        for task in (*self._tasks, *self._pictures):
            task.cancel()

    async def wound_down(self) -> None:
        """Let what is under way end, since it may have been paid, and give up what waits for a person."""
        await workflow.wait_condition(
            lambda: (
                sum(not task.done() for task in self._tasks) == len(self.waiting)
                and sum(not task.done() for task in self._pictures) == len(self._short)
            )
        )
        self.abandon()

    def _is_settled(self) -> bool:
        under_way = [task for task in self._tasks if not task.done()]
        broken = any(task.done() and task.exception() is not None for task in self._tasks)
        return broken or len(under_way) == len(self.waiting)

    def _what_waits(self) -> Problem:
        keys = ", ".join(sorted(self.waiting))
        first = self.waiting[min(self.waiting)]
        return Problem(kind="sections_wait", detail=f"These sections wait for a retry: {keys}. {first.detail}")

    async def _settled_with_some_short_of_budget(self) -> bool:
        await workflow.wait_condition(lambda: sum(not task.done() for task in self._pictures) == len(self._short))
        return bool(self._short)

    async def _write_until_accepted(self, section: PlannedSection) -> None:
        asked_again = section.round
        while (problem := await self._write(section, asked_again)) is not None:
            if section.key not in self._accepted:
                await self._wait_for_retry(section, problem)
            if (call_id := self._accepted.pop(section.key, None)) is not None:
                await self._adopt(section, call_id)
                break
            asked_again += 1
        self._steps.note(section.key, f"{section.title}: written")
        if section.visual:
            self.begin_picture(section.title, section.key)
        if self._solve:
            await self._solve_checks(section)

    async def _adopt(self, section: PlannedSection, call_id: UUID) -> None:
        adopt = AdoptSection(generation_id=self._steps.generation_id, key=section.key, call_id=call_id)
        progress = await self._steps.run(Content.adopt_section, adopt, f"Section {section.key} as its owner accepts it")
        self._steps.advance(progress.percent)

    async def _solve_checks(self, section: PlannedSection) -> None:
        """Have the checks solved with the text and without it. A section that cannot be had solved says so."""
        task = SolveTask(generation_id=self._steps.generation_id, key=section.key)
        for read in (True, False):
            summary = f"Solve the checks of {section.key} {'from' if read else 'without'} its text"
            try:
                await self._steps.run(Solving.solve_checks, task.model_copy(update={"read": read}), summary, TEXT_CALL)
            except ActivityError as error:
                if is_cancelled_exception(error):
                    raise
                workflow.logger.info("Checks of %s are not solved: %s", section.key, problem_of(error).kind)
                break
        await self._steps.run(Solving.settle_solutions, task, f"What the solved checks of {section.key} say")

    async def _wait_for_retry(self, section: PlannedSection, problem: Problem) -> None:
        hold = Hold(generation_id=self._steps.generation_id, key=section.key, problem=problem)
        await self._steps.run(Content.hold_section, hold, f"Section {section.key} waits for a retry")
        self.waiting[section.key] = problem
        self._steps.note(section.key, f"{section.title}: **waits for a retry** — {problem.detail}")
        await workflow.wait_condition(lambda: section.key not in self.waiting)

    async def _write(self, section: PlannedSection, asked_again: int) -> Problem | None:
        """Write one section and repair what the review refuses. None when it was accepted."""
        previous: UUID | None = None
        problem: Problem | None = None
        for repair in range(MOST_REPAIRS + 1):
            task = SectionTask(
                generation_id=self._steps.generation_id,
                key=section.key,
                round=asked_again,
                repair=repair,
                previous_call=previous,
            )
            outcome = await self._answered(section, task)
            if isinstance(outcome, Problem):
                return outcome
            self._steps.advance(outcome.percent)
            if outcome.problem is None:
                return None
            previous, problem = outcome.call_id, outcome.problem
        return problem

    async def _answered(self, section: PlannedSection, task: SectionTask) -> SectionOutcome | Problem:
        """What a call came to. One that the budget forbids is made when there is more of it."""
        summary = f"{'Repair' if task.repair else 'Section'} {section.key}: {section.title}"
        while True:
            raises = self._steps.budget_raises
            problem = await self._batches.answered(task) if self._batches else None
            if problem is None:
                try:
                    return await self._steps.run(Content.write_section, task, summary, TEXT_CALL)
                except ActivityError as error:
                    if is_cancelled_exception(error):
                        raise
                    problem = problem_of(error)
            if problem.kind != BUDGET_EXHAUSTED:
                return problem
            if self._steps.budget_raises == raises:
                await self._wait_for_retry(section, problem)
            if section.key in self._accepted:
                return problem

    async def _make_picture(self, key: str | None, title: str) -> None:
        """Make the thumbnail (no key) or a section's visual. One that the provider does not deliver is drawn instead,
        and the course does without one that cannot be drawn either."""
        task = PictureTask(generation_id=self._steps.generation_id, key=key)
        name = "Thumbnail" if key is None else f"Visual {key}"
        problem = await self._picture(task, f"{name}: {title}")
        if problem is not None:
            task = task.model_copy(update={"instead_of": problem})
            problem = await self._picture(task, f"{name}: drawn instead")
        if problem is not None:
            progress = await self._steps.run(Media.leave_out_picture, task, f"{name}: left out")
            self._steps.advance(progress.percent)

    async def _picture(self, task: PictureTask, summary: str) -> Problem | None:
        while True:
            raises = self._steps.budget_raises
            try:
                progress = await self._steps.run(Media.make_picture, task, summary, PICTURE_CALL)
            except ActivityError as error:
                if is_cancelled_exception(error):
                    raise
                problem = problem_of(error)
            else:
                self._steps.advance(progress.percent)
                return None
            if problem.kind != BUDGET_EXHAUSTED:
                return problem
            await self._until_budget_raised(task.key or "thumbnail", problem, raises)

    async def _until_budget_raised(self, name: str, problem: Problem, raises: int) -> None:
        if self._steps.budget_raises == raises:
            self._short[name] = problem
            await self._steps.until_budget_raised(raises)
            del self._short[name]
