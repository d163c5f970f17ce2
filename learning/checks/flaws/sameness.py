"""Two options that say the same in other words, or name the same number: whoever chooses either is right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from learning.checks.reading import WORD, Flaw, Reading
from learning.checks.vocabulary import Vocabulary
from learning.sentence import say
from learning.wording import stem

FEWEST_WORDS = 2
"""Words that make a difference; of fewer, small words may be all the difference."""
_NUMBER = re.compile(r"(-?\d+(?:[.,]\d+)?)\s?(%|percent|per cent|prozent|por ciento|pour ?cent)?", re.IGNORECASE)
_SIGN = re.compile(r"[<>=≤≥≠≈+−*/^]|(?<=\s)-(?=\s)")
"""In these “a > b” differs from “a < b”."""
_FRACTION = re.compile(r"(\d{1,4})\s?/\s?(\d{1,4})")


def sameness_flaws(read: Reading) -> Iterator[Flaw]:
    """MULTI of the options of a choice."""
    if not read.is_choice or "`" in "".join(read.options):
        return
    worth = [_worth(text) for text in read.options]
    vocabulary = read.vocabulary
    said = [_said(text, vocabulary) if vocabulary else () for text in read.options]
    asked = frozenset(_said(read.stem, vocabulary)) if vocabulary else frozenset[str]()
    for first, second in combinations(range(len(read.options)), 2):
        one, other = read.options[first], read.options[second]
        is_number = worth[first] is not None and worth[first] == worth[second]
        if is_number or (signs_of(one) == signs_of(other) and _is_same(said[first], said[second], asked)):
            yield Flaw("MULTI", "options", say("“{option}” and “{other}” say the same.", option=one, other=other))
            return


def signs_of(text: str) -> list[str]:
    """The signs of relations and sums in a text."""
    return _SIGN.findall(text)


def _worth(text: str) -> float | None:
    """The number that a text is, “50 %” and “1/2” as 0.5; None for any other text."""
    if found := _FRACTION.fullmatch(text.strip(" .")):
        return int(found[1]) / int(found[2]) if int(found[2]) else None
    if found := _NUMBER.fullmatch(text.strip(" .")):
        return float(found[1].replace(",", ".")) / (100 if found[2] else 1)
    return None


def _said(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words that make a difference, in their order, by their stems."""
    words = (word for word in WORD.findall(text) if word.casefold() not in vocabulary.light)
    return tuple(word if _is_name(word) else stem(word, vocabulary.code) for word in words)


def _is_name(word: str) -> bool:
    """Whether a word has capitals or digits within, as names and numerals have, which endings tell apart."""
    return not word[1:].islower()


def _is_same(one: tuple[str, ...], other: tuple[str, ...], asked: frozenset[str]) -> bool:
    """Whether the words are the same, or would be if the one that names what is asked about said “it”."""
    if len(one) < len(other):
        one, other = other, one
    if len(one) > len(other) and not asked.intersection(other):
        one = tuple(word for word in one if word not in asked)
    return len(other) >= FEWEST_WORDS and one == other
