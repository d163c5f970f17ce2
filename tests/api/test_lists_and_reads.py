"""What all lists and reads have in common: pages, tags, times, money; and bodies that are taken as they are typed."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from tests.api.studying import COURSE, ids, published, study
from tests.api.test_courses import by_hand
from tests.pipeline import Pipeline

Json = dict[str, Any]


async def walked(machine: Pipeline, path: str) -> list[Json]:
    """All items of a list, read one by one."""
    items: list[Json] = []
    cursor, joint = "", "&" if "?" in path else "?"
    while True:
        page = await machine.read(f"{path}{joint}limit=1{cursor}")
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        assert len(page["items"]) == 1
        cursor = f"&cursor={page['next_cursor']}"


@pytest.mark.parametrize(
    "path",
    [
        "/api/courses",
        "/api/courses?mine=true",
        "/api/search?q=flour",
        "/api/me/achievements",
        "/api/me/reviews?upcoming=true",
    ],
)
async def test_a_list_read_one_by_one_is_the_list(machine: Pipeline, path: str) -> None:
    for title in ("Bread", "Rolls", "Flour"):
        await study(machine, ids(await published(machine, {**COURSE, "title": title}))[0])
    whole = (await machine.read(f"{path}{'&' if '?' in path else '?'}limit=100"))["items"]
    assert len(whole) >= 3
    assert await walked(machine, path) == whole


async def test_a_new_hit_shifts_nothing(machine: Pipeline) -> None:
    for _ in range(3):
        await published(machine, {**by_hand(), "title": "Rye"})
    first = await machine.read("/api/search?q=rye&limit=2")
    await published(machine, {**by_hand(), "title": "Rye rye rye"})
    rest = (await machine.read(f"/api/search?q=rye&limit=100&cursor={first['next_cursor']}"))["items"]
    hits = [(hit["course_id"], hit["section_id"]) for hit in first["items"] + rest]
    assert len(set(hits)) == len(hits) >= 6


async def test_reads_are_not_repeated_while_nothing_has_changed(machine: Pipeline) -> None:
    course = await published(machine)
    brief = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1}
    generation = await machine.until_status((await machine.generate(brief))["id"], "completed")
    made = await machine.read(f"/api/courses/{generation['course_id']}")
    for path in (
        f"/api/courses/{course['id']}",
        f"/api/courses/{course['id']}/progress",
        f"/api/generations/{generation['id']}",
        f"/api/sections/{ids(course)[0]}",
        f"/api/media/{made['thumbnail']['id']}",
        "/api/me",
    ):
        told = (await machine.api.get(path)).headers["etag"]
        tag = told.removeprefix("W/")  # an answer that was compressed is the same by its meaning, not by its bytes
        for known in (told, tag, f'"other", {tag}', f"W/{tag}", "*"):
            answer = await machine.api.get(path, headers={"If-None-Match": known})
            assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag), path
        assert (await machine.api.get(path, headers={"If-None-Match": '"other"'})).status_code == 200


async def test_progress_has_another_tag_once_something_was_learned(machine: Pipeline) -> None:
    course = await published(machine)
    path = f"/api/courses/{course['id']}/progress"
    before = (await machine.api.get(path)).headers["etag"]
    await study(machine, ids(course)[0])
    answer = await machine.api.get(path, headers={"If-None-Match": before})
    assert (answer.status_code, answer.json()["course"]["percent"]) == (200, 25)


async def test_times_are_utc_and_money_is_a_decimal_string(machine: Pipeline) -> None:
    brief = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1, "budget": {"amount": "1.25"}}
    generation = await machine.until_status((await machine.generate(brief))["id"], "completed")
    assert generation["created_at"].endswith("Z")
    assert generation["spend"]["budget"] == {"amount": "1.250000", "currency": "USD"}
    assert isinstance(generation["spend"]["paid"]["amount"], str)
    course = await published(machine)
    enrollment = (await machine.api.post(f"/api/courses/{course['id']}/enroll")).json()
    assert enrollment["enrolled_at"].endswith("Z")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"lessons": "3"}, "/lessons"),
        ({"lessons": True}, "/lessons"),
        ({"visuals": 1}, "/visuals"),
        ({"economy": "false"}, "/economy"),
        ({"expected_enrollment": False}, "/expected_enrollment"),
        ({"budget": {"amount": "1e3"}}, "/budget/amount"),
        ({"budget": {"amount": " 5"}}, "/budget/amount"),
        ({"budget": {"amount": "+5"}}, "/budget/amount"),
        ({"budget": {"amount": True}}, "/budget/amount"),
        ({"budget": {"amount": "1.25", "currency": "EUR"}}, "/budget/currency"),
    ],
    ids=str,
)
async def test_a_brief_of_other_types_is_refused(machine: Pipeline, change: Json, pointer: str) -> None:
    answer = await machine.api.post("/api/courses/estimate", json={"title": "Bread"} | change)
    assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (422, [pointer])


@pytest.mark.parametrize("amount", ["1.25", 1.25, 2, "0", "1000000"])
async def test_amounts_are_texts_and_may_be_numbers(machine: Pipeline, amount: object) -> None:
    answer = await machine.api.post("/api/courses/estimate", json={"title": "Bread", "budget": {"amount": amount}})
    assert answer.status_code == 200, answer.text


async def test_generations_are_listed_by_a_status_that_there_is(machine: Pipeline) -> None:
    brief = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1}
    made = await machine.until_status((await machine.generate(brief))["id"], "completed")
    listed = await machine.read("/api/generations?status=completed")
    assert [row["id"] for row in listed["items"]] == [made["id"]]
    assert (await machine.read("/api/generations?status=paused"))["items"] == []
    answer = await machine.api.get("/api/generations?status=finished")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/status")


async def test_a_stream_resumed_after_the_end_ends(machine: Pipeline) -> None:
    brief = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1}
    made = await machine.until_status((await machine.generate(brief))["id"], "completed")
    everything = await machine.events(made["id"])
    last = everything[-1]["id"]
    for after in (last + 1, 2**31, 2**63 - 1):
        async with asyncio.timeout(20):
            assert await machine.events(made["id"], after) == everything, "there was no such event"
    over = await machine.api.get(f"/api/generations/{made['id']}/events", params={"after": last})
    assert (over.status_code, over.content) == (204, b"")
    assert [event["id"] for event in await machine.events(made["id"], last - 1)] == [last]


async def test_a_stream_resumed_after_what_was_never_sent_begins_anew(machine: Pipeline) -> None:
    brief = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1}
    made = await machine.until_status((await machine.generate(brief))["id"], "completed")
    path = f"/api/generations/{made['id']}/events"
    for last in ("-1", "1e3", "x" * 5_000, "٣", str(uuid4())):
        answer = await machine.api.get(path, headers={b"Last-Event-ID": last.encode()})
        assert answer.text.startswith("event: queued"), last
    resumed = await machine.api.get(path, headers={"Last-Event-ID": "1"})
    assert "event: queued" not in resumed.text
    assert "event: completed" in resumed.text
