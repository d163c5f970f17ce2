"""Following a generation: the table says what happened, the bell only says when to look."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from uuid import UUID

from sqlmodel import col, select

from api.http.streams import DATABASE_AWAY
from api.security.dependencies import Dependencies
from models.generations import TERMINAL_STATUSES, Generation, GenerationEvent

POLL_SECONDS = 5.0
EVENTS_AT_ONCE = 200

_log = logging.getLogger(__name__)


async def follow(shared: Dependencies, generation: Generation, seen: int) -> AsyncIterator[GenerationEvent]:
    """Every event after number `seen`, each once and in order, until the terminal one or the last one of an ended
    generation."""
    last = last_of(generation)
    with shared.bell.heard(str(generation.id)) as rung:
        while True:
            rung.clear()
            for event in await _after(shared, generation.id, seen):
                yield event
                seen = event.seq
                if event.kind in TERMINAL_STATUSES or seen == last:
                    return
                rung.set()
            with suppress(TimeoutError):
                await asyncio.wait_for(rung.wait(), POLL_SECONDS)


def last_of(generation: Generation) -> int | None:
    """The number of the event that is the last for good; None while more may come."""
    return generation.last_event if generation.status in TERMINAL_STATUSES else None


async def _after(shared: Dependencies, generation_id: UUID, seen: int) -> Sequence[GenerationEvent]:
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
    except DATABASE_AWAY as error:
        _log.warning("the database is away (%s); the event stream waits", type(error).__name__)
        return ()
