"""Abbreviations that a text explains where it first uses them: "the central nervous system (CNS)", "`pwd` stands for
"print working directory"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from providers.offline.reading.passages import Place

FEWEST_LETTERS, MOST_LETTERS = 2, 5
FOREWORD = 14
"""Characters that may stand before the words, such as “from English”."""
_SHORT = re.compile(r"\((?P<short>[A-Z][A-Za-z]{1,5})\)")
_LONG = re.compile(r"(?<![\w-])(?P<short>[A-Z]{2,5}) \((?P<full>[^()]{6,90})\)")
_CODE = re.compile(
    r"`(?P<short>[a-z]{2,8})` (?:stands for|is short for|is (?:an?|the) abbreviation (?:of|for)|means|steht für|"
    r"ist die Abkürzung (?:für|von)|ist kurz für|bedeutet|significa|es la abreviatura de|viene de|signifie|"
    r"est l['’]abréviation de|vient de) [\"“„«] ?(?P<full>[^\"“”„«»\n]{4,40}?) ?[\"”“»]"
)
"""A command and the words that it is made of, in quotation marks."""
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset("of and the for in on de del la el y des und der die du et le les von für to a".split())


@dataclass(frozen=True)
class Abbreviation:
    """`sentence` explains that `short` stands for `full`."""

    place: Place
    sentence: str
    short: str
    full: str
    is_code: bool = False


def abbreviations_of(places: Sequence[Place]) -> list[Abbreviation]:
    """Each abbreviation that the sources explain, once, in order."""
    found: dict[str, Abbreviation] = {}
    for place in places:
        if place.is_prose and place.block.role in ("body", "callout", "keypoints"):
            for one in _in_place(place):
                found.setdefault(one.short, one)
    return list(found.values())


def _in_place(place: Place) -> Iterator[Abbreviation]:
    for sentence in place.sentences:
        for found in _SHORT.finditer(sentence):
            full = _full(sentence[: found.start()].rstrip(), found["short"])
            if full:
                yield Abbreviation(place, sentence, found["short"], full)
        for found in _CODE.finditer(sentence):
            yield Abbreviation(place, sentence, found["short"], found["full"], is_code=True)
        for found in _LONG.finditer(sentence):
            if full := _inside(found["full"], found["short"]):
                yield Abbreviation(place, sentence, found["short"], full)


def _inside(text: str, short: str) -> str:
    """The words at the end of a text in brackets, or before its first comma, with the abbreviation's first letters."""
    for part in (text, text.split(",")[0]):
        bare = part.strip(" \"'“”„«»*")
        full = _full(bare, short)
        if full and len(full) >= len(bare) - FOREWORD:
            return full
    return ""


def _full(before: str, short: str) -> str:
    """The words right before it whose first letters are its capitals, small words between them passed over."""
    letters = [letter for letter in short if letter.isupper()]
    if not FEWEST_LETTERS <= len(letters) <= MOST_LETTERS:
        return ""
    words = list(_WORD.finditer(before))
    start = len(before)
    for word in reversed(words):
        if not re.fullmatch(r"[\s-]*", before[word.end() : start]):
            return ""
        start = word.start()
        if word[0][0].upper() == letters[-1]:
            letters.pop()
        elif word[0].lower() not in _SMALL:
            return ""
        if not letters:
            return before[start:] if word[0].lower() not in _SMALL else ""
    return ""
