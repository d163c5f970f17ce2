"""How every answer leaves: compressed for who takes it, with headers that say what it is, and as a problem where it was
refused before any route was reached."""

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problem_answers import on_bug, on_problem
from api.http.problems import Problem

NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""An answer that a browser shows by itself loads, runs and sends nothing (an SVG among them)."""


class AnswerHeaders:
    """Adds what a route has not said otherwise: the pages have policies of their own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Cache-Control", "no-store")
                headers.setdefault("Content-Security-Policy", NOTHING)
            await send(message)

        await self._app(scope, receive, told)


LEAST_BYTES = 1024
LEVEL = 4
"""A tenth larger than the smallest, in a third of the time."""


class Compression:
    """A compressed answer has other bytes than the plain one, so its tag is a weak one (RFC 9110, 8.8.1).

    `api.http.etags` compares what tags name, weak or not: `If-None-Match` asks for that, and an edit has to know what
    it changes, not how it came.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._compressing = GZipMiddleware(
            app,
            LEAST_BYTES,
            LEVEL,
            exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, "image/*", "application/epub+zip"),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def weakened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-encoding") == "gzip" and headers.get("etag", "").startswith('"'):
                    headers["etag"] = f"W/{headers['etag']}"
            await send(message)

        await self._compressing(scope, receive, weakened)


class Refusals:
    """Answers problems that are raised before any route is reached, and bugs."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def noted(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            if scope["type"] != "http" or has_begun:
                raise
            answer = on_problem if isinstance(error, Problem) else on_bug
            await (await answer(Request(scope), error))(scope, receive, send)
