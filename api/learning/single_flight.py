"""Work that covers everyone who waits for it: one call at a time for a key, however many ask."""

import asyncio
from collections.abc import Awaitable, Callable


class Turn:
    """One call, which those who joined it share."""

    def __init__(self, after: "Turn | None", take: Callable[[], Awaitable[None]], begun: Callable[["Turn"], None]):
        self._is_over = asyncio.Event()
        self._task = asyncio.create_task(self._run(after, take, begun))
        self._task.add_done_callback(_seen)

    async def end(self) -> None:
        """Return when the call has ended; raises what it raised. Who stops waiting does not stop it."""
        await asyncio.shield(self._task)

    def is_done(self) -> bool:
        return self._task.done()

    def when_done(self, tell: Callable[[], None]) -> None:
        self._task.add_done_callback(lambda _: tell())

    def pass_on(self) -> None:
        """Let the next turn begin: what is left of this one is nothing that it has to wait for."""
        self._is_over.set()

    async def _run(
        self, after: "Turn | None", take: Callable[[], Awaitable[None]], begun: Callable[["Turn"], None]
    ) -> None:
        if after is not None:
            await after._is_over.wait()
        begun(self)
        try:
            await take()
        finally:
            self._is_over.set()


class Turns:
    """Whoever comes before a turn begins shares it; whoever comes while it is under way shares the next."""

    def __init__(self) -> None:
        self._under_way: dict[str, Turn] = {}
        self._next: dict[str, Turn] = {}

    def join(self, key: str, take: Callable[[], Awaitable[None]]) -> Turn:
        """A turn that has not begun yet."""
        turn = self._next.get(key)
        if turn is None:
            turn = self._next[key] = Turn(self._under_way.get(key), take, lambda begun: self._begin(key, begun))
            turn.when_done(lambda: self._forget(key, turn))
        return turn

    def _begin(self, key: str, turn: Turn) -> None:
        self._under_way[key] = self._next.pop(key)

    def _forget(self, key: str, turn: Turn) -> None:
        if self._under_way.get(key) is turn:
            del self._under_way[key]


def _seen(task: asyncio.Task[None]) -> None:
    """A failure that nobody waits for any more is nobody's business."""
    if not task.cancelled():
        task.exception()
