"""What JSON can say and nothing here can keep: lone surrogates, numbers without end. Refused, never a failure."""

from uuid import uuid4

import httpx
import pytest

from tests.api.studying import DAY, ids, published
from tests.api.test_courses import bring
from tests.pipeline import Pipeline

SURROGATE = "\\ud800"
ODD = [
    f'"interactions": {{"x": "{SURROGATE}"}}',
    f'"interactions": {{"{SURROGATE}": 1}}',
    '"interactions": {"x": 1e400}',
    '"interactions": {"x": NaN}',
    '"interactions": {"x": "\\u0000"}',
    '"answers": {"k1": NaN}',
    f'"answers": {{"k1": "{SURROGATE}"}}',
    f'"{SURROGATE}": 1',
]


async def sent(machine: Pipeline, method: str, path: str, body: str) -> httpx.Response:
    headers = {"Content-Type": "application/json", "If-Match": "*"}
    return await machine.api.request(method, path, content=body.encode(), headers=headers)


@pytest.mark.parametrize("odd", ODD)
async def test_an_odd_interaction_is_refused_and_in_a_batch_rejects_itself_alone(machine: Pipeline, odd: str) -> None:
    course = await published(machine)
    section = ids(course)[0]
    alone = await sent(machine, "POST", f"/api/sections/{section}/interactions", f'{{"event_id": "{uuid4()}", {odd}}}')
    assert (alone.status_code, alone.json()["type"]) == (422, "/problems/invalid-input")
    when = f'"section_id": "{section}", "occurred_at": "{DAY}T10:00:00Z"'
    good = f'{{"event_id": "{uuid4()}", {when}, "time_spent_seconds": 1}}'
    bad = f'{{"event_id": "{uuid4()}", {when}, {odd}}}'
    batch = await sent(machine, "POST", f"/api/courses/{course['id']}/sync", f'{{"events": [{bad}, {good}]}}')
    assert [one["status"] for one in batch.json()["results"]] == ["rejected", "applied"]


async def test_an_event_is_named_in_its_rejection_as_far_as_can_be(machine: Pipeline) -> None:
    course = await published(machine)
    answer = await sent(
        machine, "POST", f"/api/courses/{course['id']}/sync", f'{{"events": [{{"event_id": "x{SURROGATE}"}}, {{}}]}}'
    )
    assert [one["event_id"] for one in answer.json()["results"]] == ["x?", None]


@pytest.mark.parametrize(
    "body",
    [
        f'{{"title": "{SURROGATE}"}}',
        f'{{"title": "Bread", "{SURROGATE}": 1}}',
        '{"title": "Bread", "lessons": NaN}',
        '{"title": "Bread", "expected_enrollment": 1e400}',
        '{"title": "Bread"',
        "[]",
        "",
    ],
)
async def test_an_odd_brief_is_refused(machine: Pipeline, body: str) -> None:
    answer = await sent(machine, "POST", "/api/courses/estimate", body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


@pytest.mark.parametrize("value", [f'"{SURROGATE}"', "NaN", "1e400", '"\\u0000"'])
async def test_odd_preferences_are_refused(machine: Pipeline, value: str) -> None:
    before = await machine.read("/api/me")
    answer = await sent(machine, "PATCH", "/api/me", f'{{"learning_preferences": {{"x": {value}}}}}')
    assert answer.status_code == 422
    assert await machine.read("/api/me") == before


async def test_a_picture_that_there_is_not_breaks_no_section(machine: Pipeline) -> None:
    section = ids(await bring(machine))[0]
    unknown = [{"media_id": name, "alt": "A loaf"} for name in ("loaf.png", str(uuid4()))]
    path = f"/api/sections/{section}"
    answer = await machine.api.patch(path, json={"content": {"visuals": unknown}}, headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.text
    assert (await machine.read(path))["media"] == []
