"""The terms that the sources define, as wrong answers to a question for another one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from learning.wording import fold
from providers.language.words import content_stems
from providers.offline.reading.facts.definition import HEADINGS, Definition, is_plural, tells
from providers.offline.reading.facts.subjects import Subject
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.question import Setting

FEWEST_USES = 2
LONG_COMPOUND = 10
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


def beside(one: Definition, setting: Setting) -> list[str]:
    """Terms that the same document explains otherwise than in a definition of the same form: defined ones first, and of
    these the nearest, of the same number as the term, and none that could be meant as well."""
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
    """The terms that definitions explain, and those that sentences name, with how they are shown."""
    corpus = setting.corpus
    code = corpus.language.code
    yield [
        (other.term, named(other, setting), other.is_plural, other.place)
        for other in corpus.definitions.all
        if not other.is_code and other.says_enough and not other.family.endswith(HEADINGS)
    ]
    yield [(other.term, other.term, is_plural(other.term, code), other.place) for other in corpus.names]


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
    if term.isupper() and one.term.isupper():
        return True
    if " " in term and term.split()[-1].lower() == one.term.split()[-1].lower():
        return True
    path, its = one.place.block.heading_path, place.block.heading_path
    headed = path[:-1] == its[:-1] and setting.stems(term) <= setting.stems(*its[-1:])
    return path == its or headed


def are_of_a_kind(one: Definition, other: Definition) -> bool:
    """Whether two terms that sentences define are of one kind: the same is said of what they are, they end with the
    same word, one text defines both, or headings beside each other name them."""
    if one.genus == other.genus or (" " in one.term and one.term.split()[-1] == other.term.split()[-1]):
        return True
    path, its = one.place.block.heading_path, other.place.block.heading_path
    beside = path[:-1] == its[:-1] and one.place.document.id == other.place.document.id
    return path == its or (beside and all(_is_headed(each) for each in (one, other)))


def _is_headed(one: Definition) -> bool:
    headings = one.place.block.heading_path[-1:]
    return one.term_stems <= {stem for text in headings for stem in content_stems(text, one.place.language)}
