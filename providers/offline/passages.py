"""Passages: the smallest runs of blocks that belong together, such as a paragraph, its code and what it says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from learning.source import Block, SourceDocument
from learning.wording import count_words
from providers.offline.sentences import is_whole, points_back, spans

PROSE = ("paragraph", "list_item", "quote")
LONG_PASSAGE = 170
_OPEN_ENDS = (":", "：", ",", "—", "–")


@dataclass(frozen=True)
class Place:
    """A block with the document that it stands in. `order` numbers all blocks of all sources."""

    document: SourceDocument
    block: Block
    order: int
    language: str

    @property
    def reference(self) -> str:
        return f"{self.document.id}:{self.block.id}"

    @property
    def kind(self) -> str:
        return self.block.kind

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def is_prose(self) -> bool:
        return self.block.kind in PROSE

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        return tuple(span.text for span in spans(self.text, self.language))

    @cached_property
    def leads_on(self) -> bool:
        """Whether the text is not at its end: what it speaks of follows."""
        return self.text.rstrip().endswith(_OPEN_ENDS) or not is_whole(self.sentences[-1])

    @cached_property
    def points_back(self) -> bool:
        return points_back(self.sentences[0], self.language)


@dataclass(frozen=True)
class Passage:
    """`heading` is the source's own heading of a box or part, "" in running text; `aside` marks boxes."""

    places: tuple[Place, ...]
    heading: str = ""
    aside: bool = False

    @cached_property
    def words(self) -> int:
        return sum(count_words(place.text) for place in self.places if place.is_prose)

    @cached_property
    def text(self) -> str:
        return "\n".join(place.text for place in self.places if place.is_prose)

    @property
    def has_code(self) -> bool:
        return any(place.kind == "code" for place in self.places)

    @property
    def order(self) -> int:
        return self.places[0].order


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
        if self._open and not self._belongs(place):
            self._close()
        self._open.append(place)

    def passages(self) -> tuple[Passage, ...]:
        self._close()
        return tuple(passage for passage in self._done if passage.words)

    def _belongs(self, place: Place) -> bool:
        if place.kind in ("code", "table", "list_item"):
            return True
        if place.text[:1].islower():
            return True
        return place.points_back and sum(count_words(p.text) for p in self._open if p.is_prose) < LONG_PASSAGE

    def _close(self) -> None:
        if self._open:
            self._done.append(Passage(tuple(self._open), self._heading, self._aside))
        self._open = []


def references(passages: Iterable[Passage]) -> list[str]:
    return [place.reference for passage in passages for place in passage.places]


def prose_places(passages: Iterable[Passage]) -> Iterator[Place]:
    return (place for passage in passages for place in passage.places if place.is_prose)
