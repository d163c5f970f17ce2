"""The words by which the review of checks tells flaws, a file a language. Other languages are not judged by words."""

from __future__ import annotations

from functools import lru_cache

from learning.checks.languages.english import ENGLISH
from learning.checks.languages.french import FRENCH
from learning.checks.languages.german import GERMAN
from learning.checks.languages.language import Language
from learning.checks.languages.spanish import SPANISH
from learning.checks.small_words import code_of

LANGUAGES = (ENGLISH, FRENCH, GERMAN, SPANISH)
_SMALL = {known.code: known.function_words for known in LANGUAGES}
_KNOWN = {
    known.code: known.function_words | known.general | known.absolute | known.vague | known.negations
    for known in LANGUAGES
}


@lru_cache(maxsize=1_000)
def language_of(text: str) -> Language | None:
    """The language of a sentence by its function words, then by its nouns as well; None where none is certain."""
    code = code_of(text, _SMALL) or code_of(text, _KNOWN)
    return next((known for known in LANGUAGES if known.code == code), None)
