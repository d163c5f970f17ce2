"""Writes that cross: of two edits that know the same state one is lost unless the other is told so."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest

from models.generations import MediaAsset
from tests.api.people import EVERYTHING, Person, Town

Json = dict[str, Any]
ROUNDS = 8
COURSE: Json = {
    "title": "Bread",
    "progression_policy": {"sequential": False},
    "lessons": [
        {"title": f"Lesson {n}", "sections": [{"title": f"Section {n}.{m}"} for m in (1, 2, 3)]} for n in (1, 2, 3)
    ],
}


@dataclass
class Stage:
    """An instructor with a course, and an admin."""

    owner: Person
    admin: Person
    course: Json
    picture: UUID

    def section(self, number: int = 0) -> str:
        return str(self.course["lessons"][0]["sections"][number]["id"])

    def lesson(self, number: int = 0) -> str:
        return str(self.course["lessons"][number]["id"])

    async def read(self) -> Json:
        course: Json = (await self.owner.api.get(f"/api/courses/{self.course['id']}")).json()
        return course


@pytest.fixture
async def stage(town: Town) -> Stage:
    owner = await town.person("instructor")
    made = await owner.api.post("/api/courses", json=COURSE)
    assert made.status_code == 201, made.text
    picture = MediaAsset(
        course_id=UUID(made.json()["id"]),
        step="brought",
        kind="thumbnail",
        storage_key="x",
        media_type="image/png",
        width=1,
        height=1,
        size_bytes=1,
    )
    async with town.sessions() as session, session.begin():
        session.add(picture)
    return Stage(owner, await town.person("admin"), made.json(), picture.id)


Aim = Callable[[Stage], tuple[Person, str, str, Json]]
"""Who edits: the path to edit, the path whose ETag is sent, and a body; "#" in it is another text each round."""

EDITS: dict[str, Aim] = {
    "PATCH /api/courses/{course_id}": lambda stage: (
        stage.owner,
        f"/api/courses/{stage.course['id']}",
        f"/api/courses/{stage.course['id']}",
        {"title": "#"},
    ),
    "PATCH /api/lessons/{lesson_id}": lambda stage: (
        stage.owner,
        f"/api/lessons/{stage.lesson()}",
        f"/api/courses/{stage.course['id']}",
        {"title": "#"},
    ),
    "PATCH /api/sections/{section_id}": lambda stage: (
        stage.owner,
        f"/api/sections/{stage.section()}",
        f"/api/sections/{stage.section()}",
        {"content": {"summary": "#"}},
    ),
    "POST /api/courses/{course_id}/lessons": lambda stage: (
        stage.owner,
        f"/api/courses/{stage.course['id']}/lessons",
        f"/api/courses/{stage.course['id']}",
        {"title": "#"},
    ),
    "POST /api/lessons/{lesson_id}/sections": lambda stage: (
        stage.owner,
        f"/api/lessons/{stage.lesson()}/sections",
        f"/api/courses/{stage.course['id']}",
        {"title": "#"},
    ),
    "POST /api/sections/{section_id}/duplicate": lambda stage: (
        stage.owner,
        f"/api/sections/{stage.section()}/duplicate",
        f"/api/courses/{stage.course['id']}",
        {},
    ),
    "POST /api/sections/{section_id}/versions/{number}/restore": lambda stage: (
        stage.owner,
        f"/api/sections/{stage.section()}/versions/1/restore",
        f"/api/sections/{stage.section()}",
        {},
    ),
    "PATCH /api/media/{media_id}": lambda stage: (
        stage.owner,
        f"/api/media/{stage.picture}",
        f"/api/courses/{stage.course['id']}",
        {"alt": "#"},
    ),
    "PATCH /api/me": lambda stage: (stage.owner, "/api/me", "/api/me", {"full_name": "#"}),
    "PATCH /api/users/{user_id}": lambda stage: (
        stage.admin,
        f"/api/users/{stage.owner.id}",
        f"/api/users/{stage.owner.id}",
        {"role": "#"},
    ),
}
ROLES = ("operator", "instructor")

GONE: dict[str, Callable[[Stage], str]] = {
    "POST /api/sections/{section_id}/versions/{number}/take": lambda stage: (
        f"/api/sections/{stage.section(1)}/versions/1/take"
    ),
    "DELETE /api/lessons/{lesson_id}": lambda stage: f"/api/lessons/{stage.lesson()}",
    "DELETE /api/sections/{section_id}": lambda stage: f"/api/sections/{stage.section()}",
    "DELETE /api/courses/{course_id}": lambda stage: f"/api/courses/{stage.course['id']}",
    "POST /api/lessons/{lesson_id}/restore": lambda stage: f"/api/lessons/{stage.lesson(2)}/restore",
    "POST /api/sections/{section_id}/restore": lambda stage: f"/api/sections/{stage.section(2)}/restore",
}
"""What can be done once, by If-Match: for twins it is gone."""

ONCE_MORE = {"POST /api/courses/{course_id}/publish", "POST /api/courses/{course_id}/unpublish"}
"""What edits a course without If-Match: twins are done one after the other."""

NOT_OF_ONE_STATE = {
    "DELETE /api/me",
    "DELETE /api/sources/{source_id}",
    "POST /api/ai-generations/{call_id}/review",
    "DELETE /api/me/sessions",
    "DELETE /api/me/sessions/{sign_in_id}",
    "POST /api/auth/confirm/{token}",
    "POST /api/auth/logout",
    "POST /api/auth/password",
    "POST /api/auth/refresh",
    "POST /api/auth/register",
    "POST /api/auth/reset",
    "POST /api/auth/reset/{token}",
    "POST /api/auth/sign-in-link",
    "POST /api/auth/token",
    "POST /api/courses",
    "POST /api/courses/estimate",
    "POST /api/courses/generate",
    "DELETE /api/courses/{course_id}/learners/{user_id}",
    "DELETE /api/courses/{course_id}/invitations/{invitation_id}",
    "POST /api/courses/{course_id}/editors",
    "POST /api/sections/{section_id}/checks/review",
    "POST /api/auth/confirmation",
    "DELETE /api/media/{media_id}",
    "DELETE /api/share-links/{link_id}",
    "POST /api/courses/{course_id}/media",
    "POST /api/courses/{course_id}/invitations",
    "POST /api/courses/{course_id}/share-links",
    "POST /api/record-store/retry",
    "POST /api/webhooks",
    "POST /api/webhooks/{webhook_id}/test",
    "DELETE /api/webhooks/{webhook_id}",
    "POST /api/shared/{token}/enroll",
    "POST /api/courses/import",
    "POST /api/courses/{course_id}/enroll",
    "POST /api/courses/{course_id}/sync",
    "POST /api/generations/{generation_id}/approve",
    "POST /api/generations/{generation_id}/budget",
    "POST /api/generations/{generation_id}/cancel",
    "POST /api/generations/{generation_id}/outline/accept",
    "POST /api/generations/{generation_id}/pause",
    "POST /api/generations/{generation_id}/resume",
    "POST /api/generations/{generation_id}/retry",
    "POST /api/generations/{generation_id}/revise",
    "POST /api/generations/{generation_id}/sections/{key}/accept",
    "POST /api/generations/{generation_id}/sections/{key}/retry",
    "POST /api/mail/events",
    "POST /api/render",
    "POST /api/reviews/{review_id}/answer",
    "POST /api/sections/{section_id}/interactions",
    "POST /api/sections/{section_id}/regenerate",
    "POST /api/sources",
}
"""Writes that add something, or whose own id tells a twin from another; their tests are elsewhere."""


async def described(town: Town) -> dict[str, Json]:
    paths = (await town.anybody.get("/api/openapi.json")).json()["paths"]
    return {f"{method.upper()} {path}": item[method] for path, item in paths.items() for method in item}


async def test_every_way_to_write_is_tried_with_twins(town: Town) -> None:
    """A new one has to be put into one of the tables above: what edits, with If-Match, into the first."""
    operations = await described(town)
    writing = {name for name in operations if not name.startswith(("GET ", "HEAD "))}
    assert writing == set(EDITS) | set(GONE) | ONCE_MORE | NOT_OF_ONE_STATE
    for name in writing:
        headers = {parameter["name"].lower() for parameter in operations[name].get("parameters", [])}
        assert ("if-match" in headers) == (name in {*EDITS, *GONE}), name


@pytest.mark.parametrize("operation", EDITS)
async def test_of_two_edits_of_one_state_one_is_told_so(stage: Stage, operation: str) -> None:
    person, path, read, body = EDITS[operation](stage)
    method = operation.split(" ")[0]
    taken_as = 200 if method == "PATCH" or operation.endswith("restore") else 201
    for number in range(ROUNDS):
        before = await person.api.get(read)
        text = ROLES[number % 2] if "role" in body else f"Round {number}"
        twin = _with(body, text)
        match = {"If-Match": before.headers["etag"]}
        twins = (person.api.request(method, path, json=twin, headers=match) for _ in range(3))
        answers = await asyncio.gather(*twins)
        assert sorted(answer.status_code for answer in answers) == [taken_as, 412, 412], [a.text for a in answers]
        [taken] = [answer for answer in answers if answer.is_success]
        after = await person.api.get(read)
        assert after.headers["etag"] != before.headers["etag"]
        if "/media/" not in path:  # a picture has a tag of its own, beside that of the course it stands for
            assert taken.headers["etag"] == after.headers["etag"]


@pytest.mark.parametrize("operation", GONE)
async def test_of_two_who_take_the_same_one_is_told_so(town: Town, stage: Stage, operation: str) -> None:
    method, path = operation.split(" ")[0], GONE[operation](stage)
    await town.run(
        "INSERT INTO section_versions (section_id, number, kind, title) VALUES (:section, 1, 'proposal', 'Anew'), "
        "(:section, 2, 'edit', 'Since')",
        section=stage.section(1),
    )
    gone = "UPDATE {} SET removed_at = '2026-01-05T08:00:00Z' WHERE {} = :id"
    for table, column, part in (
        ("lessons", "id", stage.lesson(2)),
        ("sections", "lesson_id", stage.lesson(2)),
        ("sections", "id", stage.section(2)),
    ):
        await town.run(gone.format(table, column), id=part)
    match = {"If-Match": (await stage.owner.api.get(f"/api/courses/{stage.course['id']}")).headers["etag"]}
    answers = await asyncio.gather(*(stage.owner.api.request(method, path, headers=match) for _ in range(3)))
    codes = sorted(answer.status_code for answer in answers)
    assert codes in ([200, 412, 412], [204, 404, 404]), [answer.text for answer in answers]
    again = await stage.owner.api.request(method, path, headers=EVERYTHING)
    assert again.status_code == (409 if operation.endswith("take") else 404)


def _with(body: Json, text: str) -> Json:
    return {name: _with(value, text) if isinstance(value, dict) else text for name, value in body.items()}


async def test_edits_of_two_parts_that_cross_make_no_cycle(stage: Stage) -> None:
    """Each section's own ETag stays true while the other is edited: what both make together is refused."""
    one, two = stage.section(0), stage.section(1)
    for _ in range(ROUNDS):
        answers = await asyncio.gather(
            _edit(stage, f"/api/sections/{one}", prerequisites=[two]),
            _edit(stage, f"/api/sections/{two}", prerequisites=[one]),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 422], [a.text for a in answers]
        for section in (one, two):
            assert (await _edit(stage, f"/api/sections/{section}", prerequisites=[])).status_code == 200


async def test_crossing_edits_of_different_parts_are_both_kept(stage: Stage) -> None:
    for number in range(ROUNDS):
        paths = [f"/api/sections/{stage.section(place)}" for place in range(3)]
        answers = await asyncio.gather(*(_edit(stage, path, title=f"{number} {path[-4:]}") for path in paths))
        assert [answer.status_code for answer in answers] == [200] * 3
        titles = [section["title"] for section in (await stage.read())["lessons"][0]["sections"]]
        assert titles == [f"{number} {path[-4:]}" for path in paths]


async def test_parts_that_are_moved_at_once_stand_in_a_row(stage: Stage) -> None:
    for number in range(ROUNDS):
        moves: list[Awaitable[httpx.Response]] = [
            _edit(stage, f"/api/sections/{stage.section(place)}", position=1 + (place + number) % 3)
            for place in range(3)
        ]
        moves += [_edit(stage, f"/api/lessons/{stage.lesson(place)}", position=3 - place) for place in range(3)]
        answers = await asyncio.gather(*moves)
        assert [answer.status_code for answer in answers] == [200] * 6, [answer.text for answer in answers]
        lessons = (await stage.read())["lessons"]
        assert [lesson["position"] for lesson in lessons] == [1, 2, 3]
        assert [[section["position"] for section in lesson["sections"]] for lesson in lessons] == [[1, 2, 3]] * 3


async def test_publishing_at_once_makes_one_release_after_the_other(
    temporal_address: str, monkeypatch: pytest.MonkeyPatch, stage: Stage
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", temporal_address)
    for operation in sorted(ONCE_MORE):
        path = operation.split(" ")[1].format(course_id=stage.course["id"])
        answers = await asyncio.gather(*(stage.owner.api.post(path) for _ in range(3)))
        assert {answer.status_code for answer in answers} <= {200, 409}, [answer.text for answer in answers]
        assert 200 in {answer.status_code for answer in answers}
    answers = await asyncio.gather(
        *(stage.owner.api.post(f"/api/courses/{stage.course['id']}/publish") for _ in range(2)),
        _edit(stage, f"/api/sections/{stage.section()}", title="Meanwhile"),
    )
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.json()["release"] for answer in answers[:2]}) == 2


async def _edit(stage: Stage, path: str, **body: object) -> httpx.Response:
    return await stage.owner.api.patch(path, json=body, headers=EVERYTHING)
