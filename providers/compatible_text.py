"""Any server that speaks chat completions with a JSON schema (Ollama, vLLM, LM Studio) as the writer."""

from __future__ import annotations

import asyncio
import json
from decimal import Decimal
from typing import Any

import openai

from learning.brief import Brief
from learning.source import SourceDocument
from providers.errors import ProviderProblem
from providers.openai_errors import translated
from providers.prompting import VERSION, Prompt, prompt_of, to_contract
from providers.text import ExpectedCalls, OutlineRequest, Quote, SectionRequest, TextAnswer, TextRequest

REFUSED = ProviderProblem(
    "provider_refused", "The text provider declined to write this: change the brief or the instructions, then retry."
)
TOO_LONG = ProviderProblem("answer_too_long", "The answer did not fit twice: ask for less depth or more sections.")
BROKEN = "The text provider sent something that is no answer."


class CompatibleText:
    """Raises `ProviderProblem`. What it runs on is the owner's, so its calls cost nothing here."""

    name = "openai-compatible"
    prompt_version = VERSION
    languages: frozenset[str] | None = None

    def __init__(self, base_url: str, *, model: str, key: str = "none", deadline: float = 540) -> None:
        self._client = openai.AsyncOpenAI(api_key=key, base_url=base_url, max_retries=0, timeout=deadline)
        self._model = model
        self._deadline = deadline

    async def outline(self, request: OutlineRequest) -> TextAnswer:
        return await self._answer(_prompt(request))

    async def section(self, request: SectionRequest) -> TextAnswer:
        return await self._answer(_prompt(request))

    def quote(self, request: TextRequest) -> Quote:
        return Quote(model=self._model)

    def draft(self, raw: str, request: TextRequest) -> str:
        """The draft in a stored body. A refusal, and an answer that was cut off twice, wait for a person."""
        body = _completion(raw)
        if body is None:
            return raw
        choice = body["choices"][0]
        if choice["message"].get("refusal") or choice.get("finish_reason") == "content_filter":
            raise REFUSED
        if choice.get("finish_reason") == "length" and _had_more_room(body, request):
            raise TOO_LONG
        return to_contract(_text(choice), request)

    async def expect(self, brief: Brief, sources: tuple[SourceDocument, ...]) -> list[ExpectedCalls]:
        counts = {"structure": 1, "section": brief.sections}
        return [ExpectedCalls(step=step, model=self._model, count=count) for step, count in counts.items()]

    async def close(self) -> None:
        await self._client.close()

    async def _answer(self, prompt: Prompt) -> TextAnswer:
        try:
            async with asyncio.timeout(self._deadline):
                response = await self._client.chat.completions.with_raw_response.create(**self._question(prompt))
                raw = response.http_response.text
        except (openai.APIError, TimeoutError) as error:
            raise translated(error, "text") from error
        return self._answer_of(raw, response.headers.get("x-request-id") or "")

    def _question(self, prompt: Prompt) -> dict[str, Any]:
        schema = {"name": "draft", "schema": prompt.schema, "strict": True}
        return {
            "model": self._model,
            "max_tokens": prompt.max_tokens,
            "messages": [
                {"role": "system", "content": prompt.rules},
                {"role": "user", "content": "\n\n".join((*prompt.shared, prompt.task))},
            ],
            "response_format": {"type": "json_schema", "json_schema": schema},
        }

    def _answer_of(self, raw: str, request_id: str) -> TextAnswer:
        body = _completion(raw)
        if body is None:
            broken = raw.lstrip()[:1] != "{"
            kind = "not_an_answer" if broken else "broken_answer"
            raise ProviderProblem(kind, BROKEN, retryable=True, ambiguous=not broken, once=not broken)
        usage = body.get("usage") or {}
        return TextAnswer(
            raw=raw,
            model=self._model,
            request_id=request_id,
            input_tokens=int(usage.get("prompt_tokens") or 0),
            output_tokens=int(usage.get("completion_tokens") or 0),
            cost=Decimal(0),
        )


def _prompt(request: TextRequest) -> Prompt:
    """What to ask. An answer that was cut off is asked for anew with twice the room, not mended."""
    body = _completion(request.previous or "")
    if body is None:
        return prompt_of(request, previous=request.previous if request.findings else None)
    choice = body["choices"][0]
    if choice.get("finish_reason") == "length":
        return prompt_of(request.model_copy(update={"findings": ()}), room=2)
    text = _text(choice)
    return prompt_of(request.model_copy(update={"previous": text}), previous=text)


def _had_more_room(body: dict[str, Any], request: TextRequest) -> bool:
    fresh = request.model_copy(update={"previous": None, "findings": ()})
    return int((body.get("usage") or {}).get("completion_tokens") or 0) > prompt_of(fresh).max_tokens


def _text(choice: dict[str, Any]) -> str:
    """What the message says, be it in one piece or in several."""
    content = choice["message"].get("content") or ""
    if isinstance(content, list):
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return str(content)


def _completion(raw: str) -> dict[str, Any] | None:
    """The body of a completion with a choice in it; None for anything else."""
    try:
        body = json.loads(raw)
    except json.JSONDecodeError:
        return None
    choices = body.get("choices") if isinstance(body, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    is_whole = isinstance(first, dict) and isinstance(first.get("message"), dict)
    return body if is_whole else None
