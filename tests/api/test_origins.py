"""Which pages of a browser may write, and by which names this machine is asked."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.operations import ACTIONS, OPEN
from tests.api.people import PASSWORD, Person, Town, assert_refused
from tests.api.people import town as closed_town
from tests.api.test_roles import ask
from tests.pipeline import API_TOKEN, LOCAL

EVIL = "https://evil.example"
LEARN = "https://learn.example.org"
FOREIGN = [
    {"Origin": EVIL},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "file://"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": f"{LEARN}.evil.example"},
    {"Origin": "http://learn.example.org"},
    {"Origin": "https://learn.example.org:444"},
    {"Origin": EVIL, "Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "what is this"},
]
WELCOME: list[dict[str, str]] = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": LEARN, "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://LEARN.example.org:443"},
    {"Origin": "https://courses.example.org"},
]


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    origins = {"cors_origins": f"{LEARN}, https://other.example.org", "public_url": "https://courses.example.org/"}
    async with closed_town(database_url, tmp_path, trusted_proxies="127.0.0.1", **origins) as running:
        yield running


@pytest.fixture
async def author(town: Town) -> Person:
    return await town.person("instructor")


async def write(api: httpx.AsyncClient, headers: dict[str, Any]) -> httpx.Response:
    """A simple request, as the form of any page sends it."""
    file = {"file": ("notes.md", b"# Bread\n\nYeast eats sugar, and gives gas and alcohol in return.", "text/markdown")}
    return await api.post("/api/sources", files=file, headers=headers)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_a_page_of_another_origin_writes_nothing_and_may_be_left_by_a_link(
    author: Person, headers: dict[str, str]
) -> None:
    answer = await write(author.api, headers)
    assert_refused(answer, 403, "foreign-origin")
    assert "CORS_ORIGINS" in answer.json()["detail"]
    assert (await author.api.get("/api/me", headers=headers | {"Sec-Fetch-Mode": "navigate"})).status_code == 200


@pytest.mark.parametrize("headers", WELCOME, ids=str)
async def test_programs_our_pages_and_configured_ones_write(author: Person, headers: dict[str, str]) -> None:
    assert (await write(author.api, headers)).status_code in (200, 201)


async def test_our_origin_is_that_of_the_request_as_a_trusted_proxy_tells_it(author: Person) -> None:
    own = str(author.api.base_url).rstrip("/")
    assert (await write(author.api, {"Origin": own})).status_code == 201
    assert_refused(await write(author.api, {"Origin": own.replace("http:", "https:")}), 403, "foreign-origin")
    proxied = {"Host": "school.example.org", "X-Forwarded-Proto": "https", "Origin": "https://school.example.org"}
    assert (await write(author.api, proxied)).status_code == 200
    assert_refused(await write(author.api, proxied | {"Origin": "http://school.example.org"}), 403, "foreign-origin")


async def test_no_writing_operation_is_left_out_and_none_that_reads_is_refused(town: Town) -> None:
    for operation in set(ACTIONS) | OPEN:
        answer = await ask(await foreign(town), operation)
        is_refused = answer.status_code == 403 and answer.json()["type"] == "/problems/foreign-origin"
        assert is_refused == (not operation.startswith("GET ")), operation


async def foreign(town: Town) -> httpx.AsyncClient:
    api = httpx.AsyncClient(base_url=town.anybody.base_url, headers={"Origin": EVIL})
    return await town.stack.enter_async_context(api)


async def test_any_origin_may_be_let_in_by_configuration(database_url: str, tmp_path: Path) -> None:
    async with closed_town(database_url, tmp_path, cors_origins="*") as town:
        assert (await write((await town.person("instructor")).api, {"Origin": EVIL})).status_code == 201


async def test_a_name_that_was_pointed_at_this_machine_is_not_answered_in_local_mode(
    database_url: str, tmp_path: Path
) -> None:
    async with closed_town(database_url, tmp_path, public_url="https://here.example.org", **LOCAL) as town:
        api = await town.client(API_TOKEN)
        port = api.base_url.port
        for host in ("evil.example", f"evil.example:{port}", "127.0.0.1.evil.example", "localhost.evil.example", ""):
            for path in ("/api/me", "/health", "/metrics", "/api/auth/register"):
                assert_refused(await api.get(path, headers={"Host": host}), 421, "misdirected")
        for host in (f"localhost:{port}", f"LOCALHOST:{port}", "127.0.0.1", f"[::1]:{port}", "here.example.org"):
            assert (await api.get("/api/me", headers={"Host": host})).status_code == 200, host


async def test_metrics_are_for_who_asks_this_machine_by_its_name(town: Town) -> None:
    assert (await town.anybody.get("/metrics")).status_code == 200
    assert_refused(await town.anybody.get("/metrics", headers={"Host": "evil.example"}), 404, "not-found")


async def test_one_may_register_from_a_page_of_ours_and_from_no_other(town: Town) -> None:
    body = {"email": "ada@example.org", "password": PASSWORD, "full_name": "Ada"}
    refused = await town.anybody.post("/api/auth/register", json=body, headers={"Origin": EVIL})
    assert_refused(refused, 403, "foreign-origin")
    assert (await town.anybody.post("/api/auth/register", json=body, headers={"Origin": LEARN})).status_code == 201
