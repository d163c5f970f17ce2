"""Work that covers everyone who waits for it: one call at a time for a key, however many ask."""

import asyncio
from collections.abc import Awaitable, Callable


class SharedCall:
    """One call, which those who joined it share."""

    def __init__(
        self, after: "SharedCall | None", take: Callable[[], Awaitable[None]], begun: Callable[["SharedCall"], None]
    ):
        self._is_over = asyncio.Event()
        self._task = asyncio.create_task(self._run(after, take, begun))
        self._task.add_done_callback(_seen)

    async def wait(self) -> None:
        """Return when the call has ended; raises what it raised. Who stops waiting does not stop it."""
        await asyncio.shield(self._task)

    def is_done(self) -> bool:
        """Whether the call has ended, with or without an error."""
        return self._task.done()

    def when_done(self, tell: Callable[[], None]) -> None:
        """Have `tell` called by the event loop once the call has ended, soon if it has ended already."""
        self._task.add_done_callback(lambda _: tell())

    def let_next_begin(self) -> None:
        """Let the next call begin: what is left of this one is nothing that it has to wait for."""
        self._is_over.set()

    async def _run(
        self, after: "SharedCall | None", take: Callable[[], Awaitable[None]], begun: Callable[["SharedCall"], None]
    ) -> None:
        if after is not None:
            await after._is_over.wait()
        begun(self)
        try:
            await take()
        finally:
            self._is_over.set()


class SingleFlight:
    """Whoever comes before a call begins shares it; whoever comes while it is under way shares the next one."""

    def __init__(self) -> None:
        self._under_way: dict[str, SharedCall] = {}
        self._next: dict[str, SharedCall] = {}

    def join(self, key: str, take: Callable[[], Awaitable[None]]) -> SharedCall:
        """A call for the key that has not begun yet, which makes its caller part of it."""
        call = self._next.get(key)
        if call is None:
            call = self._next[key] = SharedCall(self._under_way.get(key), take, lambda begun: self._begin(key, begun))
            call.when_done(lambda: self._forget(key, call))
        return call

    def _begin(self, key: str, call: SharedCall) -> None:
        self._under_way[key] = self._next.pop(key)

    def _forget(self, key: str, call: SharedCall) -> None:
        if self._under_way.get(key) is call:
            del self._under_way[key]


def _seen(task: asyncio.Task[None]) -> None:
    """A failure that nobody waits for any more is nobody's business."""
    if not task.cancelled():
        task.exception()
