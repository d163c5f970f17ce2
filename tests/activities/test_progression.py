"""Recording, as an activity: what two courses of a learner earn together, and messages that a lost turn has left."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import uuid4

import pytest
from temporalio.testing import ActivityEnvironment

from activities import progression
from activities.progression import Progression
from enrollments import inbox
from enrollments.answers import Answers
from enrollments.repository import RecordRepository
from learning.progression.answering import InteractionAnswer, Rejection
from learning.progression.events import Interaction
from models.messages import ProgressionRef, Recorded
from models.pool import Pool, create_pool
from models.progress import Enrollment
from models.session import create_engine, create_sessions
from tests.learners import Enrolled, Sessions, enroll, publish, send
from tests.learning import drafts

HALF_AN_HOUR = 1800
LEARNERS = 6


class School(NamedTuple):
    sessions: Sessions
    pool: Pool
    progression: Progression

    async def learner(self) -> Enrolled:
        course_id, sections = await publish(self.sessions, drafts.course_draft())
        return await enroll(self.sessions, self.pool, course_id, sections)

    async def also(self, learner: Enrolled) -> Enrolled:
        """The same learner in one course more."""
        course_id, sections = await publish(self.sessions, drafts.course_draft())
        async with self.sessions() as session, session.begin():
            enrollment = Enrollment(user_id=learner.start.user_id, course_id=course_id)
            session.add(enrollment)
        start = learner.start.model_copy(update={"enrollment_id": enrollment.id, "course_id": course_id})
        async with self.pool.connection() as connection:
            await RecordRepository().locked(connection, start.enrollment_id)
        return Enrolled(start, sections)

    async def record(self, learner: Enrolled) -> Recorded:
        ref = ProgressionRef(enrollment_id=learner.start.enrollment_id)
        recorded: Recorded = await ActivityEnvironment().run(self.progression.record, ref)
        return recorded


@pytest.fixture
async def school(database_url: str) -> AsyncIterator[School]:
    engine = create_engine(database_url)
    async with create_pool(database_url) as pool:
        yield School(create_sessions(engine), pool, Progression(pool, RecordRepository()))
    await engine.dispose()


async def test_what_two_courses_earn_together_is_awarded_also_when_they_are_recorded_at_once(school: School) -> None:
    firsts = [await school.learner() for _ in range(LEARNERS)]
    studies = [study for first in firsts for study in (first, await school.also(first))]
    for study in studies:
        await send(school.pool, study, 0, time_spent_seconds=HALF_AN_HOUR)
    await asyncio.gather(*map(school.record, studies))
    query = (
        "SELECT count(*) AS n FROM user_achievements u JOIN achievements a ON a.id = u.achievement_id "
        "WHERE a.slug = 'hour-1'"
    )
    async with school.pool.connection() as connection:
        row = await (await connection.execute(query)).fetchone()
    assert row == {"n": LEARNERS}


async def test_a_turn_whose_end_nobody_saw_still_has_its_letters_delivered(school: School) -> None:
    learner = await school.learner()
    for section in (0, 1):
        await send(school.pool, learner, section, answers={"k1": "o0"})
    lost = await school.record(learner)
    again = await school.record(learner)
    assert lost.outbox_ids
    assert again.outbox_ids == lost.outbox_ids


async def test_an_answer_is_stored_as_the_answers_of_one_state_are_told(school: School) -> None:
    learner = await school.learner()
    done = await send(school.pool, learner, 0, answers={"k1": "o0"})
    refused = await send(school.pool, learner, 1, answers={"k1": "o1"}, time_spent_seconds=1)
    await school.record(learner)
    async with school.pool.connection() as connection:
        stored = await inbox.answers(connection, learner.start.user_id, [done, refused])
        record = await RecordRepository().read(connection, learner.start.enrollment_id)
        assert record is not None
        for event_id, section_id in ((done, learner.sections[0]), (refused, learner.sections[1])):
            interaction = Interaction(event_id=event_id, section_id=section_id, occurred_at=datetime.now(UTC))
            told = await Answers(connection, record).to(interaction)
            shown = stored[event_id]
            assert isinstance(shown, InteractionAnswer)
            assert shown.model_copy(update={"achievements": ()}) == told
            assert shown.success is (event_id == done)


async def test_an_event_id_belongs_to_its_learner(school: School) -> None:
    one, other = await school.learner(), await school.learner()
    event_id = uuid4()
    for learner in (one, other):
        await send(school.pool, learner, 0, event_id=event_id, answers={"k1": "o0"})
        assert (await school.record(learner)).outcome == "section_completed"


async def test_an_event_id_counts_once_in_all_courses_of_a_learner(school: School) -> None:
    first = await school.learner()
    second = await school.also(first)
    event_id = await send(school.pool, first, 0, answers={"k1": "o0"})
    await school.record(first)
    async with school.pool.connection() as connection:
        interaction = Interaction(event_id=event_id, section_id=second.sections[0], occurred_at=datetime.now(UTC))
        sent = await inbox.put(connection, second.start.enrollment_id, [interaction])
        assert not sent[event_id].is_same
        await connection.execute("UPDATE interaction_inbox SET received_at = now() - interval '40 days'")
        await connection.execute("SELECT retire_interactions(now() - interval '30 days', 10)")
        assert await inbox.put(connection, second.start.enrollment_id, [interaction]) == {}
    await school.record(second)
    async with school.pool.connection() as connection:
        stored = await inbox.answers(connection, second.start.user_id, [event_id])
    rejected = stored[event_id]
    assert isinstance(rejected, Rejection)
    assert rejected.slug == "event-id-reused"


async def test_a_course_takes_only_so_many_interactions_of_one_learner(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progression, "MOST_EVENTS", 2)
    learner = await school.learner()
    ids = [await send(school.pool, learner, 0, time_spent_seconds=1) for _ in range(3)]
    await school.record(learner)
    async with school.pool.connection() as connection:
        stored = await inbox.answers(connection, learner.start.user_id, ids)
    slugs = [getattr(stored[id_], "slug", None) for id_ in ids]
    assert slugs == [None, None, "too-many-events"]
