"""Work over many events of one learner, while others' turns go on."""

import asyncio
from collections.abc import Callable, Sized
from typing import ParamSpec, Protocol, TypeVar

MANY_EVENTS = 100
"""From which on a thread costs less than others' waiting: deriving takes some 4 ms a hundred events."""
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class BesideOthers(Protocol):
    """How to do work over events; `beside_others` is one."""

    async def __call__(
        self, events: Sized, work: Callable[Arguments, Result], *given: Arguments.args, **named: Arguments.kwargs
    ) -> Result:
        """What `work` returns, or raises."""
        ...


async def beside_others(
    events: Sized, work: Callable[Arguments, Result], *given: Arguments.args, **named: Arguments.kwargs
) -> Result:
    """Do work over events; over many of them on a thread, so that other learners' requests go on meanwhile."""
    if len(events) < MANY_EVENTS:
        return work(*given, **named)
    return await asyncio.to_thread(work, *given, **named)
