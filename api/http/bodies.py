"""How much a request may bring, how slowly, and in what form: refused before any route has to hold it.

Until it is known who sends it, no more than `MOST_BYTES_OF_STRANGERS` of a body are taken in. Looking at the form of
one takes no longer than in proportion to its size, whatever its bytes are (`tests/api/test_growth.py`).
"""

import asyncio
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from itertools import accumulate

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.body_memory import Take
from api.http.problems import Problem, invalid

MOST_DEPTH = 64
MOST_VALUES = 10_000
"""Objects, arrays and what stands in them. A parser needs time and memory for each, and so does each error."""

# Without its escapes a text ends at its next quote. One that never ends reaches to the end of the body.
_TEXT = re.compile(rb'"[^"]*"?')
_BRACKETS = b"[]{}"
_NO_BRACKETS = bytes(set(range(256)) - set(_BRACKETS))
# RFC 8259 knows neither NaN nor Infinity; Python reads them, and reads 1e999 as the latter. In the form below every
# digit is a 0, and neither points nor plus signs are left.
_SHAPE = bytes.maketrans(b"123456789E", b"000000000e")
_NO_NUMBERS = (b"0" * 300, b"0e000", b"0" * 200 + b"e00")
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


def is_json(content_type: str) -> bool:
    """Whether a body of this type is read as JSON (RFC 6839, 3.1). Its parameters do not count."""
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type == "application/json" or (media_type.startswith("application/") and media_type.endswith("+json"))


def fault(body: bytes, *, odd_numbers: bool = False, most_values: int = MOST_VALUES) -> str | None:
    """Why this cannot be read as JSON, in a sentence; None where only a parser can tell.

    With `odd_numbers` those that JSON does not know are left to whoever reads the items one by one.
    """
    if b"\0" in body or not _is_utf8(body):
        return "The body is no JSON in UTF-8; send it in that encoding."
    bare = _bare(body, most_values)
    if bare is None or _values(bare) > most_values:
        return f"The body holds more than {most_values:,} values; leave some out, or send less at once."
    if _depth(bare) > MOST_DEPTH:
        return f"The body is nested more than {MOST_DEPTH} levels deep; make it flatter."
    if not odd_numbers and _has_odd_number(bare):
        return "The body holds a number that is none in JSON, or is too large; leave it out, or send a smaller one."
    return None


def _bare(body: bytes, most_values: int) -> bytes | None:
    """The body without its texts; None where it has too many: a value has a text and a name at most."""
    unescaped = body.replace(rb"\\", b"").replace(rb"\"", b"")
    return _TEXT.sub(b"", unescaped) if unescaped.count(b'"') <= 4 * most_values else None


def _values(bare: bytes) -> int:
    """How many values there are at most. What closes counts too: bodies that only close are no JSON, but long."""
    return max(bare.count(b",") + bare.count(b"[") + bare.count(b"{"), bare.count(b"]") + bare.count(b"}"))


def _depth(bare: bytes) -> int:
    marks = bare.translate(None, _NO_BRACKETS)
    return max(accumulate((1 if mark in b"[{" else -1 for mark in marks), initial=0))


def _has_odd_number(bare: bytes) -> bool:
    shapes = bare.translate(_SHAPE, b".+")
    return b"NaN" in bare or b"Infinity" in bare or any(shape in shapes for shape in _NO_NUMBERS)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
