"""The calls under "Learning", against the whole machine."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.courses.learner_view import Tried, tried
from tests.api.studying import COURSE, DAY, ids, published, section, sitting, study
from tests.pipeline import Pipeline

LONG_SECONDS = 60


async def test_a_course_is_studied_to_its_end(machine: Pipeline) -> None:
    course = await published(machine)
    flour, yeast, heat, _ = ids(course)
    first = await study(machine, flour)
    assert (first["success"], first["reason"], first["progress_quality"]) == (True, None, 1)
    assert first["progress"]["lesson"]["percent"] == 50
    assert first["progress"]["course"]["percent"] == 25
    assert {one["slug"] for one in first["achievements"]} == {"first-section", "perfect-score"}
    assert first["next_step"] == {
        "kind": "section",
        "section_id": yeast,
        "reason": "“Yeast” is the next required section.",
    }
    blocked = await study(machine, heat)
    assert (blocked["success"], blocked["reason"]) == (False, "prerequisites_not_met")
    assert blocked["next_step"]["kind"] == "remediate"
    await study(machine, yeast)
    last = await study(machine, heat)
    assert last["progress"]["course"]["percent"] == 100
    assert last["next_step"]["kind"] == "course_complete"
    progress = await machine.read(f"/api/courses/{course['id']}/progress")
    assert progress["course"]["percent"] == 100
    assert progress["course"]["earned_at"] is not None
    assert [one["status"] for one in progress["sections"]] == ["completed", "completed", "completed", "not_started"]


async def test_the_same_event_counts_once(machine: Pipeline) -> None:
    flour = ids(await published(machine))[0]
    event = sitting()
    path = f"/api/sections/{flour}/interactions"
    answers = [(await machine.api.post(path, json=event)).json() for _ in range(3)]
    assert [answer["duplicate"] for answer in answers] == [False, True, True]
    assert {answer["progress"]["section"]["attempts"] for answer in answers} == {1}
    other = await machine.api.post(path, json=event | {"time_spent_seconds": 5})
    assert (other.status_code, other.json()["type"]) == (409, "/problems/event-id-reused")


@pytest.mark.parametrize("changed", [{"time_spent_seconds": 5}, {"preferred_path": "fast_track"}])
async def test_an_event_id_stands_for_one_body_alone_and_in_a_batch(machine: Pipeline, changed: dict[str, Any]) -> None:
    course = await published(machine)
    flour = ids(course)[0]
    event = sitting(occurred_at=f"{DAY}T10:00:00Z")
    batch = {"events": [event | {"section_id": flour}, event | changed | {"section_id": flour}]}
    answer = await machine.api.post(f"/api/courses/{course['id']}/sync", json=batch)
    assert [(one["status"], one["problem"] and one["problem"]["type"]) for one in answer.json()["results"]] == [
        ("applied", None),
        ("rejected", "/problems/event-id-reused"),
    ]
    alone = await machine.api.post(f"/api/sections/{flour}/interactions", json=event | changed)
    assert (alone.status_code, alone.json()["type"]) == (409, "/problems/event-id-reused")


async def test_a_batch_judges_each_event_by_itself(machine: Pipeline) -> None:
    course = await published(machine)
    flour, yeast, *_ = ids(course)
    late = sitting(section_id=flour, occurred_at=f"{DAY}T10:00:00Z")
    events = [
        sitting(section_id=yeast, occurred_at=f"{DAY}T11:00:00Z"),
        late,
        late,
        sitting(section_id=yeast, occurred_at=f"{DAY}T12:00:00Z", answers={"k9": "a"}),
        sitting(section_id=yeast, occurred_at=f"{DAY}T12:00:00Z", score=101),
        sitting(section_id=str(uuid4()), occurred_at=f"{DAY}T12:00:00Z"),
    ]
    answer = await machine.api.post(f"/api/courses/{course['id']}/sync", json={"device_id": "d", "events": events})
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert [one["status"] for one in body["results"]] == ["applied", "applied", "duplicate", *["rejected"] * 3]
    assert body["results"][0]["answer"]["success"]
    assert body["progress"]["course"]["percent"] == 50
    again = await machine.api.post(f"/api/courses/{course['id']}/sync", json={"device_id": "d", "events": events[:2]})
    assert [one["status"] for one in again.json()["results"]] == ["duplicate", "duplicate"]


async def test_an_id_may_be_written_in_any_way_and_what_is_no_event_rejects_itself(machine: Pipeline) -> None:
    course = await published(machine)
    flour = ids(course)[0]
    plain = uuid4()
    event = sitting(section_id=flour, occurred_at=f"{DAY}T10:00:00Z") | {"event_id": plain.hex.upper()}
    body = {"device_id": "d", "events": [None, event, 5, "no"]}
    answer = await machine.api.post(f"/api/courses/{course['id']}/sync", json=body)
    assert answer.status_code == 200, answer.text
    results = answer.json()["results"]
    assert [one["status"] for one in results] == ["rejected", "applied", "rejected", "rejected"]
    assert [one["event_id"] for one in results] == [None, str(plain), None, None]


async def test_what_was_earned_stays_when_the_course_grows(machine: Pipeline) -> None:
    short = {**COURSE, "lessons": COURSE["lessons"][:1]}
    course = await published(machine, short)
    for one in ids(course):
        last = await study(machine, one)
    assert last["progress"]["course"]["percent"] == 100
    flour = ids(course)[0]
    section_view = await machine.api.get(f"/api/sections/{flour}")
    retake = await machine.api.patch(
        f"/api/sections/{flour}", json={"requires_retake": True}, headers={"If-Match": section_view.headers["etag"]}
    )
    assert retake.status_code == 200, retake.text
    assert (await machine.api.post(f"/api/courses/{course['id']}/publish")).status_code == 200
    progress = await machine.read(f"/api/courses/{course['id']}/progress")
    assert progress["release"] == 2
    assert progress["course"]["percent"] == 50
    assert progress["course"]["earned_at"] is not None
    again = await study(machine, flour)
    assert again["progress"]["course"]["percent"] == 100


async def test_what_an_easier_release_completes_is_earned_at_once(machine: Pipeline) -> None:
    one = section("Flour", estimated_duration=60)
    course = await published(machine, {**COURSE, "lessons": [{"title": "Dough", "sections": [one]}]})
    short = await study(machine, ids(course)[0])
    assert short["reason"] == "insufficient_engagement"
    path = f"/api/sections/{ids(course)[0]}"
    seen = await machine.api.get(path)
    eased = await machine.api.patch(path, json={"estimated_duration": 1}, headers={"If-Match": seen.headers["etag"]})
    assert eased.status_code == 200, eased.text
    assert (await machine.api.post(f"/api/courses/{course['id']}/publish")).status_code == 200
    progress = await machine.read(f"/api/courses/{course['id']}/progress")
    assert progress["course"]["percent"] == 100
    achievements = (await machine.read("/api/me/achievements"))["items"]
    earned = {one["slug"] for one in achievements if one["earned_at"]}
    assert {"first-section", "first-lesson", "first-course"} <= earned
    assert len((await machine.read("/api/me/reviews?upcoming=true"))["items"]) == 1
    assert await told(machine) == 100


async def told(machine: Pipeline) -> float:
    """The percentage of the course that the live stream told last."""
    query = "SELECT data FROM learner_events WHERE kind = 'progress' ORDER BY seq DESC LIMIT 1"
    async with machine.pool.connection() as connection:
        row = await (await connection.execute(query)).fetchone()
    assert row is not None
    return float(row["data"]["course"]["percent"])


async def test_wrong_answers_name_what_to_go_over(machine: Pipeline) -> None:
    course = await published(machine, COURSE | {"progression_policy": {"mastery": {"type": "score", "threshold": 70}}})
    flour = ids(course)[0]
    wrong = await study(machine, flour, answers={"k1": "b"})
    assert (wrong["success"], wrong["reason"]) == (False, "mastery_not_achieved")
    assert wrong["required_actions"][0]["objective"] == "Explain how dough rises"
    assert wrong["next_step"]["kind"] == "remediate"
    assert [(one["check_id"], one["correct"]) for one in wrong["items"]] == [("k1", False)]
    assert await so_far(machine, course["id"], flour) == Tried(frozenset({"k1"}), completed=False)
    right = await study(machine, flour)
    assert (right["success"], right["progress"]["section"]["attempts"]) == (True, 2)
    assert [(one["check_id"], one["correct"]) for one in right["items"]] == [("k1", True)]
    assert await so_far(machine, course["id"], flour) == Tried(frozenset({"k1"}), completed=True)


async def so_far(machine: Pipeline, course_id: str, section_id: str) -> Tried:
    """By what a learner, who does not own the course, would be shown its keys."""
    me = await machine.read("/api/me")
    async with machine.sessions() as session:
        return await tried(session, UUID(me["id"]), UUID(course_id), UUID(section_id))


@pytest.mark.parametrize(
    ("event", "status"),
    [
        ({"time_spent_seconds": -1}, 422),
        ({"time_spent_seconds": 1e9}, 422),
        ({"score": 101}, 422),
        ({"occurred_at": "2999-01-01T00:00:00Z"}, 422),
        ({"occurred_at": "2026-01-01T00:00:00"}, 422),
        ({"occurred_at": "0001-01-01T00:00:00Z"}, 422),
        ({"occurred_at": "1970-01-01T00:00:00Z"}, 422),
        ({"occurred_at": "2001-01-01T00:00:00Z"}, 422),
        ({"occurred_at": 1_795_874_485_595}, 422),
        ({"occurred_at": "1795874485595"}, 422),
        ({"occurred_at": "0001-01-01T00:00:00+14:00"}, 422),
        ({"answers": {"k9": "a"}}, 422),
        ({"event_id": "no"}, 422),
        ({"unknown": 1}, 422),
        ({"answers": {"k1": "\x00"}}, 422),
        ({"interactions": {"note": ["\x00"]}}, 422),
    ],
)
async def test_what_cannot_be_is_refused(machine: Pipeline, event: dict[str, Any], status: int) -> None:
    flour = ids(await published(machine))[0]
    answer = await machine.api.post(f"/api/sections/{flour}/interactions", json=sitting(**event))
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    progress = await study(machine, flour)
    assert progress["progress"]["section"]["attempts"] == 1


async def test_nan_is_no_number(machine: Pipeline) -> None:
    flour = ids(await published(machine))[0]
    body = json.dumps({"event_id": str(uuid4()), "time_spent_seconds": float("nan"), "score": float("nan")})
    headers = {"content-type": "application/json"}
    answer = await machine.api.post(f"/api/sections/{flour}/interactions", content=body, headers=headers)
    assert answer.status_code == 422


async def test_who_is_not_enrolled_is_told_so(machine: Pipeline) -> None:
    made = (await machine.api.post("/api/courses", json=COURSE)).json()
    await machine.api.post(f"/api/courses/{made['id']}/publish")
    flour = ids(made)[0]
    refused = await machine.api.post(f"/api/sections/{flour}/interactions", json=sitting())
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-enrolled")
    assert (await machine.api.get(f"/api/courses/{made['id']}/progress")).status_code == 403
    unknown = await machine.api.post(f"/api/sections/{uuid4()}/interactions", json=sitting())
    assert unknown.status_code == 404
    first = await machine.api.post(f"/api/courses/{made['id']}/enroll")
    second = await machine.api.post(f"/api/courses/{made['id']}/enroll")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]


async def test_five_hundred_events_are_taken_and_one_more_is_not(machine: Pipeline) -> None:
    course = await published(machine)
    flour = ids(course)[0]
    events = [
        sitting(section_id=flour, occurred_at=f"{DAY}T{n // 60:02}:{n % 60:02}:00Z", time_spent_seconds=1)
        for n in range(501)
    ]
    path = f"/api/courses/{course['id']}/sync"
    assert (await machine.api.post(path, json={"device_id": "d", "events": events})).status_code == 422
    taken = await machine.api.post(path, json={"device_id": "d", "events": events[:500]})
    assert taken.status_code == 200
    assert {one["status"] for one in taken.json()["results"]} == {"applied"}
    assert taken.json()["progress"]["sections"][0]["attempts"] == 500


async def test_clients_that_send_at_once_are_all_answered_and_counted_once(machine: Pipeline) -> None:
    flour = ids(await published(machine))[0]
    events = [sitting(time_spent_seconds=1) for _ in range(24)]
    path = f"/api/sections/{flour}/interactions"
    answers = await asyncio.gather(*(machine.api.post(path, json=event) for event in events * 2))
    assert {answer.status_code for answer in answers} == {200}
    done = await study(machine, flour, time_spent_seconds=1)
    assert done["progress"]["section"]["attempts"] == 25
    assert done["progress"]["section"]["time_spent_seconds"] == 25


async def test_what_could_not_be_recorded_may_be_sent_again(machine: Pipeline) -> None:
    flour = ids(await published(machine))[0]
    path, event = f"/api/sections/{flour}/interactions", sitting()
    async with machine.pool.connection() as connection:
        await connection.execute("SELECT 1 FROM enrollments FOR NO KEY UPDATE")
        refused = await machine.api.post(path, json=event, timeout=LONG_SECONDS)
    assert (refused.status_code, "retry-after" in refused.headers) == (503, True), refused.text
    again = await machine.api.post(path, json=event, timeout=LONG_SECONDS)
    assert again.status_code == 200, again.text
    assert again.json()["progress"]["section"]["attempts"] == 1


async def test_times_that_cannot_be_reject_themselves_alone(machine: Pipeline) -> None:
    course = await published(machine, COURSE | {"progression_policy": {"sequential": False}})
    now = datetime.now(UTC)
    times = {
        "now": now,
        "three minutes ahead": now + timedelta(minutes=3),
        "ten minutes ahead": now + timedelta(minutes=10),
        "29 days ago": now - timedelta(days=29),
        "31 days ago": now - timedelta(days=31),
        "the clock's first day": datetime(1970, 1, 1, tzinfo=UTC),
    }
    events = [
        sitting(section_id=ids(course)[0], occurred_at=at.isoformat(), time_spent_seconds=1) for at in times.values()
    ]
    answer = await machine.api.post(f"/api/courses/{course['id']}/sync", json={"device_id": "d", "events": events})
    statuses = dict(zip(times, (one["status"] for one in answer.json()["results"]), strict=True))
    assert [name for name, status in statuses.items() if status == "applied"] == [
        "now",
        "three minutes ahead",
        "29 days ago",
    ]
    assert answer.json()["progress"]["sections"][0]["attempts"] == 3
