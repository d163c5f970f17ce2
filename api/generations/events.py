"""Following a generation: the table says what happened, a notification only says when to look."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from api.generations.unserved import say_unserved
from api.http.streams import DATABASE_AWAY
from api.security.dependencies import Dependencies
from models.generation_states import TERMINAL_STATUSES
from models.generations import Generation, GenerationEvent

POLL_SECONDS = 3.0
EVENTS_AT_ONCE = 200

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Preview:
    """What is being written of a section, or (without a `key`) of the outline: `text` is its end as far as it has come,
    `characters` its length. It is no milestone, has no number and is never sent again."""

    key: str | None
    text: str
    characters: int
    at: datetime
    kind: str = "preview"

    def data(self) -> dict[str, Any]:
        """Its body on the event stream; `reviewed` is always false."""
        shown = {"key": self.key, "text": self.text, "characters": self.characters}
        return {"kind": self.kind, "at": self.at.isoformat(), **shown, "reviewed": False}


async def follow(shared: Dependencies, generation: Generation, seen: int) -> AsyncIterator[GenerationEvent | Preview]:
    """Every event after number `seen`, each once and in order, until the terminal one or the last one of an ended
    generation. Between them come previews of what is being written meanwhile."""
    last, has_news = last_of(generation), True
    with shared.notifications.subscribed(str(generation.id)) as subscription:
        while True:
            is_notified, previews = subscription.take()
            for event in await _after(shared, generation.id, seen) if has_news or is_notified else ():
                yield event
                seen = event.seq
                if event.kind in TERMINAL_STATUSES or seen == last:
                    return
                subscription.notify()
            for one in previews:
                yield Preview(one["key"], one["text"], one["characters"], datetime.now(UTC))
            has_news = False
            try:
                await asyncio.wait_for(subscription.wait(), POLL_SECONDS)
            except TimeoutError:
                has_news = True
                await _say_why_it_waits(shared, generation.id)


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


async def _say_why_it_waits(shared: Dependencies, generation_id: UUID) -> None:
    try:
        await say_unserved(shared, generation_id)
    except DATABASE_AWAY as error:
        _log.warning("the database is away (%s); nobody knows what a generation waits for", type(error).__name__)
