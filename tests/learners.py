"""Published courses and enrolled learners, made without the API."""

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession

from enrollments import inbox
from enrollments.repository import RecordRepository
from learning.course_draft import CourseDraft
from learning.progression.events import Interaction
from models.accounts import User
from models.catalog import insert_course
from models.messages import ProgressionStart
from models.pool import Pool
from models.progress import Enrollment
from models.release_structure import release_of_tree
from models.snapshots import frozen

Sessions = async_sessionmaker[AsyncSession]


class Enrolled(NamedTuple):
    """A learner in a course, with the ids of its sections in order."""

    start: ProgressionStart
    sections: list[UUID]


async def publish(sessions: Sessions, draft: CourseDraft) -> tuple[UUID, list[UUID]]:
    """The id of a published course and those of its sections."""
    async with sessions() as session, session.begin():
        owner = User(email=f"{uuid4()}@example.org", full_name="Owner", role="instructor")
        session.add(owner)
        await session.flush()
        tree = await insert_course(session, draft, owner.id)
        now = datetime.now(UTC)
        release = release_of_tree(tree, 1, now, None)
        tree.course.current_release, tree.course.status, tree.course.published_at = 1, "published", now
        session.add(tree.course)
        session.add(await frozen(session, tree, release, 1))
        return tree.course.id, [section.id for section in tree.sections()]


async def enroll(sessions: Sessions, pool: Pool, course_id: UUID, sections: list[UUID]) -> Enrolled:
    async with sessions() as session, session.begin():
        learner = User(email=f"{uuid4()}@example.org", full_name="Learner")
        session.add(learner)
        await session.flush()
        enrollment = Enrollment(user_id=learner.id, course_id=course_id)
        session.add(enrollment)
        await session.flush()
        start = ProgressionStart(enrollment_id=enrollment.id, user_id=learner.id, course_id=course_id, settle_after=1)
    async with pool.connection() as connection:
        await RecordRepository().locked(connection, start.enrollment_id)
    return Enrolled(start, sections)


async def send(pool: Pool, learner: Enrolled, section: int, **rest: object) -> UUID:
    """Put one sitting of five minutes with a section into the inbox; its id."""
    given = {"event_id": uuid4(), "occurred_at": datetime.now(UTC), "time_spent_seconds": 300} | rest
    interaction = Interaction.model_validate({"section_id": learner.sections[section], **given})
    async with pool.connection() as connection:
        await inbox.put(connection, learner.start.enrollment_id, [interaction])
    return interaction.event_id
