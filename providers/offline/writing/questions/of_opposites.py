"""Is it so, or the other way round? A fact of the source with a word for its opposite, or without its "not"."""

from __future__ import annotations

import re
from functools import lru_cache

from learning.wording import count_words
from providers.language.tables import Language
from providers.offline.reading.facts.definition import POINTS
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.question import Question, Setting

SHORTEST, LONGEST = 7, 28
FEWEST_STEMS = 4
WORTH = 0.4
"""Less than that of a choice, which cannot be guessed as easily."""
_INDEFINITE = frozenset("a an ein eine un una une des unos unas".split())
_VOWEL = re.compile(r"[aeiou]", re.IGNORECASE)


def of_opposites(setting: Setting) -> list[Question]:
    """A statement to be judged for each shown sentence on the subject that has one word with an opposite, or one "not".

    None where a condition, a comparison or a restriction could make the contrary true as well."""
    about = setting.stems(setting.title, *setting.brief.objectives) | setting.corpus.heading_stems
    told = [
        (place, sentence)
        for place in setting.places
        if place.is_prose and place.block.role in ("body", "callout", "keypoints") and not place.loose
        for sentence in place.sentences
        if _is_fact(sentence, place, setting) and len(setting.stems(sentence) & about) > 1
    ]
    made = [(place, one, *_turned(one, setting.corpus.language)) for place, one in told]
    return [
        _judged(place, sentence, contrary, denies, at + setting.ordinal, setting)
        for at, (place, sentence, contrary, denies) in enumerate(found for found in made if found[2])
    ]


def _is_fact(sentence: str, place: Place, setting: Setting) -> bool:
    table = setting.corpus.language
    short = SHORTEST <= count_words(sentence) <= LONGEST and sentence.count(",") <= 1
    plain = short and not re.search(r"[:;?!(“«„\"]", sentence)
    if (
        not plain
        or "n't" in sentence.replace("’", "'")
        or table.says("unflippable", sentence)
        or POINTS.search(sentence)
    ):
        return False
    enough = len(setting.stems(sentence)) >= FEWEST_STEMS and sentence.count("`") <= 4
    return (
        enough
        and _begins_with_subject(sentence, place, setting)
        and place.stands_alone(sentence)
        and setting.shows(place, sentence)
    )


def _begins_with_subject(sentence: str, place: Place, setting: Setting) -> bool:
    """Whether it speaks of anything of a kind or of something by its name; of "the" thing only where headings
    or emphasis name it."""
    table = setting.corpus.language
    first, _, rest = sentence.partition(" ")
    definite = first.lower() in table.determiners and first.lower() not in _INDEFINITE
    if not definite and first.lower() in table.stop_words and first.lower() not in _INDEFINITE:
        return False
    subject = setting.stems(" ".join(rest.split()[:2]) if first.lower() in table.determiners else first)
    named = setting.stems(*place.block.heading_path[-2:], *place.block.terms, setting.title)
    coded = sentence.startswith("`") and table.tells_doing(rest)
    return coded or bool(subject & named)


def _turned(sentence: str, table: Language) -> tuple[str, bool]:
    """The sentence with its contrary meaning, and whether it denies something as it is; "" for what cannot turn."""
    denied = [(found, text) for way, text in table.negations for found in re.finditer(way, sentence)]
    opposed = [(found, other) for one, other in _ways(table.opposites) for found in one.finditer(sentence)]
    spans = [found.span() for found, _ in opposed]
    opposed = [pair for pair in opposed if not any(_holds(span, pair[0].span()) for span in spans)]
    if len(denied) + len(opposed) != 1:
        return "", False
    if denied:
        found, text = denied[0]
        turned = sentence[: found.start()] + found.expand(text) + sentence[found.end() :]
        return turned[:1].upper() + turned[1:], True
    found, other = opposed[0]
    return _agreeing(sentence[: found.start()], found[0], other) + sentence[found.end() :], False


def _holds(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and span[0] <= other[0] and other[1] <= span[1]


def _agreeing(before: str, word: str, other: str) -> str:
    """What stands before the word and the other one in its place, with "a" or "an" as that wants it."""
    if article := re.search(r"\b([Aa])n? $", before):
        before = f"{before[: article.start()]}{article[1]}{'n' if _VOWEL.match(other) else ''} "
    return before + (other[:1].upper() + other[1:] if word[:1].isupper() else other)


@lru_cache(maxsize=8)
def _ways(opposites: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    ways = {one: other for pair in opposites for one, other in (pair, pair[::-1])}
    firsts = {one: next(b if one == a else a for a, b in opposites if one in (a, b)) for one in ways}
    return tuple((re.compile(rf"(?<![\w-]){re.escape(one)}(?![\w-])"), other) for one, other in firsts.items())


def _judged(place: Place, sentence: str, contrary: str, denies: bool, turn: int, setting: Setting) -> Question:
    is_true = turn % 2 == 0 and not denies
    return Question(
        place=place,
        sentence=sentence,
        stem=sentence if is_true else contrary,
        key="",
        wrong=(),
        structure="opposites",
        topics=frozenset({sentence}),
        worth=WORTH + setting.worth(sentence),
        is_true=is_true,
        about=setting.stems(sentence),
    )
