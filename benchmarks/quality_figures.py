"""What a course is like, in figures: pure functions of its outline, its sections and what the review says of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import mean
from typing import NamedTuple

from benchmarks.quality_material import material_of
from learning.brief import Brief, Difficulty
from learning.checks import FLAWS
from learning.checks.review import key_position, key_text
from learning.finding import Finding
from learning.objectives import bloom_level
from learning.outline import Outline, OutlineSection
from learning.passages import passages, prose
from learning.quality import quality_score
from learning.section import Check, SectionContent
from learning.section_review import review_section
from learning.source import SourceDocument
from learning.source_index import SourceIndex
from learning.teaching import untaught
from learning.wording import count_words, sentences, terms

LONG_WORD = 7
FEWEST_CHECKS = 2
EASE: dict[Difficulty, tuple[float, float]] = {"beginner": (25, 48), "intermediate": (35, 56), "advanced": (40, 70)}
"""LIX that goes with a difficulty: 25 is a story for children, 45 a newspaper, 60 a law (Björnsson, Läsbarhet)."""
_WORD = re.compile(r"[^\W\d_]+")


class Figures(NamedTuple):
    """Of one course. Counters are by the code of a finding, the letters of a flaw, the Bloom level, the option's place.

    `taught`, `resolving` and `with_material` are (how many do, of how many), the last one of sections:
    those whose blocks have definitions, lists, tables or code, and of them those with two checks or
    more; `longest_keys` counts keys longer than every other option.
    """

    sections: int
    checks: int
    without_checks: int
    flawed_checks: int
    paragraphs: int
    with_material: tuple[int, int]
    findings: Counter[str]
    flaws: Counter[str]
    taught: tuple[int, int]
    resolving: tuple[int, int]
    lix: float
    fits_difficulty: bool
    bloom: Counter[str]
    positions: Counter[int]
    longest_keys: int
    quality: float


def figures(
    brief: Brief, outline: Outline, contents: Mapping[str, SectionContent], sources: Sequence[SourceDocument]
) -> Figures:
    """`contents` by the key of the section; sections that could not be written are missing."""
    written = [(section, contents[section.key]) for section in outline.all_sections() if section.key in contents]
    reviewed = [review_section(content, section, brief, sources) for section, content in written]
    checks = [check for _, content in written for check in content.checks]
    flaws = [pair for findings in reviewed for pair in _flaws(findings)]
    text = "\n\n".join(prose(content.explanation) for _, content in written)
    lix, band = readability(text), EASE[brief.difficulty]
    return Figures(
        sections=len(written),
        checks=len(checks),
        without_checks=sum(not content.checks for _, content in written),
        flawed_checks=sum(len({pointer for _, pointer in _flaws(findings)}) for findings in reviewed),
        paragraphs=sum(len(passages(content.explanation)) for _, content in written),
        with_material=_with_material(brief, written, sources),
        findings=Counter(finding.code for findings in reviewed for finding in findings),
        flaws=Counter(letters for letters, _ in flaws),
        taught=_taught(brief, [content for _, content in written]),
        resolving=_resolving([content for _, content in written], sources),
        lix=round(lix, 1),
        fits_difficulty=band[0] <= lix <= band[1],
        bloom=Counter(
            bloom_level(objective) or "none" for section in outline.all_sections() for objective in section.objectives
        ),
        positions=Counter(place + 1 for check in checks if (place := key_position(check)) is not None),
        longest_keys=sum(map(_is_longest, checks)),
        quality=round(mean(float(quality_score(findings)) for findings in reviewed), 2) if reviewed else 0.0,
    )


def readability(text: str) -> float:
    """LIX: words a sentence, and the percentage of words of more than six letters. It needs no list of any language."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    return len(words) / max(1, len(sentences(text))) + 100 * sum(len(word) >= LONG_WORD for word in words) / len(words)


def rows(name: str, found: Figures, cost: object, seconds: float, calls: int) -> Iterator[tuple[str, str]]:
    """(what, figure) of one course, as they are printed."""
    yield "course", name
    yield "sections, without checks", f"{found.sections}, {found.without_checks}"
    yield "two checks where there is material", f"{found.with_material[0]} of {found.with_material[1]}"
    yield "quality score", f"{found.quality:.2f}"
    yield "checks, with a flaw", f"{found.checks}, {found.flawed_checks}"
    yield "flaws", _counted(found.flaws)
    yield "findings", _counted(found.findings)
    yield "paragraphs", str(found.paragraphs)
    yield "objectives taught", f"{found.taught[0]} of {found.taught[1]}"
    yield "citations that resolve", f"{found.resolving[0]} of {found.resolving[1]}"
    yield "LIX, fits the difficulty", f"{found.lix}, {'yes' if found.fits_difficulty else 'no'}"
    yield "Bloom levels", _counted(found.bloom)
    yield "keys by position", _counted(found.positions)
    yield "keys that are longest", str(found.longest_keys)
    yield "calls, cost, seconds", f"{calls}, ${cost}, {seconds:.1f}"


def _counted(counter: Counter[str] | Counter[int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counter.items(), key=lambda pair: -pair[1])) or "none"


def _flaws(findings: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    """(letters, pointer of the check)"""
    letters = {code: letter for letter, code in FLAWS.items()}
    for finding in findings:
        if finding.code in letters:
            yield letters[finding.code], finding.pointer.rpartition("/")[0]


def _taught(brief: Brief, contents: Sequence[SectionContent]) -> tuple[int, int]:
    said = terms("\n".join(f"{content.summary}\n{content.explanation}" for content in contents), brief.language)
    return sum(not untaught(objective, said, brief.language) for objective in brief.objectives), len(brief.objectives)


def _with_material(
    brief: Brief, written: Sequence[tuple[OutlineSection, SectionContent]], sources: Sequence[SourceDocument]
) -> tuple[int, int]:
    rich = [content for section, content in written if material_of(section, sources, brief.language)]
    return sum(len(content.checks) >= FEWEST_CHECKS for content in rich), len(rich)


def _resolving(contents: Sequence[SectionContent], sources: Sequence[SourceDocument]) -> tuple[int, int]:
    index = SourceIndex(sources)
    citations = [citation for content in contents for citation in content.citations]
    good = 0
    for citation in citations:
        block = index.block(citation.source_id, citation.block_id) if index.has(citation.source_id) else None
        good += block is not None and index.quotes(citation.source_id, citation.quote, block)
    return good, len(citations)


def _is_longest(check: Check) -> bool:
    others = [count_words(option.text) for option in check.options if option.id != check.answer]
    return bool(others) and key_position(check) is not None and count_words(key_text(check)) > max(others)
