"""How much a request may bring, how slowly, and in what form: refused before any route has to hold it."""

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.json_bodies import fault
from api.problems import Problem, invalid

MEGABYTE = 1024 * 1024
MOST_BYTES = 2 * MEGABYTE
MOST_BYTES_OF = {
    "/api/courses": 8 * MEGABYTE,
    "/api/mail/events": 8 * MEGABYTE,
    "/codec/decode": 8 * MEGABYTE,
    "/codec/encode": 8 * MEGABYTE,
    "/api/sources": 100 * MEGABYTE + 64 * 1024,  # the form around the file counts too
}
STREAMED = {"/api/sources"}
"""What is read by its route, as it comes in; everything else is small enough to be taken in whole."""
GRACE_SECONDS = 20.0
BATCHES = "/sync"
"""Where each item of a body is refused alone, also for a number that JSON does not know."""
BYTES_A_SECOND = 16 * 1024
"""How slowly a body may come once the grace is over. Headers are the business of the proxy before us."""


class Bodies:
    """Raises 413, 408 or 422 for a body that is too large, too slow, or nothing that a JSON parser should meet."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers:
            return await self._app(scope, receive, send)
        body = Body(receive, scope["path"], int(headers.get("content-length", "0")))
        if scope["path"] in STREAMED:
            return await self._app(scope, body.next, send)
        whole = await body.whole()
        if whole is None:
            return None
        is_json = "json" in headers.get("content-type", "").lower()
        sentence = fault(whole, odd_numbers=scope["path"].endswith(BATCHES)) if is_json else None
        if sentence is not None:
            raise invalid([("", sentence)])
        await self._app(scope, _again(whole, receive), send)


class Body:
    """A body as it comes in. Raises 413 before, and 408 while it is read."""

    def __init__(self, receive: Receive, path: str, declared: int) -> None:
        self._receive = receive
        self._most = MOST_BYTES_OF.get(path, MOST_BYTES)
        self._began: float | None = None
        self._received = 0
        self._has_ended = False
        self._refuse_more_than(declared)

    async def next(self) -> Message:
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

    async def whole(self) -> bytes | None:
        """All of it; None when whoever sent it has gone."""
        parts = bytearray()
        while not self._has_ended:
            message = await self.next()
            if message["type"] == "http.disconnect":
                return None
            parts += message.get("body", b"")
        return bytes(parts)

    def _refuse_more_than(self, size: int) -> None:
        if size > self._most:
            most = self._most // MEGABYTE
            raise Problem(413, "body-too-large", f"This may have {most} MB at most; send less at once.")


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more, for who reads it next, and then what really comes."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return waiting.pop() if waiting else await receive()

    return next_message


def _too_slow() -> Problem:
    headers = {"Connection": "close"}
    return Problem(408, "too-slow", "The body did not arrive in time; send it again, or less at once.", headers=headers)
