"""Items of a list that begin with a name: how the name reads beside the others, and what the item says it serves to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from providers.language.tables import Language
from providers.offline.reading.facts.definition import Definition, is_meaning, is_term
from providers.offline.reading.facts.manuals import bare
from providers.offline.reading.passages import Place

NEAR = 8
FEWEST_LABELLED = 3
_CONTENTS = re.compile(
    r"\W*(?:(?:table of )?contents|contenidos?|índice|temario|inhalt(?:e|sverzeichnis)?|sommaire|contenu|agenda)\W*",
    re.IGNORECASE,
)
"""The heading over what a text is going to treat."""
_COUNTED = re.compile(r"([A-Z]{1,4})(\d{1,2})\b")
_CODE = r"`(?P<code>[^`]{1,60})`(?:\s?\([^()]{1,30}\))?"
_LABELLED = re.compile(r"[^:]{1,60}?(?:\s*:\s+|\s+[—–]\s+|\s+--?\s+)\S")
_CODE_AFTER = re.compile(r"(?<=\w) `[^`]{1,40}`$")
_OTHER_NAME = re.compile(r"(?<=\w),? (?:or|oder|ou|o) [^,]{2,40}.*$")
_ENGLISH = r"(?P<aim>[a-z]+ (?!(?:be|is|are)\b).{8,140})"
_INFINITIVE = {
    "es": r"(?P<aim>(?:no )?[a-záéíóúñ]+[aei]r(?:l[aeo]s?|se|nos)? .{6,140})",
    "fr": r"(?P<aim>(?:ne pas )?(?:[a-zàâçéèêîôû]+(?:er|ir|re) |l['’]).{6,140})",
}
_AIMS = {
    "en": re.compile(rf"{_CODE},? (?:is used |is |can be used |used |allows (?:you|users) )?to {_ENGLISH}"),
    "de": re.compile(
        rf"{_CODE},? (?:dient dazu, |wird verwendet, )?um (?P<aim>[^,;:()]{{8,120}}(?: zu |zu)[a-zäöüß]+en)\b.*"
    ),
    "es": re.compile(rf"{_CODE},? (?:que |nos )?(?:(?:sirve |se usa |se utiliza )?para |permite )?{_INFINITIVE['es']}"),
    "fr": re.compile(
        rf"{_CODE},? (?:qui )?(?:(?:sert |utilisé )?(?:pour|à) |permet(?:tant)? d(?:e |['’]))?{_INFINITIVE['fr']}"
    ),
}
"""Code and, behind a comma or a blank, what it serves to."""
_DOES = {
    "en": re.compile(rf"{_CODE},? (?:which |that )?(?P<does>[a-z]+s .{{8,140}})"),
    "de": re.compile(rf"{_CODE}(?:,)? (?P<does>[a-zäöüß]+t .{{8,140}})"),
    "es": re.compile(rf"{_CODE},? (?:que |nos )?(?P<does>(?:se )?[a-záéíóúñ]+[ae] .{{8,140}})"),
    "fr": re.compile(rf"{_CODE},? (?:qui )?(?P<does>[a-zàâçéèêîôû]+(?:e|t) .{{8,140}})"),
}
_OF_THE_TEXT = re.compile(
    r"\b(?:we|our|us|you|your|nos|nuestr[ao]s?|vamos|nous|notre|nos|votre|wir|unser\w*)\b", re.IGNORECASE
)


def plain_name(name: str) -> str:
    """A name without the code that stands behind it, and the first of two names for one thing: "Undo Tool" of
    "Undo Tool `tool_undo`", "relation" of "relation, or table"."""
    return _OTHER_NAME.sub("", _CODE_AFTER.sub("", name)) if not name.startswith("`") else name


def own_name(name: str, places: Sequence[Place], at: int) -> str:
    """The name of an option without its value, unless that tells it from another item of its list."""
    short = bare(name)
    if short == name:
        return name
    begins = short.rstrip("`")
    items = (place for place in _near(places, at) if place.text.startswith(begins))
    return name if sum(place.text[len(begins) : len(begins) + 1] in " =" for place in items) > 1 else short


def is_one_of_labelled(places: Sequence[Place], at: int) -> bool:
    """Whether enough items around one begin as it does, with a name and a sign."""
    level = places[at].block.level
    near = [place for place in _near(places, at) if place.block.level == level]
    labelled = sum(_LABELLED.match(place.text) is not None for place in near)
    return labelled >= FEWEST_LABELLED and 4 * labelled >= 3 * len(near)


def is_of_contents(place: Place) -> bool:
    """Whether a block stands under a heading that says that a table of contents follows."""
    return _CONTENTS.fullmatch("".join(place.block.heading_path[-1:])) is not None


def is_counted(name: str, places: Sequence[Place], at: int) -> bool:
    """Whether a name is letters with a number, and an item beside it has the same letters with the next one: "M1", "M2"
    count the parts of something, and name nothing."""
    found = _COUNTED.match(name)
    if found is None:
        return False
    beside = (places[to] for to in (at - 1, at + 1) if 0 <= to < len(places))
    others = (_COUNTED.match(place.text) for place in beside if place.kind == "list_item")
    return any(one and one[1] == found[1] and abs(int(one[2]) - int(found[2])) == 1 for one in others)


def _near(places: Sequence[Place], at: int) -> list[Place]:
    """The items of the list that one stands in, up to `NEAR` before and after it."""
    first = last = at
    while first > max(0, at - NEAR) and places[first - 1].kind == "list_item":
        first -= 1
    while last + 1 < min(len(places), at + NEAR) and places[last + 1].kind == "list_item":
        last += 1
    return list(places[first : last + 1])


def of_served(place: Place, family: str, table: Language) -> Iterator[Definition]:
    """What an item says behind a comma or a blank that its code serves to, or does: "`tar`, to pack files"."""
    parts = place.split(place.text)
    said = parts[0].text.strip().rstrip(" .;,") if parts else ""
    aims, does = _AIMS.get(table.code), _DOES.get(table.code)
    found = aims.fullmatch(said) if aims else None
    doing = does.fullmatch(said) if does and not found else None
    if doing and not table.tells_doing(doing["does"].removeprefix("se ")):
        return
    match = found or doing
    if match is None:
        return
    meaning, term = match[match.lastindex or 0], bare(f"`{match['code']}`")
    clear = not _OF_THE_TEXT.search(meaning) and not table.says("deixis", meaning)
    if clear and is_term(term) and is_meaning(meaning, term, place.language):
        yield Definition(place, term, meaning, place.beginning, family, is_doing=bool(doing), is_purpose=bool(found))
