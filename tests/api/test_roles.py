"""Who may do what, tried through the API: every operation by every role, and each way of being related to an object."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from accounts.permissions import EVERYBODY, RULES, STRANGER
from models.generations import Generation
from tests.api.operations import ACTIONS, OPEN
from tests.api.people import EVERYTHING, Person, Town
from tests.api.people import town as closed_town
from tests.api.test_courses import by_hand
from tests.payload_keys import PAYLOAD_KEYS
from tests.pipeline import Pipeline

Json = dict[str, Any]
ENDLESS = {"GET /api/me/events"}
ENDING = {"DELETE /api/me"}
"""After which the person is nobody any more."""


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """With keys, so that the codec server is there too."""
    async with closed_town(database_url, tmp_path, payload_keys=PAYLOAD_KEYS) as running:
        yield running


@pytest.fixture
async def people(town: Town) -> dict[str, Person]:
    return {role: await town.person(role) for role in sorted(EVERYBODY)}


@pytest.fixture
async def closed(machine: Pipeline, database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """An API for signed-in people beside the local one of the machine, whose workers serve it too."""
    async with closed_town(database_url, tmp_path) as running:
        yield running


async def ask(api: httpx.AsyncClient, operation: str) -> httpx.Response:
    """The operation on objects that there are not, without a body; of an endless stream only how it begins."""
    method, path = operation.split(" ")
    path = re.sub(r"\{key\}", "1.1", path)
    path = re.sub(r"\{\w+\}", lambda _: str(uuid4()), path)
    async with api.stream(method, path) as answer:
        if operation not in ENDLESS or answer.status_code != 200:
            await answer.aread()
    return answer


async def test_every_operation_is_an_action_or_open_to_all(town: Town) -> None:
    described = (await town.anybody.get("/api/openapi.json")).json()["paths"]
    operations = {f"{method.upper()} {path}" for path, item in described.items() for method in item}
    assert operations == set(ACTIONS) | OPEN
    assert not set(ACTIONS) & OPEN


async def test_every_operation_that_is_not_for_strangers_needs_a_token(town: Town) -> None:
    for operation, action in ACTIONS.items():
        answer = await ask(town.anybody, operation)
        told = (operation, answer.status_code)
        if STRANGER not in RULES[action].somehow:
            assert told == (operation, 401)
        else:
            assert answer.status_code in (200, 404, 422), told


async def test_every_operation_by_every_role(
    temporal_address: str, monkeypatch: pytest.MonkeyPatch, town: Town, people: dict[str, Person]
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", temporal_address)
    for operation, action in ACTIONS.items():
        for role, person in people.items():
            asking = await town.person(role) if operation in ENDING else person
            answer = await ask(asking.api, operation)
            told = (operation, role, answer.status_code)
            if role not in RULES[action].somehow:
                assert answer.status_code == 403, told
            else:
                assert answer.status_code not in (401, 403), told
                assert answer.status_code < 500, told


async def bring(person: Person) -> Json:
    answer = await person.api.post("/api/courses", json=by_hand())
    assert answer.status_code == 201, answer.text
    course: Json = answer.json()
    return course


def calls(course: Json) -> list[tuple[str, str, Json]]:
    lesson = course["lessons"][0]
    return [
        ("GET", f"/api/courses/{course['id']}", {}),
        ("GET", f"/api/courses/{course['id']}/export.json", {}),
        ("GET", f"/api/courses/{course['id']}/generations", {}),
        ("GET", f"/api/courses/{course['id']}/analytics", {}),
        ("GET", f"/api/sections/{lesson['sections'][0]['id']}", {}),
        ("PATCH", f"/api/courses/{course['id']}", {"title": "Mine now"}),
        ("PATCH", f"/api/lessons/{lesson['id']}", {"title": "Mine now"}),
        ("PATCH", f"/api/sections/{lesson['sections'][0]['id']}", {"title": "Mine now"}),
        ("POST", f"/api/courses/{course['id']}/publish", {}),
    ]


async def send(person: Person, call: tuple[str, str, Json]) -> httpx.Response:
    method, path, body = call
    return await person.api.request(method, path, json=body or None, headers=EVERYTHING if method == "PATCH" else {})


async def test_the_draft_of_somebody_else_is_not_there(town: Town, people: dict[str, Person]) -> None:
    owner = await town.person("instructor")
    course = await bring(owner)
    for role in ("student", "operator", "instructor"):
        for call in calls(course):
            answer = await send(people[role], call)
            writes = call[0] != "GET"
            expected = 403 if writes and role != "instructor" else 404
            assert (role, call, answer.status_code) == (role, call, expected)
            if expected == 404:
                unknown = await send(people[role], (call[0], re.sub(r"[0-9a-f-]{36}", str(uuid4()), call[1]), call[2]))
                assert unknown.json()["detail"] == answer.json()["detail"]
    assert (await owner.api.get(f"/api/courses/{course['id']}")).json()["title"] == course["title"]
    for call in calls(course):
        assert (await send(people["admin"], call)).status_code == 200, call


async def test_a_published_course_of_somebody_else_is_read_and_learned_and_not_changed(
    town: Town, people: dict[str, Person]
) -> None:
    owner = await town.person("instructor")
    course = await bring(owner)
    assert (await owner.api.post(f"/api/courses/{course['id']}/publish")).status_code == 200
    for role in ("student", "operator", "instructor"):
        api = people[role].api
        assert (await api.get(f"/api/courses/{course['id']}")).status_code == 200
        section = f"/api/sections/{course['lessons'][0]['sections'][0]['id']}"
        assert (await api.get(section)).json()["type"] == "/problems/not-enrolled"
        assert (await api.post(f"/api/courses/{course['id']}/enroll")).status_code == 201
        assert (await api.get(section)).json()["content"]["checks"][0]["answer"] == ""
        for call in calls(course)[5:]:
            assert (await send(people[role], call)).status_code == 403, (role, call)
        assert (await api.get(f"/api/courses/{course['id']}/export.json")).status_code in (403, 404)


async def test_a_stranger_sees_what_is_published_and_no_draft(town: Town) -> None:
    owner, stranger = await town.person("instructor"), town.anybody
    public, draft = await bring(owner), await bring(owner)
    await owner.api.post(f"/api/courses/{public['id']}/publish")
    listed = (await stranger.get("/api/courses")).json()["items"]
    assert [course["id"] for course in listed] == [public["id"]]
    found = (await stranger.get("/api/search", params={"q": public["title"]})).json()["items"]
    assert {hit["course_id"] for hit in found} == {public["id"]}
    assert (await stranger.get(f"/api/courses/{public['id']}")).status_code == 200
    assert (await stranger.get(f"/api/courses/{draft['id']}")).status_code == 404
    assert (await stranger.get("/api/courses", params={"mine": True})).status_code == 401
    section = public["lessons"][0]["sections"][0]["id"]
    for method, path in (("GET", f"/api/sections/{section}"), ("POST", f"/api/courses/{public['id']}/enroll")):
        assert (await stranger.request(method, path)).status_code == 401


async def test_sources_of_others_are_not_there(town: Town) -> None:
    owner, other = await town.person("instructor"), await town.person("instructor")
    file = {"file": ("notes.md", b"# Bread\n\nYeast eats sugar, and gives gas and alcohol in return.", "text/markdown")}
    source = (await owner.api.post("/api/sources", files=file)).json()
    brief = {"title": "Bread", "source_ids": [source["id"]]}
    assert (await owner.api.post("/api/courses/estimate", json=brief)).status_code == 200
    assert (await other.api.post("/api/courses/estimate", json=brief)).status_code == 422


async def test_generations_are_their_owners_and_overseers(machine: Pipeline, closed: Town) -> None:
    owner, stranger = await closed.person("instructor"), await closed.person("instructor")
    operator, admin, student = [await closed.person(role) for role in ("operator", "admin", "student")]
    brief = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1, "visuals": False, "review": "outline"}
    made = await owner.api.post("/api/courses/generate", json=brief)
    assert made.status_code == 202, made.text
    path = f"/api/generations/{made.json()['id']}"
    for person in (owner, operator, admin):
        assert (await person.api.get(path)).status_code == 200
    for person in (stranger, student):
        assert (await person.api.get(path)).status_code == 404
        assert (await person.api.get(f"{path}/events")).status_code == 404
    for step in ("pause", "resume"):
        assert (await stranger.api.post(f"{path}/{step}")).status_code == 404
        for person in (operator, admin, owner):
            assert (await person.api.post(f"{path}/{step}")).status_code == 202
    assert (await student.api.post(f"{path}/cancel")).status_code == 404
    for person in (operator, stranger, admin):
        assert (await person.api.post(f"{path}/approve")).status_code in (403, 404)
    assert (await operator.api.post(f"{path}/cancel")).status_code == 202
    await machine.ended(made.json()["workflow_id"])


async def listed(person: Person, **params: Any) -> list[str]:
    answer = await person.api.get("/api/generations", params=params)
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["items"]]


async def test_a_list_of_generations_is_of_ones_own_and_for_overseers_of_all(town: Town) -> None:
    owner, stranger = await town.person("instructor"), await town.person("instructor")
    operator, admin = await town.person("operator"), await town.person("admin")
    generation = Generation(instructor_id=owner.id, request_hash="", brief={"title": "Bread"})
    made = str(generation.id)
    async with town.sessions() as session, session.begin():
        session.add(generation)
    assert await listed(owner) == await listed(operator) == await listed(admin, all=True) == [made]
    assert await listed(stranger) == await listed(admin) == await listed(operator, all=False) == []
    assert (await stranger.api.get("/api/generations", params={"all": True})).status_code == 403


async def test_a_list_of_generations_names_who_asked_for_them_and_finds_them_by_it(town: Town) -> None:
    owner, operator = await town.person("instructor"), await town.person("operator")
    generation = Generation(instructor_id=owner.id, request_hash="", brief={"title": "Bread"})
    made = str(generation.id)
    async with town.sessions() as session, session.begin():
        session.add(generation)
    await owner.api.patch("/api/me", json={"full_name": "Ada 100% Lovelace"}, headers=EVERYTHING)
    [row] = (await operator.api.get("/api/generations")).json()["items"]
    assert row["instructor"] == "Ada 100% Lovelace"
    for part in ("ada", " 100% ", "LOVELACE"):
        assert await listed(operator, instructor=part) == [made]
    for part in ("1%", "a_a", "Grace"):
        assert await listed(operator, instructor=part) == []
