"""What the review says of a course as it stands, section by section: hand edits, imports and generated texts alike."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from learning.brief import Brief
from learning.course_draft import CourseDraft, SectionDraft
from learning.course_draft_review import review_course_draft
from learning.finding import Finding
from learning.outline import OutlineSection
from learning.quality import quality_score
from learning.section_review import review_section
from learning.source import SourceDocument

OF_SOURCES_NOT_GIVEN = "citation_source_unknown"
"""A source may have been deleted since; the quotes of a course stay."""


class Standing(NamedTuple):
    """`findings` point into the export of the course. `scores` are of its sections, by key ("1.2"); `score` is their
    mean, less what is found of the course itself."""

    findings: list[Finding]
    scores: dict[str, Decimal]
    score: Decimal


def review_standing(draft: CourseDraft, generated: Collection[str], cited: Sequence[SourceDocument] = ()) -> Standing:
    """Review all of a course. The sections of the keys `generated` are held to what their writer was; `cited` has the
    passages that are cited, of sources that are still there."""
    found = {(finding.code, finding.pointer): finding for finding in review_course_draft(draft)}
    for pointer, key, section in _placed(draft):
        if key in generated:
            found |= {(one.code, one.pointer): one for one in _as_written(draft, pointer, key, section, cited)}
    findings = list(found.values())
    inside = {key: within(findings, pointer) for pointer, key, _ in _placed(draft)}
    scores = {key: quality_score(own) for key, own in inside.items()}
    of_sections = {id(finding) for own in inside.values() for finding in own}
    rest = quality_score(finding for finding in findings if id(finding) not in of_sections)
    mean = sum(scores.values(), Decimal(0)) / len(scores)
    return Standing(findings, scores, (mean * rest).quantize(Decimal("0.01")))


def within(findings: Sequence[Finding], pointer: str) -> list[Finding]:
    """What is found of the part at this pointer."""
    return [finding for finding in findings if f"{finding.pointer}/".startswith(f"{pointer}/")]


def _placed(draft: CourseDraft) -> Iterator[tuple[str, str, SectionDraft]]:
    for number, lesson in enumerate(draft.lessons, 1):
        for place, section in enumerate(lesson.sections, 1):
            yield f"/lessons/{number - 1}/sections/{place - 1}", f"{number}.{place}", section


def _as_written(
    draft: CourseDraft, pointer: str, key: str, section: SectionDraft, cited: Sequence[SourceDocument]
) -> Iterator[Finding]:
    brief = Brief(title=draft.title, language=draft.language, difficulty=draft.difficulty, depth=draft.depth)
    plan = OutlineSection(key=key, title=section.title, objectives=section.objectives)
    for finding in review_section(section.content, plan, brief, cited):
        if finding.code != OF_SOURCES_NOT_GIVEN:
            yield finding.model_copy(update={"pointer": f"{pointer}/content{finding.pointer}"})
