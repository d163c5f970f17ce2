"""Courses with pictures, for tests of what is taken along and brought back."""

from pathlib import Path
from typing import Any
from uuid import UUID

from models.generations import AiContentGeneration, Generation, MediaAsset
from providers.local_storage import LocalStorage
from tests.api.people import EVERYTHING, Person, Town
from tests.api.test_courses import by_hand

Json = dict[str, Any]


async def bring(owner: Person, course: Json | None = None) -> Json:
    answer = await owner.api.post("/api/courses", json=course or by_hand())
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


async def publish(owner: Person, course: Json) -> None:
    answer = await owner.api.post(f"/api/courses/{course['id']}/publish")
    assert answer.status_code == 200, answer.text


async def put_pictures(town: Town, folder: Path, owner: Person, course: Json, content: bytes) -> UUID:
    """A thumbnail that was drawn, and a picture of a model, which is returned; both are stored."""
    key = await LocalStorage(folder / "media").put(content, "image/png")
    generation = Generation(
        kind="course", instructor_id=owner.id, request_hash="", brief={"title": "x"}, course_id=UUID(course["id"])
    )
    call: Json = {"generation_id": generation.id, "prompt_version": "1", "status": "answered", "media_key": key}
    size: Json = {"width": 8, "height": 8, "size_bytes": len(content), "media_type": "image/png", "storage_key": key}
    drawn = AiContentGeneration(step="thumbnail", prompt_hash="a", provider="drawn", model="", **call)
    made = AiContentGeneration(step="visual:1.1", prompt_hash="b", provider="openai", model="image-9", **call)
    section = course["lessons"][0]["sections"][0]["id"]
    wrote = AiContentGeneration(
        step="section:1.1",
        prompt_hash="c",
        provider="anthropic",
        model="claude-x",
        section_id=UUID(section),
        **(call | {"media_key": None}),
    )
    of_course: Json = {"generation_id": generation.id, "course_id": UUID(course["id"])} | size
    cover = MediaAsset(step="thumbnail", kind="thumbnail", call_id=drawn.id, alt="Cover", **of_course)
    shown = MediaAsset(step="visual:1.1", kind="diagram", call_id=made.id, alt="A loaf", **of_course)
    async with town.sessions() as session, session.begin():
        session.add(generation)
        await session.flush()
        session.add_all([drawn, made, wrote])
        await session.flush()
        session.add_all([cover, shown])
        id_ = shown.id
    visuals = {"content": {"visuals": [{"media_id": str(id_), "alt": "A loaf"}]}}
    edited = await owner.api.patch(f"/api/sections/{section}", json=visuals, headers=EVERYTHING)
    assert edited.status_code == 200, edited.text
    return id_
