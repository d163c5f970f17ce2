"""Answers in gzip for who takes it: texts of some length, and neither event streams nor pictures."""

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
