"""Whether a question gives its answer away: the key repeats a word of the stem, or a part of one, and no other option
does so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from providers.language.words import content_stems
from providers.offline.reading.facts.definition import shared_beginning

SHORTEST_NAME, SHORTEST_BEGINNING, SHORTEST_PART = 3, 4, 5
ALIKE = 0.7
_PARTS = re.compile(r"[A-ZÄÖÜ]?[^\W\d_A-ZÄÖÜ]+|[A-ZÄÖÜ]+")


def gives_away(stem: str, key: str, wrong: Iterable[str], language: str) -> bool:
    """Whether the key takes up a word of the stem and none of the wrong options takes up any."""
    asked = _words(stem, language)
    return _takes_up(key, asked, language) and not any(_takes_up(text, asked, language) for text in wrong)


def _takes_up(option: str, asked: frozenset[str], language: str) -> bool:
    return any(_are_akin(word, other) for word in _words(option, language) for other in asked)


@lru_cache(maxsize=4_000)
def _words(text: str, language: str) -> frozenset[str]:
    """The parts of its content words and names, in small letters: of `maxTotal` "max" and "total"."""
    said = " ".join(_PARTS.findall(text))
    kept = set(content_stems(said, language))
    return frozenset(
        word.lower() for word in said.split() if len(word) >= SHORTEST_NAME and kept & {*content_stems(word, language)}
    )


def _are_akin(one: str, other: str) -> bool:
    """Whether one begins as the other does, or is a part of it, as "Balken" is of "Balkendiagramm"."""
    short, long = sorted((one, other), key=len)
    if len(short) >= SHORTEST_PART and short in long:
        return True
    same = shared_beginning(one, other)
    return same == len(short) or (same >= SHORTEST_BEGINNING and same >= ALIKE * len(short))
