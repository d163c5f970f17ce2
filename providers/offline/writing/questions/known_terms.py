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
    """Whether the document treats it as a term: set off in its block, named by a heading, or of several words."""
    compound = setting.corpus.language.nouns_capitalised and ("-" in one.term or len(one.term) >= LONG_COMPOUND)
    several = (len(one.term.split()) > 1 or compound) and not one.is_definite
    return several or one.term in one.place.block.terms or setting.stems(one.term) <= _headed(one, setting)


def _headed(one: Subject, setting: Setting) -> frozenset[str]:
    path = one.place.block.heading_path
    return setting.stems(path[-1]) if one.is_definite and path else setting.corpus.heading_stems


def in_middle(one: Subject, setting: Setting) -> str:
    """A term that a sentence begins with, article and all, as it would stand inside a sentence."""
    article, _, rest = one.shown.rpartition(one.term)
    return f"{article.lower()}{setting.corpus.lexicon.in_sentence(one.term)}{rest}"


def beside(one: Definition, setting: Setting) -> list[str]:
    """Terms that the same document explains otherwise than in a definition of the same form: defined and set off ones
    first, and of these the nearest, of the same number as the term, and none that could be meant as well."""
    several = is_plural(one.term)
    topics = [other for other in setting.corpus.topics_near(one.place.order) if not other.is_heading]
    forms = [(other.form(is_plural=several), other.place) for other in topics]
    known = (
        [(other.term, other.place) for other in setting.corpus.definitions.all if not other.is_code]
        + [(form, place) for form, place in forms if setting.corpus.topics.is_said(form)],
        [(other.term, other.place) for other in setting.corpus.names],
        [(other.term, other.place) for other in setting.corpus.subjects if is_set_off(other, setting)],
    )
    near = [
        (rank, not setting.speaks_of(term), abs(place.order - one.place.order), term)
        for rank, found in enumerate(known)
        for term, place in found
        if _is_beside(one, term, place, setting)
    ]
    shown = [setting.corpus.lexicon.in_sentence(term) for _, _, _, term in sorted(near)]
    first: dict[str, str] = {}
    for text in shown:
        first.setdefault(fold(text), text)
    return list(first.values())


def _is_beside(one: Definition, term: str, place: Place, setting: Setting) -> bool:
    near = place.document.id == one.place.document.id and abs(place.order - one.place.order) <= NEAR
    if not near or setting.corpus.uses(term) < FEWEST_USES or is_plural(term) != is_plural(one.term):
        return False
    own = setting.stems(term)
    vague = setting.corpus.language.vague
    if term.split()[0].lower() in vague or term.split()[-1].lower() in vague:
        return False
    apart = own and not own & one.term_stems and not own & one.stems
    return bool(apart) and not tells(one.meaning, term, one.place.language)
