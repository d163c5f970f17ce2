"""How much is it? The number of a rule, among others with the same unit that are far enough from it to matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from learning.wording import count_words
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.question import Question, Setting

GAP = "____"
SHORTEST, LONGEST = 6, 32
_FACTORS = ((0.25, 0.5, 2.0), (0.5, 2.0, 3.0), (2.0, 3.0, 4.0))
"""What the number is multiplied by, so that it is now the largest, now in the middle, now the smallest."""


_LABELS = re.compile(r"(?: \w+){1,3}:")
"""What makes a label of the measure: "10 minute activity:"."""


def of_measures(setting: Setting) -> list[Question]:
    """Questions for the one number with a unit in a sentence that sets a limit; wrong options are multiples or parts.

    None in a language without a table of limits.
    """
    if not setting.corpus.language.limits:
        return []
    return [question for place in setting.places if place.is_prose for question in _of_place(place, setting)]


@lru_cache(maxsize=8)
def _measure(units: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,/–-])(?P<number>\d+(?:[.,]\d+)?)(?P<unit>[ \u00a0]?(?:{units}))(?![\w/])")


def _of_place(place: Place, setting: Setting) -> Iterator[Question]:
    table = setting.corpus.language
    for sentence in place.sentences:
        found = list(_measure(table.units).finditer(sentence))
        if (
            len(found) != 1
            or _is_in_brackets(sentence, found[0].start())
            or len(re.findall(r"\d+(?:[.,]\d+)?", sentence)) != 1
            or "`" in sentence
        ):
            continue
        rule = table.says("limits", sentence) and place.stands_alone(sentence)
        if not rule or not SHORTEST <= count_words(sentence) <= LONGEST or not setting.shows(place, sentence):
            continue
        if _LABELS.match(sentence, found[0].end()):
            continue
        number, unit = found[0]["number"], found[0]["unit"]
        options = _options(number, unit, setting.ordinal)
        if options:
            stem = sentence[: found[0].start()] + GAP + sentence[found[0].end() :]
            yield Question(
                place=place,
                sentence=sentence,
                stem=stem,
                key=number + unit,
                wrong=tuple(option for option in options if option != number + unit),
                structure="measures",
                topics=frozenset({f"measure:{number}{unit.strip()}"}),
                worth=0.95 + setting.worth(sentence) + (0.3 if place.block.role == "callout" else 0.0),
                ordered=options,
                about=setting.stems(sentence),
            )


def _is_in_brackets(sentence: str, at: int) -> bool:
    """Whether the number only explains a word before it."""
    return sentence.count("(", 0, at) > sentence.count(")", 0, at)


def _options(number: str, unit: str, turn: int) -> tuple[str, ...]:
    """The number and three others, from small to large, written as it is; none where that would make no sense."""
    comma = "," in number
    decimals = len(number.replace(",", ".").partition(".")[2])
    value = float(number.replace(",", "."))
    if value <= 0 or (decimals == 3 and value < 1000):
        return ()
    factors = _FACTORS[turn % len(_FACTORS)]
    values = {round(value * factor, decimals) for factor in factors} - {value, 1.0}
    if "%" in unit and value > 33:
        values = {other for other in (value / 4, value / 2, value * 0.75) if other == round(other, decimals)}
    if len(values) < 2 or min(values) <= 0:
        return ()
    written = [f"{other:.{decimals}f}" for other in sorted({*values, value})]
    return tuple((text.replace(".", ",") if comma else text) + unit for text in written)
