"""What a language file says. Patterns are regular expressions without regard to case, "" where there is none."""

from __future__ import annotations

import re
from typing import NamedTuple

Words = frozenset[str]
Patterns = tuple[re.Pattern[str], ...]

ONE_OPTION = r"\(?(?:[a-e1-5]|i{1,3}|i?v)\)?"
"""An option named by its letter or number, in a pattern."""
SOME_OPTIONS = rf"{ONE_OPTION}(?:, ?{ONE_OPTION})*"


class Language(NamedTuple):
    """`context` finds what points out of a sentence anywhere, `opening` what does so at its beginning.

    `first_clause` finds what does so only before a comma, since after it may mean what stands there; `pointed` the
    noun (group 1) after a demonstrative, which may stand earlier in the sentence. `offering` tells, of what was found,
    whether it may mean the options of a choice or a listing of the stem, `offered` that a gap is to be filled from
    them, `dangling` that it cannot mean them. `fragment` finds what is no sentence.
    `contrast` finds what makes a gap beside it worth asking (only, unlike, but not …), `defining` a sentence that says
    what something is, `naming` the defined term (group 1) after its verb. `counterparts` are pairs of which a sentence
    with one asks for the other. `negated` finds a question for what is not, with that word (group 1).
    `general` are nouns that name no term of a subject, `nameless` those of them that name nothing in any subject.
    `aside` finds a gap in a remark beside what the sentence says, `unfocused` a question that names no subject.
    `negations` are words that deny. `genders` gives endings of nouns by the articles that they cannot follow; nouns
    with other endings are not judged. In running text `elsewhere` finds what points out of it, `beside` what needs a
    listing, table or picture right before or after.
    """

    code: str
    function_words: Words
    context: Patterns
    first_clause: Patterns
    pointed: Patterns
    offering: Patterns
    opening: Patterns
    fragment: Patterns
    elsewhere: Patterns
    beside: Patterns
    boilerplate: Patterns
    contrast: Patterns
    defining: Patterns
    counterparts: tuple[Words, ...]
    naming: Patterns
    negated: Patterns
    absolute: Words
    vague: Words
    general: Words
    nameless: Words
    aside: Patterns
    unfocused: Patterns
    negations: Words
    genders: tuple[tuple[Words, tuple[str, ...]], ...]
    all_of_the_above: Patterns
    joined_options: Patterns
    truth: Words
    dangling: Patterns = ()
    offered: Patterns = ()


def words(text: str) -> Words:
    """The words of a list that is written with white space between them."""
    return frozenset(text.casefold().split())


def pairs(text: str) -> tuple[Words, ...]:
    """The pairs of words of a list that is written `one/other one/other`."""
    return tuple(frozenset(pair.split("/")) for pair in text.split())


def patterns(*found: str) -> Patterns:
    """The regular expressions, compiled to find upper and lower case alike."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in found)
