"""What is it called? The gap stands where a sentence gives something its name, article and all."""

from __future__ import annotations

from learning.wording import fold
from providers.offline.reading.facts.definition import is_plural
from providers.offline.reading.facts.names import Named
from providers.offline.writing.questions.known_terms import Known, defined
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

GAP = "____"
MOST_COMPARED = 30
FEWEST_USES = 2


def of_names(setting: Setting) -> list[Question]:
    """One question for each term that a shown sentence names. Wrong options are terms that other sentences near it name
    or define and that agree with the sentence; where there are too few of them, none is made."""
    shown = [one for one in setting.corpus.names if setting.shows(one.place, one.sentence)]
    shown = [one for one in shown if setting.corpus.uses(one.term) >= FEWEST_USES]
    return [question for one in shown if (question := _asked(one, setting))]


def _asked(one: Named, setting: Setting) -> Question | None:
    known = [other for other in setting.corpus.names if setting.corpus.uses(other.term) >= FEWEST_USES]
    named = [Known(other.term, other.shown, other.place) for other in known]
    rivals = [other for other in (*named, *defined(setting)) if _fits(one, other, setting)]
    rivals.sort(key=lambda other: (not setting.speaks_of(other.term), abs(other.place.order - one.place.order)))
    wrong = balanced(one.shown, [other.shown for other in rivals[:MOST_COMPARED]])
    if len(wrong) < FEWEST:
        return None
    return Question(
        place=one.place,
        sentence=one.sentence,
        stem=one.sentence[: one.start] + GAP + one.sentence[one.end :],
        key=one.shown,
        wrong=wrong,
        structure="names",
        topics=frozenset({one.term.casefold()}),
        worth=0.9 + setting.worth(one.term),
        about=setting.stems(one.sentence),
    )


def _fits(one: Named, other: Known, setting: Setting) -> bool:
    """Whether the other term reads as well in the sentence, and is none that it speaks of."""
    language = setting.corpus.language.code
    same = is_plural(one.term, language) == is_plural(other.term, language)
    alike = one.term[:1].isupper() == other.term[:1].isupper()
    near = other.place.document.id == one.place.document.id and _is_beside(one, other)
    apart = near and not setting.stems(other.term) & setting.stems(one.sentence)
    bare = language == "en" or (not one.article) is (fold(other.shown) == fold(other.term))
    return bare and same and alike and apart and fold(one.term) != fold(other.term)


def _is_beside(one: Named, other: Known) -> bool:
    """Whether the same text treats both, or texts beside each other name both, as things of one kind."""
    path, its = one.place.block.heading_path, other.place.block.heading_path
    alike = one.term.split()[-1].casefold() == other.term.split()[-1].casefold()
    return path == its or (alike and path[:-1] == its[:-1])
