"""What a learner's live stream tells, in the transaction of what it tells of."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from models.pool import Connection


async def tell(connection: Connection, user_id: UUID, events: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """Append events of a kind. The stream's row stays locked until the transaction ends, so call it late."""
    if not events:
        return
    cursor = await connection.execute(
        "INSERT INTO learner_streams AS s (user_id, last_event) VALUES (%s, %s) "
        "ON CONFLICT (user_id) DO UPDATE SET last_event = s.last_event + excluded.last_event RETURNING last_event",
        [user_id, len(events)],
    )
    row = await cursor.fetchone()
    assert row is not None
    first = row["last_event"] - len(events) + 1
    async with connection.cursor() as writing:
        await writing.executemany(
            "INSERT INTO learner_events (user_id, seq, kind, data) VALUES (%s, %s, %s, %s)",
            [(user_id, seq, kind, Jsonb(data)) for seq, (kind, data) in enumerate(events, first)],
        )
