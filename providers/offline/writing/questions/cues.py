"""Whether a question gives its answer away: the key repeats words of the stem, or parts of them, as no other option
does."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from providers.language.words import content_stems
from providers.offline.reading.facts.definition import shared_beginning

SHORTEST_NAME, SHORTEST_BEGINNING, SHORTEST_PART = 3, 4, 5
ALIKE, LONGEST_SPELT = 0.65, 6
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_PARTS = re.compile(r"[A-ZÄÖÜ]?[^\W\d_A-ZÄÖÜ]+|[A-ZÄÖÜ]+")


def gives_away(stem: str, key: str, wrong: Collection[str], language: str) -> bool:
    """Whether the key takes up more words of the stem than each of the wrong options, or a number that none of them
    has, or only its letters begin words of the stem that stand in a row."""
    if _is_spelt(key, stem) and not any(_is_spelt(text, stem) for text in wrong):
        return True
    if (_numbers(stem) & _numbers(key)).difference(*map(_numbers, wrong)):
        return True
    if _is_shortened(key, stem) and not any(_is_shortened(text, stem) for text in wrong):
        return True
    asked = _words(stem, language)
    return _taken_up(key, asked, language) > max((_taken_up(text, asked, language) for text in wrong), default=0)


def _is_spelt(option: str, stem: str) -> bool:
    """Whether a part of a name is the first letters of words in a row: `check-wtb` of "west tide barrier"."""
    parts = _WORD.findall(option) if option.count(" ") == 0 else ()
    return any(SHORTEST_NAME <= len(part) <= LONGEST_SPELT and part.lower() in _initials(stem) for part in parts)


def _is_shortened(option: str, stem: str) -> bool:
    """Whether code has the first letters of a word: `cols` of "columns", `--cacert` of "certificate"."""
    if not option.startswith("`"):
        return False
    name = "".join(_WORD.findall(option.partition("(")[0])).lower()
    letters = min(SHORTEST_BEGINNING, max(len(name) - 1, SHORTEST_NAME))
    words = (word.lower() for word in _WORD.findall(stem) if len(word) > letters + 1)
    return any(word[:letters] in name for word in words)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(text))


@lru_cache(maxsize=1_000)
def _initials(text: str) -> str:
    return "".join(word[0].lower() for word in _WORD.findall(text))


def _taken_up(option: str, asked: frozenset[str], language: str) -> int:
    words = _words(option, language)
    return sum(any(_are_akin(word, other) for word in words) for other in asked)


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
