"""A section as its learner reads it: as it was published, and without the keys of checks not answered yet."""

from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from learning.checks import KINDS
from learning.section import SectionContent

_ANSWERED = text(
    "SELECT DISTINCT item->>0 FROM learning_events v JOIN enrollments e ON e.id = v.enrollment_id, "
    "jsonb_array_elements(v.data->'items') item WHERE e.user_id = :user AND e.course_id = :course "
    "AND v.section_id = :section"
)


async def answered_checks(session: AsyncSession, user_id: UUID, course_id: UUID, section_id: UUID) -> set[str]:
    connection = await session.connection()
    given = {"user": user_id, "course": course_id, "section": section_id}
    return set((await connection.execute(_ANSWERED, given)).scalars())


def without_keys(content: SectionContent, answered: set[str]) -> SectionContent:
    """The content, with each check that is not among the answered as its kind shows it before."""
    checks = [check if check.id in answered else KINDS[check.kind].hidden(check) for check in content.checks]
    return content.model_copy(update={"checks": checks})
