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
_END = (
    r"(?=[.,;:]| \(| (?:is|are|was|were|has|have|that|which|who|where|when|because|and|in|on|at|by|from|among|between|"
    r"with|as|que|se|es|son|en|por|ist|sind|im|bei|est|sont|dans|par)\b)"
)
_WORDS = r"[^\W\d_][\w’-]*?(?: [^\W\d_][\w’-]*?){0,2}?"
_TERM = rf"(?:(?P<mark>[\"“«„] ?)(?P<quoted>{_WORDS}) ?[\"”»“]|(?P<term>{_WORDS}){_END})"
_CALLED = {
    "en": re.compile(rf"\b(?:called|known as|termed|referred to as) (?P<article>an? |the )?{_TERM}"),
    "es": re.compile(
        rf"\b(?:llamad[oa]s?|se llaman?|se denominan?|denominad[oa]s?|conocid[oa]s? como) "
        rf"(?P<article>una? |el |la )?{_TERM}"
    ),
    "de": re.compile(
        rf"\b(?:heißt|heißen|bezeichnet man als|nennt man|genannt|bezeichnet als|namens|"
        rf"[Ss]ogenannte[nr]?|spricht man von) "
        rf"(?P<article>eine? |der |die |das )?{_TERM}"
    ),
    "fr": re.compile(
        rf"\b(?:appelée?s?|nommée?s?|on appelle|s['’]appellent?|dénommée?s?|connue?s? sous le nom de) "
        rf"(?P<article>une? |le |la |les )?{_TERM}"
    ),
}


@dataclass(frozen=True)
class Named:
    """`sentence[start:end]` is the term, with its article ("" for none) and the quotation marks around it."""

    place: Place
    sentence: str
    term: str
    article: str
    start: int
    end: int

    @property
    def shown(self) -> str:
        """The term with its article, as it stands in the sentence."""
        return f"{self.article} {self.term}".strip()


def names_of(places: Sequence[Place], table: Language) -> list[Named]:
    """The terms that whole sentences of running text introduce once each, in order. None in a language without
    such words here."""
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
        term = found["quoted"] or found["term"]
        words = term.lower().split()
        plain = is_term(term) and not set(words) & table.stop_words and words[-1] not in table.vague
        again = sentence.casefold().count(words[0]) > 1
        if plain and not again and place.stands_alone(sentence):
            start = next(found.start(name) for name in ("article", "mark", "term") if found[name])
            yield Named(place, sentence, term, (found["article"] or "").strip(), start, found.end())
