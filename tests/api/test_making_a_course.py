"""The calls under "Making a course": what is refused before anything starts, and what is answered twice."""

import asyncio
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from models.generations import Generation, Source
from tests.pipeline import Pipeline

NOWHERE = "01900000-0000-7000-8000-000000000000"
MARKDOWN = b"# Bread\n\nYeast ferments dough by eating the sugars that enzymes free from starch.\n"


@pytest.mark.parametrize(
    ("brief", "pointer"),
    [
        ({}, "/title"),
        ({"title": ""}, "/title"),
        ({"title": "   "}, "/title"),
        ({"title": "x" * 201}, "/title"),
        ({"title": "Bread", "lessons": 0}, "/lessons"),
        ({"title": "Bread", "lessons": 21}, "/lessons"),
        ({"title": "Bread", "sections_per_lesson": 9}, "/sections_per_lesson"),
        ({"title": "Bread", "difficulty": "expert"}, "/difficulty"),
        ({"title": "Bread", "depth": "bottomless"}, "/depth"),
        ({"title": "Bread", "objectives": ["Bake", ""]}, "/objectives/1"),
        ({"title": "Bread", "source_ids": [NOWHERE]}, "/source_ids/0"),
        ({"title": "Bread", "source_ids": ["none"]}, "/source_ids/0"),
        ({"title": "Bread", "budget": {"amount": "-1"}}, "/budget/amount"),
        ({"title": "Bread", "nonsense": True}, "/nonsense"),
    ],
)
async def test_a_brief_that_cannot_be_is_refused_with_a_pointer(
    machine: Pipeline, brief: dict[str, Any], pointer: str
) -> None:
    answer = await machine.api.post("/api/courses/generate", json=brief)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == "/problems/invalid-input"
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    async with machine.sessions() as session:
        assert (await session.exec(select(Generation))).all() == []
    assert [run async for run in machine.temporal.list_workflows("ExecutionStatus = 'Running'")] == []


async def test_a_body_that_is_no_json_is_said_to_be_none(machine: Pipeline) -> None:
    answer = await machine.api.post(
        "/api/courses/generate", content='{"title": ', headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert error["pointer"] == ""
    assert error["detail"].startswith("The body is no JSON")


async def test_only_a_title_is_required(machine: Pipeline) -> None:
    answer = await machine.api.post("/api/courses/generate", json={"title": "Bread"})
    assert answer.status_code == 202
    generation = answer.json()
    assert answer.headers["location"] == f"/api/generations/{generation['id']}"
    assert generation["workflow_id"] == f"course-creation/{generation['id']}"
    done = await machine.until_status(generation["id"], "completed")
    assert len(done["sections"]) == 12


async def test_the_same_key_answers_the_same_generation(machine: Pipeline) -> None:
    brief = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1}
    twins = await asyncio.gather(*(machine.generate(brief, key="k1") for _ in range(8)))
    assert len({twin["id"] for twin in twins}) == 1
    other = await machine.api.post(
        "/api/courses/generate", json=brief | {"lessons": 2}, headers={"Idempotency-Key": "k1"}
    )
    assert other.status_code == 409
    assert other.json()["type"] == "/problems/idempotency-key-reused"
    assert (await machine.generate(brief, key="k2"))["id"] != twins[0]["id"]


async def test_the_same_bytes_are_the_same_source(machine: Pipeline) -> None:
    first = await machine.api.post("/api/sources", files={"file": ("bread.md", MARKDOWN)})
    assert first.status_code == 201, first.text
    again = await machine.api.post("/api/sources", files={"file": ("other.md", MARKDOWN)})
    assert (again.status_code, again.json()) == (200, first.json())
    assert first.json()["media_type"] == "text/markdown"
    assert first.json()["pages"] is None


@pytest.mark.parametrize(
    ("data", "name", "status"),
    [
        (b"", "empty.pdf", 422),
        (b"%PDF-1.7\nnothing behind it", "broken.pdf", 422),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "picture.pdf", 415),
        (b"PK\x03\x04" + bytes(64), "broken.docx", 422),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused_and_not_stored(
    machine: Pipeline, data: bytes, name: str, status: int
) -> None:
    answer = await machine.api.post("/api/sources", files={"file": (name, data)})
    assert answer.status_code == status, answer.text
    assert answer.json()["type"].startswith("/problems/source-")
    async with machine.sessions() as session:
        assert (await session.exec(select(Source))).all() == []


async def test_estimating_buys_nothing(machine: Pipeline) -> None:
    answer = await machine.api.post("/api/courses/estimate", json={"title": "Bread"})
    assert answer.status_code == 200
    assert Decimal(answer.json()["expected"]["amount"]) == 0
    assert {call["step"]: call["count"] for call in answer.json()["calls"]} == {
        "structure": 1,
        "section": 12,
        "thumbnail": 1,
        "visual": 12,
    }


async def test_an_unknown_generation_is_not_found(machine: Pipeline) -> None:
    for method, path in [
        ("GET", ""),
        ("GET", "/events"),
        ("POST", "/approve"),
        ("POST", "/pause"),
        ("POST", "/cancel"),
        ("GET", "/sections/1.1"),
        ("POST", "/sections/1.1/retry"),
    ]:
        answer = await machine.api.request(method, f"/api/generations/{NOWHERE}{path}")
        assert answer.status_code == 404, (method, path, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_generation_that_was_read_is_not_sent_again(machine: Pipeline) -> None:
    started = await machine.generate({"title": "Bread", "lessons": 1, "sections_per_lesson": 1})
    await machine.until_status(started["id"], "completed")
    first = await machine.api.get(f"/api/generations/{started['id']}")
    again = await machine.api.get(f"/api/generations/{started['id']}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_generations_come_in_pages_and_by_status(machine: Pipeline) -> None:
    made = [await machine.generate({"title": f"Bread {n}", "review": "outline"}) for n in range(3)]
    for generation in made:
        await machine.until_status(generation["id"], "awaiting_review")
    first = await machine.read("/api/generations?limit=2")
    rest = await machine.read(f"/api/generations?limit=2&cursor={first['next_cursor']}")
    listed = [item["id"] for item in first["items"] + rest["items"]]
    assert listed == [generation["id"] for generation in reversed(made)]
    assert rest["next_cursor"] is None
    await machine.api.post(f"/api/generations/{made[0]['id']}/pause")
    assert len((await machine.read("/api/generations?status=paused"))["items"]) == 1
    assert len((await machine.read("/api/generations?status=awaiting_review"))["items"]) == 2
    assert (await machine.api.get("/api/generations?status=lost")).status_code == 422


async def test_a_course_says_how_it_was_made_and_how_much_a_person_has_reviewed(machine: Pipeline) -> None:
    brief = {"title": "Bread", "lessons": 1, "sections_per_lesson": 2, "visuals": False}
    generation = await machine.generate(brief)
    made = (await machine.until_status(generation["id"], "completed"))["course_id"]
    origin = await machine.read(f"/api/courses/{made}/origin")
    assert origin == {
        "digital_source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        "models": ["scripted-1"],
        "generated_sections": 2,
        "approved_sections": 0,
        "reviewers": [],
        "reviewed_at": None,
        "linked_data": None,
    }
    calls = (await machine.read(f"/api/courses/{made}/generations"))["items"]
    first = next(call for call in calls if call["section_id"])
    await machine.api.post(f"/api/ai-generations/{first['id']}/review", json={"approved": True})
    reviewed = await machine.read(f"/api/courses/{made}/origin")
    assert (reviewed["approved_sections"], reviewed["reviewers"]) == (1, ["Local Instructor"])
    assert reviewed["reviewed_at"] is not None
    assert (await machine.api.get(f"/api/courses/{NOWHERE}/origin")).status_code == 404
