"""Claude's answer as a stream of events, put together to the body that it would have been in one piece."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any, Protocol

from providers.errors import ProviderProblem
from providers.listening import Hear, event_data

Json = dict[str, Any]
BROKEN_OFF = ProviderProblem(
    "connection_lost", "The connection to the text provider broke.", retryable=True, ambiguous=True
)
BROKEN = ProviderProblem(
    "broken_answer",
    "The text provider sent something that is no answer.",
    retryable=True,
    ambiguous=True,
    once=True,
)
TOLD = {
    "overloaded_error": ("overloaded", "The text provider is overloaded at the moment."),
    "rate_limit_error": ("rate_limited", "The text provider asks to slow down."),
    "timeout_error": ("timed_out", "The text provider took too long."),
}
FAILED = ("provider_failed", "The text provider failed.")


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
    """The body of a message. What is no stream, such as the page of a proxy, is returned as it is.

    `hear` is given the text so far with every piece. Raises ProviderProblem for a stream that breaks off or tells of a
    fault, and TimeoutError after `silence` seconds without a word.
    """
    if "text/event-stream" not in response.headers.get("content-type", ""):
        return await response.text()
    heard = _Heard()
    async for data in event_data(response.iter_lines(), silence):
        try:
            has_grown = heard.take(_parsed(data))
        except (KeyError, IndexError, TypeError) as error:
            raise BROKEN from error
        if has_grown:
            hear(heard.text)
        if heard.is_finished:
            return json.dumps(heard.message, ensure_ascii=False)
    raise BROKEN_OFF


class _Heard:
    def __init__(self) -> None:
        self.message: Json = {}
        self.is_finished = False
        self._pieces: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def take(self, event: Json) -> bool:
        """Whether the event added to the text. Kinds of events and of pieces that are not known are passed over."""
        match event.get("type"):
            case "message_start":
                self.message = event["message"]
            case "content_block_start":
                self.message["content"].append(event["content_block"])
            case "content_block_delta":
                return self._add(event["index"], event["delta"])
            case "message_delta":
                self.message |= event["delta"]
                self.message["usage"] |= event.get("usage") or {}
            case "message_stop":
                self.is_finished = True
            case "error":
                kind, sentence = TOLD.get((event.get("error") or {}).get("type", ""), FAILED)
                raise ProviderProblem(kind, sentence, retryable=True, ambiguous=bool(self._pieces))
        return False

    def _add(self, index: int, delta: Json) -> bool:
        if delta.get("type") != "text_delta":
            return False
        self.message["content"][index]["text"] += delta["text"]
        self._pieces.append(delta["text"])
        return True


def _parsed(data: str) -> Json:
    try:
        event: Json = json.loads(data)
    except json.JSONDecodeError as error:
        raise BROKEN from error
    return event
