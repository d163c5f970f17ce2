"""Courses that the built-in writer makes of documents, as a package takes them along."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from uuid import UUID

from exports.course import ExportedCourse, Media, Provenance, SourceUsed, Writer
from learning.answers import parse_draft
from learning.brief import Brief
from learning.course_draft import CourseDraft, LessonDraft, SectionDraft
from learning.outline import Outline, OutlineSection
from learning.section import SectionContent
from learning.source import SourceDocument
from providers.drawn import DrawnImage
from providers.image import ImageRequest
from providers.offline.provider import OfflineText
from providers.text import OutlineRequest, SectionRequest
from sources.reading import read_source
from tests.exports.courses import COVER

DOCS = Path(__file__).parents[2] / "docs"


@cache
def of_the_sample() -> ExportedCourse:
    return _course("PostgreSQL indexes", sorted((DOCS / "sample").glob("0*.md")), 6)


@cache
def of_a_manual() -> ExportedCourse:
    return _course("Running Coursewright", [DOCS / "operations.md"], 3)


def _course(title: str, paths: Sequence[Path], lessons: int) -> ExportedCourse:
    brief = Brief(title=title, lessons=lessons)
    documents = [read_source(path.read_bytes(), path.name) for path in paths]
    sources = tuple(document.model_copy(update={"id": f"s{place}"}) for place, document in enumerate(documents, 1))
    writer = OfflineText()
    outline, _ = parse_draft(writer.write_outline(OutlineRequest(brief=brief, sources=sources)), Outline)
    assert outline is not None
    written = [
        LessonDraft(
            title=lesson.title,
            summary=lesson.summary,
            objectives=lesson.objectives,
            sections=[_section(writer, brief, outline, sources, one) for one in lesson.sections],
        )
        for lesson in outline.lessons
    ]
    cover = _drawn(ImageRequest(purpose="thumbnail", title=title, terms=tuple(each.title for each in written)))
    draft = CourseDraft(title=title, objectives=outline.objectives, lessons=written)
    provenance = Provenance(
        writers=(Writer(provider="built-in", is_model=False),),
        sources=tuple(SourceUsed(id=source.id, title=source.title or "", licence="CC0 1.0") for source in sources),
    )
    return ExportedCourse(
        id=UUID(int=lessons), draft=draft, media={COVER: cover}, thumbnail=COVER, provenance=provenance
    )


def _section(
    writer: OfflineText, brief: Brief, outline: Outline, sources: tuple[SourceDocument, ...], planned: OutlineSection
) -> SectionDraft:
    request = SectionRequest(brief=brief, outline=outline, key=planned.key, sources=sources)
    content, _ = parse_draft(writer.write_section(request), SectionContent)
    assert content is not None
    return SectionDraft(title=planned.title, objectives=planned.objectives, content=content)


def _drawn(request: ImageRequest) -> Media:
    made = asyncio.run(DrawnImage().picture(request))
    return Media(content=made.data, media_type=made.media_type, alt=made.alt, caption=made.caption, origin="drawn")
