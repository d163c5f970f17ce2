"""What is said beside a name: after its colon in a list, or under the heading that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from learning.wording import fold
from providers.language.headings import clean_heading, is_generic
from providers.language.tables import Language, language_of
from providers.offline.reading.facts.definition import Definition, is_meaning, is_term, is_vague
from providers.offline.reading.facts.manuals import is_third_person
from providers.offline.reading.passages import Place

NEAR = 4
KIND = "kind:"
"""What the family of a name begins with that stands beside others of its kind in all documents."""
_BARE = re.compile(
    r"(?P<name>--?[A-Za-z?][\w-]*|[A-Za-z_][\w-]*(?:\.[\w<>*-]+)+|[A-Za-z]\w*_\w+|\$\w+|[\w.]+\([^()]*\))(?P<rest>[ =<\[{].*)?"
)
_ARGUMENT = re.compile(r"[ =]?[<\[{(=]?[\w<>\[\]{}|.…,=:-]*[>\]})]?|[ =][A-Z_<>\[\]|.]+")
_MANUAL = re.compile(r"(?P<name>[a-z][\w-]+)\(\d\)")
_HEADED = re.compile(r"`?(?P<name>[^`:]{2,60})`?(?:/`?[^`:]{1,40}`?)*: (?P<meaning>\S.*)")
_THIS_WILL = re.compile(r"^This (?:will |is (?=an? ))")
_QUOTES = "“”\"„«» '"


def as_code(name: str) -> str:
    """A name of an option, setting or call that is written without back-ticks, in them and without its arguments; every
    other text as it is."""
    if found := _MANUAL.fullmatch(name):
        return f"`{found['name']}`"
    first = next((part for part in name.split(", ") if part.startswith("--")), name.split(", ")[0])
    found = _BARE.fullmatch(first.strip())
    if not found or (found["rest"] and not _ARGUMENT.fullmatch(found["rest"])):
        return name
    return f"`{found['name']}`"


def of_label(place: Place, term: str, said: str, family: str) -> Iterator[Definition]:
    """What an explanation says first of the name that it stands beside, without the words that take up the name."""
    table = language_of(place.language)
    parts = place.split(said)
    first = (parts[0].text if parts else said).strip(" ^")
    meaning, is_doing = _told(first, term, table)
    meaning = meaning.rstrip(". ;,^")
    if is_term(term) and is_meaning(meaning, term, place.language) and (is_doing or not is_vague(meaning, table)):
        yield Definition(place, term, meaning, place.text[:600], family, is_doing=is_doing)


def _told(first: str, term: str, table: Language) -> tuple[str, bool]:
    """What is said, and whether it says what a thing does."""
    thing, done = table.done_by(first)
    if thing and _is_doing(done, table):
        return done, True
    said = table.unrestated(first)
    if said != first:
        return said, False
    for pattern in _patterns(table.defining):
        found = pattern.fullmatch(first.rstrip(". "))
        if found and fold(found["term"].strip(_QUOTES)) == fold(term) and found.groupdict().get("link"):
            return found["meaning"].strip(), False
    return _THIS_WILL.sub("", first), False


def _is_doing(done: str, table: Language) -> bool:
    verb, _, rest = done.partition(" ")
    return table.tells_doing(done) and (table.code != "en" or is_third_person(verb, rest))


@lru_cache(maxsize=16)
def _patterns(defining: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in defining)


def of_heading(places: Sequence[Place], at: int, table: Language) -> Iterator[Definition]:
    """What the first paragraph under the heading at `at` - 1 says of the thing that it names: "This filter blurs …"."""
    heading = places[at - 1]
    if found := _HEADED.fullmatch(heading.text.strip(" #¶")):
        term, family = as_code(found["name"]), " › ".join((heading.document.id, *heading.block.heading_path[:-1]))
        if term.startswith("`") or "`" in heading.text:
            term = term if term.startswith("`") else f"`{term}`"
            if is_term(term) and is_meaning(found["meaning"], term, heading.language):
                yield Definition(heading, term, found["meaning"], heading.text, family)
                return
    place = next((one for one in places[at : at + NEAR] if _is_text(one) or one.kind == "heading"), None)
    if place is None or place.kind == "heading" or not place.sentences:
        return
    said = place.sentences[0]
    thing, done = table.done_by(said)
    term = _name_above(place, table) if thing and _is_doing(done, table) and place.is_whole(said) else ""
    meaning = done.rstrip(". ;,")
    if term and is_meaning(meaning, term, place.language) and not table.says("deixis", meaning):
        yield Definition(place, term, meaning, said, f"{KIND}{thing.casefold()}", is_doing=True)


def _is_text(place: Place) -> bool:
    return place.kind == "paragraph" and place.block.role == "body" and not place.is_label and bool(place.sentences)


def _name_above(place: Place, table: Language) -> str:
    """The nearest heading above that says something, if it is a name."""
    for heading in reversed(place.block.heading_path):
        name = clean_heading(heading, table).strip(_QUOTES)
        if is_generic(heading, table):
            continue
        term = as_code(name) if "`" not in heading else f"`{name}`"
        plain = not set(name.lower().split()) & (table.stop_words | table.openers)
        return term if is_term(term) and (plain or term.startswith("`")) else ""
    return ""


def leads_in(place: Place) -> tuple[str, str]:
    """The name that a paragraph sets off and begins with, and what it says after it: "**Keel.** A strip …"; "" and ""."""
    term = place.block.terms[0] if place.kind == "paragraph" and place.block.terms else ""
    rest = place.text.removeprefix(term) if term else ""
    sign = re.match(r"\s?[:.—–-]\s+(?=\S)|(?<=[:.])\s+(?=\S)", rest) if rest != place.text else None
    return (term.rstrip(":. "), rest[sign.end() :]) if sign else ("", "")
