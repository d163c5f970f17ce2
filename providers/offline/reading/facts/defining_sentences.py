"""What a sentence says that a term means, or what a piece of code does or is used for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from learning.tagging import tag
from learning.wording import count_words, fold
from providers.language.lexicon import Lexicon
from providers.language.tables import Language
from providers.language.words import content_stems
from providers.offline.reading.facts.definition import (
    CODE,
    FEWEST_STEMS,
    PLAIN_VALUE,
    SHORTEST_MEANING,
    Definition,
    is_meaning,
    is_term,
    is_vague,
    telling_words,
    tells,
    tells_only_a_part,
    without_term,
)
from providers.offline.reading.facts.labels import of_named
from providers.offline.reading.facts.manuals import is_doing as says_doing
from providers.offline.reading.facts.manuals import is_third_person
from providers.offline.reading.facts.namings import of_naming
from providers.offline.reading.facts.openings import (
    adds,
    first_clause,
    without_addition,
    without_colon,
    without_field,
    without_label,
)
from providers.offline.reading.facts.set_off import of_set_off
from providers.offline.reading.passages import Place

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
_NAMED = re.compile(r"`[^`]{2,40}`|[A-ZÄÖÜÉ][\w’-]*(?: [A-ZÄÖÜÉ][\w’-]*){0,2}")
_CAPITALS = re.compile(r"[A-ZÄÖÜ].*[A-ZÄÖÜ]")
_FINITE = re.compile(
    r"\b(?:sera|será|ha|han|wird|werden|ist|sind|is|are|was|were|has|have|had|can|will|es|son|está|est|sont|ont)\b"
)
_IN_A_ROW = re.compile(
    r"\b(?:or|and|oder|und|sowie|ou|et|o|y|e) (?:(?:for|in|of|to|für|von|para|de|por|pour|à) )?"
    r"(?:(?:der|die|das|den|dem|an?|the|one|two|three|four|several|some|many|eine?[nmrs]?|une?|una?)\b|\.\w)|"
    r"\betc\b",
    re.IGNORECASE,
)
"""Another thing beside it, so that both stand in a list and neither explains the other."""
_ROW_BEFORE = re.compile(
    r", (?:an?|the|eine?[nmrs]?|une?|una?|der|die|das|den|dem|el|la|los|las|le|les) $", re.IGNORECASE
)
_ROW_AFTER = re.compile(r"[,)]?\s*(?:sowie|und|oder|and|or|ou|et|y|e|o|etc)\b")
_QUOTES = '“”"„«» '
_POINTS_ON = re.compile(
    r"\b(?:it|they|its|their|these|this|those who|es|er|sie|il|elle|ils|elles|ellos?|ellas?)\b", re.IGNORECASE
)
_SAYS_MORE = re.compile(
    rf"(?:(?!\b(?:that|which|who|whose|where|der|die|das|que|qui|dont|où)\b).)*?{_FINITE.pattern}", re.IGNORECASE
)
"""What points to something else, or is a sentence of its own, and names no thing."""
_SHORT = re.compile(r"(?: \(|, )([A-Z]{2,6}\d?)(?:\)|,)")
"""The abbreviation of a term beside it."""
_TWO_LETTERS = re.compile(r"[A-Z]{2}")
_COMPARES = frozenset("fewer more less typical usual simple weniger mehr menos más moins plus".split())
"""What begins a phrase that names no thing: "fewer labels", "a typical setup"."""
_OWNED = re.compile(r"[’']s (?:[a-z]+ ){0,2}[a-z]+$")
"""What somebody or something has, as "the pump's range", and no term."""
_PLACEHOLDER = ("`<", "`[", "`{")
"""What stands for a value in a synopsis, and has a meaning only there."""
_TWICE = re.compile(r"(\w+) \1\b")
"""A heading that runs into its sentence: "Layers Layers are …"."""
_CLAUSE = re.compile(r" (?:and|but|so) .*\b(?:is|are|was|were|has|have|can|will|may|[a-z]{3,}s (?:the|an?|[0-9]+))\b")
_PAST = re.compile(r"\b(?:1\d|20)\d\d\b|\b(?:was|were|had|did)\b")
_DOES = frozenset("adds creates starts writes runs calls defines sets changes".split())
"""Verbs that say what code does, common as they are."""
_OTHER_SIDE = re.compile(
    r",? (?:while|whereas|während|wohingegen|mientras|tandis qu[e'’]|alors qu[e'’]) ?.*", re.DOTALL
)
"""What is said of another thing."""
_SECOND = re.compile(r",? (?:and|und|et|y) [A-Z]{2,}\b.*", re.DOTALL)
"""Another abbreviation, explained in the same breath."""
_NAMES_ANOTHER = re.compile(
    r"\b(?:is|are|ist|sind|est|sont|es|son|se) (?:\w+ )?(?:called|known|termed|referred|genannt|bezeichnet|appelée?s?|"
    r"nommée?s?|llamad[oa]s?|denomina\w*|conocid[oa]s?)\b"
)
_CLAUSE_OF_READER = re.compile(r"\b(?:you|we) (?:can|may|must|should|will|have)\b|\b(?:is|are) the same\b")
_POINTS = re.compile(r"\b(?:this|that|these|those|it|them|its|their)\b", re.IGNORECASE)


def in_sentence(sentence: str, place: Place, table: Language, lexicon: Lexicon) -> Iterator[Definition]:
    """What one sentence of a place says that a term means, with the sentence as it stands; none where it says nothing
    of the kind. Terms in passing come first, then what the sentence is about, or what its code is used for."""
    yield from of_set_off(sentence, place, table, lexicon)
    yield from _by_the_way(sentence, place, table)
    yield from _beside(sentence, place, table)
    yield from of_naming(sentence, place, table)
    sentence = without_label(sentence, table)
    told = _told(without_colon(sentence), place) if table.defining and not _TWICE.match(sentence) else ""
    if not told:
        return
    bare = without_field(told, table).rstrip(". ")
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
        if bare[:1].islower() and not _names(term, place):
            continue
        is_doing = parts.get("does") is not None
        if is_doing and (parts["does"] in table.stop_words - _DOES or not says_doing(parts["does"], meaning)):
            continue
        if _NAMES_ANOTHER.search(meaning) or (not said and _OTHER_SIDE.search(meaning)):
            continue
        meaning = _before_comma(_of_one_thing(first_clause(meaning), term), term, place.language)
        if found.start("meaning") == 0:
            if _POINTS_ON.search(meaning) or _SAYS_MORE.match(meaning):
                continue
            meaning = _inside(meaning, table, lexicon)
        if (short := _SHORT.search(said)) and tells(meaning, term, place.language):
            term, said = short[1], ""
        if is_doing and adds(meaning):
            continue
        if (parts.get("link") or "").startswith("occur"):
            meaning = f"{parts['link']} {meaning}"
        if (
            _is_named(term, table)
            and is_meaning(meaning, term, place.language, may_tell=not is_doing and _may_tell(meaning, term, place))
            and (is_doing or not is_vague(meaning, table))
        ):
            meaning = f"{parts['does']} {meaning}" if is_doing else meaning
            yield Definition(
                place, term, meaning, sentence, subject=said, link=parts.get("link") or "", is_doing=is_doing
            )
            return
    named = list(of_named(sentence, place, table))
    yield from named or _purpose(sentence, place, table)


def _told(sentence: str, place: Place) -> str:
    """The sentence if it tells a fact, else what it says before its examples and reasons; "" if that tells none.

    Names such as "etcd" have a small letter at its beginning as well.
    """
    for told in (sentence, without_addition(sentence)):
        if place.tells_a_fact(told[:1].upper() + told[1:]):
            return told
    return ""


def _inside(meaning: str, table: Language, lexicon: Lexicon) -> str:
    """A meaning that begins its sentence, as it stands inside one."""
    first, blank, rest = meaning.partition(" ")
    small = first.lower() in table.determiners
    return f"{first.lower() if small else lexicon.in_sentence(first)}{blank}{rest}"


def _may_tell(meaning: str, term: str, place: Place) -> bool:
    """Whether a meaning has only a part of the words of the term, or names it word for word, which a mark can hide."""
    if term.startswith("`"):
        return False
    if tells_only_a_part(meaning, term, place.language):
        return True
    hidden = without_term(meaning, term)
    named = hidden.count("…") == 1 and not tells(hidden, term, place.language)
    return _names(term, place) and named


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
    clear = clear and not table.says("deixis", meaning) and not _is_clause(meaning, table)
    if _is_named(term, table) and clear and "`" not in meaning and is_meaning(meaning, term, place.language):
        yield Definition(place, term, meaning, sentence)


def _is_clause(meaning: str, table: Language) -> bool:
    """Whether a verb follows the noun that it begins with, as in "a server grants a token"."""
    words = meaning.split()
    after = (" ".join(words[at + 1 :]) for at in range(2, min(len(words), 4)))
    return table.code == "en" and any(
        is_third_person(word, rest) for word, rest in zip(words[2:4], after, strict=False)
    )


def _beside(sentence: str, place: Place, table: Language) -> Iterator[Definition]:
    """What stands between commas or in brackets behind a term that is set off, code, or a name with a capital."""
    for found in _NAMED.finditer(sentence) if table.apposing else ():
        beside = _patterns((table.beside,))[0].match(sentence, found.end())
        if beside is None:
            continue
        term, meaning = found[0].strip(), (beside["meaning"] or beside["meaning2"]).strip()
        is_set_off = term in place.block.terms or term.startswith("`") or _CAPITALS.match(term) or found.start() > 0
        if table.code == "en" and not (term.startswith("`") or _names(term, place)) and _is_of_story(meaning, sentence):
            continue
        clear = not (_POINTS.search(meaning) or _FINITE.search(meaning) or is_vague(meaning, table))
        clear = (
            clear
            and not _IN_A_ROW.search(meaning)
            and not _is_of_a_row(sentence, found.start(), beside.end())
            and not table.says("deixis", meaning)
            and place.is_whole(sentence)
            and sentence.count(term) == 1
            and not _goes_on(sentence, found.start(), beside.end(), table)
        )
        if is_set_off and clear and _is_named(term, table) and is_meaning(meaning, term, place.language):
            yield Definition(place, term, meaning, sentence)
            return


def _goes_on(sentence: str, start: int, end: int, table: Language) -> bool:
    """Whether what stands behind a term up to the end is the clause itself: "In addition to `x`, a `y` method …"."""
    before = tag(sentence[:start], table.code)
    opens = bool(before) and not any(word.tag.startswith("V") for word in before)
    return opens and not sentence[end:].strip(" .!")


def _is_of_a_row(sentence: str, start: int, end: int) -> bool:
    """Whether a term and what stands beside it are two of several things in a row."""
    return _ROW_BEFORE.search(sentence[:start]) is not None or _ROW_AFTER.match(sentence[end - 1 :]) is not None


def _names(term: str, place: Place) -> bool:
    """Whether the block sets a term off, or a heading above it names it; others are names of a story."""
    return term in place.block.terms or fold(term) in fold(" ".join(place.block.heading_path))


def _is_of_story(meaning: str, sentence: str) -> bool:
    """Whether what stands beside a name only tells who or what it was in a story."""
    return _PAST.search(sentence) is not None or len(content_stems(meaning, "en")) <= FEWEST_STEMS


def _of_one_thing(meaning: str, term: str) -> str:
    """The meaning without what the sentence goes on to say of another thing."""
    own = _OTHER_SIDE.sub("", meaning)
    return _SECOND.sub("", own) if term.isupper() else own


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
    clear = (
        not _POINTS.search(meaning)
        and " not " not in meaning
        and not meaning.startswith("be ")
        and not _CLAUSE_OF_READER.search(meaning)
    )
    clear = clear and not (table.code == "en" and meaning.split(" ", 1)[0] in table.determiners)
    if is_term(term) and is_meaning(meaning, term, place.language) and clear:
        yield Definition(place, term, meaning, sentence, is_purpose=True)


@lru_cache(maxsize=16)
def _patterns(defining: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in defining)


def _is_named(term: str, table: Language) -> bool:
    """Whether words before a verb name a thing: no small words that make them a phrase, and not a vague one."""
    if CODE.fullmatch(term):
        return not (PLAIN_VALUE.fullmatch(term) or term.startswith(_PLACEHOLDER))
    words = term.lower().split()
    ends = {words[-1]} if table.code == "en" else telling_words(term, table.code)
    named = is_term(term) or _TWO_LETTERS.fullmatch(term)
    if not named or ends & (table.vague | table.stop_words) or words[0] in table.openers | _COMPARES:
        return False
    if _OWNED.search(term):
        return False
    return not any(word in table.stop_words - table.inside for word in words)
