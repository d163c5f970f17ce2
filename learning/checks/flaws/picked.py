"""Wrong options picked out of the text: words by the way, things of every day, parts of the document itself."""

from __future__ import annotations

from collections.abc import Iterator

from learning.checks.flaws.enumerated import are_side_by_side
from learning.checks.flaws.families import named
from learning.checks.reading import Flaw, Reading, words_of
from learning.checks.said import Said, meaningful
from learning.checks.vocabulary import Vocabulary
from learning.sentence import say

FEWEST, SHARE = 2, 0.5
"""Options that must be picked out of the text, and what share of the wrong ones they must be."""
MOST_TIMES, TIMES_OF_TERM = 2, 3
"""Sentences in which a word stands by the way, and from which on one is what the text is about."""
FEWEST_SENTENCES = 12
LONGEST_TERM = 4


def picked_flaws(read: Reading, said: Said) -> Iterator[Flaw]:
    """IMPL of the options of a choice."""
    vocabulary = read.vocabulary
    if not read.is_choice or read.key_is_code or vocabulary is None or _is_short(said, vocabulary):
        return
    if all(text.isupper() for text in read.options):
        return
    if any(len(text.split()) > LONGEST_TERM for text in read.options):
        return
    picked = [text for text in read.distractors if _is_no_subject(text, read, said, vocabulary)]
    key = _places(read.key, said, vocabulary)
    aside = [text for text in read.distractors if text not in picked and _is_aside(text, key, said, vocabulary)]
    if _is_term(read, said, vocabulary) or _are_all(picked, aside, read):
        picked += aside
    if len(picked) < max(FEWEST, SHARE * len(read.distractors)) or are_side_by_side(picked, said, vocabulary):
        return
    yield Flaw(
        "IMPL",
        "options",
        say("{options} stand in the text by the way; offer terms that it sets apart.", options=named(picked)),
    )


def _are_all(picked: list[str], aside: list[str], read: Reading) -> bool:
    """Whether no wrong option is left, one of which at least is no subject where there are few."""
    whole = len(picked) + len(aside) == len(read.distractors)
    return whole and (bool(picked) or len(aside) > FEWEST)


def _is_short(said: Said, vocabulary: Vocabulary) -> bool:
    return len(said.sentences(vocabulary)) < FEWEST_SENTENCES


def _is_no_subject(text: str, read: Reading, said: Said, vocabulary: Vocabulary) -> bool:
    """Whether a text names a part of a document, or a thing of every day that the text says at most once."""
    own, words = {*words_of(read.stem), *words_of(read.key)}, set(words_of(text))
    if words & vocabulary.document and not own & vocabulary.document:
        return True
    kinds = [kind for kind in vocabulary.everyday.values() if words & kind and not own & kind]
    return bool(kinds) and len(_places(text, said, vocabulary)) <= 1


def _is_aside(text: str, key: frozenset[int], said: Said, vocabulary: Vocabulary) -> bool:
    """Whether the text says something seldom, nowhere beside the key, and does not set it off."""
    places = _places(text, said, vocabulary)
    return 0 < len(places) <= MOST_TIMES and not places & key and not _is_named(text, said, vocabulary)


def _is_term(read: Reading, said: Said, vocabulary: Vocabulary) -> bool:
    """Whether the key is set off, stands often in the text, or is asked for by its name."""
    if any(one.search(read.stem) for one in vocabulary.termed) or _is_named(read.key, said, vocabulary):
        return True
    return len(_places(read.key, said, vocabulary)) >= TIMES_OF_TERM


def _places(text: str, said: Said, vocabulary: Vocabulary) -> frozenset[int]:
    """The sentences that say all of a text."""
    words, places = meaningful(text, vocabulary), said.places(vocabulary)
    if not words:
        return frozenset()
    return frozenset.intersection(*(frozenset(places.get(word, ())) for word in words))


def _is_named(text: str, said: Said, vocabulary: Vocabulary) -> bool:
    """Whether the source sets a text off."""
    return frozenset(meaningful(text, vocabulary)) in said.names(vocabulary)
