"""The learners of a course, as its owner sees them: where each stands, and who is stuck."""

import csv
import io
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from api.learning.schemas import ProgressView
from exports.checks_csv import guarded

# Whom a gate keeps out of a section is stuck there until it opens; who was in it, after two tries in vain.
_ROSTER = text(
    """
    SELECT e.id, e.user_id, u.full_name AS name, e.status, e.progress_percentage AS percent, e.enrolled_at,
        e.last_activity_at, e.completed_at, e.time_spent_seconds, s.section_id, s.title, s.reason, s.attempts, s.since,
        (SELECT count(*) FROM review_cards r WHERE r.enrollment_id = e.id AND r.due_at <= now()) AS reviews_due
    FROM enrollments e JOIN users u ON u.id = e.user_id AND u.deleted_at IS NULL
    LEFT JOIN LATERAL (
        SELECT p.section_id, t.title, p.last_outcome AS reason, p.attempts, p.updated_at AS since
        FROM section_progress p JOIN sections t ON t.id = p.section_id
        WHERE p.enrollment_id = e.id AND p.status <> 'completed' AND (
            p.last_outcome = 'progression_blocked' AND NOT p.unlocked
            OR p.last_outcome IN ('insufficient_engagement', 'mastery_not_achieved') AND p.attempts >= 2
        ) ORDER BY p.updated_at DESC, p.section_id LIMIT 1
    ) s ON true
    WHERE e.course_id = :course AND e.removed_at IS NULL
        AND (CAST(:user AS uuid) IS NULL OR e.user_id = :user)
        AND (CAST(:after AS uuid) IS NULL OR e.id > :after)
        AND (CAST(:since AS date) IS NULL OR (e.enrolled_at AT TIME ZONE 'UTC')::date >= :since)
        AND (CAST(:until AS date) IS NULL OR (e.enrolled_at AT TIME ZONE 'UTC')::date <= :until)
        AND (CAST(:stuck AS boolean) IS NULL OR (s.section_id IS NOT NULL) = :stuck)
        AND (CAST(:days AS integer) IS NULL
            OR coalesce(e.last_activity_at, e.enrolled_at) < now() - make_interval(days => :days))
    ORDER BY e.id LIMIT :rows
    """
)
_REMOVE = text(
    "UPDATE enrollments SET removed_at = now() WHERE course_id = :course AND user_id = :user AND removed_at IS NULL "
    "RETURNING id"
)
COLUMNS = (
    *("name", "status", "percent", "enrolled_at", "last_activity_at", "completed_at", "time_spent_seconds"),
    *("reviews_due", "stuck_at", "stuck_because"),
)


class StuckAt(BaseModel):
    """The section at which a learner does not get on: a gate keeps them out of it, or they tried it twice in vain."""

    section_id: UUID
    title: str
    reason: Literal["progression_blocked", "insufficient_engagement", "mastery_not_achieved"]
    attempts: int
    since: datetime


class LearnerSummary(BaseModel):
    """`percent` is null in a course without anything required. `name` may be empty."""

    user_id: UUID
    name: str
    status: str
    percent: float | None
    enrolled_at: datetime
    last_activity_at: datetime | None
    completed_at: datetime | None
    time_spent_seconds: int
    reviews_due: int
    stuck: StuckAt | None


class LearnerRecord(BaseModel):
    """One learner of a course, and where they stand in it."""

    learner: LearnerSummary
    progress: ProgressView


class Wanted(BaseModel):
    """Which learners of a course; None asks for no difference. `since` and `until` are the first and the last day (UTC)
    of the cohort that enrolled together; `after` is the enrollment that a page ended with."""

    course: UUID
    user: UUID | None = None
    stuck: bool | None = None
    days: int | None = None
    since: date | None = None
    until: date | None = None
    after: UUID | None = None
    rows: int | None = None


async def roster(session: AsyncSession, wanted: Wanted) -> list[tuple[UUID, LearnerSummary]]:
    """The learners with the ids of their enrollments, in the order in which they came."""
    rows = await (await session.connection()).execute(_ROSTER, wanted.model_dump())
    return [(row["id"], _summary(row)) for row in rows.mappings()]


async def remove_learner(session: AsyncSession, course_id: UUID, user_id: UUID) -> bool:
    """Take a learner off the roster; what they earned stays in the record. False where they were not on it."""
    given = {"course": course_id, "user": user_id}
    return (await (await session.connection()).execute(_REMOVE, given)).first() is not None


def as_csv(learners: list[LearnerSummary]) -> bytes:
    """A table for spreadsheets, which take no cell of it for a formula."""
    written = io.StringIO(newline="")
    table = csv.writer(written, quoting=csv.QUOTE_ALL)
    table.writerow(COLUMNS)
    for learner in learners:
        stuck = (learner.stuck.title, learner.stuck.reason) if learner.stuck else ("", "")
        told = [getattr(learner, name) for name in COLUMNS[:8]]
        table.writerow(guarded(_cell(value)) for value in (*told, *stuck))
    return written.getvalue().encode("utf-8-sig")


def _summary(row: Any) -> LearnerSummary:
    stuck = StuckAt(**{name: row[name] for name in StuckAt.model_fields}) if row["section_id"] else None
    return LearnerSummary(stuck=stuck, **{name: row[name] for name in LearnerSummary.model_fields if name != "stuck"})


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime) else str(value)
