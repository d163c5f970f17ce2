"""Economy mode: sections that want an answer gather, go to the provider together, and go on when it has answered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from temporalio import workflow
from temporalio.exceptions import ActivityError

with workflow.unsafe.imports_passed_through():
    from activities.batching import Batching
    from models.messages import BatchTask, Problem, SectionTask
    from models.problems import SYSTEM_FAULT

from workflows.generation_run import GenerationRun
from workflows.policies import TEXT_CALL
from workflows.problems import problem_unless_cancelled

GATHERING = timedelta(seconds=5)
FIRST_LOOK, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)

UNFORESEEN = Problem(kind=SYSTEM_FAULT, detail="The batch ended by a fault of the system, not of your course.")


class Batches:
    """The sections of one generation in economy mode: calls that are wanted at about the same time travel in
    one batch."""

    def __init__(self, run: GenerationRun) -> None:
        self._run = run
        self._gathered: list[SectionTask] = []
        self._ended: dict[tuple[str, int, int], Problem | None] = {}
        self._under_way: list[asyncio.Task[None]] = []
        self._turn = 0

    async def answered(self, task: SectionTask) -> Problem | None:
        """Return when the answer to a task is in the ledger, or with the reason why it is not."""
        self._gathered.append(task)
        if len(self._gathered) == 1:
            self._under_way.append(asyncio.create_task(self._send_soon()))
        await workflow.wait_condition(lambda: _name(task) in self._ended)
        return self._ended.pop(_name(task))

    def abandon(self) -> None:
        """Give up what gathers and what is under way; sections that wait for an answer are to be cancelled too."""
        for task in self._under_way:
            task.cancel()

    async def _send_soon(self) -> None:
        """Let others join, then send what has gathered."""
        await workflow.sleep(GATHERING)
        tasks, self._gathered = self._gathered, []
        self._turn += 1
        problem: Problem | None = UNFORESEEN
        try:
            problem = await self._through(_batch(self._run.generation_id, self._turn, tasks))
        finally:
            self._ended |= dict.fromkeys(map(_name, tasks), problem)

    async def _through(self, batch: BatchTask) -> Problem | None:
        keys = ", ".join(section.key for section in batch.sections)
        pause = FIRST_LOOK
        try:
            sent = await self._run.execute(Batching.submit_batch, batch, f"Batch {batch.turn}: {keys}", TEXT_CALL)
            while not sent.is_done:
                await workflow.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                sent = await self._run.execute(Batching.collect_batch, batch, f"Is batch {batch.turn} done?", TEXT_CALL)
        except ActivityError as error:
            return problem_unless_cancelled(error)
        return None


def _batch(generation_id: UUID, turn: int, tasks: Sequence[SectionTask]) -> BatchTask:
    ordered = sorted(tasks, key=lambda task: [int(part) for part in task.key.split(".")])
    return BatchTask(generation_id=generation_id, turn=turn, sections=tuple(ordered))


def _name(task: SectionTask) -> tuple[str, int, int]:
    return task.key, task.round, task.repair
