"""Stubs that note what each of their answers costs, by the course that asked."""

import json
from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from providers.prices import Tokens, image_price, text_price
from tests.faults.script import Script
from tests.faults.stub_anthropic import MESSAGES, AnthropicStub
from tests.faults.stub_openai import OpenAIStub
from tests.faults.wire import Answer, Request
from tests.faults.written import Json, Written

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


class MeteredPictures(OpenAIStub):
    def __init__(self, meter: Meter, script: Script) -> None:
        super().__init__(script)
        self._meter = meter

    def answered(self, endpoint: str, request: Request, fault: str) -> Answer:
        answer = super().answered(endpoint, request, fault)
        usage = _body(answer)["usage"]
        tokens = Tokens(usage["input_tokens"], usage["output_tokens"])
        self._meter.note(request, image_price(request.json()["model"], tokens))
        return answer


def _tokens(usage: Json) -> Tokens:
    read, written = usage["cache_read_input_tokens"], usage["cache_creation_input_tokens"]
    return Tokens(usage["input_tokens"] + read + written, usage["output_tokens"], read, written)


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
