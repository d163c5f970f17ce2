"""Tells registered addresses what happened: signed, at least once, each with its own patience."""

import asyncio
import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from psycopg.types.json import Jsonb
from temporalio import activity

from activities.errors import as_problem
from activities.heartbeat import heartbeating
from models.messages import WebhooksDelivered
from models.pool import Connection, Pool
from models.webhooks import TEST
from providers.errors import ProviderProblem
from providers.webhooks import GONE, Answer, WebhookSender

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1 / 6, 1, 5, 15, 60, 120, 240, 480, 480))
"""After each try that failed: ten tries in some 23 hours."""
DISABLED_AFTER = timedelta(days=3)
"""Of nothing but failures."""
AT_ONCE = 10
"""Addresses; those of one address are told one after the other."""
MOST_EACH = 50
MOST_SECONDS = 240.0

Row = dict[str, Any]


class WebhookDelivery:
    """What is to be told stands in the database, where triggers put it with what caused it."""

    def __init__(self, pool: Pool, sender: WebhookSender) -> None:
        self._pool = pool
        self._sender = sender
        self._turns = asyncio.Semaphore(AT_ONCE)

    @activity.defn(name="deliver_webhooks")
    async def deliver(self) -> WebhooksDelivered:
        """Tell what is due. What is not taken is told again later; no failure of an address is one of this activity."""
        until, tried = time.monotonic() + MOST_SECONDS, 0
        async with heartbeating():
            while due := await self._due():
                tried += len(due)
                groups = [list(group) for _, group in groupby(due, key=lambda row: row["webhook_id"])]
                await asyncio.gather(*map(self._tell, groups))
                if time.monotonic() > until:
                    return WebhooksDelivered(tried=tried, is_left=True)
        return WebhooksDelivered(tried=tried)

    async def _due(self) -> list[Row]:
        """By address, those first that were tried least."""
        async with self._pool.connection() as connection:
            return await (await connection.execute(_DUE, {"most": MOST_EACH, "test": TEST})).fetchall()

    async def _tell(self, deliveries: Sequence[Row]) -> None:
        """Those of one address, up to the first that it does not take: the others wait as long as that one."""
        async with self._turns:
            for place, row in enumerate(deliveries):
                if wait := await self._tried(row):
                    await self._put_off(deliveries[place + 1 :], wait)
                    return

    async def _tried(self, row: Row) -> timedelta | None:
        """How long the address is left alone after this; None where it took it."""
        now = datetime.now(UTC)
        try:
            answer = await self._sender.send(row["url"], row["secret"], row["id"], int(now.timestamp()), body_of(row))
        except ProviderProblem as problem:
            return await self._failed(row, problem, None)
        if 200 <= answer.status < 300:
            await self._write(_DELIVERED, row, status=answer.status)
            return None
        sentence = f"The address answered with HTTP {answer.status}."
        return await self._failed(row, ProviderProblem("webhook_not_taken", sentence), answer)

    async def _failed(self, row: Row, problem: ProviderProblem, answer: Answer | None) -> timedelta:
        is_gone = answer is not None and answer.status == GONE
        is_last = is_gone or row["kind"] == TEST or row["attempts"] >= len(WAITS)
        wait: timedelta = WAITS[min(row["attempts"], len(WAITS) - 1)]
        if answer is not None and answer.retry_after is not None:
            wait = max(wait, min(timedelta(seconds=answer.retry_after), WAITS[-1]))
        await self._write(
            _FAILED,
            row,
            status=answer.status if answer else None,
            problem=Jsonb(as_problem(problem).model_dump()),
            is_last=is_last,
            wait=wait,
            gone=is_gone,
            patience=DISABLED_AFTER,
        )
        await self._write(_GIVEN_UP, row, test=TEST)
        return wait

    async def _put_off(self, rows: Sequence[Row], wait: timedelta) -> None:
        async with self._pool.connection() as connection:
            await connection.execute(_PUT_OFF, [wait, [row["id"] for row in rows]])

    async def _write(self, statement: str, row: Row, **given: Any) -> None:
        async with self._pool.connection() as connection:
            await connection.execute(statement.encode(), {"id": row["id"], "webhook": row["webhook_id"]} | given)


async def is_due(connection: Connection) -> bool:
    """Whether anything is to be told now."""
    return await (await connection.execute(_DUE, {"most": 1, "test": TEST})).fetchone() is not None


def body_of(row: Row) -> bytes:
    """What is posted, the same at each try: kind, time and data of the event."""
    body = {"type": row["kind"], "timestamp": row["happened_at"].isoformat(), "data": row["data"]}
    return json.dumps(body, separators=(",", ":"), sort_keys=True).encode()


# A test is also sent to an address that was disabled: it is how one gets it back.
_DUE = """
    SELECT d.id, d.webhook_id, d.kind, d.data, d.happened_at, d.attempts, w.url, w.secret FROM webhooks w
    CROSS JOIN LATERAL (
        SELECT * FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.status = 'pending' AND d.next_try_at <= now()
            AND (w.status = 'active' OR d.kind = %(test)s)
            AND NOT EXISTS (SELECT FROM users u WHERE u.id = d.about AND u.deleted_at IS NOT NULL)
        ORDER BY d.attempts, d.happened_at LIMIT %(most)s
    ) d WHERE w.removed_at IS NULL AND w.id IN (
        SELECT webhook_id FROM webhook_deliveries WHERE status = 'pending' AND next_try_at <= now()
    ) ORDER BY d.webhook_id, d.attempts, d.happened_at
"""

_DELIVERED = """
    WITH delivery AS (
        UPDATE webhook_deliveries SET status = 'delivered', attempts = attempts + 1, last_status = %(status)s,
            problem = NULL, settled_at = now() WHERE id = %(id)s AND status = 'pending'
    )
    UPDATE webhooks SET status = 'active', last_status = %(status)s, problem = NULL, failing_since = NULL,
        tried_at = now(), delivered_at = now() WHERE id = %(webhook)s
"""

_FAILED = """
    WITH delivery AS (
        UPDATE webhook_deliveries SET status = CASE WHEN %(is_last)s THEN 'failed' ELSE 'pending' END,
            attempts = attempts + 1, last_status = %(status)s,
            problem = %(problem)s, next_try_at = now() + %(wait)s,
            settled_at = CASE WHEN %(is_last)s THEN now() END
        WHERE id = %(id)s AND status = 'pending'
    )
    UPDATE webhooks SET last_status = %(status)s, problem = %(problem)s, tried_at = now(),
        failing_since = coalesce(failing_since, now()),
        status = CASE WHEN %(gone)s OR failing_since < now() - %(patience)s THEN 'disabled' ELSE status END
    WHERE id = %(webhook)s
"""

_GIVEN_UP = """
    UPDATE webhook_deliveries d SET status = 'failed', settled_at = now(), problem = coalesce(d.problem, w.problem)
    FROM webhooks w WHERE w.id = d.webhook_id AND w.id = %(webhook)s AND w.status = 'disabled'
        AND d.status = 'pending' AND d.kind <> %(test)s
"""

_PUT_OFF = """
    UPDATE webhook_deliveries SET next_try_at = now() + %s WHERE id = ANY(%s) AND status = 'pending'
"""
