"""The terms that the sources define, as wrong answers to a question for another one."""

from __future__ import annotations

from learning.wording import fold
from providers.language.words import content_stems
from providers.offline.reading.facts.definition import HEADINGS, Definition, tells
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.question import Setting

FEWEST_USES = 2
NEAR = 400
"""How many blocks away a term may be explained."""


def beside(one: Definition, setting: Setting) -> list[str]:
    """Terms that the same document explains otherwise than in a definition of the same form: the nearest first, of the
    same number as the term, and none that could be meant as well."""
    near = [
        (not setting.speaks_of(other.term), abs(other.place.order - one.place.order), other.term, named(other, setting))
        for other in setting.corpus.definitions.all
        if not other.is_code
        and other.says_enough
        and not other.family.endswith(HEADINGS)
        and other.is_plural is one.is_plural
        and _is_beside(one, other.term, other.place, setting)
    ]
    texts = [setting.corpus.lexicon.in_sentence(shown) for *_, shown in sorted(near)]
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(fold(text), text)
    return list(first.values())


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
