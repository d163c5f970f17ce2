"""The whole machine in one process, written and painted by the real adapters against stubs of their services."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from sqlmodel import col, select

from models.generations import AiContentGeneration, Generation
from providers.anthropic_text import AnthropicText, Models
from providers.openai_image import OpenAIImage
from providers.openai_text import OpenAIText
from tests.faults.course_writer import written
from tests.faults.script import Script
from tests.faults.stub_anthropic import MESSAGES, AnthropicStub
from tests.faults.stub_openai import OpenAIStub
from tests.faults.written import Json
from tests.pipeline import Pipeline, pipeline

By = Literal["anthropic", "openai", "second"]
"""Who writes: one of two services, or the second of them while the first has no credit."""
MODEL = "gpt-image-2.6-flare"
SHORT_WAIT = 0.2
EXAMPLES = 2


@dataclass
class Stubbed:
    machine: Pipeline
    texts: AnthropicStub
    pictures: OpenAIStub

    def posts(self, *marks: str, endpoint: str = MESSAGES) -> int:
        """How many bodies came to an endpoint of the text stub that hold all of the marks."""
        bodies = (json.dumps(body, ensure_ascii=False) for name, body in self.texts.bodies if name == endpoint)
        return sum(all(mark in body for mark in marks) for body in bodies)

    async def entries(self, generation_id: str, step: str = "") -> list[AiContentGeneration]:
        """The ledger's rows of a generation whose step begins with `step`, in their order."""
        entry = AiContentGeneration
        query = select(entry).where(entry.generation_id == generation_id).order_by(col(entry.id))
        async with self.machine.sessions() as session:
            return [row for row in (await session.exec(query)).all() if row.step.startswith(step)]

    async def until_settled(self, ids: Iterable[str], *statuses: str) -> None:
        """Return when each of these generations has one of the statuses. One query for all spares the machine."""
        query = select(Generation.status).where(col(Generation.id).in_(list(ids)))
        while True:
            async with self.machine.sessions() as session:
                if set(await session.exec(query)) <= set(statuses):
                    return
            await asyncio.sleep(0.1)

    async def upload(self, name: str, text: str) -> str:
        answer = await self.machine.api.post("/api/sources", files={"file": (name, text.encode())})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def sections(self, course_id: str) -> list[Json]:
        """Every section of a course, in its order."""
        course = await self.machine.read(f"/api/courses/{course_id}")
        ids = [section["id"] for lesson in course["lessons"] for section in lesson["sections"]]
        return [await self.machine.read(f"/api/sections/{one}") for one in ids]


@asynccontextmanager
async def stubbed(
    database_url: str,
    temporal_address: str,
    folder: Path,
    *,
    texts: AnthropicStub | None = None,
    pictures: OpenAIStub | None = None,
    deadline: float = 30,
    least_cached: int = 1_024,
    key: str = "a-key",
    by: By = "anthropic",
) -> AsyncIterator[Stubbed]:
    """Both stubs and a pipeline; `deadline` (seconds) is for a call, the shortest waits are asked by the stubs."""
    async with AsyncExitStack() as stack:
        writer = await stack.enter_async_context(texts or AnthropicStub(Script(retry_after=SHORT_WAIT), written))
        painter = await stack.enter_async_context(pictures or OpenAIStub(Script(retry_after=SHORT_WAIT)))
        if by == "second":
            writer.script.always("400_no_credit", endpoint=MESSAGES)
        models = Models(least_cached=least_cached)
        claude = AnthropicText(key, base_url=writer.url, models=models, deadline=deadline)
        openai = OpenAIText(key, base_url=f"{painter.url}/v1", silence=deadline)
        text, fallback = (openai, None) if by == "openai" else (claude, openai if by == "second" else None)
        image = OpenAIImage(key, model=MODEL, base_url=f"{painter.url}/v1", deadline=deadline)
        stack.push_async_callback(claude.close)
        stack.push_async_callback(openai.close)
        stack.push_async_callback(image.close)
        machine = pipeline(database_url, temporal_address, folder, text=text, image=image, fallback=fallback)
        yield Stubbed(await stack.enter_async_context(machine), writer, painter)
        assert not writer.failures + painter.failures


class OnFirstCall:
    """A rule: the first POST whose body holds a title and `mark` gets the fault of that title."""

    def __init__(self, faults: dict[str, str], mark: str = "") -> None:
        self._left = {title.encode(): fault for title, fault in faults.items()}
        self._mark = mark.encode()

    def __call__(self, _endpoint: str, body: bytes) -> str | None:
        if self._mark not in body:
            return None
        title = next((title for title in self._left if title in body), None)
        return self._left.pop(title) if title else None


def reshaped(change: Callable[[Json], None]) -> Callable[[Json], str]:
    """The stub's writer with a change to each outline and section that it writes."""

    def write(body: Json) -> str:
        draft: Any = json.loads(written(body))
        change(draft)
        return json.dumps(draft, ensure_ascii=False)

    return write


def planned(draft: Json) -> Iterator[Json]:
    """The sections of a draft that is an outline."""
    for lesson in draft.get("lessons", []):
        yield from lesson["sections"]


def money(view: Json, what: str) -> Decimal:
    """USD `paid` or `reserved` by a generation."""
    return Decimal(view["spend"][what]["amount"])
