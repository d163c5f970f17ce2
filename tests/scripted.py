"""Providers of known behaviour: real ones behind the same Protocols, whose answers and faults a test decides."""

import asyncio
import io
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from PIL import Image

from learning.brief import Brief
from learning.outline import OutlineLesson
from learning.source import SourceDocument
from providers.errors import ProviderProblem
from providers.image import ImageAnswer, ImageRequest
from providers.text import ExpectedCalls, OutlineRequest, Quote, SectionRequest, TextAnswer, TextRequest
from tests.learning import drafts

Fault = Callable[[int], ProviderProblem | str | None]


def never(_call: int) -> None:
    return None


class ScriptedWriter:
    """Writes valid outlines and sections. `faults` maps "structure" or a section's key to what its n-th call does.

    A fault is a problem to raise, or a raw text to answer with, or None for a good answer; calls count from 1. Each
    answer costs `price` USD; what may be asked for it is twice that.
    """

    name = "scripted"
    model = "scripted-1"
    languages: frozenset[str] | None = None

    def __init__(
        self,
        faults: dict[str, Fault] | None = None,
        outline_seconds: float = 0,
        section_seconds: float = 0,
        price: Decimal = Decimal(0),
    ) -> None:
        self.calls: Counter[str] = Counter()
        self.requests: list[OutlineRequest | SectionRequest] = []
        self._faults = faults or {}
        self._price = price
        self._outline_seconds = outline_seconds
        self._section_seconds = section_seconds

    async def outline(self, request: OutlineRequest) -> TextAnswer:
        self.requests.append(request)
        outline = drafts.outline(request.brief).model_copy(update={"description": request.instructions})
        if request.brief.visuals:
            outline = outline.model_copy(update={"lessons": [_with_visuals(lesson) for lesson in outline.lessons]})
        return await self._answer("structure", outline.model_dump_json(), self._outline_seconds)

    async def section(self, request: SectionRequest) -> TextAnswer:
        self.requests.append(request)
        content = drafts.content(
            summary=f"Section {request.key}. {request.instructions}".strip(),
            explanation="\n\n".join([*drafts.PARAGRAPHS, drafts.STEPS]),
            citations=[],
        )
        return await self._answer(request.key, content.model_dump_json(), self._section_seconds)

    def prompt_version(self, request: TextRequest) -> str:
        return "1"

    def quote(self, request: TextRequest) -> Quote:
        return Quote(model=self.model, worst_case=self._price * 2)

    def draft(self, raw: str, request: TextRequest) -> str:
        return raw

    async def expect(self, brief: Brief, sources: tuple[SourceDocument, ...]) -> list[ExpectedCalls]:
        counts = {"structure": 1, "section": brief.sections}
        return [
            ExpectedCalls(step=step, model=self.model, count=count, expected=self._price * count)
            for step, count in counts.items()
        ]

    async def close(self) -> None:
        return None

    async def _answer(self, step: str, raw: str, seconds: float) -> TextAnswer:
        self.calls[step] += 1
        fault = self._faults.get(step, never)(self.calls[step])
        await asyncio.sleep(seconds)
        if isinstance(fault, ProviderProblem):
            raise fault
        return TextAnswer(raw=fault if isinstance(fault, str) else raw, model=self.model, cost=self._price)


class ScriptedPainter:
    """Paints one small plain picture for everything."""

    name = "scripted"
    model = "scripted-1"

    def __init__(self, fault: Fault = never, seconds: float = 0, price: Decimal = Decimal(0)) -> None:
        self.calls = 0
        self._price = price
        self._fault = fault
        self._seconds = seconds

    async def picture(self, request: ImageRequest) -> ImageAnswer:
        self.calls += 1
        fault = self._fault(self.calls)
        await asyncio.sleep(self._seconds)
        if isinstance(fault, ProviderProblem):
            raise fault
        buffer = io.BytesIO()
        Image.new("RGB", (640, 360), "navy").save(buffer, "PNG")
        return ImageAnswer(
            data=buffer.getvalue(),
            media_type="image/png",
            alt=request.title,
            model=self.model,
            cost=self._price,
        )

    def prompt_version(self, request: ImageRequest) -> str:
        return "1"

    def quote(self, request: ImageRequest) -> Quote:
        return Quote(model=self.model, worst_case=self._price)

    def expect(self, step: str, count: int) -> ExpectedCalls:
        return ExpectedCalls(step=step, model=self.model, count=count, expected=self._price * count)

    async def close(self) -> None:
        return None


def _with_visuals(lesson: OutlineLesson) -> OutlineLesson:
    sections = [section.model_copy(update={"visual": "concept_map"}) for section in lesson.sections]
    return lesson.model_copy(update={"sections": sections})
