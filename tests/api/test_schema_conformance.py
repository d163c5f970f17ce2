"""The API tried against its own document with every check of Schemathesis, signed in as each role.

What is sent is bounded and, by a fixed seed, the same each time. `schemathesis.toml` says how to try longer by hand.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from accounts.permissions import EVERYBODY
from api.courses.examples import COURSE_BY_HAND
from api.learning.routes import SITTING
from tests.api.people import Person, Town
from tests.api.people import town as closed_town
from tests.pipeline import Pipeline

Json = dict[str, Any]
Objects = dict[str, list[str]]
"""Values of parameters, by place and name."""

OPTIONS = Path(__file__).with_name("schemathesis.toml")
SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
DEADLINE_SECONDS = 300
LEFT_TO_HANDS = ("--exclude-operation-id-regex", "^(bring|generate|estimate)_course$")
"""Their bodies have more boundaries than all others together: 2,700 requests. Fuzzing tries them here as well."""


@pytest.fixture
async def closed(machine: Pipeline, database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """An API for signed-in people beside the local one of the machine, whose workers serve it too."""
    async with closed_town(database_url, tmp_path) as running:
        yield running


@pytest.mark.parametrize("role", sorted(EVERYBODY))
async def test_every_role_finds_the_api_as_its_document_says(closed: Town, role: str, tmp_path: Path) -> None:
    person = await closed.person(role)
    options = written(tmp_path, as_often_as_others(await objects_for(await closed.person("instructor"), person)))
    await _try(closed, person, options, "examples,fuzzing", "--max-examples", "2")


async def test_each_boundary_of_the_document_is_one_of_the_api(closed: Town, tmp_path: Path) -> None:
    """As an admin, who may nearly everything; of objects there are some to list."""
    person = await closed.person("admin")
    await objects_for(person, person)
    await _try(closed, person, written(tmp_path), "coverage", *LEFT_TO_HANDS)


async def test_each_boundary_of_what_may_be_done_to_an_object_is_one_of_the_api(closed: Town, tmp_path: Path) -> None:
    """Whether what is wrong is refused was asked above; here nothing is wrong with the ids, whatever is sent."""
    person, other = await closed.person("admin"), await closed.person()
    objects = await objects_for(person, person) | {"path.user_id": [str(other.id)]}
    options = written(tmp_path, alone(objects))
    about_objects = ("--include-path-regex", r"\{", "--exclude-checks", "negative_data_rejection")
    await _try(closed, person, options, "coverage", *about_objects)


async def objects_for(author: Person, learner: Person) -> Objects:
    """What there is to try: courses of the author, one of which the learner studies, and how they were made."""
    course = await _told(author.api.post("/api/courses", json=COURSE_BY_HAND), 201)
    await _told(author.api.post(f"/api/courses/{course['id']}/publish"), 200)
    await _told(learner.api.post(f"/api/courses/{course['id']}/enroll"), 201)
    section = course["lessons"][0]["sections"][0]["id"]
    sitting = SITTING | {"event_id": str(uuid4()), "time_spent_seconds": 900}
    await _told(learner.api.post(f"/api/sections/{section}/interactions", json=sitting), 200)
    reviews = await _told(learner.api.get("/api/me/reviews?upcoming=true"), 200)
    owner = learner if learner.email.partition("-")[0] in ("instructor", "admin") else author
    made = await _generated(owner)
    calls = await _told(owner.api.get(f"/api/courses/{made['id']}/generations"), 200)
    lessons = [*course["lessons"], *made["lessons"]]
    return {
        "path.course_id": [course["id"], made["id"]],
        "path.lesson_id": [lesson["id"] for lesson in lessons],
        "path.section_id": [section["id"] for lesson in lessons for section in lesson["sections"]],
        "path.generation_id": [calls["items"][0]["generation_id"]],
        "path.call_id": [call["id"] for call in calls["items"]],
        "path.media_id": [made["thumbnail"]["id"]],
        "path.review_id": [review["id"] for review in reviews["items"]],
        "path.user_id": [str(author.id)],
        "path.key": ["1.1"],
        "path.number": ["1"],
        "header.If-Match": ["*"],
    }


async def _generated(owner: Person) -> Json:
    """A course that was made while one waited: the stream ends with the generation."""
    brief = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1}
    begun = await _told(owner.api.post("/api/courses/generate", json=brief), 202)
    path = f"/api/generations/{begun['id']}"
    assert (await owner.api.get(f"{path}/events")).is_success
    generation = await _told(owner.api.get(path), 200)
    assert generation["status"] == "completed", generation
    return await _told(owner.api.get(f"/api/courses/{generation['course_id']}"), 200)


async def _told(asked: Awaitable[httpx.Response], status: int) -> Json:
    answer = await asked
    assert answer.status_code == status, answer.text
    told: Json = answer.json()
    return told


def as_often_as_others(objects: Objects) -> list[str]:
    """Options by which half of what is about an object is about one of these."""
    lines = []
    for name, values in objects.items():
        known = name.partition(".")[2]
        lines += [f"[dictionaries.{known}]", f"values = {json.dumps(values)}", f'[parameters."{name}"]']
        lines += [f'dictionary = "{known}"', "probability = 0.5"]
    return lines


def alone(objects: Objects) -> list[str]:
    """Options by which everything is about the first of these."""
    values = (f'"{name}" = {json.dumps(values[0])}' for name, values in objects.items())
    return ["[parameters]", *values, "[phases.coverage]", "unexpected-methods = []"]


def written(folder: Path, more: Sequence[str] = ()) -> Path:
    options = folder / "schemathesis.toml"
    options.write_text("\n".join([OPTIONS.read_text(), *more]))
    return options


async def _try(town: Town, person: Person, options: Path, phases: str, *more: str) -> None:
    """Fails with what Schemathesis says; it hides the token. Leaving for good would end the trial of all else."""
    command = [str(SCHEMATHESIS), "--config-file", str(options), "run", f"{town.anybody.base_url}/api/openapi.json"]
    command += ["--header", f"Authorization: Bearer {person.tokens['access_token']}", "--phases", phases, "--no-color"]
    command += ["--exclude-operation-id", "delete_account"]
    process = await asyncio.create_subprocess_exec(
        *command, *more, cwd=options.parent, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0, output.decode()
