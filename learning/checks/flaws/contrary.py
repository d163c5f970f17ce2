"""Two options of which one denies the other: one of them must be right, and the rest need not be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from learning.checks.reading import Flaw, Reading, words_of
from learning.checks.vocabulary import Vocabulary
from learning.sentence import say
from learning.wording import stem

FEWEST_WORDS = 2
FEWEST_OPTIONS = 3


def contrary_flaws(read: Reading) -> Iterator[Flaw]:
    """CUE of the options of a choice, where the right one is in the only pair of contraries."""
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
        detail = say(
            "“{option}” and “{other}” are contraries, one of which must be right.",
            option=pairs[0][0][:60],
            other=pairs[0][1][:60],
        )
        yield Flaw("CUE", "options", detail)


def _said(text: str, vocabulary: Vocabulary) -> tuple[tuple[str, ...], bool]:
    """The words that make a difference, by their stems, and whether they are denied."""
    words = words_of(text)
    meant = [word for word in words if word not in vocabulary.denying and word not in vocabulary.light]
    return tuple(stem(word, vocabulary.code) for word in meant), bool(vocabulary.denying.intersection(words))
