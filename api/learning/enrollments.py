"""Enrollments of learners in courses, and who may see a course as its learner."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from api.http.problems import Problem, not_found
from api.learning.schemas import EnrollmentPublic
from enrollments.repository import RecordRepository
from learning.progression.device_clock import Calendar
from models.columns import new_id
from models.pool import Connection

_COURSE = """
    SELECT c.id AS course_id, coalesce(r.course->>'title', c.title) AS title, c.status, c.instructor_id,
        c.current_release, e.id AS enrollment_id, e.release, now() AS now, f.published_at AS first_published
    FROM courses c LEFT JOIN enrollments e ON e.course_id = c.id AND e.user_id = %s AND e.removed_at IS NULL
    LEFT JOIN course_releases r ON r.course_id = c.id AND r.number = c.current_release
    LEFT JOIN course_releases f ON f.course_id = c.id AND f.number = 1
"""


@dataclass(frozen=True)
class EnrollmentRef:
    """One learner's enrollment in one course, with what recording needs to know of both."""

    enrollment_id: UUID
    user_id: UUID
    course_id: UUID
    course_title: str
    calendar: Calendar
    is_current: bool
    """Whether the record is of the release that the course has now."""

    @property
    def workflow_id(self) -> str:
        """The id of the workflow that records the events of this learner in this course."""
        return f"progression/{self.course_id}/{self.user_id}"


async def enrollment_of_section(connection: Connection, section_id: UUID, user_id: UUID) -> EnrollmentRef:
    """Raises 404 for a section that the user may not know of, 403 where they are not enrolled in its course."""
    query = f"{_COURSE} JOIN lessons l ON l.course_id = c.id JOIN sections s ON s.lesson_id = l.id WHERE s.id = %s"
    return _ref(await (await connection.execute(query, [user_id, section_id])).fetchone(), user_id, "section")


async def enrollment_of_course(connection: Connection, course_id: UUID, user_id: UUID) -> EnrollmentRef:
    """The user's enrollment in a course. Raises as `enrollment_of_section`."""
    row = await (await connection.execute(f"{_COURSE} WHERE c.id = %s", [user_id, course_id])).fetchone()
    return _ref(row, user_id, "course")


async def enroll(
    connection: Connection, records: RecordRepository, course_id: UUID, user_id: UUID, *, by_link: bool = False
) -> tuple[EnrollmentPublic, bool]:
    """The enrollment, and whether it is new. Who was taken out of the course goes on where they were.

    Raises 404 for a course that is not published; with a link (`by_link`) for one that never was.
    """
    row = await (await connection.execute(f"{_COURSE} WHERE c.id = %s", [user_id, course_id])).fetchone()
    if row is None or (row["enrollment_id"] is None and not _is_open(row, by_link)):
        raise not_found("course")
    cursor = await connection.execute(
        "INSERT INTO enrollments (id, user_id, course_id, status, time_spent_seconds) VALUES (%s, %s, %s, 'active', 0) "
        "ON CONFLICT (user_id, course_id) DO UPDATE SET removed_at = NULL WHERE enrollments.removed_at IS NOT NULL "
        "RETURNING id",
        [new_id(), user_id, course_id],
    )
    made = await cursor.fetchone()
    if made is not None:
        await records.locked(connection, made["id"])
    query = "SELECT * FROM enrollments WHERE user_id = %s AND course_id = %s"
    enrollment = await (await connection.execute(query, [user_id, course_id])).fetchone()
    assert enrollment is not None
    return _public(enrollment), made is not None


def _is_open(row: dict[str, Any], by_link: bool) -> bool:
    was_published = row["current_release"] is not None and row["status"] != "archived"
    return row["status"] == "published" or (by_link and was_published)


def _ref(row: dict[str, Any] | None, user_id: UUID, what: str) -> EnrollmentRef:
    if row is not None and row["enrollment_id"] is not None:
        return EnrollmentRef(
            enrollment_id=row["enrollment_id"],
            user_id=user_id,
            course_id=row["course_id"],
            course_title=row["title"],
            calendar=Calendar(row["now"], row["first_published"]),
            is_current=row["release"] == row["current_release"],
        )
    if row is None or (row["status"] != "published" and row["instructor_id"] != user_id):
        raise not_found(what)
    raise Problem(403, "not-enrolled", "You are not enrolled in this course: enroll first.")


def _public(row: dict[str, Any]) -> EnrollmentPublic:
    percent = row["progress_percentage"]
    return EnrollmentPublic(
        id=row["id"],
        course_id=row["course_id"],
        user_id=row["user_id"],
        status=row["status"],
        percent=None if percent is None else float(percent),
        enrolled_at=row["enrolled_at"],
        completed_at=row["completed_at"],
    )
