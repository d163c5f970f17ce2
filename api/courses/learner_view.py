"""A section as its learner reads it: as it was published, and without the keys of checks not answered yet."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from learning.checks.disclosure import disclosed
from learning.section import SectionContent

_ANSWERED = text(
    "SELECT DISTINCT item->>0 FROM learning_events v JOIN enrollments e ON e.id = v.enrollment_id, "
    "jsonb_array_elements(v.data->'items') item WHERE e.user_id = :user AND e.course_id = :course "
    "AND v.section_id = :section"
)
_COMPLETED = text(
    "SELECT 1 FROM section_progress s JOIN enrollments e ON e.id = s.enrollment_id "
    "WHERE e.user_id = :user AND e.course_id = :course AND s.section_id = :section AND s.status = 'completed'"
)


class Tried(NamedTuple):
    """What a learner has done of a section: the ids of the checks answered, and whether the section is completed."""

    answered: frozenset[str]
    completed: bool


async def tried(session: AsyncSession, user_id: UUID, course_id: UUID, section_id: UUID) -> Tried:
    """What the learner has done of that section so far."""
    connection = await session.connection()
    given = {"user": user_id, "course": course_id, "section": section_id}
    answered = frozenset((await connection.execute(_ANSWERED, given)).scalars())
    completed = (await connection.execute(_COMPLETED, given)).first() is not None
    return Tried(answered, completed)


def as_seen(content: SectionContent, so_far: Tried) -> SectionContent:
    """The content, with each check as `learning.checks.disclosure` lets its learner see it."""
    checks = [
        disclosed(check, answered=check.id in so_far.answered, completed=so_far.completed) for check in content.checks
    ]
    return content.model_copy(update={"checks": checks})
