"""What a section shows of its passages: contiguous text under each heading, from its beginning, in the given order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from learning.brief import Brief
from providers.offline.planning.measures import MEASURES
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.facts.labels import leads_in
from providers.offline.reading.passages import Passage
from providers.offline.writing.prose import Piece, kinds_in, pieces_of

MOST_EXAMPLES = 2
MOST_CHARACTERS = 30_000
FIRST = 1.3
"""How far the beginnings of parts, items of a series and boxes may exceed the words of a section."""


@dataclass(frozen=True)
class Shown:
    """A passage with what is shown of it."""

    passage: Passage
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> int:
        """The words that are quoted; code and tables count for none."""
        return sum(piece.words for piece in self.pieces)

    @property
    def characters(self) -> int:
        """The characters that are shown, those of code and tables as well."""
        return sum(len(piece.quote or piece.place.text) for piece in self.pieces)

    @property
    def ends_whole(self) -> bool:
        """Whether the last block of the passage is shown."""
        return bool(self.pieces) and self.pieces[-1].place is self.passage.places[-1]

    @property
    def says_something(self) -> bool:
        """Whether a sentence or a table is shown, or code under a heading of its own, and not code alone, be it under
        the title of a box."""
        return any(
            piece.quote or piece.place.kind == "table" or (piece.place.is_headed_code and not self.passage.aside)
            for piece in self.pieces
        )


@dataclass(frozen=True)
class Reading:
    """What a section shows: its explanation in the order of the sources, and what they mark as examples."""

    explanation: tuple[Shown, ...]
    examples: tuple[Shown, ...]

    @property
    def words(self) -> int:
        """The words of the explanation, by which the minutes are estimated; examples count for none."""
        return sum(shown.words for shown in self.explanation)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All that is shown, the explanation before the examples."""
        return tuple(piece for shown in (*self.explanation, *self.examples) for piece in shown.pieces)


def read(corpus: Corpus, passages: Sequence[Passage], brief: Brief) -> Reading:
    """All of the text where the depth has room for it; else under each heading as much of it as it has a share of.

    Boxes are kept whatever the room, since they are what the source stresses. Examples are what stands under a heading
    that says so, beside text that does not and that is long enough for a section without them.
    """
    parts = _under_headings(passages)
    kinds: frozenset[str] = frozenset()
    told: list[list[Shown]] = []
    for part in parts:
        told.append([shown for shown in _whole(part, corpus, kinds) if shown.says_something])
        kinds = kinds.union(*(kinds_in(shown.pieces) for shown in told[-1]))
    examples = [part for part in told if part and _is_example(part[0].passage, corpus)]
    rest = [part for part in told if part and part not in examples]
    if sum(shown.words for part in rest for shown in part) < MEASURES[brief.depth].least:
        rest, examples = [part for part in told if part], []
    kept = _fitting(rest, MEASURES[brief.depth].most)
    return Reading(tuple(kept), tuple(shown for part in examples for shown in part[:1])[:MOST_EXAMPLES])


def _under_headings(passages: Sequence[Passage]) -> list[list[Passage]]:
    def heading(passage: Passage) -> tuple[str, tuple[str, ...]]:
        first = passage.places[0]
        return first.document.id, first.block.heading_path

    return [list(part) for _, part in groupby(passages, key=heading)]


def _whole(passages: Sequence[Passage], corpus: Corpus, kinds: frozenset[str]) -> list[Shown]:
    """What can be shown of the text under one heading, if all of it is. `kinds` is what is shown above it."""
    shown: list[Shown] = []
    follows = False
    misses = bool(passages) and not passages[0].places[0].opens
    for at, passage in enumerate(passages):
        adjoins = at > 0 and passage.order == passages[at - 1].places[-1].order + 1
        known = follows and (adjoins or not passage.aside)
        told = pieces_of(
            passage, corpus, follows=known, shown=kinds, misses=(misses or not adjoins) and not passage.aside
        )
        part = Shown(passage, tuple(told))
        kinds |= kinds_in(part.pieces)
        follows = part.says_something
        misses = not part.ends_whole
        shown.append(part)
    return shown


def _is_example(passage: Passage, corpus: Corpus) -> bool:
    path = passage.places[0].block.heading_path
    heading = passage.heading or (path[-1] if path else "")
    return corpus.language.opens("example_title", heading)


def _fitting(parts: Sequence[Sequence[Shown]], most: int) -> list[Shown]:
    """The beginnings of all parts, longer and longer, and their boxes, as long as there is room."""
    room = _Room(most)
    taken = [0] * len(parts)
    is_open = [bool(part) for part in parts]
    while any(is_open):
        for at, part in enumerate(parts):
            if not is_open[at]:
                continue
            begins = taken[at] == 0 or _goes_on_in_kind(part[taken[at] - 1], part[taken[at]])
            fits = room.take(part[taken[at]], stretch=FIRST if begins else 1.0)
            taken[at] += fits
            is_open[at] = fits and taken[at] < len(part)
    return [
        shown
        for part, count in zip(parts, taken, strict=True)
        for at, shown in enumerate(part)
        if at < count or (shown.passage.aside and room.take(shown, stretch=FIRST))
    ]


def _goes_on_in_kind(before: Shown, after: Shown) -> bool:
    """Whether both begin with a name that is set off: they are items of a series, which is told to its end."""
    return all(bool(leads_in(shown.passage.places[0])[0]) for shown in (before, after))


class _Room:
    """The words and characters that are left."""

    def __init__(self, words: int) -> None:
        self._most, self._words, self._characters = words, 0, 0

    def take(self, shown: Shown, stretch: float) -> bool:
        """Whether there is room for it, or it is the first; the beginning of a part may exceed the words by a bit."""
        words, characters = self._words + shown.words, self._characters + shown.characters
        if self._words and (words > self._most * stretch or characters > MOST_CHARACTERS):
            return False
        self._words, self._characters = words, characters
        return True
