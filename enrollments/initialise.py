"""Progress rows for everyone enrolled in a course, for whatever lessons and sections it has by now."""

from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

_LESSONS = text(
    "INSERT INTO lesson_progress (enrollment_id, lesson_id, status) "
    "SELECT e.id, l.id, 'not_started' FROM enrollments e JOIN lessons l ON l.course_id = e.course_id "
    "WHERE e.course_id = :course_id AND l.removed_at IS NULL ON CONFLICT DO NOTHING"
)
_SECTIONS = text(
    "INSERT INTO section_progress (enrollment_id, section_id, status, attempts, time_spent_seconds, interactions) "
    "SELECT e.id, s.id, 'not_started', 0, 0, 0 FROM enrollments e "
    "JOIN lessons l ON l.course_id = e.course_id JOIN sections s ON s.lesson_id = l.id "
    "WHERE e.course_id = :course_id AND s.removed_at IS NULL ON CONFLICT DO NOTHING"
)


async def initialise_progress(session: AsyncSession, course_id: UUID) -> None:
    """Add the rows that are missing; those that are there keep what was earned."""
    connection = await session.connection()
    for statement in (_LESSONS, _SECTIONS):
        await connection.execute(statement, {"course_id": course_id})
