"""Following a learner: the table says what happened, a notification only says when to look."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any
from uuid import UUID

import psycopg

from api.http.notifications import Notifications
from models.pool import Pool

POLL_SECONDS = 5.0
EVENTS_AT_ONCE = 200

_log = logging.getLogger(__name__)


async def follow_learner(
    notifications: Notifications, pool: Pool, user_id: UUID, seen: int
) -> AsyncIterator[dict[str, Any]]:
    """Every event after number `seen`, each once and in order, for ever; all of them where `seen` never was one."""
    seen = await _known(pool, user_id, seen)
    with notifications.subscribed(str(user_id)) as notified:
        while True:
            notified.clear()
            for event in await _after(pool, user_id, seen):
                yield event
                seen = event["seq"]
                notified.set()
            with suppress(TimeoutError):
                await asyncio.wait_for(notified.wait(), POLL_SECONDS)


async def _known(pool: Pool, user_id: UUID, seen: int) -> int:
    """The number itself, or 0 for one beyond the end. While the database is away it is believed."""
    query = "SELECT last_event FROM learner_streams WHERE user_id = %s"
    try:
        async with pool.connection() as connection:
            found = await (await connection.execute(query, [user_id])).fetchone()
    except psycopg.OperationalError as error:
        _log.warning("the database is away (%s); the learner's stream waits", type(error).__name__)
        return seen
    return seen if found is not None and seen <= found["last_event"] else 0


async def _after(pool: Pool, user_id: UUID, seen: int) -> list[dict[str, Any]]:
    """The next events; none while the database is away, since the stream outlives that."""
    query = (
        "SELECT seq, kind, data, created_at FROM learner_events WHERE user_id = %s AND seq > %s ORDER BY seq LIMIT %s"
    )
    try:
        async with pool.connection() as connection:
            return await (await connection.execute(query, [user_id, seen, EVENTS_AT_ONCE])).fetchall()
    except psycopg.OperationalError as error:
        _log.warning("the database is away (%s); the learner's stream waits", type(error).__name__)
        return []
