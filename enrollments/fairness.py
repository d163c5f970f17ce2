"""Fairness among learners: a long turn lets others in between, and who had one rests before the next."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from typing import ParamSpec, TypeVar
from uuid import UUID

from cachetools import LRUCache

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Item = TypeVar("Item")

MANY_EVENTS = 100
"""From which on a thread costs less than others' waiting: deriving takes some 4 ms a hundred events."""
SLICE_SECONDS = 0.005
"""Of processor time, after which others come before the turn goes on."""
FREE_SECONDS = 0.05
"""Of processor time a turn: some hundred interactions. Nobody who studies needs more at once."""
SHARE = 1 / 20
LONGEST_SECONDS = 5.0
"""Well below the time that `workflows.policies.RECORD` gives a turn."""
KNOWN_LEARNERS = 10_000


async def beside_others(
    events: Sized, work: Callable[Arguments, Result], *given: Arguments.args, **named: Arguments.kwargs
) -> Result:
    """Do work over events; over many of them on a thread, so that other learners' requests go on meanwhile."""
    if len(events) < MANY_EVENTS:
        return work(*given, **named)
    return await asyncio.to_thread(work, *given, **named)


class Turn:
    """One learner's turn, and the processor time that it has taken."""

    def __init__(self, turns: "Turns") -> None:
        self._turns = turns
        self.seconds = 0.0

    async def one_by_one(self, items: Iterable[Item]) -> AsyncIterator[Item]:
        """The items in their order. What is done with them lets others in between whenever a slice is over."""
        began = time.thread_time()
        for item in items:
            yield item
            spent = time.thread_time() - began
            if spent > SLICE_SECONDS:
                self.seconds += spent
                await self._turns.let_others()
                began = time.thread_time()
        self.seconds += time.thread_time() - began

    async def beside_others(
        self, events: Sized, work: Callable[Arguments, Result], *given: Arguments.args, **named: Arguments.kwargs
    ) -> Result:
        """As the function of that name; the processor time of the work counts as the learner's."""

        def timed() -> tuple[Result, float]:
            began = time.thread_time()
            return work(*given, **named), time.thread_time() - began

        result, seconds = await beside_others(events, timed)
        self.seconds += seconds
        return result


class Turns:
    """Beyond what is free, one learner has at most `SHARE` of a worker; what arrives meanwhile is recorded together."""

    def __init__(self) -> None:
        self._until: LRUCache[UUID, float] = LRUCache(KNOWN_LEARNERS)
        self._present = 0

    async def rested(self, learner: UUID) -> None:
        """Return when the learner may have a turn; at once for nearly everybody. Hold no connection meanwhile."""
        left = self._until.get(learner, 0.0) - time.monotonic()
        if left > 0:
            await asyncio.sleep(left)

    @contextmanager
    def turn(self, learner: UUID) -> Iterator[Turn]:
        """The learner's turn, until the block ends."""
        turn = Turn(self)
        self._present += 1
        try:
            yield turn
        finally:
            self._present -= 1
            if turn.seconds > FREE_SECONDS:
                rest = min(LONGEST_SECONDS, (turn.seconds - FREE_SECONDS) / SHARE)
                self._until[learner] = time.monotonic() + rest

    async def let_others(self) -> None:
        """Let what waits for the loop go on: a round of it, and as long as a slice where others have turns too."""
        await asyncio.sleep(SLICE_SECONDS if self._present > 1 else 0)
