"""Reads a check as a teacher would: does it work, does it stand on its own, is it worth asking, is its key right?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from typing import TYPE_CHECKING

from learning.checks.flaws.gap import gap_flaws
from learning.checks.flaws.lines import line_flaws
from learning.checks.flaws.options import option_flaws
from learning.checks.flaws.statement import statement_flaws
from learning.checks.flaws.stem import stem_flaws
from learning.checks.flaws.truth import truth_flaws
from learning.checks.multiple_choice import key_position as position_of
from learning.checks.reading import Flaw, Reading
from learning.checks.registry import KINDS
from learning.checks.said import Said
from learning.finding import Finding, error, warning
from learning.sentence import say

if TYPE_CHECKING:
    from learning.checks.check import Check
    from learning.section import SectionContent
    from learning.source import SourceDocument

LONGER_KEY = 1.3
LONGER_BY_CHARACTERS = 5
CHANCE_DEVIATIONS = 2.5
NOTHING_SAID = Said()

FLAWS = {
    "IMPL": "distractors_implausible",
    "CTX": "stem_needs_context",
    "BLANK": "gap_not_the_term",
    "AMB": "answer_ambiguous",
    "MULTI": "several_right_answers",
    "TRIV": "question_unfocused",
    "FRAG": "stem_fragment",
    "BOIL": "stem_boilerplate",
    "CUE": "answer_given_away",
    "GRAM": "options_ungrammatical",
    "KEY": "key_not_in_source",
}
"""The letters of a flaw and the code of its finding."""
REFUSED = frozenset({"KEY", "FRAG", "BOIL"})
"""What a writer must mend: flaws that are hardly ever wrong where found. What people made is only warned of."""


def review_check(
    check: Check,
    pointer: str,
    section: SectionContent | None = None,
    source: SourceDocument | Sequence[SourceDocument] | None = None,
) -> Iterator[Finding]:
    """The findings on one check by itself.

    What keeps it from working is an error, whoever wrote it; what a teacher would hold against it (`FLAWS`) a warning.
    With the `section` it stands in, and the `source` or sources of that, its key is compared with what they say.
    """
    yield from review_check_against(check, pointer, said_in(section, source))


def review_check_against(
    check: Check, pointer: str, said: Said, refused: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """As `review_check`, where many checks are read against the same text: `said` comes from `said_in`.

    Flaws with `refused` letters are errors.
    """
    if not check.stem.strip():
        yield error(
            "stem_missing", f"{pointer}/stem", say("Check {check} asks nothing: its stem is empty.", check=check.id)
        )
    broken = list(KINDS[check.kind].review(check, pointer))
    yield from broken
    if check.stem.strip() and not broken:
        for flaw in flaws_of(check, said):
            remark = error if flaw.letters in refused else warning
            yield remark(
                FLAWS[flaw.letters],
                f"{pointer}/{flaw.part}",
                say("Check {check}: {flaw}", check=check.id, flaw=flaw.sentence),
            )


def flaws_of(check: Check, said: Said = NOTHING_SAID) -> list[Flaw]:
    """What a teacher would hold against a check that works, one of each kind; `said` as of `said_in`."""
    read = Reading(check, said.beginning)
    found = [
        *stem_flaws(read),
        *line_flaws(read, said),
        *gap_flaws(read, said),
        *option_flaws(read, said),
        *statement_flaws(read),
        *truth_flaws(read, said),
    ]
    return list({flaw.letters: flaw for flaw in reversed(found)}.values())[::-1]


def said_in(section: SectionContent | None, source: SourceDocument | Sequence[SourceDocument] | None = None) -> Said:
    """Everything that a section and its sources say."""
    texts = [section.summary, section.explanation, *(one.body for one in section.examples)] if section else []
    documents = [] if source is None else [source] if not isinstance(source, Sequence) else source
    blocks = [block for document in documents for block in document.blocks]
    named = [name for block in blocks for name in (*block.terms, *([block.text] if block.kind == "heading" else []))]
    return Said([*texts, *(block.text for block in blocks)], named)


def review_checks_together(checks: Sequence[Check]) -> Iterator[Finding]:
    """What only shows over several checks: keys recognisable by their length or their position."""
    choices = [check for check in checks if key_position(check) is not None]
    longer = [check.id for check in choices if _key_is_longest(check)]
    if len(longer) * 2 > len(choices):
        detail = say(
            "The right answer is by far the longest option in most checks ({checks}).", checks=", ".join(longer)
        )
        yield warning("key_longest", "/checks", detail)
    if (place := crowded_position(checks)) is not None:
        detail = say("The right answer is option {option} too often to be chance; move it around.", option=place + 1)
        yield warning("answer_position", "/checks", detail)


def crowded_position(checks: Iterable[Check]) -> int | None:
    """The option (0-based) that is right more often than chance allows: over 2.5 standard deviations."""
    places = [(place, len(check.options)) for check in checks if (place := key_position(check)) is not None]
    for place in sorted({place for place, _ in places}):
        chances = [1 / options for _, options in places if options > place]
        allowed = sum(chances) + CHANCE_DEVIATIONS * sqrt(sum(chance * (1 - chance) for chance in chances))
        if sum(other == place for other, _ in places) > allowed:
            return place
    return None


def key_position(check: Check) -> int | None:
    """The place (from 0) of the right option; None where there are no options, or none of them is right."""
    return position_of(check) if KINDS[check.kind].interaction == "choice" else None


def key_text(check: Check) -> str:
    """The right answer in words."""
    return KINDS[check.kind].key(check)


def _key_is_longest(check: Check) -> bool:
    key = len(key_text(check))
    longest = max((len(option.text) for option in check.options if option.id != check.answer), default=key)
    return key > longest * LONGER_KEY and key - longest >= LONGER_BY_CHARACTERS
