"""Reads a section as a teacher would before a learner sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from learning.brief import Brief
from learning.characters import review_characters
from learning.checks.review import REFUSED, key_text, review_check_against, review_checks_together, said_in
from learning.citation_review import review_citations
from learning.finding import Finding, error, note, warning
from learning.language_review import review_language
from learning.markdown import WEB_SCHEMES, is_safe_address
from learning.outline import OutlineSection
from learning.parts_review import review_answers_elsewhere, review_invented_addresses, review_summary
from learning.passages import markdown_parts, passages
from learning.prose_review import (
    review_ending,
    review_leftovers,
    review_length,
    review_repetition,
    review_safety,
    review_subject,
)
from learning.section import SectionContent
from learning.sentence import say
from learning.size_review import review_size
from learning.source import SourceDocument
from learning.source_index import SourceIndex
from learning.teaching import subject
from learning.text_review import review_text
from learning.wording import fold, terms

MAY_BE_ABSENT = ("example", "exercise", "check", "application")
"""Parts that a section does without where its source carries none: none is better than a bad one."""


def review_section(
    content: SectionContent,
    section: OutlineSection,
    brief: Brief,
    sources: Sequence[SourceDocument] = (),
    *,
    generated: bool = True,
) -> list[Finding]:
    """What is wrong with a section. Of one in a course draft (`generated=False`) only what is there is judged."""
    if too_much := list(review_size(content)):
        return too_much
    findings = [
        *_review_texts(content, generated),
        *_review_parts(content, generated),
        *_review_checks(content, REFUSED if generated else frozenset(), _cited(content, sources)),
        *review_citations(content, SourceIndex(sources), generated),
        *review_text(content, sources),
        *_review_addresses(content),
        *review_invented_addresses(content),
        *review_characters(content),
    ]
    return [*findings, *_review_writing(content, section, brief, bool(sources))] if generated else findings


def _review_writing(
    content: SectionContent, section: OutlineSection, brief: Brief, from_sources: bool
) -> Iterator[Finding]:
    yield from _missing_parts(content, from_sources)
    if content.explanation.strip():
        yield from review_length(content, brief)
        yield from review_ending(content, brief)
        yield from review_repetition(content)
        yield from review_summary(content)
        yield from review_subject(content, section, brief)
        yield from review_language(content, brief)
    yield from _review_alignment(content, section)
    yield from _review_testing(content, section, brief.language)


def _missing_parts(content: SectionContent, from_sources: bool) -> Iterator[Finding]:
    """What sources do not carry may be missing; who writes without any has no such reason."""
    parts = {
        "summary": (content.summary.strip(), say("The section has no summary.")),
        "explanation": (content.explanation.strip(), say("The section has no explanation.")),
        "example": (content.examples, say("The section has no example.")),
        "exercise": (content.exercises, say("The section has no exercise.")),
        "check": (content.checks, say("The section has no check.")),
        "application": (content.applications, say("The section has no application.")),
        "resource": (content.resources, say("The section has no resource.")),
    }
    for name, (part, sentence) in parts.items():
        if not part:
            pointer = f"/{name}" if isinstance(part, str) else f"/{name}s"
            remark = note if from_sources and name in MAY_BE_ABSENT else error
            yield remark(f"{name}_missing", pointer, sentence)


def _review_texts(content: SectionContent, generated: bool) -> Iterator[Finding]:
    for pointer, text in markdown_parts(content):
        yield from review_safety(pointer, text)
        yield from review_leftovers(pointer, text, generated)


def _review_parts(content: SectionContent, generated: bool) -> Iterator[Finding]:
    for index, example in enumerate(content.examples):
        if not example.body.strip():
            yield error(
                "example_empty",
                f"/examples/{index}/body",
                say("The example “{title}” shows nothing.", title=example.title),
            )
    for index, exercise in enumerate(content.exercises):
        if not exercise.prompt.strip():
            yield error("exercise_empty", f"/exercises/{index}/prompt", say("This exercise does not say what to do."))
    for index, application in enumerate(content.applications):
        if not application.strip():
            yield error("application_empty", f"/applications/{index}", say("This application is empty."))
    for index, resource in enumerate(content.resources):
        if generated and not (resource.url or resource.source):
            detail = say("The resource “{title}” says neither an address nor a source.", title=resource.title)
            yield error("resource_without_place", f"/resources/{index}", detail)


def _cited(content: SectionContent, sources: Sequence[SourceDocument]) -> SourceDocument | None:
    """A document of the cited blocks alone, since sources are as long as books."""
    cited = {(citation.source_id, citation.block_id) for citation in content.citations}
    blocks = [block for document in sources for block in document.blocks if (document.id, block.id) in cited]
    return sources[0].model_copy(update={"blocks": tuple(blocks)}) if blocks else None


def _review_checks(
    content: SectionContent, refused: frozenset[str], source: SourceDocument | None
) -> Iterator[Finding]:
    ids: set[str] = set()
    said = said_in(content, source)
    stems: set[str] = set()
    for index, check in enumerate(content.checks):
        yield from review_check_against(check, f"/checks/{index}", said, refused)
        if check.id in ids:
            yield error(
                "check_id_repeated", f"/checks/{index}/id", say("Two checks have the id {check}.", check=check.id)
            )
        if (stem := fold(check.stem)) and stem in stems:
            yield warning(
                "check_repeated", f"/checks/{index}/stem", say("Two checks ask the same: “{stem}”.", stem=check.stem)
            )
        ids.add(check.id)
        stems.add(stem)
    yield from review_checks_together(content.checks)
    yield from review_answers_elsewhere(content.checks)


def _review_alignment(content: SectionContent, section: OutlineSection) -> Iterator[Finding]:
    """Checks test the objectives (constructive alignment: Biggs, Enhancing teaching, 1996)."""
    objectives = {fold(objective): objective for objective in section.objectives if objective}
    tested = {fold(check.objective) for check in content.checks}
    for index, check in enumerate(content.checks):
        if check.objective.strip() and fold(check.objective) not in objectives:
            detail = say(
                "Check {check} tests “{objective}”, which is not an objective of this section.",
                check=check.id,
                objective=check.objective,
            )
            yield warning("check_objective_unknown", f"/checks/{index}/objective", detail)
        if not check.feedback.strip():
            yield note(
                "feedback_missing",
                f"/checks/{index}/feedback",
                say("Check {check} explains nothing afterwards.", check=check.id),
            )
    for folded, objective in objectives.items():
        if content.checks and folded not in tested:
            yield note(
                "objective_untested", "/checks", say("No check tests the objective “{objective}”.", objective=objective)
            )


def _review_testing(content: SectionContent, section: OutlineSection, language: str) -> Iterator[Finding]:
    """Whether a check speaks of the objective that it names, or asks about a passage that does."""
    own = {fold(objective) for objective in section.objectives}
    told = [terms(passage.text, language) for passage in passages(content.explanation)]
    for index, check in enumerate(content.checks):
        about = subject(check.objective, language)
        if fold(check.objective) not in own or not about:
            continue
        asked = terms(" ".join([check.stem, key_text(check), *(option.text for option in check.options)]), language)
        nearest = max(told, key=lambda words: len(words & asked), default=frozenset[str]())
        if not about & (asked | terms(check.feedback, language) | nearest):
            detail = say(
                "Check {check} asks about something else than its objective “{objective}”.",
                check=check.id,
                objective=check.objective,
            )
            yield note("check_off_objective", f"/checks/{index}/objective", detail)


def _review_addresses(content: SectionContent) -> Iterator[Finding]:
    for index, resource in enumerate(content.resources):
        if resource.url is not None and not is_safe_address(resource.url, WEB_SCHEMES):
            detail = say(
                "“{address}” is not a web address that begins with http:// or https://.", address=resource.url[:80]
            )
            yield error("resource_address", f"/resources/{index}/url", detail)
