"""Who reads next: few files at once, and no account has all the places."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from uuid import UUID

from api.http.problems import Problem
from api.sources.reading import ReadFile, Words, done_apart, read_apart
from api.sources.reading_process import Limits, Parts, Work
from api.sources.uploads import Upload

MOST_UPLOADS = 64
MOST_OF_AN_ACCOUNT = 8
LONGEST_WAIT_SECONDS = 60.0
RETRY_AFTER = {"Retry-After": "15"}


class ReadingQueue:
    """The uploads of one API process: those that arrive, those that wait, and at most `at_once` that are read.

    Of those that wait, the next is of the account with the fewest files being read; one place stays free of any one
    account as long as there are two.
    """

    def __init__(self, limits: Limits, at_once: int) -> None:
        self._limits = limits
        self._at_once = at_once
        self._arriving: Counter[UUID] = Counter()
        self._reading: Counter[UUID] = Counter()
        self._waiting: list[tuple[UUID, asyncio.Future[None]]] = []

    @contextmanager
    def arriving(self, account: UUID) -> Iterator[None]:
        """Hold a place for an upload, from before its first byte on. Raises 429 or 503 where there is none."""
        if self._arriving[account] >= MOST_OF_AN_ACCOUNT:
            sentence = f"You are uploading {MOST_OF_AN_ACCOUNT} files already; send this one when one of them is done."
            raise Problem(429, "too-many-uploads", sentence, headers=RETRY_AFTER)
        if self._arriving.total() >= MOST_UPLOADS:
            raise _busy()
        self._arriving[account] += 1
        try:
            yield
        finally:
            self._arriving[account] -= 1

    async def read(self, upload: Upload, account: UUID) -> ReadFile:
        """Read a file in its turn. Raises 4xx as `read_apart`, and 503 when the turn does not come in time."""
        async with self._turn(account):
            return await read_apart(upload.file, upload.filename, self._limits)

    async def done(self, upload: Upload, account: UUID, work: Work, words: Words) -> Parts:
        """Do other work with a file in its turn. Raises as `done_apart`, and 503 as `read`."""
        async with self._turn(account):
            return await done_apart(upload.file, upload.filename, self._limits, work, words)

    @asynccontextmanager
    async def _turn(self, account: UUID) -> AsyncIterator[None]:
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append((account, turn))
        self._advance()
        try:
            async with asyncio.timeout(LONGEST_WAIT_SECONDS):
                await turn
            yield
        except TimeoutError:
            raise _busy() from None
        finally:
            self._leave(account, turn)

    def _leave(self, account: UUID, turn: asyncio.Future[None]) -> None:
        if (account, turn) in self._waiting:
            self._waiting.remove((account, turn))
        else:
            self._reading[account] -= 1
        self._advance()

    def _advance(self) -> None:
        while self._reading.total() < self._at_once and (entry := self._next()) is not None:
            account, turn = entry
            self._waiting.remove(entry)
            self._reading[account] += 1
            if not turn.done():
                turn.set_result(None)

    def _next(self) -> tuple[UUID, asyncio.Future[None]] | None:
        most = max(1, self._at_once - 1)
        allowed = [entry for entry in self._waiting if self._reading[entry[0]] < most]
        return min(allowed, key=lambda entry: self._reading[entry[0]], default=None)


def _busy() -> Problem:
    sentence = "Many files are being read right now. Nothing of yours was taken; send it again in a moment."
    return Problem(503, "readers-busy", sentence, headers=RETRY_AFTER)
