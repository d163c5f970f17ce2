"""Streams outlive the request that began them, but not the right to read them."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

Event = TypeVar("Event")
StillSignedIn = Callable[[], Awaitable[bool]]

LOOK_SECONDS = 20.0
MOST_EVENTS = 2**31 - 1


def seen_before(last_event_id: str | None, after: int | None) -> int:
    """After which event a stream goes on: `Last-Event-ID` where it is a number of ours, else `?after=`, else all."""
    if last_event_id and last_event_id.isascii() and last_event_id.isdecimal() and len(last_event_id) <= 10:
        return min(int(last_event_id), MOST_EVENTS)
    return min(after or 0, MOST_EVENTS)


async def while_signed_in(
    events: AsyncIterator[Event], still: StillSignedIn, every_seconds: float = LOOK_SECONDS
) -> AsyncIterator[Event]:
    """The events, until they end or `still`, asked every so many seconds, says no."""
    looked_at = time.monotonic()
    upcoming = asyncio.ensure_future(_next(events))
    try:
        while True:
            await asyncio.wait({upcoming}, timeout=max(0.0, looked_at + every_seconds - time.monotonic()))
            if time.monotonic() - looked_at >= every_seconds:
                if not await _holds(still):
                    return
                looked_at = time.monotonic()
            if upcoming.done():
                event = upcoming.result()
                if event is None:
                    return
                yield event[0]
                upcoming = asyncio.ensure_future(_next(events))
    finally:
        upcoming.cancel()
        await asyncio.wait({upcoming})
        if isinstance(events, AsyncGenerator):
            await events.aclose()


async def _next(events: AsyncIterator[Event]) -> tuple[Event] | None:
    async for event in events:
        return (event,)
    return None


async def _holds(still: StillSignedIn) -> bool:
    """While the database is away nobody can say, and the stream waits for it like everybody."""
    try:
        return await still()
    except SQLAlchemyError:
        return True
