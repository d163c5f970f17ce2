"""Many devices send the same events of learners at once, out of order and again, while parts are killed."""

import asyncio
import os
import random
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from enrollments.check import check
from enrollments.record import LearnerRecord
from enrollments.repository import RecordRepository
from learning.progression.progress import Progress
from models.pool import Pool, create_pool
from stack.layout import Layout
from tests.learning.progression.reference import Reference, state_of
from tests.stack.conftest import OwnStack

LEARNERS, EVENTS, DEVICES = 6, 12, 4
KILLED = ("worker", "api", "postgres")
DEADLINE_SECONDS = 240
START = datetime.now(UTC) - timedelta(days=2)
CHECK = {
    "id": "k1",
    "kind": "true_false",
    "stem": "Yeast gives off gas.",
    "answer": "true",
    "feedback": "It does.",
    "objective": "Explain how dough rises",
}
Json = dict[str, Any]


@pytest.fixture
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnStack]:
    stack = OwnStack(Layout(tmp_path_factory.mktemp("hammer").resolve()))
    stack.run("up")
    yield stack
    stack.run("down")


def course() -> Json:
    def section(title: str) -> Json:
        return {"title": title, "estimated_duration": 2, "content": {"checks": [CHECK]}}

    lessons = [{"title": f"Day {n}", "sections": [section(f"{n} a"), section(f"{n} b")]} for n in range(3)]
    policy = {"mastery": {"type": "m_of_n", "m": 2, "n": 3}, "min_time_fraction": 0.5}
    return {"title": "Bread", "lessons": lessons, "progression_policy": policy}


def sittings(sections: list[str], chance: random.Random) -> list[Json]:
    """Some blocked, some too short, some wrong, in the order in which they happened."""
    return [
        {
            "event_id": str(uuid4()),
            "section_id": sections[min(len(sections) - 1, at // 2 + chance.choice([0, 0, 0, 1]))],
            "time_spent_seconds": chance.choice([10, 60, 3_000]),
            "answers": chance.choice([{}, {"k1": "true"}, {"k1": "true"}, {"k1": "false"}]),
            "occurred_at": (START + timedelta(minutes=at)).isoformat(),
        }
        for at in range(EVENTS)
    ]


async def test_nothing_is_lost_or_counted_twice_whatever_dies(stack: OwnStack) -> None:
    chance = random.Random(7)
    base = stack.addresses()["API_URL"]
    async with httpx.AsyncClient(base_url=base, headers=stack.as_instructor(), timeout=30, trust_env=False) as owner:
        made = (await owner.post("/api/courses", json=course())).json()
        await owner.post(f"/api/courses/{made['id']}/publish")
        sections = [section["id"] for lesson in made["lessons"] for section in lesson["sections"]]
        learners = [await _learner(owner, base, made["id"]) for _ in range(LEARNERS)]
    work = {learner: sittings(sections, chance) for learner in learners}
    devices = [
        _device(learner, events, made["id"], seed) for learner, events in work.items() for seed in range(DEVICES)
    ]
    async with asyncio.timeout(DEADLINE_SECONDS), asyncio.TaskGroup() as group:
        group.create_task(_kill(stack, chance))
        for device in devices:
            group.create_task(device)
    async with create_pool(stack.addresses()["DATABASE_URL"]) as pool:
        await _assert_as_the_reference_says(pool, work)
        assert [str(difference) async for difference in check(pool)] == []
    for learner in learners:
        await learner.aclose()


async def _learner(owner: httpx.AsyncClient, base: str, course_id: str) -> httpx.AsyncClient:
    email, password = f"{uuid4()}@example.org", f"a long password {uuid4()}"
    account = {"email": email, "password": password, "full_name": "Learner"}
    assert (await owner.post("/api/auth/register", json=account)).status_code == 201
    token = (await owner.post("/api/auth/token", data={"username": email, "password": password})).json()
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    learner = httpx.AsyncClient(base_url=base, headers=headers, timeout=30, trust_env=False)
    assert (await learner.post(f"/api/courses/{course_id}/enroll")).status_code == 201
    return learner


async def _device(learner: httpx.AsyncClient, events: list[Json], course_id: str, seed: int) -> None:
    """One of several devices that all hold the same events: singly or in batches, in an order of its own."""
    chance = random.Random(seed)
    shuffled = chance.sample(events, len(events))
    while shuffled:
        size = chance.choice([1, 1, 3])
        batch, shuffled = shuffled[:size], shuffled[size:]
        if size == 1:
            body = {name: value for name, value in batch[0].items() if name != "section_id"}
            await _until_taken(learner, f"/api/sections/{batch[0]['section_id']}/interactions", body)
        else:
            taken = await _until_taken(learner, f"/api/courses/{course_id}/sync", {"device_id": "d", "events": batch})
            assert {one["status"] for one in taken["results"]} <= {"applied", "duplicate"}, taken


async def _until_taken(learner: httpx.AsyncClient, path: str, body: Json) -> Json:
    """Sent again, the very same, until it is acknowledged."""
    while True:
        try:
            answer = await learner.post(path, json=body)
        except httpx.TransportError:
            await asyncio.sleep(0.2)
            continue
        if answer.status_code == 200:
            taken: Json = answer.json()
            return taken
        assert answer.status_code == 503, answer.text
        await asyncio.sleep(0.2)


async def _kill(stack: OwnStack, chance: random.Random) -> None:
    for part in KILLED:
        await asyncio.sleep(chance.uniform(0.2, 1.0))
        os.kill(stack.pids()[part], signal.SIGKILL)
        await asyncio.to_thread(stack.run, "up")


async def _assert_as_the_reference_says(pool: Pool, work: dict[httpx.AsyncClient, list[Json]]) -> None:
    sent = {UUID(event["event_id"]) for events in work.values() for event in events}
    recorded: set[UUID] = set()
    async with pool.connection() as connection:
        rows = await (await connection.execute("SELECT id FROM enrollments")).fetchall()
        for row in rows:
            record = await RecordRepository().read(connection, row["id"])
            assert record is not None
            assert len(record.events) == EVENTS
            recorded |= record.events.keys()
            assert _state(record.progress) == _reference(record)
    assert recorded == sent


def _state(progress: Progress) -> Json:
    return state_of(progress)


def _reference(record: LearnerRecord) -> Json:
    rules = record.rulebook
    return Reference(rules.release, rules.policy, list(record.events.values())).state()
