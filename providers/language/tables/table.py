"""Which table serves which language, and which language a text is in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from learning.wording import base_language
from providers.language.tables.english import ENGLISH
from providers.language.tables.french import FRENCH
from providers.language.tables.german import GERMAN
from providers.language.tables.language import Language
from providers.language.tables.neutral import NEUTRAL
from providers.language.tables.spanish import SPANISH

KNOWN = (ENGLISH, GERMAN, FRENCH, SPANISH)
_TABLES = {table.code: table for table in KNOWN}
_WORD = re.compile(r"[^\W\d_]+")
_SURE = 0.2


@lru_cache(maxsize=64)
def language_of(code: str) -> Language:
    """The table of a BCP 47 tag; signs instead of words where there is none."""
    base = base_language(code)
    return _TABLES.get(base) or replace(NEUTRAL, code=base)


def is_foreign(text: str, own: Language) -> bool:
    """Whether two small words or more of a sentence are those of another known language, and hardly one of this one."""
    words = [word.lower() for word in _WORD.findall(text)]
    native = sum(word in own.stop_words for word in words)
    others = (table for table in KNOWN if table.code != own.code)
    return any(sum(word in table.stop_words for word in words) > 1 + 2 * native for table in others)


def detect(text: str, default: str) -> Language:
    """The language whose stop words make up most of the text, if they make up a fifth; else the default's table."""
    counts = Counter(word.lower() for word in _WORD.findall(text))
    total = sum(counts.values()) or 1
    shares = {code: sum(counts[word] for word in table.stop_words) / total for code, table in _TABLES.items()}
    best = max(sorted(shares), key=lambda code: shares[code])
    wanted = shares.get(base_language(default), 0.0)
    return language_of(default) if shares[best] < _SURE or wanted >= shares[best] - 0.02 else _TABLES[best]
