"""OpenAI's batches: half the price for answers within a day, and a lost creation that its metadata finds again."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterable, Mapping, Set
from datetime import datetime, timedelta
from typing import Any, Literal

import httpx2
import openai
from openai.types import Batch

from providers.errors import ProviderProblem
from providers.openai_errors import translated

Json = dict[str, Any]
URL: Literal["/v1/chat/completions"] = "/v1/chat/completions"
CLOCKS_APART = timedelta(minutes=2)
FAULTS = (openai.APIError, httpx2.HTTPError, TimeoutError)
ENDED = ("completed", "failed", "expired", "cancelled")
ERRED = ProviderProblem(
    "batch_item_failed", "The text provider could not write this section in its batch.", retryable=True
)
NOT_WRITTEN = ProviderProblem("batch_expired", "The text provider did not get to this section in time.", retryable=True)
MARK = "coursewright_calls"
"""The metadata by which a batch of ours is known again: which calls it holds."""


class OpenAIBatches:
    def __init__(self, client: openai.AsyncOpenAI, deadline: float) -> None:
        self._client = client
        self._deadline = deadline

    async def submit(self, items: Mapping[str, Json]) -> str:
        """The id of a new batch of completions by custom id: a file of questions, then the batch itself, the only one
        of the two that costs anything. Raises ProviderProblem."""
        lines = [
            json.dumps({"custom_id": name, "method": "POST", "url": URL, "body": body}) for name, body in items.items()
        ]
        file = (f"{_mark(items)}.jsonl", "\n".join(lines).encode())
        try:
            async with asyncio.timeout(self._deadline):
                uploaded = await self._uploaded(file)
                made = await self._client.batches.create(
                    input_file_id=uploaded, endpoint=URL, completion_window="24h", metadata={MARK: _mark(items)}
                )
                return made.id
        except FAULTS as error:
            raise translated(error, "text") from error

    async def find(self, ids: Set[str], since: datetime, known: Set[str]) -> str | None:
        """The batch of exactly these calls. What it holds stands in its metadata, so a running one is found too."""
        earliest = (since - CLOCKS_APART).timestamp()
        try:
            async with asyncio.timeout(self._deadline):
                async for batch in self._client.batches.list(limit=100):
                    if batch.created_at < earliest:
                        return None
                    if batch.id not in known and (batch.metadata or {}).get(MARK) == _mark(ids):
                        return batch.id
        except FAULTS as error:
            raise translated(error, "text") from error
        return None

    async def collect(self, batch_id: str) -> dict[str, Json | ProviderProblem] | None:
        """The bodies of the completions by custom id; None while the batch is being worked on."""
        try:
            async with asyncio.timeout(self._deadline):
                batch = await self._client.batches.retrieve(batch_id)
                if batch.status not in ENDED:
                    return None
                asked = await self._lines(batch.input_file_id)
                answered = [*await self._lines(batch.output_file_id), *await self._lines(batch.error_file_id)]
        except FAULTS as error:
            raise translated(error, "text") from error
        return _missing(asked, batch) | {line["custom_id"]: _result(line) for line in answered}

    async def _uploaded(self, file: tuple[str, bytes]) -> str:
        """An upload bills nothing, so one of unknown fate is no call that may have to be paid twice."""
        try:
            return (await self._client.files.create(file=file, purpose="batch")).id
        except FAULTS as error:
            problem = translated(error, "text")
            raise ProviderProblem(
                problem.kind, problem.sentence, retryable=problem.retryable, retry_after=problem.retry_after
            ) from error

    async def _lines(self, file_id: str | None) -> list[Json]:
        if file_id is None:
            return []
        content = (await self._client.files.content(file_id)).content
        return [json.loads(line) for line in content.splitlines() if line.strip()]


def _mark(ids: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()


def _missing(asked: Iterable[Json], batch: Batch) -> dict[str, Json | ProviderProblem]:
    """What every call came to of which the batch says nothing: it was not reached, or the batch was refused whole."""
    problem = ERRED if batch.status == "failed" else NOT_WRITTEN
    return {line["custom_id"]: problem for line in asked}


def _result(line: Json) -> Json | ProviderProblem:
    response = line.get("response") or {}
    if response.get("status_code") == 200 and isinstance(response.get("body"), dict):
        body: Json = response["body"]
        return body
    return NOT_WRITTEN if (line.get("error") or {}).get("code") == "batch_expired" else ERRED
