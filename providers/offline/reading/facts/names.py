"""Terms that a sentence introduces in passing: "… in a process called erosion", "… are known as tides"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from learning.wording import count_words
from providers.language.tables import Language
from providers.offline.reading.facts.definition import is_term
from providers.offline.reading.passages import Place

SHORTEST, LONGEST = 8, 42
MOST_WORDS = 3
_TERM = r"(?P<term>[^\W\d_][\w’-]*(?: [^\W\d_][\w’-]*){0,2})(?=[.,;]| \()"
_CALLED = {
    "en": re.compile(rf"\b(?:called|known as|termed|referred to as) (?P<article>an? |the )?{_TERM}"),
    "es": re.compile(
        rf"\b(?:llamad[oa]s?|se llaman?|se denominan?|conocid[oa]s? como) (?P<article>una? |el |la )?{_TERM}"
    ),
    "de": re.compile(rf"\b(?:heißt|heißen|bezeichnet man als|nennt man) (?P<article>eine? |der |die |das )?{_TERM}"),
}


@dataclass(frozen=True)
class Named:
    """`sentence[start:end]` is the term; `article` stands before it, "" for none."""

    place: Place
    sentence: str
    term: str
    article: str
    start: int
    end: int


def names_of(places: Sequence[Place], table: Language) -> list[Named]:
    """The terms that whole sentences of running text introduce once each, in order. English, Spanish, German only."""
    pattern = _CALLED.get(table.code)
    if pattern is None:
        return []
    told = (place for place in places if place.is_prose and place.block.role in ("body", "callout") and not place.loose)
    return list({one.term.casefold(): one for place in told for one in _in_place(place, pattern, table)}.values())


def _in_place(place: Place, pattern: re.Pattern[str], table: Language) -> Iterator[Named]:
    for sentence in place.sentences:
        found = pattern.search(sentence)
        if found is None or "`" in sentence or not SHORTEST <= count_words(sentence) <= LONGEST:
            continue
        term = found["term"]
        words = term.lower().split()
        plain = is_term(term) and not set(words) & table.stop_words and words[-1] not in table.vague
        again = sentence.casefold().count(words[0]) > 1
        if plain and not again and place.stands_alone(sentence):
            yield Named(place, sentence, term, (found["article"] or "").strip(), found.start("term"), found.end("term"))
