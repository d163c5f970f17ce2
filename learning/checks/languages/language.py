"""What a language file says. Patterns are regular expressions without regard to case, "" where there is none."""

from __future__ import annotations

import re
from typing import NamedTuple

Words = frozenset[str]
Patterns = tuple[re.Pattern[str], ...]


class Language(NamedTuple):
    """`context` finds what points out of a sentence, anywhere; `opening` the same at its beginning only.

    `contrast` finds what makes a gap worth asking (only, unlike, but not …); `naming` the verb before a defined term.
    `general` are nouns that name no term of a subject; `mass` those that take no indefinite article.
    """

    code: str
    function_words: Words
    context: Patterns
    opening: Patterns
    boilerplate: Patterns
    contrast: Patterns
    naming: Patterns
    negation: Patterns
    absolute: Words
    vague: Words
    general: Words
    all_of_the_above: Patterns
    joined_options: Patterns
    truth: Words


def words(text: str) -> Words:
    return frozenset(text.split())


def patterns(*found: str) -> Patterns:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in found)
