"""What people name is theirs, or is not there; and no more is assigned than is offered."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from models.generations import AiContentGeneration
from models.sharing import CourseInvitation, ShareLink
from tests.api.operations import ACTIONS
from tests.api.people import EVERYTHING, Person, Town
from tests.api.test_stored_text import Json, bring, course, generated, pointers, with_content
from tests.sources.picture_files import data_address, picture


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "/api/courses", course(status="published"), "status"),
        ("POST", "/api/courses", course(instructor_id=str(uuid4())), "instructor_id"),
        ("POST", "/api/courses/generate", {"title": "Bread", "instructor_id": str(uuid4())}, "instructor_id"),
        ("PATCH", "/api/courses/{course}", {"status": "published"}, "status"),
        ("PATCH", "/api/courses/{course}", {"instructor_id": str(uuid4())}, "instructor_id"),
        ("PATCH", "/api/courses/{course}", {"current_release": 9}, "current_release"),
        ("PATCH", "/api/lessons/{lesson}", {"course_id": str(uuid4())}, "course_id"),
        ("PATCH", "/api/sections/{section}", {"lesson_id": str(uuid4())}, "lesson_id"),
        ("PATCH", "/api/sections/{section}", {"edited_at": None}, "edited_at"),
        (
            "POST",
            "/api/sections/{section}/interactions",
            {"event_id": str(uuid4()), "user_id": str(uuid4())},
            "user_id",
        ),
        ("PATCH", "/api/me", {"role": "admin"}, "role"),
        ("PATCH", "/api/me", {"email": "boss@example.org"}, "email"),
        ("PATCH", "/api/me", {"deleted_at": None}, "deleted_at"),
    ],
)
async def test_no_more_is_assigned_than_is_offered(town: Town, method: str, path: str, body: Json, field: str) -> None:
    owner = await town.person("instructor")
    made = await bring(owner, course())
    lesson = made["lessons"][0]
    path = path.format(course=made["id"], lesson=lesson["id"], section=lesson["sections"][0]["id"])
    answer = await owner.api.request(method, path, json=body, headers=EVERYTHING)
    assert f"/{field}" in pointers(answer)
    assert (await owner.api.get(f"/api/courses/{made['id']}")).json() == made
    assert (await owner.api.get("/api/me")).json()["role"] == "instructor"


async def test_naming_the_picture_of_somebody_else_tells_nothing_of_it(town: Town) -> None:
    owner, other = await town.person("instructor"), await town.person("instructor")
    made = await bring(owner, course())
    await generated(town, owner, UUID(made["id"]))
    picture = (await owner.api.get(f"/api/courses/{made['id']}")).json()["thumbnail"]["id"]
    visuals = [{"media_id": picture, "alt": "Mine"}]
    for person, told in ((owner, ["A secret loaf"]), (other, [])):
        named = await bring(person, with_content(visuals=visuals))
        read = await person.api.get(f"/api/sections/{named['lessons'][0]['sections'][0]['id']}")
        assert [link["alt"] for link in read.json()["media"]] == told


BODIES: dict[str, Json] = {
    "POST /api/generations/{generation_id}/revise": {"feedback": "More rye."},
    "POST /api/generations/{generation_id}/budget": {"amount": "5"},
    "POST /api/generations/{generation_id}/sections/{key}/accept": {},
    "POST /api/ai-generations/{call_id}/review": {"approved": True},
    "PATCH /api/courses/{course_id}": {"title": "Mine now"},
    "PATCH /api/lessons/{lesson_id}": {"title": "Mine now"},
    "PATCH /api/sections/{section_id}": {"title": "Mine now"},
    "POST /api/courses/{course_id}/lessons": {"title": "Mine now"},
    "POST /api/lessons/{lesson_id}/sections": {"title": "Mine now"},
    "POST /api/courses/{course_id}/invitations": {"emails": ["bob@example.org"]},
    "POST /api/courses/{course_id}/share-links": {"mode": "view"},
    "POST /api/courses/{course_id}/editors": {"tab": str(uuid4())},
    "POST /api/sections/{section_id}/checks/review": {"checks": [{"check_id": "k1", "digest": "0" * 64}]},
    "PATCH /api/media/{media_id}": {"alt": "Mine now"},
    "PATCH /api/users/{user_id}": {"role": "admin"},
    "POST /api/sections/{section_id}/regenerate": {"overwrite_edits": True},
    "POST /api/sections/{section_id}/interactions": {"event_id": str(uuid4())},
    "POST /api/courses/{course_id}/sync": {"events": []},
    "POST /api/reviews/{review_id}/answer": {"event_id": str(uuid4()), "rating": 3},
}


async def sign_in_of(person: Person) -> str:
    [sign_in] = (await person.api.get("/api/me/sessions")).json()["items"]
    return str(sign_in["id"])


def sent(operation: str) -> dict[str, Any]:
    if operation == "POST /api/courses/{course_id}/media":
        return {"files": {"file": ("loaf.png", picture())}, "data": {"alt": "Mine now"}}
    return {"json": BODIES.get(operation)}


async def objects_of(town: Town, owner: Person) -> dict[str, str]:
    """The ids of everything that one person has, by the name that paths give them."""
    made = await bring(owner, course())
    lesson = made["lessons"][0]
    section = lesson["sections"][0]["id"]
    call_id = await generated(town, owner, UUID(made["id"]))
    enrollment, card = uuid4(), uuid4()
    await town.run(
        "INSERT INTO enrollments (id, user_id, course_id, status, time_spent_seconds) "
        "VALUES (:id, :u, :c, 'active', 0)",
        id=enrollment,
        u=owner.id,
        c=made["id"],
    )
    await town.run(
        "INSERT INTO review_cards (id, enrollment_id, user_id, section_id, check_id, due_at) "
        "VALUES (:id, :e, :u, :s, 'k1', now())",
        id=card,
        e=enrollment,
        u=owner.id,
        s=section,
    )
    invited = CourseInvitation(
        course_id=UUID(made["id"]),
        invited_by=owner.id,
        email="bob@example.org",
        email_key="bob@example.org",
        token_hash="",
        expires_at=datetime.now(UTC) + timedelta(days=1),
    )
    link = ShareLink(course_id=UUID(made["id"]), made_by=owner.id, mode="view", token_hash="")
    new = {"url": "https://hooks.example.org/", "events": ["course.completed"]}
    hook = (await owner.api.post("/api/webhooks", json=new)).json()
    async with town.sessions() as session, session.begin():
        call = await session.get_one(AiContentGeneration, call_id)
        session.add_all([link, invited])
    thumbnail = (await owner.api.get(f"/api/courses/{made['id']}")).json()["thumbnail"]
    page = f"<html><body><h1>Bread</h1><p>Yeast eats sugar.</p><img alt='A loaf' src='{data_address(picture())}'>"
    file = {"file": ("notes.html", page.encode())}
    source = (await owner.api.post("/api/sources", files=file)).json()
    return {
        "source_id": source["id"],
        "media": source["figures"][0]["media"],
        "course_id": made["id"],
        "lesson_id": lesson["id"],
        "section_id": section,
        "generation_id": str(call.generation_id),
        "call_id": str(call_id),
        "media_id": thumbnail["id"],
        "review_id": str(card),
        "user_id": str(owner.id),
        "sign_in_id": await sign_in_of(owner),
        "key": "1.1",
        "format": "csv",
        "number": "1",
        "link_id": str(link.id),
        "invitation_id": str(invited.id),
        "webhook_id": hook["id"],
        "token": "x" * 43,
    }


async def test_what_others_have_is_not_there(
    town: Town, temporal_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every path with an id, with the id of somebody else's: as one that there is not, and nothing has changed."""
    monkeypatch.setenv("TEMPORAL_ADDRESS", temporal_address)
    owner, admin = await town.person("instructor"), await town.person("admin")
    others = [await town.person("instructor"), await town.person("student")]
    ids = await objects_of(town, owner)
    known = {"key": "1.1", "number": "1", "format": "csv", "token": "x" * 43, "media": "0" * 64}
    nowhere = {name: str(uuid4()) for name in ids} | known
    before = await everything(owner, admin, ids)
    for operation in (one for one in ACTIONS if "{" in one):
        method, path = operation.split(" ")
        assert set(re.findall(r"\{(\w+)\}", path)) <= set(ids), "an id that this test has to learn of"
        for other in others:
            answers = [
                await other.api.request(method, path.format(**names), headers=EVERYTHING, **sent(operation))
                for names in (ids, nowhere)
            ]
            assert answers[0].status_code in (403, 404), (operation, answers[0].text)
            foreign, unknown = (answer.json() | {"instance": ""} for answer in answers)
            assert foreign == unknown, operation
    assert await everything(owner, admin, ids) == before


async def everything(owner: Person, admin: Person, ids: dict[str, str]) -> list[Json]:
    paths = (f"courses/{ids['course_id']}/export.json", f"generations/{ids['generation_id']}", "sources", "webhooks")
    read = [(await owner.api.get(f"/api/{path}")).json() for path in paths]
    return [*read, (await admin.api.get("/api/users")).json()]
