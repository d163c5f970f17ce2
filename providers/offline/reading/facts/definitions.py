"""Definitions: a term and what it means, in a sentence, in an item of a list, or under a term set apart."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from learning.wording import count_words, fold
from providers.language.lexicon import Lexicon
from providers.language.shapes import shape_of
from providers.language.tables import Language
from providers.offline.reading.facts.definition import (
    CODE,
    PLAIN_VALUE,
    SHORTEST_MEANING,
    is_meaning,
    is_term,
    is_vague,
    kin,
    telling_words,
    tells,
)
from providers.offline.reading.facts.definition import Definition as Definition
from providers.offline.reading.facts.glossaries import of_table
from providers.offline.reading.facts.labels import KIND, as_code, leads_in, of_heading, of_label, of_named
from providers.offline.reading.facts.manuals import bare, of_labelled_item, of_lead_in, one_spelling, under_heading
from providers.offline.reading.facts.manuals import is_doing as says_doing
from providers.offline.reading.facts.openings import adds, first_clause, without_colon, without_field, without_label
from providers.offline.reading.passages import Place

MOST_COMPARED = 120
FEWEST_OF_GLOSSARY = 6
MOST_CONTINUED = 4
LONG_DOCUMENT = 80
ROLES = ("body", "callout", "keypoints")
_ITEM = re.compile(r"(?P<term>[^:]{1,60}?)(?:\s*:\s+|\s+[—–]\s+|\s+-\s+)(?P<meaning>\S.*)", re.DOTALL)
_ABBREVIATED = re.compile(r"\s*\([A-Z][A-Za-z&-]{1,7}\)$")
_IN_BRACKETS = re.compile(r"\s*\([^()]{1,40}\)$")
_IN_PASSING = {
    "en": re.compile(
        r"(?:^(?:This|These|The|An?|Such an?) |\b(?=(?:an?|the) ))(?P<meaning>[^,;:()—]{15,110}), "
        r"(?:(?:which is|which are|also|often|sometimes|commonly) )*(?:called|known as|termed|referred to as) "
        r"(?:the |an? )?[\"“]?(?P<term>[^\W\d_][\w’-]*(?: [\w’-]+){0,2}?)[\"”]?(?:[,.;:]| \()"
    ),
    "es": re.compile(
        r"\b(?P<meaning>(?:una?|el|la|los|las) [^,;:()—]{15,110}), "
        r"(?:(?:que se|también) )*(?:llamad[oa]s?|denominad[oa]s?|conocid[oa]s? como|denominan?|llaman?) "
        r"(?:el |la |una? )?[«“\"]?(?P<term>[^\W\d_][\w-]*(?: [\w-]+){0,2}?)[»”\"]?(?:[,.;:]| \()"
    ),
    "fr": re.compile(
        r"\b(?P<meaning>(?:une?|le|la|les) [^,;:()—]{15,110}), "
        r"(?:aussi )?(?:appelée?s?|nommée?s?|dénommée?s?) "
        r"(?:le |la |une? )?[«“\"]? ?(?P<term>[^\W\d_][\w-]*(?: [\w-]+){0,2}?) ?[»”\"]?(?:[,.;:]| \()"
    ),
}
_DOING_ITEM = re.compile(r"[\"“«]? ?`(?P<term>[^`]{1,40})`(?:\(\d\))? ?[\"”»]? ")
_NAMED = re.compile(r"`[^`]{2,40}`|[A-ZÄÖÜÉ][\w’-]*(?: [A-ZÄÖÜÉ][\w’-]*){0,2}")
_CAPITALS = re.compile(r"[A-ZÄÖÜ].*[A-ZÄÖÜ]")
_FINITE = re.compile(
    r"\b(?:sera|será|ha|han|wird|werden|ist|sind|is|are|was|were|has|have|had|can|will|es|son|está|est|sont|ont)\b"
)
_IN_A_ROW = re.compile(r"\b(?:or|and|oder|und|sowie|ou|et|o|y|e) (?:an?|the|eine?[nmrs]?|une?|una?)\b", re.IGNORECASE)
"""Another thing beside it, so that both stand in a list and neither explains the other."""
_QUOTES = '“”"„«» '
_TWICE = re.compile(r"(\w+) \1\b")
"""A heading that runs into its sentence: "Layers Layers are …"."""
_CLAUSE = re.compile(r" (?:and|but|so) .*\b(?:is|are|was|were|has|have|can|will|may|[a-z]{3,}s (?:the|an?|[0-9]+))\b")
_POINTS = re.compile(r"\b(?:this|that|these|those|it|them|its|their)\b", re.IGNORECASE)


class Definitions:
    """All definitions of the sources, in order."""

    def __init__(self, places: Sequence[Place], table: Language, lexicon: Lexicon) -> None:
        found = tuple(_found(places, table, lexicon))
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
        sizes = Counter(one.family for one in self.all if one.family and not one.is_code)
        return tuple(
            one for one in self.all if one.place.block.role == "keypoints" or sizes[one.family] >= FEWEST_OF_GLOSSARY
        )

    def can_be_asked(self, one: Definition) -> bool:
        """Whether a question can name the term or its meaning without saying where it stands."""
        if one.family and (one.term.casefold() in self._of_several or self._told[one.family, fold(one.meaning)] > 1):
            return False
        return one.says_enough and not one.is_given_away

    def rivals(self, asked: Definition) -> list[Definition]:
        """Definitions of other things of the same kind, nearest first; those of its own list before all others."""
        at = bisect(self._orders, asked.place.order)
        near = self.all[max(0, at - MOST_COMPARED) : at + MOST_COMPARED]
        fitting = [one for one in near if _is_rival(asked, one)]
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


def _names_of_fields(found: Iterable[Definition]) -> frozenset[str]:
    """What lists explain in different words: parameters such as `callback`, labels such as "Starting point"."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.family:
            told[one.term.casefold()].add(fold(one.meaning))
    return frozenset(term for term, meanings in told.items() if len(meanings) > 1)


def _is_rival(asked: Definition, other: Definition) -> bool:
    """Whether the other's term is wrong for this meaning, and its meaning for this term."""
    if asked.is_code and asked.family and not _is_kin(asked, other) and not _are_options(asked, other):
        return False
    if KIND in (asked.family[: len(KIND)], other.family[: len(KIND)]) and asked.family != other.family:
        return False
    if asked.family and other.family and not asked.is_code and not _is_beside(asked, other):
        return False
    of_one_kind = asked.family.startswith(KIND)
    of_one_kind = of_one_kind or _are_options(asked, other)
    if asked.place.document.id != other.place.document.id and not (of_one_kind or _is_page_of_many(asked, other)):
        return False
    if asked.is_code and not asked.family and shape_of(asked.term) != shape_of(other.term):
        return False
    if other.form != asked.form or other.term.casefold() == asked.term.casefold():
        return False
    named = bool(asked.term_stems and other.term_stems)
    if not named and not (asked.is_code and other.is_code):
        return False
    if named and (other.term_stems <= asked.term_stems or asked.term_stems <= other.term_stems):
        return False
    if tells(asked.meaning, other.term, asked.place.language) or tells(other.meaning, asked.term, asked.place.language):
        return False
    one, two = asked.meaning.casefold(), other.meaning.casefold()
    return not one.startswith(two) and not two.startswith(one)


def _are_options(asked: Definition, other: Definition) -> bool:
    """Whether both are options of commands, which say different things."""
    both = all(shape_of(one.term) == "flag" for one in (asked, other))
    return both and 2 * len(asked.stems & other.stems) < min(len(asked.stems), len(other.stems))


def _is_page_of_many(asked: Definition, other: Definition) -> bool:
    """Whether both stand in short documents, which are pages of one work rather than works of their own."""
    plain = not (asked.family or asked.is_code)
    return plain and max(len(one.place.document.blocks) for one in (asked, other)) < LONG_DOCUMENT


def _is_beside(one: Definition, other: Definition) -> bool:
    """Whether they stand in one list, or in lists under one heading."""
    return one.family == other.family or one.place.block.heading_path == other.place.block.heading_path


def _is_kin(one: Definition, other: Definition) -> bool:
    """Whether they stand in one list, or are names of one family under one heading."""
    same = one.place.document.id == other.place.document.id
    path, its = one.place.block.heading_path, other.place.block.heading_path
    return one.family == other.family or (same and path == its and kin(one.term) == kin(other.term))


def _first_of_each(found: Iterable[Definition]) -> Iterator[Definition]:
    """One definition a term, the first; of an option one in each list of options, where others may be meant."""
    seen: set[tuple[str, str]] = set()
    for one in found:
        named = (one.term.casefold(), one.family if one.is_code else "")
        if named not in seen:
            seen.add(named)
            yield one


def _found(places: Sequence[Place], table: Language, lexicon: Lexicon) -> Iterator[Definition]:
    for at, place in enumerate(places):
        if at and places[at - 1].kind == "heading" and place.block.role == "body":
            made = list(under_heading(places, at, table))
            yield from made or of_heading(places, at, table)
        if place.kind == "table":
            yield from of_table(place, table)
        if place.block.role not in ROLES or not place.is_prose or place.is_numbered or place.loose:
            continue
        if place.kind == "list_item":
            yield from _of_item(place, places, at, table, lexicon)
        elif place.kind == "quote" and at and _is_set_apart(places[at - 1]):
            yield from _under_term(place, places[at - 1])
        else:
            term, said = leads_in(place)
            told = list(of_label(place, as_code(term), said, _under(place))) if term else []
            yield from told
            for sentence in place.sentences if not told else ():
                yield from _in_sentence(sentence, place, table, lexicon)
            yield from of_lead_in(places, at)


def _of_item(place: Place, places: Sequence[Place], at: int, table: Language, lexicon: Lexicon) -> Iterator[Definition]:
    family = _family(places, at)
    found = _ITEM.fullmatch(one_spelling(place.text))
    aside = _ABBREVIATED if table.code == "en" else _IN_BRACKETS
    named = aside.sub("", found["term"]).strip() if found else ""
    if place.text.startswith("`") and table.code == "en":
        made = list(of_labelled_item(place, family))
    else:
        made = list(of_label(place, bare(as_code(named)), found["meaning"].strip(), family)) if found else []
    if not made and (doing := _DOING_ITEM.match(place.text)) and table.tells_doing(place.text[doing.end() :]):
        made = list(of_label(place, f"`{doing['term']}`", place.text[doing.end() :], family, is_doing=True))
    if not made:
        made = [one for sentence in place.sentences for one in _in_sentence(sentence, place, table, lexicon)]
    yield from made


def _under_term(place: Place, title: Place) -> Iterator[Definition]:
    yield from of_label(place, title.text.strip(), place.text, _under(place))


def _under(place: Place) -> str:
    return " › ".join((place.document.id, *place.block.heading_path))


def _in_sentence(sentence: str, place: Place, table: Language, lexicon: Lexicon) -> Iterator[Definition]:
    yield from _by_the_way(sentence, place, table)
    yield from _beside(sentence, place, table)
    sentence = without_label(sentence, table)
    if not table.defining or _TWICE.match(sentence) or not place.tells_a_fact(without_colon(sentence)):
        return
    bare = without_field(without_colon(sentence), table).rstrip(". ")
    for pattern in _patterns(table.defining):
        found = pattern.fullmatch(bare)
        if not found:
            continue
        parts = found.groupdict()
        term, meaning = parts["term"].strip(_QUOTES), parts["meaning"].strip()
        said = parts.get("subject") or ""
        bare_name = table.code != "en" and said.lstrip(_QUOTES).startswith(term)
        if bare_name and not _is_thing_without_article(term, said, place, lexicon):
            continue
        is_doing = parts.get("does") is not None
        if is_doing and (parts["does"] in table.stop_words or not says_doing(parts["does"], meaning)):
            continue
        meaning = _before_comma(first_clause(meaning), term, place.language)
        if is_doing and adds(meaning):
            continue
        if (parts.get("link") or "").startswith("occur"):
            meaning = f"{parts['link']} {meaning}"
        if (
            _is_named(term, table)
            and is_meaning(meaning, term, place.language)
            and (is_doing or not is_vague(meaning, table))
        ):
            meaning = f"{parts['does']} {meaning}" if is_doing else meaning
            yield Definition(
                place, term, meaning, sentence, subject=said, link=parts.get("link") or "", is_doing=is_doing
            )
            return
    named = list(of_named(sentence, place, table))
    yield from named or _purpose(sentence, place, table)


def _is_thing_without_article(term: str, subject: str, place: Place, lexicon: Lexicon) -> bool:
    """Whether a capital at the beginning of a sentence is that of a name or noun: adverbs have one there too."""
    if term.startswith("`") or "(" in subject or _CAPITALS.search(term):
        return True
    told = " ".join((*place.block.terms, *place.block.heading_path))
    return fold(term) in fold(told) or lexicon.is_name(term.split()[0]) or lexicon.is_noun(term.split()[-1])


def _by_the_way(sentence: str, place: Place, table: Language) -> Iterator[Definition]:
    """What a sentence about something else calls by a name in passing, whatever the sentence itself points to."""
    pattern = _IN_PASSING.get(table.code)
    found = pattern.search(sentence) if pattern else None
    if found is None or not place.is_whole(sentence):
        return
    term, meaning = found["term"], found["meaning"].strip()
    clear = not (_POINTS.search(meaning) or _FINITE.search(meaning) or is_vague(meaning, table))
    clear = clear and not table.says("deixis", meaning)
    if _is_named(term, table) and clear and "`" not in meaning and is_meaning(meaning, term, place.language):
        yield Definition(place, term, meaning, sentence)


def _beside(sentence: str, place: Place, table: Language) -> Iterator[Definition]:
    """What stands between commas or in brackets behind a term that is set off, code, or a name with a capital."""
    for found in _NAMED.finditer(sentence) if table.apposing else ():
        beside = _patterns((table.beside,))[0].match(sentence, found.end())
        if beside is None:
            continue
        term, meaning = found[0].strip(), (beside["meaning"] or beside["meaning2"]).strip()
        is_set_off = term in place.block.terms or term.startswith("`") or _CAPITALS.match(term) or found.start() > 0
        clear = not (_POINTS.search(meaning) or _FINITE.search(meaning) or is_vague(meaning, table))
        clear = (
            clear
            and not _IN_A_ROW.search(meaning)
            and not table.says("deixis", meaning)
            and place.is_whole(sentence)
            and sentence.count(term) == 1
        )
        if is_set_off and clear and _is_named(term, table) and is_meaning(meaning, term, place.language):
            yield Definition(place, term, meaning, sentence)
            return


def _before_comma(meaning: str, term: str, language: str) -> str:
    """The meaning, or what of it stands before a comma where the rest names the term or is another clause."""
    first, *rest = meaning.split(",")
    if rest and _CLAUSE.match(rest[0]) and count_words(first) >= SHORTEST_MEANING:
        return first
    return first if tells(meaning, term, language) and count_words(first) > SHORTEST_MEANING else meaning


def _purpose(sentence: str, place: Place, table: Language) -> Iterator[Definition]:
    """What code is used for: "Use `cargo tree` to see which features are enabled.".

    The pattern has several ways to say it, whose groups are numbered from the second one on.
    """
    told = table.purposes and place.stands_alone(sentence)
    found = re.compile(table.purposes).search(sentence.rstrip(". ")) if told else None
    if found is None:
        return
    parts = {name.rstrip("0123456789"): text for name, text in found.groupdict().items() if text is not None}
    term, meaning = parts["term"], parts["meaning"].strip()
    if len(re.findall(r"`[^`]+`", meaning)) > 1:
        return
    clear = not _POINTS.search(meaning) and " not " not in meaning
    if is_term(term) and is_meaning(meaning, term, place.language) and clear:
        yield Definition(place, term, meaning, sentence, is_purpose=True)


@lru_cache(maxsize=16)
def _patterns(defining: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in defining)


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
    return place.kind == "paragraph" and not re.search(r"[.:!?…]\W*$", place.text) and is_term(place.text.strip())


def _is_named(term: str, table: Language) -> bool:
    """Whether words before a verb name a thing: no small words that make them a phrase, and not a vague one."""
    if CODE.fullmatch(term):
        return not PLAIN_VALUE.fullmatch(term)
    words = term.lower().split()
    ends = {words[-1]} if table.code == "en" else telling_words(term, table.code)
    if not is_term(term) or ends & (table.vague | table.stop_words) or words[0] in table.openers:
        return False
    return not any(word in table.stop_words - table.inside for word in words)
