"""Descriptions of other things, as wrong answers to the question which of them fits a term."""

from __future__ import annotations

import re

from providers.offline.reading.facts.definition import Definition, tells
from providers.offline.reading.facts.rivals import are_one
from providers.offline.writing.questions.question import Setting

SHARED = 0.5
"""How much of one description another one may say, so that it is still another."""
FEWEST_USES = 3
_INDEFINITE = frozenset("a an ein eine un una une each every chaque cada".split())
_OF_A_KIND = re.compile(r"(?:eine?|una?|un[oa]s|une?|des|alle|tod[oa]s?|tou(?:te?)?s?) ")
"""What a definition begins with that says of what kind a thing is; languages with such an article before every noun use
"the" of things in general."""


def is_worth_knowing(one: Definition, setting: Setting) -> bool:
    """Whether it defines anything of a kind, or a thing that headings, emphasis, its spelling or its use tell from one
    that a story is about: "the" thing and names in passing are such."""
    table = setting.corpus.language
    first = re.split(r"[ '’]", one.subject.lower(), maxsplit=1)[0]
    if one.family or one.is_code or first in _INDEFINITE:
        return True
    named = setting.corpus.heading_stems | setting.stems(*one.place.block.terms)
    if bool(one.term_stems) and (one.term_stems <= named or one.term.isupper()):
        return True
    general = table.code != "en" and _OF_A_KIND.match(one.meaning) is not None
    return (general or first not in table.determiners) and setting.corpus.uses(one.term) >= FEWEST_USES


def descriptions_beside(one: Definition, setting: Setting) -> list[str]:
    """What the sources say of other terms in words, as it stands inside a sentence: of things of the same kind or from
    the same part, of the same number, naming neither term, and saying something else, each of them; from the same
    part first, then the nearest."""
    known = setting.corpus.definitions.all
    found = [other for other in known if _is_near(one, other) and _fits(one, other, setting)]
    path, document = one.place.block.heading_path, one.place.document.id
    found.sort(
        key=lambda other: (
            other.place.document.id != document,
            other.place.block.heading_path != path,
            other.genus != one.genus,
            abs(other.place.order - one.place.order),
        )
    )
    apart: list[Definition] = []
    for other in found:
        if not any(are_alike(other, kept) for kept in apart):
            apart.append(other)
    return [inside(other.meaning, setting) for other in apart]


def _is_near(one: Definition, other: Definition) -> bool:
    """Whether both are of one kind, or stand under one heading or under headings beside each other."""
    path, its = one.place.block.heading_path, other.place.block.heading_path
    same = one.place.document.id == other.place.document.id
    beside = path == its or (len(path) > 2 and path[:-1] == its[:-1])
    return one.genus == other.genus or (same and beside)


def are_alike(one: Definition, other: Definition) -> bool:
    """Whether two descriptions say much the same."""
    return len(one.stems & other.stems) > SHARED * min(len(one.stems), len(other.stems))


def inside(meaning: str, setting: Setting) -> str:
    """A description with a small letter where it begins with an article, as lists and headings give some."""
    first, blank, rest = meaning.partition(" ")
    return f"{first.lower()}{blank}{rest}" if first.lower() in setting.corpus.language.determiners else meaning


def _fits(one: Definition, other: Definition, setting: Setting) -> bool:
    if other.is_code or other.is_doing or other.is_purpose or other.is_object or not other.says_enough:
        return False
    if other.is_plural is not one.is_plural or _begins(one, setting) is not _begins(other, setting):
        return False
    if other.family and other.meaning.split(" ", 1)[0].lower() not in _INDEFINITE:
        return False  # much of what stands beside a name in a list is a sentence and no description
    own, its = one.term_stems, other.term_stems
    if (
        not its
        or its <= own
        or own <= its
        or are_one(one, other)
        or are_alike(one, other)
        or not is_worth_knowing(other, setting)
    ):
        return False
    language = setting.corpus.language.code
    return not (tells(other.meaning, one.term, language) or tells(one.meaning, other.term, language))


def _begins(one: Definition, setting: Setting) -> bool:
    """Whether a description begins with an article, as that of a thing does."""
    return one.meaning.split(" ", 1)[0].lower() in setting.corpus.language.determiners
