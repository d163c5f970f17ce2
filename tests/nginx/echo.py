"""An API that answers with what reached it, and with the headers that a test gives it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.faults.server import Server
from tests.faults.wire import Line, Request, json_answer, send


@dataclass
class Echo:
    """`said` are the requests that came; every answer has `status` and `headers`."""

    url: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    said: list[Request] = field(default_factory=list)

    async def handle(self, request: Request, line: Line) -> None:
        self.said.append(request)
        told = {"method": request.method, "path": request.path, "headers": dict(request.headers)}
        await send(line, json_answer(self.status, told, self.headers))


@asynccontextmanager
async def echo() -> AsyncIterator[Echo]:
    api = Echo()
    server = await Server(api.handle).start()
    api.url = f"http://127.0.0.1:{server.port}"
    yield api
    await server.close()
    assert not server.failures, server.failures
