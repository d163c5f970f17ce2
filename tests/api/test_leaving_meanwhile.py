"""An account is deleted while it does something: what was done before is emptied, what comes after is not stored."""

import asyncio
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from accounts import leaving, service_keys
from api.sources import reading_queue
from api.sources.reading import ReadFile, read_apart
from models.erasure import forget
from models.sharing import CourseInvitation, ShareLink
from tests.api.operations import ACTIONS, AUDITED
from tests.api.people import EVERYTHING, PASSWORD, Person, Town, assert_refused
from tests.api.test_courses import by_hand
from tests.sources.picture_files import picture

Json = dict[str, Any]
PATIENCE_SECONDS = 60
TEXT = b"# Bread\n\nYeast eats sugar, and gives off gas and alcohol in return."
LOCKED = text(
    "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
    "WHERE NOT l.granted AND a.datname = current_database()"
)

WRITES: dict[str, dict[str, Any]] = {
    "POST /api/sources": {"files": {"file": ("bread.md", TEXT)}},
    "DELETE /api/sources/{source_id}": {},
    "POST /api/courses": {"json": by_hand()},
    "POST /api/courses/import": {"files": {"file": ("course.json", json.dumps(by_hand()))}},
    "POST /api/courses/generate": {"json": {"title": "Bread"}},
    "PATCH /api/courses/{course_id}": {"json": {"title": "Mine, still"}, "headers": EVERYTHING},
    "PATCH /api/lessons/{lesson_id}": {"json": {"title": "Mine, still"}, "headers": EVERYTHING},
    "PATCH /api/sections/{section_id}": {"json": {"title": "Mine, still"}, "headers": EVERYTHING},
    "POST /api/courses/{course_id}/lessons": {"json": {"title": "Mine, still"}, "headers": EVERYTHING},
    "POST /api/lessons/{lesson_id}/sections": {"json": {"title": "Mine, still"}, "headers": EVERYTHING},
    "POST /api/sections/{section_id}/duplicate": {"headers": EVERYTHING},
    "POST /api/sections/{section_id}/versions/{number}/restore": {"headers": EVERYTHING},
    "POST /api/sections/{section_id}/versions/{number}/take": {"headers": EVERYTHING},
    "POST /api/courses/{course_id}/invitations": {"json": {"emails": ["bob@example.org"]}},
    "POST /api/courses/{course_id}/share-links": {"json": {"mode": "view"}},
    "DELETE /api/share-links/{link_id}": {},
    "DELETE /api/courses/{course_id}/invitations/{invitation_id}": {},
    "POST /api/sections/{section_id}/checks/review": {"json": {"checks": [{"check_id": "k1", "digest": "0" * 64}]}},
    "POST /api/auth/confirmation": {},
    "POST /api/webhooks": {"json": {"url": "https://hooks.example.org/", "events": ["course.completed"]}},
    "POST /api/webhooks/{webhook_id}/test": {},
    "DELETE /api/webhooks/{webhook_id}": {},
    "POST /api/courses/{course_id}/media": {"files": {"file": ("loaf.png", picture())}, "data": {"alt": "A loaf"}},
    "PATCH /api/media/{media_id}": {"json": {"alt": "Mine, still"}, "headers": EVERYTHING},
    "DELETE /api/media/{media_id}": {},
    "DELETE /api/lessons/{lesson_id}": {"headers": EVERYTHING},
    "DELETE /api/sections/{section_id}": {"headers": EVERYTHING},
    "DELETE /api/courses/{course_id}": {"headers": EVERYTHING},
    "POST /api/lessons/{gone_lesson_id}/restore": {"headers": EVERYTHING},
    "POST /api/sections/{gone_id}/restore": {"headers": EVERYTHING},
    "POST /api/courses/{course_id}/publish": {},
    "GET /api/courses/{course_id}/exports/{format}": {},
    "PATCH /api/me": {"json": {"full_name": "Ada, still"}, "headers": EVERYTHING},
    "POST /api/auth/password": {"json": {"current": PASSWORD, "new": "four other words nobody guesses"}},
    "DELETE /api/me/sessions": {},
    "POST /api/courses/{other_id}/enroll": {},
    "POST /api/sections/{learned_id}/interactions": {"json": {"event_id": str(uuid4()), "time_spent_seconds": 5}},
    "POST /api/courses/{learned_course_id}/sync": {"json": {"device_id": "tablet", "events": []}},
}
"""Every way of writing that needs no workflow to have begun, with what is sent."""


@pytest.fixture
async def owner(town: Town) -> Person:
    return await town.person("instructor")


async def published(town: Town) -> Json:
    author = await town.person("instructor")
    course: Json = (await author.api.post("/api/courses", json=by_hand())).json()
    assert (await author.api.post(f"/api/courses/{course['id']}/publish")).status_code == 200
    return course


async def objects(town: Town, owner: Person) -> dict[str, str]:
    draft = (await owner.api.post("/api/courses", json=by_hand())).json()
    gone_lesson, gone = draft["lessons"][1], draft["lessons"][0]["sections"][1]
    for path in (f"lessons/{gone_lesson['id']}", f"sections/{gone['id']}"):
        assert (await owner.api.delete(f"/api/{path}", headers=EVERYTHING)).status_code == 200
    other, learned = await published(town), await published(town)
    assert (await owner.api.post(f"/api/courses/{learned['id']}/enroll")).status_code == 201
    source = (await owner.api.post("/api/sources", files={"file": ("old.md", TEXT + b" Salt slows it.")})).json()
    link = ShareLink(course_id=UUID(draft["id"]), made_by=owner.id, mode="view", token_hash="")
    invited = CourseInvitation(
        course_id=UUID(draft["id"]),
        invited_by=owner.id,
        email="bob@example.org",
        email_key="bob@example.org",
        token_hash="",
        expires_at=datetime.now(UTC),
    )
    async with town.sessions() as session, session.begin():
        session.add_all([link, invited])
    photo: Json = {"files": {"file": ("old.png", picture("red"))}, "data": {"alt": "A loaf"}}
    media = (await owner.api.post(f"/api/courses/{draft['id']}/media", **photo)).json()
    new = {"url": "https://old.example.org/", "events": ["course.completed"]}
    hook = (await owner.api.post("/api/webhooks", json=new)).json()
    return {
        "webhook_id": hook["id"],
        "media_id": media["id"],
        "link_id": str(link.id),
        "invitation_id": str(invited.id),
        "course_id": draft["id"],
        "format": "csv",
        "lesson_id": draft["lessons"][0]["id"],
        "section_id": draft["lessons"][0]["sections"][0]["id"],
        "gone_lesson_id": gone_lesson["id"],
        "gone_id": gone["id"],
        "other_id": other["id"],
        "learned_course_id": learned["id"],
        "learned_id": learned["lessons"][0]["sections"][0]["id"],
        "source_id": source["id"],
        "number": "1",
    }


async def rows(town: Town) -> Mapping[str, int]:
    tables = ("sources", "courses", "generations", "enrollments", "interaction_inbox", "audit_log", "webhooks")
    async with town.sessions() as session:
        connection = await session.connection()
        return {
            table: (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() for table in tables
        }


async def while_leaving(town: Town, person: UUID, doing: "asyncio.Task[httpx.Response]", begun: asyncio.Event) -> None:
    """Delete the account, and commit once what is being done waits for that, or is over."""
    async with town.sessions() as session, session.begin():
        await leaving.leave(session, person)
        await forget(session, person)
        begun.set()
        async with asyncio.timeout(PATIENCE_SECONDS), town.sessions() as other:
            while not doing.done() and (await (await other.connection()).execute(LOCKED)).scalar_one() == 0:
                await asyncio.sleep(0.02)


@pytest.mark.parametrize("operation", WRITES)
async def test_what_is_written_while_an_account_is_deleted_is_not_stored(
    town: Town, owner: Person, operation: str, temporal_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", temporal_address)
    ids, begun = await objects(town, owner), asyncio.Event()
    if operation.endswith("sync"):
        now = datetime.now(UTC).isoformat()
        event = {"event_id": str(uuid4()), "section_id": ids["learned_id"], "time_spent_seconds": 5}
        monkeypatch.setitem(WRITES[operation]["json"], "events", [event | {"occurred_at": now}])
    before = await rows(town)
    method, path = operation.split(" ")

    async def write() -> httpx.Response:
        await begun.wait()
        return await owner.api.request(method, path.format(**ids), **WRITES[operation])

    doing = asyncio.create_task(write())
    await while_leaving(town, owner.id, doing, begun)
    answer = await doing
    assert answer.status_code in (401, 404, 422), answer.text  # 422: an emptied course cannot be published
    assert await rows(town) == before
    async with town.sessions() as session:
        titles = "SELECT title FROM courses WHERE instructor_id = :person"
        found = await (await session.connection()).execute(text(titles), {"person": owner.id})
        assert found.scalars().all() == ["Removed"]


def test_every_write_that_needs_no_workflow_is_tried() -> None:
    waits_for_a_workflow = re.compile(r"/(generations|ai-generations|reviews)/|regenerate$")
    others = {
        "PATCH /api/users/{user_id}",
        "DELETE /api/me",
        "POST /api/record-store/retry",  # of an operator, who writes nothing of their own
        "DELETE /api/me/sessions/{sign_in_id}",
        "POST /api/courses/{course_id}/unpublish",
        "DELETE /api/courses/{course_id}/learners/{user_id}",  # of a course that somebody learns, which stays
    }
    wanted = {one for one in AUDITED if not (waits_for_a_workflow.search(one) or one.startswith("GET "))} - others
    tried = {re.sub(r"\{(other|learned_course)_id\}", "{course_id}", one) for one in WRITES}
    tried = {one.replace("{gone_lesson_id}", "{lesson_id}") for one in tried}
    tried = {re.sub(r"\{(learned|gone)_id\}", "{section_id}", one) for one in tried}
    assert wanted <= tried <= set(ACTIONS)


async def test_a_source_that_is_being_read_is_not_stored(
    town: Town, owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_read, goes_on = asyncio.Event(), asyncio.Event()

    async def read(*given: Any) -> ReadFile:
        result = await read_apart(*given)
        is_read.set()
        await goes_on.wait()
        return result

    monkeypatch.setattr(reading_queue, "read_apart", read)
    bringing = asyncio.create_task(owner.api.post("/api/sources", files={"file": ("bread.md", TEXT)}))
    await is_read.wait()
    assert (await owner.api.delete("/api/me")).status_code == 204
    goes_on.set()
    assert_refused(await bringing, 401, "token-refused")
    assert (await rows(town))["sources"] == 0


async def test_edits_that_cross_the_end_of_an_account_hold_nothing_up(town: Town, owner: Person) -> None:
    course = (await owner.api.post("/api/courses", json=by_hand())).json()

    async def edit(number: int) -> httpx.Response:
        body = {"title": f"Title {number}"}
        return await owner.api.patch(f"/api/courses/{course['id']}", json=body, headers=EVERYTHING)

    edits = [asyncio.create_task(edit(number)) for number in range(12)]
    assert (await owner.api.delete("/api/me")).status_code == 204
    assert {(await one).status_code for one in edits} <= {200, 401, 404, 503}
    async with town.sessions() as session:
        found = await (await session.connection()).execute(text("SELECT title FROM courses"))
        assert found.scalars().all() == ["Removed"]


async def test_no_key_is_made_for_nobody(town: Town, owner: Person) -> None:
    assert (await owner.api.delete("/api/me")).status_code == 204
    with pytest.raises(DBAPIError, match="was deleted"):
        async with town.sessions() as session, session.begin():
            await service_keys.make(session, owner.id, "late", ["read"])
