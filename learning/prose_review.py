"""Whether the texts of a section are safe to show, whole, long enough for the depth, and about their subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from learning.brief import Brief, Depth
from learning.finding import Finding, error, warning
from learning.markdown import footnotes, plain_text
from learning.markdown_safety import unsafe
from learning.outline import OutlineSection
from learning.passages import Passage, passages, prose, uncoded
from learning.section import SectionContent
from learning.sentence import say
from learning.teaching import untaught
from learning.wording import base_language, count_words, fold, sentences, terms


class Length(NamedTuple):
    """Words of prose: below `floor` is an error, outside `low`–`high` a warning."""

    floor: int
    low: int
    high: int


LENGTHS: dict[Depth, Length] = {
    "overview": Length(80, 120, 700),
    "standard": Length(150, 220, 1_500),
    "deep": Length(250, 400, 3_000),
}
TAKEN_UP = 0.5
REPEATED_SIMILARITY = 92
REPEATED_WORDS = 6
COMPARED_SENTENCES = 400
_LEFTOVERS = re.compile(
    r"^[ \t]*:::|```|\{:\s*[.#]|\{[%#].{0,200}?[%#]\}|\{\{.{0,200}?\}\}|&(?:nbsp|amp|lt|gt|quot|#\d+);|"
    r"\blorem ipsum\b|\[(?:insert|placeholder|your text)\b[^\]]{0,200}\]|\bas an ai (?:language )?model\b",
    re.IGNORECASE | re.MULTILINE,
)
_MATH = re.compile(r"\$\$.{1,4000}?\$\$|\$(?!\s)[^$\n]{0,500}?(?<!\s)\$(?!\d)", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?…。！？؟।]\W*$|\$\s*$")
_OPEN_END = re.compile(r"(?:[,;:(–—-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|that|the|to|with))$", re.IGNORECASE)
_UNPUNCTUATED = ("th", "lo", "km", "my")


def review_safety(pointer: str, text: str) -> Iterator[Finding]:
    """Markdown that must not be rendered."""
    for problem in unsafe(text):
        yield error("markdown_unsafe", pointer, problem)


def review_leftovers(pointer: str, text: str, generated: bool) -> Iterator[Finding]:
    """Pieces of another markup, of a template or of a writer's excuses in the reading text."""
    remark = error if generated else warning
    found = [*leftovers(uncoded(text)), *(f"[^{name}]:" for name in footnotes(text))]
    for leftover in dict.fromkeys(found):
        yield remark(
            "leftover_markup", pointer, say("“{leftover}” was left over in the text; remove it.", leftover=leftover)
        )


def leftovers(text: str) -> list[str]:
    """The pieces of another markup in a text without code; braces of its formulas are none."""
    return [found[0].strip() for found in _LEFTOVERS.finditer(_MATH.sub("$", text))]


def breaks_off(text: str, *, is_list: bool) -> bool:
    """Whether a text ends in the middle of what it says; an item of a list need not end like a sentence."""
    ending = text.strip()[-100:]
    return _OPEN_END.search(ending) is not None if is_list else _SENTENCE_END.search(ending) is None


def review_length(content: SectionContent, brief: Brief) -> Iterator[Finding]:
    """Whether the prose of the explanation has as many words as `LENGTHS` gives for the depth."""
    words, length = count_words(prose(content.explanation)), LENGTHS[brief.depth]
    expected = say(
        "{words} words of explanation, where “{depth}” asks for {low} to {high}.",
        words=words,
        depth=brief.depth,
        low=length.low,
        high=length.high,
    )
    if words < length.floor:
        yield error("explanation_too_short", "/explanation", expected)
    elif words < length.low:
        yield warning("explanation_short", "/explanation", expected)
    elif words > length.high:
        yield warning("explanation_long", "/explanation", expected)


def review_ending(content: SectionContent, brief: Brief) -> Iterator[Finding]:
    """An explanation that stops in the middle of a sentence, at a heading or at a colon was cut off."""
    blocks = [passage for passage in passages(content.explanation) if passage.text.strip()]
    if blocks and base_language(brief.language) not in _UNPUNCTUATED and _is_cut_off(blocks[-1]):
        ending = " ".join(blocks[-1].text.split()[-8:])
        yield error(
            "explanation_cut_off", "/explanation", say("The explanation breaks off at “… {ending}”.", ending=ending)
        )


def review_repetition(content: SectionContent) -> Iterator[Finding]:
    """Sentences that stand in the explanation twice, nearly word for word.

    Sentences of fewer than 6 words, and all after the first 400, are not compared.
    """
    spoken = [line for line in sentences(prose(content.explanation)) if count_words(line) >= REPEATED_WORDS]
    folded = [fold(line) for line in spoken[:COMPARED_SENTENCES]]
    for index, line in enumerate(folded):
        if any(fuzz.ratio(line, earlier, score_cutoff=REPEATED_SIMILARITY) for earlier in folded[:index]):
            detail = say("The explanation says this twice: “{words}”.", words=spoken[index][:120])
            yield warning("sentence_repeated", "/explanation", detail)


def review_subject(content: SectionContent, section: OutlineSection, brief: Brief) -> Iterator[Finding]:
    """Whether the title is taken up (half of its terms stand in what the learner reads) and each objective taught."""
    said = terms(_everything_said(content), brief.language)
    if not _is_taken_up(terms(section.title, brief.language), said):
        yield warning(
            "title_not_taken_up", "/explanation", say("The text hardly mentions “{title}”.", title=section.title)
        )
    said |= terms(section.title, brief.language)
    for objective in section.objectives:
        if missing := untaught(objective, said, brief.language):
            detail = say(
                "The objective “{objective}” is not taught: nothing is said of {missing}.",
                objective=objective,
                missing=missing,
            )
            yield warning("objective_not_taught", "/explanation", detail)


def _everything_said(content: SectionContent) -> str:
    bodies = [text for example in content.examples for text in (example.title, example.body)]
    return "\n".join([content.summary, plain_text(content.explanation), *bodies])


def _is_taken_up(asked: frozenset[str], said: frozenset[str]) -> bool:
    return len(asked & said) >= TAKEN_UP * len(asked)


def _is_cut_off(last: Passage) -> bool:
    if last.kind == "heading":
        return True
    return last.kind == "prose" and breaks_off(last.text, is_list=last.is_list)
