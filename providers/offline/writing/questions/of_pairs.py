"""Does this description fit? Of two things that the source describes alike, one may have the words of the other."""

from __future__ import annotations

from providers.language.markdown_text import inline
from providers.offline.reading.facts.definition import Definition
from providers.offline.reading.facts.labels import tells_else
from providers.offline.writing.questions.cues import gives_away
from providers.offline.writing.questions.of_definitions import is_of_example
from providers.offline.writing.questions.question import Question, Setting

FEWEST, LONGEST = 2, 110
WORTH = 0.45
"""Less than that of a choice, which cannot be guessed as easily."""


def of_pairs(setting: Setting) -> list[Question]:
    """A statement to be judged for each definition that the section shows and that has a rival in its own list or kind:
    that reads much the same: the description is its own or, by turns, the rival's."""
    known = setting.corpus.definitions
    shown = [one for place in setting.places for one in known.of(place) if setting.shows(place, one.meaning[1:])]
    shown = [one for one in shown if not known.is_apart(one) or setting.is_home_of(one.term)]
    shown = [one for one in shown if not is_of_example(one, setting)]
    pairs = [(one, _rival(one, setting)) for one in shown if known.can_be_asked(one) and not one.is_purpose]
    language = setting.corpus.language.code
    table = setting.corpus.language
    clear = [
        (one, rival)
        for one, rival in pairs
        if rival
        and not gives_away(one.meaning, one.term, (), language)
        and not any(_is_long(each.meaning) or tells_else(each.meaning, table) for each in (one, rival))
    ]
    return [_judged(one, rival, at + setting.ordinal, setting) for at, (one, rival) in enumerate(clear)]


def _is_long(meaning: str) -> bool:
    """Whether there is so much in it that nobody can say of all of it whether it fits."""
    return len(meaning) > LONGEST or " - " in meaning or "; " in meaning


def _rival(one: Definition, setting: Setting) -> Definition | None:
    rivals = setting.corpus.definitions.rivals(one)
    kin = (rival for rival in rivals if rival.says_enough and rival.form == one.form and _are_beside(one, rival))
    return next((rival for rival in kin if one.stems & rival.stems and len(rival.stems - one.told) >= FEWEST), None)


def _are_beside(one: Definition, other: Definition) -> bool:
    """Whether one list gives both, or one text defines both."""
    if one.family or other.family:
        return one.family == other.family
    path, its = one.place.block.heading_path, other.place.block.heading_path
    return path == its and one.is_plural is other.is_plural and bool(one.subject and other.subject)


def _judged(one: Definition, rival: Definition, turn: int, setting: Setting) -> Question:
    is_true = turn % 2 == 0
    term = one.term if one.is_code else setting.phrases.quoted(one.term)
    meaning = one.meaning if is_true else rival.meaning
    return Question(
        place=one.place,
        sentence=one.sentence,
        stem=setting.phrases.phrase("judge", term=term, meaning=inline(meaning)),
        key="",
        wrong=(),
        structure="judged",
        topics=frozenset({one.term.casefold()} | (frozenset() if is_true else {rival.term.casefold()})),
        worth=WORTH + setting.worth(one.term),
        is_true=is_true,
        about=setting.stems(one.term, one.meaning),
    )
