"""The built-in writer, kept away from everybody else: in processes that end when they take too long or too much."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import providers
from learning.source import SourceDocument
from providers.configuration import ProviderConfiguration
from providers.errors import ProviderProblem, WriterFault
from providers.offline.process import LENGTH
from providers.offline.provider import OfflineText
from providers.text import OutlineRequest, SectionRequest, TextAnswer

ROOT = Path(providers.__file__).parent.parent
LONGEST_QUEUE_SECONDS = 300
Json = dict[str, Any]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """`processes` at a time, None for one a processor; a text may take so many seconds and megabytes of memory."""

    processes: int | None = None
    seconds: float = 60
    megabytes: int = 2_048

    @property
    def at_once(self) -> int:
        """How many processes may write at a time: where none is set, one a processor and two at least."""
        return self.processes or max(2, os.cpu_count() or 1)


def configured(config: ProviderConfiguration) -> OfflineProcesses:
    """The built-in writer, in as many processes and within the limits that the settings allow."""
    return OfflineProcesses(Limits(config.writing_processes, config.writing_seconds, config.writing_megabytes))


class OfflineProcesses(OfflineText):
    """`OfflineText`, whose outlines and sections are written in other processes, which start when first needed.

    Raises besides `ProviderProblem` writing_too_long and writing_too_large (tried once more), and writer_busy.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        super().__init__()
        self._limits = limits or Limits()
        self._free = asyncio.Semaphore(self._limits.at_once)
        self._idle: list[_Process] = []
        self._all: set[_Process] = set()

    async def outline(self, request: OutlineRequest) -> TextAnswer:
        """Planned in another process, waited for up to `LONGEST_QUEUE_SECONDS`. Raises WriterFault for a bug there."""
        return await self._written("outline", request)

    async def section(self, request: SectionRequest) -> TextAnswer:
        """Written in another process, which is sent the sources that it lacks; waits and raises as `outline` does."""
        return await self._written("section", request)

    async def close(self) -> None:
        """Kill all processes; what one is writing fails, and the next request starts another."""
        for process in list(self._all):
            await process.end()
        self._all.clear()
        self._idle.clear()

    async def _written(self, what: str, request: OutlineRequest | SectionRequest) -> TextAnswer:
        documents = {document.id or _fingerprint(document): document for document in request.sources}
        rest = request.model_copy(update={"sources": ()}).model_dump(mode="json")
        asked = {"what": what, "sources": list(documents), "request": rest}
        async with self._process() as process:
            answer = await process.answer(asked, documents)
        if "problem" in answer:
            raise ProviderProblem(**answer["problem"])
        if "fault" in answer:
            fault = WriterFault(answer["fault"])
            fault.add_note(answer["frames"])
            raise fault
        return TextAnswer(raw=answer["raw"], model=self.model)

    @asynccontextmanager
    async def _process(self) -> AsyncIterator[_Process]:
        """A process that nobody else asks meanwhile. One that was not left whole is ended, and another one starts."""
        try:
            async with asyncio.timeout(LONGEST_QUEUE_SECONDS):
                await self._free.acquire()
        except TimeoutError:
            raise ProviderProblem("writer_busy", "The built-in writer has too much to do.", retryable=True) from None
        self._all -= {process for process in self._idle if not process.is_alive}
        self._idle = [process for process in self._idle if process.is_alive]
        process = self._idle.pop() if self._idle else _Process(self._limits)
        self._all.add(process)
        try:
            yield process
            self._idle.append(process)
        except BaseException:
            self._all.discard(process)
            await asyncio.shield(process.end())
            raise
        finally:
            self._free.release()


class _Process:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._running: asyncio.subprocess.Process | None = None

    async def answer(self, asked: Json, documents: dict[str, SourceDocument]) -> Json:
        """What it answers, within the limits. Raises ProviderProblem beyond them; then it has to be ended."""
        try:
            async with asyncio.timeout(self._limits.seconds):
                answer = await self._exchange(asked)
                if lacking := answer.get("lacks"):
                    dumped = await asyncio.to_thread(_dumped, [documents[name] for name in lacking])
                    answer = await self._exchange(asked | {"documents": dict(zip(lacking, dumped, strict=True))})
        except TimeoutError:
            raise _beyond(
                "writing_too_long", f"these sources took the built-in writer longer than {self._limits.seconds:g} s"
            ) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise _beyond(
                "writing_too_large",
                f"these sources took the built-in writer more than {self._limits.megabytes} MB of memory, or ended it",
            ) from None
        return answer

    @property
    def is_alive(self) -> bool:
        return self._running is not None and self._running.returncode is None

    async def end(self) -> None:
        if self._running is not None and self.is_alive:
            self._running.kill()
            await self._running.wait()

    async def _exchange(self, asked: Json) -> Json:
        process = self._running = self._running or await self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        frame = (await asyncio.to_thread(json.dumps, asked)).encode()
        process.stdin.write(LENGTH.pack(len(frame)) + frame)
        await process.stdin.drain()
        (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
        answer: Json = json.loads(await process.stdout.readexactly(length))
        return answer

    async def _start(self) -> asyncio.subprocess.Process:
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "providers.offline.process", str(self._limits.megabytes)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
            start_new_session=True,
        )


def _beyond(kind: str, what: str) -> ProviderProblem:
    sentence = f"The text cannot be written: {what}. Bring them in smaller parts, or configure a text provider."
    return ProviderProblem(kind, sentence, retryable=True, once=True)


def _dumped(documents: list[SourceDocument]) -> list[Json]:
    return [document.model_dump(mode="json") for document in documents]


def _fingerprint(document: SourceDocument) -> str:
    return sha256(document.model_dump_json().encode()).hexdigest()
