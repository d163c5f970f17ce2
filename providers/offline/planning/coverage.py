"""Whether a text teaches an objective: whether one stretch of it has everything that the objective names."""

from __future__ import annotations

from collections.abc import Sequence

from providers.language.objectives import subject_of
from providers.language.words import content_stems
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.passages import Passage

ENOUGH = 0.75
ALIKE = 5
"""Letters at the beginning by which two stems count as forms of one word."""
WINDOW = 3


class Coverage:
    """Knows the stems of passages with the headings over them."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._known: dict[tuple[int, ...], frozenset[str]] = {}

    def is_taught(self, objective: str, passages: Sequence[Passage], title: str = "") -> bool:
        """Whether a few passages in a row, with their headings, name what the objective is about: all of it, or three
        of four words where it has that many."""
        asked = subject_of(objective, self._corpus.language)
        if not asked or not passages:
            return False
        named = frozenset(content_stems(title, self._corpus.language.code))
        for at in range(len(passages)):
            said = named.union(*(self._said(passage) for passage in passages[at : at + WINDOW]))
            found = {stem for stem in asked if _is_said(stem, said)}
            if len(found) >= ENOUGH * len(asked):
                return True
        return False

    def _said(self, passage: Passage) -> frozenset[str]:
        if passage.orders not in self._known:
            first = passage.places[0]
            texts = [place.text for place in passage.places if place.kind != "code"]
            headings = [*first.block.heading_path, passage.heading]
            code = self._corpus.language.code
            self._known[passage.orders] = frozenset(
                s for text in (*texts, *headings) for s in content_stems(text, code)
            )
        return self._known[passage.orders]


def _is_said(stem: str, said: frozenset[str]) -> bool:
    """Whether it, or a form of it, is among what is said; of a word with hyphens each part."""
    if stem in said:
        return True
    parts = [part for part in stem.split("-") if len(part) > 1]
    if len(parts) > 1:
        return all(part in said or _is_begun(part, said) for part in parts)
    return len(stem) >= ALIKE and _is_begun(stem, said)


def _is_begun(stem: str, said: frozenset[str]) -> bool:
    return any(other.startswith(stem[:ALIKE]) for other in said)
