"""Forgets what limits and repeats are counted by, and tokens of links, once nobody can ask for it any more."""

import asyncio
import logging
from contextlib import suppress

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession

from api.http.idempotency import KEPT

EVERY_SECONDS = 600.0

# A caller whose turns are over has all of them again, as one who never came. A row that is in use is left alone.
_TURNS = text(
    "DELETE FROM rate_limits WHERE caller IN "
    "(SELECT caller FROM rate_limits WHERE free_at < clock_timestamp() FOR UPDATE SKIP LOCKED)"
)
_LINKS = text("DELETE FROM one_time_tokens WHERE expires_at <= now()")
_EDITORS = text("DELETE FROM course_editors WHERE seen_at <= now() - interval '10 minutes'")
_KEYS = text("DELETE FROM idempotency_keys WHERE created_at <= now() - :kept")

_log = logging.getLogger(__name__)


class Expiry:
    """One task a process; several processes do not disturb each other."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], every_seconds: float = EVERY_SECONDS) -> None:
        self._sessions = sessions
        self._every = every_seconds
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to forget, for the first time after `every_seconds`."""
        self._task = asyncio.create_task(self._for_ever())

    async def stop(self) -> None:
        """Cancel the task, and wait until it has ended."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _for_ever(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            try:
                await self.forget()
            except SQLAlchemyError as error:
                _log.warning("what is over could not be forgotten (%s); trying again later", type(error).__name__)

    async def forget(self) -> None:
        """Delete rate limits of callers who have all turns again, idempotency keys older than a day, tokens of links
        that are over, pages of editors that were closed.

        Raises SQLAlchemyError where the database does not take it; then nothing is deleted.
        """
        async with self._sessions() as session, session.begin():
            connection = await session.connection()
            await connection.execute(_TURNS)
            await connection.execute(_KEYS, {"kept": KEPT})
            await connection.execute(_LINKS)
            await connection.execute(_EDITORS)
