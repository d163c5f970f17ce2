"""Words as the ranking counts them: stems of what carries meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import sqrt

from learning.wording import stem
from providers.language.tables import Language, language_of
from providers.language.verbatim import without_math

Vector = Mapping[str, float]

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+(?:['’_-][^\W_{_UNSPACED}]+)*")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")


@lru_cache(maxsize=60_000)
def content_stems(text: str, language: str) -> tuple[str, ...]:
    """The stems of a text's content words in order; pairs of characters where a script has no spaces."""
    table = language_of(language)
    return tuple(stemmed for word in _WORD.findall(without_math(text)) for stemmed in _stems(word, table))


def _stems(word: str, table: Language) -> Iterable[str]:
    if _IS_UNSPACED.match(word):
        return (word[at : at + 2] for at in range(max(1, len(word) - 1)))
    plain = word.replace("’", "'").lower()
    if plain in table.stop_words or (len(plain) < 2 and not word.isupper()):
        return ()
    return (stem(plain, table.code),)


def is_unspaced(text: str) -> bool:
    """Whether more than a quarter of the characters are of scripts that put no spaces between words."""
    return len(_IS_UNSPACED.findall(text)) * 4 > len(text)


def weigh(stems: Iterable[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """A vector of unit length: damped counts times rarity (tf-idf: Salton & Buckley, 1988)."""
    counts = Counter(stems)
    vector = {word: sqrt(count) * rarity.get(word, 1.0) for word, count in counts.items()}
    length = sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """The similarity of two vectors of unit length: 1 for the same direction, 0 where they share no stem."""
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)


def total(vectors: Iterable[Vector]) -> dict[str, float]:
    """The sum of vectors, at unit length."""
    summed: dict[str, float] = {}
    for vector in vectors:
        for word, weight in vector.items():
            summed[word] = summed.get(word, 0.0) + weight
    length = sqrt(sum(weight * weight for weight in summed.values()))
    return {word: weight / length for word, weight in summed.items()} if length else {}
