"""What the record holds about a person: given to them, and taken away with them, while the figures stay."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from temporalio.testing import ActivityEnvironment

from activities.progression import Progression
from api.accounts.export import PersonalData
from enrollments.check import check
from enrollments.repository import RecordRepository
from models.messages import ProgressionRef, Reminded
from models.personal_data import PARTS
from tests.api.people import EVERYTHING, PASSWORD, Person, Town, assert_refused
from tests.api.people import town as closed_town
from tests.api.studying import COURSE, ids, sitting
from tests.pipeline import Pipeline

Json = dict[str, Any]
SECRET = "Sourdough Confession"
"""In everything that one writes here: where it is, one can be known by it."""
CITED = b"# Bread\n\nYeast eats sugar, and gives gas and alcohol in return. A Sourdough Confession."
UNCITED = b"# Rye\n\nRye holds water by its sugars. Another Sourdough Confession."


@pytest.fixture
async def closed(machine: Pipeline, database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with closed_town(database_url, tmp_path) as running:
        yield running


async def rows(town: Town, query: str, **values: object) -> list[Json]:
    async with town.sessions() as session:
        connection = await session.connection()
        return [dict(row) for row in (await connection.execute(text(query), values)).mappings()]


async def where_it_says(town: Town, *words: str) -> set[str]:
    """The tables in which any of these words stand in any column."""
    tables = await rows(
        town, "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    )
    found = set()
    for name in (table["relname"] for table in tables):
        for word in words:
            query = f"SELECT FROM {name} t WHERE position(lower(:word) in lower(to_jsonb(t)::text)) > 0 LIMIT 1"
            found |= {name} if await rows(town, query, word=word) else set()
    return found


async def call(person: Person, method: str, path: str, status: int = 200, **rest: Any) -> Json:
    answer = await person.api.request(method, path, **rest)
    assert answer.status_code == status, answer.text
    body: Json = answer.json() if answer.content else {}
    return body


async def published(owner: Person, **changes: object) -> Json:
    course = await call(owner, "POST", "/api/courses", 201, json=COURSE | changes)
    return await call(owner, "POST", f"/api/courses/{course['id']}/publish")


async def learner_of(town: Town, course: Json) -> Person:
    """Somebody who has told this service all that a learner can."""
    person = await town.person()
    told = {"full_name": SECRET, "learning_preferences": {"note": SECRET}, "timezone": "Europe/Berlin"}
    await call(person, "PATCH", "/api/me", json=told, headers=EVERYTHING)
    await call(person, "POST", f"/api/courses/{course['id']}/enroll", 201)
    flour, yeast, *_ = ids(course)
    for section, rest in ((flour, {}), (yeast, {"answers": {"k1": SECRET}, "interactions": {"note": SECRET}})):
        await call(person, "POST", f"/api/sections/{section}/interactions", json=sitting(**rest))
    [card, *_] = (await person.api.get("/api/me/reviews", params={"upcoming": True})).json()["items"]
    answer = {"event_id": str(uuid4()), "answer": SECRET}
    await call(person, "POST", f"/api/reviews/{card['id']}/answer", json=answer)
    await town.key(person, "read")
    await town.run("UPDATE service_keys SET name = :name WHERE user_id = :id", name=SECRET, id=person.id)
    return person


FIGURES = (
    "SELECT * FROM course_analytics ORDER BY course_id",
    "SELECT * FROM user_learning_dashboard ORDER BY user_id",
    "SELECT * FROM section_progress ORDER BY enrollment_id, section_id",
    "SELECT * FROM lesson_progress ORDER BY enrollment_id, lesson_id",
    "SELECT * FROM enrollments ORDER BY id",
    "SELECT * FROM check_statistics ORDER BY section_id, check_id",
    "SELECT id, data, outcome, occurred_at FROM learning_events ORDER BY id",
)


async def test_of_a_learner_who_leaves_only_figures_stay(machine: Pipeline, closed: Town) -> None:
    course = await published(await closed.person("instructor"))
    person = await learner_of(closed, course)
    study = machine.temporal.get_workflow_handle(f"progression/{course['id']}/{person.id}")
    before = [await rows(closed, query) for query in FIGURES]
    assert {"users", "interaction_inbox"} <= await where_it_says(closed, SECRET, person.email)
    await call(person, "DELETE", "/api/me", 204)
    assert await where_it_says(closed, SECRET, person.email) == set()
    assert [await rows(closed, query) for query in FIGURES] == before
    assert [str(difference) async for difference in check(machine.pool)] == []
    await machine.ended(study.id)
    assert_refused(await person.api.get("/api/me"), 401, "token-refused")
    assert_refused(await closed.sign_in(person.email), 401, "wrong-credentials")
    left = await rows(
        closed, "SELECT count(*) AS n FROM refresh_tokens WHERE user_id = :id AND revoked_at IS NULL", id=person.id
    )
    assert left == [{"n": 0}]


async def test_no_letter_is_left_for_who_has_gone(machine: Pipeline, closed: Town) -> None:
    course = await published(await closed.person("instructor"))
    person = await learner_of(closed, course)
    [enrollment] = await rows(closed, "SELECT id FROM enrollments WHERE user_id = :id", id=person.id)
    await closed.run("UPDATE review_cards SET due_at = now() - interval '1 day'")
    await closed.run(
        "INSERT INTO outbox (id, kind, dedupe_key, user_id, data, status, attempts) "
        "VALUES (gen_random_uuid(), 'nudge', 'waiting', :id, '{\"title\": \"Bread\"}', 'pending', 0)",
        id=person.id,
    )
    await call(person, "DELETE", "/api/me", 204)
    progression, ref = (
        Progression(machine.pool, RecordRepository()),
        ProgressionRef(enrollment_id=enrollment["id"]),
    )
    for activity in (progression.nudge, progression.remind):
        assert await ActivityEnvironment().run(activity, ref) == Reminded()
    mails = await rows(closed, "SELECT DISTINCT status, data FROM outbox WHERE user_id = :id", id=person.id)
    assert all(mail["data"] == {} and mail["status"] != "pending" for mail in mails)
    assert await rows(closed, "SELECT status FROM outbox WHERE dedupe_key = 'waiting'") == [{"status": "suppressed"}]


async def bring(owner: Person, name: str, data: bytes) -> str:
    source = await call(owner, "POST", "/api/sources", 201, files={"file": (name, data, "text/markdown")})
    return str(source["id"])


def citing(source_id: str) -> Json:
    quote = "Yeast eats sugar, and gives gas and alcohol in return."
    citation = {"id": "c1", "source_id": source_id, "block_id": "b1", "quote": quote}
    content = {"explanation": "Yeast eats sugar. [^c1]", "citations": [citation]}
    return {"title": "Yeast", "lessons": [{"title": "Dough", "sections": [{"title": "Yeast", "content": content}]}]}


async def reviewed(owner: Person, path: str, description: str) -> None:
    """Return when the outline with this description awaits a review."""
    async with asyncio.timeout(60):
        while True:
            view = await call(owner, "GET", path)
            if view["status"] == "awaiting_review" and view["outline"]["description"] == description:
                return
            await asyncio.sleep(0.05)


async def test_of_an_instructor_who_leaves_what_was_published_stays(machine: Pipeline, closed: Town) -> None:
    owner, learner, admin = await closed.person("instructor"), await closed.person(), await closed.person("admin")
    cited, uncited = await bring(owner, f"{SECRET}.md", CITED), await bring(owner, f"{SECRET} 2.md", UNCITED)
    course = await published(owner, **citing(cited))
    draft = await call(owner, "POST", "/api/courses", 201, json=COURSE | {"title": SECRET})
    brief = {"title": SECRET, "description": SECRET, "lessons": 1, "sections_per_lesson": 1, "review": "outline"}
    made = await call(owner, "POST", "/api/courses/generate", 202, json=brief, headers={"Idempotency-Key": SECRET})
    await reviewed(owner, f"/api/generations/{made['id']}", "")
    key = await closed.client(await closed.key(owner, "author"))
    await call(learner, "POST", f"/api/courses/{course['id']}/enroll", 201)
    await call(owner, "DELETE", "/api/me", 204)
    await machine.ended(made["workflow_id"])
    assert await where_it_says(closed, owner.email) == set()
    assert await where_it_says(closed, SECRET) == {"sources"}
    kept = {
        row["id"]: len(row["blocks"])
        for row in await rows(closed, "SELECT id, document->'blocks' AS blocks FROM sources")
    }
    assert kept[UUID(cited)] > 0
    assert kept[UUID(uncited)] == 0
    assert (await call(learner, "GET", f"/api/courses/{course['id']}"))["title"] == "Yeast"
    assert (await call(learner, "GET", f"/api/sections/{ids(course)[0]}"))["content"]["citations"] != []
    emptied = await call(admin, "GET", f"/api/courses/{draft['id']}")
    assert (emptied["title"], emptied["status"]) == ("Removed", "archived")
    ended = await call(admin, "GET", f"/api/generations/{made['id']}")
    assert (ended["title"], ended["status"], ended["outline"]) == ("Removed", "cancelled", None)
    assert_refused(await key.get("/api/courses"), 401, "token-refused")
    assert str(owner.id) not in {user["id"] for user in (await call(admin, "GET", "/api/users"))["items"]}
    gone = f"/api/users/{owner.id}"
    await call(admin, "GET", gone, 404)
    await call(admin, "PATCH", gone, 404, json={"is_active": True}, headers=EVERYTHING)


async def test_what_one_said_of_outlines_goes(machine: Pipeline, closed: Town) -> None:
    owner = await closed.person("instructor")
    brief = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1, "review": "outline", "visuals": False}
    made = await call(owner, "POST", "/api/courses/generate", 202, json=brief)
    path = f"/api/generations/{made['id']}"

    await reviewed(owner, path, "")
    await call(owner, "POST", f"{path}/revise", json={"feedback": SECRET})
    await reviewed(owner, path, SECRET)
    await call(owner, "DELETE", "/api/me", 204)
    assert await where_it_says(closed, SECRET) == set()
    assert await rows(closed, "SELECT kind FROM generation_events WHERE kind = 'revision_requested'") != []
    await machine.ended(made["workflow_id"])
    assert await where_it_says(closed, SECRET) == set()


async def test_the_address_is_free_for_somebody_new(town: Town) -> None:
    person = await town.person()
    await call(person, "DELETE", "/api/me", 204)
    assert (await town.register(person.email)).status_code == 201
    again = (await town.sign_in(person.email)).json()
    me = (await (await town.client(again["access_token"])).get("/api/me")).json()
    assert me["id"] != str(person.id)
    assert me["full_name"] == "Ada Lovelace"


async def test_an_old_sign_in_needs_the_password(town: Town) -> None:
    person = await town.person()
    await town.run("UPDATE refresh_tokens SET issued_at = now() - interval '16 minutes'")
    refreshed = await town.anybody.post("/api/auth/refresh", json={"refresh_token": person.tokens["refresh_token"]})
    api = await town.client(refreshed.json()["access_token"])
    assert_refused(await api.delete("/api/me"), 403, "sign-in-too-old")
    wrong = await api.request("DELETE", "/api/me", json={"password": "four other words entirely"})
    assert_refused(wrong, 403, "wrong-password")
    assert (await api.get("/api/me")).json()["email"] == person.email
    assert (await api.request("DELETE", "/api/me", json={"password": PASSWORD})).status_code == 204


async def test_a_wrong_password_counts_also_after_a_fresh_sign_in(town: Town) -> None:
    person = await town.person()
    for body, slug in (({"password": "not mine at all"}, "wrong-password"), ({"role": "admin"}, "invalid-input")):
        answer = await person.api.request("DELETE", "/api/me", json=body)
        assert_refused(answer, answer.status_code, slug)
    assert (await person.api.get("/api/me")).status_code == 200


async def test_the_last_admin_and_keys_delete_nobody(town: Town) -> None:
    admin = await town.person("admin")
    assert_refused(await admin.api.delete("/api/me"), 409, "last-admin")
    key = await town.client(await town.key(admin, "read", "learn", "author", "operate"))
    assert_refused(await key.delete("/api/me"), 403, "out-of-scope")
    assert_refused(await key.get("/api/me/export"), 403, "out-of-scope")
    second = await town.person("admin")
    await call(admin, "DELETE", "/api/me", 204)
    assert_refused(await second.api.delete("/api/me"), 409, "last-admin")


async def test_what_was_sent_is_forgotten_only_with_its_sender(town: Town) -> None:
    person = await town.person()
    with pytest.raises(Exception, match="was not deleted"):
        await town.run("SELECT forget_what_was_sent(:id)", id=person.id)


async def exported(person: Person) -> Any:
    answer = await person.api.get("/api/me/export")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == 'attachment; filename="personal-data.json"'
    assert answer.headers["cache-control"] == "no-store"
    return PersonalData.model_validate_json(answer.content)


async def test_a_learner_is_given_all_that_is_kept(machine: Pipeline, closed: Town) -> None:
    course = await published(await closed.person("instructor"))
    person = await learner_of(closed, course)
    data = await exported(person)
    assert data.complete
    assert (data.profile["email"], data.profile["full_name"]) == (person.email, SECRET)
    assert data.profile["learning_preferences"] == {"note": SECRET}
    assert len(data.sign_ins) == 1
    assert data.sign_ins[0]["signed_in_at"] is not None
    assert [key["name"] for key in data.service_keys] == [SECRET]
    assert [one["course_id"] for one in data.enrollments] == [course["id"]]
    assert sorted(one["status"] for one in data.section_progress if one["status"] != "not_started") == ["completed"] * 2
    assert [one["outcome"] for one in data.learning_events] == ["completed", "completed"]
    assert data.interactions[1]["body"]["answers"] == {"k1": SECRET}
    assert "first-section" in {one["slug"] for one in data.achievements}
    assert len(data.review_cards) == 2
    assert len(data.review_answers) == 1
    assert {"progress", "milestone"} <= {one["kind"] for one in data.told}
    assert {"milestone_reached"} == {one["kind"] for one in data.letters}
    assert [one["action"] for one in data.audit] == ["change self", "make key", "export self"]
    assert not data.courses + data.generations + data.sources


async def test_an_instructor_is_given_what_they_made(machine: Pipeline, closed: Town) -> None:
    owner, other = await closed.person("instructor"), await closed.person("instructor")
    source = await bring(owner, "bread.md", CITED)
    course = await published(owner, **citing(source))
    await published(other, title="Of somebody else")
    brief = {"title": SECRET, "lessons": 1, "sections_per_lesson": 1, "visuals": False}
    made = await call(owner, "POST", "/api/courses/generate", 202, json=brief)
    await machine.ended(made["workflow_id"])
    data = await exported(owner)
    assert course["id"] in [one["id"] for one in data.courses]
    assert {one["title"] for one in data.courses} == {"Yeast", SECRET}
    assert "Yeast eats sugar. [^c1]" in {one["content"]["explanation"] for one in data.sections}
    assert [one["brief"]["title"] for one in data.generations] == [SECRET]
    assert [(one["id"], one["filename"]) for one in data.sources] == [(source, "bread.md")]
    assert SECRET in str(data.sources[0]["document"])


async def test_nothing_that_lets_in_and_nobody_else_is_in_it(town: Town) -> None:
    person, other = await town.person("admin"), await town.person()
    key = await town.key(person, "read")
    hashes = await rows(town, "SELECT token_hash AS it FROM refresh_tokens UNION SELECT secret_hash FROM service_keys")
    hashes += await rows(town, "SELECT hashed_password AS it FROM users")
    text = (await person.api.get("/api/me/export")).text
    for secret in (key, key.rpartition("_")[2], person.tokens["refresh_token"], other.email, str(other.id)):
        assert secret not in text
    assert not any(row["it"] in text for row in hashes)


async def test_every_table_about_a_person_is_in_the_export_or_said_not_to_be(town: Town) -> None:
    """A new table that refers to users or enrollments has to be thought of."""
    found = await rows(
        town,
        "SELECT DISTINCT conrelid::regclass::text AS name FROM pg_constraint WHERE contype = 'f' "
        "AND confrelid IN ('users'::regclass, 'enrollments'::regclass)",
    )
    queried = " ".join(part.query for part in PARTS.values())
    missing = {row["name"] for row in found if not re.search(rf"\b{row['name']}\b", queried)}
    numbers = {"learner_streams", "xapi_positions"}  # of what is told, and up to where
    assert missing == {*numbers, "idempotency_keys"}, "which last for a day"
    assert set(PersonalData.model_fields) == {"profile", *PARTS, "complete"}


async def test_a_long_record_is_written_in_pieces(town: Town) -> None:
    person = await town.person()
    await town.run(
        "INSERT INTO learner_events (user_id, seq, kind, data) SELECT :id, n, 'progress', "
        "jsonb_build_object('text', repeat('x', 1000)) FROM generate_series(1, 3000) n",
        id=person.id,
    )
    data = await exported(person)
    assert [one["seq"] for one in data.told] == list(range(1, 3_001))
