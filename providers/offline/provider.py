"""The text provider that needs no key: a course out of the instructor's own sources, inventing nothing."""

from __future__ import annotations

import asyncio

from learning.answers import parse_draft
from learning.brief import Brief
from learning.outline import Outline
from learning.section import SectionContent
from learning.source import SourceDocument
from providers.errors import ProviderProblem
from providers.language.tables import KNOWN
from providers.offline.planning.brief_wishes import unfulfilled_of, with_order_of
from providers.offline.planning.feedback import read_wishes
from providers.offline.planning.rehearsal import plan_course
from providers.offline.planning.revision import revise
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.corpus_reader import CorpusShelf
from providers.offline.writing.section_writer import SectionWriter
from providers.text import ExpectedCalls, OutlineRequest, Quote, SectionRequest, TextAnswer, TextRequest

NO_SOURCES = ProviderProblem(
    "sources_missing",
    "There is no text to make a course from: add source documents or configure a text provider key.",
)
NO_TEXT = ProviderProblem(
    "sources_missing",
    "The sources have no running text to make a course from: add source documents with paragraphs or lists.",
)


class OfflineText:
    """Extracts, ranks and arranges. The same request has the same answer, byte for byte, in every process.

    Raises `ProviderProblem` sources_missing (no source with text) and sources_too_thin.
    """

    name = "offline"
    model = "offline-1"
    languages: frozenset[str] | None = frozenset(table.code for table in KNOWN)

    def __init__(self) -> None:
        self._shelf = CorpusShelf()

    async def outline(self, request: OutlineRequest) -> TextAnswer:
        """Planned in a thread; an outline under review is changed as the instructions ask."""
        return self._answer(await asyncio.to_thread(self.write_outline, request))

    async def section(self, request: SectionRequest) -> TextAnswer:
        """Written in a thread, from the blocks that the outline allots; without any, from those nearest in words."""
        return self._answer(await asyncio.to_thread(self.write_section, request))

    def write_outline(self, request: OutlineRequest) -> str:
        """The outline as JSON, written in the calling thread."""
        return self._outline(request).model_dump_json()

    def write_section(self, request: SectionRequest) -> str:
        """The section as JSON, written in the calling thread."""
        return self._section(request).model_dump_json()

    def prompt_version(self, request: TextRequest) -> str:
        """There are no prompts."""
        return "1"

    def quote(self, request: TextRequest) -> Quote:
        """A price of 0: nothing is charged for what runs here."""
        return Quote(model=self.model)

    def draft(self, raw: str, request: TextRequest) -> str:
        """The raw text as it is, since it is the JSON that was asked for."""
        return raw

    async def expect(self, brief: Brief, sources: tuple[SourceDocument, ...]) -> list[ExpectedCalls]:
        """Nothing is counted or charged for what runs here."""
        calls = {"structure": 1, "section": brief.sections}
        return [ExpectedCalls(step=step, model=self.model, count=count) for step, count in calls.items()]

    async def close(self) -> None:
        """There is nothing to close."""

    def _outline(self, request: OutlineRequest) -> Outline:
        corpus = self._corpus(request)
        before, _ = parse_draft(request.previous or "", Outline)
        if before and request.instructions.strip() and _fits(before, request.brief):
            revised = revise(corpus, request.brief, before, request.instructions)
            return revised.model_copy(update={"unfulfilled": [*unfulfilled_of(request.brief), *revised.unfulfilled]})
        wishes = read_wishes(request.instructions, corpus.language)
        outline = plan_course(corpus, request.brief, with_order_of(request.brief, wishes, corpus.language))
        return outline.model_copy(update={"unfulfilled": unfulfilled_of(request.brief)})

    def _section(self, request: SectionRequest) -> SectionContent:
        return SectionWriter(self._corpus(request), request).write()

    def _corpus(self, request: OutlineRequest | SectionRequest) -> Corpus:
        corpus = self._shelf.corpus(request.sources, request.brief.language)
        if not any(passage.words or passage.has_table for leaf in corpus.leaves for passage in leaf.passages):
            raise NO_TEXT if request.sources else NO_SOURCES
        return corpus

    def _answer(self, raw: str) -> TextAnswer:
        return TextAnswer(raw=raw, model=self.model)


def _fits(outline: Outline, brief: Brief) -> bool:
    """Whether an outline has the shape that the brief asks for."""
    sizes = {len(lesson.sections) for lesson in outline.lessons}
    return len(outline.lessons) == brief.lessons and sizes == {brief.sections_per_lesson}
