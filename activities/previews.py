"""Text while it is being written, for whoever looks on: sent, never stored, and not reviewed yet."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.previews import CHANNEL, LONGEST_BYTES
from providers.listening import Hear
from providers.prompting import readable
from providers.text import SectionRequest, SolveRequest, TextRequest

SECONDS_BETWEEN = 1.0
MOST_BYTES_A_CHARACTER = 6
"""In JSON, where a control character is written as an escape."""

_log = logging.getLogger(__name__)


class Previews:
    """What is being written, on the event stream and in no history; it is not reviewed yet."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    @asynccontextmanager
    async def shown(self, generation_id: UUID, request: TextRequest) -> AsyncIterator[Hear]:
        """What is heard while the block runs is sent, once a second at most. Nothing of solved checks is."""
        heard: list[str] = [""]

        def hear(so_far: str) -> None:
            heard[0] = so_far

        if isinstance(request, SolveRequest):
            yield hear
            return
        sending = asyncio.create_task(self._send_again_and_again(generation_id, request, heard))
        try:
            yield hear
        finally:
            sending.cancel()
            await asyncio.wait({sending})

    async def _send_again_and_again(self, generation_id: UUID, request: TextRequest, heard: list[str]) -> None:
        seen, shown = "", ""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN)
            if heard[0] == seen:
                continue
            seen = heard[0]
            now = readable(seen, request)
            if now and now != shown:
                shown = now
                await self._send(_payload(generation_id, request, now))

    async def _send(self, payload: str) -> None:
        """Nobody's course depends on a preview, so one that cannot be sent is not."""
        try:
            async with self._sessions() as session, session.begin():
                await session.exec(select(func.pg_notify(CHANNEL, payload)))
        except SQLAlchemyError as error:
            _log.info("a preview was not sent (%s)", type(error).__name__)


def _payload(generation_id: UUID, request: TextRequest, written: str) -> str:
    """JSON with as much of the text's end as a notification of PostgreSQL can carry."""
    key = request.key if isinstance(request, SectionRequest) else None
    about = {"generation_id": str(generation_id), "key": key, "characters": len(written)}
    shown = written[-LONGEST_BYTES:]
    while (excess := len(payload := _encoded({**about, "text": shown})) - LONGEST_BYTES) > 0:
        shown = shown[max(1, excess // MOST_BYTES_A_CHARACTER) :]
    return payload.decode()


def _encoded(payload: dict[str, object]) -> bytes:
    return json.dumps(payload, ensure_ascii=False).encode()
