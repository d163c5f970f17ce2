"""What learners did reaches a Learning Record Store: each statement once, in order, whatever the store does."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.progression import Progression
from activities.statement_delivery import MOST_TRIES, StatementDelivery
from enrollments import statements
from enrollments.repository import RecordRepository
from models.messages import ProgressionRef, StatementsDelivered
from models.pool import Pool, create_pool
from models.session import create_engine, create_sessions
from providers.record_store import XapiStore
from tests.faults.script import Script
from tests.faults.stub_records import KEY, SECRET, STATEMENTS, RecordStoreStub
from tests.learners import Enrolled, Sessions, enroll, publish, send
from tests.learning import drafts

HOME = "https://courses.example.org"
PATIENCE = 0.5


class School(NamedTuple):
    """A published course with a store; `says` sends what is due."""

    sessions: Sessions
    pool: Pool
    stub: RecordStoreStub
    delivery: StatementDelivery
    progression: Progression
    course: tuple[UUID, list[UUID]]

    async def learner(self) -> Enrolled:
        return await enroll(self.sessions, self.pool, *self.course)

    async def studies(self, learner: Enrolled, section: int = 0, **rest: Any) -> UUID:
        event_id = await send(self.pool, learner, section, **({"answers": {"k1": "o0"}} | rest))
        await ActivityEnvironment().run(
            self.progression.record, ProgressionRef(enrollment_id=learner.start.enrollment_id)
        )
        return event_id

    async def says(self) -> StatementsDelivered:
        delivered: StatementsDelivered = await ActivityEnvironment().run(self.delivery.deliver)
        return delivered

    async def refused(self) -> ApplicationError:
        with pytest.raises(ApplicationError) as caught:
            await self.says()
        assert not caught.value.non_retryable
        return caught.value

    async def rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        async with self.pool.connection() as connection:
            cursor = await connection.execute(query.encode(), values)
            return await cursor.fetchall() if cursor.description else []

    async def statuses(self) -> dict[str, int]:
        found = await self.rows("SELECT status, count(*)::int AS n FROM xapi_statements GROUP BY 1")
        return {row["status"]: row["n"] for row in found}

    async def skip_waits(self) -> None:
        await self.rows("UPDATE xapi_statements SET next_try_at = now() WHERE next_try_at IS NOT NULL")

    async def is_due(self) -> bool:
        async with self.pool.connection() as connection:
            return await statements.is_due(connection)

    def said_of(self, learner: Enrolled) -> list[dict[str, Any]]:
        name = str(learner.start.user_id)
        return [one for one in self.stub.statements if one["actor"]["account"]["name"] == name]

    def modules_of(self, learner: Enrolled) -> list[str]:
        """The sections that were told of, by their titles."""
        objects = [one["object"] for one in self.said_of(learner)]
        return [one["definition"]["name"]["en"] for one in objects if one["definition"]["type"].endswith("/module")]


@pytest.fixture
async def school(database_url: str) -> AsyncIterator[School]:
    engine = create_engine(database_url)
    sessions = create_sessions(engine)
    async with create_pool(database_url) as pool, RecordStoreStub() as stub:
        store = XapiStore(stub.address, KEY, SECRET, timeout=PATIENCE)
        records = RecordRepository()
        delivery = StatementDelivery(pool, records, store, HOME)
        course = await publish(sessions, drafts.course_draft())
        async with pool.connection() as connection:
            await statements.begin(connection, store.endpoint)
        yield School(sessions, pool, stub, delivery, Progression(pool, records), course)
        assert stub.failures == []
        await store.close()
    await engine.dispose()


def by_learner(learner: Enrolled, fault: str) -> Callable[[str, bytes], str | None]:
    """A rule by which the store plays this fault for every request with a statement of this learner."""
    name = str(learner.start.user_id).encode()
    return lambda endpoint, body: fault if endpoint == STATEMENTS and name in body else None


def distinct(kept: list[dict[str, Any]]) -> int:
    """How many there are, no id twice."""
    assert len({one["id"] for one in kept}) == len(kept)
    return len(kept)


async def test_each_sitting_is_said_once_with_what_came_of_it(school: School) -> None:
    learner = await school.learner()
    done = await school.studies(learner)
    assert await school.says() == StatementsDelivered(sent=2)
    assert await school.says() == StatementsDelivered(sent=0)
    check, section = school.said_of(learner)
    assert check["result"] == {"success": True, "response": "o0"}
    assert section["verb"]["id"].endswith("/completed")
    assert section["context"]["registration"] == str(learner.start.enrollment_id)
    assert str(done) not in json.dumps(section)
    assert max(school.stub.sent.values()) == 1
    kept = await school.rows("SELECT statement FROM xapi_statements")
    assert kept == [{"statement": None}] * 2


async def test_what_was_recorded_before_the_store_was_set_is_not_said(school: School) -> None:
    learner = await school.learner()
    await school.studies(learner)
    await school.rows("UPDATE xapi_stores SET since = now()")
    await school.studies(learner, 1)
    await school.says()
    assert school.modules_of(learner) == ["Water"]
    await school.rows("UPDATE xapi_stores SET endpoint = 'https://another.example.org'")
    await school.says()
    assert await school.rows("SELECT endpoint FROM xapi_stores") == [{"endpoint": school.stub.address}]


async def test_an_event_that_comes_late_has_what_was_said_taken_back(school: School) -> None:
    learner = await school.learner()
    now = datetime.now(UTC)
    blocked = await school.studies(learner, 2, occurred_at=now)
    await school.says()
    assert [one["verb"]["display"]["en-US"] for one in school.said_of(learner)] == ["answered", "attempted"]
    for section, minutes in ((0, 9), (1, 8)):
        await school.studies(learner, section, occurred_at=now - timedelta(minutes=minutes))
    await school.says()
    [voiding] = [one for one in school.stub.statements if one["verb"]["display"]["en-US"] == "voided"]
    assert voiding["object"]["id"] == school.said_of(learner)[1]["id"]
    places = [one["id"] for one in school.stub.statements]
    anew = [
        row["id"]
        for row in await school.rows(
            "SELECT id FROM xapi_statements WHERE event_id = %(id)s AND part = 'section' AND NOT is_voided", id=blocked
        )
    ]
    assert places.index(voiding["id"]) < places.index(str(anew[0]))
    assert await school.says() == StatementsDelivered(sent=0)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("401", "store_key_refused"),
        ("403", "store_key_refused"),
        ("404", "store_misplaced"),
        ("301", "store_misplaced"),
        ("429", "store_limited"),
        ("503", "store_failed"),
        ("dropped", "store_unreachable"),
        ("stall", "store_slow"),
        ("close", "store_unreachable"),
    ],
)
async def test_a_store_that_is_away_gets_everything_once_when_it_is_back(school: School, fault: str, kind: str) -> None:
    learners = [await school.learner() for _ in range(3)]
    for learner in learners:
        await school.studies(learner)
    school.stub.script.retry_after = 40
    school.stub.script.always(fault)
    error = await school.refused()
    assert error.type == kind
    if fault in ("429", "503"):
        assert error.next_retry_delay is not None
        assert timedelta(seconds=39) < error.next_retry_delay <= timedelta(seconds=40)
    [told] = await school.rows("SELECT problem, attempts, failing_since, next_try_at > now() AS waits FROM xapi_stores")
    assert (told["problem"]["kind"], told["attempts"], told["waits"]) == (kind, 1, True)
    school.stub.script.clear()
    assert (await school.says()).sent == 6
    assert await school.statuses() == {"sent": 6}
    assert distinct(school.stub.statements) == 6
    assert await school.rows("SELECT problem FROM xapi_stores") == [{"problem": None}]


async def test_a_store_that_is_nowhere_is_waited_for(school: School) -> None:
    learner = await school.learner()
    await school.studies(learner)
    await school.stub.close()
    assert (await school.refused()).type == "store_unreachable"
    await school.stub.start()
    assert (await school.says()).sent == 2


@pytest.mark.parametrize("fault", ["400", "409"])
async def test_a_statement_that_is_refused_is_named_and_keeps_back_nobody(school: School, fault: str) -> None:
    learners = [await school.learner() for _ in range(4)]
    for learner in learners:
        await school.studies(learner)
    school.stub.script.rule = by_learner(learners[1], fault)
    await school.says()
    assert [len(school.said_of(learner)) for learner in learners] == [2, 0, 2, 2]
    assert await school.statuses() == {"sent": 6, "refused": 2}
    [row, _] = await school.rows("SELECT user_id, problem, statement FROM xapi_statements WHERE status = 'refused'")
    assert row["user_id"] == learners[1].start.user_id
    assert row["problem"]["kind"] == {"400": "statement_refused", "409": "statement_conflict"}[fault]
    assert row["statement"] is not None
    school.stub.script.clear()
    await school.studies(learners[1], 1)
    await school.says()
    assert len(school.said_of(learners[1])) == 3


async def test_a_store_that_fails_at_one_learner_goes_on_with_the_others_and_gives_up_that_statement_at_last(
    school: School,
) -> None:
    learners = [await school.learner() for _ in range(3)]
    poisoned = learners[1]
    for learner in learners:
        await school.studies(learner)
    school.stub.script.rule = by_learner(poisoned, "500")
    assert (await school.says()).sent == 4
    assert [len(school.said_of(learner)) for learner in learners] == [2, 0, 2]
    for tries in range(2, MOST_TRIES + 1):
        await school.studies(learners[0], tries % 4)
        await school.skip_waits()
        await school.says()
    assert (await school.statuses())["refused"] == 1
    school.stub.script.clear()
    await school.skip_waits()
    await school.says()
    assert [one["verb"]["display"]["en-US"] for one in school.said_of(poisoned)] == ["completed"]


async def test_a_store_that_fails_at_everything_is_away_and_no_statement_is_blamed(school: School) -> None:
    for _ in range(2):
        await school.studies(await school.learner())
    school.stub.script.always("500")
    for _ in range(MOST_TRIES + 1):
        assert (await school.refused()).type == "store_failed"
    school.stub.script.clear()
    assert (await school.says()).sent == 4


async def test_one_learner_alone_at_whom_the_store_fails_is_not_given_up_while_it_takes_nothing(school: School) -> None:
    learner = await school.learner()
    await school.studies(learner)
    school.stub.script.always("500", STATEMENTS)
    for _ in range(MOST_TRIES + 1):
        assert (await school.says()).sent == 0
        await school.skip_waits()
    school.stub.script.clear()
    school.stub.script.always("ok", STATEMENTS)
    assert (await school.says()).sent == 2


async def test_a_body_that_is_too_large_is_sent_in_parts(school: School) -> None:
    for _ in range(4):
        await school.studies(await school.learner())
    school.stub.most = 3
    assert (await school.says()).sent == 8
    assert await school.statuses() == {"sent": 8}
    school.stub.most = 0
    await school.studies(await school.learner())
    await school.says()
    assert await school.statuses() == {"sent": 8, "refused": 2}


async def test_what_was_sent_and_not_heard_of_counts_once(school: School) -> None:
    """As after a kill between the store's answer and our own note of it."""
    learner = await school.learner()
    await school.studies(learner)
    await school.says()
    first = dict(school.stub.sent)
    for row in school.stub.statements:
        await school.rows(
            "UPDATE xapi_statements SET status = 'pending', statement = %(said)s WHERE id = %(id)s",
            said=Jsonb(row),
            id=row["id"],
        )
    await school.says()
    assert dict(school.stub.sent) == dict.fromkeys(first, 2)
    assert len(school.stub.statements) == 2


async def test_two_deliveries_at_once_say_everything_once_and_in_order(school: School) -> None:
    learners = [await school.learner() for _ in range(5)]
    for learner in learners:
        for section in (0, 1, 2, 3):
            await school.studies(learner, section)
    await asyncio.gather(school.says(), school.says())
    for learner in learners:
        assert school.modules_of(learner) == ["Flour", "Water", "Yeast", "Salt"]


async def test_nothing_is_said_of_who_has_left(school: School) -> None:
    stays, leaves, left_waiting = [await school.learner() for _ in range(3)]
    for learner in (stays, leaves, left_waiting):
        await school.studies(learner)
    school.stub.script.always("503")
    await school.refused()
    school.stub.script.clear()
    gone = [leaves.start.user_id, left_waiting.start.user_id]
    await school.rows("UPDATE users SET deleted_at = now() WHERE id = ANY(%(gone)s)", gone=gone)
    await school.says()
    assert (len(school.said_of(stays)), len(school.said_of(leaves)), len(school.said_of(left_waiting))) == (2, 0, 0)
    assert not await school.is_due()


async def test_a_record_that_cannot_be_read_is_named_and_keeps_back_nobody(school: School) -> None:
    broken, whole = [await school.learner() for _ in range(2)]
    for learner in (broken, whole):
        await school.studies(learner)
    enrollment = {"id": broken.start.enrollment_id}
    await school.rows("UPDATE enrollments SET release = 9, version = version + 1 WHERE id = %(id)s", **enrollment)
    await school.says()
    assert (len(school.said_of(broken)), len(school.said_of(whole))) == (0, 2)
    query = "SELECT problem ->> 'kind' AS kind FROM xapi_positions WHERE enrollment_id = %(id)s"
    assert await school.rows(query, **enrollment) == [{"kind": "system_fault"}]


async def test_without_a_store_nothing_is_said_or_kept(school: School) -> None:
    await school.studies(await school.learner())
    silent = StatementDelivery(school.pool, RecordRepository(), None, HOME)
    assert await ActivityEnvironment().run(silent.deliver) == StatementsDelivered()
    assert await school.statuses() == {}


async def test_random_faults_lose_nothing_and_say_nothing_twice(school: School) -> None:
    learners = [await school.learner() for _ in range(6)]
    script = Script(fault_rate=0.5, random_faults=("503", "429", "500", "close", "truncated", "dropped"), seed=4)
    school.stub.script.fault_rate, school.stub.script.random_faults = script.fault_rate, script.random_faults
    for turn in range(8):
        for learner in learners:
            await school.studies(learner, turn % 4)
        if turn == 6:
            school.stub.script.fault_rate = 0
        with suppress(ApplicationError):
            await school.says()
        await school.skip_waits()
    await school.says()
    assert set(await school.statuses()) == {"sent"}
    assert distinct(school.stub.statements) == sum((await school.statuses()).values())
