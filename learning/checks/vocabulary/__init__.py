"""The words by which the review of checks reads what a sentence says, a file a language."""

from __future__ import annotations

import re
from functools import lru_cache

from learning.checks.vocabulary.english import ENGLISH
from learning.checks.vocabulary.french import FRENCH
from learning.checks.vocabulary.german import GERMAN
from learning.checks.vocabulary.spanish import SPANISH
from learning.checks.vocabulary.vocabulary import Vocabulary as Vocabulary

VOCABULARIES = {known.code: known for known in (ENGLISH, GERMAN, SPANISH, FRENCH)}
FEWEST_HITS = 2
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"`[^`]*`")
_LONGEST = 2_000


@lru_cache(maxsize=1_000)
def vocabulary_of(text: str) -> Vocabulary | None:
    """The vocabulary of a text by its small words; None where it is none of ours for certain."""
    found = [word.casefold() for word in _WORD.findall(_CODE.sub(" ", text[:_LONGEST]))]
    hits = sorted(((sum(word in one.small for word in found), one.code) for one in VOCABULARIES.values()), reverse=True)
    (most, code), (second, _) = hits[0], hits[1]
    if most < FEWEST_HITS or most == second or most * 8 < len(found):
        return None
    return VOCABULARIES[code]
