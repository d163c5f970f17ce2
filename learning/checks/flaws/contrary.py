"""What options tell of each other: one denies another, or the right one joins others, each of which is right too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from learning.checks.reading import Flaw, Reading, words_of
from learning.checks.vocabulary import Vocabulary
from learning.sentence import say
from learning.wording import fold, stem

FEWEST_WORDS = 2
FEWEST_OPTIONS = 3
FEWEST_JOINED = 2


def contrary_flaws(read: Reading) -> Iterator[Flaw]:
    """CUE and MULTI of the options of a choice."""
    vocabulary = read.vocabulary
    if vocabulary is None or not read.is_choice or len(read.options) < FEWEST_OPTIONS:
        return
    said = [_said(text, vocabulary) for text in read.options]
    pairs = [
        (read.options[one], read.options[other])
        for one, other in combinations(range(len(said)), 2)
        if len(said[one][0]) >= FEWEST_WORDS and said[one][0] == said[other][0] and said[one][1] != said[other][1]
    ]
    if len(pairs) == 1 and read.key in pairs[0]:
        one, other = (text[:60] for text in pairs[0])
        detail = say("“{option}” and “{other}” are contraries, one of which must be right.", option=one, other=other)
        yield Flaw("CUE", "options", detail)
    if joined := _joined(read, vocabulary):
        one, other = (text[:60] for text in joined[:2])
        detail = say(
            "The right answer joins “{option}” and “{other}”, which are right as well.", option=one, other=other
        )
        yield Flaw("MULTI", "options", detail)


def _joined(read: Reading, vocabulary: Vocabulary) -> list[str]:
    """The distractors that stand, word for word, on either side of an “and” of the right answer."""
    sides = {fold(side) for side in vocabulary.joint.split(read.key)}
    found = [text for text in read.distractors if fold(text) in sides] if len(sides) > 1 else []
    return found if len(found) >= FEWEST_JOINED else []


def _said(text: str, vocabulary: Vocabulary) -> tuple[tuple[str, ...], bool]:
    """The words that make a difference, by their stems, and whether they are denied."""
    words = words_of(text)
    meant = [word for word in words if word not in vocabulary.denying and word not in vocabulary.light]
    return tuple(stem(word, vocabulary.code) for word in meant), bool(vocabulary.denying.intersection(words))
