"""Phase 5: what the course will be compared with."""

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity

from activities.completion import require_units, settle_units
from activities.failures import data_missing
from learning.brief import Brief
from models.courses import CourseBaseline
from models.messages import Completed, GenerationRef, Progress
from models.milestones import locked, milestone
from models.owner_emails import email_owner
from models.upserts import insert_once

TRACKED_METRICS = ("completion_rate", "time_spent", "engagement_score", "section_drop_off", "check_difficulty")
EXPECTED_LEARNERS = 25


class Analytics:
    """The activity that records what a course is measured against later, and completes its generation."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    @activity.defn
    async def record_baseline(self, ref: GenerationRef) -> Completed:
        """Record the baseline of a saved course and complete its generation, in one transaction, once."""
        async with self._sessions() as session, session.begin():
            generation = await locked(session, ref.generation_id)
            if generation.course_id is None:
                raise data_missing()
            if generation.status == "completed":
                return Completed(course_id=generation.course_id, progress=Progress(percent=generation.percent))
            await require_units(session, generation)
            expected = Brief.model_validate(generation.brief).expected_enrollment
            baseline = CourseBaseline(
                course_id=generation.course_id,
                expected_learners=EXPECTED_LEARNERS if expected is None else expected,
                tracked_metrics=list(TRACKED_METRICS),
            )
            await insert_once(session, baseline)
            await settle_units(session, generation)
            generation.status, generation.phase, generation.problem = "completed", "analytics", None
            percent = milestone(session, generation, "completed", course_id=str(generation.course_id))
            progress = Progress(percent=percent, outbox_id=email_owner(session, generation))
            return Completed(course_id=generation.course_id, progress=progress)
