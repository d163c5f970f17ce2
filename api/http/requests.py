"""What is noted of each request: an id, in the answer, in each line of the log, in the memo of a workflow that it
starts; that line; and its figures for Prometheus."""

import logging
import re
import time
from contextvars import ContextVar

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.columns import new_id

HEADER = "X-Request-ID"
METHODS = {"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"}
OTHER = "other"
"""What strangers ask for makes no new figures."""
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0)
QUIET = {"/health", "/ready", "/metrics"}
"""What is asked every few seconds, and is worth a line only when it fails."""

_SANE = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""As nginx before us takes them: a UUID or the id of a trace, and nothing that an address or a path would fit in."""
_current: ContextVar[str] = ContextVar("request_id", default="")
_log = logging.getLogger("api.access")


def request_id() -> str:
    """Of the request that is being answered; empty outside of one."""
    return _current.get()


def memo() -> dict[str, str] | None:
    """What a workflow that is started now remembers of who asked for it."""
    return {"request_id": request_id()} if request_id() else None


class Requests:
    """Takes the id that a proxy or client gave, if it is a sane one, or makes one; writes a line when it is answered.

    The line has no query and no address: neither searches nor people belong into a log. The figures, which go into
    `registry`, count an answer as it begins: a stream may never end.
    """

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        self._app = app
        self._answers = Counter(
            "coursewright_http_requests", "Requests answered.", ["method", "route", "status"], registry=registry
        )
        self._seconds = Histogram(
            "coursewright_http_request_seconds",
            "From the request to the beginning of its answer.",
            ["method", "route"],
            buckets=SECONDS,
            registry=registry,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        given = _given(scope)
        status, begin = 0, time.perf_counter()
        _current.set(given)

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = given
                self._count(scope, status, time.perf_counter() - begin)
            await send(message)

        try:
            await self._app(scope, receive, told)
        finally:
            _note(scope, status, time.perf_counter() - begin)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        """By method and path template. What reached no route, and methods that the API does not know, are “other”."""
        route = getattr(scope.get("route"), "path_format", OTHER)
        method = scope["method"] if scope["method"] in METHODS else OTHER
        self._answers.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)


def _given(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _SANE.fullmatch(value):
            return str(value.decode())
    return str(new_id())


def _note(scope: Scope, status: int, seconds: float) -> None:
    """Status 0 is a caller who went away before an answer."""
    path = scope.get("raw_path", scope["path"].encode(errors="replace")).decode("latin-1")
    if scope["path"] not in QUIET or status >= 400:
        _log.info("%s %s %d %.0f ms", scope["method"], path, status, seconds * 1000)


class WithRequestId(logging.Filter):
    """For a handler: each record knows the `request_id` that it belongs to; “-” for none."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Set `request_id` on the record. No record is held back."""
        record.request_id = request_id() or "-"
        return True
