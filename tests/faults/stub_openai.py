"""OpenAI's doors for pictures, chat, batches and counts on a real socket, also in place of a local text server."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from tests.faults import openai_chat as chat
from tests.faults import openai_images as images
from tests.faults.openai_batches import Batches
from tests.faults.prompt_cache import PromptCache, tokens
from tests.faults.script import Script
from tests.faults.stub import Json, Stub
from tests.faults.wire import Answer, Request, json_answer, sse_answer
from tests.faults.written import Written, from_schema

IMAGES = "/v1/images/generations"
CHAT = "/v1/chat/completions"
COUNT = "/v1/responses/input_tokens"
FILES = "/v1/files"
BATCHES = "/v1/batches"
BATCH_ITEM = "batch_item"
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

    `written` makes the text of a chat answer from the body, `spoken` what the model makes of that: fences, thoughts,
    prose. A server that takes only some `forms` of answers refuses the others by `refuses` (llama-cpp-python: 500).
    Requests in a batch get the faults of the endpoint "batch_item".
    """

    errors = frozenset(ERRORS)
    plays = frozenset({"max_tokens", "refusal", "schema_mismatch", "content_filter", "error_event"})

    def __init__(
        self,
        script: Script | None = None,
        written: Written = from_schema,
        *,
        fenced: bool = False,
        spoken: Callable[[str], str] = str,
        forms: tuple[str, ...] = chat.FORMS,
        refuses: int = 500,
        cache: PromptCache | None = None,
        batches: Batches | None = None,
        **server: Any,
    ) -> None:
        super().__init__(script, **server)
        self.written, self.fenced, self.spoken = written, fenced, spoken
        self.forms, self.refuses = forms, refuses
        self.cache = cache or PromptCache()
        self.batches = batches or Batches()

    def endpoint(self, request: Request) -> str:
        name = re.sub(r"(?<=/(?:files)/)[^/]+|(?<=/batches/)[^/]+", "{id}", request.path)
        return name if request.method == "POST" else f"{request.method} {name}"

    def refused(self, endpoint: str, request: Request) -> Answer | None:
        if endpoint not in DOORS:
            return _error(404, "invalid_request_error", f"Invalid URL ({endpoint})")
        if not request.headers.get("authorization", "").startswith("Bearer "):
            return _error(401, "invalid_request_error", "You didn't provide an API key.", code="invalid_api_key")
        wrong = _mistake(endpoint, request)
        if wrong:
            return _error(wrong.status, "invalid_request_error", wrong.words, wrong.param, wrong.code)
        if endpoint == CHAT and chat.form_of(request.json()) not in self.forms:
            return _error(self.refuses, "server_error", "This form of answer is not known.", "response_format")
        return None

    def failed(self, fault: str) -> Answer:
        status, kind, code = ERRORS[fault]
        limited = self._limits() if fault == "429_rate_limit" else {}
        return _error(status, kind, f"Played by the stub: {fault}", code=code, headers=limited)

    def answered(self, endpoint: str, request: Request, fault: str) -> Answer:
        if endpoint == FILES:
            return _ok(self.batches.upload(request.body))
        if endpoint.startswith("GET "):
            return self._found(endpoint, request)
        body = request.json()
        match endpoint:
            case "/v1/chat/completions":
                return self._chat(body, fault)
            case "/v1/responses/input_tokens":
                return _ok({"object": "response.input_tokens", "input_tokens": _counted(body)})
            case "/v1/batches":
                made = self.batches.create(body, self._result)
                return _ok(made) if made else _error(400, "invalid_request_error", "No such file", "input_file_id")
        answer = images.picture(body)
        return _stream(answer, int(body.get("partial_images") or 0), fault) if body.get("stream") else _ok(answer)

    def _limits(self) -> dict[str, str]:
        if self.script.retry_after is None:
            return {}
        seconds = f"{self.script.retry_after:g}"
        return {"retry-after": seconds, "x-ratelimit-reset-requests": f"{seconds}s", "x-ratelimit-reset-tokens": "0s"}

    def _chat(self, body: Json, fault: str) -> Answer:
        account = chat.account_of(self.cache, body)
        answer = chat.completion(body, self._said(body, fault), account)
        if body.get("stream"):
            usage = bool((body.get("stream_options") or {}).get("include_usage"))
            sent = chat.streamed(answer, _id_header(), usage=usage, fault=fault)
        else:
            sent = _ok(answer)
        return replace(sent, begun=lambda: self.cache.keep(account))

    def _said(self, body: Json, fault: str) -> tuple[str | None, str | None, str]:
        """Text, refusal and finish reason."""
        if fault == "refusal":
            return None, chat.REFUSAL, "stop"
        if fault == "content_filter":
            return "", None, "content_filter"
        text = chat.MISMATCH if fault == "schema_mismatch" else self.spoken(self.written(body))
        text = f"```json\n{text}\n```" if self.fenced else text
        most = body.get("max_completion_tokens") or body.get("max_tokens") or tokens(len(text))
        if fault == "max_tokens" or tokens(len(text)) > most:
            return text[: min(len(text) // 2, most * 4)], None, "length"
        return text, None, "stop"

    def _result(self, body: Json) -> Json:
        """What a request of a batch comes to."""
        fault = self.script.planned(BATCH_ITEM)
        if fault in ERRORS:
            status, kind, code = ERRORS[fault]
            error = {"code": code or kind, "message": f"Played by the stub: {fault}"}
            return {"response": {"status_code": status, "body": {"error": error}}, "error": error}
        account = chat.account_of(self.cache, body)
        self.cache.keep(account)
        answer = chat.completion(body, self._said(body, fault), account)
        return {"response": {"status_code": 200, "request_id": uuid4().hex, "body": answer}, "error": None}

    def _found(self, endpoint: str, request: Request) -> Answer:
        if endpoint == f"GET {BATCHES}":
            return _ok(self.batches.page())
        name = request.path.split("/")[3]
        if endpoint.endswith("/content"):
            content = self.batches.content(name)
            found = None if content is None else Answer(200, {"content-type": "application/jsonl"}, (content,))
        else:
            batch = self.batches.poll(name)
            found = None if batch is None else _ok(batch)
        return found or _error(404, "invalid_request_error", f"Nothing is called {name}")


DOORS = frozenset(
    {IMAGES, CHAT, COUNT, FILES, BATCHES, f"GET {BATCHES}", f"GET {BATCHES}/{{id}}", f"GET {FILES}/{{id}}/content"}
)


def _counted(body: Json) -> int:
    """What the same question would count as by chat."""
    form = (body.get("text") or {}).get("format") or {}
    schema = {name: value for name, value in form.items() if name != "type"}
    return tokens(len(json.dumps(schema)) + len(body.get("instructions") or "") + len(body.get("input") or ""))


def _mistake(endpoint: str, request: Request) -> images.Mistake | None:
    if request.method != "POST" or endpoint == FILES:
        return None
    try:
        body = request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        return images.Mistake("We could not parse the JSON body of your request.", "")
    if endpoint == IMAGES:
        return images.mistake(body)
    needed = {CHAT: ("model", "messages"), BATCHES: ("input_file_id", "endpoint", "completion_window")}
    missing = [name for name in needed.get(endpoint, ("model",)) if not body.get(name)]
    return images.Mistake(f"Missing required parameter: '{missing[0]}'.", missing[0]) if missing else _unstrict(body)


def _unstrict(body: Json) -> images.Mistake | None:
    """Strict schemas close each object and require all that it names."""
    named = (body.get("response_format") or {}).get("json_schema") or {}
    if not named.get("strict"):
        return None
    open_ones = [node for node in _objects(named.get("schema")) if not _is_closed(node)]
    words = "Invalid schema for response_format: objects must be closed and require all of their properties."
    return images.Mistake(words, "response_format") if open_ones else None


def _objects(node: Any) -> list[Json]:
    """Every schema of an object inside a schema."""
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    own = [node] if isinstance(node, dict) and node.get("type") == "object" else []
    return own + [found for part in inner for found in _objects(part)]


def _is_closed(schema: Json) -> bool:
    return schema.get("additionalProperties") is False and set(schema.get("required", ())) == set(schema["properties"])


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
