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
    from activities.solving import Solving
    from models.messages import AdoptSection, Hold, PlannedSection, Problem, SectionTask, SolveTask
    from models.problems import BUDGET_EXHAUSTED, SECTIONS_WAIT

from workflows.batches import Batches
from workflows.generation_run import GenerationRun
from workflows.picture_making import PictureMaking
from workflows.policies import MOST_REPAIRS, TEXT_CALL, WARM_UP
from workflows.problems import problem_unless_cancelled


class SectionWriting:
    """The sections under way. `waiting` holds those that need a person, with the reason, until `retry` or `accept` is
    called; from before the record says so, since whoever reads it may ask at once."""

    def __init__(self, run: GenerationRun, pictures: PictureMaking, *, economy: bool, solve: bool) -> None:
        """The visual of a section begins in `pictures` when its text is accepted. `economy` sends sections in batches;
        `solve` has the checks of each solved once it is written."""
        self._run = run
        self._pictures = pictures
        self._batches = Batches(run) if economy else None
        self._solve = solve
        self._accepted: dict[str, UUID] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self.waiting: dict[str, Problem] = {}
        self._held: set[str] = set()

    def retry(self, key: str) -> None:
        """Have a section that waits written again."""
        self.waiting.pop(key, None)
        self._held.discard(key)

    def accept(self, key: str, call_id: UUID) -> None:
        """Take a section that waits as the ledger's row has it, instead of writing it once more."""
        self._accepted[key] = call_id
        self.retry(key)

    def retry_what_lacked_budget(self) -> None:
        """Have every section written again that waits because the budget forbade its call."""
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
            told = set(self._held)
            await self._run.mark("needs_attention", "content", self._what_waits())
            await workflow.wait_condition(partial(self._is_retried_since, told))
            await self._run.mark("generating", "content")
        await asyncio.gather(*self._tasks)

    def abandon(self) -> None:
        """Cancel every section that is not written yet, and the batches that they went into."""
        if self._batches:
            self._batches.abandon()
        for task in self._tasks:
            task.cancel()

    def is_idle(self) -> bool:
        """Whether nothing is under way but what waits for a person."""
        return sum(not task.done() for task in self._tasks) == len(self._held)

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
            is_affordable = await self._run.affords(problem, raises, wait)
            if not is_affordable:
                await wait(problem)
            if (call_id := self._accepted.pop(section.key, None)) is not None:
                await self._adopt(section, call_id)
                break
            if not is_affordable:
                task = _next_round(task)
        self._run.note(section.key, f"{section.title}: written")
        if section.visual:
            self._pictures.begin(section.title, section.key)
        if self._solve:
            await self._solve_checks(section)

    async def _adopt(self, section: PlannedSection, call_id: UUID) -> None:
        adopt = AdoptSection(generation_id=self._run.generation_id, key=section.key, call_id=call_id)
        summary = f"Section {section.key} as its owner accepts it"
        progress = await self._run.execute(Content.adopt_section, adopt, summary)
        self._run.advance(progress.percent)

    async def _solve_checks(self, section: PlannedSection) -> None:
        """Have the checks solved with the text and without it. A section that cannot be had solved says so."""
        task = SolveTask(generation_id=self._run.generation_id, key=section.key)
        for read in (True, False):
            summary = f"Solve the checks of {section.key} {'from' if read else 'without'} its text"
            attempt = task.model_copy(update={"read": read})
            try:
                await self._run.execute(Solving.solve_checks, attempt, summary, TEXT_CALL)
            except ActivityError as error:
                problem = problem_unless_cancelled(error)
                workflow.logger.info("Checks of %s are not solved: %s", section.key, problem.kind)
                break
        await self._run.execute(Solving.settle_solutions, task, f"What the solved checks of {section.key} say")

    async def _until_retried(self, section: PlannedSection, problem: Problem) -> None:
        hold = Hold(generation_id=self._run.generation_id, key=section.key, problem=problem)
        self.waiting[section.key] = problem
        await self._run.execute(Content.hold_section, hold, f"Section {section.key} waits for a retry")
        if section.key not in self.waiting:
            return
        self._held.add(section.key)
        self._run.note(section.key, f"{section.title}: **waits for a retry** — {problem.detail}")
        await workflow.wait_condition(lambda: section.key not in self.waiting)

    async def _all_but_waiting_ones_are_done(self) -> bool:
        await workflow.wait_condition(self._is_settled)
        return bool(self._held)

    def _is_retried_since(self, told: set[str]) -> bool:
        """Whether a retry has begun, or has even ended while the status was still being written."""
        return not self._is_settled() or self._held != told

    def _is_settled(self) -> bool:
        return self.is_idle() or any(task.done() and task.exception() is not None for task in self._tasks)

    def _what_waits(self) -> Problem:
        keys = ", ".join(sorted(self._held))
        first = self.waiting[min(self._held)]
        return Problem(kind=SECTIONS_WAIT, detail=f"These sections wait for a retry: {keys}. {first.detail}")


def _summary(section: PlannedSection, task: SectionTask) -> str:
    return f"{'Repair' if task.repair else 'Section'} {section.key}: {section.title}"


def _repair(task: SectionTask, call_id: UUID) -> SectionTask:
    return task.model_copy(update={"repair": task.repair + 1, "previous_call": call_id})


def _next_round(task: SectionTask) -> SectionTask:
    return task.model_copy(update={"round": task.round + 1, "repair": 0, "previous_call": None})
