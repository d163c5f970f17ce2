"""Anthropic's Messages API on a real socket: messages, streams, token counts, batches, prompt caching, and faults."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from tests.faults import anthropic_messages as messages
from tests.faults.anthropic_batches import PAGE, Batch, Batches, create_mistake
from tests.faults.prompt_cache import PromptCache, tokens_of
from tests.faults.script import Script
from tests.faults.stub import Json, Stub
from tests.faults.wire import Answer, Request, json_answer, sse_answer
from tests.faults.written import Written, from_schema

MESSAGES = "/v1/messages"
BATCHES = "/v1/messages/batches"
BATCH = "/v1/messages/batches/{id}"
BATCH_ITEM = "batch_item"
ERRORS: dict[str, tuple[int, str, str | None]] = {
    "400": (400, "invalid_request_error", None),
    "400_no_credit": (400, "invalid_request_error", None),
    "401": (401, "authentication_error", None),
    "402_billing": (402, "billing_error", None),
    "403": (403, "permission_error", None),
    "404": (404, "not_found_error", None),
    "408": (408, "timeout_error", None),
    "409": (409, "invalid_request_error", None),
    "413": (413, "request_too_large", None),
    "429_rate_limit": (429, "rate_limit_error", None),
    "429_ramp": (429, "rate_limit_error", "ramp_limit_exceeded"),
    "429_spend_limit": (429, "rate_limit_error", "enforced_spend_limit_reached"),
    "429_contract_limit": (429, "rate_limit_error", "contract_spend_limit_reached"),
    "500": (500, "api_error", None),
    "503": (503, "api_error", None),
    "504": (504, "timeout_error", None),
    "529": (529, "overloaded_error", None),
}
RETRY_AFTER = ("429_rate_limit", "429_ramp", "503", "529")
WORDS = {"400_no_credit": "Your credit balance is too low to access the Anthropic API."}


class AnthropicStub(Stub):
    """`Anthropic(base_url=stub.url, api_key="any", max_retries=0)`.

    `written` makes the text of an answer from the body. Requests in a batch get the faults of the endpoint
    "batch_item": an error, "expired", "canceled", or what spoils an answer.
    """

    errors = frozenset(ERRORS)
    plays = frozenset({"max_tokens", "refusal", "schema_mismatch", "error_event", "expired", "canceled"})

    def __init__(
        self,
        script: Script | None = None,
        written: Written = from_schema,
        *,
        cache: PromptCache | None = None,
        batches: Batches | None = None,
        **server: Any,
    ) -> None:
        super().__init__(script, **server)
        self.written = written
        self.cache = cache or PromptCache()
        self.batches = batches or Batches()
        self._doors: dict[str, Callable[[Request, str], Answer]] = {
            MESSAGES: self._message,
            f"{MESSAGES}/count_tokens": lambda request, _: _ok({"input_tokens": tokens_of(request.json())}),
            BATCHES: self._create,
            f"GET {BATCHES}": self._list,
            f"GET {BATCH}": self._poll,
            f"{BATCH}/cancel": self._cancel,
            f"GET {BATCH}/results": self._results,
        }

    def endpoint(self, request: Request) -> str:
        name = re.sub(r"(?<=/batches/)[^/]+", "{id}", request.path)
        return name if request.method == "POST" else f"{request.method} {name}"

    def refused(self, endpoint: str, request: Request) -> Answer | None:
        if endpoint not in self._doors:
            return _error(404, "not_found_error", f"No such endpoint: {endpoint}")
        if not request.headers.get("authorization", "").startswith("Bearer "):
            return _error(401, "authentication_error", "authorization: a Bearer key is required")
        if "anthropic-version" not in request.headers:
            return _error(401, "authentication_error", "anthropic-version: header is required")
        wrong = _mistake(endpoint, request)
        return _error(400, "invalid_request_error", wrong) if wrong else None

    def failed(self, fault: str) -> Answer:
        status, kind, code = ERRORS[fault]
        after = {"retry-after": f"{self.script.retry_after:g}"} if self._says_when(fault) else {}
        return _error(status, kind, WORDS.get(fault, f"Played by the stub: {fault}"), code, after)

    def answered(self, endpoint: str, request: Request, fault: str) -> Answer:
        return self._doors[endpoint](request, fault)

    def _says_when(self, fault: str) -> bool:
        return fault in RETRY_AFTER and self.script.retry_after is not None

    def _message(self, request: Request, fault: str) -> Answer:
        body = request.json()
        account = self.cache.account(body)
        answer = messages.message(body, account, self.written, fault)
        sent = _stream(answer, fault) if body.get("stream") else _ok(answer)
        return replace(sent, begun=lambda: self.cache.keep(account))

    def _create(self, request: Request, _fault: str) -> Answer:
        return _ok(self.batches.create(request.json()["requests"], self._result).as_json(_origin(request)))

    def _result(self, params: Json) -> Json:
        fault = self.script.planned(BATCH_ITEM)
        wrong = messages.mistake(params)
        if wrong or fault in ERRORS:
            kind, words = ("invalid_request_error", wrong.message) if wrong else (ERRORS[fault][1], fault)
            return {"type": "errored", "error": _envelope(kind, words, None, None)}
        if fault in ("expired", "canceled"):
            return {"type": fault}
        account = self.cache.account(params)
        self.cache.keep(account)
        return {"type": "succeeded", "message": messages.message(params, account, self.written, fault, "batch")}

    def _list(self, request: Request, _fault: str) -> Answer:
        for batch in self.batches.kept:
            batch.advance(polls=0)
        asked = request.query
        limit = int(asked.get("limit", PAGE))
        return _ok(self.batches.page(_origin(request), asked.get("after_id"), asked.get("before_id"), limit))

    def _poll(self, request: Request, _fault: str) -> Answer:
        return self._found(request, lambda batch: batch.advance(polls=1))

    def _cancel(self, request: Request, _fault: str) -> Answer:
        return self._found(request, Batch.cancel)

    def _found(self, request: Request, change: Callable[[Batch], None]) -> Answer:
        batch = self.batches.find(request.path.split("/")[4])
        if batch is None:
            return _error(404, "not_found_error", "No such batch")
        change(batch)
        return _ok(batch.as_json(_origin(request)))

    def _results(self, request: Request, _fault: str) -> Answer:
        batch = self.batches.find(request.path.split("/")[4])
        if batch is None or batch.ended_at is None:
            return _error(404, "not_found_error", "No results yet")
        return Answer(200, {"content-type": "application/x-jsonl", **_id_header()}, (batch.lines(),))


def _mistake(endpoint: str, request: Request) -> str | None:
    try:
        body = request.json()
    except ValueError:
        return "The body is not JSON."
    if endpoint == BATCHES:
        return create_mistake(body)
    if endpoint == f"{MESSAGES}/count_tokens":
        body = {"max_tokens": 1, **body} if isinstance(body, dict) else body
    wrong = messages.mistake(body) if endpoint in (MESSAGES, f"{MESSAGES}/count_tokens") else None
    return wrong.message if wrong else None


def _stream(answer: Json, fault: str) -> Answer:
    events = list(messages.events(answer))
    if fault == "error_event":
        events = [*events[: len(events) // 2], ("error", _envelope("overloaded_error", "Overloaded", None, None))]
    return sse_answer(events, _id_header())


def _ok(body: Json) -> Answer:
    return json_answer(200, body, _id_header())


def _error(
    status: int, kind: str, words: str, code: str | None = None, headers: dict[str, str] | None = None
) -> Answer:
    request_id = _id_header()
    body = _envelope(kind, words, code, request_id["request-id"])
    return json_answer(status, body, {**request_id, **(headers or {})})


def _envelope(kind: str, words: str, code: str | None, request_id: str | None) -> Json:
    details = {"error_code": code} if code else None
    error = {"type": kind, "message": words, "details": details}
    return {"type": "error", "error": error, "request_id": request_id}


def _id_header() -> dict[str, str]:
    return {"request-id": f"req_{uuid4().hex}"}


def _origin(request: Request) -> str:
    return f"http://{request.headers['host']}"
