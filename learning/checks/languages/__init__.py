"""The words by which the review of checks tells flaws, a file a language. Other languages are not judged by words."""

from __future__ import annotations

import re
from functools import lru_cache

from learning.checks.languages.english import ENGLISH
from learning.checks.languages.french import FRENCH
from learning.checks.languages.german import GERMAN
from learning.checks.languages.language import Language
from learning.checks.languages.spanish import SPANISH

LANGUAGES = (ENGLISH, FRENCH, GERMAN, SPANISH)
FEWEST_HITS = 2
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"`[^`]*`")
_LONGEST = 2_000


@lru_cache(maxsize=1_000)
def language_of(text: str) -> Language | None:
    """The language of a sentence by its function words; None where it is none of ours for certain."""
    words = [word.casefold() for word in _WORD.findall(_CODE.sub(" ", text[:_LONGEST]))]
    hits = sorted(
        ((sum(word in known.function_words for word in words), known.code) for known in LANGUAGES), reverse=True
    )
    (most, code), (second, _) = hits[0], hits[1]
    if most < FEWEST_HITS or most == second or most * 8 < len(words):
        return None
    return next(known for known in LANGUAGES if known.code == code)
