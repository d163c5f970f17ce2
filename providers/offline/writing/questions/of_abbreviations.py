"""What does an abbreviation stand for? The gap is for its words, which its letters alone do not tell."""

from __future__ import annotations

from providers.language.markdown_text import inline
from providers.offline.reading.facts.abbreviations import Abbreviation
from providers.offline.writing.questions.question import Question, Setting

GAP = "____"
FEWEST_USES = 3
MOST_WORDS = 4
LONGEST_TITLE = 60


def of_abbreviations(setting: Setting) -> list[Question]:
    """A question for each abbreviation that the section explains and that the sources use three times or more."""
    return [
        _asked(one, setting)
        for one in setting.corpus.abbreviations
        if setting.shows(one.place, one.sentence)
        and setting.corpus.uses(one.short) >= FEWEST_USES
        and len(one.full.split()) <= MOST_WORDS
    ]


def _asked(one: Abbreviation, setting: Setting) -> Question:
    return Question(
        place=one.place,
        sentence=one.sentence,
        stem=_stem(one, setting),
        key=one.full,
        wrong=(),
        structure="abbreviations",
        topics=frozenset({one.full.casefold(), one.short.casefold()}),
        worth=0.7 + setting.worth(one.full),
        about=setting.stems(one.full, one.short),
    )


def _stem(one: Abbreviation, setting: Setting) -> str:
    """With the title of the course, since many abbreviations stand for something else in another field; without it
    where it has the answer."""
    stem = setting.phrases.phrase("ask_command" if one.is_code else "ask_abbreviation", short=one.short, gap=GAP)
    title = setting.brief.title
    if one.is_code or len(title) > LONGEST_TITLE or setting.stems(title) & setting.stems(one.full):
        return stem
    return setting.phrases.phrase("about", topic=inline(title), question=stem)
