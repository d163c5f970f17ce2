"""SendGrid's mail endpoint on a real socket."""

import time
from collections import Counter
from typing import Any
from uuid import uuid4

from tests.faults.stub import Json, Stub
from tests.faults.wire import Answer, Request, json_answer

SEND = "/v3/mail/send"
ERRORS = {
    "400": 400,
    "401": 401,
    "403": 403,
    "404": 404,
    "405": 405,
    "413": 413,
    "415": 415,
    "429_rate_limit": 429,
    "500": 500,
    "503": 503,
    "504": 504,
}


class SendGridStub(Stub):
    """`SendGridAPIClient("any", host=stub.url)`. `mails` keeps every body that was accepted, answered or not."""

    errors = frozenset(ERRORS)

    def __init__(self, *args: Any, **server: Any) -> None:
        super().__init__(*args, **server)
        self.mails: list[Json] = []

    def mails_by(self, arg: str) -> Counter[str]:
        """How many accepted mails carried each value of this custom arg."""
        return Counter(args[arg] for mail in self.mails for args in _custom_args(mail) if arg in args)

    def counts(self) -> Json:
        names = {name for mail in self.mails for args in _custom_args(mail) for name in args}
        return {**super().counts(), "mails": {name: dict(self.mails_by(name)) for name in sorted(names)}}

    def refused(self, endpoint: str, request: Request) -> Answer | None:
        if endpoint != SEND:
            return _error(404, "No such endpoint")
        if not request.headers.get("authorization", "").startswith("Bearer "):
            return _error(401, "The provided authorization grant is invalid, expired, or revoked")
        wrong = _mistake(request)
        return _error(400, *wrong) if wrong else None

    def failed(self, fault: str) -> Answer:
        limited = {"x-ratelimit-reset": str(int(time.time() + (self.script.retry_after or 0)))}
        return _error(ERRORS[fault], f"Played by the stub: {fault}", headers=limited if ERRORS[fault] == 429 else {})

    def answered(self, endpoint: str, request: Request, fault: str) -> Answer:
        self.mails.append(request.json())
        return Answer(202, {"content-type": "text/plain; charset=utf-8", "x-message-id": uuid4().hex})


def _mistake(request: Request) -> tuple[str, str | None] | None:
    try:
        mail = request.json()
    except ValueError:
        return "Bad Request", None
    for name in ("personalizations", "from", "subject", "content"):
        if not isinstance(mail, dict) or not mail.get(name):
            return f"The {name} parameter is required.", name
    if not all(one.get("to") for one in mail["personalizations"]):
        return "The to array is required for all personalization objects.", "personalizations.0.to"
    return None


def _custom_args(mail: Json) -> list[dict[str, str]]:
    common = mail.get("custom_args") or {}
    return [{**common, **(one.get("custom_args") or {})} for one in mail["personalizations"]]


def _error(status: int, words: str, field: str | None = None, headers: dict[str, str] | None = None) -> Answer:
    return json_answer(status, {"errors": [{"message": words, "field": field, "help": None}]}, headers)
