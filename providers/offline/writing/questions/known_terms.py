"""The terms that the sources define, as wrong answers to a question for another one."""

from __future__ import annotations

from learning.wording import fold
from providers.language.words import content_stems
from providers.offline.reading.facts.definition import HEADINGS, Definition, tells
from providers.offline.writing.questions.descriptions import are_alike, is_worth_knowing
from providers.offline.writing.questions.question import Setting

FEWEST_USES = 2
NEAR, CHAPTER = 400, 2
"""How many blocks away a term may be explained, and how many headings a chapter is known by."""


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
        and _is_beside(one, other, setting)
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


def _is_beside(one: Definition, other: Definition, setting: Setting) -> bool:
    near = other.place.document.id == one.place.document.id and abs(other.place.order - one.place.order) <= NEAR
    if not near or setting.corpus.uses(other.term) < FEWEST_USES:
        return False
    own, vague = setting.stems(other.term), setting.corpus.language.vague
    if {other.term.split()[0].lower(), other.term.split()[-1].lower()} & vague:
        return False
    apart = own and not (own <= one.term_stems or one.term_stems <= own) and not own <= one.stems
    return (
        bool(apart)
        and not is_explained_by(one, other)
        and not tells(one.meaning, other.term, one.place.language)
        and (_may_be_meant(one, other, setting) or _is_defined_with(one, other, setting))
    )


def _is_defined_with(one: Definition, other: Definition, setting: Setting) -> bool:
    """Whether sentences of one chapter define both as things worth knowing, written alike and said to be different."""
    if one.family or other.family or other.is_doing or one.is_doing or other.is_purpose or other.is_object:
        return False
    if is_explained_by(one, other):
        return False
    path, its = one.place.block.heading_path[:CHAPTER], other.place.block.heading_path[:CHAPTER]
    lexicon = setting.corpus.lexicon
    capitals = [lexicon.in_sentence(each.term)[:1].isupper() for each in (one, other)]
    return path == its and capitals[0] is capitals[1] and is_worth_knowing(other, setting) and not are_alike(one, other)


def _may_be_meant(one: Definition, other: Definition, setting: Setting) -> bool:
    """Whether a term could be taken for the one that is meant: written as technically, with the same last word, or
    treated right beside it, as a term of the same part that the source sets off or puts over a text."""
    term, place = other.term, other.place
    if setting.stems(term) & (one.term_stems | one.stems) and not _ends_alike(one.term, term):
        return False
    if term.isupper() and one.term.isupper():
        return True
    if _ends_alike(one.term, term):
        return True
    path, its = one.place.block.heading_path, place.block.heading_path
    headed = path[:-1] == its[:-1] and setting.stems(term) <= setting.stems(*its[-1:])
    return path == its or headed


def _ends_alike(one: str, other: str) -> bool:
    return " " in other and other.split()[-1].lower() == one.split()[-1].lower()


def is_explained_by(one: Definition, other: Definition) -> bool:
    """Whether one of two terms of several words stands in what the source says of the other, so that both may be meant:
    hormones are “what is released in endocrine signalling”, and an element is only a part of a compound."""
    pairs = ((one, other), (other, one))
    return any(len(each.term_stems) > 1 and each.term_stems <= its.stems for each, its in pairs)


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
