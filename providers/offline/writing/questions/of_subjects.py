"""Of which of these does the source say this? The gap stands for the term that a sentence begins with."""

from __future__ import annotations

import re

from providers.offline.reading.facts.subjects import Subject
from providers.offline.writing.questions.known_terms import is_set_off
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

GAP = "____"
NEAR = 160
ALIKE = 0.5
_AGREEING = {
    "de": re.compile(r"\b(?:sein\w*|ihr\w*|er|sie|es|selbst)\b"),
    "es": re.compile(r"\b(?:es|son|está|están|fue|fueron|ser|sido|queda\w*) |\b(?:él|ella|mism[ao]s?|tod[ao]s?)\b"),
    "fr": re.compile(r"\b(?:est|sont|été|être|reste\w*) |\b(?:ils?|elles?|lui|même|tou(?:s|te|tes))\b"),
}
"""What agrees with the gender of the thing that a sentence begins with."""
_GENDERS = {
    **dict.fromkeys(("der", "el", "los", "un", "unos", "le"), "m"),
    **dict.fromkeys(("die", "eine", "la", "las", "una", "unas", "une"), "f"),
    "das": "n",
}


def of_subjects(setting: Setting) -> list[Question]:
    """A question for each shown sentence that says something of a term of the document, unless the term is defined.

    Wrong options are terms near it that fit the sentence by number, of which the document says something else.
    """
    known = setting.corpus.definitions
    shown = [one for one in setting.corpus.subjects if setting.shows(one.place, one.said)]
    shown = [one for one in shown if is_set_off(one, setting)]
    fresh = [one for one in shown if not any(other.term == one.term for other in known.of(one.place))]
    return [question for one in fresh if (question := _asked(one, setting))]


def _asked(one: Subject, setting: Setting) -> Question | None:
    rivals = [other for other in setting.corpus.subjects if _fits(one, other) and is_set_off(other, setting)]
    rivals = [other for other in rivals if _agrees(one, other) and _are_of_a_kind(one, other)]
    rivals.sort(
        key=lambda other: (
            other.place.block.heading_path[:-1] != one.place.block.heading_path[:-1],
            abs(other.place.order - one.place.order),
        )
    )
    shown = [other.shown for other in rivals]
    wrong = balanced(one.shown, shown)
    if len(wrong) < FEWEST:
        return None
    bare = setting.stems(setting.title) >= one.term_stems
    return Question(
        place=one.place,
        sentence=one.said,
        stem=one.sentence[: one.start] + GAP + one.sentence[one.end :],
        key=one.shown,
        wrong=wrong,
        structure="subjects",
        topics=frozenset({one.term.casefold()}),
        worth=(0.4 if bare else 0.85) + setting.worth(one.term),
        about=setting.stems(one.sentence),
    )


def _fits(one: Subject, other: Subject) -> bool:
    near = other.place.document.id == one.place.document.id and abs(other.place.order - one.place.order) <= NEAR
    same = other.is_plural is one.is_plural and other.term != one.term and other.has_article is one.has_article
    if not (near and same):
        return False
    apart = not other.term_stems & one.term_stems or _is_sibling(one, other)
    shared = one.stems & other.stems
    shared_in_stem = other.term_stems & one.stems - one.term_stems
    return apart and not shared_in_stem and len(shared) < ALIKE * min(len(one.stems), len(other.stems))


def _agrees(one: Subject, other: Subject) -> bool:
    """Whether no word that follows tells their genders apart."""
    return _is_of_gender(one, other.shown)


def _is_of_gender(one: Subject, shown: str) -> bool:
    agreeing = _AGREEING.get(one.place.language)
    if agreeing is None or not agreeing.search(one.rest):
        return True
    genders = {_GENDERS.get(text.lower().replace("’", "'").partition(" ")[0], "") for text in (one.shown, shown)}
    return len(genders - {""}) < 2


def _are_of_a_kind(one: Subject, other: Subject) -> bool:
    """Whether the terms share a word, or one text treats both."""
    shared = bool(one.term_stems & other.term_stems) and _is_sibling(one, other)
    return shared or one.place.block.heading_path == other.place.block.heading_path


def _is_sibling(one: Subject, other: Subject) -> bool:
    """Whether the terms share a word and have another one each: "open circuit" and "closed circuit"."""
    return bool(one.term_stems - other.term_stems) and bool(other.term_stems - one.term_stems)
