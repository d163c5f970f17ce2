"""A course in two lessons with a check a section, and learners who study it through the API."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.pipeline import Pipeline

DAY = (datetime.now(UTC) - timedelta(days=2)).date().isoformat()
"""Late enough for a course that is published by a test, and over everywhere."""

CHECK = {
    "id": "k1",
    "kind": "multiple_choice",
    "stem": "What makes dough rise?",
    "options": [{"id": "a", "text": "Yeast"}, {"id": "b", "text": "Salt"}],
    "answer": "a",
    "feedback": "Yeast gives off gas.",
    "objective": "Explain how dough rises",
}


def section(title: str, **rest: Any) -> dict[str, Any]:
    return {"title": title, "estimated_duration": 1, "content": {"checks": [CHECK]}, **rest}


COURSE = {
    "title": "Bread",
    "lessons": [
        {"title": "Dough", "sections": [section("Flour"), section("Yeast")]},
        {"title": "Oven", "sections": [section("Heat"), section("Steam", is_required=False)]},
    ],
}


async def published(machine: Pipeline, course: dict[str, Any] = COURSE) -> dict[str, Any]:
    made = (await machine.api.post("/api/courses", json=course)).json()
    answer = await machine.api.post(f"/api/courses/{made['id']}/publish")
    assert answer.status_code == 200, answer.text
    assert (await machine.api.post(f"/api/courses/{made['id']}/enroll")).status_code == 201
    body: dict[str, Any] = answer.json()
    return body


def sitting(**rest: Any) -> dict[str, Any]:
    return {"event_id": str(uuid4()), "time_spent_seconds": 60, "answers": {"k1": "a"}, **rest}


async def study(machine: Pipeline, section_id: str, **rest: Any) -> dict[str, Any]:
    answer = await machine.api.post(f"/api/sections/{section_id}/interactions", json=sitting(**rest))
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def ids(course: dict[str, Any]) -> list[str]:
    return [section["id"] for lesson in course["lessons"] for section in lesson["sections"]]
