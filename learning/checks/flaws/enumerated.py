"""Two options that the text names side by side, where the question asks for one of their kind: both are right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from learning.checks.reading import Flaw, Reading, words_of
from learning.checks.said import Said, Stems, meaningful
from learning.checks.vocabulary import Vocabulary
from learning.sentence import say

SHARE = 0.5
"""Of what is asked, by the weight of its words, what the sentence must say."""
LONGEST_ITEM = 3
"""Meaningful words of what stands between two options of one list."""


def enumerated_flaws(read: Reading, said: Said) -> Iterator[Flaw]:
    """MULTI of the options of a choice."""
    vocabulary = read.vocabulary
    if vocabulary is None or not said.folded or not any(one.search(read.stem) for one in vocabulary.membership):
        return
    key = frozenset(meaningful(read.key, vocabulary))
    words = " ".join(word for word in words_of(read.stem) if word not in vocabulary.common | vocabulary.where)
    asked = frozenset(meaningful(words, vocabulary))
    weight = {word: said.weight(word, vocabulary) for word in asked if word in said.places(vocabulary)}
    for text in read.distractors:
        other = frozenset(meaningful(text, vocabulary))
        if key and other and not key & other and _are_listed(key, other, weight, said, vocabulary):
            yield Flaw(
                "MULTI",
                "options",
                say("The source says the same of “{option}”, which is right as well.", option=text[:60]),
            )
            return


def _are_listed(key: Stems, other: Stems, weight: dict[str, float], said: Said, vocabulary: Vocabulary) -> bool:
    told = said.sentences(vocabulary)
    return any(
        not told[number].denies
        and sum(worth for word, worth in weight.items() if word in told[number].stems) >= SHARE * sum(weight.values())
        and weight.keys() & told[number].stems
        and _side_by_side(key, other, [part for part in told[number].joined if part])
        for number in said.holding(key | other, vocabulary)
    )


def _side_by_side(key: Stems, other: Stems, parts: Sequence[tuple[str, ...]]) -> bool:
    """Whether the two stand in parts between which there are only short ones, the first ending in its option."""
    for first, second in ((key, other), (other, key)):
        for begin, part in enumerate(parts):
            if not first or set(part[-len(first) :]) != first:
                continue
            for later in parts[begin + 1 :]:
                if set(later[: len(second)]) == second:
                    return True
                if len(later) > LONGEST_ITEM:
                    break
    return False
