"""How much a request may bring, how slowly, and in what form: refused before any route has to hold it.

Until it is known who sends it, no more than `MOST_BYTES_OF_STRANGERS` of a body are taken in.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.body_memory import Take
from api.http.json_bodies import MOST_VALUES, fault, is_json
from api.http.problems import Problem, invalid

KILOBYTE = 1024
MEGABYTE = 1024 * 1024
MOST_BYTES = 1 * MEGABYTE
MOST_BYTES_OF_STRANGERS = 64 * KILOBYTE
MOST_BYTES_OF = {
    "/api/auth/register": 16 * KILOBYTE,
    "/api/auth/token": 16 * KILOBYTE,
    "/api/auth/refresh": 16 * KILOBYTE,
    "/api/auth/logout": 16 * KILOBYTE,
    "/api/courses": 4 * MEGABYTE,
    "/api/mail/events": 1 * MEGABYTE,
    "/codec/decode": 4 * MEGABYTE,
    "/codec/encode": 4 * MEGABYTE,
    "/api/sources": 100 * MEGABYTE + 64 * KILOBYTE,  # the form around the file counts too
    "/api/courses/import": 100 * MEGABYTE + 64 * KILOBYTE,
}
"""The largest course that is generated, 20 lessons of 8 sections with six checks each, has 2.4 MB; SendGrid sends at
most 768 KB of events at once. Every other body is smaller than what its fields may hold together."""
MOST_BYTES_OF_BATCHES = 2 * MEGABYTE
MOST_VALUES_OF_LARGE = 40_000
"""Of a course or a batch, which have 30,000 where they are as large as above."""
READ_BY_THEIR_ROUTES = {"/api/sources", "/api/courses/import", "/codec/decode", "/codec/encode", "/api/mail/events"}
"""As they come in, and once the route knows who sends them."""
GRACE_SECONDS = 20.0
BATCHES = "/sync"
PICTURES = "/media"
MOST_BYTES_OF_PICTURES = 10 * MEGABYTE + 64 * KILOBYTE
"""Where each item of a body is refused alone, also for a number that JSON does not know."""
BYTES_A_SECOND = 16 * KILOBYTE
"""How slowly a body may come once the grace is over. Headers are the business of the proxy before us."""

Counted = Callable[[Request], AbstractAsyncContextManager[Take]]


class Bodies:
    """Raises 413, 408, 415 or 422 for a body that is too large, too slow, or nothing that a JSON parser should meet.

    `counted` gives what counts a body for who sends it; it raises 401 for whom nothing lets in.
    """

    def __init__(self, app: ASGIApp, counted: Counted) -> None:
        self._app = app
        self._counted = counted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers:
            return await self._app(scope, receive, send)
        if headers.get("content-encoding", "identity").lower() != "identity":
            raise Problem(415, "unsupported-type", "Send the body without Content-Encoding, as it is.")
        body = Body(receive, scope["path"], int(headers.get("content-length", "0")))
        if scope["path"] in READ_BY_THEIR_ROUTES:
            return await self._app(scope, body.next, send)
        if await body.is_small():
            return await self._pass_on(scope, body, receive, send)
        async with self._counted(Request(scope)) as take:
            await body.take_in(take)
            await self._pass_on(scope, body, receive, send)

    async def _pass_on(self, scope: Scope, body: "Body", receive: Receive, send: Send) -> None:
        if body.is_broken_off:
            return
        whole = body.whole()
        if is_json(Headers(scope=scope).get("content-type", "")):
            _refuse_odd(whole, scope["path"])
        await self._app(scope, _again(whole, receive), send)


class Body:
    """A body as it comes in. Raises 413 before, and 408 while it is read."""

    def __init__(self, receive: Receive, path: str, declared: int) -> None:
        self._receive = receive
        self._most = _most_of(path)
        self._declared = declared
        self._began: float | None = None
        self._received = 0
        self._parts = bytearray()
        self._has_ended = False
        self.is_broken_off = False
        """Whoever sent it has gone."""
        self._refuse_more_than(declared)

    async def next(self) -> Message:
        """The next ASGI message of the body; after its end, whatever follows, such as a disconnect.

        Raises 408 where it comes slower than 16 KB a second, 20 seconds of grace aside, 413 where it grows too large.
        """
        if self._has_ended:
            return await self._receive()
        self._began = self._began or asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(self._began + GRACE_SECONDS + self._received / BYTES_A_SECOND):
                message = await self._receive()
        except TimeoutError:
            raise _too_slow() from None
        self._received += len(message.get("body", b""))
        self._refuse_more_than(self._received)
        self._has_ended = not message.get("more_body", False)
        return message

    async def is_small(self) -> bool:
        """Whether all of it is here now, and small enough for anybody to send."""
        if self._declared > MOST_BYTES_OF_STRANGERS:
            return False
        while not self._has_ended and self._received <= MOST_BYTES_OF_STRANGERS:
            await self._take_one()
        return self._has_ended and self._received <= MOST_BYTES_OF_STRANGERS

    async def take_in(self, take: Take) -> None:
        """The rest of it, counted by `take` as it comes."""
        take(self._received)
        while not self._has_ended:
            take(await self._take_one())

    def whole(self) -> bytes:
        """The bytes that were taken in so far; all of them once `is_small` is true or `take_in` has returned."""
        return bytes(self._parts)

    async def _take_one(self) -> int:
        message = await self.next()
        self.is_broken_off = message["type"] == "http.disconnect"
        part = message.get("body", b"")
        self._parts += part
        return len(part)

    def _refuse_more_than(self, size: int) -> None:
        if size > self._most:
            most = f"{self._most // MEGABYTE} MB" if self._most >= MEGABYTE else f"{self._most // KILOBYTE} KB"
            raise Problem(413, "body-too-large", f"This may have {most} at most; send less at once.")


def _most_of(path: str) -> int:
    if path.endswith(PICTURES):
        return MOST_BYTES_OF_PICTURES
    return MOST_BYTES_OF.get(path, MOST_BYTES_OF_BATCHES if path.endswith(BATCHES) else MOST_BYTES)


def _refuse_odd(body: bytes, path: str) -> None:
    """Raise 422 for what no JSON parser should meet."""
    is_batch = path.endswith(BATCHES)
    most_values = MOST_VALUES_OF_LARGE if is_batch or path == "/api/courses" else MOST_VALUES
    sentence = fault(body, odd_numbers=is_batch, most_values=most_values)
    if sentence is not None:
        raise invalid([("", sentence)])


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more, for who reads it next, and then what really comes."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return waiting.pop() if waiting else await receive()

    return next_message


def _too_slow() -> Problem:
    headers = {"Connection": "close"}
    return Problem(408, "too-slow", "The body did not arrive in time; send it again, or less at once.", headers=headers)
