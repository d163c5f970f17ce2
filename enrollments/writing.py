"""The one place that writes a learner's record: the events, then everything that changed by them in one statement, and
what the live stream tells of it."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import AsyncCursor
from psycopg.rows import DictRow

from enrollments.record import LearnerRecord, exact, section_row
from learning.progression.answering import EarnedNow
from learning.progression.effects import CheckFigure, NewCard
from learning.progression.progress import LessonProgress, Progress, SectionProgress
from models.columns import new_id
from models.pool import Connection

Row = Mapping[str, Any]


class Effects(NamedTuple):
    """What is written along with the progress: new review cards, figures of checks to count, and what is told of the
    achievements that are earned, by their ids. One whose event turns out to be another gets its time."""

    cards: Sequence[NewCard] = ()
    figures: Sequence[CheckFigure] = ()
    awards: Mapping[UUID, EarnedNow] = {}


class SentWrite(NamedTuple):
    """The record as of its new version, on its way to the database; `await_write` waits for it."""

    record: LearnerRecord
    effects: Effects
    asked: AsyncCursor[DictRow]


class Written(NamedTuple):
    """How many cards of a section are new, and which achievements are."""

    carded: Counter[UUID]
    awarded: frozenset[UUID]


async def write_events(connection: Connection, enrollment_id: UUID, events: Sequence[Row]) -> None:
    """Append events of one enrollment, by column."""
    await connection.execute(_EVENTS, {"enrollment": enrollment_id, "events": as_json(events)})


async def send_write(
    connection: Connection, record: LearnerRecord, before: Progress | None, effects: Effects | None = None
) -> SentWrite:
    """Write what changed since `before` (everything, without it) and count the version."""
    record, effects = replace(record, version=record.version + 1), effects or Effects()
    progress = record.progress
    sections = [s for id_, s in progress.sections.items() if before is None or before.sections.get(id_) != s]
    lessons = [s for id_, s in progress.lessons.items() if before is None or before.lessons.get(id_) != s]
    cursor = await connection.execute(
        _WRITTEN,
        {
            "enrollment": record.enrollment_id,
            "user": record.user_id,
            "course": record.course_id,
            "now": as_json(_enrollment(record)),
            "sections": as_json([_section(section) for section in sections]),
            "lessons": as_json([_lesson(lesson) for lesson in lessons]),
            "cards": as_json([_card(card) for card in effects.cards]),
            "figures": as_json([figure._asdict() for figure in effects.figures]),
            "awards": as_json([_award(id_, told) for id_, told in effects.awards.items()]),
        },
    )
    return SentWrite(record, effects, cursor)


async def await_write(writing: SentWrite) -> Written:
    """Wait for what `send_write` sent. Returns what was new by it."""
    row = await writing.asked.fetchone()
    assert row is not None
    return Written(Counter(row["carded"] or ()), frozenset(row["awarded"] or ()))


_EVENTS = """
    INSERT INTO learning_events (id, enrollment_id, section_id, body_hash, data, outcome, occurred_at)
    SELECT id, %(enrollment)s, section_id, body_hash, data, outcome, occurred_at
    FROM jsonb_populate_recordset(NULL::learning_events, %(events)s::jsonb)
"""

_WRITTEN = """
    WITH sections AS (
        INSERT INTO section_progress (enrollment_id, section_id, status, attempts, best_score, last_score,
            time_spent_seconds, interactions, mastery, completed_at, unlocked, last_outcome)
        SELECT %(enrollment)s, section_id, status, attempts, best_score, last_score,
            time_spent_seconds, interactions, mastery, completed_at, unlocked, last_outcome
        FROM jsonb_populate_recordset(NULL::section_progress, %(sections)s::jsonb)
        ON CONFLICT (enrollment_id, section_id) DO UPDATE SET status = excluded.status, attempts = excluded.attempts,
            best_score = excluded.best_score, last_score = excluded.last_score,
            time_spent_seconds = excluded.time_spent_seconds, interactions = excluded.interactions,
            mastery = excluded.mastery, completed_at = excluded.completed_at, unlocked = excluded.unlocked,
            last_outcome = excluded.last_outcome
    ), lessons AS (
        INSERT INTO lesson_progress (enrollment_id, lesson_id, status, progress_percentage, completed_at)
        SELECT %(enrollment)s, lesson_id, status, progress_percentage, completed_at
        FROM jsonb_populate_recordset(NULL::lesson_progress, %(lessons)s::jsonb)
        ON CONFLICT (enrollment_id, lesson_id) DO UPDATE SET status = excluded.status,
            progress_percentage = excluded.progress_percentage, completed_at = excluded.completed_at
    ), enrollment AS (
        UPDATE enrollments e SET status = n.status, progress_percentage = n.progress_percentage,
            time_spent_seconds = n.time_spent_seconds, completed_at = n.completed_at,
            last_activity_at = n.last_activity_at, version = n.version, milestones = n.milestones
        FROM jsonb_populate_record(NULL::enrollments, %(now)s::jsonb) n
        WHERE e.id = %(enrollment)s
    ), cards AS (
        INSERT INTO review_cards (id, enrollment_id, user_id, section_id, check_id, card, due_at)
        SELECT id, %(enrollment)s, %(user)s, section_id, check_id, card, due_at
        FROM jsonb_populate_recordset(NULL::review_cards, %(cards)s::jsonb)
        ON CONFLICT (enrollment_id, section_id, check_id) DO NOTHING
        RETURNING section_id
    ), figures AS (
        INSERT INTO check_statistics AS s (section_id, check_id, answered, answered_right, score_sum,
            score_square_sum, right_score_sum)
        SELECT section_id, check_id, 1, answered_right, score_sum, score_square_sum, right_score_sum
        FROM jsonb_populate_recordset(NULL::check_statistics, %(figures)s::jsonb)
        ORDER BY section_id, check_id
        ON CONFLICT (section_id, check_id) DO UPDATE SET answered = s.answered + 1,
            answered_right = s.answered_right + excluded.answered_right,
            score_sum = s.score_sum + excluded.score_sum,
            score_square_sum = s.score_square_sum + excluded.score_square_sum,
            right_score_sum = s.right_score_sum + excluded.right_score_sum
    ), awards AS (
        INSERT INTO user_achievements AS a (id, user_id, achievement_id, course_id, earned_at)
        SELECT gen_random_uuid(), %(user)s, achievement_id, %(course)s, earned_at
        FROM jsonb_populate_recordset(NULL::user_achievements, %(awards)s::jsonb)
        ORDER BY achievement_id
        ON CONFLICT (user_id, achievement_id) DO UPDATE SET earned_at = excluded.earned_at
            WHERE a.earned_at <> excluded.earned_at
        RETURNING achievement_id, xmax = 0 AS is_new
    )
    SELECT (SELECT array_agg(section_id) FROM cards) AS carded,
        (SELECT array_agg(achievement_id) FROM awards WHERE is_new) AS awarded
"""


def as_json(rows: Sequence[Row] | Row) -> str:
    """As `jsonb_populate_recordset` reads rows: ids, times and exact numbers as texts."""
    return json.dumps(rows, default=str)


def _section(section: SectionProgress) -> Row:
    return section_row(section) | {
        "section_id": section.section_id,
        "mastery": section.criterion.model_dump(mode="json") if section.criterion else None,
        "last_outcome": section.last_outcome.kind if section.last_outcome else None,
    }


def _lesson(lesson: LessonProgress) -> Row:
    return {
        "lesson_id": lesson.lesson_id,
        "status": lesson.status,
        "progress_percentage": exact(lesson.percent),
        "completed_at": lesson.completed_at,
    }


def _card(card: NewCard) -> Row:
    """Its memory at the beginning, and now."""
    memory = {"first": card.memory, "now": card.memory}
    return card._asdict() | {"id": new_id(), "card": memory}


def _award(achievement_id: UUID, told: EarnedNow) -> Row:
    return {"achievement_id": achievement_id, "earned_at": told.earned_at}


def _enrollment(record: LearnerRecord) -> Row:
    course, latest = record.progress.course, record.progress.latest
    return {
        "status": "completed" if course.completed else "active",
        "progress_percentage": exact(course.percent),
        "time_spent_seconds": course.time_spent_seconds,
        "completed_at": course.completed_at,
        "last_activity_at": latest.occurred_at if latest else None,
        "version": record.version,
        "milestones": record.milestones,
    }


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
