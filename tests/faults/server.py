"""Accepts connections, reads one request of each, and hands it with the open line to a handler."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.faults.wire import Line, Request, json_answer, whole

Handler = Callable[[Request, Line], Awaitable[None]]
HEAD_LIMIT_BYTES = 2**20
BACKLOG = 1024
UNREADABLE = (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, ValueError)


class Server:
    """Listens from `start` to `close` on a free port, or on `port`. Every connection carries one exchange.

    A handler is cancelled when its client leaves. What it raises is kept in `failures` and answered with a 500.
    """

    def __init__(
        self,
        handler: Handler,
        host: str = "127.0.0.1",
        port: int = 0,
        drip_seconds: float = 0.2,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.host, self.port, self.drip_seconds, self._tls = host, port, drip_seconds, tls
        self.failures: list[Exception] = []
        self._handler = handler
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> Self:
        limits = {"limit": HEAD_LIMIT_BYTES, "backlog": BACKLOG}
        self._server = await asyncio.start_server(self._accepted, self.host, self.port, ssl=self._tls, **limits)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def close(self) -> None:
        """Refuses new connections and drops the open ones. The port stays known: `start` listens on it again."""
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._exchange(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(*UNREADABLE):
                request = await read_request(reader, writer)
                await self._until_done_or_gone(request, reader, Line(writer, self.drip_seconds))
        finally:
            writer.close()

    async def _until_done_or_gone(self, request: Request, reader: asyncio.StreamReader, line: Line) -> None:
        tasks = {asyncio.ensure_future(self._handled(request, line)), asyncio.ensure_future(_gone(reader))}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    async def _handled(self, request: Request, line: Line) -> None:
        with suppress(ConnectionError):
            try:
                await self._handler(request, line)
            except ConnectionError:
                raise
            except Exception as error:
                self.failures.append(error)
                await whole(line, json_answer(500, {"error": {"type": "stub_failure", "message": repr(error)}}))


async def _gone(reader: asyncio.StreamReader) -> None:
    with suppress(ConnectionError):
        await reader.read()


async def read_request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request:
    """Reads one request, its body by length or in chunks, and answers `Expect: 100-continue`. Raises `UNREADABLE`."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").rstrip("\r\n")
    first, *lines = head.split("\r\n")
    method, target, _version = first.split(" ")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if headers.get("expect", "").lower() == "100-continue":
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    url = urlsplit(target)
    return Request(method, unquote(url.path), dict(parse_qsl(url.query)), headers, await _body(reader, headers))


async def _body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    if "chunked" not in headers.get("transfer-encoding", "").lower():
        return await reader.readexactly(int(headers.get("content-length", "0")))
    chunks = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        chunks.append(await reader.readexactly(size))
        await reader.readexactly(2)
    while (await reader.readline()).strip():
        pass
    return b"".join(chunks)
