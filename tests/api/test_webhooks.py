"""Registering addresses that are told what happens to courses."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from api.webhooks.routes import MOST_WEBHOOKS
from models.webhooks import Webhook
from providers.webhooks import WebhookSender
from tests.api.people import Person, Town, assert_refused
from tests.api.people import town as closed_town
from tests.pipeline import Pipeline, pipeline
from tests.providers.test_webhooks import Receiver

Json = dict[str, Any]
NEW: Json = {"url": "https://hooks.example.org/courses", "events": ["course.completed", "generation.failed"]}


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with closed_town(database_url, tmp_path) as running:
        yield running


async def register(person: Person, status: int = 201, **changes: Any) -> Json:
    answer = await person.api.post("/api/webhooks", json=NEW | changes)
    assert answer.status_code == status, answer.text
    told: Json = answer.json()
    return told


async def test_one_is_registered_listed_read_and_removed_and_its_secret_told_once(town: Town) -> None:
    person = await town.person("instructor")
    made = await register(person)
    assert made["secret"].startswith("whsec_")
    assert (made["status"], made["scope"], made["events"]) == ("active", "own", NEW["events"])
    second = await register(person, url="https://hooks.example.org/other")
    listed = await person.api.get("/api/webhooks", params={"limit": 1})
    assert [one["id"] for one in listed.json()["items"]] == [second["id"]]
    rest = await person.api.get("/api/webhooks", params={"cursor": listed.json()["next_cursor"]})
    assert [one["id"] for one in rest.json()["items"]] == [made["id"]]
    path = f"/api/webhooks/{made['id']}"
    read = (await person.api.get(path)).json()
    assert read["deliveries"] == []
    assert made["secret"] not in listed.text + rest.text + json.dumps(read)
    assert made["secret"] not in (await person.api.get("/api/me/export")).text
    assert (await person.api.delete(path)).status_code == 204
    for gone in (await person.api.get(path), await person.api.delete(path), await person.api.post(f"{path}/test")):
        assert_refused(gone, 404, "not-found")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"url": "http://hooks.example.org/"}, "/url"),
        ({"url": "https://127.0.0.1/"}, "/url"),
        ({"url": "https://10.0.0.1/"}, "/url"),
        ({"events": ["course.deleted"]}, "/events/0"),
        ({"events": []}, "/events"),
        ({"secret": "mine"}, "/secret"),
    ],
)
async def test_what_no_webhook_may_be_is_named(town: Town, changes: Json, pointer: str) -> None:
    refused = await register(await town.person("instructor"), 422, **changes)
    assert [one["pointer"] for one in refused["errors"]] == [pointer]


async def test_only_admins_are_told_of_everybodys_courses_and_only_authors_of_theirs(town: Town) -> None:
    assert (await register(await town.person("admin"), scope="all"))["scope"] == "all"
    await register(await town.person("instructor"), 403, scope="all")
    await register(await town.person("student"), 403)
    assert (await town.anybody.post("/api/webhooks", json=NEW)).status_code == 401


async def test_an_account_has_so_many_and_no_more_also_when_they_come_at_once(town: Town) -> None:
    person = await town.person("instructor")
    there = [Webhook(owner_id=person.id, scope="own") for _ in range(MOST_WEBHOOKS - 2)]
    async with town.sessions() as session, session.begin():
        session.add_all(there)
    answers = await asyncio.gather(*(person.api.post("/api/webhooks", json=NEW) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409]
    assert (await person.api.delete(f"/api/webhooks/{there[0].id}")).status_code == 204
    await register(person)


@pytest.fixture
async def told(database_url: str, temporal_address: str, tmp_path: Path) -> AsyncIterator[tuple[Pipeline, Receiver]]:
    """A whole installation that may tell this machine."""
    receiver = Receiver()
    await receiver.server.start()
    async with pipeline(
        database_url, temporal_address, tmp_path, webhooks=WebhookSender({"localhost"}), private_hosts="localhost"
    ) as machine:
        yield machine, receiver
    await receiver.server.close()


async def test_a_test_arrives_and_shows_what_came_of_it(told: tuple[Pipeline, Receiver]) -> None:
    machine, receiver = told
    url = f"http://localhost:{receiver.server.port}/"
    made = (await machine.api.post("/api/webhooks", json=NEW | {"url": url})).json()
    path = f"/api/webhooks/{made['id']}"
    sent = await machine.api.post(f"{path}/test")
    assert sent.status_code == 202, sent.text
    async with asyncio.timeout(30):
        while (read := await machine.read(path))["deliveries"][0]["status"] == "pending":
            await asyncio.sleep(0.05)
    assert (read["last_status"], read["problem"]) == (200, None)
    [got] = receiver.got
    assert got.headers["webhook-id"] == sent.json()["id"] == read["deliveries"][0]["id"]
    assert json.loads(got.body)["type"] == "webhook.test"
