"""Writing sections in parallel: each until it is accepted, repaired a fixed number of times, or left to a person."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from temporalio import workflow
from temporalio.exceptions import ActivityError

with workflow.unsafe.imports_passed_through():
    from uuid import UUID

    from activities.content import Content
    from models.messages import Hold, PlannedSection, Problem, SectionTask
    from models.problems import BUDGET_EXHAUSTED, SECTIONS_WAIT

from workflows.batches import Batches
from workflows.generation_run import GenerationRun
from workflows.picture_making import PictureMaking
from workflows.policies import MOST_REPAIRS, TEXT_CALL, WARM_UP
from workflows.problems import problem_unless_cancelled


class SectionWriting:
    """The sections under way. `waiting` holds those that need a person, with the reason, until `retry` is called."""

    def __init__(self, run: GenerationRun, pictures: PictureMaking, *, economy: bool) -> None:
        """The visual of a section begins in `pictures` when its text is accepted. `economy` sends them in batches."""
        self._run = run
        self._pictures = pictures
        self._batches = Batches(run) if economy else None
        self._tasks: list[asyncio.Task[None]] = []
        self.waiting: dict[str, Problem] = {}

    def retry(self, key: str) -> None:
        """Have a section that waits written again."""
        self.waiting.pop(key, None)

    def retry_what_lacked_budget(self) -> None:
        for key, problem in list(self.waiting.items()):
            if problem.kind == BUDGET_EXHAUSTED:
                self.retry(key)

    async def write_all(self, sections: Sequence[PlannedSection]) -> None:
        """Return when every section is written; its pictures may still be on their way."""
        for section in sections:
            self._run.note(section.key, f"{section.title}: to be written")
        if self._batches is None and len(sections) > 1:
            await self._warm_up(sections[0].key)
        self._tasks = [asyncio.create_task(self._write(section)) for section in sections]
        while await self._all_but_waiting_ones_are_done():
            told = set(self.waiting)
            await self._run.mark("needs_attention", "content", self._what_waits())
            await workflow.wait_condition(partial(self._is_retried_since, told))
            await self._run.mark("generating", "content")
        await asyncio.gather(*self._tasks)

    def abandon(self) -> None:
        if self._batches:
            self._batches.abandon()
        for task in self._tasks:
            task.cancel()

    def is_idle(self) -> bool:
        """Whether nothing is under way but what waits for a person."""
        return sum(not task.done() for task in self._tasks) == len(self.waiting)

    async def _warm_up(self, key: str) -> None:
        """Fill the provider's cache before the sections read from it. A course is none the worse without that."""
        task = SectionTask(generation_id=self._run.generation_id, key=key)
        try:
            await self._run.execute(Content.warm_up, task, "Read what the sections share", WARM_UP)
        except ActivityError as error:
            problem = problem_unless_cancelled(error)
            workflow.logger.info("The sections are written without a warm cache: %s", problem.kind)

    async def _write(self, section: PlannedSection) -> None:
        """Have one section written and repaired until it is accepted. One that cannot be waits for a retry."""
        task = SectionTask(generation_id=self._run.generation_id, key=section.key, round=section.round)
        while True:
            raises = self._run.budget_raises
            problem = await self._batches.answered(task) if self._batches else None
            if problem is None:
                try:
                    outcome = await self._run.execute(Content.write_section, task, _summary(section, task), TEXT_CALL)
                except ActivityError as error:
                    problem = problem_unless_cancelled(error)
                else:
                    self._run.advance(outcome.percent)
                    if outcome.problem is None:
                        break
                    if task.repair < MOST_REPAIRS:
                        task = _repair(task, outcome.call_id)
                        continue
                    problem = outcome.problem
            wait = partial(self._until_retried, section)
            if not await self._run.affords(problem, raises, wait):
                await wait(problem)
                task = _next_round(task)
        self._run.note(section.key, f"{section.title}: written")
        if section.visual:
            self._pictures.begin(section.title, section.key)

    async def _until_retried(self, section: PlannedSection, problem: Problem) -> None:
        hold = Hold(generation_id=self._run.generation_id, key=section.key, problem=problem)
        await self._run.execute(Content.hold_section, hold, f"Section {section.key} waits for a retry")
        self.waiting[section.key] = problem
        self._run.note(section.key, f"{section.title}: **waits for a retry** — {problem.detail}")
        await workflow.wait_condition(lambda: section.key not in self.waiting)

    async def _all_but_waiting_ones_are_done(self) -> bool:
        await workflow.wait_condition(self._is_settled)
        return bool(self.waiting)

    def _is_retried_since(self, told: set[str]) -> bool:
        """Whether a retry has begun, or has even ended while the status was still being written."""
        return not self._is_settled() or set(self.waiting) != told

    def _is_settled(self) -> bool:
        return self.is_idle() or any(task.done() and task.exception() is not None for task in self._tasks)

    def _what_waits(self) -> Problem:
        keys = ", ".join(sorted(self.waiting))
        first = self.waiting[min(self.waiting)]
        return Problem(kind=SECTIONS_WAIT, detail=f"These sections wait for a retry: {keys}. {first.detail}")


def _summary(section: PlannedSection, task: SectionTask) -> str:
    return f"{'Repair' if task.repair else 'Section'} {section.key}: {section.title}"


def _repair(task: SectionTask, call_id: UUID) -> SectionTask:
    return task.model_copy(update={"repair": task.repair + 1, "previous_call": call_id})


def _next_round(task: SectionTask) -> SectionTask:
    return task.model_copy(update={"round": task.round + 1, "repair": 0, "previous_call": None})
