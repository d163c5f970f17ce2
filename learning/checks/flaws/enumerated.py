"""Two options that the text names side by side, where the question asks for one of their kind: both are right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from learning.checks.reading import Flaw, Reading, words_of
from learning.checks.said import Said, Stems, Told, meaningful
from learning.checks.vocabulary import Vocabulary
from learning.sentence import say
from learning.wording import fold

SHARE = 0.5
"""Of what is asked, by the weight of its words, what the sentence must say."""
LONGEST_ITEM = 3
"""Meaningful words of what stands between two options of one list."""


def enumerated_flaws(read: Reading, said: Said) -> Iterator[Flaw]:
    """MULTI of the options of a choice."""
    vocabulary = read.vocabulary
    if vocabulary is None or not said.folded:
        return
    asking = next(filter(None, (one.search(read.stem) for one in vocabulary.membership)), None)
    if asking is None:
        return
    key = frozenset(meaningful(read.key, vocabulary))
    words = words_of(read.stem) if asking.start() else words_of(read.stem[asking.end() :])[1:]
    telling = (word for word in words if word not in vocabulary.common | vocabulary.where)
    asked = frozenset(meaningful(" ".join(telling), vocabulary))
    weight = {word: said.weight(word, vocabulary) for word in asked if word in said.places(vocabulary)}
    for text in read.distractors:
        other = frozenset(meaningful(text, vocabulary))
        if not key or not other or key & other:
            continue
        if _are_listed(key, other, weight, said, vocabulary) or _are_items(read.key, text, weight, said, vocabulary):
            yield Flaw(
                "MULTI",
                "options",
                say("The source says the same of “{option}”, which is right as well.", option=text[:60]),
            )
            return


def are_side_by_side(texts: Sequence[str], said: Said, vocabulary: Vocabulary) -> bool:
    """Whether a sentence of the text names two of these in one list, or the text has a list of them line by line."""
    if sum(fold(text) in said.lines for text in texts) > 1:
        return True
    stems = [frozenset(meaningful(text, vocabulary)) for text in texts]
    return any(
        _side_by_side(one, other, [part for part in said.sentences(vocabulary)[number].joined if part])
        for one, other in combinations([found for found in stems if found], 2)
        for number in said.holding(one | other, vocabulary)
    )


def _are_listed(key: Stems, other: Stems, weight: dict[str, float], said: Said, vocabulary: Vocabulary) -> bool:
    told = said.sentences(vocabulary)
    return any(
        _is_affirmed(told[number], key)
        and sum(worth for word, worth in weight.items() if word in told[number].stems) >= SHARE * sum(weight.values())
        and weight.keys() & told[number].stems
        and _side_by_side(key, other, [part for part in told[number].joined if part])
        for number in said.holding(key | other, vocabulary)
    )


def _are_items(key: str, other: str, weight: dict[str, float], said: Said, vocabulary: Vocabulary) -> bool:
    """Whether two options are items of one list under a sentence that says what is asked and does not deny it."""
    told = said.sentences(vocabulary)
    for introduced, items in said.lists:
        if fold(key) in items and fold(other) in items:
            worth = sum(worth for word, worth in weight.items() if word in told[introduced].stems)
            if not told[introduced].denies and worth >= SHARE * sum(weight.values()) > 0:
                return True
    return False


def _is_affirmed(told: Told, key: Stems) -> bool:
    """Whether a part that says the key does not deny it."""
    return any(key <= part and not denied for part, denied in zip(told.parts, told.denied, strict=True))


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
