"""Anthropic's Message Batches: half the price for answers within a day, and a lost `create` that can be found again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Set
from datetime import datetime, timedelta
from typing import Any

import anthropic
import httpx2
from anthropic.types.messages import MessageBatch

from providers.anthropic_errors import translated
from providers.errors import ProviderProblem

CLOCKS_APART = timedelta(minutes=2)
ASK_AGAIN = 30.0
FAULTS = (anthropic.APIError, httpx2.HTTPError, TimeoutError)
ERRED = ProviderProblem(
    "batch_item_failed", "The text provider could not write this section in its batch.", retryable=True
)
NOT_WRITTEN = ProviderProblem("batch_expired", "The text provider did not get to this section in time.", retryable=True)
UNSURE = ProviderProblem(
    "batch_unsure", "It is not known yet whether the last batch was taken.", retryable=True, retry_after=ASK_AGAIN
)


class AnthropicBatches:
    def __init__(self, client: anthropic.AsyncAnthropic, deadline: float) -> None:
        self._batches = client.messages.batches
        self._deadline = deadline

    async def submit(self, items: Mapping[str, dict[str, Any]]) -> str:
        """The id of a new batch of messages by custom id. Raises ProviderProblem."""
        requests: Any = [{"custom_id": name, "params": params} for name, params in items.items()]
        try:
            async with asyncio.timeout(self._deadline):
                return (await self._batches.create(requests=requests)).id
        except FAULTS as error:
            raise translated(error) from error

    async def find(self, ids: Set[str], since: datetime, known: Set[str]) -> str | None:
        """The batch of exactly these custom ids. Their results tell which they are, so a running one must end first."""
        unsure = False
        try:
            async with asyncio.timeout(self._deadline):
                async for batch in self._since(since - CLOCKS_APART):
                    if batch.id in known or _size(batch) != len(ids):
                        continue
                    if (await self._batches.retrieve(batch.id)).processing_status != "ended":
                        unsure = True
                    elif {name async for name, _ in self._results(batch.id)} == ids:
                        return batch.id
        except FAULTS as error:
            raise translated(error) from error
        if unsure:
            raise UNSURE
        return None

    async def collect(self, batch_id: str) -> dict[str, dict[str, Any] | ProviderProblem] | None:
        """The bodies of the messages by custom id; None while the batch is being worked on."""
        try:
            async with asyncio.timeout(self._deadline):
                if (await self._batches.retrieve(batch_id)).processing_status != "ended":
                    return None
                return {name: result async for name, result in self._results(batch_id)}
        except FAULTS as error:
            raise translated(error) from error

    async def _since(self, moment: datetime) -> AsyncIterator[MessageBatch]:
        async for batch in self._batches.list(limit=100):
            if batch.created_at < moment:
                return
            yield batch

    async def _results(self, batch_id: str) -> AsyncIterator[tuple[str, dict[str, Any] | ProviderProblem]]:
        async for item in await self._batches.results(batch_id):
            match item.result.type:
                case "succeeded":
                    yield item.custom_id, json.loads(item.result.message.to_json())
                case "errored":
                    yield item.custom_id, ERRED
                case _:
                    yield item.custom_id, NOT_WRITTEN


def _size(batch: MessageBatch) -> int:
    counts = batch.request_counts
    return counts.processing + counts.succeeded + counts.errored + counts.canceled + counts.expired
