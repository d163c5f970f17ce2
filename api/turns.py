"""Work that covers everyone who waits for it: one call at a time for a key, however many ask."""

import asyncio
from collections.abc import Awaitable, Callable


class Turns:
    """Whoever comes before a turn begins shares it; whoever comes while it is under way shares the next."""

    def __init__(self) -> None:
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._next: dict[str, asyncio.Task[None]] = {}

    async def share(self, key: str, take: Callable[[], Awaitable[None]]) -> None:
        """Return when a turn that began after this call has ended; raises what it raised.

        Who stops waiting does not stop the turn: others share it.
        """
        turn = self._next.get(key)
        if turn is None:
            turn = asyncio.create_task(self._take(key, self._under_way.get(key), take))
            turn.add_done_callback(_seen)
            self._next[key] = turn
        await asyncio.shield(turn)

    async def _take(self, key: str, before: asyncio.Task[None] | None, take: Callable[[], Awaitable[None]]) -> None:
        if before is not None:
            await asyncio.wait([before])
        turn = self._under_way[key] = self._next.pop(key)
        try:
            await take()
        finally:
            if self._under_way.get(key) is turn:
                del self._under_way[key]


def _seen(turn: asyncio.Task[None]) -> None:
    """A failure that nobody waits for any more is nobody's business."""
    if not turn.cancelled():
        turn.exception()
