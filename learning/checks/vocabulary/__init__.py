"""The words by which the review of checks reads what a sentence says, a file a language."""

from __future__ import annotations

from functools import lru_cache

from learning.checks.small_words import code_of
from learning.checks.vocabulary.english import ENGLISH
from learning.checks.vocabulary.french import FRENCH
from learning.checks.vocabulary.german import GERMAN
from learning.checks.vocabulary.spanish import SPANISH
from learning.checks.vocabulary.vocabulary import Vocabulary as Vocabulary

VOCABULARIES = {known.code: known for known in (ENGLISH, GERMAN, SPANISH, FRENCH)}
_SMALL = {code: known.small for code, known in VOCABULARIES.items()}
_KNOWN = {code: known.small | known.common | known.unsettling for code, known in VOCABULARIES.items()}


@lru_cache(maxsize=1_000)
def vocabulary_of(text: str) -> Vocabulary | None:
    """The vocabulary of a text by its small words, then by more of its words; None where none is certain."""
    code = code_of(text, _SMALL) or code_of(text, _KNOWN)
    return VOCABULARIES[code] if code else None
