"""Key terms that can stand beside another one as wrong options."""

from __future__ import annotations

import re

from learning.wording import fold
from providers.offline.reading.facts.key_terms import KeyTerm
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.question import Setting

ALIKE = 0.5
CLOSE = 40
"""Blocks within which key terms are treated together."""
_BE = re.compile(r"\b(?:is|are|was|were|called|known|or|including|include|kinds?|types?|forms?)\b")


def key_rivals(term: KeyTerm, place: Place, sentence: str, saying: str, setting: Setting) -> list[KeyTerm]:
    """Other key terms that the sentence of a place could be about, which says the `saying` of a term: of the same kind
    or treated beside it, not named in the sentence, and none of which the sources say anything alike. Those of the same
    kind come first, then the nearest."""
    said = setting.stems(saying)
    near = setting.corpus.key_terms.near(place)
    found = [
        other
        for other in near
        if _is_beside(other, term, place, setting) and _fits(other, term, sentence, said, setting)
    ]
    return sorted(found, key=lambda other: not _is_akin(other, term))


def _is_beside(other: KeyTerm, term: KeyTerm, place: Place, setting: Setting) -> bool:
    """Whether another term is one of the same kind, treated close by, or has its heading beside this one's."""
    document = place.document.id
    same = other.place.document.id == document
    close = same and other.distance(place.order) <= CLOSE
    siblings = setting.corpus.siblings.of(term.text, document)
    headed = any(setting.stems(name) == other.stems for name in siblings[1:])
    return _is_akin(other, term) or (other.is_told and term.is_told and close) or headed


def _fits(other: KeyTerm, term: KeyTerm, sentence: str, said: frozenset[str], setting: Setting) -> bool:
    """Whether it is another thing, which the sentence does not name, and of which nothing alike is said."""
    own = term.stems
    if other is term or not other.stems or other.stems <= own or own <= other.stems:
        return False
    if (other.stems - own) & setting.stems(sentence) or fold(other.text) in fold(sentence):
        return False
    if other.text[:1].isupper() is not term.text[:1].isupper():
        return False
    both = other.stems | own
    told = list(zip(other.told, other.sentences, strict=True))
    if any(both <= stems and _is_one(term, other, text) for stems, text in told):
        return False
    return not any(len(said & stems) >= ALIKE * len(said) for stems, _ in told)


def _is_one(one: KeyTerm, other: KeyTerm, sentence: str) -> bool:
    """Whether a sentence says that one is the other, or a kind of it: "Lapwings are waders"."""
    text = fold(sentence)
    first, last = sorted(text.find(fold(each.text).rstrip("s")) for each in (one, other))
    return 0 <= first < last and _BE.search(text[first:last]) is not None


def _is_akin(other: KeyTerm, term: KeyTerm) -> bool:
    """Whether the names of both end with the same kind of thing."""
    return len(term.key) > 1 and len(other.key) > 1 and other.key[-1] == term.key[-1]
