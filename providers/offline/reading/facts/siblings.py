"""Things that a document treats beside each other: each has a heading of its own, and a text that begins with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

from providers.language.headings import clean_heading, is_generic
from providers.language.tables import Language
from providers.language.words import content_stems
from providers.offline.reading.facts.definition import is_term
from providers.offline.reading.passages import Place

NEAR = 6
FOREWORD = 60
"""Characters of a text within which the thing must be named that it begins with."""

Parent = tuple[str, ...]


class Siblings:
    """The things of all documents that have a heading of their own."""

    def __init__(self, places: Sequence[Place], table: Language) -> None:
        self._code = table.code
        self._under: defaultdict[Parent, list[str]] = defaultdict(list)
        self._parents: dict[tuple[str, frozenset[str]], Parent] = {}
        for parent, name in _things(places, table):
            self._under[parent].append(name)
            self._parents.setdefault((parent[0], self._stems(name)), parent)

    def of(self, term: str, document: str) -> tuple[str, ...]:
        """The name that a heading of the document gives the thing, and the names of those beside it; none where no
        heading names it or nothing stands beside it."""
        own = self._stems(term)
        parent = self._parents.get((document, own))
        names = self._under[parent] if parent else []
        heading = next((name for name in names if self._stems(name) == own), "")
        others = [name for name in names if not (self._stems(name) <= own or own <= self._stems(name))]
        return (heading, *others) if others else ()

    def _stems(self, name: str) -> frozenset[str]:
        return frozenset(content_stems(name, self._code))


def _things(places: Sequence[Place], table: Language) -> Iterator[tuple[Parent, str]]:
    for at, place in enumerate(places):
        name = clean_heading(place.text, table) if place.kind == "heading" else ""
        if name and is_term(name) and not is_generic(place.text, table) and _begins_with(name, places, at, table):
            yield (place.document.id, *place.block.heading_path), name


def _begins_with(name: str, places: Sequence[Place], at: int, table: Language) -> bool:
    """Whether the text right under a heading names, in its first words, what the heading names."""
    under = takewhile(lambda one: one.kind != "heading", places[at + 1 : at + 1 + NEAR])
    first = next((place.text for place in under if place.is_prose), "")
    own = set(content_stems(name, table.code))
    return bool(own) and own <= set(content_stems(first[: FOREWORD + len(name)], table.code))
