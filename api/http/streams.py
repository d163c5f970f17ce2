"""Streams outlive the request that began them, but not the right to read them."""

import asyncio
import logging
import re
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from typing import Annotated, Any, TypeVar

import psycopg
from fastapi import Header, Query
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError

Event = TypeVar("Event")
StillSignedIn = Callable[[], Awaitable[bool]]

LOOK_SECONDS = 4.0
"""How long a stream goes on at most for whom may not read it any more."""
LAST_NUMBER = 2**63 - 1
_NUMBER = re.compile(r"[0-9]{1,19}")
EventNumber = Annotated[
    int | None,
    Query(ge=0, le=LAST_NUMBER, description="As Last-Event-ID, for clients that cannot set headers."),
]
LastEventId = Annotated[
    str | None,
    Header(
        alias="Last-Event-ID",
        description="The id of the last event that arrived; those after it follow. Wins over `after`.",
    ),
]
DATABASE_AWAY = (SQLAlchemyError, psycopg.Error)
"""What asking the database raises while it is away: of either way to it, and of either pool that nobody answers."""

_log = logging.getLogger(__name__)


class StreamEvent(BaseModel):
    """A server-sent event: its kind as `event`, the number by which to resume as `id`, a JSON object as `data`."""

    event: str
    id: str = Field(pattern="^[0-9]+$")
    data: str = Field(json_schema_extra={"contentMediaType": "application/json"})


def event_stream(event: str, number: str, data: str) -> dict[str, Any]:
    """What a stream answers 200 with: `data` (JSON) of the kind `event` under `number` is the event that is shown."""
    schema = {"$ref": "#/components/schemas/StreamEvent"}
    content = {"text/event-stream": {"schema": schema, "example": {"event": event, "id": number, "data": data}}}
    return {"description": "Events as they happen; every 15 seconds without one a comment.", "content": content}


class StreamOver(Exception):
    """Nothing follows what the client has seen: 204, by which a browser stops asking (HTML, 9.2.3)."""


def resumed_after(after: int | None, last_event_id: str | None) -> int:
    """The number of the event that a client has seen last. An id that is none of ours says nothing."""
    if last_event_id and _NUMBER.fullmatch(last_event_id):
        return min(int(last_event_id), LAST_NUMBER)
    return after or 0


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
    except DATABASE_AWAY as error:
        _log.warning("the database is away (%s); nobody knows whether a reader may go on", type(error).__name__)
        return True
