"""Any server that speaks chat completions (Ollama, vLLM, LM Studio, llama.cpp) as the writer, as well as it can."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpx2
import openai

from learning.brief import Brief
from learning.source import SourceDocument
from providers.certificates import trusted
from providers.chat_completions import body_of, completion, draft_in, not_an_answer, prompt_for
from providers.configuration import ProviderConfiguration
from providers.listening import Hear, Patience, unheard
from providers.openai_errors import translated
from providers.prompting import Prompt, fill, prompt_version, tightened
from providers.text import ExpectedCalls, OutlineRequest, Quote, SectionRequest, SolveRequest, TextAnswer, TextRequest

Json = dict[str, Any]
NOT_TAKEN = (400, 415, 422, 500, 501)
"""How servers answer a form of answer that they do not know; llama-cpp-python by 500."""


class CompatibleText:
    """Raises `ProviderProblem`. What it runs on is the owner's, so its calls cost nothing here.

    How strictly a server can be told the form of an answer is found out at its first answer: by the schema with all
    that brief and sources say, by the plain schema, by "some JSON", or by words alone.
    """

    name = "openai-compatible"
    languages: frozenset[str] | None = None

    def __init__(
        self, base_url: str, *, model: str, key: str = "none", deadline: float = 3_600, silence: float = 300
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
        self._model = model
        self._form: Form | None = None

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
        """The answer in the first form that the server takes, which is asked for at once from then on."""
        refused: openai.APIStatusError | None = None
        for form in FORMS if self._form is None else (self._form,):
            try:
                answer = await self._asked(form(prompt_for(request), request), hear)
            except openai.APIStatusError as error:
                if error.status_code not in NOT_TAKEN:
                    raise translated(error, "text") from error
                refused = refused or error
                continue
            self._form = form
            return answer
        assert refused is not None
        raise translated(refused, "text") from refused

    def prompt_version(self, request: TextRequest) -> str:
        """The numbers of the prompts that the request is put into."""
        return prompt_version(request, "schema")

    def quote(self, request: TextRequest) -> Quote:
        """The configured model, at no cost."""
        return Quote(model=self._model)

    def draft(self, raw: str, request: TextRequest) -> str:
        """Raises ProviderProblem for a refusal, and for an answer that was cut off twice."""
        return draft_in(raw, request)

    async def expect(self, brief: Brief, sources: tuple[SourceDocument, ...]) -> list[ExpectedCalls]:
        """The number of calls alone. The checks of a section are solved twice: with its text and without it."""
        counts = {"structure": 1, "section": brief.sections, "solve": 2 * brief.sections * brief.solve_checks}
        return [ExpectedCalls(step=step, model=self._model, count=count) for step, count in counts.items() if count]

    async def close(self) -> None:
        """Close the client's connections."""
        await self._client.close()

    async def _asked(self, question: Json, hear: Hear) -> TextAnswer:
        """One call. Its connection is closed however it ends, so that the server stops as well."""
        create = self._client.chat.completions.with_streaming_response.create
        asked = {"model": self._model, "stream": True, "stream_options": {"include_usage": True}, **question}
        try:
            async with asyncio.timeout(self._patience.total), create(**asked) as response:
                raw = await body_of(response, hear, self._patience.silence)
                request_id = response.headers.get("x-request-id") or ""
        except openai.APIStatusError:
            raise
        except (openai.APIError, httpx2.HTTPError, TimeoutError) as error:
            raise translated(error, "text") from error
        return self._answer_of(raw, request_id)

    def _answer_of(self, raw: str, request_id: str) -> TextAnswer:
        body = completion(raw)
        if body is None:
            raise not_an_answer(raw)
        usage = body.get("usage") or {}
        return TextAnswer(
            raw=raw,
            model=self._model,
            request_id=request_id,
            input_tokens=int(usage.get("prompt_tokens") or 0),
            output_tokens=int(usage.get("completion_tokens") or 0),
            cost=Decimal(0),
        )


Form = Callable[[Prompt, TextRequest], Json]


def _by_tight_schema(prompt: Prompt, request: TextRequest) -> Json:
    return _by_schema(prompt, tightened(request, prompt.schema))


def _by_plain_schema(prompt: Prompt, _request: TextRequest) -> Json:
    return _by_schema(prompt, prompt.schema)


def _as_some_json(prompt: Prompt, request: TextRequest) -> Json:
    """The schema is sent along, since some servers know it here and nowhere else, and shown to the model as well."""
    form = {"type": "json_object", "schema": tightened(request, prompt.schema)}
    return {**_in_words(prompt, request), "response_format": form}


def _in_words(prompt: Prompt, _request: TextRequest) -> Json:
    return _question(prompt, fill("schema", schema=json.dumps(prompt.schema, separators=(",", ":"))))


FORMS: tuple[Form, ...] = (_by_tight_schema, _by_plain_schema, _as_some_json, _in_words)


def _by_schema(prompt: Prompt, schema: Json) -> Json:
    named = {"name": "draft", "schema": schema, "strict": True}
    return {**_question(prompt), "response_format": {"type": "json_schema", "json_schema": named}}


def _question(prompt: Prompt, *more: str) -> Json:
    return {
        "max_tokens": prompt.max_tokens,
        "messages": [
            {"role": "system", "content": prompt.rules},
            {"role": "user", "content": "\n\n".join((*prompt.shared, prompt.task, *more))},
        ],
    }


def configured(config: ProviderConfiguration) -> CompatibleText:
    """The server that `COMPATIBLE_BASE_URL` names."""
    assert config.compatible_base_url is not None
    assert config.compatible_model is not None
    return CompatibleText(
        config.compatible_base_url,
        model=config.compatible_model,
        key=config.compatible_api_key.get_secret_value() if config.compatible_api_key else "none",
        deadline=config.text_deadline_seconds,
        silence=config.text_silence_seconds,
    )
