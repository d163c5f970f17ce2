"""Letting go of what was kept long enough: progress is the same afterwards, and again nothing goes."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.testing import ActivityEnvironment

from activities.progression import Progression
from activities.retention import Retention
from enrollments import inbox
from enrollments.check import check
from enrollments.repository import RecordRepository
from learning.progression.events import Interaction
from models import retention
from models.accounts import RefreshToken, User
from models.erasure import forget
from models.generations import Generation, GenerationEvent
from models.messages import ProgressionRef, Retired
from models.outbox import OutboxMessage
from models.pool import Pool, create_pool
from models.retention import Periods
from models.session import create_engine, create_sessions
from tests.learners import Enrolled, enroll, publish, send
from tests.learning import drafts

Sessions = async_sessionmaker[AsyncSession]
NOW = datetime.now(UTC)
FOR_EVER = Periods()
SHORT = Periods(event_retention_days=1)


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    engine = create_engine(database_url)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[Sessions]:
    """Sessions with all rights, by which tests make old what is new."""
    engine = create_engine(database_url, role=None)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator[Pool]:
    async with create_pool(database_url) as pool:
        yield pool


async def run(sessions: Sessions, statement: str, **values: Any) -> list[Any]:
    async with sessions() as session, session.begin():
        result = await (await session.connection()).execute(text(statement), values)
        return [tuple(row) for row in result] if result.returns_rows else []


async def count(sessions: Sessions, table: str) -> int:
    [(number,)] = await run(sessions, f"SELECT count(*) FROM {table}")
    return int(number)


async def retire(sessions: Sessions, periods: Periods) -> Retired:
    done: Retired = await ActivityEnvironment().run(Retention(sessions, periods).retire)
    return done


async def studied(sessions: Sessions, pool: Pool) -> tuple[Enrolled, UUID]:
    """A learner after three sittings, one of them answered in words; the id of that one."""
    course_id, sections = await publish(sessions, drafts.course_draft())
    learner = await enroll(sessions, pool, course_id, sections)
    told = await send(pool, learner, 0, answers={"k1": "in my own words"}, interactions={"note": "mine"})
    await send(pool, learner, 0)
    await send(pool, learner, 1)
    await record(pool, learner)
    return learner, told


async def record(pool: Pool, learner: Enrolled) -> None:
    progression = Progression(pool, RecordRepository())
    await ActivityEnvironment().run(progression.record, ProgressionRef(enrollment_id=learner.start.enrollment_id))


AGED = (
    "UPDATE interaction_inbox SET received_at = now() - interval '40 days'",
    "UPDATE learning_events SET received_at = now() - interval '40 days'",
    "UPDATE learner_events SET created_at = now() - interval '40 days'",
)


async def test_old_events_lose_what_progress_is_not_derived_from(
    sessions: Sessions, owner: Sessions, pool: Pool
) -> None:
    await studied(sessions, pool)
    before = await run(sessions, "SELECT id, data, outcome, occurred_at FROM learning_events ORDER BY id")
    standing = await run(sessions, "SELECT * FROM section_progress ORDER BY enrollment_id, section_id")
    assert await retire(sessions, SHORT) == Retired(rows=0, people=0)
    for statement in AGED:
        await run(owner, statement)
    done = await retire(sessions, SHORT)
    assert done.rows >= 3 + 3
    assert await count(sessions, "interaction_inbox") == await count(sessions, "learner_events") == 0
    assert await run(sessions, "SELECT DISTINCT body_hash FROM learning_events") == [("",)]
    assert await run(sessions, "SELECT id, data, outcome, occurred_at FROM learning_events ORDER BY id") == before != []
    assert await run(sessions, "SELECT * FROM section_progress ORDER BY enrollment_id, section_id") == standing
    assert [str(difference) async for difference in check(pool)] == []
    assert await retire(sessions, SHORT) == Retired(rows=0, people=0)


async def test_without_a_period_events_keep_their_fingerprints(sessions: Sessions, owner: Sessions, pool: Pool) -> None:
    await studied(sessions, pool)
    for statement in AGED:
        await run(owner, statement)
    await retire(sessions, FOR_EVER)
    assert await count(sessions, "interaction_inbox") == 0
    assert len(await run(sessions, "SELECT body_hash FROM learning_events WHERE body_hash <> ''")) == 3


@pytest.mark.parametrize("periods", [FOR_EVER, SHORT], ids=["fingerprint kept", "fingerprint gone"])
async def test_an_event_that_comes_again_afterwards_counts_no_second_time(
    sessions: Sessions, owner: Sessions, pool: Pool, periods: Periods
) -> None:
    learner, _ = await studied(sessions, pool)
    given = {"event_id": uuid4(), "occurred_at": NOW, "time_spent_seconds": 300}
    await send(pool, learner, 2, **given)
    await record(pool, learner)
    for statement in AGED:
        await run(owner, statement)
    await retire(sessions, periods)
    standing = await run(sessions, "SELECT * FROM section_progress ORDER BY enrollment_id, section_id")
    await send(pool, learner, 2, **given)
    await record(pool, learner)
    [(answer,)] = await run(sessions, "SELECT answer FROM interaction_inbox")
    assert answer["duplicate"]
    assert await run(sessions, "SELECT * FROM section_progress ORDER BY enrollment_id, section_id") == standing
    assert await count(sessions, "learning_events") == 4


async def test_what_waits_to_be_recorded_stays(sessions: Sessions, owner: Sessions, pool: Pool) -> None:
    learner, _ = await studied(sessions, pool)
    interaction = Interaction(event_id=uuid4(), section_id=learner.sections[0], occurred_at=NOW, time_spent_seconds=9)
    async with pool.connection() as connection:
        await inbox.put(connection, learner.start.enrollment_id, [interaction])
    await run(owner, AGED[0])
    await retire(sessions, SHORT)
    assert await run(sessions, "SELECT id FROM interaction_inbox") == [(interaction.event_id,)]


async def generation(sessions: Sessions, status: str) -> UUID:
    async with sessions() as session, session.begin():
        user = User(email=f"{uuid4()}@example.org", role="instructor")
        session.add(user)
        await session.flush()
        row = Generation(instructor_id=user.id, request_hash="0", brief={"title": "Bread"}, status=status, last_event=3)
        session.add(row)
        await session.flush()
        kinds = ("queued", "structuring", status)
        session.add_all(GenerationEvent(generation_id=row.id, seq=seq, kind=kind) for seq, kind in enumerate(kinds, 1))
        return row.id


async def test_of_ended_generations_the_last_event_stays(sessions: Sessions, owner: Sessions) -> None:
    ended, running = await generation(sessions, "completed"), await generation(sessions, "generating")
    await run(owner, "UPDATE generation_events SET created_at = now() - interval '200 days'")
    await retire(sessions, FOR_EVER)
    assert await count(sessions, "generation_events") == 6, "one that ended today is shown whole"
    await run(owner, "ALTER TABLE generations DISABLE TRIGGER touch_updated_at")
    await run(owner, "UPDATE generations SET updated_at = now() - interval '200 days'")
    await retire(sessions, FOR_EVER)
    left = await run(sessions, "SELECT generation_id, seq FROM generation_events ORDER BY generation_id, seq")
    assert sorted(left) == sorted([(ended, 3), (running, 1), (running, 2), (running, 3)])


async def test_sign_ins_and_letters_go_after_their_time(sessions: Sessions, owner: Sessions) -> None:
    async with sessions() as session, session.begin():
        user = User(email="ada@example.org")
        session.add(user)
        await session.flush()
        for name, days in (("old", 31), ("new", 29)):
            expired = datetime.fromtimestamp(NOW.timestamp() - days * 86_400, UTC)
            session.add(RefreshToken(user_id=user.id, token_hash=name, expires_at=expired))
        for status in ("sent", "pending", "failed"):
            session.add(OutboxMessage(kind="nudge", dedupe_key=status, user_id=user.id, data={"a": 1}, status=status))
    await run(owner, "UPDATE outbox SET created_at = now() - interval '91 days'")
    assert (await retire(sessions, FOR_EVER)).rows == 3
    assert await run(sessions, "SELECT token_hash FROM refresh_tokens") == [("new",)]
    mails = await run(sessions, "SELECT status FROM outbox WHERE data <> '{}'")
    assert mails == [("pending",)]


async def test_many_go_in_batches(
    sessions: Sessions, owner: Sessions, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "ROWS_AT_ONCE", 2)
    learner, _ = await studied(sessions, pool)
    for _ in range(4):
        await send(pool, learner, 0)
    await record(pool, learner)
    for statement in AGED:
        await run(owner, statement)
    await retire(sessions, FOR_EVER)
    assert await count(sessions, "interaction_inbox") == 0


@pytest.mark.parametrize("table", ["interactions", "told", "milestones", "sign_ins", "fingerprints"])
async def test_nothing_of_today_can_be_let_go_of(sessions: Sessions, pool: Pool, table: str) -> None:
    await studied(sessions, pool)
    await generation(sessions, "completed")
    call = f"SELECT retire_{table}(now() + interval '1 year', 1000)"
    assert await run(sessions, call) == [(0,)]


async def test_what_still_came_in_of_somebody_who_left_goes_too(
    sessions: Sessions, pool: Pool, owner: Sessions
) -> None:
    learner, _ = await studied(sessions, pool)
    await run(sessions, "UPDATE users SET deleted_at = now() WHERE id = :id", id=learner.start.user_id)
    async with sessions() as session, session.begin():
        await forget(session, learner.start.user_id)
    await run(owner, "ALTER TABLE interaction_inbox DISABLE TRIGGER USER")  # as of a turn that was under way
    await send(pool, learner, 0, answers={"k1": "in my own words"})
    assert (await retire(sessions, FOR_EVER)).people == 1
    assert await run(sessions, "SELECT DISTINCT body FROM interaction_inbox") == [({},)]
    await run(
        sessions, "UPDATE users SET deleted_at = now() - interval '4 days' WHERE id = :id", id=learner.start.user_id
    )
    assert (await retire(sessions, FOR_EVER)).people == 0
