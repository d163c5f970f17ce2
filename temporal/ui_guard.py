"""`python -m temporal.ui_guard`: stands before the Temporal UI, and passes on what asks by a name of this machine.

The UI believes whoever reaches its port, and the port of this machine is reached by any page whose name its owner
points to 127.0.0.1 (DNS rebinding): such a page could read, signal and terminate every run. It still sends its own
name as `Host`, which is refused here. The UI itself listens on a port that no browser connects to.
"""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

OWN_NAMES = ("localhost", "127.0.0.1", "[::1]", "::1")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
OF_ONE_HOP = frozenset(
    {"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}
)
"""Headers that are not passed on (RFC 9110, 7.6.1)."""
READ_SECONDS = 120.0
"""Longer than the UI lets a page wait for the next event of a run."""


def create_guard(ui_url: str) -> Starlette:
    """The application that passes requests on to the UI at `ui_url`."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        timeout = httpx.Timeout(READ_SECONDS, connect=5)
        async with httpx.AsyncClient(base_url=ui_url, timeout=timeout, trust_env=False) as app.state.ui:
            yield

    return Starlette(
        routes=[Route("/{path:path}", _pass_on, methods=METHODS)],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=OWN_NAMES, www_redirect=False)],
        lifespan=lifespan,
    )


async def _pass_on(request: Request) -> Response:
    ui: httpx.AsyncClient = request.app.state.ui
    url = ui.base_url.copy_with(raw_path=_raw_path(request))
    asked = httpx.Request(request.method, url, headers=_passed_on(request.headers), content=await request.body())
    try:
        answer = await ui.send(asked, stream=True)
    except httpx.TransportError as error:
        return PlainTextResponse(f"The Temporal UI does not answer ({type(error).__name__}).", 502)
    body = StreamingResponse(answer.aiter_raw(), answer.status_code, background=BackgroundTask(answer.aclose))
    body.raw_headers = [
        (name.lower(), value) for name, value in answer.headers.raw if name.decode().lower() not in OF_ONE_HOP
    ]
    return body


def _raw_path(request: Request) -> bytes:
    """Path and query as they were sent: ids of workflows hold escaped slashes."""
    path: bytes = request.scope["raw_path"]
    query: bytes = request.scope["query_string"]
    return path + (b"?" + query if query else b"")


def _passed_on(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in OF_ONE_HOP | {"content-length"}}


if __name__ == "__main__":
    uvicorn.run(
        create_guard(os.environ["UI_ADDRESS"]),
        host=os.environ.get("GUARD_HOST", "127.0.0.1"),
        port=int(os.environ["GUARD_PORT"]),
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=2,
    )
