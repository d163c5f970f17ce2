"""What only shows when the sections of a course are read one after another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from learning.checks.review import crowded_position, key_text
from learning.finding import Finding, warning
from learning.passages import statements
from learning.section import SectionContent
from learning.sentence import Sentence, say
from learning.wording import count_words, fold

PARAGRAPH_WORDS = 12
SHINGLE_WORDS = 4
SIMILARITY = 90
RIVALS = 8
"""With how many earlier texts one is compared. What is almost the same shares nearly all of its words in a row."""


@dataclass(frozen=True)
class _Said:
    section: str
    pointer: str
    text: str
    folded: str


def review_course(contents: Mapping[str, SectionContent]) -> list[Finding]:
    """Repetition between sections and balance over all of them; `contents` by key of the section, in order."""
    paragraphs = [said for key, content in contents.items() for said in _paragraphs(key, content)]
    checks = [said for key, content in contents.items() for said in _checks(key, content)]
    return [
        *_repeated(paragraphs, "paragraph_repeated", say("says almost the same as")),
        *_repeated(checks, "check_repeated", say("asks the same as")),
        *_review_positions(contents),
    ]


def _paragraphs(key: str, content: SectionContent) -> Iterator[_Said]:
    for statement in statements(content.explanation):
        if count_words(statement.text) >= PARAGRAPH_WORDS:
            yield _Said(key, f"/{key}/explanation", statement.text, fold(statement.text))


def _checks(key: str, content: SectionContent) -> Iterator[_Said]:
    for index, check in enumerate(content.checks):
        stem = re.sub("_+", " ", check.stem)
        yield _Said(key, f"/{key}/checks/{index}", check.stem, fold(f"{stem} {key_text(check)}"))


def _repeated(said: Sequence[_Said], code: str, verb: Sentence) -> Iterator[Finding]:
    for index, place in enumerate(_first_alike(said)):
        if place is not None:
            later, earlier = said[index], said[place]
            opening = " ".join(later.text.split()[:12])
            detail = say(
                "“{opening} …” in section {section} {verb} section {earlier}.",
                opening=opening,
                section=later.section,
                verb=verb,
                earlier=earlier.section,
            )
            yield warning(code, later.pointer, detail)


def _first_alike(said: Sequence[_Said]) -> Iterator[int | None]:
    """For each text the first near-identical one of an earlier section. Only texts that share words in a row are
    compared, those that share the most, and only with the first of its kind, so that a long course stays quick
    (shingling: Broder, On the resemblance of documents, 1997)."""
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for index, later in enumerate(said):
        shingles = _shingles(later.folded)
        shared = Counter(place for shingle in shingles for place in seen[shingle])
        rivals = sorted(sorted(shared, key=lambda place: (-shared[place], place))[:RIVALS])
        alike = next((place for place in rivals if _alike(said[place], later)), None)
        yield alike if alike is not None and said[alike].section != later.section else None
        for shingle in shingles if alike is None else ():
            if len(seen[shingle]) < RIVALS:
                seen[shingle].append(index)


def _alike(earlier: _Said, later: _Said) -> bool:
    return fuzz.ratio(earlier.folded, later.folded, score_cutoff=SIMILARITY) > 0


def _shingles(folded: str) -> set[str]:
    words = folded.split()
    starts = range(max(1, len(words) - SHINGLE_WORDS + 1))
    return {" ".join(words[start : start + SHINGLE_WORDS]) for start in starts}


def _review_positions(contents: Mapping[str, SectionContent]) -> Iterator[Finding]:
    place = crowded_position(check for content in contents.values() for check in content.checks)
    if place is not None:
        detail = say(
            "Over the whole course the right answer is option {option} too often to be chance.", option=place + 1
        )
        yield warning("answer_position", "", detail)
