"""In which language a text is written, told by its small words."""

from __future__ import annotations

import re
from collections.abc import Mapping

FEWEST_HITS = 2
FEWEST_IN = 8
"""One of so many words must be a small one."""
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"`[^`]*`")
_LONGEST = 2_000


def code_of(text: str, small_words: Mapping[str, frozenset[str]]) -> str | None:
    """The code of the language whose small words the beginning of a text has most; None where it is none for certain.

    `small_words` are those of each language, folded, by its code; at least two languages.
    """
    words = [word.casefold() for word in _WORD.findall(_CODE.sub(" ", text[:_LONGEST]))]
    hits = sorted(((sum(word in small for word in words), code) for code, small in small_words.items()), reverse=True)
    (most, code), (second, _) = hits[0], hits[1]
    if most < FEWEST_HITS or most == second or most * FEWEST_IN < len(words):
        return None
    return code
