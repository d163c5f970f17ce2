"""Each request has an id: in the answer, in each line of the log, in the memo of a workflow that it starts."""

import logging
import re
import time
from contextvars import ContextVar

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.columns import new_id

HEADER = "X-Request-ID"
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


class RequestIds:
    """Takes the id that a proxy or client gave, if it is a sane one, or makes one; writes a line when it is answered.

    The line has no query and no address: neither searches nor people belong into a log.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

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
            await send(message)

        try:
            await self._app(scope, receive, told)
        finally:
            _note(scope, status, time.perf_counter() - begin)


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
