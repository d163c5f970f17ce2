"""OpenAI's doors for pictures and chat on a real socket, also for what stands in for a local text server."""

import time
from typing import Any
from uuid import uuid4

from tests.faults import openai_images as images
from tests.faults.prompt_cache import tokens
from tests.faults.script import Script
from tests.faults.stub import Json, Stub
from tests.faults.wire import Answer, Request, json_answer, sse_answer
from tests.faults.written import Written, from_schema, text_of

IMAGES = "/v1/images/generations"
CHAT = "/v1/chat/completions"
MISMATCH = '{"unexpected": true}'
REFUSAL = "I'm sorry, I can't assist with that request."
ERRORS: dict[str, tuple[int, str, str | None]] = {
    "400": (400, "invalid_request_error", None),
    "401": (401, "invalid_request_error", "invalid_api_key"),
    "403": (403, "invalid_request_error", "unsupported_country_region_territory"),
    "404": (404, "invalid_request_error", "model_not_found"),
    "408": (408, "invalid_request_error", "request_timeout"),
    "409": (409, "invalid_request_error", None),
    "413": (413, "invalid_request_error", None),
    "429_rate_limit": (429, "requests", "rate_limit_exceeded"),
    "429_insufficient_quota": (429, "insufficient_quota", "insufficient_quota"),
    "500": (500, "server_error", None),
    "503": (503, "server_error", None),
    "504": (504, "server_error", None),
    "moderation_blocked": (400, "image_generation_user_error", "moderation_blocked"),
}


class OpenAIStub(Stub):
    """`OpenAI(base_url=stub.url + "/v1", api_key="any", max_retries=0)`.

    `written` makes the text of a chat answer from the body; `fenced` puts it between ```json fences.
    """

    errors = frozenset(ERRORS)
    plays = frozenset({"max_tokens", "refusal", "schema_mismatch", "content_filter", "error_event"})

    def __init__(
        self, script: Script | None = None, written: Written = from_schema, *, fenced: bool = False, **server: Any
    ) -> None:
        super().__init__(script, **server)
        self.written, self.fenced = written, fenced

    def refused(self, endpoint: str, request: Request) -> Answer | None:
        if endpoint not in (IMAGES, CHAT):
            return _error(404, "invalid_request_error", f"Invalid URL ({endpoint})")
        if not request.headers.get("authorization", "").startswith("Bearer "):
            return _error(401, "invalid_request_error", "You didn't provide an API key.", code="invalid_api_key")
        wrong = _mistake(endpoint, request)
        return _error(wrong.status, "invalid_request_error", wrong.words, wrong.param, wrong.code) if wrong else None

    def failed(self, fault: str) -> Answer:
        status, kind, code = ERRORS[fault]
        limited = self._limits() if fault == "429_rate_limit" else {}
        return _error(status, kind, f"Played by the stub: {fault}", code=code, headers=limited)

    def answered(self, endpoint: str, request: Request, fault: str) -> Answer:
        body = request.json()
        if endpoint == CHAT:
            return _ok(self._chat(body, fault))
        answer = images.picture(body)
        return _stream(answer, int(body.get("partial_images") or 0), fault) if body.get("stream") else _ok(answer)

    def _limits(self) -> dict[str, str]:
        if self.script.retry_after is None:
            return {}
        seconds = f"{self.script.retry_after:g}"
        return {"retry-after": seconds, "x-ratelimit-reset-requests": f"{seconds}s", "x-ratelimit-reset-tokens": "0s"}

    def _chat(self, body: Json, fault: str) -> Json:
        text, refusal, reason = self._said(body, fault)
        message = {"role": "assistant", "content": text, "refusal": refusal}
        said, asked = tokens(len(text or "")), tokens(len(text_of(body)))
        return {
            "id": f"chatcmpl-{uuid4().hex}",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": body["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": reason, "logprobs": None}],
            "usage": {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said},
        }

    def _said(self, body: Json, fault: str) -> tuple[str | None, str | None, str]:
        """Text, refusal and finish reason."""
        if fault == "refusal":
            return None, REFUSAL, "stop"
        if fault == "content_filter":
            return "", None, "content_filter"
        text = MISMATCH if fault == "schema_mismatch" else self.written(body)
        text = f"```json\n{text}\n```" if self.fenced else text
        most = body.get("max_completion_tokens") or body.get("max_tokens") or tokens(len(text))
        if fault == "max_tokens" or tokens(len(text)) > most:
            return text[: min(len(text) // 2, most * 4)], None, "length"
        return text, None, "stop"


def _mistake(endpoint: str, request: Request) -> images.Mistake | None:
    try:
        body = request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        return images.Mistake("We could not parse the JSON body of your request.", "")
    if endpoint == IMAGES:
        return images.mistake(body)
    missing = [name for name in ("model", "messages") if not body.get(name)]
    missing_words = f"Missing required parameter: '{missing[0]}'." if missing else "The stub does not stream chat."
    return images.Mistake(missing_words, missing[0] if missing else "stream") if missing or body.get("stream") else None


def _stream(answer: Json, partial: int, fault: str) -> Answer:
    events = list(images.events(answer, partial))
    if fault == "error_event":
        error = {"type": "server_error", "message": "Played by the stub", "code": "server_error", "param": None}
        events = [*events[:-1], ("error", {"type": "error", "error": error})]
    return sse_answer(events, _id_header())


def _ok(body: Json) -> Answer:
    return json_answer(200, body, _id_header())


def _error(
    status: int,
    kind: str,
    words: str,
    param: str | None = None,
    code: str | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    error = {"message": words, "type": kind, "param": param or None, "code": code}
    return json_answer(status, {"error": error}, {**_id_header(), **(headers or {})})


def _id_header() -> dict[str, str]:
    return {"x-request-id": f"req_{uuid4().hex}", "openai-processing-ms": "1"}
