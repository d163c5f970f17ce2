"""The terms that the sources define, as wrong answers to a question for another one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from learning.wording import fold
from providers.offline.reading.facts.definition import Definition, is_plural, tells
from providers.offline.reading.facts.subjects import Subject
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.question import Setting

FEWEST_USES = 2
LONG_COMPOUND = 10
NEAR = 400
"""How many blocks away a term may be explained."""


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
    """Terms that the same document explains otherwise than in a definition of the same form: nearest first, of the same
    number as the term, and none that could be meant as well."""
    code = setting.corpus.language.code
    known = [
        *(
            (other.term, named(other, setting), other.is_plural, other.place)
            for other in setting.corpus.definitions.all
            if not other.is_code
        ),
        *((other.term, other.term, is_plural(other.term, code), other.place) for other in setting.corpus.names),
        *(
            (other.term, other.term, other.is_plural, other.place)
            for other in setting.corpus.subjects
            if is_set_off(other, setting)
        ),
    ]
    near = [
        (term, shown, place)
        for term, shown, plural, place in known
        if plural is one.is_plural and _is_beside(one, term, place, setting)
    ]
    near.sort(key=lambda found: (not setting.speaks_of(found[0]), abs(found[2].order - one.place.order), found[0]))
    shown = (setting.corpus.lexicon.in_sentence(text) for _, text, _ in near)
    return list({fold(text): text for text in shown}.values())


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
    return bool(apart) and not tells(one.meaning, term, one.place.language)
