"""What every call has in common: ids, problems, tags and compression, other origins, figures, repeats."""

import asyncio
import gzip
import json
import logging
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.http.requests import WithRequestId
from api.http.streams import resumed_after
from settings import Settings
from tests.api.people import EVERYTHING, Person, Town
from tests.api.people import town as opened
from tests.api.test_courses import by_hand
from tests.api.wire import line
from tests.pipeline import Pipeline

BRIEF = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1, "visuals": False}


@pytest.fixture
async def author(town: Town) -> Person:
    return await town.person("instructor")


# Ids of requests


async def test_an_id_comes_back(town: Town) -> None:
    for given in ("abc-123", str(uuid4()), "4bf92f3577b34da6a3ce929d0e0e4736.1"):
        assert (await town.anybody.get("/health", headers={"X-Request-ID": given})).headers["x-request-id"] == given
    for odd in ("", "two words", "x" * 65, "é", "-", '"x"', "ada@example.org", "trace/1:2"):
        answer = await town.anybody.get("/health", headers={b"X-Request-ID": odd.encode()})
        assert UUID(answer.headers["x-request-id"]).version == 7
    refused = await town.anybody.get("/api/me", headers={"X-Request-ID": "mine"})
    assert (refused.status_code, refused.headers["x-request-id"]) == (401, "mine")


async def test_each_line_of_the_log_has_the_id_and_none_the_query(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    caplog.handler.addFilter(WithRequestId())
    async with line(town.anybody) as wire:
        await wire.begin("GET /api/search%0Aodd?q=secret+wish", ["X-Request-ID: one"])
        assert (await wire.answer()).status == 404
    [record] = [record for record in caplog.records if record.name == "api.access"]
    assert record.__dict__["request_id"] == "one"
    assert re.fullmatch(r"GET /api/search%0Aodd 404 \d+ ms", record.getMessage())
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("uvicorn")]
    assert "secret" not in "".join(ours)


async def test_a_workflow_remembers_who_asked_for_it(machine: Pipeline) -> None:
    headers = {"X-Request-ID": "the-first"}
    made = (await machine.api.post("/api/courses/generate", json=BRIEF, headers=headers)).json()
    run = await machine.temporal.get_workflow_handle(made["workflow_id"]).describe()
    assert await run.memo() == {"request_id": "the-first"}


# Problems


def assert_problem(answer: httpx.Response, status: int, slug: str) -> None:
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    body = answer.json()
    assert (body["type"], body["status"], body["instance"]) == (f"/problems/{slug}", status, answer.request.url.path)
    assert body["title"] not in ("", "Error")
    assert answer.headers["x-request-id"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_what_is_not_there_is_a_problem(town: Town) -> None:
    for path in ("/nothing", "/api", "/api/nothing", "/api/courses/1/2/3", "/api/%00"):
        assert_problem(await town.anybody.get(path), 404, "not-found")


async def test_another_method_is_told_the_right_ones(town: Town) -> None:
    for method, path, allowed in (
        ("DELETE", "/api/courses", "GET, POST"),
        ("PUT", f"/api/courses/{uuid4()}", "DELETE, GET, PATCH"),
        ("POST", "/health", "GET"),
        ("PURGE", "/api/auth/token", "POST"),
    ):
        answer = await town.anybody.request(method, path)
        assert_problem(answer, 405, "method-not-allowed")
        assert answer.headers["allow"] == allowed


async def test_a_bug_is_a_problem_without_its_words(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(Settings(database_url="postgresql://nobody@127.0.0.1:1/none", data_dir=tmp_path, local_mode=True))

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("the secret of the house")

    answer = await asked(app, "/broken")
    assert_problem(answer, 500, "internal-error")
    assert "secret" not in answer.text
    assert "the secret of the house" in caplog.text


async def asked(app: FastAPI, path: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as api:
        return await api.get(path)


async def test_without_a_database_one_is_told_when_to_come_again(tmp_path: Path) -> None:
    async with opened("postgresql://nobody@127.0.0.1:1/none", tmp_path) as town:
        token = town.signer.issue(uuid4(), uuid4(), 0)
        answer = await (await town.client(token)).get("/api/me")
        assert_problem(answer, 503, "temporarily-unavailable")
        ready = await town.anybody.get("/ready")
        assert (ready.status_code, ready.json()["missing"][0]) == (503, "postgresql")
        for told in (answer, ready):
            assert told.headers["retry-after"] == "5"


@pytest.mark.parametrize("value", [r'"\u0000"', r'"\ud800"', "1e308", "9" * 200])
async def test_what_cannot_be_kept_is_refused_or_kept(author: Person, value: str) -> None:
    """Nothing that JSON can say is an error of ours."""
    course = (await author.api.post("/api/courses", json=by_hand())).json()
    assert (await author.api.post(f"/api/courses/{course['id']}/publish")).status_code == 200
    assert (await author.api.post(f"/api/courses/{course['id']}/enroll")).status_code == 201
    headers = {"Content-Type": "application/json"}
    section = course["lessons"][0]["sections"][0]["id"]
    body = f'{{"event_id": "{uuid4()}", "time_spent_seconds": 1, "interactions": {{"x": {value}}}}}'
    answer = await author.api.post(f"/api/sections/{section}/interactions", content=body, headers=headers)
    assert answer.status_code in (200, 422, 503), answer.text
    odd = f'{{"learning_preferences": {{"x": {value}}}}}'
    preferences = await author.api.patch("/api/me", content=odd, headers=headers | EVERYTHING)
    assert preferences.status_code in (200, 422), preferences.text


# Tags, compression, headers


async def test_a_compressed_answer_has_a_weak_tag_that_holds_for_both(author: Person) -> None:
    course = (await author.api.post("/api/courses", json=by_hand(description="Bread. " * 200))).json()
    path = f"/api/courses/{course['id']}"
    plain = await author.api.get(path, headers={"Accept-Encoding": "identity"})
    packed = await author.api.get(path, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert (packed.headers["content-encoding"], packed.json()) == ("gzip", plain.json())
    assert packed.headers["etag"] == f"W/{plain.headers['etag']}"
    for answer in (plain, packed):
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert answer.headers["cache-control"] == "private, no-cache"
        for kind in ("identity", "gzip"):
            again = await author.api.get(
                path, headers={"If-None-Match": answer.headers["etag"], "Accept-Encoding": kind}
            )
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"].removeprefix("W/") == plain.headers["etag"]
    edited = await author.api.patch(path, json={"title": "New"}, headers={"If-Match": packed.headers["etag"]})
    assert edited.status_code == 200


async def test_compression_is_real_and_small_answers_are_left_alone(author: Person) -> None:
    async with author.api.stream("GET", "/api/openapi.json", headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers["content-length"] == str(len(raw))
    assert "/api/courses" in json.loads(gzip.decompress(raw))["paths"]
    small = await author.api.get("/api/me", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in small.headers


async def test_an_event_stream_is_never_compressed(machine: Pipeline) -> None:
    made = await machine.generate(BRIEF)
    await machine.until_status(made["id"], "completed")
    url = f"/api/generations/{made['id']}/events"
    async with machine.api.stream("GET", url, headers={"Accept-Encoding": "gzip"}) as answer:
        text = "".join([part async for part in answer.aiter_text()])
    assert "content-encoding" not in answer.headers
    assert answer.headers["cache-control"] == "no-cache"
    assert "event: completed" in text


@pytest.mark.parametrize(
    ("last", "after", "seen"),
    [
        (None, None, 0),
        ("7", 3, 7),
        ("", 3, 3),
        ("x", 3, 3),
        ("-1", None, 0),
        ("²", None, 0),
        ("9" * 19, None, 2**63 - 1),
        ("9" * 5_000, 3, 3),
        ("9" * 5_000, None, 0),
    ],
)
def test_where_a_stream_goes_on(last: str | None, after: int | None, seen: int) -> None:
    assert resumed_after(after, last) == seen


async def test_private_answers_are_not_stored(author: Person) -> None:
    for path in ("/api/courses", "/api/users", "/api/me/dashboard"):
        answer = await author.api.get(path)
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]


# Pages of other origins


@pytest.fixture
async def shared_town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    origins = "https://learn.example.org, http://localhost:5173"
    async with opened(database_url, tmp_path, cors_origins=origins, metrics_token="m3trics") as running:
        yield running


async def test_origins_that_are_named_may_ask(shared_town: Town) -> None:
    asks = {"Origin": "https://learn.example.org", "Access-Control-Request-Method": "PATCH"}
    wanted = "authorization, if-match, if-none-match, idempotency-key, last-event-id, content-type"
    before = await shared_town.anybody.options(
        "/api/courses", headers=asks | {"Access-Control-Request-Headers": wanted}
    )
    assert before.status_code == 200
    assert before.headers["access-control-allow-origin"] == "https://learn.example.org"
    assert set(wanted.split(", ")) <= set(before.headers["access-control-allow-headers"].lower().split(", "))
    refused = await shared_town.anybody.get("/api/me", headers=asks)
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == "https://learn.example.org"
    exposed = set(refused.headers["access-control-expose-headers"].split(", "))
    assert exposed == {"ETag", "Location", "Retry-After", "X-Request-ID"}
    other = await shared_town.anybody.get("/health", headers={"Origin": "https://evil.example.org"})
    assert "access-control-allow-origin" not in other.headers


async def test_no_origin_may_ask_unless_it_is_named(town: Town) -> None:
    answer = await town.anybody.get("/health", headers={"Origin": "https://learn.example.org"})
    assert not [name for name in answer.headers if name.startswith("access-control")]


# Figures


def figure(text: str, name: str) -> float:
    [value] = re.findall(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(value)


async def test_figures_of_requests_and_of_the_work(author: Person, town: Town) -> None:
    course = (await author.api.post("/api/courses", json=by_hand())).json()
    for _ in range(3):
        await author.api.get(f"/api/courses/{course['id']}")
    await author.api.get("/nowhere")
    await town.anybody.request("FOO", "/nowhere/else")
    text = (await town.anybody.get("/metrics")).text
    labels = 'method="GET",route="/api/courses/{course_id}"'
    assert figure(text, f'coursewright_http_requests_total{{{labels},status="200"}}') == 3
    assert figure(text, f"coursewright_http_request_seconds_count{{{labels}}}") == 3
    assert figure(text, 'coursewright_http_requests_total{method="other",route="other",status="404"}') == 1
    assert figure(text, "coursewright_database_up") == 1
    assert figure(text, "coursewright_outbox_pending") == 0
    assert figure(text, "coursewright_provider_calls") == 0
    assert figure(text, "process_open_fds") > 0


async def test_figures_are_for_this_machine_and_who_knows_the_token(shared_town: Town, town: Town) -> None:
    passed_on = {"X-Forwarded-For": "203.0.113.1"}
    for api in (shared_town.anybody, town.anybody):
        assert (await api.get("/metrics")).status_code == 200
        assert_problem(await api.get("/metrics", headers=passed_on), 404, "not-found")
        wrong = {"Authorization": "Bearer wrong"}
        assert (await api.get("/metrics", headers=passed_on | wrong)).status_code == 404
    known = {"Authorization": "Bearer m3trics"}
    assert (await shared_town.anybody.get("/metrics", headers=passed_on | known)).status_code == 200
    assert (await town.anybody.get("/metrics", headers=passed_on | {"Authorization": "Bearer"})).status_code == 404


async def test_figures_while_the_database_is_away(tmp_path: Path) -> None:
    async with opened("postgresql://nobody@127.0.0.1:1/none", tmp_path) as town:
        answer = await town.anybody.get("/metrics")
        assert (answer.status_code, figure(answer.text, "coursewright_database_up")) == (200, 0)


# Repeats


async def bring(author: Person, key: str, **changes: Any) -> httpx.Response:
    return await author.api.post("/api/courses", json=by_hand(**changes), headers={"Idempotency-Key": key})


async def test_a_course_that_is_brought_again_is_the_same(author: Person, town: Town) -> None:
    twins = await asyncio.gather(*(bring(author, "one") for _ in range(8)))
    assert {answer.status_code for answer in twins} == {201}
    assert len({answer.json()["id"] for answer in twins}) == 1
    assert len((await author.api.get("/api/courses?mine=true")).json()["items"]) == 1
    assert_problem(await bring(author, "one", title="Other"), 409, "idempotency-key-reused")
    other = await bring(author, "two")
    somebody = await bring(await town.person("instructor"), "one")
    assert len({answer.json()["id"] for answer in (twins[0], other, somebody)}) == 3
    await town.run("UPDATE idempotency_keys SET created_at = now() - interval '25 hours'")
    assert (await bring(author, "one", title="Other")).status_code == 201


async def test_a_course_that_was_refused_uses_no_key_up(author: Person) -> None:
    assert (await bring(author, "one", title="")).status_code == 422
    assert (await bring(author, "one")).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 256, "caf\xe9", "tab\there"])
async def test_a_key_is_a_short_text_that_can_be_printed(author: Person, key: str) -> None:
    headers = {b"Idempotency-Key": key.encode("latin-1")}
    for path, body in (("/api/courses", by_hand()), ("/api/courses/generate", BRIEF)):
        answer = await author.api.post(path, json=body, headers=headers)
        assert_problem(answer, 422, "invalid-input")
        assert answer.json()["errors"][0]["pointer"] == "/Idempotency-Key"


async def test_the_key_of_a_generation_holds_for_a_day(machine: Pipeline, town: Town) -> None:
    first = await machine.generate(BRIEF, key="one")
    assert (await machine.generate(BRIEF, key="one"))["id"] == first["id"]
    await town.run("UPDATE generations SET created_at = now() - interval '25 hours'")
    second = await machine.generate(BRIEF | {"title": "Other bread"}, key="one")
    assert second["id"] != first["id"]
    assert (await machine.generate(BRIEF | {"title": "Other bread"}, key="one"))["id"] == second["id"]
