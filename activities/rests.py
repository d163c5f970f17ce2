"""Fairness among learners: whose turn kept the processor for long rests before the next one."""

import asyncio
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar
from uuid import UUID

from cachetools import LRUCache

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

FREE_SECONDS = 0.05
"""Of processor time a turn: some hundred interactions. Nobody who studies needs more at once."""
SHARE = 1 / 20
LONGEST_SECONDS = 5.0
"""Well below the time that `workflows.policies.RECORD` gives a turn."""
KNOWN_LEARNERS = 10_000


class Rests:
    """Beyond what is free, one learner has at most `SHARE` of a worker; what arrives meanwhile is recorded together."""

    def __init__(self) -> None:
        self._until: LRUCache[UUID, float] = LRUCache(KNOWN_LEARNERS)

    async def over(self, learner: UUID) -> None:
        """Return when the learner has rested; at once for nearly everybody. Hold no connection meanwhile."""
        left = self._until.get(learner, 0.0) - time.monotonic()
        if left > 0:
            await asyncio.sleep(left)

    def counted(self, learner: UUID, work: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        """The same work, whose processor time counts as the learner's."""

        def counted(*given: Arguments.args, **named: Arguments.kwargs) -> Result:
            began = time.thread_time()
            result = work(*given, **named)
            self._note(learner, time.thread_time() - began)
            return result

        return counted

    def _note(self, learner: UUID, seconds: float) -> None:
        if seconds > FREE_SECONDS:
            rest = min(LONGEST_SECONDS, (seconds - FREE_SECONDS) / SHARE)
            self._until[learner] = time.monotonic() + rest
