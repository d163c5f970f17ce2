"""How much is it? The number of a rule, among others with the same unit that are far enough from it to matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from learning.wording import count_words
from providers.language.markdown_text import inline
from providers.offline.reading.facts.definition import is_term
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.about import under_heading
from providers.offline.writing.questions.question import FEWEST, Question, Setting

GAP = "____"
SHORTEST, LONGEST = 6, 32
MOST_AFTER = 4
_FACTORS = ((0.25, 0.5, 2.0), (0.5, 2.0, 3.0), (2.0, 3.0, 4.0))
_OF_RANGES = ((0.5, 2.0, 3.0, 4.0), (2.0, 3.0, 4.0), (0.5, 0.25, 2.0, 3.0))
MOST_WRONG = 3
"""What the number is multiplied by, so that it is now the largest, now in the middle, now the smallest."""


_NUMBER = r"\d{1,6}(?:[.,]\d{1,4})?"
_LABELS = re.compile(r"(?: \w+){1,3}:")
"""What makes a label of the measure: "10 minute activity:"."""


def of_measures(setting: Setting) -> list[Question]:
    """Questions for the one number or range with a unit in a sentence that sets a limit, or beside a name in a list;
    wrong options are multiples or parts.

    None in a language without a table of limits.
    """
    if not setting.corpus.language.limits:
        return []
    made = (find(place, setting) for place in setting.places if place.is_prose for find in (_of_place, _labelled))
    return [question for questions in made for question in questions]


@lru_cache(maxsize=8)
def _measure(units: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,/–-])(?P<number>{_NUMBER}(?:(?P<sign>\s?(?:--?|–|to|bis|à|a)\s?)(?P<end>{_NUMBER}))?)"
        rf"(?P<unit>[ \u00a0]?(?:{units}))(?![\w/])"
    )


def _of_place(place: Place, setting: Setting) -> Iterator[Question]:
    table = setting.corpus.language
    for sentence in place.sentences:
        found = list(_measure(table.units).finditer(sentence))
        if (
            len(found) != 1
            or _is_in_brackets(sentence, found[0].start())
            or len(re.findall(_NUMBER, sentence)) != (2 if found[0]["end"] else 1)
            or "`" in sentence
        ):
            continue
        rule = table.says("limits", sentence) and place.stands_alone(_whole(sentence, place))
        if not rule or not SHORTEST <= count_words(sentence) <= LONGEST or not setting.shows(place, sentence):
            continue
        if _LABELS.match(sentence, found[0].end()):
            continue
        number, unit = found[0]["number"], found[0]["unit"]
        options = _written(found[0], setting.ordinal)
        if options:
            stem = sentence[: found[0].start()] + GAP + sentence[found[0].end() :]
            yield _question(place, sentence, stem, number + unit, options, setting)


def _whole(sentence: str, place: Place) -> str:
    """With the full stop that the items of a list may lack."""
    return f"{sentence}." if place.kind == "list_item" and sentence[-1:].isalnum() else sentence


def _labelled(place: Place, setting: Setting) -> Iterator[Question]:
    """What an item gives as the value of a name: "Depth: 5–6 cm"."""
    name, sign, said = place.text.strip().rstrip(". ").partition(": ")
    found = _measure(setting.corpus.language.units).match(said) if sign and place.kind == "list_item" else None
    if found is None or len(re.findall(_NUMBER, place.text)) != (2 if found["end"] else 1):
        return
    clear = count_words(said[found.end() :]) <= MOST_AFTER and is_term(name) and len(setting.stems(name)) > 1
    clear = clear and _is_said_once(name, place, setting)
    options = _written(found, setting.ordinal) if clear and setting.shows(place, place.text) else ()
    if options:
        bare = setting.phrases.phrase("ask_amount", label=inline(name))
        stem = under_heading(place.block.heading_path, bare, options, setting)
        yield _question(place, place.text, stem, found["number"] + found["unit"], options, setting)


def _is_said_once(name: str, place: Place, setting: Setting) -> bool:
    """Whether no other item of the document gives a value of the same name, as of another brand."""
    return setting.corpus.labels[place.document.id, name] == 1


def _question(place: Place, sentence: str, stem: str, key: str, options: tuple[str, ...], setting: Setting) -> Question:
    return Question(
        place=place,
        sentence=sentence,
        stem=stem,
        key=key,
        wrong=tuple(option for option in options if option != key),
        structure="measures",
        topics=frozenset({f"measure:{key.replace(' ', '')}"}),
        worth=0.95 + setting.worth(sentence) + (0.3 if place.block.role == "callout" else 0.0),
        ordered=options,
        about=setting.stems(sentence),
    )


def _is_in_brackets(sentence: str, at: int) -> bool:
    """Whether the number only explains a word before it."""
    return sentence.count("(", 0, at) > sentence.count(")", 0, at)


def _written(found: re.Match[str], turn: int) -> tuple[str, ...]:
    """The number or the range and three others, from small to large."""
    if not found["end"]:
        return _options(found["number"], found["unit"], turn)
    low, high = (_number(each) for each in (found["number"].split(found["sign"])[0], found["end"]))
    if not 0 < low < high:
        return ()
    exact = [factor for factor in _OF_RANGES[turn % len(_OF_RANGES)] if _is_whole(low * factor, found["number"])]
    exact = [factor for factor in exact if _is_whole(high * factor, found["number"])][:MOST_WRONG]
    if len(exact) < FEWEST:
        return ()
    ends = [(low * factor, high * factor) for factor in sorted([1.0, *exact])]
    return tuple(f"{_text(one, found)}{found['sign']}{_text(other, found)}{found['unit']}" for one, other in ends)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _is_whole(value: float, written: str) -> bool:
    """Whether a value can be written like the others: without decimals where they have none."""
    return bool(re.search(r"[.,]", written)) or value == round(value)


def _text(value: float, found: re.Match[str]) -> str:
    text = f"{value:.1f}" if re.search(r"[.,]", found["number"]) else f"{value:.0f}"
    return text.replace(".", ",") if "," in found["number"] else text


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
