"""A learning frontend's server for tests: a page that works offline, and the API behind a bad line."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.faults.server import Server
from tests.faults.wire import Answer, Line, Request, json_answer, send

MODULE = Path(__file__).parents[2] / "clients" / "offline.js"
KEPT_HEADERS = ("content-type", "retry-after", "date")

PAGE = """<!doctype html><title>Study</title>
<script type="module">
  import * as offline from "/offline.js";
  window.offline = offline;
  window.said = [];
  window.start = (options) => {
    const clock = () => (window.now ? Date.parse(window.now) : Date.now());
    window.learner = new offline.OfflineLearner({ baseUrl: "", deviceId: "tablet", clock, ...options });
    for (const type of ["progress", "rejected", "offline", "online", "stopped"])
      learner.addEventListener(type, ({ detail }) => said.push({ type, detail }));
  };
  await navigator.serviceWorker.register("/worker.js");
  await navigator.serviceWorker.ready;
  window.isReady = true;
</script>
"""
WORKER = """
addEventListener("install", (event) => event.waitUntil(
  caches.open("page").then((cache) => cache.addAll(["/", "/offline.js"]))));
addEventListener("fetch", (event) => {
  if (["/", "/offline.js"].includes(new URL(event.request.url).pathname))
    event.respondWith(caches.match(event.request));
});
"""
FILES = {
    "/": ("text/html", PAGE.encode()),
    "/worker.js": ("text/javascript", WORKER.encode()),
    "/offline.js": ("text/javascript", MODULE.read_bytes()),
}

Api = Callable[[Request], Awaitable[Answer]]
TOO_LARGE = json_answer(413, {"type": "/problems/too-large", "detail": "The batch is too large."})


@dataclass
class Batch:
    """One batch as it came. `answered` is the status that the API gave it, None while it has none."""

    came: float
    authorization: str | None
    device_id: str
    events: list[dict[str, Any]]
    answered: int | None = None

    @property
    def ids(self) -> list[str]:
        return [event["event_id"] for event in self.events]


class Front:
    """What stands between the page and the API.

    `instead` are answers that the next batches get without being seen by the API; `faults` is what happens to the
    answers of the next ones that it sees, by the names of `tests.faults.wire`; more than `most_events` get a 413.
    """

    def __init__(self, api: Api) -> None:
        self.batches: list[Batch] = []
        self.instead: deque[Answer] = deque()
        self.faults: deque[str] = deque()
        self.most_events = 10_000
        self.at_once, self.most_at_once = 0, 0
        self.url = ""
        self._api = api

    async def handle(self, request: Request, line: Line) -> None:
        if request.path in FILES:
            kind, body = FILES[request.path]
            await send(line, Answer(200, {"content-type": kind}, (body,)))
        elif request.path.endswith("/sync"):
            await self._sync(request, line)
        elif request.path.startswith("/api/"):
            await send(line, await self._api(request))
        else:
            await send(line, json_answer(404, {}))

    async def _sync(self, request: Request, line: Line) -> None:
        body, came = request.json(), asyncio.get_running_loop().time()
        batch = Batch(came, request.headers.get("authorization"), body["device_id"], body["events"])
        self.batches.append(batch)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            answer, fault = await self._answer(request, batch)
        finally:
            self.at_once -= 1
        await send(line, answer, fault)

    async def _answer(self, request: Request, batch: Batch) -> tuple[Answer, str]:
        if self.instead:
            return self.instead.popleft(), "ok"
        if len(batch.events) > self.most_events:
            return TOO_LARGE, "ok"
        answer = await self._api(request)
        batch.answered = answer.status
        return answer, self.faults.popleft() if self.faults else "ok"

    def taken(self) -> list[Batch]:
        """The batches that the API took."""
        return [batch for batch in self.batches if batch.answered == 200]


def forwarded(api: httpx.AsyncClient) -> Api:
    async def forward(request: Request) -> Answer:
        headers = {"content-type": request.headers.get("content-type", "application/json")}
        told = await api.request(
            request.method, request.path, params=request.query, content=request.body, headers=headers
        )
        kept = {name: told.headers[name] for name in KEPT_HEADERS if name in told.headers}
        return Answer(told.status_code, kept, (told.content,))

    return forward


class Obliging:
    """An API that applies whatever comes, and counts its states."""

    def __init__(self) -> None:
        self.version = 0
        self.known: set[str] = set()

    async def __call__(self, request: Request) -> Answer:
        self.version += 1
        return json_answer(
            200, {"results": [self._result(one) for one in self._events(request)], "progress": self.state}
        )

    @property
    def state(self) -> dict[str, Any]:
        return {
            "enrollment_id": "e",
            "release": 1,
            "version": self.version,
            "course": {},
            "lessons": [],
            "sections": [],
        }

    def _events(self, request: Request) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = request.json()["events"]
        return events

    def _result(self, event: dict[str, Any]) -> dict[str, Any]:
        is_known = event["event_id"] in self.known
        self.known.add(event["event_id"])
        return {"event_id": event["event_id"], "status": "duplicate" if is_known else "applied", "answer": {}}


@asynccontextmanager
async def served(api: Api) -> AsyncIterator[Front]:
    """A front on a free port until the block ends. Raises what went wrong inside it."""
    front = Front(api)
    server = await Server(front.handle).start()
    front.url = f"http://127.0.0.1:{server.port}/"
    try:
        yield front
    finally:
        await server.close()
    assert not server.failures, server.failures
