"""The terms that the sources define, as wrong answers to a question for another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from learning.wording import fold
from providers.offline.reading.facts.definition import Definition, is_plural, tells
from providers.offline.reading.facts.subjects import Subject
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.question import Setting

FEWEST_USES = 2
LONG_COMPOUND = 10
_TECHNICAL = re.compile(r"[A-Z]{2}|[a-z][A-Z]|\d|[a-z]\.[a-z]")
NEAR = 400
"""How many blocks away a term may be explained."""


_Explained = tuple[str, str, bool, Place]
"""A term, how it is written among options, whether it is of several things, and where it is explained."""


class Known(NamedTuple):
    """A term, how it is written among options, and where it is explained."""

    term: str
    shown: str
    place: Place


def defined(setting: Setting) -> Iterator[Known]:
    """The terms in words that sentences define, with the article of their sentence, as inside a sentence."""
    for one in setting.corpus.definitions.all:
        if not one.is_code and not one.family and one.subject:
            article = one.subject.split(one.term)[0].strip('"“„« ').lower()
            shown = f"{article} {setting.corpus.lexicon.in_sentence(one.term)}".strip()
            yield Known(one.term, shown, one.place)


def is_set_off(one: Subject, setting: Setting) -> bool:
    """Whether the document treats it as a term: set off in its block, named by a heading, or of several words. Of "the"
    thing only the heading above it tells that, except in languages that use "the" of things in general."""
    table = setting.corpus.language
    definite = one.is_definite and table.code == "en"
    compound = table.nouns_capitalised and ("-" in one.term or len(one.term) >= LONG_COMPOUND)
    several = (len(one.term.split()) > 1 or compound) and not definite
    path = one.place.block.heading_path
    headed = setting.stems(path[-1]) if definite and path else setting.corpus.heading_stems
    return several or one.term in one.place.block.terms or setting.stems(one.term) <= headed


def in_middle(one: Subject, setting: Setting) -> str:
    """A term that a sentence begins with, article and all, as it would stand inside a sentence."""
    article, _, rest = one.shown.rpartition(one.term)
    return f"{article.lower()}{setting.corpus.lexicon.in_sentence(one.term)}{rest}"


def beside(one: Definition, setting: Setting) -> list[str]:
    """Terms that the same document explains otherwise than in a definition of the same form: defined and set off ones
    first, and of these the nearest, of the same number as the term, and none that could be meant as well."""
    near = [
        (rank, not setting.speaks_of(term), abs(place.order - one.place.order), term, shown)
        for rank, found in enumerate(_explained(one, setting))
        for term, shown, several, place in found
        if several is one.is_plural and _is_beside(one, term, place, setting)
    ]
    texts = [setting.corpus.lexicon.in_sentence(shown) for *_, shown in sorted(near)]
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(fold(text), text)
    return list(first.values())


def _explained(one: Definition, setting: Setting) -> Iterator[list[_Explained]]:
    """The terms that definitions explain, those of names, and those of other sentences, with how they are shown."""
    corpus = setting.corpus
    code = corpus.language.code
    topics = [other for other in corpus.topics_near(one.place.order) if not other.is_heading]
    forms = [(other.form(is_plural=one.is_plural), other.place) for other in topics]
    yield [
        *(
            (other.term, named(other, setting), other.is_plural, other.place)
            for other in corpus.definitions.all
            if not other.is_code
        ),
        *((form, form, one.is_plural, place) for form, place in forms if corpus.topics.is_said(form)),
    ]
    yield [(other.term, other.term, is_plural(other.term, code), other.place) for other in corpus.names]
    yield [
        (other.term, other.term, other.is_plural, other.place)
        for other in corpus.subjects
        if is_set_off(other, setting)
    ]


def named(one: Definition, setting: Setting) -> str:
    """A term as it stands among others: a German adjective without "der" or "das" has their ending."""
    article = one.subject[:3].lower()
    first, _, rest = one.term.partition(" ")
    weak = setting.corpus.language.code == "de" and rest[:1].isupper() and first.endswith("e")
    ending = {"der": "r", "das": "s"}.get(article, "") if weak else ""
    return f"{first}{ending} {rest}" if ending else one.term


def _is_beside(one: Definition, term: str, place: Place, setting: Setting) -> bool:
    near = place.document.id == one.place.document.id and abs(place.order - one.place.order) <= NEAR
    if not near or setting.corpus.uses(term) < FEWEST_USES:
        return False
    own = setting.stems(term)
    vague = setting.corpus.language.vague
    if {term.split()[0].lower(), term.split()[-1].lower()} & vague:
        return False
    apart = own and not own & one.term_stems and not own & one.stems
    return bool(apart) and not tells(one.meaning, term, one.place.language) and _may_be_meant(one, term, place, setting)


def _may_be_meant(one: Definition, term: str, place: Place, setting: Setting) -> bool:
    """Whether a term could be taken for the one that is meant: written as technically, with the same last word, or
    treated right beside it, as a term of the same part that the source sets off or puts over a text."""
    if _TECHNICAL.search(term) and _TECHNICAL.search(one.term):
        return True
    if " " in term and term.split()[-1].lower() == one.term.split()[-1].lower():
        return True
    beside = place.block.heading_path[:-1] == one.place.block.heading_path[:-1]
    named = setting.stems(*place.block.terms, *place.block.heading_path[-1:])
    return beside and setting.stems(term) <= named
