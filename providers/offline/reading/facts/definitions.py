"""Definitions: a term and what it means, in a sentence, in an item of a list, or under a term set apart."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from learning.objectives import MEASURABLE_VERBS
from learning.wording import count_words
from providers.language.cleanliness import is_clean
from providers.language.tables import Language, language_of
from providers.language.words import content_stems
from providers.offline.reading.passages import Place

_DOINGS = frozenset(
    "tell let make prevent allow force cause turn take control determine emit give hold keep contain cover enable mean "
    "limit affect compute return provide need require pass bind block drop free point offer".split()
)
LONGEST_TERM, MOST_TERM_WORDS = 40, 4
SHORTEST_MEANING, LONGEST_MEANING = 3, 190
MOST_COMPARED = 120
_ITEM = re.compile(r"(?P<term>[^:]{1,60}?)(?:\s*:\s+|\s+[—–]\s+|\s+-\s+)(?P<meaning>\S.*)", re.DOTALL)
_CODE = re.compile(r"`[^`]+`(?:\([^)]*\))?")
_PLAIN_VALUE = re.compile(r"`?[\"']?(?:\w{1,2}|true|false|none|null|yes|no|\d[\d.]*)[\"']?`?", re.IGNORECASE)
_THIS_WILL = re.compile(r"^This (?:will |is (?=an? ))")
_POINTS = re.compile(r"\b(?:this|that|these|those|it|them|its|their)\b", re.IGNORECASE)
_NEVER_TERM = re.compile(
    r"(?:notes?|returns?|types?|defaults?|warning|caution|tip|important|examples?|see|usage|syntax|parameters?|values?|"
    r"history|hinweis|achtung|warnung|beispiel|nota|aviso|ejemplo|remarque|attention|exemple|todo|yes|no|msrv|q|a)",
    re.IGNORECASE,
)
_WORD_PARTS = re.compile(r"[A-Z]?[^\W\d_A-Z]{2,}|[A-Z]{2,}|\d+")
_THIRD_PERSON = re.compile(r"[a-z]+(?:s|es)")
_CALLABLE = re.compile(r"(?:[\w$.\[\]'\"-]+\.)?(?P<name>[\w$-]+)\((?P<arguments>[^)]*)\)(?: .*)?")
_NAME = re.compile(r"[^\W\d_][\w'’.+#-]*(?:[ -][\w'’+#-]+)*")


@dataclass(frozen=True)
class Definition:
    """`meaning` says what `term` is; `sentence` is what the source says word for word.

    `family` is the same for the terms of one list, "" for those that sentences define. `subject` and `link` are what
    stands before the meaning in a sentence ("A ridge", "is"); `is_doing` tells what a thing does
    from what it is, `is_purpose` what it is used for.
    """

    place: Place
    term: str
    meaning: str
    sentence: str
    family: str = ""
    subject: str = ""
    link: str = ""
    is_doing: bool = False
    is_purpose: bool = False

    @property
    def is_code(self) -> bool:
        """Whether the term is inline code, in back-ticks."""
        return self.term.startswith("`")

    @cached_property
    def term_stems(self) -> frozenset[str]:
        """The stems of the term, empty where it has no content word."""
        return frozenset(content_stems(self.term, self.place.language))

    @cached_property
    def parts(self) -> frozenset[str]:
        """The stems of the words that a name is put together from: of `maxTotal` "max" and "total"."""
        return parts_of_name(self.term, self.place.language)

    @cached_property
    def genus(self) -> str:
        """What kind of thing it is, as the meaning says first."""
        return next(iter(content_stems(self.meaning, self.place.language)), "")

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the meaning."""
        return frozenset(content_stems(self.meaning, self.place.language))

    @property
    def form(self) -> tuple[bool, bool, bool, bool, bool]:
        """Meanings of the same form can stand beside each other as options."""
        return (self.is_code, bool(self.family), self.is_doing, self.is_purpose, self.meaning[:1].isupper())


class Definitions:
    """All definitions of the sources, in order."""

    def __init__(self, places: Sequence[Place], table: Language) -> None:
        self.all = tuple(_first_of_each(_found(places, table)))
        self._orders = [one.place.order for one in self.all]
        self._of_place: defaultdict[int, list[Definition]] = defaultdict(list)
        for one in self.all:
            self._of_place[one.place.order].append(one)

    def of(self, place: Place) -> list[Definition]:
        """The definitions that one place gives, in order."""
        return self._of_place.get(place.order, [])

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


def _is_rival(asked: Definition, other: Definition) -> bool:
    """Whether the other's term is wrong for this meaning, and its meaning for this term."""
    if other.form != asked.form or other.term.casefold() == asked.term.casefold() or not other.term_stems:
        return False
    if other.term_stems <= asked.term_stems or asked.term_stems <= other.term_stems:
        return False
    if _tells(asked.meaning, other.term, asked.place.language) or _tells(
        other.meaning, asked.term, asked.place.language
    ):
        return False
    one, two = asked.meaning.casefold(), other.meaning.casefold()
    return not one.startswith(two) and not two.startswith(one)


def _tells(meaning: str, term: str, language: str) -> bool:
    """Whether a meaning has half of the words of a term in it, of the parts of a name in code more than half."""
    own = parts_of_name(term, language)
    shared = 2 * len(own & parts_of_name(meaning, language))
    return shared > len(own) or (shared == len(own) > 0 and not term.startswith("`"))


@lru_cache(maxsize=20_000)
def parts_of_name(text: str, language: str) -> frozenset[str]:
    """The stems of the words that a text or a name in code is made of: of `maxTotal` "max" and "total".

    Parts are told by capitals, digits and signs; letters that stand alone are none.
    """
    return frozenset(content_stems(" ".join(_WORD_PARTS.findall(text)), language))


def _first_of_each(found: Iterable[Definition]) -> Iterator[Definition]:
    """One definition a term, the first; a term that is defined twice in different words is not asked about twice."""
    seen: set[str] = set()
    for one in found:
        if one.term.casefold() not in seen:
            seen.add(one.term.casefold())
            yield one


def _found(places: Sequence[Place], table: Language) -> Iterator[Definition]:
    for at, place in enumerate(places):
        if at and places[at - 1].kind == "heading" and place.block.role == "body":
            yield from _under_heading(places, at, table)
        if place.block.role not in ("body", "callout") or not place.is_prose or place.is_numbered or place.loose:
            continue
        if place.kind == "list_item":
            yield from _of_item(place, places, at)
        elif place.kind == "quote" and at and _is_set_apart(places[at - 1]):
            yield from _under_term(place, places[at - 1])
        else:
            for sentence in place.sentences:
                yield from _in_sentence(sentence, place, table)


def _under_heading(places: Sequence[Place], at: int, table: Language) -> Iterator[Definition]:
    """What a function or command named by a heading does, as the first paragraph under it says: "Adds a listener."."""
    heading = places[at - 1]
    found = _CALLABLE.fullmatch(heading.text.replace("`", "").strip(" #¶"))
    if not found or table.code != "en":
        return
    for place in places[at : at + 14]:
        if place.kind == "heading":
            return
        if place.kind == "paragraph" and place.sentences and not place.is_label:
            first = place.sentences[0].rstrip(". ")
            verb, _, rest = first.partition(" ")
            term, path = f"`{found['name']}()`", place.block.heading_path[:-1]
            told = _is_third_person(verb.lower()) and verb[:1].isupper() and place.is_whole(place.sentences[0])
            if told and _is_meaning(rest, term, place.language):
                doing = verb.lower() + " " + rest
                yield Definition(
                    place, term, doing, place.sentences[0], " › ".join((place.document.id, *path)), is_doing=True
                )
            return


def _is_third_person(verb: str) -> bool:
    bases = (verb.removesuffix("s"), verb.removesuffix("es"), verb.removesuffix("ies") + "y")
    return _THIRD_PERSON.fullmatch(verb) is not None and any(base in MEASURABLE_VERBS | _DOINGS for base in bases)


def _of_item(place: Place, places: Sequence[Place], at: int) -> Iterator[Definition]:
    found = _ITEM.fullmatch(place.text)
    if not found:
        return
    term, rest = found["term"].strip(), found["meaning"].strip()
    yield from _made(place, term, rest, family=_family(places, at))


def _under_term(place: Place, title: Place) -> Iterator[Definition]:
    family = " › ".join((place.document.id, *place.block.heading_path))
    yield from _made(place, title.text.strip(), place.text, family=family)


def _made(place: Place, term: str, rest: str, family: str) -> Iterator[Definition]:
    parts = place.split(rest)
    meaning = _THIS_WILL.sub("", (parts[0].text if parts else rest).strip())
    if _is_vague(meaning, language_of(place.language)):
        return
    if _is_term(term) and _is_meaning(meaning, term, place.language):
        yield Definition(place, term, meaning.rstrip(". ;,"), place.text[:600], family)


def _in_sentence(sentence: str, place: Place, table: Language) -> Iterator[Definition]:
    if not table.defining or not place.stands_alone(sentence):
        return
    bare = sentence.rstrip(". ")
    for pattern in _patterns(table.defining):
        found = pattern.fullmatch(bare)
        if not found:
            continue
        parts = found.groupdict()
        term, meaning = parts["term"].strip('“”"„«» '), parts["meaning"].strip()
        said = parts.get("subject") or ""
        is_doing = parts.get("does") is not None
        if is_doing and parts["does"] in table.stop_words:
            continue
        meaning = _before_comma(meaning, term, place.language)
        if (
            _is_named(term, table)
            and _is_meaning(meaning, term, place.language)
            and (is_doing or not _is_vague(meaning, table))
        ):
            meaning = f"{parts['does']} {meaning}" if is_doing else meaning
            yield Definition(
                place, term, meaning, sentence, subject=said, link=parts.get("link") or "", is_doing=is_doing
            )
            return
    yield from _purpose(sentence, place, table)


def _before_comma(meaning: str, term: str, language: str) -> str:
    """The meaning, or what of it stands before a comma where the rest names the term."""
    first = meaning.split(",")[0]
    return first if _tells(meaning, term, language) and count_words(first) > SHORTEST_MEANING else meaning


def _purpose(sentence: str, place: Place, table: Language) -> Iterator[Definition]:
    """What code is used for: "Use `cargo tree` to see which features are enabled."."""
    found = re.compile(table.purposes).search(sentence.rstrip(". ")) if table.purposes else None
    if found is None or len(re.findall(r"`[^`]+`", found["meaning"])) > 1:
        return
    term, meaning = found["term"], found["meaning"].strip()
    clear = not _POINTS.search(meaning) and " not " not in meaning
    if _is_term(term) and _is_meaning(meaning, term, place.language) and clear:
        yield Definition(place, term, meaning, sentence, is_purpose=True)


@lru_cache(maxsize=16)
def _patterns(defining: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in defining)


def _family(places: Sequence[Place], at: int) -> str:
    """The list that an item stands in, by its first item."""
    level, first = places[at].block.level, at
    while first and places[first - 1].kind == "list_item" and places[first - 1].block.level >= level:
        first -= 1
    return f"{places[first].document.id}:{places[first].block.id}:{level}"


def _is_set_apart(place: Place) -> bool:
    return place.kind == "paragraph" and not re.search(r"[.:!?…]\W*$", place.text) and _is_term(place.text.strip())


def _is_term(term: str) -> bool:
    if not term or len(term) > LONGEST_TERM or _PLAIN_VALUE.fullmatch(term) or not is_clean(term):
        return False
    if _NEVER_TERM.fullmatch(term):
        return False
    if _CODE.fullmatch(term):
        return True
    return "`" not in term and len(term.split()) <= MOST_TERM_WORDS and _NAME.fullmatch(term) is not None


def _is_named(term: str, table: Language) -> bool:
    """Whether words before a verb name a thing: no small words that make them a phrase, and not a vague one."""
    if _CODE.fullmatch(term):
        return not _PLAIN_VALUE.fullmatch(term)
    words = term.lower().split()
    if not _is_term(term) or words[-1] in table.vague | table.stop_words or words[0] in table.openers:
        return False
    return not any(word in table.stop_words for word in words)


def _is_meaning(meaning: str, term: str, language: str) -> bool:
    if not count_words(meaning) >= SHORTEST_MEANING or len(meaning) > LONGEST_MEANING or meaning.endswith(":"):
        return False
    if not is_clean(meaning) or meaning.count("(") != meaning.count(")") or "____" in meaning:
        return False
    if re.search(r"[.!?] \w", meaning.replace("e.g.", "").replace("i.e.", "")):
        return False
    if meaning.startswith("<") or re.match(r"(?:and|or|but|if|when|by default|note that)\b", meaning, re.IGNORECASE):
        return False
    return bool(content_stems(meaning, language)) and not _tells(meaning, term, language)


def _is_vague(meaning: str, table: Language) -> bool:
    return table.opens("vague_meaning", meaning)
