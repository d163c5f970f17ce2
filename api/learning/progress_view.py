"""Where learners stand, read from the rows that recording writes."""

from typing import Any
from uuid import UUID

from api.learning.schemas import ProgressView
from enrollments.repository import RecordRepository
from learning.progression.answering import CourseState, LessonState, SectionState, course_status, section_percent
from models.pool import Connection

_ROWS = """
    SELECT e.id, e.course_id, e.version, e.release, e.status, e.progress_percentage, e.time_spent_seconds,
        e.completed_at, e.last_activity_at, c.current_release,
        (SELECT jsonb_object_agg(lesson_id, jsonb_build_array(status, progress_percentage, completed_at))
            FROM lesson_progress WHERE enrollment_id = e.id) AS lessons,
        (SELECT jsonb_object_agg(section_id, jsonb_build_array(status, best_score, last_score, attempts,
            time_spent_seconds, interactions, unlocked, completed_at))
            FROM section_progress WHERE enrollment_id = e.id) AS sections
    FROM enrollments e JOIN courses c ON c.id = e.course_id
    WHERE e.course_id = %s AND e.user_id = %s AND e.removed_at IS NULL
"""


async def read_progress(
    connection: Connection, course_id: UUID, user_id: UUID, records: RecordRepository
) -> ProgressView | None:
    """Progress on the current release; None without an enrollment. A learner who stands on an older one is moved."""
    row = await (await connection.execute(_ROWS, [course_id, user_id])).fetchone()
    if row is not None and row["release"] != row["current_release"]:
        await records.carry_over(connection, row["id"])
        row = await (await connection.execute(_ROWS, [course_id, user_id])).fetchone()
    if row is None:
        return None
    rulebook = await records.rulebooks.read(connection, course_id, row["release"])
    lessons, sections = row["lessons"] or {}, row["sections"] or {}
    return ProgressView.model_construct(
        enrollment_id=row["id"],
        release=row["release"],
        version=row["version"],
        course=_course(row, sections),
        lessons=[_lesson(lesson.id, lessons[str(lesson.id)]) for lesson in rulebook.release.lessons],
        sections=[_section(section.id, sections[str(section.id)]) for section in rulebook.release.sections()],
    )


def _course(row: dict[str, Any], sections: dict[str, list[Any]]) -> CourseState:
    percent = None if row["progress_percentage"] is None else float(row["progress_percentage"])
    return CourseState(
        course_id=row["course_id"],
        status=course_status(percent, any(values[0] != "not_started" for values in sections.values())),
        percent=percent,
        time_spent_seconds=row["time_spent_seconds"],
        earned_at=row["completed_at"],
    )


def _lesson(lesson_id: UUID, values: list[Any]) -> LessonState:
    status, percent, earned_at = values
    return LessonState(lesson_id=lesson_id, status=status, percent=percent, earned_at=earned_at)


def _section(section_id: UUID, values: list[Any]) -> SectionState:
    status, best, last, attempts, seconds, interactions, unlocked, earned_at = values
    return SectionState(
        section_id=section_id,
        status=status,
        percent=section_percent(status),
        best_score=best,
        last_score=last,
        attempts=attempts,
        time_spent_seconds=seconds,
        interactions=interactions,
        unlocked=unlocked,
        earned_at=earned_at,
    )
