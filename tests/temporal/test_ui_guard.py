"""What stands before the Temporal UI: whom it lets through, and that all of a request and an answer passes."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from stack import ports
from temporal.ui_guard import create_guard
from tests.pipeline import serving

METHODS = ["GET", "POST", "DELETE", "OPTIONS"]


async def _mirror(request: Request) -> JSONResponse:
    """Says what it was asked, with two cookies."""
    told = {
        "method": request.method,
        "path": request.scope["raw_path"].decode(),
        "query": request.url.query,
        "token": request.headers.get("x-csrf-token"),
        "encoding": request.headers.get("accept-encoding"),
        "body": (await request.body()).decode(),
    }
    answer = JSONResponse(told, 202)
    for name in ("one", "two"):
        answer.set_cookie(name, "x")
    return answer


@pytest.fixture
async def guarded() -> AsyncIterator[httpx.AsyncClient]:
    mirror = Starlette(routes=[Route("/{path:path}", _mirror, methods=METHODS)])
    async with (
        serving(mirror) as ui,
        serving(create_guard(ui)) as url,
        httpx.AsyncClient(base_url=url) as client,
    ):
        yield client


async def test_all_of_a_request_and_its_answer_passes(guarded: httpx.AsyncClient) -> None:
    path = "/namespaces/default/workflows/course-creation%2F0192?a=b%20c&d="
    answer = await guarded.post(
        path, content=b"words", headers={"X-CSRF-Token": "t", "Accept-Encoding": "identity", "Connection": "close"}
    )
    assert answer.status_code == 202
    assert answer.json() == {
        "method": "POST",
        "path": "/namespaces/default/workflows/course-creation%2F0192",
        "query": "a=b%20c&d=",
        "token": "t",
        "encoding": "identity",
        "body": "words",
    }
    assert len(answer.headers.get_list("set-cookie")) == 2


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8233", "localhost.evil.example", "127.0.0.1.x", "", "*"]
)
async def test_who_asks_by_another_name_reaches_nothing(guarded: httpx.AsyncClient, host: str) -> None:
    for method in METHODS:
        answer = await guarded.request(method, "/api/v1/namespaces", headers={"Host": host})
        assert (answer.status_code, answer.text) == (400, "Invalid host header")


@pytest.mark.parametrize("host", ["localhost", "localhost:8233", "LOCALHOST:1", "127.0.0.1:8233", "[::1]:8233"])
async def test_who_asks_by_a_name_of_this_machine_does(guarded: httpx.AsyncClient, host: str) -> None:
    assert (await guarded.get("/", headers={"Host": host})).status_code == 202


async def test_without_the_ui_one_is_told_so() -> None:
    nowhere = f"http://127.0.0.1:{ports.any_free()}"
    async with serving(create_guard(nowhere)) as url, httpx.AsyncClient(base_url=url) as client:
        answer = await client.get("/")
    assert (answer.status_code, answer.text) == (502, "The Temporal UI does not answer (ConnectError).")


def test_the_ports_of_the_ui_are_for_everybody_to_take() -> None:
    assert all(1024 < port < 65536 for port in ports.BLOCKED_PORTS)
    assert len(set(ports.BLOCKED_PORTS)) == len(ports.BLOCKED_PORTS)
