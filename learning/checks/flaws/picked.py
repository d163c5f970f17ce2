"""Wrong options that are any words of the text, where the right one is a term of it."""

from __future__ import annotations

from collections.abc import Iterator

from learning.checks.flaws.families import named
from learning.checks.reading import Flaw, Reading
from learning.checks.said import Said, meaningful
from learning.checks.vocabulary import Vocabulary
from learning.sentence import say
from learning.wording import fold

FEWEST, SHARE = 2, 0.5
"""Options that must be picked out of the text, and what share of the wrong ones they must be."""
MOST_TIMES, TIMES_OF_TERM = 2, 5
"""Sentences in which a word stands by the way, and from which on one is what the text is about."""
FEWEST_SENTENCES = 12
LONGEST_TERM = 4


def picked_flaws(read: Reading, said: Said) -> Iterator[Flaw]:
    """IMPL of the options of a choice."""
    vocabulary = read.vocabulary
    if not read.is_choice or read.key_is_code or vocabulary is None or len(said.sentences(vocabulary)) < FEWEST_SENTENCES:
        return
    key = _places(read.key, said, vocabulary)
    if len(read.key.split()) > LONGEST_TERM or not (_is_named(read.key, said, vocabulary) or len(key) >= TIMES_OF_TERM):
        return
    found = [(text, _places(text, said, vocabulary)) for text in read.distractors]
    if any(_is_named(text, said, vocabulary) for text in read.distractors):
        return
    picked = [text for text, places in found if 0 < len(places) <= MOST_TIMES and not places & key]
    if len(picked) < max(FEWEST, SHARE * len(read.distractors)) or _are_together(picked, found):
        return
    yield Flaw(
        "IMPL",
        "options",
        say("{options} are words that the text says by the way; offer terms that it sets apart.", options=named(picked)),
    )


def _are_together(picked: list[str], found: list[tuple[str, frozenset[int]]]) -> bool:
    """Whether one sentence names them side by side, as it does things of one kind."""
    return bool(frozenset.intersection(*(places for text, places in found if text in picked)))


def _places(text: str, said: Said, vocabulary: Vocabulary) -> frozenset[int]:
    """The sentences that say all of a text."""
    words, places = meaningful(text, vocabulary), said.places(vocabulary)
    if not words:
        return frozenset()
    return frozenset.intersection(*(frozenset(places.get(word, ())) for word in words))


def _is_named(text: str, said: Said, vocabulary: Vocabulary) -> bool:
    """Whether the source sets a text off."""
    return frozenset(meaningful(text, vocabulary)) in said.names(vocabulary)
