"""Sentences as exact pieces of a block's text, and whether one can stand by itself."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from learning.objectives import MEASURABLE_VERBS
from providers.language.splitting import pieces_of
from providers.language.tables import Language, language_of
from providers.language.verbatim import VERBATIM

_ADDRESS = re.compile(r"\b(?:https?|ftp)://\S*[^\s.,;:!?)]|(?<![\w-])(?P<hyphens>-*)\w[\w-]*(?:\.\w[\w-]*)+\b")
_LONG_WORD = re.compile(r"[^\s。！？؟।]{150,}")
_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]`*]*$")
_START = re.compile(r"[\"'“‘«„(\[¿¡]*(?:`|[^\W_]|<|--?\w|\$)")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))
_GERMAN_QUOTE = re.compile(r"„[^„“”]{0,400}[“”]|»[^«»]{0,400}«")
_FIRST_WORD = re.compile(r"[\"'“‘«„(\[¿¡]*([^\W\d_]+(?:['’][^\W\d_]+)?)")
_LEADING = re.compile(r"^[\"'“‘«„(\[¿¡]+")
_NUMBERED = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s+")
_SHORTENED = re.compile(
    r"\b(?:e\.g|i\.e|cf|viz|z\. ?B|d\. ?h|u\. ?a|bzw|vgl|p\. ?ej|p\. ?ex|c\.-à-d)\.$", re.IGNORECASE
)
"""What stands for "for example" and the like, and ends no sentence."""
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}$")
_GAP = re.compile(r"\s[.,;:](?:\s|$)|\(\s*\)|\.\.\.$|…$")
_ORDERS = MEASURABLE_VERBS | frozenset(
    "please let try press click study note ensure consider imagine suppose repeat change".split()
)
_EXISTS = re.compile(r"(?:There (?:is|are|was|were|exists?)|Es gibt|Il y a|Il existe|Hay)\b")
_ANYBODY = re.compile(
    r"\b(?:we|us|our|ours|now|wir|uns|unser\w*|nous|notre|nos|nosotros|nuestr[oa]s?)\b", re.IGNORECASE
)
LONGEST = 420
LONGEST_JOINED = 1_200


class Span(NamedTuple):
    """A sentence of a text: `text[start:end]`."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=30_000)
def spans(text: str, language: str) -> tuple[Span, ...]:
    """The sentences of a text, exact to the character. Full stops inside code and addresses end nothing."""
    found = [Span(start, end, text[start:end]) for start, end in pieces_of(_masked(text), language)]
    return tuple(_joined(found, text)) if found else (Span(0, len(text), text),)


def _masked(text: str) -> str:
    text = VERBATIM.sub(lambda found: "Z" * len(found[0]), text)
    text = _LONG_WORD.sub(_mask_long_word, text)
    return _ADDRESS.sub(_mask_address, text)


def _mask_long_word(found: re.Match[str]) -> str:
    """Words of an ordinary length in its place, which the splitter is quick with."""
    length = len(found[0])
    return ("zzzzzzzz " * (length // 9 + 1))[: length - 2] + "z" + found[0][-1]


def _mask_address(found: re.Match[str]) -> str:
    hyphens = found["hyphens"] or ""
    return hyphens + "z" * (len(found[0]) - len(hyphens))


def _joined(found: list[Span], text: str) -> list[Span]:
    """Pieces that do not begin like a sentence, or whose brackets are still open, belong to the one before, as long as
    that is short enough to be one sentence with them."""
    joined: list[Span] = []
    for span in found:
        fits = joined and span.end - joined[-1].start <= LONGEST_JOINED
        if fits and (not _begins(span.text) or not is_balanced(joined[-1].text) or _is_cut(joined[-1].text, span.text)):
            start = joined.pop().start
            span = Span(start, span.end, text[start : span.end])
        joined.append(span)
    return joined


def _is_cut(before: str, after: str) -> bool:
    """Whether a sentence was cut behind "e.g.", or a name behind its initials: "the U.S. | Presidential election"."""
    if _SHORTENED.search(before):
        return True
    first = _FIRST_WORD.match(after)
    return (
        _INITIALS.search(before) is not None
        and first is not None
        and first[1].lower() not in language_of("en").stop_words
    )


def _begins(text: str) -> bool:
    first = _START.match(text)
    letter = next((character for character in text if character.isalnum()), "")
    return first is not None and not (letter.islower() and text[:1].isalpha())


def is_balanced(text: str) -> bool:
    """Whether quotation marks, brackets and backticks are all closed. Code and mathematics are passed over, and the
    bracket after a list's number, as in "a)", needs no other."""
    prose = VERBATIM.sub("", text)
    if prose.count("`") or prose.count('"') % 2:
        return False
    prose = _GERMAN_QUOTE.sub(" ", re.sub(r"(?:^|\s)[\da-z]\)", " ", prose))
    return all(prose.count(opening) == prose.count(closing) for opening, closing in _PAIRS)


def is_whole(sentence: str) -> bool:
    """Begins and ends like a sentence, and everything opened in it is closed."""
    return _begins(sentence) and _END.search(sentence) is not None and is_balanced(sentence)


def ends_like_a_sentence(text: str) -> bool:
    """Whether a mark that ends sentences in its script is the last, closing quotation marks and brackets aside."""
    return _END.search(text.rstrip()[-20:]) is not None


def is_list_number(sentence: str) -> bool:
    """Whether it is nothing but the number or letter of a list's item: "3.", "(b)"."""
    return _NUMBERED.fullmatch(sentence.strip() + " ") is not None


@lru_cache(maxsize=30_000)
def points_back(sentence: str, language: str) -> bool:
    """Whether it cannot begin a text, because it speaks of something said before."""
    table = language_of(language)
    bare = _NUMBERED.sub("", _LEADING.sub("", sentence.replace("’", "'")))
    first = _FIRST_WORD.match(bare)
    if first and (first[1].lower() in table.openers or first[1][0].islower()):
        return not (first[1].islower() and bare.startswith("`"))
    return table.opens("opening_cues", bare)


@lru_cache(maxsize=30_000)
def begins_with_a_thing(sentence: str, language: str) -> bool:
    """Whether it begins with an article and a noun, as in "The rest energy", which point back to nothing right under a
    heading, even where the same words would in the middle of a text."""
    table = language_of(language)
    first = _FIRST_WORD.match(sentence)
    return first is not None and first[1].lower() in table.determiners - table.openers


def says_what_there_is(sentence: str) -> bool:
    """Whether it begins like "There are two ways to …", which needs nothing before it at the beginning of a text."""
    return _EXISTS.match(sentence) is not None


def is_aside(sentence: str, table: Language) -> bool:
    """Whether it only sends the reader elsewhere, or tells what the document is going to do."""
    return table.opens("aside", sentence.replace("’", "'"))


@lru_cache(maxsize=30_000)
def stands_alone(sentence: str, language: str) -> bool:
    """Whether a reader understands it without what stands around it, so that it can be asked about."""
    table = language_of(language)
    plain = sentence.replace("’", "'")
    prose = VERBATIM.sub("x", plain)
    return (
        is_whole(sentence)
        and not sentence.startswith("(")
        and len(sentence) <= LONGEST
        and not points_back(sentence, language)
        and not is_aside(plain, table)
        and not table.says("deixis", plain)
        and not table.says("narrative", prose)
        and not _GAP.search(prose)
        and not is_order(plain, table)
    )


@lru_cache(maxsize=30_000)
def tells_a_fact(sentence: str, language: str) -> bool:
    """Whether it stands alone but for speaking of us, as in "Memory stores what we learn."."""
    if stands_alone(sentence, language):
        return True
    told = _ANYBODY.sub("people", sentence) if is_whole(sentence) else ""
    return bool(told) and told != sentence and stands_alone(told[:1].upper() + told[1:], language)


def is_understood(sentence: str, language: str) -> bool:
    """Whether it is whole and says something without what stands before it, be it in the story of the source."""
    table = language_of(language)
    return (
        is_whole(sentence)
        and not sentence.startswith("(")
        and len(sentence) <= LONGEST
        and not points_back(sentence, language)
        and not is_aside(sentence, table)
        and not table.says("deixis", sentence.replace("’", "'"))
        and sentence.rstrip()[-1:] not in "?!:"
        and not is_order(sentence, table)
    )


def is_order(sentence: str, table: Language) -> bool:
    """Whether it tells the reader to do something: "Save the file and exit."."""
    first = _FIRST_WORD.match(sentence)
    return first is not None and first[1].lower() in _ORDERS and table.opens("imperative", sentence)
