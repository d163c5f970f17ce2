"""Ralph as the Learning Record Store: it takes every statement that we make, and has each event once after kills and an
outage. `XAPI_EVENTS=10000` tries as many as that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psutil
import pytest
from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.testing import ActivityEnvironment

from activities.progression import Progression
from enrollments import inbox
from enrollments.repository import RecordRepository
from learning.progression.events import Answer, Interaction
from learning.xapi.sayings import SECTION, sayings, statement_id
from models.messages import LEARNING_RECORDS, ProgressionRef
from models.pool import Pool, create_pool
from models.session import create_engine, create_sessions
from providers.record_store import StatementRefused, XapiStore
from stack import processes
from stack.parts import PROJECT
from stack.waiting import wait_until
from temporal.task_queues import COURSE_CREATION
from tests.databases import as_application
from tests.exports.outside.ralph_store import Ralph, python
from tests.learners import Enrolled, Sessions, enroll, publish
from tests.learning import drafts
from tests.learning.progression.courses import FREE, answered, event, lesson, release, section
from tests.learning.test_xapi import COURSE, KINDS, STRICT, speaker, studied

Json = dict[str, Any]
LEARNER = uuid4()
EVENTS = int(os.environ.get("XAPI_EVENTS", "300"))
EACH = 50
"""Events of one learner."""
SECONDS = 240 + EVENTS / 10
SENT = "SELECT 1 WHERE (SELECT count(*) FROM xapi_statements WHERE status = 'sent') >= {}"
TOLD = (
    "NOT EXISTS (SELECT FROM enrollments e LEFT JOIN xapi_positions p ON p.enrollment_id = e.id "
    "WHERE e.version > coalesce(p.version, 0))"
)
"""Whether what has been recorded was turned into statements."""
VALIDATE = """
import json, sys
from ralph.models.xapi.base.statements import BaseXapiStatement
for statement in json.load(open(sys.argv[1])):
    BaseXapiStatement.model_validate(statement)
"""


@pytest.fixture
def ralph(tmp_path: Path) -> Iterator[Ralph]:
    folder = tmp_path / "ralph"
    folder.mkdir()
    store = Ralph(folder)
    store.start()
    yield store
    store.stop()


def every_statement() -> list[Json]:
    """One of each kind: every outcome, check, lesson, course and what takes one back."""
    kinds = release(lesson(101, section(1, checks=KINDS)))
    [mark] = answered("+")["items"]
    items = tuple(mark._replace(check_id=check.id) for check in KINDS)
    hurried = STRICT.model_copy(update={"min_time_fraction": 0.5})
    records = [
        studied(COURSE, STRICT, event(1, 1, **answered("++++")), event(2, 2), event(3, 3, time_spent_seconds=9)),
        studied(COURSE, STRICT, event(4, 1, **answered("+---")), event(5, 3)),
        studied(COURSE, hurried, event(6, 1)),
        studied(COURSE, STRICT, event(7, 99)),
        studied(kinds, FREE, event(8, 1, score=100.0, items=items)),
    ]
    given: dict[str, Answer] = {"choice": "a", "truth": True, "gap": "water", "k1": "true"}
    told = []
    for record in records:
        for saying in sayings(record):
            id_ = statement_id(LEARNER, saying)
            told.append(speaker(record.release).say(id_, saying, record.events[saying.event_id], given))
    return [*told, speaker().void(UUID(told[0]["id"]), datetime.now(UTC))]


def test_ralphs_models_take_every_statement(tmp_path: Path) -> None:
    statements = every_statement()
    verbs = {one["verb"]["display"]["en-US"] for one in statements}
    assert verbs == {"answered", "attempted", "completed", "experienced", "failed", "progressed", "voided"}
    file = tmp_path / "statements.json"
    file.write_text(json.dumps(statements))
    done = subprocess.run([python(), "-c", VALIDATE, str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


async def test_ralph_takes_a_statement_twice_once_and_another_under_its_id_never(ralph: Ralph) -> None:
    store, statements = XapiStore(ralph.endpoint, "key", "secret"), every_statement()
    for some in (statements[:3], statements, statements[5:]):
        await store.send(some)
    assert [one["id"] for one in ralph.statements()] == [one["id"] for one in statements]
    with pytest.raises(StatementRefused) as conflict:
        await store.send([statements[0] | {"timestamp": "2026-01-01T00:00:00+00:00"}])
    assert conflict.value.kind == "statement_conflict"
    with pytest.raises(StatementRefused) as wrong:
        await store.send([statements[0] | {"id": str(uuid4()), "actor": {"name": "Ada"}}])
    assert wrong.value.kind == "statement_refused"
    assert await store.is_up()
    await store.close()


class Worker:
    """The worker as a process, with a store; killed like by the system when memory is short."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder = folder
        self._ready = folder / "ready"
        self._environment = environment | {"DATA_DIR": str(folder), "WORKER_READY_FILE": str(self._ready)}
        self._process: psutil.Popen | None = None

    def start(self) -> None:
        self._ready.unlink(missing_ok=True)
        command = [sys.executable, "-m", "worker"]
        log = self._folder / "worker.log"
        self._process = processes.spawn(processes.Launch(command, log, PROJECT, self._environment))
        assert wait_until(self._ready.exists, 120), log.read_text()

    def kill(self) -> None:
        assert self._process is not None
        for process in (self._process, *processes.members_of_session(self._process.pid)):
            process.kill()
        self._process.wait()

    def stop(self) -> None:
        assert self._process is not None
        processes.stop(self._process, 30)


@pytest.fixture
def worker(database_url: str, temporal_address: str, ralph: Ralph, tmp_path: Path) -> Iterator[Worker]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TEMPORAL_")}
    environment |= {
        "DATABASE_URL": as_application(database_url),
        "TEMPORAL_ADDRESS": temporal_address,
        "PUBLIC_URL": "https://courses.example.org",
        "XAPI_ENDPOINT": ralph.endpoint,
        "XAPI_KEY": "key",
        "XAPI_SECRET": "secret",
    }
    worker = Worker(tmp_path, environment)
    worker.start()
    yield worker
    worker.stop()


async def study(
    sessions: Sessions, pool: Pool, events: int, meanwhile: Callable[[], Awaitable[None]] | None = None
) -> None:
    """So many sittings of learners of one course; half of each learner's come late, after `meanwhile`, so that some are
    judged anew."""
    progression = Progression(pool, RecordRepository())
    course = await publish(sessions, drafts.course_draft())
    began = datetime.now(UTC) - timedelta(hours=2)
    learners = {first: await enroll(sessions, pool, *course) for first in range(0, events, EACH)}
    for late in (False, True):
        for first, learner in learners.items():
            mine = [one for one in range(first, min(first + EACH, events)) if late is (one % 2 == 0)]
            sent = [_sitting(learner, one, began) for one in mine]
            async with pool.connection() as connection:
                await inbox.put(connection, learner.start.enrollment_id, sent)
            ref = ProgressionRef(enrollment_id=learner.start.enrollment_id)
            await ActivityEnvironment().run(progression.record, ref)
        if meanwhile is not None and not late:
            await meanwhile()


def _sitting(learner: Enrolled, number: int, began: datetime) -> Interaction:
    answers = {"answers": {"k1": "o0" if number % 3 else "o1"}} if number % 5 == 0 else {}
    return Interaction.model_validate(
        {
            "event_id": uuid4(),
            "section_id": learner.sections[number % 4],
            "occurred_at": began + timedelta(seconds=number % EACH),
            "time_spent_seconds": 300,
        }
        | answers
    )


async def begin(client: Client) -> None:
    """What the reconciliation does each minute."""
    policy = WorkflowIDConflictPolicy.USE_EXISTING
    await client.start_workflow(
        "LearningRecords", id=LEARNING_RECORDS, task_queue=COURSE_CREATION, id_conflict_policy=policy
    )


async def ask(pool: Pool, query: str) -> list[Json]:
    async with pool.connection() as connection:
        return await (await connection.execute(query.encode())).fetchall()


async def until(pool: Pool, query: str) -> None:
    """Return as soon as the query has a row; AssertionError with what waits when it never has."""
    deadline = datetime.now(UTC) + timedelta(seconds=SECONDS)
    while not await ask(pool, query):
        told = (
            "SELECT problem, attempts, (SELECT count(*) FROM xapi_statements WHERE status = 'pending') FROM xapi_stores"
        )
        assert datetime.now(UTC) < deadline, await ask(pool, told)


async def test_each_event_is_there_once_after_two_kills_and_an_outage(
    worker: Worker, ralph: Ralph, database_url: str, temporal_address: str
) -> None:
    engine = create_engine(database_url)
    client = await Client.connect(temporal_address)
    async with create_pool(database_url) as pool:
        sessions, began = create_sessions(engine), datetime.now(UTC)

        async def told() -> None:
            await begin(client)
            await until(pool, f"SELECT 1 WHERE {TOLD}")

        for third in range(2):
            await study(sessions, pool, EVENTS // 3, told)
            await begin(client)
            await until(pool, SENT.format(third * EVENTS // 3 + 1))
            worker.kill()
            worker.start()
        ralph.stop()
        await study(sessions, pool, EVENTS - 2 * (EVENTS // 3))
        await begin(client)
        await until(pool, "SELECT 1 FROM xapi_stores WHERE attempts >= 3 AND problem ->> 'kind' = 'store_unreachable'")
        ralph.start()
        await begin(client)
        await until(
            pool,
            f"SELECT 1 WHERE NOT EXISTS (SELECT FROM xapi_statements WHERE status <> 'sent') AND {TOLD}",
        )
        took = (datetime.now(UTC) - began).total_seconds()
        rows = await ask(pool, "SELECT id, user_id, event_id, part, is_voided FROM xapi_statements ORDER BY seq")
    await engine.dispose()
    held = ralph.statements()
    assert max(Counter(one["id"] for one in held).values()) == 1
    assert_in_order(held, rows)
    events = Counter(row["event_id"] for row in rows if row["part"] == SECTION and not row["is_voided"])
    assert len(events) == EVENTS
    assert set(events.values()) == {1}
    voided = {one["object"]["id"] for one in held if one["object"].get("objectType") == "StatementRef"}
    assert voided == {str(row["id"]) for row in rows if row["is_voided"]}
    assert voided, "some of them came late"
    print(f"{EVENTS} events, {len(held)} statements, {len(voided)} voided: {took:.0f} s")


def assert_in_order(held: list[Json], queued: list[Json]) -> None:
    """Of each learner the statements arrived in the order in which they were to be said."""
    learners = {str(row["id"]): row["user_id"] for row in queued}
    arrived, wanted = dict[UUID, list[str]](), dict[UUID, list[str]]()
    for one in held:
        arrived.setdefault(learners[one["id"]], []).append(one["id"])
    for row in queued:
        wanted.setdefault(row["user_id"], []).append(str(row["id"]))
    assert arrived == wanted
