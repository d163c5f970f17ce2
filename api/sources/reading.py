"""Reads a file in a process of its own, which is killed at a limit of time or memory, with all that it has started."""

import asyncio
import json
import logging
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from anyio import to_thread

from api.http.problems import Problem
from api.sources.reading_process import Limits, Parts, PassedFile, Read, Work, read_in_process, source_parts
from sources import read_file
from sources.overview import Overview

FOLDER_PREFIX = "coursewright-reader-"
LEFT_BEHIND_SECONDS = 3600
LOOK_EVERY_SECONDS = 0.1
END_SECONDS = 5
MOST_ANSWER_BYTES = 512 * 1024 * 1024
NEARLY = 0.7
"""A process that crashes with so much of its memory in use has most likely run out of it."""

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["api.sources.reading_server"])
_children = threading.Lock()
"""What `multiprocessing` knows of its children is not made for several threads at once."""
_log = logging.getLogger(__name__)


class Words(NamedTuple):
    """What is said of a file that is refused: the beginning of the kind of problem, and how its sender may help it."""

    prefix: str
    smaller: str
    anew: str

    def too_slow(self, limits: Limits) -> Problem:
        """It took too long."""
        sentence = f"Reading this file takes more than the {limits.seconds:.0f} seconds that a file may take."
        return Problem(422, f"{self.prefix}-too-slow", f"{sentence} {self.smaller}")

    def too_large(self, limits: Limits) -> Problem:
        """It took too much memory."""
        most = f"{limits.memory_bytes // 2**20} MB of memory"
        sentence = f"Reading this file takes more than the {most} that a file may take."
        return Problem(422, f"{self.prefix}-too-large-to-read", f"{sentence} {self.smaller}")

    def broken(self) -> Problem:
        """Its reader failed."""
        return Problem(422, f"{self.prefix}-broken", f"The file broke its reader. {self.anew}")


SOURCE = Words(
    "source",
    "Split it into parts, or save its text as a simpler document, and upload that.",
    "Save it anew, or as another format, and try again.",
)


class KeptPicture(NamedTuple):
    """The bytes of a picture, which name it by their hash (`learning.source.Figure.media`)."""

    data: bytes
    media_type: str


class ReadFile(NamedTuple):
    """What reading gave: the small part, the document as JSON (`learning.source.SourceDocument`), its pictures."""

    overview: Overview
    document: str
    pictures: tuple[KeptPicture, ...] = ()


async def read_apart(file: BinaryIO, filename: str, limits: Limits, read: Read = read_file) -> ReadFile:
    """Read a source, whatever it does to its reader, as `done_apart` does. `read` can be imported by its name."""
    told, document, pictures = await done_apart(file, filename, limits, partial(source_parts, read), SOURCE)
    return ReadFile(Overview.model_validate(told["read"]), document.decode(), tuple(_pictures(told, pictures)))


async def done_apart(file: BinaryIO, filename: str, limits: Limits, work: Work, words: Words) -> Parts:
    """What `work` makes of a file, whatever that does to it. Raises `Problem` 413, 415 or 422 with a sentence for its
    sender.

    `work` has to be a function that can be imported by its name, or a partial one of such. When this returns, raises or
    is cancelled, the process is gone, with all that it has started and written.
    """
    folder = await asyncio.to_thread(tempfile.mkdtemp, prefix=FOLDER_PREFIX)
    reader = Reader(limits, words)
    try:
        receiving = await _finished(reader.start, file, filename, folder, work)
        async with asyncio.timeout(limits.seconds):
            told, document, pictures = await reader.answer(receiving)
    except TimeoutError:
        raise words.too_slow(limits) from None
    finally:
        await _finished(_clear, reader, folder)
    _refuse(told, limits, words)
    return told, document, pictures


class Reader:
    """One process for one file."""

    def __init__(self, limits: Limits, words: Words) -> None:
        self._limits = limits
        self._words = words
        self._process: Any = None
        self._peak_bytes = 0

    def start(self, file: BinaryIO, filename: str, folder: str, work: Work) -> Connection:
        """Fork the process, and the server that it is forked from where there is none yet."""
        passed = PassedFile(file.fileno())
        file.flush()
        receiving, sending = _context.Pipe(duplex=False)
        arguments = (passed, filename, self._limits, folder, sending, work)
        process = _context.Process(target=read_in_process, args=arguments, daemon=True)
        with _children, sending:
            process.start()
        self._process = process
        return receiving

    async def answer(self, receiving: Connection) -> Parts:
        """Return the three messages of `read_in_process`. Raises `Problem` when the process ended without them."""
        watching = asyncio.ensure_future(self._watch())
        try:
            told, document, pictures = await to_thread.run_sync(_received, receiving, abandon_on_cancel=True)
        except (EOFError, OSError):
            raise await asyncio.to_thread(self._crash) from None
        finally:
            watching.cancel()
        return json.loads(told), document, pictures

    def end(self) -> None:
        """Kill the process and its group, and wait until it is gone."""
        if self._process is None:
            return
        with suppress(ProcessLookupError, PermissionError):  # there is no such group, or not ours any more
            os.killpg(self._process.pid, signal.SIGKILL)
        with _children:
            self._process.kill()
            self._process.join(END_SECONDS)
            if self._process.exitcode is not None:
                self._process.close()

    async def _watch(self) -> None:
        while True:
            self._peak_bytes = max(self._peak_bytes, await asyncio.to_thread(memory_bytes, self._process.pid))
            if self._peak_bytes > self._limits.memory_bytes:
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    def _crash(self) -> Problem:
        with _children:
            self._process.join(END_SECONDS)
            code = self._process.exitcode
        _log.warning("a reader ended with %s after using %d MB", code, self._peak_bytes // 2**20)
        if code == -signal.SIGALRM:
            return self._words.too_slow(self._limits)
        if code == -signal.SIGKILL or self._peak_bytes > NEARLY * self._limits.memory_bytes:
            return self._words.too_large(self._limits)
        return self._words.broken()


def memory_bytes(pid: int) -> int:
    """Return how much memory a process has in use, with all that it has started; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        started = [child for task in tasks for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return own + sum(memory_bytes(int(child)) for child in started)


def prepare() -> None:
    """Start the server of readers, which takes seconds to load, and remove what readers of a killed API have left."""
    try:
        with _children:
            forkserver.ensure_running()
    except OSError as error:
        _log.warning("readers cannot be started yet (%s)", error)
    remove_left_behind()


def remove_left_behind() -> None:
    """Remove the folders of readers whose API was killed, once no reader can use them any more."""
    oldest = time.time() - LEFT_BEHIND_SECONDS
    try:
        for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER_PREFIX}*"):
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        _log.warning("the folder for temporary files cannot be used (%s)", error)


def _received(receiving: Connection) -> tuple[bytes, bytes, bytes]:
    with receiving:
        told, document, pictures = (receiving.recv_bytes(MOST_ANSWER_BYTES) for _ in range(3))
        return told, document, pictures


def _pictures(told: dict[str, Any], pictures: bytes) -> Iterator[KeptPicture]:
    start = 0
    for media_type, length in told["pictures"]:
        yield KeptPicture(pictures[start : start + length], media_type)
        start += length


def _clear(reader: Reader, folder: str) -> None:
    reader.end()
    shutil.rmtree(folder, ignore_errors=True)


async def _finished(work: Any, *given: Any) -> Any:
    """What the work returns, from a thread; also when this is cancelled, it goes on to its end before."""
    doing = asyncio.ensure_future(asyncio.to_thread(work, *given))
    try:
        return await asyncio.shield(doing)
    except asyncio.CancelledError:
        await asyncio.wait({doing})
        raise


def _refuse(told: dict[str, Any], limits: Limits, words: Words) -> None:
    """Raise what a process tells of a file that it could not read."""
    if "needs_more_memory" in told:
        raise words.too_large(limits)
    if "fault" in told:
        _log.error("a reader failed: %s", told["fault"])
        raise words.broken()
    if refused := told.get("refused"):
        raise Problem(refused["status"], f"{words.prefix}-{refused['kind'].replace('_', '-')}", refused["sentence"])
