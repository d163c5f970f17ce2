"""A process beside this one: it starts with it, says when it is ready, and never outlives it."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process

READY = b"ready\n"


class Companion:
    """`python -m <module> <arguments>` in a session of its own, whose standard input ends when this process does."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.pid = process.pid

    @classmethod
    async def start(cls, module: str, *arguments: str) -> Companion:
        """Start it; its errors go where ours go."""
        command = [sys.executable, "-m", module, *arguments]
        return cls(await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, start_new_session=True))

    async def ready(self) -> None:
        """Return when it has said `ready`. Raises SystemExit when it ends instead; its log says why."""
        assert self._process.stdout is not None
        if await self._process.stdout.readline() != READY:
            raise SystemExit(await self.ended() or 1)

    async def ended(self) -> int:
        """The status with which it ended."""
        return await self._process.wait()

    def finish(self) -> None:
        """Have it end as soon as what it has begun is finished."""
        if self._process.returncode is None:
            self._process.terminate()


def say_ready() -> None:
    """In the companion: tell the process that started it. What a library prints goes to standard error from then on."""
    with os.fdopen(os.dup(1), "wb") as told:
        os.dup2(2, 1)
        told.write(READY)


async def until_alone() -> None:
    """In the companion: return when the process that started it is gone."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()
