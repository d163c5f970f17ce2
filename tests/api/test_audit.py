"""The audit log: every call that changes something leaves its row, with the change or not at all, and for good."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlmodel import col, select

from accounts import people, service_keys
from models.auditing import AuditEntry
from models.session import libpq_url
from models.xapi import XapiStore
from providers.text import OutlineRequest, TextAnswer
from tests.api.operations import ACTIONS, AUDITED, UNAUDITED
from tests.api.people import EVERYTHING, PASSWORD, Person, Town
from tests.api.people import town as closed_town
from tests.api.test_courses import by_hand
from tests.learning import drafts
from tests.pipeline import Pipeline, pipeline
from tests.scripted import ScriptedWriter
from tests.sources.picture_files import picture

Json = dict[str, Any]
SOURCE = {"file": ("notes.md", b"# Bread\n\nYeast eats sugar, and gives gas and alcohol in return.", "text/markdown")}
BRIEF = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1, "visuals": False, "review": "outline"}
REFUSED_TITLE = "Stale bread"


class Writer(ScriptedWriter):
    """Its outlines for one title are refused: they say of no objective how it is assessed."""

    async def outline(self, request: OutlineRequest) -> TextAnswer:
        answer = await super().outline(request)
        if request.brief.title != REFUSED_TITLE:
            return answer
        plan = json.loads(answer.raw)
        plan["lessons"][0]["sections"][0]["assessment_criteria"] = []
        return answer.model_copy(update={"raw": json.dumps(plan)})


@pytest.fixture
async def machine(database_url: str, temporal_address: str, tmp_path: Path) -> AsyncIterator[Pipeline]:
    """With a writer whose first six answers for section 1.1 are none, so that the section waits for a retry twice."""
    writer = Writer({"1.1": lambda call: "no section" if call <= 6 else None})
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as running:
        yield running


@pytest.fixture
async def closed(machine: Pipeline, database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with closed_town(database_url, tmp_path) as running:
        yield running


class Acts:
    """Calls, and the rows that each of them left."""

    def __init__(self, machine: Pipeline) -> None:
        self.machine = machine
        self.rows: dict[str, list[AuditEntry]] = {}

    async def do(self, operation: str, api: httpx.AsyncClient | None = None, **call: Any) -> Json:
        """The call of this operation; its path's fields are given by name, the rest is httpx's."""
        method, path = operation.split(" ")
        names = [name for name in call if f"{{{name}}}" in path]
        path = path.format(**{name: call.pop(name) for name in names})
        known = {row.id for row in await entries(self.machine)}
        answer = await (api or self.machine.api).request(method, path, **call)
        assert answer.is_success, (operation, answer.text)
        self.rows[operation] = [row for row in await entries(self.machine) if row.id not in known]
        body: Json = answer.json() if answer.content else {}
        return body


async def entries(at: Pipeline | Town) -> list[AuditEntry]:
    async with at.sessions() as session:
        return list(await session.exec(select(AuditEntry).order_by(col(AuditEntry.id))))


def test_every_operation_that_writes_is_audited_or_said_not_to_be() -> None:
    writing = {operation for operation in ACTIONS if not operation.startswith("GET ")}
    assert writing <= set(AUDITED) | UNAUDITED
    assert not set(AUDITED) & UNAUDITED
    assert set(AUDITED) | UNAUDITED <= set(ACTIONS)
    assert len(set(AUDITED.values())) == len(AUDITED)


async def test_every_audited_operation_leaves_its_row(machine: Pipeline, closed: Town) -> None:
    acts = Acts(machine)
    await account_acts(acts, closed)
    await course_acts(acts)
    await record_store_acts(acts, closed)
    await webhook_acts(acts)
    await generation_acts(acts)
    assert set(acts.rows) == set(AUDITED)
    for operation, rows in acts.rows.items():
        [row] = rows
        assert row.action == AUDITED[operation]
        assert row.actor_id is not None
        assert row.actor_role in ("instructor", "admin", "operator")
        if "/courses/{course_id}" in operation or "/lessons" in operation or "/sections/{section_id}" in operation:
            assert row.course_id is not None, operation
        if "/generations/" in operation or operation.endswith("/generate"):
            assert row.generation_id is not None, operation


async def account_acts(acts: Acts, closed: Town) -> None:
    admin, person = await closed.person("admin"), await closed.person()
    await acts.do("PATCH /api/me", json={"full_name": "Grace Hopper"}, headers=EVERYTHING)
    changes = {"role": "operator"}
    known = {"If-Match": (await admin.api.get(f"/api/users/{person.id}")).headers["etag"]}
    await acts.do("PATCH /api/users/{user_id}", api=admin.api, user_id=person.id, json=changes, headers=known)
    await other_sign_ins(acts, closed, person)
    await acts.do("GET /api/me/export", api=person.api)
    await acts.do("DELETE /api/me", api=person.api)
    [row] = acts.rows["PATCH /api/users/{user_id}"]
    assert (row.actor_id, row.object_id, row.detail, row.via) == (admin.id, person.id, changes, "token")
    [row] = acts.rows["PATCH /api/me"]
    assert (row.detail, row.via) == ({"fields": ["full_name"]}, "local")


async def other_sign_ins(acts: Acts, closed: Town, person: Person) -> None:
    other = await closed.client((await closed.sign_in(person.email)).json()["access_token"])
    [sign_in_id] = [one["id"] for one in (await other.get("/api/me/sessions")).json()["items"] if one["current"]]
    await acts.do("DELETE /api/me/sessions/{sign_in_id}", api=person.api, sign_in_id=sign_in_id)
    await acts.do("DELETE /api/me/sessions", api=person.api)
    passwords = {"current": PASSWORD, "new": "four other words nobody guesses"}
    await acts.do("POST /api/auth/password", api=person.api, json=passwords)
    await acts.do("POST /api/auth/confirmation", api=person.api)


async def course_acts(acts: Acts) -> None:
    source = await acts.do("POST /api/sources", files=SOURCE)
    await acts.do("DELETE /api/sources/{source_id}", source_id=source["id"])
    course = await acts.do("POST /api/courses", json=by_hand())
    await acts.do("POST /api/courses/import", files={"file": ("course.json", json.dumps(by_hand()))})
    lesson = course["lessons"][0]
    title: Json = {"json": {"title": "Loaves"}, "headers": EVERYTHING}
    await acts.do("PATCH /api/courses/{course_id}", course_id=course["id"], **title)
    await acts.do("PATCH /api/lessons/{lesson_id}", lesson_id=lesson["id"], **title)
    await acts.do("PATCH /api/sections/{section_id}", section_id=lesson["sections"][0]["id"], **title)
    await acts.do("GET /api/courses/{course_id}/exports/{format}", course_id=course["id"], format="json")
    checked = lesson["sections"][0]["id"]
    [check] = (await acts.machine.read(f"/api/sections/{checked}/checks"))["checks"]
    seen = {"checks": [{"check_id": check["check_id"], "digest": check["digest"]}]}
    await acts.do("POST /api/sections/{section_id}/checks/review", section_id=checked, json=seen)
    await acts.do("POST /api/courses/{course_id}/lessons", course_id=course["id"], **title)
    added = await acts.do("POST /api/lessons/{lesson_id}/sections", lesson_id=lesson["id"], **title)
    section = added["lessons"][0]["sections"][2]["id"]
    await acts.do("POST /api/sections/{section_id}/duplicate", section_id=section, headers=EVERYTHING)
    await acts.do("DELETE /api/sections/{section_id}", section_id=section, headers=EVERYTHING)
    await acts.do("POST /api/sections/{section_id}/restore", section_id=section, headers=EVERYTHING)
    gone = {"lesson_id": added["lessons"][2]["id"], "headers": EVERYTHING}
    await acts.do("DELETE /api/lessons/{lesson_id}", **gone)
    await acts.do("POST /api/lessons/{lesson_id}/restore", **gone)
    for act in ("publish", "unpublish"):
        await acts.do(f"POST /api/courses/{{course_id}}/{act}", course_id=course["id"])
    await roster_acts(acts, course["id"])
    await acts.do("DELETE /api/courses/{course_id}", course_id=course["id"], headers=EVERYTHING)


async def roster_acts(acts: Acts, course_id: str) -> None:
    invited: Json = {"json": {"emails": ["bob@example.org"]}}
    sent = await acts.do("POST /api/courses/{course_id}/invitations", course_id=course_id, **invited)
    withdrawn = {"course_id": course_id, "invitation_id": sent["items"][0]["id"]}
    await acts.do("DELETE /api/courses/{course_id}/invitations/{invitation_id}", **withdrawn)
    photo: Json = {"files": {"file": ("loaf.png", picture())}, "data": {"alt": "A loaf"}}
    media = await acts.do("POST /api/courses/{course_id}/media", course_id=course_id, **photo)
    described: Json = {"json": {"alt": "A loaf of rye"}, "headers": EVERYTHING}
    await acts.do("PATCH /api/media/{media_id}", media_id=media["id"], **described)
    await acts.do("DELETE /api/media/{media_id}", media_id=media["id"])
    link = await acts.do("POST /api/courses/{course_id}/share-links", course_id=course_id, json={"mode": "enroll"})
    enrolled = (await acts.machine.api.post(f"/api/shared/{link['token']}/enroll")).json()
    removed = {"course_id": course_id, "user_id": enrolled["user_id"]}
    await acts.do("DELETE /api/courses/{course_id}/learners/{user_id}", **removed)
    await acts.do("DELETE /api/share-links/{link_id}", link_id=link["id"])


async def record_store_acts(acts: Acts, closed: Town) -> None:
    async with closed.sessions() as session, session.begin():
        session.add(XapiStore(endpoint="https://lrs.example.org/xapi"))
    operator = await closed.person("operator")
    await acts.do("POST /api/record-store/retry", api=operator.api)


async def webhook_acts(acts: Acts) -> None:
    new: Json = {"json": {"url": "https://hooks.example.org/", "events": ["course.completed"]}}
    hook = await acts.do("POST /api/webhooks", **new)
    await acts.do("POST /api/webhooks/{webhook_id}/test", webhook_id=hook["id"])
    await acts.do("DELETE /api/webhooks/{webhook_id}", webhook_id=hook["id"])


async def generation_acts(acts: Acts) -> None:
    machine, generation = acts.machine, "POST /api/generations/{generation_id}/"
    given_up = await acts.do("POST /api/courses/generate", json=BRIEF)
    await acts.do(f"{generation}cancel", generation_id=given_up["id"])
    gone = await machine.generate(BRIEF)
    await machine.until_status(gone["id"], "awaiting_review")
    await machine.temporal.get_workflow_handle(gone["workflow_id"]).terminate("ended in the UI")
    await acts.do(f"{generation}retry", generation_id=gone["id"])
    await acts.do(f"{generation}outline/accept", generation_id=await refused_outline(machine))
    made = (await machine.generate(BRIEF | {"budget": {"amount": "1"}}))["id"]
    first = await machine.until_status(made, "awaiting_review")
    await acts.do(f"{generation}revise", generation_id=made, json={"feedback": "More rye."})
    await machine.until(made, lambda v: v["status"] == "awaiting_review" and v["outline"] != first["outline"])
    for act in ("pause", "resume"):
        await acts.do(f"{generation}{act}", generation_id=made)
    await acts.do(f"{generation}budget", generation_id=made, json={"amount": "2"})
    await acts.do(f"{generation}approve", generation_id=made)
    await machine.until_status(made, "needs_attention")
    await acts.do(f"{generation}sections/{{key}}/retry", generation_id=made, key="1.1")
    await machine.until(made, lambda view: view["sections"][0]["attempts"] == 6 and view["status"] == "needs_attention")
    own = {"content": drafts.content(explanation="Yeast eats sugar.", citations=[]).model_dump(mode="json")}
    await acts.do(f"{generation}sections/{{key}}/accept", generation_id=made, key="1.1", json=own)
    done = await machine.until_status(made, "completed")
    calls = (await machine.read(f"/api/courses/{done['course_id']}/generations"))["items"]
    await acts.do("POST /api/ai-generations/{call_id}/review", call_id=calls[0]["id"], json={"approved": True})
    section = (await machine.read(f"/api/courses/{done['course_id']}"))["lessons"][0]["sections"][0]["id"]
    wish = {"overwrite_edits": True}
    again = await acts.do("POST /api/sections/{section_id}/regenerate", section_id=section, json=wish)
    await machine.until_status(again["id"], "completed")
    await acts.do(
        "POST /api/sections/{section_id}/versions/{number}/restore", section_id=section, number=1, headers=EVERYTHING
    )
    proposed = await machine.api.post(f"/api/sections/{section}/regenerate", json={"propose": True})
    await machine.until_status(proposed.json()["id"], "completed")
    await acts.do(
        "POST /api/sections/{section_id}/versions/{number}/take", section_id=section, number=4, headers=EVERYTHING
    )
    await the_owner_reads_it_all(machine, done["course_id"], made)


async def refused_outline(machine: Pipeline) -> str:
    """A generation that waits since its outline was refused."""
    started = await machine.generate(BRIEF | {"title": REFUSED_TITLE})
    await machine.until_status(started["id"], "needs_attention")
    return str(started["id"])


async def the_owner_reads_it_all(machine: Pipeline, course_id: str, generation_id: str) -> None:
    page = await machine.read(f"/api/courses/{course_id}/audit?limit=100")
    told = [item["action"] for item in reversed(page["items"])]
    steps = ["generate", "revise outline", "pause", "resume", "raise budget", "approve outline", "retry section"]
    since = ["restore version", "regenerate section", "take proposal"]
    assert told == [*steps, "accept section", "review content", "regenerate section", *since]
    assert {item["generation_id"] for item in page["items"][-len(steps) :]} == {generation_id}


async def test_what_is_refused_leaves_no_row(town: Town) -> None:
    owner = await town.person("instructor")
    course = (await owner.api.post("/api/courses", json=by_hand())).json()
    before = await entries(town)
    path = f"/api/courses/{course['id']}"
    for answer in (
        await owner.api.post(f"{path}/unpublish"),
        await owner.api.patch(path, json={"title": "x"}, headers={"If-Match": '"stale"'}),
        await owner.api.patch(path, json={"title": "\x01"}, headers=EVERYTHING),
        await (await town.person("instructor")).api.post(f"{path}/publish"),
    ):
        assert answer.is_client_error, answer.text
    assert [row.action for row in await entries(town) if row.action != "make account"] == [
        row.action for row in before if row.action != "make account"
    ]


async def test_a_row_says_by_what_right_and_holds_nothing_personal(town: Town) -> None:
    owner = await town.person("instructor")
    key = await town.client(await town.key(owner, "author"))
    assert (await key.post("/api/courses", json=by_hand(title="About Ada Lovelace"))).status_code == 201
    told = {"learning_preferences": {"note": "Ada Lovelace"}, "full_name": "Ada Lovelace"}
    assert (await owner.api.patch("/api/me", json=told, headers=EVERYTHING)).status_code == 200
    rows = [row for row in await entries(town) if row.actor_id == owner.id]
    assert [(row.action, row.via) for row in rows] == [("bring course", "key"), ("change self", "token")]
    assert not any("Ada" in row.model_dump_json() or owner.email in row.model_dump_json() for row in rows)


async def test_a_row_names_the_request_that_left_it(town: Town) -> None:
    owner = await town.person("instructor")
    answers = [
        await owner.api.patch("/api/me", json={"full_name": "Ada"}, headers={"If-Match": "*", "X-Request-ID": given})
        for given in ("abc-1", "ada@example.org", "")
    ]
    query = "SELECT request_id FROM audit_log WHERE actor_id = :id ORDER BY id"
    async with town.sessions() as session:
        rows = (await (await session.connection()).execute(text(query), {"id": owner.id})).scalars().all()
    assert rows == [answer.headers["x-request-id"] for answer in answers]
    assert rows[0] == "abc-1"
    assert {UUID(row).version for row in rows[1:]} == {7}, "what is no id is not taken for one"


async def test_commands_leave_their_rows(town: Town) -> None:
    await people.make_sure_of(town.sessions, "ada@example.org", PASSWORD, "Ada", "admin")
    await people.make_sure_of(town.sessions, "ada@example.org", PASSWORD, "Ada", "instructor")
    async with town.sessions() as session, session.begin():
        user = await people.find(session, "ada@example.org")
        assert user is not None
        key = service_keys.parse(await service_keys.make(session, user.id, "frontend", ["read"]))
        assert key is not None
        assert await service_keys.revoke(session, key[0])
        assert await service_keys.revoke(session, key[0])
    rows = await entries(town)
    assert [row.action for row in rows] == ["make account", "change user", "make key", "revoke key"]
    assert {(row.via, row.actor_id, row.object_id) for row in rows} == {("command", None, user.id)}
    assert rows[2].detail == {"key_id": str(key[0]), "scopes": ["read"]}


async def test_the_log_is_for_admins_and_comes_in_pages(town: Town) -> None:
    admin, owner, other = await town.person("admin"), await town.person("instructor"), await town.person("instructor")
    course = (await owner.api.post("/api/courses", json=by_hand())).json()
    for number in range(3):
        answer = await owner.api.patch(
            f"/api/courses/{course['id']}", json={"title": f"Bread {number}"}, headers=EVERYTHING
        )
        assert answer.status_code == 200
    first = await read(admin, "/api/audit", limit=3, actor_id=owner.id)
    rest = await read(admin, "/api/audit", limit=3, actor_id=owner.id, cursor=first["next_cursor"])
    listed = first["items"] + rest["items"]
    assert [item["action"] for item in listed] == ["edit course"] * 3 + ["bring course"]
    assert listed == (await read(owner, f"/api/courses/{course['id']}/audit"))["items"]
    assert listed == (await read(admin, f"/api/courses/{course['id']}/audit"))["items"]
    assert rest["next_cursor"] is None
    assert (await other.api.get(f"/api/courses/{course['id']}/audit")).status_code == 404
    assert (await owner.api.get(f"/api/courses/{uuid4()}/audit")).status_code == 404
    for person in (owner, await town.person("operator"), await town.person()):
        assert (await person.api.get("/api/audit")).status_code == 403


async def read(person: Person, path: str, **params: Any) -> Json:
    answer = await person.api.get(path, params=params)
    assert answer.status_code == 200, answer.text
    body: Json = answer.json()
    return body


@pytest.mark.parametrize("role", ["lms_app_user", None], ids=["application", "owner"])
@pytest.mark.parametrize(
    "statement", ["UPDATE audit_log SET action = 'nothing'", "DELETE FROM audit_log", "TRUNCATE audit_log"]
)
async def test_nobody_rewrites_it(town: Town, database_url: str, statement: str, role: str | None) -> None:
    await town.person("instructor")
    before = await entries(town)
    with psycopg.connect(libpq_url(database_url, role=role)) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(statement.encode())
    assert await entries(town) == before != []
