"""Whether what a learner typed is the expected text: as a fair reader would have it, not a string comparison."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from learning.wording import fold_quote

_COMBINING = re.compile(r"[\u0300-\u036f]")
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)")
_BETWEEN_WORDS = re.compile(r"(?<=[^\W\d_]{2})-(?=[^\W\d_]{2})")
_AROUND_SIGNS = re.compile(r"\s*([^\w\s'\".,;:!?])\s*")
_BEGINNING, _END = " \"'(", " .,;:!?\"')"
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)")


def matches(given: str, expected: str) -> bool:
    """Blind to case, spacing, typography, punctuation around it, hyphens between words, a leading English article.

    Numbers are compared as numbers ("1,000.0" is 1000). Signs (`<`, `#`, `-5`) count. Accents may be left out, but not
    be put wrongly. A misspelling is another word: too many terms differ in one letter.
    """
    typed, key = _normalised(given), _normalised(expected)
    if typed == key:
        return True
    if (number := _number(typed)) is not None:
        return number == _number(key)
    return typed == _unaccented(key)


def _normalised(text: str) -> str:
    plain = fold_quote(unicodedata.normalize("NFKC", fold_quote(text))).casefold()
    joined = _BETWEEN_WORDS.sub(" ", plain)
    bare = _AROUND_SIGNS.sub(r"\1", joined.lstrip(_BEGINNING).rstrip(_END) or joined)
    return _ARTICLE.sub("", bare)


def _number(text: str) -> Decimal | None:
    plain = _THOUSANDS.sub("", text)
    return Decimal(plain.replace(",", ".")) if _NUMBER.fullmatch(plain) else None


def _unaccented(text: str) -> str:
    return unicodedata.normalize("NFC", _COMBINING.sub("", unicodedata.normalize("NFD", text)))
