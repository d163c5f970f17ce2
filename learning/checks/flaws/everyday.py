"""Options that nobody takes for an answer: things of every day in another subject, or foreign to the text."""

from __future__ import annotations

from collections.abc import Iterator

from learning.checks.flaws.families import named
from learning.checks.reading import Flaw, Reading, words_of
from learning.checks.said import Said, meaningful
from learning.checks.vocabulary import Vocabulary
from learning.sentence import say

FEWEST_SILLY = 2
_NEVER_CODE = frozenset({"food", "greetings", "taste", "magic", "brands"})
"""Kinds of words that no program has for a command or key word."""
FEWEST_WORDS = 2
"""Words of an option that says something, so that its subject can be told."""


def everyday_flaws(read: Reading, said: Said) -> Iterator[Flaw]:
    """IMPL of the options of a choice."""
    vocabulary = read.vocabulary
    if not (read.is_choice and read.key and read.distractors and vocabulary):
        return
    idle = [text for text in read.distractors if any(one.search(text) for one in vocabulary.idle)]
    if idle and not any(one.search(read.key) for one in vocabulary.idle):
        yield Flaw("IMPL", "options", say("Nobody takes {options} for the answer.", options=named(idle)))
        return
    silly = _silly(read, said, vocabulary)
    in_code = read.key_is_code and any(kinds & _NEVER_CODE for kinds in silly.values())
    is_mixed = in_code or len(set().union(*silly.values())) > 1 if silly else False
    if len(silly) >= (1 if in_code else FEWEST_SILLY) and (is_mixed or said.folded):
        yield Flaw("IMPL", "options", say("Nobody takes {options} for the answer.", options=named(list(silly))))
        return
    if silly and said.folded and all(text in silly or _is_unheard(text, said, vocabulary) for text in read.distractors):
        yield Flaw("IMPL", "options", say("Nobody takes {options} for the answer.", options=named(read.distractors)))
        return
    foreign = _foreign(read, said, vocabulary)
    if len(foreign) >= FEWEST_SILLY and len(foreign) == len(read.distractors):
        yield Flaw(
            "IMPL",
            "options",
            say(
                "{options} speak of nothing that the text speaks of, as the right answer does.", options=named(foreign)
            ),
        )


def _silly(read: Reading, said: Said, vocabulary: Vocabulary) -> dict[str, set[str]]:
    """The distractors with words of every day, and of which kinds, where neither question, key nor text speaks of any.

    Options of one kind alone may be what is asked for.
    """
    own = {*words_of(read.stem), *words_of(read.key)}
    known = {**vocabulary.everyday, "document": vocabulary.document}
    strange = {kind: words for kind, words in known.items() if not words & own}
    found = {
        text: {kind for kind, words in strange.items() if _unsaid(words.intersection(_parts(text)), said)}
        for text in read.distractors
    }
    return {text: kinds for text, kinds in found.items() if kinds}


def _parts(text: str) -> set[str]:
    """The words of a text, and those that hyphens join in them."""
    words = words_of(text)
    return {*words, *(part for word in words for part in word.split("-"))}


def _unsaid(found: frozenset[str], said: Said) -> bool:
    return bool(found) and not any(f" {word} " in said.folded for word in found)


def _is_unheard(text: str, said: Said, vocabulary: Vocabulary) -> bool:
    words, places = meaningful(text, vocabulary), said.places(vocabulary)
    return bool(words) and not any(word in places for word in words)


def _is_name(text: str) -> bool:
    """Whether each word has a capital: other names need not stand in the text."""
    return all(word[0].isupper() for word in text.split())


def _foreign(read: Reading, said: Said, vocabulary: Vocabulary) -> list[str]:
    """The distractors no word of which stands in text, question or key, where the key stands in the text."""
    places = said.places(vocabulary)
    key = set(meaningful(read.key, vocabulary))
    if len(key) < FEWEST_WORDS or _is_name(read.key) or not all(word in places for word in key):
        return []
    own = {*meaningful(read.stem, vocabulary), *key}
    found = ((text, set(meaningful(text, vocabulary))) for text in read.distractors)
    return [
        text
        for text, words in found
        if len(words) >= FEWEST_WORDS and not words & own and not any(word in places for word in words)
    ]
