"""Who was it? Other people of the same chapter, of whom it says nothing alike, are wrong options."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.tagging import tag
from learning.wording import count_words
from providers.offline.reading.facts.asides import without_asides
from providers.offline.reading.facts.people import Person
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

GAP = "____"
SHORTEST, LONGEST = 8, 36
NEAR, ALIKE = 90, 0.5
FEWEST_STEMS, FEWEST_TOLD = 5, 3
MOST_SPOKEN_OF = 0.6
_OPEN = re.compile(
    r"\b(?:it|they|them|their|we|our|you|your|I|my|this|these|those|such|another|also|again|"
    r"the (?:man|woman|two|latter|former))\b|[?!:;“”\"]",
    re.IGNORECASE,
)
_POINTS_ON = re.compile(r"\b(?:he|she|his|her|him|hers|himself|herself)\b", re.IGNORECASE)
_DOES = ("VVD", "VVZ", "VBD", "VHD")
_BEFORE_SUBJECT = ("PUN", "CJS", "CJT")
_BY = re.compile(r"\bby (?:(?:[A-Z][a-z]+ )?[A-Z][a-z]+ )?$")


def of_people(setting: Setting) -> list[Question]:
    """A question for each shown sentence that says what a person did, with a gap for the name; English only."""
    if setting.corpus.language.code != "en":
        return []
    made = (one for place in setting.places if place.is_prose and not place.loose for one in _asked(place, setting))
    return [one for one in made if setting.shows(one.place, one.sentence)]


def _asked(place: Place, setting: Setting) -> Iterator[Question]:
    people = setting.corpus.people
    for sentence in place.sentences:
        said = without_asides(sentence)
        named = people.named(said)
        if (
            not named
            or not SHORTEST <= count_words(said) <= LONGEST
            or not place.is_understood(sentence)
            or _OPEN.search(said)
        ):
            continue
        for person in named:
            at = _written(person, said)
            if at is not None and _acts(said, at, setting.corpus.language.code):
                question = _question(person, said, sentence, at, place, setting)
                if question is not None:
                    yield question
                    break


def _written(person: Person, said: str) -> re.Match[str] | None:
    """Where the sentence names a person; None where it does so twice or takes it up with a pronoun before."""
    found = list(re.finditer(rf"(?:{re.escape(person.name)}|{re.escape(person.last)})(?!['’\w-])", said))
    if len(found) != 1 or said.count(person.last) != 1 or _POINTS_ON.search(said[: found[0].start()]):
        return None
    return found[0]


def _acts(said: str, at: re.Match[str], language: str) -> bool:
    """Whether the person is the subject of the verb that follows, or the one by whom something is done."""
    if _BY.search(said[: at.start()]):
        return True
    before = len(tag(said[: at.start()].strip(), language))
    tagged = tag(said, language)
    after = before + len(tag(at[0], language))
    while after < len(tagged) and tagged[after].tag == "AV0":
        after += 1
    is_subject = before == 0 or tagged[before - 1].tag in _BEFORE_SUBJECT or tagged[before - 1].word[:1].isupper()
    return after < len(tagged) and tagged[after].tag in _DOES and is_subject


def _question(
    person: Person, said: str, sentence: str, at: re.Match[str], place: Place, setting: Setting
) -> Question | None:
    rest = setting.stems(said[: at.start()], said[at.end() :])
    told = (
        setting.stems(*place.block.heading_path[-2:], setting.title, *setting.brief.objectives)
        | setting.corpus.told_stems
    )
    if (
        len(rest) < FEWEST_STEMS
        or len(person.orders) < FEWEST_TOLD
        or not rest & told
        or _is_subject(person, place, setting)
    ):
        return None
    near = [other.name for other in setting.corpus.people.near(place.order, NEAR) if _fits(other, said, rest)]
    wrong = balanced(person.name, near)
    if len(wrong) < FEWEST:
        return None
    return Question(
        place=place,
        sentence=sentence,
        stem=f"{said[: at.start()]}{GAP}{said[at.end() :]}",
        key=person.name,
        wrong=wrong,
        structure="people",
        topics=frozenset({person.name.casefold()}),
        worth=0.7 + setting.worth(person.last),
        about=setting.stems(sentence),
    )


def _is_subject(person: Person, place: Place, setting: Setting) -> bool:
    """Whether the course or the part is about that person alone, or the document speaks of hardly anybody else."""
    titles = (setting.brief.title, setting.title, *place.block.heading_path[-1:])
    named = {other.last for title in titles for other in setting.corpus.people.named(title)}
    return named == {person.last} or setting.corpus.people.share(person) > MOST_SPOKEN_OF


def _fits(other: Person, said: str, rest: frozenset[str]) -> bool:
    """Whether the sentence does not name them, and none that does says much the same."""
    return other.last not in said and not any(len(rest & told) >= ALIKE * len(rest) for told in other.told)
