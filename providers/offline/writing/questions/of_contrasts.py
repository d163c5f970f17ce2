"""Is this so, or the contrary? One word of a sentence of the source is turned, as of "increases" into "decreases"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from providers.language.headings import clean_heading, is_generic
from providers.language.markdown_text import inline
from providers.offline.reading.facts.contrasts import contrary_of
from providers.offline.reading.facts.manuals import is_third_person
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.question import ENOUGH, FEWEST, Question, Setting, balanced

_BEGINNINGS = frozenset("the a an when if as each every all".split())
_VERBS = frozenset("is are was were has have will must shall does do exists occurs".split())
Told = tuple[Place, str, str]
"""A place, a sentence of it, and its contrary."""


def of_contrasts(setting: Setting) -> list[Question]:
    """Under each heading with three such sentences, which of them is told rightly; each sentence to be judged, as it
    is or, by turns, turned. English only."""
    if setting.corpus.language.code != "en":
        return []
    told = [one for place in setting.places for one in _in_place(place, setting)]
    return [*_true(told, setting), *(_judged(one, at + setting.ordinal, setting) for at, one in enumerate(told))]


def _in_place(place: Place, setting: Setting) -> Iterator[Told]:
    for sentence in place.sentences if place.is_prose and place.block.role in ("body", "callout", "keypoints") else ():
        contrary = contrary_of(sentence)
        told = contrary and place.stands_alone(sentence) and setting.shows(place, sentence)
        if told and _is_statement(sentence) and setting.stems(sentence) & _named(place, setting):
            yield place, sentence, contrary


def _is_statement(sentence: str) -> bool:
    """Whether a thing, a case or a code begins the sentence and a verb follows, so that it can be true or not."""
    words = sentence.split(" ")
    begins = words[0].lower() in _BEGINNINGS or words[0].startswith("`") or any(_is_verb(word) for word in words[1:4])
    return begins and any(_is_verb(word) for word in words[1:])


def _is_verb(word: str) -> bool:
    """Whether a word shows that a sentence says something of something."""
    return word in _VERBS or is_third_person(word.rstrip(",."), "")


def _named(place: Place, setting: Setting) -> frozenset[str]:
    """The stems of what the section, the headings above a block and its emphasis name."""
    return setting.stems(setting.title, *place.block.heading_path[-2:], *place.block.terms)


def _true(told: list[Told], setting: Setting) -> Iterator[Question]:
    for path, group in groupby(told, key=lambda one: one[0].block.heading_path):
        under = list(group)
        heading = clean_heading(path[-1], setting.corpus.language) if path else ""
        if len(under) <= FEWEST or not heading or is_generic(heading, setting.corpus.language):
            continue
        at = setting.ordinal % len(under)
        place, key, _ = under[at]
        wrong = balanced(key, [contrary for _, _, contrary in (*under[at + 1 :], *under[:at])][:ENOUGH])
        if len(wrong) >= FEWEST:
            stem = setting.phrases.phrase("ask_true", terms=setting.phrases.quoted(inline(heading)))
            yield _question(place, key, stem, key, wrong, None, setting)


def _judged(one: Told, turn: int, setting: Setting) -> Question:
    place, sentence, contrary = one
    is_true = turn % 2 == 0
    return _question(place, sentence, sentence if is_true else contrary, "", (), is_true, setting)


def _question(
    place: Place, sentence: str, stem: str, key: str, wrong: tuple[str, ...], is_true: bool | None, setting: Setting
) -> Question:
    return Question(
        place=place,
        sentence=sentence,
        stem=stem,
        key=key,
        wrong=wrong,
        structure="contrasts" if is_true is None else "contraries",
        topics=frozenset({sentence}),
        worth=(0.7 if is_true is None else 0.4) + setting.worth(sentence) / 2,
        is_true=is_true,
        about=setting.stems(sentence),
    )
