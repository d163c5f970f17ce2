"""Tells a Learning Record Store what learners did: in their order, in batches, each statement once, whoever fails."""

import time
from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

import psycopg
import psycopg_pool
from psycopg.types.json import Jsonb
from temporalio import activity

from activities.errors import LONGEST_RETRY_AFTER, as_problem, from_provider
from activities.failures import failure_of
from activities.heartbeat import heartbeating
from enrollments import statements
from enrollments.repository import RecordRepository
from models.messages import Problem, StatementsDelivered
from models.pool import Pool
from models.problems import FAILED as FAULT
from providers.errors import ProviderProblem
from providers.record_store import FAILED, TOO_LARGE, TOO_SLOW, RecordStore, StatementRefused, StoreFailed

MOST_AT_ONCE = 100
"""Statements of one request: some 200 kB. Fewer for a store that is slow, or takes no such bodies."""
MOST_SECONDS = 240.0
"""Of one activity, after which another one goes on."""
MOST_TRIES = 8
"""At one statement at which the store fails while it takes others: after 1, 2, 4, … 60 minutes, some two hours."""

LONGEST_SECONDS = 300
"""Between two tries at a store that is away: 1, 2, 4, … seconds, and as long as it says itself."""
OUTAGES = (psycopg.OperationalError, psycopg_pool.PoolTimeout)

Row = dict[str, Any]


class StatementDelivery:
    """What waits is in the database: whoever is killed here has lost nothing, and what was sent twice counts once."""

    def __init__(self, pool: Pool, records: RecordRepository, store: RecordStore | None, home: str) -> None:
        """`home` is this service's public address. Without a `store` nothing is said."""
        self._pool = pool
        self._records = records
        self._store = store
        self._home = home.rstrip("/")
        self._at_once = MOST_AT_ONCE

    @activity.defn(name="deliver_statements")
    async def deliver(self) -> StatementsDelivered:
        """Say what is new, and send what waits. Raises ApplicationError while the store is away."""
        if self._store is None:
            return StatementsDelivered()
        async with self._pool.connection() as connection:
            await statements.begin(connection, self._store.endpoint)
        until, sent, is_left = time.monotonic() + MOST_SECONDS, 0, True
        async with heartbeating():
            try:
                while is_left and time.monotonic() < until:
                    prepared = await self._prepare()
                    if batch := await self._next_batch():
                        sent += await self._send(self._store, batch)
                    is_left = bool(prepared or batch)
            except ProviderProblem as problem:
                self._at_once = max(1, self._at_once // 2) if problem.kind == TOO_SLOW else self._at_once
                raise from_provider(await self._away(problem)) from None
        return StatementsDelivered(sent=sent, is_left=is_left)

    async def _prepare(self) -> int:
        """How many enrollments were looked at."""
        async with self._pool.connection() as connection:
            behind = await statements.behind(connection)
        for enrollment_id in behind:
            try:
                async with self._pool.connection() as connection:
                    await statements.prepare(connection, self._records, enrollment_id, self._home)
            except OUTAGES:
                raise
            except Exception as error:  # whatever it is, nobody else's statements wait for it
                await self._pass_over(enrollment_id, error)
        return len(behind)

    async def _pass_over(self, enrollment_id: UUID, error: Exception) -> None:
        failure = failure_of(error, f"statements of enrollment {enrollment_id}")
        problem = Problem(kind=failure.type or FAULT, detail=failure.message)
        async with self._pool.connection() as connection:
            await connection.execute(_PASSED_OVER, [enrollment_id, Jsonb(problem.model_dump())])

    async def _next_batch(self) -> list[Row]:
        async with self._pool.connection() as connection:
            return await (await connection.execute(_NEXT, [self._at_once])).fetchall()

    async def _send(self, store: RecordStore, rows: Sequence[Row]) -> int:
        """How many were taken. A wrong one is found by halves; what comes after it is sent all the same.

        Raises ProviderProblem where the store is away."""
        try:
            await store.send([row["statement"] for row in rows])
        except StatementRefused as refusal:
            if len(rows) == 1:
                await self._refuse(rows[0], ProviderProblem(refusal.kind, refusal.sentence))
                return 0
            middle = len(rows) // 2
            self._at_once = middle if refusal.kind == TOO_LARGE else self._at_once
            return await self._send(store, rows[:middle]) + await self._send(store, rows[middle:])
        except StoreFailed:
            return await self._send_by_learner(store, rows)
        await self._taken(rows)
        return len(rows)

    async def _send_by_learner(self, store: RecordStore, rows: Sequence[Row]) -> int:
        """Where the store fails at some and is there: those of each learner alone, so that nobody waits for another.

        Raises ProviderProblem where it takes nobody's."""
        if not await store.is_up():
            raise ProviderProblem(*FAILED, retryable=True)
        sent, failing = 0, list[Row]()
        by_learner = sorted(rows, key=lambda row: (row["user_id"], row["seq"]))
        for _, group in groupby(by_learner, key=lambda row: row["user_id"]):
            of_learner = list(group)
            try:
                await store.send([row["statement"] for row in of_learner])
            except StoreFailed:
                failing.append(of_learner[0])
            except StatementRefused:
                sent += await self._send(store, of_learner)
            else:
                await self._taken(of_learner)
                sent += len(of_learner)
        if not sent and len(failing) > 1:
            raise ProviderProblem(*FAILED, retryable=True)
        for row in failing:
            await self._set_aside(row)
        return sent

    async def _taken(self, rows: Sequence[Row]) -> None:
        self._at_once = min(MOST_AT_ONCE, self._at_once + 1)
        async with self._pool.connection() as connection:
            await connection.execute(_TAKEN, [[row["id"] for row in rows]])
            await connection.execute(_STORE_TAKES)

    async def _refuse(self, row: Row, problem: ProviderProblem) -> None:
        async with self._pool.connection() as connection:
            await connection.execute(_REFUSED, [Jsonb(as_problem(problem).model_dump()), row["id"]])

    async def _set_aside(self, row: Row) -> None:
        """The learner's statements wait; the first of them is given up after enough tries while others were taken."""
        problem = ProviderProblem("statement_fails", "The Learning Record Store fails at this statement.")
        async with self._pool.connection() as connection:
            why = Jsonb(as_problem(problem).model_dump())
            await connection.execute(_SET_ASIDE, {"id": row["id"], "problem": why, "most": MOST_TRIES})

    async def _away(self, problem: ProviderProblem) -> ProviderProblem:
        """Write down why the store takes nothing, and when it is asked again. Returns the problem with that time."""
        asked = min(problem.retry_after or 0.0, LONGEST_RETRY_AFTER.total_seconds())
        given = {"problem": Jsonb(as_problem(problem).model_dump()), "asked": asked, "longest": LONGEST_SECONDS}
        async with self._pool.connection() as connection:
            row = await (await connection.execute(_STORE_AWAY, given)).fetchone()
        assert row is not None, "the store was begun"
        return ProviderProblem(problem.kind, problem.sentence, retryable=True, retry_after=row["seconds"])


# Of a learner at whose first statement the store has failed, that one alone, so that what is wrong is found.
_NEXT = """
    WITH held AS (
        SELECT user_id, max(next_try_at) AS until, min(seq) AS first
        FROM xapi_statements WHERE status = 'pending' AND next_try_at IS NOT NULL GROUP BY user_id
    )
    SELECT s.id, s.seq, s.user_id, s.statement FROM xapi_statements s JOIN users u ON u.id = s.user_id
    LEFT JOIN held h ON h.user_id = s.user_id
    WHERE s.status = 'pending' AND u.deleted_at IS NULL
        AND (h.user_id IS NULL OR (h.until <= now() AND s.seq = h.first))
    ORDER BY s.seq LIMIT %s
"""

_TAKEN = """
    UPDATE xapi_statements SET status = 'sent', statement = NULL, problem = NULL, next_try_at = NULL, settled_at = now()
    WHERE id = ANY(%s) AND status = 'pending'
"""

_REFUSED = """
    UPDATE xapi_statements SET status = 'refused', problem = %s, next_try_at = NULL, settled_at = now()
    WHERE id = %s AND status = 'pending'
"""

_SET_ASIDE = """
    WITH tried AS (
        SELECT s.id, s.attempts + coalesce(s.tried_at IS NULL OR x.taken_at > s.tried_at, false)::int AS attempts
        FROM xapi_statements s, xapi_stores x WHERE s.id = %(id)s
    )
    UPDATE xapi_statements s SET attempts = t.attempts, tried_at = now(), problem = %(problem)s,
        status = CASE WHEN t.attempts >= %(most)s THEN 'refused' ELSE 'pending' END,
        settled_at = CASE WHEN t.attempts >= %(most)s THEN now() END,
        next_try_at = CASE WHEN t.attempts < %(most)s
            THEN now() + least(2 ^ (t.attempts - 1), 60) * interval '1 minute' END
    FROM tried t WHERE s.id = t.id AND s.status = 'pending'
"""

_STORE_TAKES = """
    UPDATE xapi_stores SET taken_at = now(), problem = NULL, attempts = 0, failing_since = NULL, next_try_at = NULL
"""

_STORE_AWAY = """
    UPDATE xapi_stores SET problem = %(problem)s, attempts = attempts + 1,
        failing_since = coalesce(failing_since, now()),
        next_try_at = now() + greatest(%(asked)s, least(2 ^ least(attempts, 20), %(longest)s)) * interval '1 second'
    RETURNING extract(epoch FROM next_try_at - now())::float AS seconds
"""

_PASSED_OVER = """
    INSERT INTO xapi_positions (enrollment_id, version, problem, next_try_at)
    VALUES (%s, 0, %s, now() + interval '10 minutes') ON CONFLICT (enrollment_id) DO UPDATE
    SET problem = excluded.problem, next_try_at = excluded.next_try_at
"""
