"""What a learner's live stream tells, in the transaction of what it tells of."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from models.pool import Connection


async def tell(connection: Connection, user_id: UUID, events: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """Append events of a kind. The stream's row stays locked until the transaction ends, so call it late."""
    if not events:
        return
    await connection.execute(
        _TOLD,
        {
            "user": user_id,
            "number": len(events),
            "events": json.dumps([{"kind": kind, "data": data} for kind, data in events]),
        },
    )


_TOLD = """
    WITH stream AS (
        INSERT INTO learner_streams AS s (user_id, last_event) VALUES (%(user)s, %(number)s)
        ON CONFLICT (user_id) DO UPDATE SET last_event = s.last_event + excluded.last_event
        RETURNING last_event - %(number)s AS before
    )
    INSERT INTO learner_events (user_id, seq, kind, data)
    SELECT %(user)s, stream.before + n.place, n.event->>'kind', n.event->'data'
    FROM stream, jsonb_array_elements(%(events)s::jsonb) WITH ORDINALITY AS n (event, place)
"""
