"""What is to be said of one enrollment to a Learning Record Store, put where it waits to be sent.

It follows from the events alone, so whoever records them writes nothing more and waits for nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from enrollments.record import LearnerRecord
from enrollments.repository import RecordRepository
from enrollments.writing import as_json
from learning.progression.events import Answer
from learning.xapi.activities import Activities
from learning.xapi.sayings import Change, Key, Said, Saying, changes, sayings, statement_id, voiding_id
from learning.xapi.statements import Speaker
from models.pool import Connection

ENROLLMENTS_AT_ONCE = 100


class Told(NamedTuple):
    """The statements in force of an enrollment, and how often each saying was said ever."""

    in_force: dict[Key, Said]
    times: Counter[Saying]


async def begin(connection: Connection, endpoint: str) -> None:
    """Say that this store is told of what is recorded from now on, unless it was said before."""
    await connection.execute(
        "INSERT INTO xapi_stores AS s (slot, endpoint, attempts) VALUES (1, %s, 0) ON CONFLICT (slot) DO UPDATE SET "
        "endpoint = excluded.endpoint, since = now(), problem = NULL, attempts = 0, failing_since = NULL, "
        "next_try_at = NULL, taken_at = NULL WHERE s.endpoint <> excluded.endpoint",
        [endpoint],
    )


async def behind(connection: Connection) -> list[UUID]:
    """Enrollments of which something may be new to the store: the first of them, in no order."""
    cursor = await connection.execute(_BEHIND, [ENROLLMENTS_AT_ONCE])
    return [row["id"] for row in await cursor.fetchall()]


async def is_due(connection: Connection) -> bool:
    """Whether anything is to be said or sent now."""
    if await behind(connection):
        return True
    cursor = await connection.execute(_WAITS)
    return await cursor.fetchone() is not None


async def prepare(connection: Connection, records: RecordRepository, enrollment_id: UUID, home: str) -> int:
    """Put into the queue what is new of one enrollment, in one transaction. Returns how many statements that are."""
    await connection.execute(
        "INSERT INTO xapi_positions (enrollment_id, version) VALUES (%s, 0) ON CONFLICT DO NOTHING", [enrollment_id]
    )
    await connection.execute("SELECT FROM xapi_positions WHERE enrollment_id = %s FOR UPDATE", [enrollment_id])
    record = await records.read(connection, enrollment_id)
    assert record is not None, "its position refers to it"
    to_say = await _changes(connection, record)
    rows = await _rows(connection, record, to_say, home) if to_say else []
    await connection.execute(_WRITTEN, {"rows": as_json(rows), "user": record.user_id, "enrollment": enrollment_id})
    await connection.execute(
        "UPDATE xapi_statements SET is_voided = true WHERE id = ANY(%s)", [[one.voids for one in to_say if one.voids]]
    )
    await connection.execute(
        "UPDATE xapi_positions SET version = %s, problem = NULL, next_try_at = NULL WHERE enrollment_id = %s",
        [record.version, enrollment_id],
    )
    return len(rows)


async def _changes(connection: Connection, record: LearnerRecord) -> list[Change]:
    cursor = await connection.execute(_HEARD, [record.enrollment_id])
    heard = {row["id"] for row in await cursor.fetchall()}
    if not heard:
        return []
    told = await _told(connection, record.enrollment_id)
    return changes(sayings(record.studied), told.in_force, told.times, heard)


async def _told(connection: Connection, enrollment_id: UUID) -> Told:
    cursor = await connection.execute(_SAID, [enrollment_id])
    told = Told({}, Counter())
    for row in await cursor.fetchall():
        saying = Saying(row["event_id"], row["part"], row["outcome"])
        told.times[saying] += 1
        if not row["is_voided"]:
            told.in_force[saying.event_id, saying.part] = Said(row["id"], saying.outcome)
    return told


async def _rows(
    connection: Connection, record: LearnerRecord, to_say: Iterable[Change], home: str
) -> list[dict[str, Any]]:
    """Rows of xapi_statements, in the order in which they are to be sent."""
    to_say = list(to_say)
    answers = await _answers(connection, record.user_id, {one.says.event_id for one in to_say if one.says})
    speaker = await _speaker(connection, record, home)
    return [row for change in to_say for row in _rows_of(change, speaker, record, answers)]


def _rows_of(
    change: Change, speaker: Speaker, record: LearnerRecord, answers: Mapping[UUID, dict[str, Answer]]
) -> Iterator[dict[str, Any]]:
    if change.voids is not None:
        statement = speaker.void(change.voids, datetime.now(UTC))
        yield {"id": voiding_id(change.voids), "voids": change.voids, "statement": statement}
    if change.says is not None:
        saying, id_ = change.says, statement_id(record.user_id, change.says, change.times)
        event = record.events[saying.event_id]
        statement = speaker.say(id_, saying, event, answers.get(event.event_id, {}))
        yield {**saying._asdict(), "id": id_, "statement": statement}


async def _speaker(connection: Connection, record: LearnerRecord, home: str) -> Speaker:
    cursor = await connection.execute(
        "SELECT coalesce(r.course ->> 'language', c.language) AS language FROM courses c "
        "LEFT JOIN course_releases r ON r.course_id = c.id AND r.number = %s WHERE c.id = %s",
        [record.rulebook.number, record.course_id],
    )
    row = await cursor.fetchone()
    assert row is not None, "an enrollment is of a course"
    return Speaker(
        home=home,
        learner=record.user_id,
        registration=record.enrollment_id,
        release=record.rulebook.number,
        language=row["language"],
        activities=Activities(home, record.rulebook.release, row["language"]),
    )


async def _answers(connection: Connection, user_id: UUID, event_ids: Iterable[UUID]) -> dict[UUID, dict[str, Answer]]:
    """What the learner answered, as far as the inbox still holds it."""
    cursor = await connection.execute(
        "SELECT id, body -> 'answers' AS answers FROM interaction_inbox WHERE user_id = %s AND id = ANY(%s)",
        [user_id, list(event_ids)],
    )
    return {row["id"]: row["answers"] or {} for row in await cursor.fetchall()}


# An index would cost each interaction more than this reading of the enrollments costs once a minute.
_BEHIND = """
    SELECT e.id FROM xapi_stores x JOIN enrollments e ON e.updated_at >= x.since JOIN users u ON u.id = e.user_id
    LEFT JOIN xapi_positions p ON p.enrollment_id = e.id
    WHERE e.version > coalesce(p.version, 0) AND u.deleted_at IS NULL
        AND (p.next_try_at IS NULL OR p.next_try_at <= now()) LIMIT %s
"""

_WAITS = """
    SELECT 1 AS waits FROM xapi_statements s JOIN users u ON u.id = s.user_id
    WHERE s.status = 'pending' AND u.deleted_at IS NULL AND NOT EXISTS (
        SELECT FROM xapi_statements w WHERE w.user_id = s.user_id AND w.status = 'pending' AND w.next_try_at > now()
    ) LIMIT 1
"""

_HEARD = """
    SELECT v.id FROM learning_events v, xapi_stores x WHERE v.enrollment_id = %s AND v.received_at >= x.since
"""

_SAID = """
    SELECT id, event_id, part, outcome, is_voided FROM xapi_statements WHERE enrollment_id = %s AND voids IS NULL
"""

_WRITTEN = """
    INSERT INTO xapi_statements
        (id, user_id, enrollment_id, event_id, part, outcome, voids, statement, status, attempts)
    SELECT n.id, %(user)s, %(enrollment)s, n.event_id, n.part, n.outcome, n.voids, n.statement, 'pending', 0
    FROM jsonb_array_elements(%(rows)s::jsonb) WITH ORDINALITY AS r (row, place)
    CROSS JOIN LATERAL jsonb_populate_record(NULL::xapi_statements, r.row) n JOIN users u ON u.id = %(user)s
    WHERE u.deleted_at IS NULL ORDER BY r.place ON CONFLICT (id) DO NOTHING
"""
