"""What a section and its sources say, made ready once for all checks that are compared with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from math import log
from typing import NamedTuple

from learning.checks.reading import words_of
from learning.checks.vocabulary import Vocabulary
from learning.wording import fold, sentences, stem

Stems = frozenset[str]
LEAST_OF_LONG, WHOLE = 0.8, 3
"""Share of a text's words that must stand in a sentence which says it, and so many that must stand there all."""
BEGINNING = 1_000
"""Characters that show the language of what is said."""
_ELIDED = frozenset("s t d l n c j m qu".split())
_MARKS = re.compile(r"\[\^[\w-]+\]")
_SET_OFF = re.compile(r"(?<![\w*])(\*{1,3})([^*\n]{2,80}?)\1(?![\w*])|^#{1,6}\s+(.+)$", re.MULTILINE)
_ENDS = (".", "!", "?", ":", ";", ",", "…")


class Told(NamedTuple):
    """A sentence: its meaningful words in order, those of each part that commas set off, and whether it denies.

    It `leans` on the sentence before it where it begins with a pronoun. `joined` are the parts, parted further at the
    words that join two things, each in its order. `denied` tells of each part whether it denies.
    """

    words: tuple[str, ...]
    stems: Stems
    parts: tuple[Stems, ...]
    joined: tuple[tuple[str, ...], ...]
    denies: bool
    leans: bool
    denied: tuple[bool, ...]


class Said:
    """`folded` is everything that is said, folded for comparison, between blanks; "" where nothing is known.

    A sentence that a section repeats of its source is said once. `beginning` is the first of it as it is written,
    `lines` the folded lines that no sign ends (headings, labels, captions), `named` what headings, bold and italics
    set off, folded.
    """

    def __init__(self, texts: Iterable[str] = (), named: Iterable[str] = ()) -> None:
        """`named` are terms that the source sets off, where its text does not show that."""
        texts = list(texts)
        lines = [line for text in texts for line in _MARKS.sub(" ", text).split("\n") if line.strip()]
        told: dict[str, str] = {}
        for sentence in (sentence for line in lines for sentence in sentences(line)):
            told.setdefault(fold(sentence), sentence)
        self._sentences = tuple(told.values())
        self.folded = f" {' '.join(filter(None, told))} " if any(told) else ""
        self.beginning = "\n".join(lines)[:BEGINNING]
        self.lines = frozenset(fold(line) for line in lines if not line.rstrip(" *_`").endswith(_ENDS))
        set_off = (found[2] or found[3] for text in texts for found in _SET_OFF.finditer(text))
        self.named = frozenset(fold(name) for name in (*named, *set_off))
        self._told: dict[str, tuple[Told, ...]] = {}
        self._spoken: dict[str, tuple[frozenset[str], ...]] = {}
        self._places: dict[str, dict[str, list[int]]] = {}
        self._names: dict[str, frozenset[Stems]] = {}

    @cached_property
    def lists(self) -> list[tuple[int, frozenset[str]]]:
        """The lines that no sign ends under a sentence that a colon ends, with the number of that."""
        found: list[tuple[int, frozenset[str]]] = []
        introduced, items = -1, set[str]()
        for number, sentence in enumerate((*self._sentences, "")):
            if fold(sentence) in self.lines:
                items.add(fold(sentence))
                continue
            if introduced >= 0 and len(items) > 1:
                found.append((introduced, frozenset(items)))
            introduced, items = (number if sentence.rstrip().endswith(":") else -1), set[str]()
        return found

    def sentences(self, vocabulary: Vocabulary) -> tuple[Told, ...]:
        """All sentences in their order, read with the words of a language."""
        if vocabulary.code not in self._told:
            self._told[vocabulary.code] = tuple(_told(sentence, vocabulary) for sentence in self._sentences)
        return self._told[vocabulary.code]

    def spoken(self, vocabulary: Vocabulary) -> tuple[frozenset[str], ...]:
        """All words of each sentence, in the order of `sentences`."""
        if vocabulary.code not in self._spoken:
            self._spoken[vocabulary.code] = tuple(frozenset(words_of(sentence)) for sentence in self._sentences)
        return self._spoken[vocabulary.code]

    def places(self, vocabulary: Vocabulary) -> dict[str, list[int]]:
        """Where a word stands, by its stem: the numbers of its sentences."""
        if vocabulary.code not in self._places:
            found: dict[str, list[int]] = {}
            for number, told in enumerate(self.sentences(vocabulary)):
                for word in told.stems:
                    found.setdefault(word, []).append(number)
            self._places[vocabulary.code] = found
        return self._places[vocabulary.code]

    def names(self, vocabulary: Vocabulary) -> frozenset[Stems]:
        """The terms that are set off, each by its stems."""
        if vocabulary.code not in self._names:
            self._names[vocabulary.code] = frozenset(frozenset(meaningful(name, vocabulary)) for name in self.named)
        return self._names[vocabulary.code]

    def weight(self, word: str, vocabulary: Vocabulary) -> float:
        """How much a word tells of where something is said: the fewer sentences say it, the more."""
        return log(1 + len(self.sentences(vocabulary)) / max(1, len(self.places(vocabulary).get(word, ()))))

    def holding(self, wanted: Stems, vocabulary: Vocabulary) -> Iterator[int]:
        """The numbers of the sentences that say all of a few words, or most of many."""
        places = self.places(vocabulary)
        fewest = min((places.get(word, []) for word in wanted), key=len, default=[])
        if len(wanted) > WHOLE:
            fewest = sorted({number for word in wanted for number in places.get(word, ())})
        told = self.sentences(vocabulary)
        return (number for number in fewest if says_enough(wanted, told[number].stems))


def says_enough(wanted: Stems, told: Stems) -> bool:
    """Whether all of a few words stand in what is told, or most of many; a number must always."""
    missing = wanted - told
    if not missing:
        return True
    return (
        len(wanted) > WHOLE
        and len(missing) <= (1 - LEAST_OF_LONG) * len(wanted)
        and not any(word[0].isdigit() for word in missing)
    )


def meaningful(text: str, vocabulary: Vocabulary) -> list[str]:
    """The stems of the words that say something of a subject, in their order."""
    return [
        vocabulary.numbers.get(word) or stem(word, vocabulary.code)
        for word in fold(text).split()
        if word not in vocabulary.small and word not in _ELIDED
    ]


def _told(sentence: str, vocabulary: Vocabulary) -> Told:
    read = tuple(meaningful(sentence, vocabulary))
    spoken = words_of(sentence)
    clauses = _clauses(sentence, vocabulary)
    parts = tuple(frozenset(meaningful(part, vocabulary)) for part in clauses)
    joined = tuple(tuple(meaningful(one, vocabulary)) for part in clauses for one in vocabulary.joint.split(part))
    denied = tuple(bool(vocabulary.denying.intersection(words_of(part))) for part in clauses)
    denies = bool(vocabulary.denying.intersection(spoken))
    return Told(read, frozenset(read), parts, joined, denies, _leans(spoken, vocabulary), denied)


def _leans(spoken: list[str], vocabulary: Vocabulary) -> bool:
    return bool((vocabulary.pointing | vocabulary.relative).intersection(spoken[:1]))


def _clauses(sentence: str, vocabulary: Vocabulary) -> list[str]:
    """What commas and the like set off; what begins with a relative word belongs to what it follows."""
    found: list[str] = []
    for part in filter(None, vocabulary.clause.split(sentence)):
        if found and vocabulary.relative.intersection(words_of(part)[:1]):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found
