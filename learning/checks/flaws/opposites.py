"""A statement that says the opposite of what the text says, by one word (rises, falls), and is held to be true."""

from __future__ import annotations

from collections.abc import Iterator

from learning.checks.reading import Flaw, Reading, words_of
from learning.checks.said import Said, meaningful
from learning.checks.vocabulary import Vocabulary
from learning.sentence import say

FEWEST_WORDS = 3
"""Meaningful words of a statement besides the one that has an opposite."""


def opposite_flaws(read: Reading, said: Said) -> Iterator[Flaw]:
    """KEY of a statement that is to be true."""
    vocabulary = read.vocabulary
    if read.kind.interaction != "true-false" or read.key != "true" or vocabulary is None or not said.folded:
        return
    words = words_of(read.stem)
    if vocabulary.denying.intersection(words):
        return
    for pair in vocabulary.opposites:
        for word in pair.intersection(words):
            (other,) = pair - {word}
            if other not in words and _is_said_otherwise(words, word, other, said, vocabulary):
                detail = say("The source says “{other}” where the statement says “{word}”.", other=other, word=word)
                yield Flaw("KEY", "answer", detail)
                return


def _is_said_otherwise(words: list[str], word: str, other: str, said: Said, vocabulary: Vocabulary) -> bool:
    """Whether a sentence says all the other words beside the opposite, and none says them beside the word itself."""
    rest = frozenset(meaningful(" ".join(one for one in words if one != word), vocabulary))
    if len(rest) < FEWEST_WORDS:
        return False
    told = [said.spoken(vocabulary)[number] for number in said.holding(rest, vocabulary)]
    denied = [one for one in told if vocabulary.denying & one]
    return not denied and any(other in one for one in told) and not any(word in one for one in told)
