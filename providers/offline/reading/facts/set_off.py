"""What an English sentence says of a term that the source sets off, wherever in the sentence it stands: "A row of locks
is called a **staircase**, and …", "They dig **leats**, which are channels that feed a mill."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from providers.language.lexicon import Lexicon
from providers.language.tables import Language
from providers.offline.reading.facts.definition import Definition, is_meaning, is_term, is_vague
from providers.offline.reading.passages import Place

MOST_TERMS, LONGEST = 8, 400
_CALLED = (
    r"(?:is|are) (?:(?:also|often|typically|commonly|sometimes|usually|generally) )?"
    r"(?:called|known as|termed|referred to as|named) "
)
_BEGINS = re.compile(
    r"(?:an?|the|any|all|those|each) (?!(?:same|latter|former|first|second|third|next|last|result|process|other|above|"
    r"following|one|(?:[\w-]+ ){0,2}(?:way|reason|problem|advantage|disadvantage|example|sign|result|number|lot)s?)\b)|"
    r"(?:[a-z][\w-]+ ){0,2}[a-z][\w-]+s (?:that|which|who|whose|of|in|from|with|used|made|found|"
    r"between)\b",
    re.IGNORECASE,
)
"""How a meaning begins: with anything of a kind, or with things of which more is said."""
_POINTS = re.compile(
    r"\b(?:it|its|they|them|their|this|these|he|she|his|her|we|our|you|your|such|here|also|above|below)\b",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"(?:(?!\b(?:that|which|who|whose|where|when|if|as|how|whether|what)\b)[^,])*?\b(?:is|are|was|were|has|have|had|can|will|may|"
    r"must|should)\b",
    re.IGNORECASE,
)
"""A clause of its own."""
_LEADS_ON = re.compile(r"\b(?:that|which|who|of|in|to|and|or|with|by|for|a|the)$", re.IGNORECASE)


def of_set_off(sentence: str, place: Place, table: Language, lexicon: Lexicon) -> Iterator[Definition]:
    """The meaning of each term of the block that the sentence says in passing; English only."""
    if table.code != "en" or len(sentence) > LONGEST or not place.is_whole(sentence):
        return
    for term in place.block.terms[:MOST_TERMS]:
        if term not in sentence or sentence.count(term) != 1 or not is_term(term):
            continue
        found = next((found for pattern in _patterns(term) if (found := pattern.search(sentence))), None)
        meaning = found["meaning"].strip() if found else ""
        meaning = (
            f"{meaning[:1].lower()}{meaning[1:]}" if meaning.split(" ")[0].lower() in table.determiners else meaning
        )
        clear = (
            _BEGINS.match(meaning) is not None
            and not _POINTS.search(meaning)
            and not _STATES.match(meaning)
            and not _LEADS_ON.search(meaning)
        )
        clear = clear and not is_vague(meaning, table) and not table.says("deixis", meaning)
        if clear and is_meaning(meaning, term, place.language):
            yield Definition(place, term, meaning, sentence)


@lru_cache(maxsize=2_000)
def _patterns(term: str) -> tuple[re.Pattern[str], ...]:
    name = rf"[“\"‘']?{re.escape(term)}(?![\w-])"
    return (
        re.compile(
            rf"(?:^|[,;:—] |, (?:and|but|so|while) |\b(?:because|where|that) )(?P<meaning>[^,;:()—]{{12,160}}) "
            rf"{_CALLED}(?:an? |the |its |their )?{name}"
        ),
        re.compile(
            rf"{name}(?: \([^()]{{1,24}}\))?[”\"]?, (?:which|who) (?:is|are) (?P<meaning>[^;:()—]{{12,170}}?)"
            r"(?=, (?:and|but|which|who|so|where)\b|[.;]|$)"
        ),
    )
