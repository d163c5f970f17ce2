"""Claude as the writer: one POST a call, its body stored whole, the shared part of the prompts cached."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import anthropic
import httpx2
from anthropic.types import TextBlockParam

from learning.brief import Brief
from learning.source import SourceDocument
from providers.anthropic_batches import AnthropicBatches
from providers.anthropic_errors import translated
from providers.anthropic_stream import body_of
from providers.certificates import trusted
from providers.configuration import ProviderConfiguration
from providers.errors import ProviderProblem
from providers.expectations import Expectation, expected_calls
from providers.listening import Hear, Patience, unheard
from providers.prices import BATCH_DISCOUNT, CACHE_WRITE, Tokens, is_usage, text_price
from providers.prompting import Prompt, prompt_of, prompt_version, to_contract, warming_prompt
from providers.text import ExpectedCalls, OutlineRequest, Quote, SectionRequest, SolveRequest, TextAnswer, TextRequest

PROVIDER = "anthropic"
BYTES_A_TOKEN_AT_LEAST = 2
SCHEMA_TOKENS = 2_000
REFUSED = ProviderProblem(
    "provider_refused", "The text provider declined to write this: change the brief or the instructions, then retry."
)
TOO_LONG = ProviderProblem("answer_too_long", "The answer did not fit twice: ask for less depth or more sections.")
WINDOW_FULL = ProviderProblem(
    "too_large", "The sources are too large for the text provider: bring fewer or shorter ones."
)


def _is_discreet(record: logging.LogRecord) -> bool:
    """The SDK's debugging lines hold whole requests, and so an instructor's sources."""
    return record.levelno > logging.DEBUG


logging.getLogger("anthropic._base_client").addFilter(_is_discreet)


@dataclass(frozen=True)
class Models:
    """`repair` mends the form of answers, `text` writes everything else. `least_cached` is the shortest prefix (tokens)
    that the service caches."""

    text: str = "claude-sonnet-5-5"
    repair: str = "claude-haiku-5-5"
    least_cached: int = 1_024


class AnthropicText:
    """Raises `ProviderProblem` for every fault of the service; `silence` and `deadline` (seconds) are for a call."""

    name: str = PROVIDER
    languages: frozenset[str] | None = None

    def __init__(
        self,
        key: str,
        *,
        base_url: str | None = None,
        models: Models | None = None,
        deadline: float = 3_600,
        silence: float = 300,
    ) -> None:
        self._client = anthropic.AsyncAnthropic(
            auth_token=None,
            api_key=key,
            base_url=base_url,
            max_retries=0,
            timeout=httpx2.Timeout(silence, connect=min(10, silence)),
            http_client=anthropic.DefaultAsyncHttpxClient(verify=trusted()),
        )
        self._models = models or Models()
        self._patience = Patience(silence, deadline)
        self._batches = AnthropicBatches(self._client, deadline)

    async def outline(self, request: OutlineRequest) -> TextAnswer:
        """Claude's message with an outline; read it with `draft`."""
        return await self.streamed(request, unheard)

    async def section(self, request: SectionRequest) -> TextAnswer:
        """Claude's message with a section; read it with `draft`."""
        return await self.streamed(request, unheard)

    async def solve(self, request: SolveRequest) -> TextAnswer:
        """Claude's message with answers to the checks; read it with `draft`."""
        return await self.streamed(request, unheard)

    async def streamed(self, request: TextRequest, hear: Hear) -> TextAnswer:
        """One call of the Messages API. An earlier answer that was cut off is asked for anew with twice the room."""
        return await self._answer(_prompt(request), hear)

    async def warm(self, request: SectionRequest) -> TextAnswer:
        """Write what the sections share to the cache, so that each of them reads it at a tenth of the price."""
        return await self._answer(warming_prompt(request), unheard)

    def is_worth_warming(self, request: SectionRequest) -> bool:
        """Whether several sections share a prefix long enough to be cached, at four characters a token."""
        shared = len(warming_prompt(request).text()) / 4
        return request.brief.sections > 1 and shared >= self._models.least_cached

    def prompt_version(self, request: TextRequest) -> str:
        """The numbers of the prompts that the request is put into."""
        return prompt_version(request)

    def quote(self, request: TextRequest) -> Quote:
        """The worst case has every input token written to the cache, and all the output that there is room for."""
        prompt = _prompt(request)
        return Quote(model=self._model(prompt), worst_case=self._worst_case(prompt))

    def quote_warming(self, request: SectionRequest) -> Quote:
        """The worst case has all that the sections share written to the cache; there is no output."""
        prompt = warming_prompt(request)
        return Quote(model=self._model(prompt), worst_case=self._worst_case(prompt))

    def quote_in_batch(self, request: SectionRequest) -> Quote:
        """Half of `quote`: the price of Message Batches."""
        quote = self.quote(request)
        return quote.model_copy(update={"worst_case": quote.worst_case * BATCH_DISCOUNT})

    async def submit(self, requests: Mapping[str, SectionRequest]) -> str:
        """Make a Message Batch; its results come within 24 hours."""
        prompts = {name: _prompt(request) for name, request in requests.items()}
        return await self._batches.submit(
            {name: {"max_tokens": prompt.max_tokens, **self._question(prompt)} for name, prompt in prompts.items()}
        )

    async def find(self, ids: Set[str], since: datetime, known: Set[str]) -> str | None:
        """By the ids in the batches' results, so it cannot tell while one of the same size is being worked on."""
        return await self._batches.find(ids, since, known)

    async def collect(self, batch_id: str) -> Mapping[str, TextAnswer | ProviderProblem] | None:
        """The messages of a batch that has ended; a ProviderProblem for a section that erred or was not reached."""
        results = await self._batches.collect(batch_id)
        if results is None:
            return None
        return {
            name: result if isinstance(result, ProviderProblem) else answer_of(json.dumps(result), batch_id, batch=True)
            for name, result in results.items()
        }

    def draft(self, raw: str, request: TextRequest) -> str:
        """The draft in a stored body. A refusal, and an answer that was cut off twice, wait for a person."""
        body = _message(raw)
        if body is None:
            return raw
        reason = body.get("stop_reason")
        if reason == "refusal":
            raise REFUSED
        if reason == "model_context_window_exceeded":
            raise WINDOW_FULL
        if reason == "max_tokens" and _had_more_room(body, request):
            raise TOO_LONG
        return to_contract(_text(body), request)

    async def expect(self, brief: Brief, sources: tuple[SourceDocument, ...]) -> list[ExpectedCalls]:
        """By the service's own count of the outline's prompt. Raises ProviderProblem when it does not count."""
        prompt = prompt_of(OutlineRequest(brief=brief, sources=sources))
        try:
            counted = await self._client.messages.count_tokens(**self._question(prompt))
        except (anthropic.APIError, httpx2.HTTPError) as error:
            raise translated(error) from error
        least = self._models.least_cached
        return expected_calls(Expectation(brief, counted.input_tokens, PROVIDER, self._models.text, least))

    async def close(self) -> None:
        """Close the client's connections."""
        await self._client.close()

    async def _answer(self, prompt: Prompt, hear: Hear) -> TextAnswer:
        """One call. Its connection is closed however it ends, so that the service stops as well."""
        create = self._client.messages.with_streaming_response.create
        asked = {"max_tokens": prompt.max_tokens, "stream": prompt.max_tokens > 0, **self._question(prompt)}
        try:
            async with asyncio.timeout(self._patience.total), create(**asked) as response:
                raw = await body_of(response, hear, self._patience.silence)
                request_id = response.headers.get("request-id") or ""
        except (anthropic.APIError, httpx2.HTTPError, TimeoutError) as error:
            raise translated(error) from error
        return answer_of(raw, request_id)

    def _question(self, prompt: Prompt) -> dict[str, Any]:
        return {
            "model": self._model(prompt),
            "system": [{"type": "text", "text": prompt.rules}],
            "messages": [{"role": "user", "content": _content(prompt)}],
            "output_config": {"format": {"type": "json_schema", "schema": prompt.schema}},
        }

    def _model(self, prompt: Prompt) -> str:
        return self._models.repair if prompt.is_form else self._models.text

    def _worst_case(self, prompt: Prompt) -> Decimal:
        """Every input token written to the cache, and every output token that there is room for."""
        most = len(prompt.text().encode()) // BYTES_A_TOKEN_AT_LEAST + SCHEMA_TOKENS
        tokens = Tokens(input=most, output=prompt.max_tokens)
        read = text_price(PROVIDER, self._model(prompt), Tokens(input=most))
        return text_price(PROVIDER, self._model(prompt), tokens) + read * (CACHE_WRITE - 1)


def answer_of(raw: str, request_id: str, *, batch: bool = False) -> TextAnswer:
    """A body with what it cost. Raises ProviderProblem for a body that is no message."""
    body = _message(raw)
    if body is None or not is_usage(usage := body.get("usage"), "input_tokens", "output_tokens"):
        broken = raw.lstrip()[:1] not in ("{", "[")
        kind = "not_an_answer" if broken else "broken_answer"
        sentence = "The text provider sent something that is no answer."
        raise ProviderProblem(kind, sentence, retryable=True, ambiguous=not broken, once=not broken)
    read, written = (int(usage.get(f"cache_{what}_input_tokens") or 0) for what in ("read", "creation"))
    tokens = Tokens(int(usage["input_tokens"]) + read + written, int(usage["output_tokens"]), read, written)
    return TextAnswer(
        raw=raw,
        model=str(body["model"]),
        request_id=request_id,
        input_tokens=tokens.input,
        output_tokens=tokens.output,
        cost=text_price(PROVIDER, str(body["model"]), tokens, batch=batch),
    )


def _prompt(request: TextRequest) -> Prompt:
    """What to ask. An answer that was cut off is asked for anew with twice the room, not mended."""
    if isinstance(request, SolveRequest):
        return prompt_of(request)
    body = _message(request.previous or "")
    if body is None:
        return prompt_of(request, previous=request.previous if request.findings else None)
    if body.get("stop_reason") == "max_tokens":
        return prompt_of(request.model_copy(update={"findings": ()}), room=2)
    return prompt_of(request.model_copy(update={"previous": _text(body)}), previous=_text(body))


def _had_more_room(body: dict[str, Any], request: TextRequest) -> bool:
    fresh = request.model_copy(update={"previous": None, "findings": ()})
    return int(body["usage"]["output_tokens"]) > prompt_of(fresh).max_tokens


def _content(prompt: Prompt) -> list[TextBlockParam]:
    """The shared parts, each of them the end of a prefix to cache, then this call's own task."""
    shared = [TextBlockParam(type="text", text=part, cache_control={"type": "ephemeral"}) for part in prompt.shared]
    return [*shared, *([TextBlockParam(type="text", text=prompt.task)] if prompt.task else [])]


def _message(raw: str) -> dict[str, Any] | None:
    """The body of a message; None for anything else, such as an outline that a person wrote."""
    try:
        body = json.loads(raw)
    except json.JSONDecodeError:
        return None
    return body if isinstance(body, dict) and body.get("type") == "message" else None


def _text(body: dict[str, Any]) -> str:
    blocks: Sequence[dict[str, Any]] = body.get("content") or []
    return "".join(block["text"] for block in blocks if block.get("type") == "text")


def configured(config: ProviderConfiguration) -> AnthropicText:
    """The account of `ANTHROPIC_API_KEY`."""
    assert config.anthropic_api_key is not None
    return AnthropicText(
        config.anthropic_api_key.get_secret_value(),
        base_url=config.anthropic_base_url,
        models=Models(config.text_model, config.repair_model, config.least_cached_tokens),
        deadline=config.text_deadline_seconds,
        silence=config.text_silence_seconds,
    )
