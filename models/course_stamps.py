"""Whether a course is still as it was when it was read last, for the price of one small query."""

from typing import Any, LiteralString, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from models.pool import Pool, ask

COURSE_STAMP: LiteralString = """
    (SELECT jsonb_build_array(c.instructor_id, c.status, md5(concat_ws(
        ' ', c.xmin,
        (SELECT string_agg(concat(l.id, l.xmin), ' ' ORDER BY l.id) FROM lessons l WHERE l.course_id = c.id),
        (SELECT string_agg(concat(s.id, s.xmin), ' ' ORDER BY s.id)
            FROM lessons l JOIN sections s ON s.lesson_id = l.id WHERE l.course_id = c.id),
        (SELECT string_agg(concat(m.id, m.xmin), ' ' ORDER BY m.id) FROM media_assets m WHERE m.course_id = c.id)
    )), c.current_release) FROM courses c WHERE c.id = %(course_id)s)
    """
"""As an expression of a query with the parameter `course_id`; null for a course that is not there."""
_NOW: LiteralString = f"SELECT {COURSE_STAMP} AS stamp"
_SEEN = text(_NOW.replace("%(course_id)s", ":course_id"))


class CourseStamp(NamedTuple):
    """`stamp` is another one after each change of the course, its lessons, sections or pictures: it is made of every
    row's `xmin`, which names the transaction that wrote it. `release` is the current one."""

    instructor_id: UUID
    status: str
    stamp: str
    release: int | None


async def course_stamp(pool: Pool, course_id: UUID) -> CourseStamp | None:
    """The stamp of now."""
    found = await ask(pool, _NOW, {"course_id": course_id})
    return stamp_of(found["stamp"]) if found and found["stamp"] else None


def stamp_of(told: list[Any]) -> CourseStamp:
    """What `COURSE_STAMP` has told."""
    instructor_id, status, stamp, release = told
    return CourseStamp(UUID(instructor_id), status, stamp, release)


async def stamp_seen(session: AsyncSession, course_id: UUID) -> CourseStamp:
    """The stamp of what the session sees of a course that is there."""
    return stamp_of((await (await session.connection()).execute(_SEEN, {"course_id": course_id})).scalar_one())
