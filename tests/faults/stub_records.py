"""A Learning Record Store on a real socket: keeps statements in the order of their arrival, each id once."""

import base64
from collections import Counter
from typing import Any

from tests.faults.stub import Json, Stub
from tests.faults.wire import Answer, Request, json_answer

STATEMENTS = "/xapi/statements"
KEY, SECRET = "key", "secret"
ERRORS = {
    "400": 400,
    "401": 401,
    "403": 403,
    "404": 404,
    "409": 409,
    "413": 413,
    "429": 429,
    "500": 500,
    "503": 503,
    "301": 301,
}


class RecordStoreStub(Stub):
    """`XapiStore(stub.address, KEY, SECRET)`. `statements` keeps what was taken, `sent` how often each id came."""

    errors = frozenset(ERRORS)

    def __init__(self, *args: Any, **server: Any) -> None:
        super().__init__(*args, **server)
        self.statements: list[Json] = []
        self.sent: Counter[str] = Counter()
        self.most = 1_000

    @property
    def address(self) -> str:
        """As XAPI_ENDPOINT has it."""
        return f"{self.url}/xapi"

    def refused(self, endpoint: str, request: Request) -> Answer | None:
        if endpoint == "GET /xapi/about":
            return None
        if endpoint != STATEMENTS:
            return _error(404)
        wanted = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {wanted}":
            return _error(401)
        if request.headers.get("x-experience-api-version") != "1.0.3":
            return _error(400)
        return _error(413) if len(request.json()) > self.most else None

    def failed(self, fault: str) -> Answer:
        limited = {"retry-after": str(int(self.script.retry_after or 0))} if fault in ("429", "503") else {}
        return _error(ERRORS[fault], limited)

    def answered(self, endpoint: str, request: Request, fault: str) -> Answer:
        if endpoint != STATEMENTS:
            return json_answer(200, {"version": ["1.0.3"]})
        statements = request.json()
        self.sent.update(one["id"] for one in statements)
        kept = {one["id"]: one for one in self.statements}
        if any(kept.get(one["id"], one) != one for one in statements):
            return _error(409)
        new = [one for one in statements if one["id"] not in kept]
        self.statements += new
        return json_answer(200, [one["id"] for one in statements]) if new else Answer(204)


def _error(status: int, headers: dict[str, str] | None = None) -> Answer:
    return json_answer(status, {"error": f"played by the stub: {status}"}, headers)
