"""Nouns that the sources are about, with what their sentences say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from learning.wording import fold
from providers.language.tables import Language
from providers.language.terms import Term
from providers.language.words import content_stems
from providers.offline.reading.passages import Place

FEWEST_USES, MOST_SENTENCES, MOST_OF_STEM = 3, 60, 400
_Said = tuple[str, frozenset[str]]
"""A sentence as its document and stems."""


class Noun(NamedTuple):
    """A noun that the sources are about; `documents` use it, `told` has the stems of the sentences that do."""

    text: str
    stems: frozenset[str]
    documents: frozenset[str]
    told: tuple[frozenset[str], ...]

    def fits(self, said: frozenset[str]) -> bool:
        """Whether the sources say as much of it somewhere as these stems do, so that it may be meant as well."""
        return any(2 * len(said & sentence) >= len(said) for sentence in self.told)


def nouns_of(
    places: Sequence[Place], table: Language, known: Sequence[Term], heading_stems: frozenset[str]
) -> list[Noun]:
    """Those of the known terms, in their order, that are nouns, used again, and named by headings or set off."""
    set_off = {fold(term) for place in places for term in place.block.terms}
    found = [(term, frozenset(content_stems(term.text, table.code))) for term in known]
    named = [
        (term.text, stems)
        for term, stems in found
        if term.kind == "noun" and term.uses >= FEWEST_USES and stems
        if stems <= heading_stems or fold(term.text) in set_off
    ]
    sentences = _sentences_with(places, table)
    return [Noun(text, stems, *_said_of(stems, sentences)) for text, stems in named]


def _said_of(
    stems: frozenset[str], sentences: dict[str, list[_Said]]
) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    rarest = min(stems, key=lambda stem: len(sentences.get(stem, ())))
    told = [(document, said) for document, said in sentences.get(rarest, ()) if stems <= said]
    return frozenset(document for document, _ in told), tuple(said for _, said in told[:MOST_SENTENCES])


def _sentences_with(places: Sequence[Place], table: Language) -> dict[str, list[_Said]]:
    """By stem, the sentences that have it; each stem with no more than it takes."""
    found: defaultdict[str, list[_Said]] = defaultdict(list)
    for place in places:
        for sentence in place.sentences if place.is_prose else ():
            said = frozenset(content_stems(sentence, table.code))
            for stem in said:
                if len(found[stem]) < MOST_OF_STEM:
                    found[stem].append((place.document.id, said))
    return found
