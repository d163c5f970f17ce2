"""Requests and answers of HTTP/1.1, and the ways to misbehave: close, reset, stall, drip, cut short, talk nonsense."""

import asyncio
import json
import socket
import struct
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

RESET_ON_CLOSE = struct.pack("ii", 1, 0)
HTML = b"<!doctype html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>\n"
EMPTY_CLAIM_BYTES = 64


@dataclass(frozen=True)
class Request:
    """One request, read to its end. Names of headers are in lower case; the query keeps the last of equal names."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body's JSON, None for an empty body. ValueError when it is none."""
        return json.loads(self.body) if self.body else None


@dataclass(frozen=True)
class Answer:
    """What is to be sent: a body of known length, or `streamed` in chunks. `begun` is called as the head goes."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: tuple[bytes, ...] = ()
    streamed: bool = False
    begun: Callable[[], None] = lambda: None

    def head(self, claim_bytes: int = 0) -> bytes:
        length = sum(map(len, self.pieces)) or claim_bytes
        size = {"transfer-encoding": "chunked"} if self.streamed else {"content-length": str(length)}
        lines = [f"{name}: {value}" for name, value in {**self.headers, **size, "connection": "close"}.items()]
        return "\r\n".join([f"HTTP/1.1 {self.status} {_phrase(self.status)}", *lines, "", ""]).encode("latin-1")

    def framed(self) -> list[bytes]:
        if not self.streamed:
            return list(self.pieces)
        return [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in self.pieces if piece] + [b"0\r\n\r\n"]

    def half(self) -> bytes:
        if self.streamed:
            return b"".join(self.framed()[: len(self.pieces) // 2])
        body = b"".join(self.pieces)
        return body[: len(body) // 2]


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else "Overloaded"


def json_answer(status: int, body: Any, headers: Mapping[str, str] | None = None) -> Answer:
    """A JSON document. Header names of the caller win."""
    return Answer(status, {"content-type": "application/json", **(headers or {})}, (json.dumps(body).encode(),))


def html_answer(status: int, headers: Mapping[str, str] | None = None) -> Answer:
    """The page of a proxy in between."""
    return Answer(status, {**(headers or {}), "content-type": "text/html; charset=utf-8"}, (HTML,))


def sse_answer(events: Iterable[tuple[str, Any]], headers: Mapping[str, str] | None = None) -> Answer:
    """Server-sent events from (name, data) pairs, one chunk each."""
    pieces = tuple(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode() for name, data in events)
    return Answer(200, {"content-type": "text/event-stream; charset=utf-8", **(headers or {})}, pieces, streamed=True)


class Line:
    """The open connection to one client."""

    def __init__(self, writer: asyncio.StreamWriter, drip_seconds: float) -> None:
        self.drip_seconds = drip_seconds
        self._writer = writer
        writer.transport.set_write_buffer_limits(high=0)

    async def begin(self, answer: Answer, claim_bytes: int = 0) -> None:
        answer.begun()
        await self.write(answer.head(claim_bytes))

    async def write(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    def reset(self) -> None:
        self._writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self._writer.transport.abort()

    async def until_gone(self) -> None:
        await asyncio.Event().wait()


async def whole(line: Line, answer: Answer) -> None:
    await line.begin(answer)
    for part in answer.framed():
        await line.write(part)


async def closed(_line: Line, _answer: Answer) -> None:
    return None


async def reset_mid_body(line: Line, answer: Answer) -> None:
    await line.begin(answer, EMPTY_CLAIM_BYTES)
    await line.write(answer.half())
    line.reset()


async def stalled(line: Line, _answer: Answer) -> None:
    await line.until_gone()


async def stalled_mid_body(line: Line, answer: Answer) -> None:
    await line.begin(answer, EMPTY_CLAIM_BYTES)
    await line.write(answer.half())
    await line.until_gone()


async def dripped(line: Line, answer: Answer) -> None:
    await line.begin(answer)
    for byte in b"".join(answer.framed()):
        await line.write(bytes([byte]))
        await asyncio.sleep(line.drip_seconds)


async def slow(line: Line, answer: Answer) -> None:
    """Piece by piece, in good order, as a model on a small machine writes."""
    await line.begin(answer)
    for part in answer.framed():
        await line.write(part)
        await asyncio.sleep(line.drip_seconds)


async def truncated(line: Line, answer: Answer) -> None:
    await line.begin(answer, EMPTY_CLAIM_BYTES)
    await line.write(answer.half())


def broken(answer: Answer) -> Answer:
    """The same with its JSON cut: the whole body in half, or the last event of half a stream without its brace."""
    if not answer.streamed:
        return replace(answer, pieces=(answer.half(),))
    kept = answer.pieces[: max(1, len(answer.pieces) // 2)]
    return replace(answer, pieces=(*kept[:-1], kept[-1].rstrip()[:-1] + b"\n\n"))


def ended_early(answer: Answer) -> Answer:
    """A stream that ends in good order before its last event."""
    return replace(answer, pieces=answer.pieces[: len(answer.pieces) // 2])


def html_instead(answer: Answer) -> Answer:
    return replace(html_answer(200), begun=answer.begun)


WAYS: dict[str, Callable[[Line, Answer], Awaitable[None]]] = {
    "close": closed,
    "dropped": closed,
    "reset_mid_body": reset_mid_body,
    "stall": stalled,
    "stall_mid_body": stalled_mid_body,
    "drip": dripped,
    "slow": slow,
    "truncated": truncated,
}
SPOILED: dict[str, Callable[[Answer], Answer]] = {
    "broken_json": broken,
    "html_200": html_instead,
    "ends_early": ended_early,
}
PAGES = {"413_html": 413, "502_html": 502}
FAULTS = frozenset({"ok", *WAYS, *SPOILED, *PAGES})


async def send(line: Line, answer: Answer, fault: str = "ok") -> None:
    """Sends `answer` the way `fault` says."""
    answer = SPOILED[fault](answer) if fault in SPOILED else answer
    await WAYS.get(fault, whole)(line, answer)
