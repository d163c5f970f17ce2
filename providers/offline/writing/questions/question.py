"""A question with its key, its wrong options, and the words of the source that carry it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from learning.brief import Brief
from learning.wording import fold
from providers.language.tables import Language, language_of
from providers.language.words import content_stems
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.passages import Place
from providers.offline.writing.prose import Piece

ENOUGH, FEWEST = 3, 2
TAUGHT = 0.34
LONGER_KEY = 1.25


@dataclass(frozen=True)
class Question:
    """`structure` is what it was made of (of one list or table few questions are asked), `topics` what it asks about
    (of which none is asked about twice). Without wrong options it asks to fill the gap in its stem. `ordered` options
    are numbers, from small to large; `accepted` are other words for the key. Where `is_true` is given, the stem is a
    statement to be judged."""

    place: Place
    sentence: str
    stem: str
    key: str
    wrong: tuple[str, ...]
    structure: str
    topics: frozenset[str]
    worth: float
    ordered: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    is_true: bool | None = None
    about: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True)
class Setting:
    """What the questions of a section depend on. `ordinal` counts the sections of the course from 0; `shown` is what
    the section shows, and `title` what it is called."""

    corpus: Corpus
    brief: Brief
    title: str
    objectives: Sequence[str]
    ordinal: int
    shown: tuple[Piece, ...] = ()
    avoided: frozenset[str] = frozenset()
    sections: Mapping[str, int] = field(default_factory=dict)

    def is_home_of(self, term: str) -> bool:
        """Whether this is the section that teaches a term which a glossary explains, so that no other asks for it."""
        return self._home_of(term) in (None, self.ordinal)

    def has_home(self, term: str) -> bool:
        """Whether any section teaches a term which a glossary explains."""
        return self._home_of(term) is not None

    def _home_of(self, term: str) -> int | None:
        homes = self.corpus.homes.get(fold(term), [])
        return next((self.sections[place.reference] for place in homes if place.reference in self.sections), None)

    @property
    def phrases(self) -> Language:
        """The words of the language of the course, in which questions are asked."""
        return language_of(self.brief.language)

    @property
    def places(self) -> list[Place]:
        """The blocks that are shown, each once."""
        return list({piece.place.order: piece.place for piece in self.shown}.values())

    def around(self, near: int) -> list[Place]:
        """What is shown of a document, and up to `near` of its blocks before and after."""
        orders = [place.order for place in self.places]
        document = self.places[0].document.id
        around = self.corpus.places[max(0, min(orders) - near) : max(orders) + near]
        return [place for place in around if place.document.id == document]

    def shows(self, place: Place, text: str) -> bool:
        """Whether a learner reads these words of a block."""
        return any(
            piece.place.order == place.order and (not piece.quote or text in piece.quote) for piece in self.shown
        )

    @cached_property
    def _said(self) -> str:
        """All that is shown in words, folded for comparison, between blanks."""
        return f" {fold(' '.join(piece.quote for piece in self.shown))} "

    @cached_property
    def _said_stems(self) -> frozenset[str]:
        return self.stems(self._said)

    def speaks_of(self, term: str) -> bool:
        """Whether the words shown name a term."""
        return f" {fold(term)} " in self._said

    def teaches(self, term: str, meaning: str) -> bool:
        """Whether the words shown name a term and say most of its meaning, which the source gives elsewhere."""
        if not self.speaks_of(term):
            return False
        asked = self.stems(meaning)
        return len(asked & self._said_stems) >= TAUGHT * len(asked)

    def stems(self, *texts: str) -> frozenset[str]:
        """The stems of all these texts, by the language of the sources."""
        return frozenset(stem for text in texts for stem in content_stems(text, self.corpus.language.code))

    def worth(self, *texts: str) -> float:
        """More for what the title or an objective names."""
        own = self.stems(*texts)
        asked = self.stems(self.title, *self.brief.objectives)
        return 0.5 if own & asked else 0.0


Maker = Callable[[Setting], Sequence[Question]]


def balanced(key: str, wrong: Sequence[str]) -> tuple[str, ...]:
    """Three (at least two) wrong options, of which one at least is about as long as the key; none where that cannot be.

    The first ones are preferred.
    """
    first: dict[str, str] = {}
    for text in wrong:
        first.setdefault(fold(text), text)
    distinct = [text for folded, text in first.items() if folded != fold(key)]
    alike = [text for text in distinct if len(text) >= 0.8 * len(key)]
    similar = [text for text in distinct if 0.45 * len(key) <= len(text) <= 2.0 * len(key) + 8]
    chosen = similar[:ENOUGH]
    if len(chosen) < FEWEST:
        return ()
    if max(map(len, chosen)) * LONGER_KEY < len(key):
        near = [text for text in alike if text in similar]
        if not near:
            return ()
        chosen = [*chosen[: ENOUGH - 1], near[0]]
    return tuple(dict.fromkeys(chosen))
