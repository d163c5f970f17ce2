"""Following a generation: the table says what happened, the bell only says when to look."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from uuid import UUID

from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from api.dependencies import Shared
from models.generations import TERMINAL_STATUSES, Generation, GenerationEvent

POLL_SECONDS = 5.0
EVENTS_AT_ONCE = 200

_log = logging.getLogger(__name__)


async def follow(shared: Shared, generation: Generation, seen: int) -> AsyncIterator[GenerationEvent]:
    """Every event after number `seen`, each once and in order, until the terminal one; none where that was seen."""
    if generation.status in TERMINAL_STATUSES and seen == generation.last_event:
        return
    with shared.bell.heard(str(generation.id)) as rung:
        while True:
            rung.clear()
            for event in await _after(shared, generation.id, seen):
                yield event
                seen = event.seq
                if event.kind in TERMINAL_STATUSES:
                    return
                rung.set()
            with suppress(TimeoutError):
                await asyncio.wait_for(rung.wait(), POLL_SECONDS)


async def _after(shared: Shared, generation_id: UUID, seen: int) -> Sequence[GenerationEvent]:
    """The next events; none while the database is away, since the stream outlives that."""
    query = (
        select(GenerationEvent)
        .where(GenerationEvent.generation_id == generation_id, GenerationEvent.seq > seen)
        .order_by(col(GenerationEvent.seq))
        .limit(EVENTS_AT_ONCE)
    )
    try:
        async with shared.sessions() as session:
            return (await session.exec(query)).all()
    except OperationalError as error:
        _log.warning("the database is away (%s); the event stream waits", type(error).__name__)
        return ()
