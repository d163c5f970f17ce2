"""What follows from a condition, and what serves an aim: other ones of the same text have other answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from learning.wording import count_words
from providers.language.words import content_stems
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.clauses import names_its_subject
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

SHORTEST, LONGEST = 4, 26
NEAR = 80
FEWEST_STEMS = 3
_CLAUSES = r"(?P<condition>[^,;:()]{12,120}), (?:then )?(?P<consequence>[^;:]{15,150})\."
_IF = {
    "de": re.compile(rf"(?P<kind>Wenn|Falls|Sobald|Um) {_CLAUSES.replace('(?:then )?', '(?:dann |so )?')}"),
    "en": re.compile(rf"(?P<kind>If|When|Unless|To) {_CLAUSES}"),
    "es": re.compile(rf"(?P<kind>Si|Cuando|Para) {_CLAUSES}"),
    "fr": re.compile(rf"(?P<kind>Si|Lorsque|Lorsqu['’]|Quand|Pour|S['’])(?:(?<=['’])| ){_CLAUSES}"),
}
_CUT = re.compile(r"(?:and|or|but|such|however|consider|o|y|et|ou)\b|\S+(?:,| and | or )", re.IGNORECASE)
_CLOSED = re.compile(r"^set |\b(?:not|no|ne|pas|nicht|kein\w*|following|above)\b")
_AIMS = ("To", "Para", "Pour", "Um")
_WISHES = re.compile(
    r"^(?:If|When|Wenn|Falls|Si|Cuando|Lorsque) (?:you (?:want|wish|need|would like) to|Sie .*(?:möchten|wollen)$|"
    r"(?:usted )?(?:desea|quiere|necesita)\b|vous (?:voulez|souhaitez|désirez)\b)"
)
"""Openings that name what somebody wants, and so an aim."""
_LETTER = re.compile(r"(?<![\w'’-])[b-hj-zB-HJ-Z](?![\w'’-])")
"""A letter that stands for a value, such as an argument of a function."""
_VAGUE = re.compile(
    r"\b(?:it|its|they|them|this|these|those|he|she|we|ello|esto|eso|er|es|sie|ihn|dies|diese[rsmn]?|ce|cela|ceci|ils?|elles?|vous|usted)\b",
    re.IGNORECASE,
)
_OPTION = re.compile(r"`--?[A-Za-z]")
"""What an option of a command says, which the sentence does not name."""


@dataclass(frozen=True)
class Condition:
    place: Place
    sentence: str
    is_aim: bool
    opening: str
    consequence: str


def of_conditions(setting: Setting) -> list[Question]:
    """Questions for the second half of sentences such as "If …, …" and "To …, …" that the section shows.

    Wrong options are those of such sentences up to `NEAR` places away, some of them under the same heading.
    English, German, Spanish and French only.
    """
    found = [one for place in setting.around(NEAR) if place.is_prose for one in _conditions(place, setting)]
    shown = [one for one in found if setting.shows(one.place, one.sentence)]
    return [question for one in shown for question in _asked(one, found, setting)]


def _conditions(place: Place, setting: Setting) -> Iterator[Condition]:
    pattern = _IF.get(setting.corpus.language.code)
    for sentence in place.sentences if pattern else ():
        found = pattern.fullmatch(sentence) if pattern else None
        if not found or not place.stands_alone(sentence) or ". " in sentence or _LETTER.search(sentence):
            continue
        consequence = found["consequence"]
        begins = not _CUT.match(consequence) and not _CLOSED.search(found["condition"])
        clear = (
            begins
            and not (_VAGUE.search(sentence) or _OPTION.search(sentence))
            and SHORTEST <= count_words(consequence) <= LONGEST
        )
        opening = sentence[: found.end("condition")]
        is_aim = found["kind"] in _AIMS or _WISHES.match(opening) is not None
        if clear and (is_aim or _is_case(found["condition"], consequence, place, setting)):
            yield Condition(place, sentence, is_aim, opening, consequence)


def _is_case(condition: str, consequence: str, place: Place, setting: Setting) -> bool:
    """Whether a condition tells by itself which case it is, and its consequence what happens then."""
    told = all(len(setting.stems(text)) >= FEWEST_STEMS for text in (condition, consequence))
    return told and names_its_subject(condition, place, setting)


def _asked(one: Condition, found: list[Condition], setting: Setting) -> Iterator[Question]:
    language = setting.corpus.language.code
    asked, said = (set(content_stems(text, language)) for text in (one.opening, one.consequence))
    rivals = [
        other
        for other in found
        if other is not one
        and other.is_aim is one.is_aim
        and not _is_shared(said, other, language)
        and (asked | said) & set(content_stems(other.consequence, language))
    ]
    rivals.sort(
        key=lambda other: (
            other.place.block.heading_path != one.place.block.heading_path,
            -len(asked & set(content_stems(other.consequence, language))),
            abs(other.place.order - one.place.order),
        )
    )
    beside = [other for other in rivals if other.place.block.heading_path == one.place.block.heading_path]
    wrong = balanced(one.consequence, [other.consequence for other in rivals])
    if wrong and len(beside) >= (1 if one.is_aim else FEWEST):
        yield Question(
            place=one.place,
            sentence=one.sentence,
            stem=f"{one.opening}, …?",
            key=one.consequence,
            wrong=wrong,
            structure="conditions",
            topics=frozenset({one.sentence}),
            worth=0.5 + setting.worth(one.opening),
            about=setting.stems(one.sentence),
        )


def _is_shared(said: set[str], other: Condition, language: str) -> bool:
    """Whether another consequence says much of the same, and might be right as well."""
    told = set(content_stems(other.consequence, language))
    return 2 * len(said & told) >= min(len(said), len(told))
