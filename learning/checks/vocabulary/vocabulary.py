"""What a file of words says of a language: which carry meaning, which tell a silly option or an open gap."""

from __future__ import annotations

import re
from typing import NamedTuple

from learning.checks.languages.language import Patterns, Words


class Vocabulary(NamedTuple):
    """`small` are the words of grammar and of questions (which, called), which say nothing of a subject; `light` those
    of them without which an option still means the same, `denying` words that turn a sentence into its contrary.
    `numbers` gives the figures of numbers in words.

    `everyday` are, by their kind, words of things that nobody takes for an answer in another subject. `common` are
    verbs, adjectives and nouns that name no term, so that others fit a gap as well. `idioms` are nouns of set phrases
    (in case of). `opinion` finds what says no fact, `hedged` what makes a statement true of anything. `clause` parts a
    sentence into what it says of one thing and of another, `joint` the words that join two.

    A gap after `relative` words may be a verb, one after `verbal` or before `adverbial` words is, one after `joining`
    words is none; `articles` begin a noun. `absent` finds what points to something that a stem cannot show. `pointing`
    words may mean an option. `asking` finds what asks without a question mark.

    A question of `empty` and small words alone names no subject (what happens next?). `degrees` stand before an
    adjective, which is no term; `unspecific` finds, of a sentence that begins with a gap, what is true of many things.
    `this` finds a demonstrative with its noun (group 1) that options cannot stand for.
    `persons` finds a question for a person, `amounts` one for a number or a year. `predicates` are verbs with which an
    option goes on where the stem has none. `undeniable` finds what nobody denies (there are many kinds of).
    `opposites` are pairs of words that turn a sentence into its contrary.
    `membership` finds a question for one of several things of a kind (which of these is). `unsettling` words stand
    before a noun that may be any (another, certain). `outcomes` say what comes of code that gives no value. A name
    after `where` words is that of a place. `document` words name parts of a text or course. `termed` finds a question
    for a name or term. With `referring` words a question may mean what was said before it.
    `idle` finds an option of doing nothing of use.
    """

    code: str
    small: Words
    numbers: dict[str, str]
    denying: Words
    light: Words
    everyday: dict[str, Words]
    common: Words
    idioms: Words
    opinion: Patterns
    hedged: Patterns
    clause: re.Pattern[str]
    joint: re.Pattern[str]
    relative: Words
    joining: Words
    verbal: Words
    adverbial: Words
    articles: Words
    absent: Patterns
    pointing: Words
    asking: Patterns
    empty: Words
    degrees: Words
    unspecific: Patterns
    this: Patterns
    persons: Patterns
    amounts: Patterns
    predicates: Words
    undeniable: Patterns
    opposites: tuple[Words, ...]
    membership: Patterns
    unsettling: Words
    outcomes: Words
    where: Words
    document: Words
    termed: Patterns
    referring: Words
    idle: Patterns


def ordered(text: str) -> dict[str, str]:
    """The figures of the numbers from two on, written in their order."""
    return {word: str(number) for number, word in enumerate(text.split(), 2)}
