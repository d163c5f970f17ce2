"""What follows from studying: reviews, the live stream, figures of checks, the dashboard."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from enrollments.check import check
from tests.api.studying import COURSE, DAY, ids, published, study
from tests.pipeline import Pipeline

LONG_SECONDS = 60
THREE_IN_A_ROW = {"type": "m_of_n", "m": 3, "n": 3}


async def test_reviews_come_due_and_are_answered_once(machine: Pipeline) -> None:
    course = await published(machine)
    await study(machine, ids(course)[0])
    assert (await machine.read("/api/me/reviews"))["items"] == []
    [card] = (await machine.read("/api/me/reviews?upcoming=true"))["items"]
    assert "answer" not in card["check"]
    event = {"event_id": str(uuid4()), "answer": "a", "occurred_at": card["due_at"]}
    early = await machine.api.post(f"/api/reviews/{card['id']}/answer", json=event)
    assert early.status_code == 422, "a review cannot be answered in the future"
    event = {"event_id": str(uuid4()), "rating": 1}
    answers = [(await machine.api.post(f"/api/reviews/{card['id']}/answer", json=event)).json() for _ in range(2)]
    assert [answer["duplicate"] for answer in answers] == [False, True]
    assert answers[0]["due_at"] == answers[1]["due_at"] < card["due_at"]
    judged = await machine.api.post(f"/api/reviews/{card['id']}/answer", json={"event_id": str(uuid4()), "answer": "a"})
    assert (judged.json()["right"], judged.json()["rating"]) == (True, 3)
    other = await machine.api.post(f"/api/reviews/{card['id']}/answer", json=event | {"rating": 2})
    assert other.status_code == 409


async def test_reviews_begin_with_the_completion_that_was_first_in_time(machine: Pipeline) -> None:
    flour = ids(await published(machine))[0]

    async def due() -> datetime:
        [card] = (await machine.read("/api/me/reviews?upcoming=true"))["items"]
        return datetime.fromisoformat(card["due_at"])

    await study(machine, flour, occurred_at=f"{DAY}T12:00:00Z")
    after_noon = await due()
    await study(machine, flour, occurred_at=f"{DAY}T09:00:00Z")
    assert after_noon - await due() == timedelta(hours=3)


async def test_reviews_of_a_completion_that_a_late_event_undoes_are_withdrawn(machine: Pipeline) -> None:
    flour = ids(await published(machine, COURSE | {"progression_policy": {"mastery": THREE_IN_A_ROW}}))[0]

    async def due() -> list[str]:
        return [card["due_at"] for card in (await machine.read("/api/me/reviews?upcoming=true"))["items"]]

    for minute in (10, 20, 30):
        await study(machine, flour, occurred_at=f"{DAY}T12:{minute}:00Z")
    [after_third] = await due()
    late = await study(machine, flour, occurred_at=f"{DAY}T12:25:00Z", answers={"k1": "b"})
    assert late["progress"]["section"]["status"] == "in_progress"
    assert await due() == []
    assert (await machine.read("/api/me/dashboard"))["reviews_due"] == 0
    for minute in (40, 50):
        await study(machine, flour, occurred_at=f"{DAY}T12:{minute}:00Z")
    [again] = await due()
    assert datetime.fromisoformat(again) - datetime.fromisoformat(after_third) == timedelta(minutes=20)


async def test_the_stream_tells_progress_and_achievements_and_resumes(machine: Pipeline) -> None:
    flour, yeast, *_ = ids(await published(machine))
    await study(machine, flour)
    first = await streamed(machine, until="milestone")
    assert [event["event"] for event in first] == ["progress", "achievement", "achievement", "milestone"]
    await study(machine, yeast)
    later = await streamed(machine, until="milestone", after=first[-1]["id"])
    assert int(later[0]["id"]) == int(first[-1]["id"]) + 1
    assert later[0]["data"]["course"]["percent"] == 50


async def streamed(machine: Pipeline, until: str, after: str = "0") -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    found: dict[str, Any] = {}
    async with machine.api.stream("GET", "/api/me/events", params={"after": after}, timeout=20) as stream:
        async for line in stream.aiter_lines():
            name, _, value = line.partition(": ")
            if name in ("id", "event"):
                found[name] = value
            elif name == "data":
                found["data"] = json.loads(value)
            elif not line and found:
                events.append(found)
                if found["event"] == until:
                    return events
                found = {}
    return events


async def test_figures_of_checks_are_of_the_first_attempt_that_counts(machine: Pipeline) -> None:
    course = await published(machine)
    flour, yeast, *_ = ids(course)

    async def difficulty() -> dict[str, float]:
        figures = await machine.read(f"/api/courses/{course['id']}/analytics")
        return {one["section_id"]: one["difficulty"] for one in figures["checks"]}

    await study(machine, yeast, occurred_at=f"{DAY}T10:00:00Z")
    assert await difficulty() == {}, "a blocked attempt does not count"
    await study(machine, flour, occurred_at=f"{DAY}T12:00:00Z")
    assert await difficulty() == {flour: 1}
    await study(machine, flour, occurred_at=f"{DAY}T09:00:00Z", answers={"k1": "b"})
    assert await difficulty() == {flour: 0, yeast: 1}, "what came late was first, and opened what was blocked"


async def test_dashboard_figures_and_the_check_agree(machine: Pipeline) -> None:
    course = await published(machine)
    await study(machine, ids(course)[0])
    dashboard = await machine.read("/api/me/dashboard")
    assert (dashboard["courses_enrolled"], dashboard["time_spent_seconds"], dashboard["achievements"]) == (1, 60, 2)
    assert dashboard["courses"][0]["percent"] == 25
    assert dashboard["streak_days"] == 1
    figures = await machine.read(f"/api/courses/{course['id']}/analytics")
    assert (figures["enrollments"], figures["completions"], figures["sections"][0]["completed"]) == (1, 0, 1)
    assert figures["checks"][0]["difficulty"] == 1
    assert [str(difference) async for difference in check(machine.pool)] == []
    async with machine.pool.connection() as connection:
        await connection.execute("UPDATE enrollments SET progress_percentage = 99")
        await connection.execute("UPDATE section_progress SET attempts = 7 WHERE attempts = 1")
    found = [difference async for difference in check(machine.pool, repair=True)]
    assert {difference.part.rsplit(" ", 1)[1] for difference in found} == {"progress_percentage", "attempts"}
    assert [str(difference) async for difference in check(machine.pool)] == []
