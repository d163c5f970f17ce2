"""Units: the pieces that sections are put together from, each the text under one heading or a coherent part of it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from providers.language.words import Vector, cosine, total
from providers.offline.reading.corpus import Corpus, Heading
from providers.offline.reading.passages import Passage

Path = tuple[Heading, ...]
WINDOW = 3
EVEN = 0.6


@dataclass(frozen=True)
class Unit:
    """`part` of `parts`: which piece of the text under its heading this is (0-based)."""

    path: Path
    passages: tuple[Passage, ...]
    vector: Vector
    part: int = 0
    parts: int = 1

    @cached_property
    def words(self) -> int:
        """The words of its prose; code and tables count for none."""
        return sum(passage.words for passage in self.passages)

    @property
    def order(self) -> int:
        """The `order` of its first place in the sources, by which a unit is known."""
        return self.passages[0].order


def units_of(corpus: Corpus, least: int, full: int) -> list[Unit]:
    """All units in reading order. Text of over 1.8 × `full` words under one heading is split, never below `least`."""
    return [unit for leaf in corpus.leaves for unit in _split(corpus, leaf.path, leaf.passages, least, full)]


def _split(corpus: Corpus, path: Path, passages: Sequence[Passage], least: int, full: int) -> Iterator[Unit]:
    words = sum(passage.words for passage in passages)
    wanted = round(words / full) if words > 1.8 * full else 1
    pieces = tiles(corpus, passages, wanted, max(least, round(EVEN * words / wanted)))
    for number, piece in enumerate(pieces):
        yield Unit(path, tuple(piece), corpus.vector_of(piece), number, len(pieces))


def tiles(corpus: Corpus, passages: Sequence[Passage], wanted: int, least: int) -> list[Sequence[Passage]]:
    """Cut where the vocabulary changes most (TextTiling: Hearst 1997), in at most `wanted` pieces of `least` words."""
    depths = sorted(_depths(corpus, passages).items(), key=lambda gap: (-gap[1], gap[0]))
    before = [0, *accumulate(passage.words for passage in passages)]
    edges = [0, len(passages)]
    for gap, _ in depths:
        if len(edges) > wanted:
            break
        at = bisect(edges, gap)
        if before[gap] - before[edges[at - 1]] >= least and before[edges[at]] - before[gap] >= least:
            edges.insert(at, gap)
    return _pieces(passages, edges[1:-1])


def _pieces(passages: Sequence[Passage], cuts: Sequence[int]) -> list[Sequence[Passage]]:
    edges = [0, *cuts, len(passages)]
    return [passages[start:end] for start, end in pairwise(edges)]


def _depths(corpus: Corpus, passages: Sequence[Passage]) -> dict[int, float]:
    """How much the similarity of the windows around each gap dips below the peaks to its left and right."""
    vectors = [corpus.vector(passage) for passage in passages]
    alike = [
        cosine(total(vectors[max(0, gap - WINDOW) : gap]), total(vectors[gap : gap + WINDOW]))
        for gap in range(1, len(vectors))
    ]
    fresh = {gap for gap in range(1, len(passages)) if not passages[gap].places[0].points_back}
    left, right = list(accumulate(alike, max)), list(accumulate(reversed(alike), max))[::-1]
    return {
        gap: left[gap - 1] + right[gap - 1] - 2 * alike[gap - 1] + _box_edge(passages, gap)
        for gap in range(1, len(passages))
        if gap in fresh
    }


def _box_edge(passages: Sequence[Passage], gap: int) -> float:
    """A box stays with the text before it."""
    return -0.5 if passages[gap].aside else 0.0
