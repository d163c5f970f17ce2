"""One completion of a chat endpoint: the answer, whole or in chunks, what servers take, what OpenAI's cache bills."""

import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from tests.faults.prompt_cache import Account, PromptCache, tokens
from tests.faults.wire import Answer

Json = dict[str, Any]
MISMATCH = '{"unexpected": true}'
REFUSAL = "I'm sorry, I can't assist with that request."
STREAM_PIECES = 8
FORMS = ("json_schema", "json_object", "text")


def form_of(body: Json) -> str:
    """In which form an answer is asked for."""
    return str((body.get("response_format") or {}).get("type", "text"))


def account_of(cache: PromptCache, body: Json) -> Account:
    """What a prompt costs: the schema of the answer comes first, then the messages, up to each marked block."""
    schema = json.dumps((body.get("response_format") or {}).get("json_schema"))
    marked = {
        "model": body["model"],
        "system": [{"type": "text", "text": schema}],
        "messages": [{**message, "content": _blocks(message.get("content"))} for message in body["messages"]],
    }
    return cache.account(marked)


def _blocks(content: Any) -> list[Json]:
    """The blocks of a message, with what marks the end of a prefix as the cache knows it."""
    if isinstance(content, str):
        return [{"type": "text", "text": content}]
    return [
        {"type": "text", "text": block["text"]}
        | ({"cache_control": {"type": "ephemeral"}} if "prompt_cache_breakpoint" in block else {})
        for block in content
    ]


def completion(body: Json, said: tuple[str | None, str | None, str], account: Account) -> Json:
    """The body of an answer of this text, refusal and reason to end."""
    text, refusal, reason = said
    message = {"role": "assistant", "content": text, "refusal": refusal}
    output = tokens(len(text or ""))
    written = sum(account.written.values())
    asked = account.input_tokens + account.read_tokens + written
    return {
        "id": f"chatcmpl-{uuid4().hex}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": body["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": reason, "logprobs": None}],
        "usage": {
            "prompt_tokens": asked,
            "completion_tokens": output,
            "total_tokens": asked + output,
            "prompt_tokens_details": {"cached_tokens": account.read_tokens, "cache_write_tokens": written},
        },
    }


def streamed(answer: Json, headers: Json, *, usage: bool, fault: str) -> Answer:
    """The same answer as chunks, one server-sent event each, with usage in a last one where it was asked for."""
    chunks = list(_chunks(answer))
    if usage:
        chunks.append({**_head(answer), "choices": [], "usage": answer["usage"]})
    if fault == "error_event":
        error = {"type": "server_error", "message": "Played by the stub", "code": "server_error", "param": None}
        chunks = [*chunks[: len(chunks) // 2], {"error": error}]
    pieces = tuple(f"data: {json.dumps(chunk)}\n\n".encode() for chunk in chunks)
    return Answer(
        200,
        {"content-type": "text/event-stream; charset=utf-8", **headers},
        (*pieces, b"data: [DONE]\n\n"),
        streamed=True,
    )


def _chunks(answer: Json) -> Iterator[Json]:
    choice = answer["choices"][0]
    text, refusal = choice["message"]["content"] or "", choice["message"]["refusal"]
    yield _chunk(answer, {"role": "assistant", "content": ""})
    step = max(1, -(-len(text) // STREAM_PIECES))
    for start in range(0, len(text), step):
        yield _chunk(answer, {"content": text[start : start + step]})
    if refusal:
        yield _chunk(answer, {"refusal": refusal})
    yield _chunk(answer, {}, choice["finish_reason"])


def _chunk(answer: Json, delta: Json, reason: str | None = None) -> Json:
    return {**_head(answer), "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}


def _head(answer: Json) -> Json:
    return {"object": "chat.completion.chunk", **{name: answer[name] for name in ("id", "created", "model")}}
