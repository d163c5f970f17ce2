"""Definitions: a term and what it means, in a sentence, in an item of a list, or under a term set apart."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from learning.objectives import MEASURABLE_VERBS
from learning.tagging import tag
from learning.wording import fold
from providers.language.lexicon import Lexicon
from providers.language.tables import Language
from providers.language.words import content_stems
from providers.offline.reading.facts.code_headings import code_name, family_of, under_code
from providers.offline.reading.facts.commands import of_comments
from providers.offline.reading.facts.defining_sentences import in_sentence
from providers.offline.reading.facts.definition import CODE, is_term
from providers.offline.reading.facts.definition import Definition as Definition
from providers.offline.reading.facts.glossaries import of_table
from providers.offline.reading.facts.labels import as_code, is_one_of_led, leads_in, of_heading, of_label, under_name
from providers.offline.reading.facts.manuals import (
    of_labelled_item,
    of_lead_in,
    of_signature,
    one_spelling,
    under_heading,
)
from providers.offline.reading.facts.named_items import (
    is_counted,
    is_of_contents,
    is_one_of_labelled,
    of_served,
    own_name,
    plain_name,
)
from providers.offline.reading.facts.options import is_option, of_option
from providers.offline.reading.facts.rivals import is_rival
from providers.offline.reading.passages import Place

MOST_COMPARED = 120
FEWEST_OF_GLOSSARY = 6
MOST_CONTINUED = 4
MOST_LABELS, FEWEST_NAMES = 10, 3
NEAR = 4
ROLES = ("body", "callout", "keypoints")
_ITEM = re.compile(r"(?P<term>[^:]{1,60}?)(?:\s*:\s+|\s+[—–]\s+|\s+--?\s+)(?P<meaning>\S.*)", re.DOTALL)
_RECORD = re.compile(
    r"(?:(?:date|last|publication|published|updated?|review|document|contact|emergency) ?)?(?:accessed|dates?|language|"
    r"authors?|publisher|version|licen[cs]e|doi|isbn|urls?|sources?|contact|e-?mail|phone|telephone|number|website|"
    r"address|owner|status|updated|modified|created|country|topic|organi[sz]ation)|"
    r"(?:datum|stand|sprache|autor(?:in|en)?|verlag|lizenz|quellen?|kontakt|telefon|adresse|fecha|idioma|autor(?:a|es)?|"
    r"editorial|licencia|fuentes?|contacto|teléfono|dirección|date|langue|auteure?s?|éditeur|licence|téléphone|adresse)",
    re.IGNORECASE,
)
"""What a record of a document calls its entries."""
FEWEST_OF_RECORD = 2
_ABBREVIATED = re.compile(r"\s*\([A-Z][A-Za-z&-]{1,7}\)$")
_EXPANDED = re.compile(r"([A-Z]{2,6}) \([A-Z][^()]{3,40}\)")
"""An abbreviation with its words."""
_IN_BRACKETS = re.compile(r"\s*\([^()]{1,40}\)$")
Labels = defaultdict[str, list[str]]
"""The names of each list, in order."""
_DOING_ITEM = re.compile(r"[\"“«]? ?`(?P<term>[^`]{1,40})`(?:\(\d\))? ?[\"”»]?(?:,|\.| (?=[-:]))? ")


class Definitions:
    """All definitions of the sources, in order."""

    def __init__(self, places: Sequence[Place], table: Language, lexicon: Lexicon) -> None:
        self._labels: Labels = defaultdict(list)
        found = tuple(_found(places, table, lexicon, self._labels))
        self._of_several = _names_of_fields(found)
        self._told = Counter((one.family, fold(one.meaning)) for one in found if one.family)
        self.all = tuple(_first_of_each(found))
        self._orders = [one.place.order for one in self.all]
        self._of_place: defaultdict[int, list[Definition]] = defaultdict(list)
        for one in self.all:
            self._of_place[one.place.order].append(one)

    def of(self, place: Place) -> list[Definition]:
        """The definitions that one place gives, in order."""
        return self._of_place.get(place.order, [])

    @cached_property
    def apart(self) -> tuple[Definition, ...]:
        """Those of glossaries and summaries, which stand apart from the text that teaches their terms."""
        return tuple(one for one in self.all if self.is_apart(one))

    @cached_property
    def _sizes(self) -> Counter[str]:
        return Counter(one.family for one in self.all if one.family and not one.is_code)

    def is_apart(self, one: Definition) -> bool:
        """Whether a glossary or summary gives it."""
        return one.place.block.role == "keypoints" or self._sizes[one.family] >= FEWEST_OF_GLOSSARY

    @cached_property
    def _of_family(self) -> defaultdict[str, list[Definition]]:
        found: defaultdict[str, list[Definition]] = defaultdict(list)
        for one in self.all:
            found[one.family].append(one)
        return found

    def can_be_asked(self, one: Definition) -> bool:
        """Whether a question can name the term or its meaning without saying where it stands."""
        if one.family and (one.term.casefold() in self._of_several or self._told[one.family, fold(one.meaning)] > 1):
            return False
        fits = one.says_enough and not one.is_given_away and not one.is_told
        return fits and not self._is_of_record(one) and not (one.family and _is_clause(one.term, one.place.language))

    def _is_of_record(self, one: Definition) -> bool:
        """Whether it stands in a list that a document keeps of itself: who wrote it, when, in which language."""
        labels = self._labels.get(one.family, ()) if one.family else ()
        return sum(_RECORD.fullmatch(label) is not None for label in labels) >= FEWEST_OF_RECORD

    def labels_beside(self, one: Definition) -> list[str]:
        """The other names of its list, those first that stand near it, also where nothing is said of them that could be
        asked; names of a part or of the whole of its own are left out."""
        known = self._labels.get(one.family, []) if one.family else []
        at = known.index(one.term) if one.term in known else 0
        near = known[max(0, at - MOST_LABELS) : at] + known[at + 1 : at + MOST_LABELS]
        near.sort(key=lambda label: abs(known.index(label) - at))
        own = frozenset[str]() if one.is_code else one.term_stems
        stems = {label: frozenset(content_stems(label, one.place.language)) for label in near}
        fitting = {other.term for other in self._of_family[one.family] if one.stems <= other.told}
        apart = [label for label in near if label.startswith("`") is one.is_code and label not in {one.term, *fitting}]
        apart = [label for label in apart if not _is_clause(label, one.place.language)]
        return [label for label in apart if not (own and stems[label] and (stems[label] <= own or own <= stems[label]))]

    def rivals(self, asked: Definition) -> list[Definition]:
        """Definitions of other things of the same kind, nearest first; those of its own list before all others."""
        at = bisect(self._orders, asked.place.order)
        near = self.all[max(0, at - MOST_COMPARED) : at + MOST_COMPARED]
        fitting = [one for one in near if is_rival(asked, one)]
        return sorted(
            fitting,
            key=lambda one: (
                not asked.family or one.family != asked.family,
                one.genus != asked.genus and not one.term_stems & asked.term_stems,
                one.place.block.heading_path != asked.place.block.heading_path,
                abs(one.place.order - asked.place.order),
                one.term,
            ),
        )


def _is_clause(label: str, language: str) -> bool:
    """Whether an English label is a sentence, as "Heat ages rubber" is, and no name."""
    words = tag(label, "en") if language == "en" and not label.startswith("`") and " " in label else ()
    return any(
        word.tag in ("VVZ", "VBZ", "VBB", "VM0", "VHZ") or (word.tag == "VVB" and before.tag == "NN2")
        for before, word in pairwise(words)
    )


def _names_of_fields(found: Iterable[Definition]) -> frozenset[str]:
    """What lists explain in different words: parameters such as `callback`, labels such as "Starting point"."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.family:
            told[one.term.casefold()].add(fold(one.meaning))
    return frozenset(term for term, meanings in told.items() if len(meanings) > 1)


def _first_of_each(found: Iterable[Definition]) -> Iterator[Definition]:
    """One definition a term, the first; of an option one in each list of options, where others may be meant."""
    seen: set[tuple[str, str]] = set()
    for one in found:
        named = (one.term.casefold(), one.family if one.is_code else "")
        if named not in seen:
            seen.add(named)
            yield one


def _found(places: Sequence[Place], table: Language, lexicon: Lexicon, labels: Labels) -> Iterator[Definition]:
    for at, place in enumerate(places):
        if at and places[at - 1].kind == "heading" and place.block.role == "body":
            made = list(under_heading(places, at, table)) or list(of_heading(places, at, table))
            if name := code_name(places[at - 1], table):
                made = made or list(under_code(places, at, table))
                labels[family_of(places[at - 1])].append(name)
            elif not made:
                family = family_of(places[at - 1])
                made = list(under_name(places, at, table, family)) if place.order == places[at - 1].order + 1 else []
                labels[family] += [one.term for one in made]
            yield from made
        if place.kind == "table":
            yield from of_table(place, table)
        if place.kind == "code":
            yield from of_comments(place, table)
        if place.block.role not in ROLES or not place.is_prose or place.loose:
            continue
        if place.is_numbered and not _is_named(place):
            continue
        if place.kind == "list_item":
            yield from _of_item(place, places, at, table, lexicon, labels)
        elif at and _is_set_apart(places[at - 1]) and (place.kind == "quote" or _is_one_of_several(places, at)):
            labels[_under(place)].append(as_code(places[at - 1].text.strip()))
            yield from _under_term(place, places[at - 1])
        elif is_option(place):
            yield from of_option(place)
        else:
            term, said = leads_in(place)
            listed = bool(term) and is_one_of_led(places, at)
            if listed and is_term(as_code(term)):
                labels[_under(place)].append(as_code(term))
            told = list(of_label(place, as_code(term), said, _under(place), is_listed=listed)) if term else []
            yield from told
            for sentence in place.sentences if not told else ():
                yield from in_sentence(sentence, place, table, lexicon)
            yield from of_lead_in(places, at)


def _of_item(
    place: Place, places: Sequence[Place], at: int, table: Language, lexicon: Lexicon, labels: Labels
) -> Iterator[Definition]:
    if _is_below_name(places, at):
        above = places[at - 1]
        labels[_family(places, at - 1)].append(as_code(above.text.strip()))
        yield from of_label(place, as_code(above.text.strip()), place.text, _family(places, at - 1))
        return
    family = _family(places, at)
    signed = list(of_signature(place)) if table.code == "en" else []
    if signed:
        yield from signed
        return
    found = _ITEM.fullmatch(one_spelling(place.text))
    is_name = table.code == "en" and not place.text.startswith("`")
    aside = _ABBREVIATED if is_name else _IN_BRACKETS
    named = plain_name(aside.sub("", _EXPANDED.sub(r"\1", found["term"])).strip()) if found else ""
    opening = _DOING_ITEM.match(place.text)
    if is_counted(named, places, at) or is_of_contents(place):
        return
    label = own_name(as_code(named), places, at) if named else f"`{opening['term']}`" if opening else ""
    if is_term(label):
        labels[family].append(label)
    if place.text.startswith("`") and table.code == "en":
        made = list(of_labelled_item(place, family, label if CODE.fullmatch(label) else ""))
        if not made and found and CODE.fullmatch(label):
            listed = is_one_of_labelled(places, at)
            told = of_label(place, label, found["meaning"].strip(), family, is_listed=listed)
            made = [one for one in told if not one.is_told]
    else:
        name = own_name(as_code(named), places, at)
        listed = is_one_of_labelled(places, at)
        made = list(of_label(place, name, found["meaning"].strip(), family, is_listed=listed)) if found else []
    if not made and place.block.terms:
        term, said = leads_in(place)
        listed = bool(term) and is_one_of_led(places, at)
        made = (
            list(of_label(place, own_name(as_code(term), places, at), said, family, is_listed=listed)) if term else []
        )
    if not made and place.text.startswith("`"):
        made = list(of_served(place, family, table))
    if not made and opening and table.tells_doing(place.text[opening.end() :]):
        made = list(of_label(place, f"`{opening['term']}`", place.text[opening.end() :], family, is_doing=True))
    if not made:
        made = [one for sentence in place.sentences for one in in_sentence(sentence, place, table, lexicon)]
    yield from made


def _is_below_name(places: Sequence[Place], at: int) -> bool:
    """Whether an item is the first one below an item that is nothing but a name, as another one near it is."""
    return (
        _is_name_over(places, at - 1)
        and sum(
            _is_name_over(places, to) and places[to].block.level == places[at - 1].block.level
            for to in range(max(0, at - MOST_LABELS), min(len(places) - 1, at + MOST_LABELS))
        )
        >= FEWEST_NAMES
    )


def _is_name_over(places: Sequence[Place], at: int) -> bool:
    if at < 0 or at + 1 >= len(places):
        return False
    name, below = places[at], places[at + 1]
    both = name.kind == below.kind == "list_item" and below.block.level > name.block.level
    same = both and name.block.heading_path == below.block.heading_path and not below.is_numbered
    return same and _is_set_apart(name) and " " in below.text


def _under_term(place: Place, title: Place) -> Iterator[Definition]:
    yield from of_label(place, as_code(title.text.strip()), place.text, _under(place))


def _is_named(step: Place) -> bool:
    """Whether a numbered item begins with a name that it sets off, and that is nothing to do."""
    term, said = leads_in(step)
    return bool(said) and term.split(" ", 1)[0].lower() not in MEASURABLE_VERBS


def _is_one_of_several(places: Sequence[Place], at: int) -> bool:
    """Whether the paragraph stands under a line set apart, and another one near it does."""
    if places[at].kind != "paragraph" or not places[at - 1].is_label:
        return False
    near = (one for one in places[max(0, at - 1 - NEAR) : at + NEAR] if one is not places[at - 1])
    path = places[at].block.heading_path
    return any(one.is_label and one.block.heading_path == path and is_term(one.text.strip()) for one in near)


def _under(place: Place) -> str:
    return " › ".join((place.document.id, *place.block.heading_path))


def _family(places: Sequence[Place], at: int) -> str:
    """The list that an item stands in, by its first item."""
    level, first = places[at].block.level, at
    while (before := _item_before(places, first)) is not None and places[before].block.level >= level:
        first = before
    return f"{places[first].document.id}:{places[first].block.id}:{level}"


def _item_before(places: Sequence[Place], at: int) -> int | None:
    """The item before this one, also where what the other one says goes on in a few blocks after it."""
    for before in range(at - 1, max(-1, at - 2 - MOST_CONTINUED), -1):
        place = places[before]
        if place.kind == "list_item":
            adjoins = before == at - 1 or (_ITEM.fullmatch(place.text) and _ITEM.fullmatch(places[at].text))
            return before if adjoins and place.block.heading_path == places[at].block.heading_path else None
        if place.kind == "heading":
            return None
    return None


def _is_set_apart(place: Place) -> bool:
    alone = place.kind == "paragraph" or (place.kind == "list_item" and not place.is_numbered)
    return alone and not re.search(r"[.:!?…]\W*$", place.text) and is_term(place.text.strip())
