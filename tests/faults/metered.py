"""Stubs that note what each of their answers costs, by the course that asked."""

import json
from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from providers.prices import Tokens, image_price, text_price
from tests.faults.script import Script
from tests.faults.stub_anthropic import MESSAGES, AnthropicStub
from tests.faults.stub_openai import CHAT, IMAGES, OpenAIStub
from tests.faults.wire import Answer, Request
from tests.faults.written import Json, Written, from_schema

USD_STEP = Decimal("0.000001")


class Meter:
    """USD by title. A title must not occur in the requests of another course."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = titles
        self.billed: defaultdict[str, Decimal] = defaultdict(Decimal)

    def note(self, request: Request, price: Decimal) -> None:
        asked = request.body.decode()
        title = next(title for title in self._titles if title in asked)
        self.billed[title] += price.quantize(USD_STEP, ROUND_HALF_UP)


class MeteredTexts(AnthropicStub):
    def __init__(self, meter: Meter, script: Script, written: Written) -> None:
        super().__init__(script, written)
        self._meter = meter

    def answered(self, endpoint: str, request: Request, fault: str) -> Answer:
        answer = super().answered(endpoint, request, fault)
        if endpoint == MESSAGES:
            body = _body(answer)
            self._meter.note(request, text_price("anthropic", body["model"], _tokens(body["usage"])))
        return answer


class MeteredOpenAI(OpenAIStub):
    """Pictures, and texts where OpenAI writes them."""

    def __init__(self, meter: Meter, script: Script, written: Written = from_schema) -> None:
        super().__init__(script, written)
        self._meter = meter

    def answered(self, endpoint: str, request: Request, fault: str) -> Answer:
        answer = super().answered(endpoint, request, fault)
        model = request.json()["model"]
        if endpoint == CHAT:
            self._meter.note(request, text_price("openai", model, _tokens_of_chat(answer)))
        elif endpoint == IMAGES:
            usage = _body(answer)["usage"]
            self._meter.note(request, image_price(model, Tokens(usage["input_tokens"], usage["output_tokens"])))
        return answer


def _tokens(usage: Json) -> Tokens:
    read, written = usage["cache_read_input_tokens"], usage["cache_creation_input_tokens"]
    return Tokens(usage["input_tokens"] + read + written, usage["output_tokens"], read, written)


def _tokens_of_chat(answer: Answer) -> Tokens:
    """By the last part of a streamed answer, which alone says what all of it took."""
    parts = b"".join(answer.pieces).decode().split("data: ")
    [usage] = [part["usage"] for part in map(json.loads, filter(_is_json, parts)) if part.get("usage")]
    details = usage.get("prompt_tokens_details") or {}
    read, written_now = details.get("cached_tokens") or 0, details.get("cache_write_tokens") or 0
    return Tokens(usage["prompt_tokens"], usage["completion_tokens"], read, written_now)


def _is_json(part: str) -> bool:
    return part.startswith("{")


def _body(answer: Answer) -> Json:
    """The message of an answer, put together from its events where it is streamed."""
    whole = b"".join(answer.pieces).decode()
    if not whole.startswith(("event:", "data:")):
        return dict(json.loads(whole))
    events = [json.loads(line[5:]) for line in whole.splitlines() if line.startswith("data:")]
    message: Json = next(event["message"] for event in events if event["type"] == "message_start")
    for event in events:
        message["usage"] |= event.get("usage", {}) if event["type"] == "message_delta" else {}
    return message
