"""What servers that speak chat completions answer, whole or in pieces, and what their answers mean."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any, Protocol

from providers.errors import ProviderProblem
from providers.listening import Hear, event_data
from providers.prompting import Prompt, prompt_of, to_contract
from providers.text import SolveRequest, TextRequest

Json = dict[str, Any]
REFUSED = ProviderProblem(
    "provider_refused", "The text provider declined to write this: change the brief or the instructions, then retry."
)
TOO_LONG = ProviderProblem("answer_too_long", "The answer did not fit twice: ask for less depth or more sections.")
BROKEN = "The text provider sent something that is no answer."
BROKEN_OFF = ProviderProblem(
    "connection_lost", "The connection to the text provider broke.", retryable=True, ambiguous=True
)
_DONE = "[DONE]"


class Response(Protocol):
    """A response of the SDK that has not been read yet."""

    @property
    def headers(self) -> Any:
        """HTTP headers, their names looked up in any case."""

    async def text(self) -> str:
        """Read the whole body."""

    def iter_lines(self) -> AsyncIterator[str]:
        """The body line by line as it arrives, without the ends of lines."""


async def body_of(response: Response, hear: Hear, silence: float) -> str:
    """The body of a completion, the same whether the server sends it whole or in pieces.

    `hear` is given the text so far with every piece. Raises ProviderProblem for a stream that breaks off, and
    TimeoutError after `silence` seconds without a word.
    """
    if "text/event-stream" not in response.headers.get("content-type", ""):
        return await response.text()
    heard = _Heard()
    async for data in event_data(response.iter_lines(), silence):
        if data.strip() == _DONE:
            break
        if heard.take(_parsed(data)):
            hear(heard.text)
    if not heard.is_finished:
        raise BROKEN_OFF
    return json.dumps(heard.body(), ensure_ascii=False)


class _Heard:
    """A completion as its pieces make it up."""

    def __init__(self) -> None:
        self.is_finished = False
        self._head: Json = {}
        self._usage: Json | None = None
        self._text: list[str] = []
        self._refusal: list[str] = []
        self._reason: str | None = None

    @property
    def text(self) -> str:
        return "".join(self._text)

    def take(self, chunk: Json) -> bool:
        """Whether the piece added to the text. Raises ProviderProblem for one that tells of a fault."""
        if isinstance(error := chunk.get("error"), dict):
            raise _told(error, begun=bool(self._text))
        self._head = self._head or {name: chunk[name] for name in ("id", "created", "model") if name in chunk}
        self._usage = chunk.get("usage") or self._usage
        grown = False
        for choice in chunk.get("choices") or ():
            delta = choice.get("delta") or {}
            grown = bool(delta.get("content")) or grown
            self._text.append(delta.get("content") or "")
            self._refusal.append(delta.get("refusal") or "")
            if choice.get("finish_reason"):
                self._reason, self.is_finished = choice["finish_reason"], True
        return grown

    def body(self) -> Json:
        message = {"role": "assistant", "content": self.text, "refusal": "".join(self._refusal) or None}
        choice = {"index": 0, "message": message, "finish_reason": self._reason}
        return {**self._head, "object": "chat.completion", "choices": [choice], "usage": self._usage}


def _parsed(data: str) -> Json:
    try:
        chunk = json.loads(data)
    except json.JSONDecodeError:
        chunk = None
    if not isinstance(chunk, dict):
        raise ProviderProblem("broken_answer", BROKEN, retryable=True, ambiguous=True, once=True)
    return chunk


def _told(error: Json, *, begun: bool) -> ProviderProblem:
    """A fault that comes in the middle of an answer, which may be billed as far as it had come."""
    code = str(error.get("code") or error.get("type") or "")
    if "insufficient_quota" in code:
        return ProviderProblem(
            "no_credit", "The account at the text provider has no credit left: add some, then retry."
        )
    if "rate_limit" in code:
        return ProviderProblem("rate_limited", "The text provider asks to slow down.", retryable=True, ambiguous=begun)
    return ProviderProblem("provider_failed", "The text provider failed.", retryable=True, ambiguous=begun)


def completion(raw: str) -> Json | None:
    """The body of a completion with a choice in it; None for anything else, as an outline that a person wrote."""
    try:
        body = json.loads(raw)
    except json.JSONDecodeError:
        return None
    choices = body.get("choices") if isinstance(body, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    return body if isinstance(first, dict) and isinstance(first.get("message"), dict) else None


def said(body: Json) -> str:
    """What the message of a completion says, be it in one piece or in several."""
    content = body["choices"][0]["message"].get("content") or ""
    if isinstance(content, list):
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return str(content)


def not_an_answer(raw: str) -> ProviderProblem:
    """What a body is that holds no completion: a page of something in between, or an answer that broke."""
    broken = raw.lstrip()[:1] == "{"
    kind = "broken_answer" if broken else "not_an_answer"
    return ProviderProblem(kind, BROKEN, retryable=True, ambiguous=broken, once=broken)


def prompt_for(request: TextRequest) -> Prompt:
    """What to ask. An answer that was cut off is asked for anew with twice the room, not mended."""
    if isinstance(request, SolveRequest):
        return prompt_of(request)
    body = completion(request.previous or "")
    if body is None:
        return prompt_of(request, previous=request.previous if request.findings else None)
    if body["choices"][0].get("finish_reason") == "length":
        return prompt_of(request.model_copy(update={"findings": ()}), room=2)
    text = said(body)
    return prompt_of(request.model_copy(update={"previous": text}), previous=text)


def draft_in(raw: str, request: TextRequest) -> str:
    """The draft in a stored body. A refusal, and an answer that was cut off twice, wait for a person."""
    body = completion(raw)
    if body is None:
        return raw
    choice = body["choices"][0]
    if choice["message"].get("refusal") or choice.get("finish_reason") == "content_filter":
        raise REFUSED
    if choice.get("finish_reason") == "length" and _had_more_room(body, request):
        raise TOO_LONG
    return to_contract(said(body), request)


def _had_more_room(body: Json, request: TextRequest) -> bool:
    fresh = request.model_copy(update={"previous": None, "findings": ()})
    return int((body.get("usage") or {}).get("completion_tokens") or 0) > prompt_of(fresh).max_tokens
