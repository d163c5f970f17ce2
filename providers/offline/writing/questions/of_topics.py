"""Of which of its topics does the document say this? The gap stands for the one that the sentence names."""

from __future__ import annotations

import re

from providers.offline.reading.facts.sayings import goes_on
from providers.offline.reading.facts.topics import Mention, Topic
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

GAP = "____"
FEWEST_STEMS, FEWEST_OWN = 4, 2
NEAR = 150
MOST_COMPARED = 60
_VOWELS = "aeiou"
_ROW = re.compile(r",? (?:and|or) |, \w+(?: \w+)?,")


def of_topics(setting: Setting) -> list[Question]:
    """A question for each shown sentence that names one topic of the document, with others of its kind as wrong ones.

    What the sentence says must hold at least two words that the text under theirs does not."""
    found = [one for place in setting.places for one in setting.corpus.topics.mentions(place)]
    shown = [one for one in found if setting.shows(one.place, one.sentence) and len(one.stems) >= FEWEST_STEMS]
    fresh = [one for one in shown if not (goes_on(one.sentence) or _is_in_a_row(one) or _is_defined(one, setting))]
    return [question for one in fresh if (question := _asked(one, setting))]


def _is_in_a_row(one: Mention) -> bool:
    """Whether others stand beside it in the sentence: "____, wood and clay"."""
    return _ROW.match(one.sentence[one.end :]) is not None or one.sentence[: one.start].rstrip().endswith(",")


def _is_defined(one: Mention, setting: Setting) -> bool:
    """Whether the sentence defines something, which is asked otherwise."""
    return any(other.sentence == one.sentence for other in setting.corpus.definitions.of(one.place))


def _asked(one: Mention, setting: Setting) -> Question | None:
    rivals = [other for other in _near(one, setting) if _fits(one, other, setting)]
    rivals.sort(key=lambda other: (-_kinship(one, other, setting), abs(other.place.order - one.place.order)))
    before, after = one.sentence[: one.start], one.sentence[one.end :]
    article = next(
        (text for text in (" a ", " an ", "A ", "An ") if f" {before}".endswith(f" {text}".replace("  ", " "))), ""
    )
    written = [_written(other, one, article) for other in rivals]
    key = article.strip() + " " * bool(article) + one.sentence[one.start : one.end]
    wrong = balanced(key, written)
    if len(wrong) < FEWEST:
        return None
    own = one.topic.is_heading and one.topic.stems <= setting.stems(*one.place.block.heading_path)
    return Question(
        place=one.place,
        sentence=one.sentence,
        stem=before[: len(before) - len(article.lstrip())] + GAP + after,
        key=key,
        wrong=wrong,
        structure="topics",
        topics=frozenset({one.topic.term.casefold()}),
        worth=0.55 + (0.25 if own else 0.0) + setting.worth(one.topic.term),
        about=setting.stems(one.sentence),
    )


def _near(one: Mention, setting: Setting) -> list[Topic]:
    known = setting.corpus.topics
    kin = known.of_family[one.topic.family]
    at = next((at for at, other in enumerate(kin) if other is one.topic), 0)
    beside = [
        other for other in setting.corpus.topics_near(one.topic.place.order) if other.is_heading is one.topic.is_heading
    ]
    return list(dict.fromkeys([*kin[max(0, at - MOST_COMPARED) : at + MOST_COMPARED], *beside]))


def _fits(one: Mention, other: Topic, setting: Setting) -> bool:
    topic = one.topic
    if other is topic or other.place.document.id != one.place.document.id or not other.stems:
        return False
    form = other.form(is_plural=one.is_plural)
    if (
        not setting.corpus.topics.is_said(form, _article(one, form))
        or other.stems <= topic.stems
        or topic.stems <= other.stems
    ):
        return False
    if (other.stems - topic.stems) & one.stems or form[:1].isupper() != topic.term[:1].isupper():
        return False
    if not _are_siblings(one, other, setting):
        return False
    return len(one.stems - setting.corpus.told_under(other)) >= FEWEST_OWN


def _article(one: Mention, form: str) -> str:
    """The article that would stand before another topic, where the sentence has one before its own."""
    before = one.sentence[: one.start].rsplit(" ", 2)[-2:]
    word = before[0].lower() if len(before) == 2 and not before[1] else ""
    if word in ("a", "an"):
        return "an" if form[0].lower() in _VOWELS else "a"
    return "the" if word == "the" else ""


def _are_siblings(one: Mention, other: Topic, setting: Setting) -> bool:
    """Whether the names end with the same kind of thing, or headings beside each other name both and the sentence
    stands under its own."""
    topic = one.topic
    if other.head == topic.head and " " in other.term and " " in topic.term:
        return True
    beside = topic.is_heading and other.is_heading and topic.family == other.family
    return beside and topic.stems <= setting.stems(*one.place.block.heading_path[-1:])


def _kinship(one: Mention, other: Topic, setting: Setting) -> int:
    """How much two topics have in common: the headings above them, the kind that they end with, being set off."""
    points = 2 * (other.family == one.topic.family) + (other.is_heading is one.topic.is_heading)
    points += 3 * (other.head == one.topic.head and " " in other.term and " " in one.topic.term)
    return points + setting.speaks_of(other.term)


def _written(other: Topic, one: Mention, article: str) -> str:
    """In the number of the gap, with the article and the capital that stand there."""
    form = other.form(is_plural=one.is_plural)
    if article:
        fitting = "an" if form[0].lower() in _VOWELS else "a"
        return f"{fitting.title() if article.strip()[0].isupper() else fitting} {form}"
    return form[:1].upper() + form[1:] if one.start == 0 else form
