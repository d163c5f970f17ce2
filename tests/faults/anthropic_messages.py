"""One message of Anthropic's API: what a request may not hold, the answer, and the answer as a stream."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.faults.prompt_cache import Account, tokens
from tests.faults.written import Written

Json = dict[str, Any]
GONE = ("temperature", "top_p", "top_k")
UNSUPPORTED = frozenset(
    "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength maxItems uniqueItems".split()
)
DEFINITION = re.compile(r'"\$ref": "#/\$defs/([^"]+)"')
MISMATCH = json.dumps({"unexpected": True})
STREAM_PIECES = 4


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a request, and the sentence for it."""

    message: str


def mistake(body: Any) -> Mistake | None:
    """The first reason for a 400, as far as the stub knows them."""
    if not isinstance(body, dict):
        return Mistake("The body is not a JSON object.")
    missing = [name for name in ("model", "max_tokens", "messages") if name not in body]
    if missing:
        return Mistake(f"{missing[0]}: Field required")
    gone = [name for name in GONE if name in body]
    if gone:
        return Mistake(f"{gone[0]}: Extra inputs are not permitted")
    return _counted(body) or _formatted(body)


def _counted(body: Json) -> Mistake | None:
    if not isinstance(body["max_tokens"], int) or body["max_tokens"] < 0:
        return Mistake("max_tokens: Input should be a whole number of at least 0")
    return None if body["messages"] else Mistake("messages: at least one message is required")


def _formatted(body: Json) -> Mistake | None:
    form = (body.get("output_config") or {}).get("format")
    if not form:
        return None
    if form.get("type") != "json_schema" or not isinstance(form.get("schema"), dict):
        return Mistake("output_config.format: json_schema with a schema is required")
    if '"citations": {"enabled": true' in json.dumps(body):
        return Mistake("output_config.format: citations are not supported with structured outputs")
    if _recursive(form["schema"]):
        return Mistake("output_config.format.schema: recursive schemas are not supported")
    return _schema_mistake(form["schema"])


def _recursive(schema: Json) -> bool:
    uses = {name: set(DEFINITION.findall(json.dumps(part))) for name, part in schema.get("$defs", {}).items()}
    while leaves := [name for name, used in uses.items() if not used & uses.keys()]:
        for name in leaves:
            del uses[name]
    return bool(uses)


def _schema_mistake(schema: Any) -> Mistake | None:
    if isinstance(schema, list):
        return next((found for part in schema if (found := _schema_mistake(part))), None)
    if not isinstance(schema, dict):
        return None
    if schema.get("type") == "object" and schema.get("additionalProperties") is not False:
        return Mistake("output_config.format.schema: For 'object' type, 'additionalProperties' must be false")
    unsupported = sorted(UNSUPPORTED & schema.keys()) if isinstance(schema.get("type"), str) else []
    if unsupported:
        return Mistake(f"output_config.format.schema: properties {unsupported} are not supported")
    return _schema_mistake([part for key, part in schema.items() if key not in ("enum", "const")])


def message(body: Json, account: Account, written: Written, fault: str = "ok", tier: str = "standard") -> Json:
    """The answer of `written`, cut at `max_tokens`, or spoilt as "max_tokens", "refusal" or "schema_mismatch" say."""
    text, reason = _text(body, written, fault)
    output = body["max_tokens"] if reason == "max_tokens" else max(1, tokens(len(text)))
    return {
        "id": f"msg_{uuid4().hex}",
        "type": "message",
        "role": "assistant",
        "model": body["model"],
        "content": [{"type": "text", "text": text}] if text else [],
        "stop_reason": reason,
        "stop_sequence": None,
        "stop_details": {"type": "refusal", "category": None, "explanation": None} if reason == "refusal" else None,
        "usage": {**account.as_json(), "output_tokens": output, "service_tier": tier},
    }


def _text(body: Json, written: Written, fault: str) -> tuple[str, str]:
    if body["max_tokens"] == 0:
        return "", "max_tokens"
    if fault == "refusal":
        return "", "refusal"
    text = MISMATCH if fault == "schema_mismatch" else written(body)
    if fault == "max_tokens":
        return text[: len(text) // 2], "max_tokens"
    over = tokens(len(text)) > body["max_tokens"]
    return (text[: body["max_tokens"] * 4], "max_tokens") if over else (text, "end_turn")


def events(answer: Json) -> Iterator[tuple[str, Json]]:
    """The same answer as named server-sent events, from message_start to message_stop."""
    empty: Json = {"content": [], "stop_reason": None, "stop_details": None}
    started = {**answer, **empty, "usage": {**answer["usage"], "output_tokens": 1}}
    yield _event("message_start", message=started)
    yield _event("ping")
    for block in answer["content"]:
        yield from _block_events(block["text"])
    ended = {key: answer[key] for key in ("stop_reason", "stop_sequence", "stop_details")}
    yield _event("message_delta", delta=ended, usage={"output_tokens": answer["usage"]["output_tokens"]})
    yield _event("message_stop")


def _block_events(text: str) -> Iterator[tuple[str, Json]]:
    step = -(-len(text) // STREAM_PIECES)
    yield _event("content_block_start", index=0, content_block={"type": "text", "text": ""})
    for start in range(0, len(text), step):
        delta = {"type": "text_delta", "text": text[start : start + step]}
        yield _event("content_block_delta", index=0, delta=delta)
    yield _event("content_block_stop", index=0)


def _event(name: str, **fields: Any) -> tuple[str, Json]:
    return name, {"type": name, **fields}
