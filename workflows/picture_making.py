"""Making pictures beside the sections: bought, else drawn, else left out. One that lacks budget waits for more."""

from __future__ import annotations

import asyncio
from functools import partial

from temporalio import workflow
from temporalio.exceptions import ActivityError

with workflow.unsafe.imports_passed_through():
    from activities.media import Media
    from models.messages import PictureTask, Problem

from workflows.generation_run import GenerationRun
from workflows.policies import PICTURE_CALL
from workflows.problems import problem_unless_cancelled


class PictureMaking:
    """The pictures of one generation, made beside its sections; those that lack budget wait for a raise of it."""

    def __init__(self, run: GenerationRun) -> None:
        self._run = run
        self._tasks: list[asyncio.Task[None]] = []
        self._short: dict[str, Problem] = {}

    def begin(self, title: str, key: str | None = None) -> None:
        """Begin the thumbnail of the course (no key) or the visual of a section."""
        self._tasks.append(asyncio.create_task(self._make(title, key)))

    async def until_made(self) -> None:
        """Return when every picture is made or left out. While some wait for budget the generation says so."""
        while await self._all_but_short_ones_are_done():
            raises = self._run.budget_raises
            await self._run.mark("needs_attention", "media", next(iter(self._short.values())))
            await self._run.until_budget_raised(raises)
            await self._run.mark("generating", "media")
        await asyncio.gather(*self._tasks)

    def abandon(self) -> None:
        """Cancel every picture that is not made yet."""
        for task in self._tasks:
            task.cancel()

    def is_idle(self) -> bool:
        """Whether nothing is under way but what waits for budget."""
        return sum(not task.done() for task in self._tasks) == len(self._short)

    async def _all_but_short_ones_are_done(self) -> bool:
        await workflow.wait_condition(self.is_idle)
        return bool(self._short)

    async def _make(self, title: str, key: str | None) -> None:
        """Buy a picture, or draw one that the provider does not deliver; leave out what cannot be drawn either."""
        task = PictureTask(generation_id=self._run.generation_id, key=key)
        name = "Thumbnail" if key is None else f"Visual {key}"
        summary = f"{name}: {title}"
        while True:
            raises = self._run.budget_raises
            try:
                progress = await self._run.execute(Media.make_picture, task, summary, PICTURE_CALL)
            except ActivityError as error:
                problem = problem_unless_cancelled(error)
            else:
                break
            if await self._run.affords(problem, raises, partial(self._until_budget_raised, key or "thumbnail")):
                continue
            if task.instead_of is not None:
                progress = await self._run.execute(Media.leave_out_picture, task, f"{name}: left out")
                break
            task, summary = task.model_copy(update={"instead_of": problem}), f"{name}: drawn instead"
        self._run.advance(progress.percent)

    async def _until_budget_raised(self, name: str, problem: Problem) -> None:
        self._short[name] = problem
        await self._run.until_budget_raised(self._run.budget_raises)
        del self._short[name]
