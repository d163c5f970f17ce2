"""The sources, read once: passages under headings, their own exercises and objectives, how rare a word is."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from typing import NamedTuple

from learning.checks.review import said_in
from learning.checks.said import Said
from learning.source import SourceDocument
from learning.wording import fold
from providers.language.lexicon import Lexicon
from providers.language.shapes import are_akin, shape_of
from providers.language.tables import Language
from providers.language.terms import Term, key_terms
from providers.language.words import content_stems, total, weigh
from providers.offline.reading.facts.abbreviations import Abbreviation, abbreviations_of
from providers.offline.reading.facts.code_roles import roles_of
from providers.offline.reading.facts.definitions import Definitions
from providers.offline.reading.facts.example_names import names_made, values_named
from providers.offline.reading.facts.kinds import Kinds
from providers.offline.reading.facts.lead_ins import LedCommand, led_commands
from providers.offline.reading.facts.lists import Enumeration, enumerations_of
from providers.offline.reading.facts.outputs import Outputs
from providers.offline.reading.facts.people import People
from providers.offline.reading.facts.queries import Query, queries_of
from providers.offline.reading.facts.sayings import Sayings
from providers.offline.reading.facts.siblings import Siblings
from providers.offline.reading.passages import Passage, Place

COMPARED = 8
BESIDE = 2
_COMMAND = re.compile(r"`([a-z][\w-]* [a-z][a-z-]+)`")

_CODE = re.compile(r"`[^`\n]{2,28}`")
MOST_CODES = 60
MOST_HOMES, MOST_NAMED = 6, 200


class Heading(NamedTuple):
    """A heading as written; `order` tells it from others that read the same."""

    text: str
    order: int


@dataclass(frozen=True)
class Leaf:
    """The text that stands directly under one heading. `path`: its document, the headings above it, and its own."""

    path: tuple[Heading, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Task:
    """An exercise of the source with its solution, as written."""

    title: str
    prompt: tuple[Place, ...]
    solution: tuple[Place, ...]

    @property
    def order(self) -> int:
        """The `order` of the first block of its prompt."""
        return self.prompt[0].order

    @property
    def places(self) -> tuple[Place, ...]:
        """The blocks of the prompt, then those of the solution."""
        return self.prompt + self.solution


class Picture(NamedTuple):
    """A figure of a source by its reference, with the references of the blocks within `BESIDE` of it."""

    reference: str
    text: str
    width: int
    heading_path: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True)
class Corpus:
    """The sources of a course as the built-in writer reads them: `places` are all blocks in reading order, `leaves` the
    text under each heading, `tasks` the exercises, `objectives` those that the sources name. Facts are found when they
    are first asked for, and kept."""

    documents: tuple[SourceDocument, ...]
    language: Language
    places: tuple[Place, ...]
    leaves: tuple[Leaf, ...]
    tasks: tuple[Task, ...]
    objectives: tuple[Place, ...]
    _vectors: dict[tuple[int, ...], dict[str, float]] = field(default_factory=dict)

    @cached_property
    def by_reference(self) -> dict[str, Place]:
        """A place for each reference ("document:block"); of a block in parts the last part. `parts` has them all."""
        return {place.reference: place for place in self.places}

    @cached_property
    def parts(self) -> dict[str, list[Place]]:
        """The places of each block."""
        parts: defaultdict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            parts[place.reference].append(place)
        return parts

    @cached_property
    def rarity(self) -> dict[str, float]:
        """log(N/n) of each stem over passages, at least a little."""
        passages = [passage for leaf in self.leaves for passage in leaf.passages]
        seen = Counter(word for passage in passages for word in set(content_stems(passage.text, self.language.code)))
        return {word: 0.3 + log((1 + len(passages)) / (0.5 + count)) for word, count in seen.items()}

    @cached_property
    def lexicon(self) -> Lexicon:
        """How the prose of the sources uses each word."""
        return Lexicon([place.text for place in self.places if place.is_prose], self.language)

    @cached_property
    def definitions(self) -> Definitions:
        """The definitions that the sources give, found when first asked for."""
        return Definitions(self.places, self.language, self.lexicon)

    @cached_property
    def outputs(self) -> Outputs:
        """What code gives, where the sources show it."""
        return Outputs(self.places)

    @cached_property
    def queries(self) -> list[Query]:
        """The queries whose results the sources show, in reading order."""
        return queries_of(self.places)

    @cached_property
    def led_commands(self) -> dict[int, LedCommand]:
        """Commands with what the sentence before them says of them, by the order of their places."""
        return {led.place.order: led for led in led_commands(self.places, self.language.code)}

    def led_commands_near(self, place: Place, most: int) -> list[LedCommand]:
        """Other commands of its document, the nearest first."""
        orders = self._led_orders
        at = bisect(orders, place.order)
        around = [self.led_commands[order] for order in orders[max(0, at - most) : at + most] if order != place.order]
        own = [led for led in around if led.place.document.id == place.document.id]
        return sorted(own, key=lambda led: abs(led.place.order - place.order))

    @cached_property
    def _led_orders(self) -> list[int]:
        return list(self.led_commands)

    @cached_property
    def siblings(self) -> Siblings:
        """The things that have a heading of their own beside others."""
        return Siblings(self.places, self.language)

    @cached_property
    def homes(self) -> dict[str, list[Place]]:
        """Where the text teaches each term of a glossary or summary, folded: where it is set off, where a heading names
        it, where it is named at all; up to `MOST_HOMES` places, in this order."""
        begun: defaultdict[str, set[str]] = defaultdict(set)
        for one in self.definitions.apart:
            term = fold(one.term)
            begun[term.split(" ")[0]].add(term)
        found: defaultdict[str, list[tuple[int, int, Place]]] = defaultdict(list)
        for place in self.places:
            if place.is_prose and place.block.role != "keypoints" and not self.definitions.of(place):
                said = f" {fold(place.text)} "
                set_off, headed = fold(" ".join(place.block.terms)), fold(" ".join(place.block.heading_path[-1:]))
                for term in {term for word in set(said.split()) for term in begun.get(word, ())}:
                    if f" {term} " in said and len(found[term]) < MOST_NAMED:
                        rank = 0 if term in set_off else 1 if term in headed else 2
                        found[term].append((rank, place.order, place))
        return {term: [place for _, _, place in sorted(told)[:MOST_HOMES]] for term, told in found.items()}

    @cached_property
    def pictures(self) -> list[Picture]:
        """The figures of the sources that have a caption or a description, in reading order."""
        return [picture for document in self.documents for picture in _pictures(document)]

    @cached_property
    def sayings(self) -> Sayings:
        """What English sentences say of the things that they begin with."""
        return Sayings(self.places, self.language, self.lexicon)

    @cached_property
    def kinds(self) -> Kinds:
        """The things of each kind that the text names."""
        return Kinds(self.places, self.language)

    @cached_property
    def told_stems(self) -> frozenset[str]:
        """The stems of the terms that the sources define."""
        return frozenset(word for one in self.definitions.all for word in one.term_stems)

    @cached_property
    def people(self) -> People:
        """The people that the sources tell of."""
        return People(self.places, self.language, self.lexicon)

    @cached_property
    def abbreviations(self) -> list[Abbreviation]:
        """The abbreviations that sentences explain, in reading order."""
        return abbreviations_of(self.places)

    @cached_property
    def said(self) -> Said:
        """All that the documents say, as the review compares keys with it."""
        return said_in(None, self.documents)

    @cached_property
    def _word_uses(self) -> Counter[str]:
        return Counter(word for place in self.places for word in fold(place.text).split())

    def uses(self, term: str) -> int:
        """How often the sources use the rarest word of a term."""
        return min((self._word_uses[word] for word in fold(term).split()), default=0)

    @cached_property
    def enumerations(self) -> list[Enumeration]:
        """The lists of things that the sources announce in a sentence, in reading order."""
        return enumerations_of(self.places)

    @cached_property
    def _codes(self) -> dict[str, list[tuple[int, str]]]:
        """Inline code by its shape, with the places that use it; but what is used once and no call."""
        uses = Counter(code for place in self.places if place.is_prose for code in set(_CODE.findall(place.text)))
        found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for place in self.places:
            for code in dict.fromkeys(_CODE.findall(place.text)) if place.is_prose else ():
                shape = shape_of(code)
                if shape and (uses[code] > 1 or shape == "call"):
                    found[shape].append((place.order, code))
        return found

    @cached_property
    def own_names(self) -> frozenset[str]:
        """What the sources' own code makes with a body: functions and types of the example that a tutorial builds."""
        return names_made(self.places)

    @cached_property
    def own_values(self) -> frozenset[str]:
        """The names that the sources' own code gives to values."""
        return values_named(self.places)

    @cached_property
    def labels(self) -> Counter[tuple[str, str]]:
        """How many blocks of each document begin with the same words and a colon: its id, the words."""
        begun = ((place.document.id, *place.text.partition(":")[:2]) for place in self.places)
        return Counter((document, label) for document, label, colon in begun if colon)

    @cached_property
    def roles_of_code(self) -> dict[str, frozenset[str]]:
        """What each piece of inline code is in the sentences that name it: see `facts.code_roles`."""
        return roles_of(self.places, self.language.code)

    @cached_property
    def _told_of(self) -> dict[str, frozenset[str]]:
        told: defaultdict[str, set[str]] = defaultdict(set)
        for place in self.places:
            for sentence in place.sentences if place.is_prose and "`" in place.text else ():
                codes = set(_CODE.findall(sentence))
                stems = content_stems(_CODE.sub(" ", sentence), self.language.code) if codes else ()
                for code in codes:
                    told[code].update(stems)
        return {code: frozenset(stems) for code, stems in told.items()}

    def told_of(self, code: str) -> frozenset[str]:
        """The stems of all sentences that name a piece of inline code."""
        return self._told_of.get(code, frozenset())

    def codes_like(self, code: str, order: int) -> list[str]:
        """Other code of the same shape that its document uses near a place: names akin to it first, then those under
        the same heading, then the nearest. Of names in capitals, which tell their kind by a letter, only the former."""
        shape, here = shape_of(code), self.places[order]
        known = self._codes.get(shape, [])
        at = bisect(known, (order, ""))
        near = known[max(0, at - MOST_CODES) : at + MOST_CODES]
        found: dict[str, tuple[bool, bool, int]] = {}
        for place, other in ((self.places[use], other) for use, other in near):
            elsewhere = place.block.heading_path != here.block.heading_path
            rank = (not are_akin(code, other), elsewhere, abs(place.order - order))
            known_by = shape != "constant" or not (rank[0] and rank[1])
            if other != code and place.document.id == here.document.id and known_by:
                found[other] = min(rank, found.get(other, rank))
        return sorted(found, key=lambda other: (found[other], other))

    @cached_property
    def heading_stems(self) -> frozenset[str]:
        """The stems of the content words of all headings."""
        headings = (place.text for place in self.places if place.kind == "heading")
        return frozenset(word for text in headings for word in content_stems(text, self.language.code))

    @cached_property
    def commands(self) -> frozenset[str]:
        """The commands of several words that the text speaks of, such as `git add`."""
        found = (code for place in self.places if place.is_prose for code in _COMMAND.findall(place.text))
        return frozenset(found)

    @cached_property
    def _said(self) -> dict[str, list[int]]:
        """Where the sources say each sentence: the first few blocks."""
        said: defaultdict[str, list[int]] = defaultdict(list)
        for place in self.places:
            for sentence in place.sentences if place.is_prose else ():
                if len(said[sentence]) < COMPARED:
                    said[sentence].append(place.order)
        return said

    def was_said(self, place: Place, text: str) -> bool:
        """Whether the sources say the same sentences in a row before."""
        first = place.split(text)[0].text
        earlier = (order for order in self._said.get(first, ()) if order < place.order)
        return any(text in self.places[order].text for order in earlier)

    def telling(self, passage: Passage) -> list[str]:
        """The texts of a passage, and the known commands that its code runs."""
        texts = [place.text for place in passage.places if place.is_prose]
        run = [code for place in passage.places if place.kind == "code" for code in self._run(place.text)]
        return texts + [f"`{code}`" for code in run]

    def terms(self, texts: Iterable[str], about: str = "") -> list[Term]:
        """The key terms of some texts; those of `about`, their title, weigh more."""
        named = frozenset(content_stems(about, self.language.code))
        return key_terms(texts, self.lexicon, self.rarity, self.language, named, self.heading_stems)

    def _run(self, code: str) -> list[str]:
        lines = dict.fromkeys(" ".join(line[2:].split()[:2]) for line in code.splitlines() if line.startswith("$ "))
        return [line for line in lines if line in self.commands]

    def vector(self, passage: Passage) -> dict[str, float]:
        """The tf-idf vector of the prose at unit length, {} without content words; kept by its places."""
        if passage.orders not in self._vectors:
            self._vectors[passage.orders] = weigh(content_stems(passage.text, self.language.code), self.rarity)
        return self._vectors[passage.orders]

    def vector_of(self, passages: Iterable[Passage]) -> dict[str, float]:
        """The sum of the vectors of some passages, at unit length; {} for none."""
        return total(self.vector(passage) for passage in passages)

    def vector_of_text(self, text: str) -> dict[str, float]:
        """The tf-idf vector of any text at unit length; words that the sources do not have weigh as rarity 1."""
        return weigh(content_stems(text, self.language.code), self.rarity)


def _pictures(document: SourceDocument) -> Iterator[Picture]:
    widths = {figure.block_id: figure.width for figure in document.figures if figure.block_id}
    for at, block in enumerate(document.blocks):
        if block.kind == "figure" and block.id in widths and block.text.strip():
            near = (*document.blocks[max(0, at - BESIDE) : at], *document.blocks[at + 1 : at + 1 + BESIDE])
            beside = tuple(f"{document.id}:{other.id}" for other in near)
            yield Picture(f"{document.id}:{block.id}", block.text, widths[block.id], block.heading_path, beside)
