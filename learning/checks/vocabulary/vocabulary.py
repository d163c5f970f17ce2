"""What a file of words says of a language: which carry meaning, which tell a silly option or an open gap."""

from __future__ import annotations

import re
from typing import NamedTuple

from learning.checks.languages.language import Patterns, Words


class Vocabulary(NamedTuple):
    """`small` are the words of grammar and of questions (which, called), which say nothing of a subject; `light` those
    of them without which an option still means the same, `denying` words that turn a sentence into its contrary.

    `everyday` are, by their kind, words of things that nobody takes for an answer in another subject. `common` are
    verbs, adjectives and nouns that name no term, so that others fit a gap as well. `idioms` are nouns of set phrases
    (in case of). `hedged` finds what makes a statement true of anything. `clause` parts a sentence into what it says of
    one thing and of another. `relative` are words after which a gap is a verb, `joining` those after which it is none.
    `articles` begin a noun. `pointing` words may mean an option. `asking` finds what asks without a question mark.
    """

    code: str
    small: Words
    denying: Words
    light: Words
    everyday: dict[str, Words]
    common: Words
    idioms: Words
    hedged: Patterns
    clause: re.Pattern[str]
    relative: Words
    joining: Words
    articles: Words
    pointing: Words
    asking: Patterns
