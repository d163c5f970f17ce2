"""Whether the wrong options are of the right one's kind, so that somebody who has not learnt it could choose them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from learning.checks.languages.language import Language
from learning.checks.reading import Flaw, Reading, is_code, is_general, words_of
from learning.sentence import say

MOST_STRANGE = 1
_WORDS = re.compile(r"[^\W\d_]?[^\W\d_A-Z]*(?:[ -][^\W\d_A-Z]+)*[.]?")
_SHAPES = tuple(map(re.compile, (r"[\w.:]+\(.*\)", r"\w+!", r"--?\w[\w=-]*", r"[.~]?/[^\s/]+/\S*", r"</?\w[^<>]*>")))
_FILE = re.compile(r"(?:[\w.-]+/)*[\w-]+\.[a-z]{1,5}|(?:[\w.-]+/)+[\w.-]*|README|Makefile")
_OF_AN_EXAMPLE = re.compile(r"`?(?:[a-z]{1,8}\d{1,2}|true|false|null|none|nil)`?", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"(?:option|answer|choice|distractor|antwort|auswahl|opción|respuesta|réponse|proposition) ?(?:[a-f]|\d)\.?",
    re.IGNORECASE,
)
_KEYWORD, _OWN_NAME = re.compile(r"[a-z]+"), re.compile(r"[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+")
"""A word of a language of programs, and a name that somebody gave to something of theirs."""
_FIGURE, _ONLY_FIGURE = re.compile(r"\d"), re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_NAME = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{2,}")
_ARTICLE = re.compile(r"\b(?:an?|the|el|la|los|las|una?|les?|une|des)$", re.IGNORECASE)
FEWEST_SMALL, FEWEST_CAPITALS = 2, 2
_OWNED = re.compile(r"\b(?!one[’'])[a-z]+[’']s \w")


def family_flaws(read: Reading) -> Iterator[Flaw]:
    """IMPL of the options of a choice."""
    if any(_PLACEHOLDER.fullmatch(text) for text in read.distractors) and not _PLACEHOLDER.fullmatch(read.key):
        yield Flaw("IMPL", "options", say("The options are names of options and say nothing."))
        return
    if all(_PLACEHOLDER.fullmatch(text) for text in read.options):
        yield Flaw("IMPL", "options", say("The options are names of options and say nothing."))
        return
    yield from _families(read)
    yield from _of_an_example(read)
    if read.language:
        yield from _any_nouns(read, read.language)


def _families(read: Reading) -> Iterator[Flaw]:
    family = _family(read.key)
    outcomes = read.vocabulary.outcomes if read.vocabulary else frozenset[str]()
    alien = [
        text
        for text in read.distractors
        if {family, _family(text)} == {"code", "words"} and not outcomes.issuperset(words_of(text))
    ]
    if alien:
        which = say("code") if family == "code" else say("words")
        yield Flaw(
            "IMPL",
            "options",
            say("The right answer is {which}, and {options} cannot be meant.", which=which, options=named(alien)),
        )
        return
    if (shape := _shape(read.key)) is not None and not any(_shape(text) == shape for text in read.distractors):
        yield Flaw(
            "IMPL",
            "options",
            say("Only the right answer, “{key}”, is written as what the stem asks for.", key=read.key[:60]),
        )
        return
    owned = _own_names(read) if family == "code" else []
    if len(owned) > 1 and len(owned) * 2 >= len(read.distractors):
        yield Flaw(
            "IMPL",
            "options",
            say("{options} are names and values of an example and cannot be meant.", options=named(owned)),
        )
        return
    figures = [text for text in read.options if _FIGURE.search(text)]
    if figures == [read.key] and _ONLY_FIGURE.fullmatch(read.key) and len(read.distractors) > 1:
        yield Flaw("IMPL", "options", say("Only the right answer, “{key}”, is a number.", key=read.key[:60]))
        return
    titled = [text for text in read.distractors if _is_titled(text)]
    titled = titled or _names_among_nouns(read)
    if titled and read.is_gap and read.key.islower():
        yield Flaw("IMPL", "options", say("{options} is a name, and the right answer is not.", options=named(titled)))
    sentences = [text for text in read.distractors if _is_sentence(text)]
    if sentences and len(read.key.split()) <= 2 and not read.key_is_code:
        yield Flaw(
            "IMPL",
            "options",
            say("{options} is a whole sentence, and the right answer is a term.", options=named(sentences)),
        )


def _own_names(read: Reading) -> list[str]:
    """The distractors that are files, or names that somebody gave, where the right answer is neither."""
    key = read.key.strip("`")
    strange = (_OWN_NAME, _FILE) if _KEYWORD.fullmatch(key) else () if _FILE.fullmatch(key) else (_FILE,)
    bare = (text.strip("`") for text in read.distractors)
    return [text for text in bare if any(one.fullmatch(text) for one in strange)]


def _family(text: str) -> str:
    """Whether a text is code, or words that can be nothing else; "" for numbers, names and what is in doubt."""
    if is_code(text) and "`" in text:
        return "code"
    return "words" if _WORDS.fullmatch(text) else ""


def _shape(text: str) -> int | None:
    """Which way of writing code a text shows (a call, a macro, a flag, a path, a tag); None for any other."""
    bare = text.strip(" `.,;:")
    return next((place for place, one in enumerate(_SHAPES) if one.fullmatch(bare)), None)


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 5 and text[:1].isupper() and text.endswith(".")


def _names_among_nouns(read: Reading) -> list[str]:
    """“London” where an article stands before the gap and the right answer is a common noun; German gives all capitals.

    Where names are written otherwise than nouns at all, most options are in small letters.
    """
    if not _ARTICLE.search(read.before) or read.language is None or read.language.code == "de":
        return []
    names = [text for text in read.distractors if _NAME.fullmatch(text)]
    return names if sum(text.islower() for text in read.options) >= FEWEST_SMALL else []


def _is_titled(text: str) -> bool:
    found = re.findall(r"[^\W\d_]+", text)
    capitals = [word for word in found[1:] if word[0].isupper() and not word.isupper()]
    return len(found) > 1 and (all(word[0].isupper() for word in found) or len(capitals) >= FEWEST_CAPITALS)


def _of_an_example(read: Reading) -> Iterator[Flaw]:
    """Names that belong to one example (`rect2`, “the team’s score”), where the right answer is something general."""
    strange = [text for text in read.distractors if _OF_AN_EXAMPLE.fullmatch(text)]
    owned = [text for text in read.distractors if _OWNED.search(text)]
    if len(strange) > MOST_STRANGE and not _OF_AN_EXAMPLE.fullmatch(read.key):
        yield Flaw(
            "IMPL",
            "options",
            say("{options} are names and values of an example and cannot be meant.", options=named(strange)),
        )
    elif owned and read.is_gap and not _OWNED.search(read.key):
        yield Flaw(
            "IMPL",
            "options",
            say("{options} belongs to one example, and the right answer does not.", options=named(owned)),
        )


def _any_nouns(read: Reading, language: Language) -> Iterator[Flaw]:
    """Distractors that name no term of the subject."""
    common = [text for text in read.distractors if is_general(text, language)]
    nameless = [text for text in common if language.nameless.issuperset(words_of(text))]
    if is_general(read.key, language):
        if read.is_gap and len(common) > 1 and not _names_counterpart(read, language):
            yield Flaw(
                "IMPL",
                "options",
                say("{options} are any nouns; offer terms that the subject sets apart.", options=named(common)),
            )
    elif nameless or 1 < len(common) < len(read.distractors):
        yield Flaw(
            "IMPL",
            "options",
            say(
                "{options} are no terms of the subject as “{key}” is; offer others of its kind.",
                options=named(nameless or common),
                key=read.key,
            ),
        )


def _names_counterpart(read: Reading, language: Language) -> bool:
    """Whether the stem names what the right answer is the counterpart of (rows to columns)."""
    key, said = set(words_of(read.key)), set(words_of(read.stem))
    return any(key & pair and (pair - key) & said for pair in language.counterparts)


def named(texts: Sequence[str]) -> str:
    """Up to three texts in quotation marks."""
    return ", ".join(f"“{text[:60]}”" for text in texts[:3])
