"""Options of another kind than is asked for: no person to “who”, no number to “how many”, a year among names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.checks.flaws.families import named
from learning.checks.reading import Flaw, Reading, words_of
from learning.checks.said import Said
from learning.checks.vocabulary import Vocabulary
from learning.sentence import say
from learning.wording import fold

FEWEST_STRANGE, SHARE = 2, 0.5
"""Options of another kind than the right one, and what share of the wrong ones they must be."""
_DIGIT = re.compile(r"\d")
_DATE = re.compile(
    r"(?:(?:in|en|im|ad|um|vers) )?(?:\d{4}s?|\d{1,4} (?:bc|ad|bce|ce|v\. chr\.|a\. ?c\.|av\. j\.-c\.))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")
_AMOUNTS = frozenset(
    "one zero half once twice dozen hundred thousand million ein eine eins null halb hundert tausend uno una cero "
    "medio cien mil un une zéro demi cent mille before after during when while until at noon midnight vor nach "
    "während als "
    "bis antes después durante cuando hasta avant après pendant quand lorsque".split()
)
_FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w.’'-]*(?: (?:[A-ZÀ-Þ][\w.’'-]*|de|von|van|la|del|der|du|y))* [A-ZÀ-Þ][\w.’'-]*")
_NAME = re.compile(r"[A-ZÀ-Þ][^\W\d_]+")
_COMMON_THING = re.compile(
    r"(?:an?|the|your|my|our|el|la|los|las|un|una|tu|mi|le|les|une|des|ton|ma|l['’])[ ’']?\s?[^\W\d_A-ZÀ-Þ][^\W\d_]*"
    r"(?: [^\W\d_A-ZÀ-Þ]+)*"
)


def kind_flaws(read: Reading, said: Said) -> Iterator[Flaw]:
    """IMPL of the options of a choice."""
    vocabulary = read.vocabulary
    if not read.is_choice or not read.key or (read.key_is_code and not read.key.isalpha()) or vocabulary is None:
        return
    strange = _other_than_asked(read, said, vocabulary) or _dates(read) or _things_among_names(read)
    if strange:
        yield Flaw(
            "IMPL",
            "options",
            say("{options} are not of the kind that the question asks for.", options=named(strange)),
        )


def _other_than_asked(read: Reading, said: Said, vocabulary: Vocabulary) -> list[str]:
    """What is no person where one is asked for, or no number where an amount is."""
    asked = read.stem.strip("¿ ")
    if any(one.search(asked) for one in vocabulary.persons) and not _DIGIT.search(read.key):
        strange = [text for text in read.distractors if _DATE.fullmatch(text)]
        is_named = _NAME.match(read.key) and vocabulary.code != "de"
        strange += [text for text in read.distractors if is_named and text[:1].islower() and text not in strange]
        if _FULL_NAME.fullmatch(read.key):
            strange += [
                text for text in read.distractors if text not in strange and _is_no_person(text, said, vocabulary)
            ]
        return strange if len(strange) >= FEWEST_STRANGE else []
    if any(one.search(asked) for one in vocabulary.amounts) and _counts(read.key, vocabulary):
        strange = [text for text in read.distractors if not _counts(text, vocabulary)]
        return strange if len(strange) >= max(FEWEST_STRANGE, SHARE * len(read.distractors)) else []
    return []


def _is_no_person(text: str, said: Said, vocabulary: Vocabulary) -> bool:
    """Whether a text ends in a word that is no name, or names what the text says that something is in."""
    is_name = text.split()[-1][:1].isupper() or vocabulary.code == "de"
    return not is_name or any(f" {word} {fold(text)} " in said.folded for word in vocabulary.where)


def _counts(text: str, vocabulary: Vocabulary) -> bool:
    words = words_of(text)
    return any(word in vocabulary.numbers or word in vocabulary.denying or word in _AMOUNTS for word in words) or bool(
        _DIGIT.search(text)
    )


def _dates(read: Reading) -> list[str]:
    """Dates among options of which the right one has no number; a bare year may be the title of something."""
    if _DIGIT.search(read.key) or not read.key[:1].isalpha():
        return []
    dates = [text for text in read.distractors if _DATE.fullmatch(text)]
    if read.key[0].isupper():
        dates = [text for text in dates if not _YEAR.fullmatch(text)]
    return dates if len(dates) < len(read.distractors) else []


def _things_among_names(read: Reading) -> list[str]:
    """“the kettle”, “a printer cable” beside “DHCP”: any things where the right answer is a name."""
    if not _NAME.fullmatch(read.key) or (read.vocabulary and read.vocabulary.code == "de"):
        return []
    things = [text for text in read.distractors if _COMMON_THING.fullmatch(text)]
    return things if len(things) >= max(FEWEST_STRANGE, SHARE * len(read.distractors)) else []
