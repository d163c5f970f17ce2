"""What a section shows of its passages: the explanation in reading order, and the examples kept out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from learning.brief import Brief
from learning.prose_review import LENGTHS
from providers.language.tables import Language
from providers.offline.planning.measures import MEASURES
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.passages import Passage
from providers.offline.writing.prose import Piece, pieces_of
from providers.offline.writing.ranking import rank

MOST_EXAMPLES = 2
MARGIN = 1.05
MOST_CHARACTERS = 30_000


@dataclass(frozen=True)
class Shown:
    """A passage with what is shown of it."""

    passage: Passage
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> int:
        return sum(piece.words for piece in self.pieces)

    @property
    def is_example(self) -> bool:
        return self.passage.has_code and any(piece.quote for piece in self.pieces)

    @property
    def says_something(self) -> bool:
        return any(piece.quote or piece.place.kind == "table" for piece in self.pieces)


@dataclass(frozen=True)
class Reading:
    explanation: tuple[Shown, ...]
    examples: tuple[Shown, ...]

    @property
    def words(self) -> int:
        return sum(shown.words for shown in self.explanation)


def read(corpus: Corpus, passages: Sequence[Passage], about: str, brief: Brief) -> Reading:
    """The best passages up to the length of the depth; examples are those left over, else the last ones taken."""
    chosen = _chosen(corpus, passages, about, brief)
    kept = _shown(passages, chosen, corpus)
    spare = (shown for passage in passages if passage.order not in chosen for shown in _alone(passage, corpus))
    examples = list(islice((shown for shown in spare if _illustrates(shown, corpus.language)), MOST_EXAMPLES))
    if examples:
        return Reading(tuple(kept), tuple(examples))
    return _moved(passages, kept, corpus, brief)


def _chosen(corpus: Corpus, passages: Sequence[Passage], about: str, brief: Brief) -> set[int]:
    measure, chosen, words, characters = MEASURES[brief.depth], set[int](), 0, 0
    for passage in _each_heading_first(rank(corpus, passages, about)):
        if words >= measure.aim or characters > MOST_CHARACTERS:
            break
        size = sum(piece.words for piece in pieces_of(passage, corpus, follows=False))
        if not (size or passage.has_table) or (words and words + size > measure.most and words >= measure.least):
            continue
        chosen.add(passage.order)
        words += size
        characters += sum(len(place.text) for place in passage.places)
    return chosen


def _each_heading_first(ranked: Sequence[Passage]) -> list[Passage]:
    """The best passage under each heading before all others, so that a section keeps what its title promises."""
    seen: set[tuple[str, ...]] = set()
    best = []
    for passage in ranked:
        path = passage.places[0].block.heading_path
        if path not in seen and not passage.aside:
            seen.add(path)
            best.append(passage)
    first = {passage.order for passage in best}
    return best + [passage for passage in ranked if passage.order not in first]


def _alone(passage: Passage, corpus: Corpus) -> list[Shown]:
    """The passage as it is shown without what stands before it, if anything of it can be."""
    shown = Shown(passage, tuple(pieces_of(passage, corpus, follows=False)))
    return [shown] if any(piece.quote for piece in shown.pieces) else []


def _shown(passages: Sequence[Passage], chosen: set[int], corpus: Corpus) -> list[Shown]:
    shown: list[Shown] = []
    before: Passage | None = None
    for passage in passages:
        if passage.order not in chosen:
            before = None
            continue
        follows = before is not None and before.heading == passage.heading
        part = Shown(passage, tuple(pieces_of(passage, corpus, follows=follows)))
        if part.says_something:
            shown.append(part)
            before = passage
        else:
            before = None
    return shown


def _illustrates(shown: Shown, table: Language) -> bool:
    return shown.is_example or any(table.says("example", piece.quote) for piece in shown.pieces)


def _moved(passages: Sequence[Passage], kept: Sequence[Shown], corpus: Corpus, brief: Brief) -> Reading:
    """Take examples out of the explanation as long as it stays long enough."""
    least = LENGTHS[brief.depth].low * MARGIN
    words = sum(shown.words for shown in kept)
    moved: set[int] = set()
    for shown in reversed(kept[1:]):
        if len(moved) < MOST_EXAMPLES and _illustrates(shown, corpus.language) and words - shown.words >= least:
            moved.add(shown.passage.order)
            words -= shown.words
    rest = _shown(passages, {s.passage.order for s in kept} - moved, corpus)
    examples = [shown for passage in passages if passage.order in moved for shown in _alone(passage, corpus)]
    return Reading(tuple(rest), tuple(examples))
