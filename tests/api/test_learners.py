"""The roster of a course, invitations to it, and links that open it: for whom they are, and for nobody else."""

import asyncio
import csv
import io
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from activities.email_delivery import EmailDelivery
from api.courses import invitations
from models.pool import create_pool
from providers.outbox_mail import OutboxMail
from tests.api.people import EVERYTHING, Person, Town, assert_refused
from tests.api.people import town as closed_town
from tests.api.studying import COURSE, sitting
from tests.api.test_structure import brought
from tests.pipeline import Pipeline

Json = dict[str, Any]


@pytest.fixture
async def closed(machine: Pipeline, database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with closed_town(database_url, tmp_path) as running:
        yield running


async def published(owner: Person, course: Json = COURSE) -> Json:
    made = await brought(owner, course)
    assert (await owner.api.post(f"/api/courses/{made['id']}/publish")).status_code == 200
    return made


async def read(person: Person, path: str, **params: Any) -> Json:
    answer = await person.api.get(path, params=params)
    assert answer.status_code == 200, answer.text
    body: Json = answer.json()
    return body


async def named(town: Town, person: Person, name: str) -> None:
    await town.run("UPDATE users SET full_name = :name WHERE id = :id", name=name, id=person.id)


async def test_an_owner_sees_who_is_where_and_who_is_stuck(closed: Town) -> None:
    owner, eve, bob = [await closed.person(role) for role in ("instructor", "student", "student")]
    await named(closed, eve, "=HYPERLINK(1)")
    course = await published(owner, COURSE | {"progression_policy": {"mastery": {"type": "score", "threshold": 80}}})
    path = f"/api/courses/{course['id']}"
    first, second = (section["id"] for section in course["lessons"][0]["sections"])
    for person in (eve, bob):
        assert (await person.api.post(f"{path}/enroll")).status_code == 201
    assert (await bob.api.post(f"/api/sections/{first}/interactions", json=sitting())).json()["success"]
    for _ in range(2):
        wrong = await eve.api.post(f"/api/sections/{first}/interactions", json=sitting(answers={"k1": "b"}))
        assert wrong.json()["reason"] == "mastery_not_achieved"
    await closed.run("UPDATE review_cards SET due_at = now() - interval '1 day'")
    everybody = (await read(owner, f"{path}/learners"))["items"]
    assert [learner["user_id"] for learner in everybody] == [str(eve.id), str(bob.id)]
    assert (everybody[1]["percent"], everybody[1]["reviews_due"], everybody[1]["stuck"]) == (25, 1, None)
    [stuck] = (await read(owner, f"{path}/learners", stuck=True))["items"]
    told = {name: stuck["stuck"][name] for name in ("section_id", "reason", "attempts", "title")}
    assert told == {"section_id": first, "reason": "mastery_not_achieved", "attempts": 2, "title": "Flour"}
    assert (await read(owner, f"{path}/learners", stuck=False))["items"] == [everybody[1]]
    page = await read(owner, f"{path}/learners", limit=1)
    assert (await read(owner, f"{path}/learners", cursor=page["next_cursor"]))["items"] == [everybody[1]]
    assert (await read(owner, f"{path}/learners", inactive_days=1))["items"] == []
    await closed.run(
        "UPDATE enrollments SET last_activity_at = now() - interval '8 days' WHERE user_id = :id", id=bob.id
    )
    assert [one["user_id"] for one in (await read(owner, f"{path}/learners", inactive_days=7))["items"]] == [
        str(bob.id)
    ]
    record = await read(owner, f"{path}/learners/{bob.id}")
    assert (record["learner"]["user_id"], record["progress"]["sections"][0]["status"]) == (str(bob.id), "completed")
    assert "answers" not in str(record)
    table = await owner.api.get(f"{path}/learners.csv")
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [(row["name"], row["stuck_at"]) for row in rows] == [("'=HYPERLINK(1)", "Flour"), ("Student", "")]
    for other in (eve, await closed.person("instructor")):
        for secret in ("learners", "learners.csv", f"learners/{bob.id}", "invitations", "share-links"):
            assert (await other.api.get(f"{path}/{secret}")).status_code in (403, 404)
    assert (await (await closed.person("admin")).api.get(f"{path}/learners")).status_code == 200
    assert second


async def test_who_is_taken_out_cannot_go_on_and_keeps_what_they_earned(closed: Town) -> None:
    owner, bob = await closed.person("instructor"), await closed.person()
    course = await published(owner)
    path, section = f"/api/courses/{course['id']}", course["lessons"][0]["sections"][0]["id"]
    assert (await bob.api.post(f"{path}/enroll")).status_code == 201
    assert (await bob.api.post(f"/api/sections/{section}/interactions", json=sitting())).json()["success"]
    earned = await read(bob, f"{path}/progress")
    assert (await owner.api.delete(f"{path}/learners/{bob.id}")).status_code == 204
    assert (await owner.api.delete(f"{path}/learners/{bob.id}")).status_code == 404
    assert (await read(owner, f"{path}/learners"))["items"] == []
    assert (await read(bob, "/api/me/dashboard"))["courses"] == []
    assert (await read(bob, "/api/me/reviews", upcoming=True))["items"] == []
    for method, refused in (
        ("GET", f"{path}/progress"),
        ("GET", f"{path}/next"),
        ("GET", f"/api/sections/{section}"),
        ("POST", f"/api/sections/{section}/interactions"),
    ):
        answer = await bob.api.request(method, refused, json=sitting() if method == "POST" else None)
        assert_refused(answer, 403, "not-enrolled")
    assert (await bob.api.post(f"{path}/enroll")).status_code == 201
    again = await read(bob, f"{path}/progress")
    assert (again["sections"], again["course"]["percent"]) == (earned["sections"], earned["course"]["percent"])


async def test_a_link_opens_a_course_until_it_is_revoked_and_tells_no_search_engine(closed: Town) -> None:
    owner, bob, stranger = await closed.person("instructor"), await closed.person(), closed.anybody
    draft = await brought(owner)
    links = f"/api/courses/{draft['id']}/share-links"
    assert_refused(await owner.api.post(links, json={"mode": "view"}), 409, "never-published")
    for act in ("publish", "unpublish"):
        assert (await owner.api.post(f"/api/courses/{draft['id']}/{act}")).status_code == 200
    view, enroll = [(await owner.api.post(links, json={"mode": mode})).json() for mode in ("view", "enroll")]
    await owner.api.patch(f"/api/courses/{draft['id']}", json={"title": "Secret"}, headers=EVERYTHING)
    seen = await stranger.get(f"/api/shared/{view['token']}")
    assert (seen.status_code, seen.json()["course"]["title"], seen.json()["mode"]) == (200, "Bread", "view")
    assert seen.headers["x-robots-tag"] == "noindex, nofollow"
    assert (await stranger.post(f"/api/shared/{enroll['token']}/enroll")).status_code == 401
    assert_refused(await bob.api.post(f"/api/shared/{view['token']}/enroll"), 403, "link-only-shows")
    assert [(await bob.api.post(f"/api/shared/{enroll['token']}/enroll")).status_code for _ in range(2)] == [201, 200]
    assert (await bob.api.get(f"/api/courses/{draft['id']}/progress")).status_code == 200
    listed = (await read(owner, links))["items"]
    assert [(link["id"], link["is_open"]) for link in listed] == [(enroll["id"], True), (view["id"], True)]
    assert view["token"] not in str(listed)
    for link in (view, enroll):
        assert (await owner.api.delete(f"/api/share-links/{link['id']}")).status_code == 204
        gone = await stranger.get(f"/api/shared/{link['token']}")
        assert_refused(gone, 404, "not-found")
        assert gone.headers["x-robots-tag"] == "noindex, nofollow"
    assert (await bob.api.get(f"/api/courses/{draft['id']}/progress")).status_code == 200
    soon = {"mode": "view", "expires_at": (datetime.now(UTC) + timedelta(hours=1)).isoformat()}
    late = (await owner.api.post(links, json=soon)).json()
    assert (await stranger.get(f"/api/shared/{late['token']}")).status_code == 200
    await closed.run("UPDATE share_links SET expires_at = now() WHERE id = :id", id=UUID(late["id"]))
    assert (await stranger.get(f"/api/shared/{late['token']}")).status_code == 404


async def test_an_invitation_goes_by_letter_and_is_for_one_person(closed: Town, tmp_path: Path) -> None:
    owner, bob, eve = [await closed.person(role) for role in ("instructor", "student", "student")]
    course = await published(owner)
    path = f"/api/courses/{course['id']}/invitations"
    wrong = await owner.api.post(path, json={"emails": ["bob@example.org", "nobody", "x@y@z"]})
    assert [error["pointer"] for error in wrong.json()["errors"]] == ["/emails/1", "/emails/2"]
    assert (await owner.api.post(path, json={"emails": ["a@b.org"] * 51})).status_code == 422
    answer = await owner.api.post(path, json={"emails": ["Bob@Example.org", "bob@example.org", "eve@example.org"]})
    assert answer.status_code == 201, answer.text
    to_bob, to_eve = answer.json()["items"]
    assert [invited["email"] for invited in (to_bob, to_eve)] == ["bob@example.org", "eve@example.org"]
    messages = await sent(tmp_path, 2)
    assert all("“Bread”" in message and "Instructor invites you" in message for message in messages)
    again = (await owner.api.post(path, json={"emails": ["bob@example.org"]})).json()["items"]
    assert [(one["id"], one["path"]) for one in again] == [(to_bob["id"], None)]
    shared = f"/api{to_bob['path']}"
    assert (await read(bob, shared))["mode"] == "enroll"
    assert (await bob.api.post(f"{shared}/enroll")).status_code == 201
    assert (await eve.api.post(f"{shared}/enroll")).status_code == 404
    await closed.run(
        "UPDATE outbox SET delivery = 'bounced' WHERE id = (SELECT outbox_id FROM course_invitations WHERE id = :id)",
        id=UUID(to_eve["id"]),
    )
    listed = {one["email"]: one["status"] for one in (await read(owner, path))["items"]}
    assert listed == {"bob@example.org": "accepted", "eve@example.org": "returned"}
    once_more = (await owner.api.post(path, json={"emails": ["eve@example.org"]})).json()["items"]
    assert once_more[0]["path"] is not None


async def test_an_invitation_is_withdrawn_and_its_link_stands_in_no_row(
    town: Town, database_url: str, tmp_path: Path, temporal_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", temporal_address)
    owner, bob, other = [await town.person(role) for role in ("instructor", "student", "instructor")]
    course = await published(owner)
    path = f"/api/courses/{course['id']}/invitations"
    answer = await owner.api.post(path, json={"emails": ["bob@example.org", "eve@example.org"]})
    to_bob, to_eve = answer.json()["items"]
    await deliver_all(town, database_url, tmp_path)
    links = [re.findall(r"/shared/([A-Za-z0-9_-]+)", letter)[0] for letter in await sent(tmp_path, 2)]
    kept = ""
    async with town.sessions() as session:
        for table in ("outbox", "course_invitations"):
            rows = await (await session.connection()).execute(text(f"SELECT string_agg(t::text, '') FROM {table} t"))
            kept += rows.scalar_one()
    for token in (*links, to_bob["path"].split("/")[-1]):
        assert token not in kept
        assert (await bob.api.get(f"/api/shared/{token}")).status_code == 200
    foreign = await other.api.delete(f"{path}/{to_bob['id']}")
    assert_refused(foreign, 403, "not-allowed")
    mine = await brought(other)
    assert_refused(await other.api.delete(f"/api/courses/{mine['id']}/invitations/{to_bob['id']}"), 404, "not-found")
    assert [(await owner.api.delete(f"{path}/{to_eve['id']}")).status_code for _ in range(2)] == [204, 204]
    open_links = [(await bob.api.get(f"/api/shared/{token}")).status_code for token in links]
    assert sorted(open_links) == [200, 404]
    assert (await bob.api.get(f"/api{to_eve['path']}")).status_code == 404
    assert (await bob.api.post(f"/api{to_bob['path']}/enroll")).status_code == 201
    assert_refused(await owner.api.delete(f"{path}/{to_bob['id']}"), 409, "invitation-accepted")
    listed = {one["email"]: one["status"] for one in (await read(owner, path))["items"]}
    assert listed == {"bob@example.org": "accepted", "eve@example.org": "withdrawn"}
    again = (await owner.api.post(path, json={"emails": ["eve@example.org"]})).json()["items"]
    assert again[0]["path"] is not None


async def deliver_all(town: Town, database_url: str, folder: Path) -> None:
    """Have every invitation sent as from a service that knows its own address."""
    async with town.sessions() as session:
        query = text("SELECT id FROM outbox WHERE to_address IS NOT NULL")
        ids = (await (await session.connection()).execute(query)).scalars().all()
    async with create_pool(database_url) as pool:
        delivery = EmailDelivery(pool, OutboxMail(folder / "mail"), public_url="https://courses.example.org")
        assert {await delivery.deliver(outbox_id) for outbox_id in ids} == {"sent"}


async def test_a_letter_that_was_not_sent_yet_goes_with_its_invitation(
    town: Town, temporal_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", temporal_address)
    owner = await town.person("instructor")
    course = await published(owner)
    path = f"/api/courses/{course['id']}/invitations"
    [invited] = (await owner.api.post(path, json={"emails": ["bob@example.org"]})).json()["items"]
    assert (await owner.api.delete(f"{path}/{invited['id']}")).status_code == 204
    async with town.sessions() as session:
        found = await (await session.connection()).execute(
            text("SELECT status FROM outbox WHERE kind = 'course_invitation'")
        )
        assert found.scalars().all() == ["suppressed"]


async def test_a_cohort_is_who_enrolled_between_two_days(closed: Town) -> None:
    owner, eve, bob = [await closed.person(role) for role in ("instructor", "student", "student")]
    course = await published(owner)
    path = f"/api/courses/{course['id']}"
    for person, day in ((eve, "2026-01-05"), (bob, "2026-02-05")):
        assert (await person.api.post(f"{path}/enroll")).status_code == 201
        at = datetime.fromisoformat(f"{day}T23:59:59+00:00")
        await closed.run("UPDATE enrollments SET enrolled_at = :at WHERE user_id = :id", at=at, id=person.id)
    for params, wanted in (
        ({"enrolled_since": "2026-01-05", "enrolled_until": "2026-01-05"}, [eve]),
        ({"enrolled_since": "2026-01-06"}, [bob]),
        ({"enrolled_until": "2026-01-04"}, []),
    ):
        found = (await read(owner, f"{path}/learners", **params))["items"]
        assert [one["user_id"] for one in found] == [str(person.id) for person in wanted]
        table = await owner.api.get(f"{path}/learners.csv", params=params)
        assert len(table.content.decode().splitlines()) == len(wanted) + 1
    weeks = (await read(owner, f"{path}/analytics"))["over_time"]
    assert weeks == [
        {"week": "2026-01-05", "enrolled": 1, "completed": 0},
        {"week": "2026-02-02", "enrolled": 1, "completed": 0},
    ]


async def sent(folder: Path, count: int) -> list[str]:
    """The texts of the e-mails in the folder of sent mail, once there are so many."""
    async with asyncio.timeout(60):
        while len(files := list((folder / "mail").glob("*.eml"))) < count:
            await asyncio.sleep(0.05)
    parsed = [message_from_bytes(file.read_bytes(), policy=default) for file in files]
    return [part.get_content() for message in parsed if (part := message.get_body(("plain",))) is not None]


async def test_nobody_writes_to_the_whole_world_by_our_letters(
    database_url: str, tmp_path: Path, temporal_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", temporal_address)
    monkeypatch.setattr(invitations, "EMAILS_AT_ONCE", 4)
    async with closed_town(database_url, tmp_path, requests_a_second=1000, requests_burst=1000) as town:
        owner = await town.person("instructor")
        course = await published(owner)
        answers: list[httpx.Response] = []
        for batch in range(3):
            emails = [f"reader-{batch}-{number}@example.org" for number in range(2)]
            answers.append(await owner.api.post(f"/api/courses/{course['id']}/invitations", json={"emails": emails}))
        assert [answer.status_code for answer in answers] == [201, 201, 429]
