"""Passages: the smallest runs of blocks that belong together, such as a paragraph, its code and what it says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from learning.source import Block, SourceDocument
from learning.wording import count_words
from providers.language.cleanliness import is_clean
from providers.language.sentences import (
    LONGEST,
    Span,
    begins_with_a_thing,
    is_understood,
    is_whole,
    points_back,
    says_what_there_is,
    spans,
    stands_alone,
    tells_a_fact,
)
from providers.language.speech import turns
from providers.language.splitting import windows
from providers.language.verbatim import is_math

PROSE = ("paragraph", "list_item", "quote")
LONG_PASSAGE = 170
MOST_PLACES, MOST_CHARACTERS = 60, 9_000
LONGEST_BEGINNING = 600
LONGEST_PLACE, PART = 3_000, 900
"""Characters: of a block that stays in one piece, and of the parts of a longer one."""
FEWEST_WORDS = 3
_JOINS = frozenset(
    "and or und oder y o et ou with plus then to vs versus zu mit dann con entonces avec puis à a here where thus "
    "hence so hier wobei wo also donde aquí où ici dabei".split()
)
_COUNTS = re.compile(r"(?:One|Some|Most) (?!of (?:these|them|those|its|the (?:above|following))\b)[a-z]")
"""Words that point back in the middle of a text, before what they count at its beginning."""
LONGEST_LABEL, MOST_LABEL_WORDS = 60, 6


@dataclass(frozen=True)
class Place:
    """A block with the document that it stands in, or a part of a long one. `order` numbers all places of all sources.

    `start` and `end` are those of the part. `loose` says that the document has no sentences, `opens` that nothing but
    a heading stands before it, `leads` that a displayed formula comes next.
    """

    document: SourceDocument
    block: Block
    order: int
    language: str
    loose: bool = False
    start: int = 0
    end: int | None = None
    opens: bool = False
    leads: bool = False

    @property
    def reference(self) -> str:
        """The name "document:block" in the `source_blocks` of an outline; the parts of a long block share it."""
        return f"{self.document.id}:{self.block.id}"

    @property
    def kind(self) -> str:
        """The kind of its block; see `learning.source.BlockKind`."""
        return self.block.kind

    @cached_property
    def text(self) -> str:
        """The text of the block, or of its part, to the character."""
        return self.block.text[self.start : self.end]

    @property
    def is_prose(self) -> bool:
        """Whether it is a paragraph, a list item or a quote."""
        return self.block.kind in PROSE

    @property
    def is_formula(self) -> bool:
        """Whether it is a displayed formula, which belongs to the sentence that it stands in."""
        return self.kind == "paragraph" and is_math(self.text)

    @cached_property
    def is_label(self) -> bool:
        """Whether it is a line that names what comes next, and no sentence."""
        text = self.text.strip()
        short = (
            self.kind == "paragraph"
            and 0 < len(text) <= LONGEST_LABEL
            and len(text.split()) <= MOST_LABEL_WORDS
            and not self.loose
            and not self.is_formula
            and not self.leads
            and not (text[:1].islower() and " " in text)
        )
        return short and text.lower() not in _JOINS and text[-1:] not in ".:!?…。：;,)" and is_clean(text)

    @property
    def leads_on(self) -> bool:
        """Whether it ends in a colon."""
        return self.is_prose and self.text.rstrip().endswith((":", "："))

    @property
    def goes_on(self) -> bool:
        """Whether it begins in the middle of a sentence, in a small letter; dots may stand before it."""
        return self.text.lstrip(".… ")[:1].islower() and not self.loose

    @property
    def names_itself(self) -> bool:
        """Whether it is an item that says what it is of: a term, or code, and a colon."""
        if self.kind != "list_item" or ": " not in self.text:
            return False
        return self.text.startswith("`") or any(self.text.startswith(f"{term}: ") for term in self.block.terms)

    @property
    def is_headed_code(self) -> bool:
        """Whether it is code right under a heading."""
        return self.kind == "code" and self.opens

    @property
    def is_numbered(self) -> bool:
        """Whether it is a step of an ordered list."""
        return self.block.kind == "list_item" and self.block.ordinal is not None

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The sentences that can be quoted, in order."""
        return tuple(span for span in self.split(self.text) if is_clean(span.text))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences that can be quoted, to the character; in loose text what is said between two pauses."""
        return tuple(span.text for span in self.spans)

    @cached_property
    def beginning(self) -> str:
        """Its first sentences, up to `LONGEST_BEGINNING` characters, or of a longer one all words up to there."""
        if len(self.text) <= LONGEST_BEGINNING:
            return self.text
        whole = max((span.end for span in self.split(self.text) if span.end <= LONGEST_BEGINNING), default=0)
        return self.text[:whole] if whole else self.text[:LONGEST_BEGINNING].rsplit(maxsplit=1)[0]

    @cached_property
    def points_back(self) -> bool:
        """Whether its first sentence speaks of something said before, so that it needs the text above it.

        Never in loose text, nor right under a heading where it asks, begins with an article and a noun or says what
        there is.
        """
        if self.loose or not self.sentences or not points_back(self.sentences[0], self.language):
            return False
        first = self.sentences[0]
        begins = first.endswith("?") or _COUNTS.match(first) is not None
        return not (self.opens and (begins or begins_with_a_thing(first, self.language) or says_what_there_is(first)))

    def split(self, text: str) -> tuple[Span, ...]:
        """The sentences of a piece of the text."""
        if not self.loose:
            return spans(text, self.language)
        if self.kind == "list_item":
            return (Span(0, len(text), text),)
        return tuple(Span(start, end, text[start:end]) for start, end in turns(text, self.language))

    def is_whole(self, sentence: str) -> bool:
        """Whether it begins and ends like a sentence, with nothing left open; in loose text, three words are enough."""
        return is_whole(sentence) or (self.loose and count_words(sentence) >= FEWEST_WORDS)

    def stands_alone(self, sentence: str) -> bool:
        """Whether it can be asked about without what stands around it; in loose text, any whole one up to `LONGEST`."""
        return stands_alone(sentence, self.language) or self._is_turn(sentence)

    def is_understood(self, sentence: str) -> bool:
        """Whether it says something without what comes before it; in loose text, any whole one up to `LONGEST`."""
        return is_understood(sentence, self.language) or self._is_turn(sentence)

    def tells_a_fact(self, sentence: str) -> bool:
        """Whether it stands alone, be it told to "us" or of what "we" do."""
        return tells_a_fact(sentence, self.language) or self._is_turn(sentence)

    def _is_turn(self, text: str) -> bool:
        return self.loose and len(text) <= LONGEST and self.is_whole(text)


@dataclass(frozen=True)
class Passage:
    """`heading` is the source's own heading of a box or part, "" in running text; `aside` marks boxes."""

    places: tuple[Place, ...]
    heading: str = ""
    aside: bool = False

    @cached_property
    def words(self) -> int:
        """The words of its prose; headings, code and tables count for none."""
        return sum(count_words(place.text) for place in self.places if place.is_prose)

    @cached_property
    def text(self) -> str:
        """Its prose, a line a block."""
        return "\n".join(place.text for place in self.places if place.is_prose)

    @property
    def has_code(self) -> bool:
        """Whether a block of code is in it; code inside a sentence does not count."""
        return any(place.kind == "code" for place in self.places)

    @property
    def has_table(self) -> bool:
        """Whether a table is in it."""
        return any(place.kind == "table" for place in self.places)

    @property
    def shows_something(self) -> bool:
        """Whether it has prose, a table, or code right under a heading, which says what the code is."""
        return bool(self.words) or self.has_table or self.places[0].is_headed_code

    @property
    def order(self) -> int:
        """The `order` of its first place."""
        return self.places[0].order

    @cached_property
    def orders(self) -> tuple[int, ...]:
        """The `order` of each of its places: parts of a passage begin as it does, and are others."""
        return tuple(place.order for place in self.places)


def parts_of(block: Block) -> Iterator[tuple[int, int | None]]:
    """Start and end of a block's parts: one where it is of an ordinary length, else stretches of some sentences."""
    if block.kind not in PROSE or len(block.text) <= LONGEST_PLACE:
        yield 0, None
        return
    yield from windows(block.text, LONGEST_PLACE, PART)


class PassageMaker:
    """Takes blocks in reading order and gives passages."""

    def __init__(self) -> None:
        self._done: list[Passage] = []
        self._open: list[Place] = []
        self._heading, self._aside = "", False

    def enter(self, heading: str, aside: bool) -> None:
        """Begin a part of its own: a box, or the text after one."""
        if (heading, aside) != (self._heading, self._aside):
            self._close()
            self._heading, self._aside = heading, aside

    def add(self, place: Place) -> None:
        """Join a block to the open passage if it belongs there, else begin another one with it.

        Code, tables, list items and formulas belong to what stands before them; what points back, to a short passage.
        """
        if self._open and not self._belongs(place):
            self._close()
        self._open.append(place)

    def passages(self) -> tuple[Passage, ...]:
        """All passages so far; the open one ends here. Those that show nothing on their own are left out."""
        self._close()
        return tuple(passage for passage in self._done if passage.shows_something)

    def _belongs(self, place: Place) -> bool:
        if len(self._open) >= MOST_PLACES or sum(len(before.text) for before in self._open) > MOST_CHARACTERS:
            return False
        if place.kind in ("code", "table", "list_item") or place.is_formula:
            return True
        if self._open[-1].is_label or (place.kind == "quote" and self._open[-1].leads_on):
            return True
        if place.is_label:
            return False
        if all(before.kind == "table" for before in self._open):
            return True
        if place.goes_on and not place.start:
            return True
        return place.points_back and sum(count_words(p.text) for p in self._open if p.is_prose) < LONG_PASSAGE

    def _close(self) -> None:
        if self._open:
            self._done.append(Passage(tuple(self._open), self._heading, self._aside))
        self._open = []


def references(passages: Iterable[Passage]) -> list[str]:
    """The references of the blocks of some passages, each once, in reading order."""
    return list(dict.fromkeys(place.reference for passage in passages for place in passage.places))
