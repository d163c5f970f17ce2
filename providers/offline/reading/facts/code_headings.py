"""References that give each setting, variable or call a heading of its own, in code, and say below what it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from providers.language.headings import clean_heading
from providers.language.tables import Language
from providers.offline.reading.facts.definition import HEADINGS, Definition
from providers.offline.reading.facts.labels import as_code, of_label
from providers.offline.reading.passages import Place

NEAR, FAR = 4, 60
"""Blocks: from the heading to its text, and around it to the headings beside it."""
FEWEST, MOST_SUBJECT_WORDS = 3, 3
_ASIDE = re.compile(r"(?:\([A-Za-zÀ-ÿ ,/-]{3,24}\)[.:]? )+")
"""Remarks before the text: "(Optional)"."""
_SET = {
    "en": re.compile(
        r"(?:If|When) (?:you (?:enable|use|set) this \w+|(?:this \w+|it) is (?:set|enabled|on)(?: to `[^`]+`)?),? |"
        r"Use this \w+ (?:to|if you want to) |This (?:lets|allows) you (?:to )?|"
        r"This \w+ (?:permits|lets you|allows you)(?: to)? |This (?:\w+ )?(?:is|are) (?=(?:an?|the) )"
    ),
    "de": re.compile(
        r"(?:Wenn|Ist) diese \w+ (?:gesetzt|aktiviert|wahr)(?: ist)?, |"
        r"Dies(?:e[rs]?)? (?:\w+ )?ist (?=(?:eine?|der|die|das) )"
    ),
    "es": re.compile(r"Si (?:est[ae] \w+ está \w+|se activa|se define), |Est[ae] (?:\w+ )?es (?=(?:una?|el|la) )"),
    "fr": re.compile(r"Si (?:cet(?:te)? \w+ est \w+), |Cet(?:te)? (?:\w+ )?est (?=(?:une?|la?|l['’]) ?)"),
}
"""What leads to what a setting does, or is."""


def code_name(heading: Place, table: Language) -> str:
    """The name in code that a heading is and nothing else, in back-ticks; "" for others."""
    said = heading.text.strip(" #¶")
    if re.fullmatch(r"`[^`\s]{2,60}`", said):
        return said
    name = as_code(said) if as_code(said) != said else as_code(clean_heading(said, table))
    return name if name.startswith("`") and " " not in name else ""


def under_code(places: Sequence[Place], at: int, table: Language) -> Iterator[Definition]:
    """What the first paragraph under the heading at `at` - 1 says of the name in code that the heading is."""
    heading = places[at - 1]
    term = code_name(heading, table)
    if not term or not _has_others(places, at - 1, table):
        return
    below = takewhile(lambda one: one.kind != "heading", places[at : at + NEAR])
    place = next((one for one in below if one.kind == "paragraph" and one.sentences and not one.is_label), None)
    if place is None or place.block.role != "body":
        return
    said = _ASIDE.sub("", place.text, count=1) if _ASIDE.match(place.text) else place.text
    led = _SET[table.code].match(said) if table.code in _SET else None
    if led or not _has_subject(said, table):
        yield from of_label(place, term, said[led.end() :] if led else said, family_of(heading), is_listed=bool(led))


def _has_subject(said: str, table: Language) -> bool:
    """Whether the text is a sentence about something else: a verb follows its first few words."""
    if table.done_by(said)[0]:
        return False
    words = said.split()[: MOST_SUBJECT_WORDS + 1]
    return any(table.tells_doing(" ".join(words[at:])) for at in range(1, len(words)))


def family_of(heading: Place) -> str:
    """The family of the names that headings of one part are."""
    return " › ".join((heading.document.id, *heading.block.heading_path)) + HEADINGS


def _has_others(places: Sequence[Place], at: int, table: Language) -> bool:
    path = places[at].block.heading_path
    around = places[max(0, at - FAR) : at + FAR]
    beside = (one for one in around if one.kind == "heading" and one.block.heading_path == path)
    return sum(bool(code_name(one, table)) for one in beside) >= FEWEST
