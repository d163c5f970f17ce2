"""Event streams of the real API through the real nginx: nothing waits in between, and nothing is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import pytest

from tests.nginx.conftest import Fronted
from tests.pipeline import AS_LOCAL, Pipeline

DEADLINE_SECONDS = 60
Told = tuple[int, str]


@pytest.fixture
async def through(machine: Pipeline, before: Fronted) -> AsyncIterator[Pipeline]:
    """The machine, asked through nginx."""
    async with before(str(machine.api.base_url)).client(**AS_LOCAL) as client:
        yield replace(machine, api=client)


async def events(answer: httpx.Response) -> AsyncIterator[Told]:
    """Number and kind of each event, as it comes."""
    kind = ""
    async for line in answer.aiter_lines():
        name, _, value = line.partition(": ")
        kind = value if name == "event" else kind
        if name == "id":
            yield int(value), kind


@asynccontextmanager
async def following(api: httpx.AsyncClient, path: str, seen: int | None = None) -> AsyncIterator[AsyncIterator[Told]]:
    headers = {} if seen is None else {"Last-Event-ID": str(seen)}
    async with asyncio.timeout(DEADLINE_SECONDS), api.stream("GET", path, headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert "content-encoding" not in answer.headers
        yield events(answer)


async def test_an_event_arrives_before_the_next_one_is_made(through: Pipeline) -> None:
    brief = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1, "review": "outline"}
    generation = await through.generate(brief)
    path = f"/api/generations/{generation['id']}"
    async with following(through.api, f"{path}/events") as told:
        early = [await anext(told)]
        while early[-1][1] != "awaiting_review":
            early.append(await anext(told))
        assert (await through.api.post(f"{path}/approve")).status_code == 200
        late = [event async for event in told]
    assert late[-1][1] == "completed"
    everything = early + late
    assert [number for number, _ in everything] == list(range(1, len(everything) + 1))

    seen = early[-1][0]
    async with following(through.api, f"{path}/events", seen) as told:
        assert [event async for event in told] == late


async def test_a_learners_stream_opens_before_anything_happens(through: Pipeline) -> None:
    async with following(through.api, "/api/me/events"):
        pass
