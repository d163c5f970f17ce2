"""OpenAI as the writer: priced, its answers held to a schema, what the prompts of a course share kept in its cache."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import httpx2
import openai

from learning.brief import Brief
from learning.source import SourceDocument
from providers.certificates import trusted
from providers.chat_completions import body_of, completion, draft_in, not_an_answer, prompt_for
from providers.configuration import ProviderConfiguration
from providers.errors import ProviderProblem
from providers.expectations import Expectation, expected_calls
from providers.listening import Hear, Patience, unheard
from providers.openai_batches import OpenAIBatches
from providers.openai_errors import translated
from providers.prices import BATCH_DISCOUNT, CACHE_WRITE, Tokens, is_usage, text_price, writes_are_priced
from providers.prompting import Prompt, course_schema, prompt_of, prompt_version, warming_prompt
from providers.text import (
    DraftRequest,
    ExpectedCalls,
    OutlineRequest,
    Quote,
    SectionRequest,
    SolveRequest,
    TextAnswer,
    TextRequest,
)

Json = dict[str, Any]
PROVIDER = "openai"
BYTES_A_TOKEN_AT_LEAST = 2
WARMING_TOKENS = 16
"""The fewest that the service takes as the length of an answer."""
BREAKPOINT = {"prompt_cache_breakpoint": {"mode": "explicit"}}


def _is_discreet(record: logging.LogRecord) -> bool:
    """The SDK's debugging lines hold whole requests, and so an instructor's sources."""
    return record.levelno > logging.DEBUG


logging.getLogger("openai._base_client").addFilter(_is_discreet)


@dataclass(frozen=True)
class Models:
    """`repair` mends the form of answers, `text` writes everything else. `least_cached` is the shortest prefix (tokens)
    that the service caches, `effort` how much a model thinks before it writes, None for its own default."""

    text: str = "gpt-6.1-sol"
    repair: str = "gpt-6-luna"
    least_cached: int = 1_024
    effort: str | None = "low"


class OpenAIText:
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
        self._patience = Patience(silence, deadline)
        timeout = httpx2.Timeout(silence, connect=min(10, silence))
        self._client = openai.AsyncOpenAI(
            api_key=key,
            base_url=base_url,
            max_retries=0,
            timeout=timeout,
            http_client=openai.DefaultAsyncHttpxClient(verify=trusted()),
        )
        self._models = models or Models()
        self._batches = OpenAIBatches(self._client, deadline)

    async def outline(self, request: OutlineRequest) -> TextAnswer:
        """A completion with an outline; read it with `draft`."""
        return await self.streamed(request, unheard)

    async def section(self, request: SectionRequest) -> TextAnswer:
        """A completion with a section; read it with `draft`."""
        return await self.streamed(request, unheard)

    async def solve(self, request: SolveRequest) -> TextAnswer:
        """A completion with answers to the checks; read it with `draft`."""
        return await self.streamed(request, unheard)

    async def streamed(self, request: TextRequest, hear: Hear) -> TextAnswer:
        """One chat completion. An earlier answer that was cut off is asked for anew with twice the room."""
        return await self._answer(self._question(prompt_for(request), request), hear)

    async def warm(self, request: SectionRequest) -> TextAnswer:
        """Write what the sections share to the cache, so that each of them reads it at a tenth of the price or less."""
        return await self._answer(self._question(warming_prompt(request), request), unheard)

    def is_worth_warming(self, request: SectionRequest) -> bool:
        """Whether several sections share a prefix long enough to be cached, at four characters a token."""
        shared = len(warming_prompt(request).text()) / 4
        return request.brief.sections > 1 and shared >= self._models.least_cached

    def prompt_version(self, request: TextRequest) -> str:
        """The numbers of the prompts that the request is put into."""
        return prompt_version(request)

    def quote(self, request: TextRequest) -> Quote:
        """The worst case has every input token, the schema's too, written to the cache, and all the output allowed."""
        return self._quote(prompt_for(request), request)

    def quote_warming(self, request: SectionRequest) -> Quote:
        """The worst case has all that the sections share written to the cache, and WARMING_TOKENS of output."""
        return self._quote(warming_prompt(request), request)

    def quote_in_batch(self, request: SectionRequest) -> Quote:
        """Half of `quote`: the price of OpenAI's batches."""
        quote = self.quote(request)
        return quote.model_copy(update={"worst_case": quote.worst_case * BATCH_DISCOUNT})

    async def submit(self, requests: Mapping[str, SectionRequest]) -> str:
        """Upload the questions and make a batch of them; its results come within 24 hours."""
        return await self._batches.submit(
            {name: self._question(prompt_for(request), request) for name, request in requests.items()}
        )

    async def find(self, ids: Set[str], since: datetime, known: Set[str]) -> str | None:
        """By the hash of the ids in each batch's metadata, which tells of a running batch as well."""
        return await self._batches.find(ids, since, known)

    async def collect(self, batch_id: str) -> Mapping[str, TextAnswer | ProviderProblem] | None:
        """The completions of a batch that has ended; a ProviderProblem for a section that erred or was not reached."""
        results = await self._batches.collect(batch_id)
        if results is None:
            return None
        return {
            name: result
            if isinstance(result, ProviderProblem)
            else answer_of(json.dumps(result), batch_id, self._models.text, batch=True)
            for name, result in results.items()
        }

    def draft(self, raw: str, request: TextRequest) -> str:
        """Raises ProviderProblem for a refusal, and for an answer that was cut off twice."""
        return draft_in(raw, request)

    async def expect(self, brief: Brief, sources: tuple[SourceDocument, ...]) -> list[ExpectedCalls]:
        """By the service's own count of the outline's prompt. Raises ProviderProblem when it does not count."""
        request = OutlineRequest(brief=brief, sources=sources)
        prompt = prompt_of(request)
        form: Any = {"format": {"type": "json_schema", **self._named_schema(prompt, request)}}
        try:
            counted = await self._client.responses.input_tokens.count(
                model=self._models.text,
                instructions=prompt.rules,
                input="\n\n".join((*prompt.shared, prompt.task)),
                text=form,
            )
        except (openai.APIError, httpx2.HTTPError) as error:
            raise translated(error, "text") from error
        least = self._models.least_cached
        return expected_calls(Expectation(brief, counted.input_tokens, PROVIDER, self._models.text, least))

    async def close(self) -> None:
        """Close the client's connections."""
        await self._client.close()

    async def _answer(self, question: Json, hear: Hear) -> TextAnswer:
        create = self._client.chat.completions.with_streaming_response.create
        asked = {"stream": True, "stream_options": {"include_usage": True}, **question}
        try:
            async with asyncio.timeout(self._patience.total), create(**asked) as response:
                raw = await body_of(response, hear, self._patience.silence)
                request_id = response.headers.get("x-request-id") or ""
        except (openai.APIError, httpx2.HTTPError, TimeoutError) as error:
            raise translated(error, "text") from error
        return answer_of(raw, request_id, question["model"])

    def _question(self, prompt: Prompt, request: TextRequest) -> Json:
        """The shared parts come first, each of them the end of a prefix to cache, then this call's own task."""
        model = self._model(prompt)
        marks = BREAKPOINT if writes_are_priced(PROVIDER, model) else {}
        shared = [{"type": "text", "text": part, **marks} for part in prompt.shared]
        own = [{"type": "text", "text": prompt.task}] if prompt.task else []
        return {
            "model": model,
            "max_completion_tokens": max(prompt.max_tokens, WARMING_TOKENS),
            "messages": [{"role": "system", "content": prompt.rules}, {"role": "user", "content": [*shared, *own]}],
            "response_format": {"type": "json_schema", "json_schema": self._named_schema(prompt, request)},
            "prompt_cache_key": hashlib.sha256("\n".join(prompt.shared[:1]).encode()).hexdigest(),
            **({"prompt_cache_options": {"mode": "explicit"}} if marks else {}),
            **({"reasoning_effort": self._models.effort} if self._models.effort else {}),
        }

    def _named_schema(self, prompt: Prompt, request: TextRequest) -> Json:
        """The schema begins the prompt that the service caches, so all that share a prefix share the schema."""
        schema = course_schema(request.brief) if prompt.shared and isinstance(request, DraftRequest) else prompt.schema
        return {"name": "answer", "schema": schema, "strict": True}

    def _model(self, prompt: Prompt) -> str:
        return self._models.repair if prompt.is_form else self._models.text

    def _quote(self, prompt: Prompt, request: TextRequest) -> Quote:
        """Every input token written to the cache, and every output token that there is room for."""
        model = self._model(prompt)
        schema = json.dumps(self._named_schema(prompt, request))
        most = len((prompt.text() + schema).encode()) // BYTES_A_TOKEN_AT_LEAST
        output = max(prompt.max_tokens, WARMING_TOKENS)
        read = text_price(PROVIDER, model, Tokens(input=most))
        worst = text_price(PROVIDER, model, Tokens(input=most, output=output)) + read * (CACHE_WRITE - 1)
        return Quote(model=model, worst_case=worst)


def answer_of(raw: str, request_id: str, model: str, *, batch: bool = False) -> TextAnswer:
    """A body with what it cost. Raises ProviderProblem for one that is no answer, or does not say what it took."""
    body = completion(raw)
    if body is None or not is_usage(usage := body.get("usage"), "prompt_tokens", "completion_tokens"):
        raise not_an_answer(raw)
    details = usage.get("prompt_tokens_details") or {}
    tokens = Tokens(
        input=int(usage["prompt_tokens"]),
        output=int(usage["completion_tokens"]),
        cache_read=int(details.get("cached_tokens") or 0),
        cache_write=int(details.get("cache_write_tokens") or 0),
    )
    return TextAnswer(
        raw=raw,
        model=str(body.get("model") or model),
        request_id=request_id,
        input_tokens=tokens.input,
        output_tokens=tokens.output,
        cost=_cost(str(body.get("model") or model), model, tokens, batch),
    )


def _cost(answered_by: str, asked: str, tokens: Tokens, batch: bool) -> Decimal:
    """By the model that answered; a name that is not priced yet is one of the model that was asked."""
    try:
        return text_price(PROVIDER, answered_by, tokens, batch=batch)
    except LookupError:
        return text_price(PROVIDER, asked, tokens, batch=batch)


def configured(config: ProviderConfiguration) -> OpenAIText:
    """The account of `OPENAI_API_KEY`."""
    assert config.openai_api_key is not None
    effort = None if config.openai_reasoning_effort == "default" else config.openai_reasoning_effort
    return OpenAIText(
        config.openai_api_key.get_secret_value(),
        base_url=config.openai_base_url,
        models=Models(config.openai_text_model, config.openai_repair_model, config.openai_least_cached_tokens, effort),
        deadline=config.text_deadline_seconds,
        silence=config.text_silence_seconds,
    )
