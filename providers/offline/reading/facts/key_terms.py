"""The terms that English documents define, set off or have a heading of, and how they speak of them."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from learning.tagging import tag
from learning.wording import stem
from providers.language.headings import clean_heading, is_front_matter, is_generic
from providers.language.lexicon import Lexicon
from providers.language.tables import Language
from providers.language.words import content_stems
from providers.offline.reading.facts.definition import Definition, is_plural, is_term
from providers.offline.reading.passages import Place

MOST_WORDS, FEWEST_USES, MOST_SENTENCES, MOST_NEAR = 4, 2, 40, 60
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W_]+)*")
_NOUNS = ("NN", "NP")
_MODIFIERS = ("AJ", "NN", "NP")
_ARTICLES = frozenset("a an the".split())
_INDEFINITE = frozenset(("a", "an"))


@dataclass(eq=False)
class KeyTerm:
    """A term by the stems of its words.

    `forms` counts how it is written, with its article in small letters; `orders` are the places that name it, in order,
    `sentences` the first that do, and `told` the stems of what these say. `is_told` says that the sources define it or
    set it off, which they do with single words of all kinds.
    """

    key: tuple[str, ...]
    place: Place
    language: str
    is_told: bool = False
    forms: Counter[tuple[str, str]] = field(default_factory=Counter)
    orders: list[int] = field(default_factory=list)
    told: list[frozenset[str]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return frozenset(content_stems(self.text, self.language))

    @property
    def text(self) -> str:
        """As it is most often written."""
        return max(self.forms, key=lambda form: (self.forms[form], form))[1]

    def written(self, *, plural: bool, indefinite: bool) -> tuple[str, str]:
        """Its article and its words in the number that is asked for; "" and "" where the sources never write it so.
        With an `indefinite` article, or, in the plural and of what cannot be counted, with none."""
        fitting = {
            form: count
            for form, count in self.forms.items()
            if is_plural(form[1], self.language) is plural and (form[0] in _INDEFINITE or not indefinite)
        }
        return max(fitting, key=lambda form: (fitting[form], form)) if fitting else ("", "")

    def distance(self, order: int) -> int:
        """How many places away it is named next."""
        at = bisect(self.orders, order)
        return min(abs(near - order) for near in self.orders[max(0, at - 1) : at + 1])

    def is_plural(self, text: str) -> bool:
        """Whether a way to write it is that of several."""
        return is_plural(text, self.language)

    def is_written(self, article: str, *, plural: bool) -> bool:
        """Whether the sources write it with an article, or with none."""
        return any(form[0] == article and is_plural(form[1], self.language) is plural for form in self.forms)


class KeyTerms:
    """The key terms of all documents, in the order in which they are first named."""

    def __init__(
        self, places: Sequence[Place], table: Language, lexicon: Lexicon, definitions: Iterable[Definition]
    ) -> None:
        self._table, self._lexicon = table, lexicon
        self._of: dict[tuple[str, ...], KeyTerm] = {}
        for text, place, is_told in self._candidates(places, definitions):
            key = self._key(text)
            if key and all(key):
                one = self._of.setdefault(key, KeyTerm(key, place, table.code))
                one.is_told = one.is_told or is_told
        for place in places:
            if place.is_prose and not place.loose:
                self._read(place)
        self._of = {key: one for key, one in self._of.items() if sum(one.forms.values()) >= FEWEST_USES}
        self.all = sorted(self._of.values(), key=_first)

    def named(self, words: Sequence[str]) -> KeyTerm | None:
        """The key term that some words are, in any of its forms."""
        return self._of.get(tuple(stem(word, self._table.code) for word in words))

    def near(self, place: Place) -> list[KeyTerm]:
        """The key terms that are first named up to `MOST_NEAR` terms before or after a place, nearest first."""
        at = bisect(self.all, place.order, key=_first)
        near = self.all[max(0, at - MOST_NEAR) : at + MOST_NEAR]
        return sorted(near, key=lambda one: one.distance(place.order))

    def _candidates(
        self, places: Sequence[Place], definitions: Iterable[Definition]
    ) -> Iterator[tuple[str, Place, bool]]:
        for one in definitions:
            if not one.is_code and self._is_thing(one.term):
                yield one.term, one.place, True
        for place in places:
            if place.kind == "heading":
                if not (is_generic(place.text, self._table) or is_front_matter(place.text, self._table)):
                    found = list(self._things(place.text))
                    yield from ((text, place, False) for text in found if len(found) == 1)
            elif place.is_prose and not place.loose:
                yield from ((text, place, True) for text in place.block.terms if " " in text and self._is_thing(text))

    def _things(self, heading: str) -> Iterator[str]:
        """The things that a heading names; most name one thing, and those of several tell a story."""
        title = self._lexicon.in_sentence(clean_heading(heading, self._table))
        run: list[str] = []
        tags: list[str] = []
        for word in (*tag(title, self._table.code), None):
            if word is not None and word.tag.startswith(_MODIFIERS) and _WORD.fullmatch(word.word):
                run.append(word.word)
                tags.append(word.tag)
                continue
            if run and tags[-1].startswith(_NOUNS) and self._is_thing(" ".join(run)):
                yield " ".join(run)
            run, tags = [], []

    def _is_thing(self, text: str) -> bool:
        words = text.lower().split()
        if not (words and is_term(text) and len(words) <= MOST_WORDS) or "`" in text:
            return False
        tagged = tag(self._lexicon.in_sentence(text), self._table.code)
        return tagged[-1].tag.startswith(_NOUNS) and not {words[0], words[-1]} & (
            self._table.vague | self._table.stop_words
        )

    def _key(self, text: str) -> tuple[str, ...]:
        words = _WORD.findall(text)
        if words and words[0].lower() in _ARTICLES:
            words = words[1:]
        return tuple(stem(word, self._table.code) for word in words[: MOST_WORDS + 1])

    def _read(self, place: Place) -> None:
        known = self._of
        for sentence in place.sentences if known else ():
            found = _WORD.findall(sentence)
            keys = [stem(word, self._table.code) for word in found]
            at, told = 0, frozenset(content_stems(sentence, self._table.code))
            while at < len(found):
                length = next((n for n in range(MOST_WORDS, 0, -1) if tuple(keys[at : at + n]) in known), 0)
                if length and " ".join(found[at : at + length]) in sentence:
                    before = found[at - 1].lower() if at else ""
                    article = before if before in _ARTICLES else ""
                    text = self._lexicon.in_sentence(" ".join(found[at : at + length]))
                    known[tuple(keys[at : at + length])].forms[article, text] += 1
                    _note(known[tuple(keys[at : at + length])], place.order, sentence, told)
                at += max(1, length)


def _note(one: KeyTerm, order: int, sentence: str, told: frozenset[str]) -> None:
    one.orders.append(order)
    if len(one.told) < MOST_SENTENCES:
        one.told.append(told)
        one.sentences.append(sentence)


def _first(one: KeyTerm) -> int:
    return one.orders[0] if one.orders else one.place.order
