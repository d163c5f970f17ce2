"""A learner who studies offline ends where one who was online ends: a real browser against the whole machine."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.api.studying import COURSE, DAY, ids, published, study
from tests.clients.browser import Browser, Page
from tests.clients.front import Front, forwarded, served
from tests.clients.learner_page import PENDING, begun, emptied, opened, recorded, told
from tests.pipeline import Pipeline, pipeline

OWN = {"enrollment_id", "version", "course_id", "lesson_id", "section_id", "earned_at"}
FLOUR, YEAST, HEAT, STEAM = range(4)
RIGHT, WRONG = {"k1": "a"}, {"k1": "b"}

Sitting = tuple[int, str, dict[str, Any]]
BEFORE_THE_RELOAD: list[Sitting] = [
    (HEAT, "10:30", {"answers": RIGHT, "timeSpentSeconds": 120}),
    (FLOUR, "10:00", {"answers": WRONG, "interactions": {"scrolled": 3}}),
    (FLOUR, "10:05", {"answers": RIGHT, "preferredPath": "adaptive"}),
]
AFTER_THE_RELOAD: list[Sitting] = [
    (YEAST, "10:10", {"answers": RIGHT}),
    (YEAST, "10:10", {"answers": RIGHT}),
    (HEAT, "10:07", {"answers": RIGHT, "timeSpentSeconds": 30.5}),
]
MASTERY = {"progression_policy": {"mastery": {"type": "score", "threshold": 70}}}


@pytest.fixture
async def machine(database_url: str, temporal_address: str, tmp_path: Path) -> AsyncIterator[Pipeline]:
    async with pipeline(database_url, temporal_address, tmp_path) as running:
        yield running


@pytest.fixture
async def front(machine: Pipeline) -> AsyncIterator[Front]:
    async with served(forwarded(machine.api)) as running:
        yield running


def moment(time: str) -> str:
    return f"{DAY}T{time}:00Z"


async def studied(page: Page, course: dict[str, Any], sittings: list[Sitting]) -> list[str]:
    sections = ids(course)
    return [await recorded(page, sections[place], moment(time), **rest) for place, time, rest in sittings]


async def studied_online(machine: Pipeline, course: dict[str, Any], sittings: list[Sitting]) -> None:
    """The same sittings, each sent on its own as it happened."""
    sections = ids(course)
    names = {"timeSpentSeconds": "time_spent_seconds", "preferredPath": "preferred_path"}
    for place, time, rest in sorted(sittings, key=lambda one: one[1]):
        given = {names.get(name, name): value for name, value in rest.items()}
        await study(machine, sections[place], occurred_at=moment(time), **given)


def standing(part: Any) -> Any:
    """Progress without ids and times."""
    if isinstance(part, dict):
        return {name: standing(value) for name, value in part.items() if name not in OWN}
    return [standing(one) for one in part] if isinstance(part, list) else part


async def test_offline_and_online_twins_end_in_the_same_state(
    chromium: Browser, front: Front, machine: Pipeline
) -> None:
    course, twin = [await published(machine, COURSE | MASTERY) for _ in range(2)]
    page = await opened(chromium, front.url, course["id"])
    assert (await page.evaluate("() => learner.refresh()"))["state"]["course"]["percent"] == 0

    await page.offline(True)
    sent = await studied(page, course, BEFORE_THE_RELOAD)
    await page.reload()
    await begun(page, course["id"])
    sent += await studied(page, course, AFTER_THE_RELOAD)
    waiting = await page.evaluate("() => learner.progress()")
    assert (waiting["pending"], waiting["state"]["course"]["percent"]) == (6, 0)
    assert front.batches == []

    front.most_events = 4
    front.faults.extend(["stall", "close", "truncated"])
    await page.offline(False)
    await until_the_server_has(page, front, 1)
    await page.reload()
    await begun(page, course["id"])
    known = await emptied(page)

    first, *taken = [batch.ids for batch in front.taken()]
    assert first in (sent[:3], sent[:4]), "half of six, or four that were under way when there were as many"
    assert taken == [first, first, first, sent[len(first) :]], "a lost answer is asked for again"
    assert len(set(sent)) == 6
    assert await told(page, "rejected") == []
    progress = await machine.read(f"/api/courses/{course['id']}/progress")
    assert known["state"] == progress
    await studied_online(machine, twin, BEFORE_THE_RELOAD + AFTER_THE_RELOAD)
    assert standing(progress) == standing(await machine.read(f"/api/courses/{twin['id']}/progress"))
    assert [one["attempts"] for one in progress["sections"]] == [2, 2, 1, 0]
    assert progress["course"]["percent"] == 100


async def until_the_server_has(page: Page, front: Front, batches: int) -> None:
    await page.until("() => true", lambda _: len(front.taken()) == batches)


async def test_what_the_server_rejects_is_kept_with_its_reason(
    chromium: Browser, front: Front, machine: Pipeline
) -> None:
    course = await published(machine)
    flour, yeast, *_ = ids(course)
    page = await opened(chromium, front.url, course["id"])
    await page.offline(True)
    await recorded(page, flour, answers=RIGHT)
    ahead = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    wrong = [
        await recorded(page, str(uuid4())),
        await recorded(page, yeast, ahead),
        await recorded(page, yeast, answers={"k9": "a"}),
        await recorded(page, yeast, timeSpentSeconds=-1),
    ]
    await page.offline(False)
    known = await emptied(page)
    assert known["state"]["course"]["percent"] == 25
    problems = {one["event"]["event_id"]: one["problem"]["type"] for one in await told(page, "rejected")}
    kinds = ["section-unknown", "invalid-input", "answers-unknown", "invalid-input"]
    assert problems == dict(zip(wrong, [f"/problems/{kind}" for kind in kinds], strict=True))
    await page.reload()
    await begun(page, course["id"])
    assert len(await page.evaluate("() => learner.rejected()")) == 4


async def test_who_is_not_enrolled_loses_nothing(chromium: Browser, front: Front, machine: Pipeline) -> None:
    made = (await machine.api.post("/api/courses", json=COURSE)).json()
    assert (await machine.api.post(f"/api/courses/{made['id']}/publish")).status_code == 200
    page = await opened(chromium, front.url, made["id"])
    await recorded(page, ids(made)[0], answers=RIGHT)
    await page.until("() => said.some((e) => e.type === 'stopped')")
    [stopped] = await told(page, "stopped")
    assert (stopped["status"], stopped["problem"]["type"]) == (403, "/problems/not-enrolled")
    assert await page.evaluate(PENDING) == 1
    assert (await machine.api.post(f"/api/courses/{made['id']}/enroll")).status_code == 201
    assert await page.evaluate("() => learner.resume()") == {"applied": 1, "duplicate": 0, "rejected": 0}


async def test_tabs_that_come_back_together_are_counted_once(
    chromium: Browser, front: Front, machine: Pipeline
) -> None:
    course = await published(machine)
    tabs = [await opened(chromium, front.url, course["id"]) for _ in range(3)]
    for tab in tabs:
        await tab.offline(True)
    sent = [await recorded(tab, ids(course)[FLOUR], answers=RIGHT) for tab in tabs for _ in range(3)]
    front.most_events = 2
    for tab in tabs:
        await tab.offline(False)
    for tab in tabs:
        known = await emptied(tab)
        assert known["state"]["sections"][0]["attempts"] == 9
    assert front.most_at_once == 1
    assert Counter(id_ for batch in front.taken() for id_ in batch.ids) == Counter(sent)
