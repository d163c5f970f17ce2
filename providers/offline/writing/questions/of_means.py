"""With which command, function or keyword is it done? The gap stands where the sentence names the means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.wording import count_words
from providers.offline.reading.facts.told import points_elsewhere
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.of_kinds import codes_apart, is_of_story
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

GAP = "____"
SHORTEST, LONGEST, FEWEST_STEMS = 6, 34, 3
_CODE = r"`(?P<code>[^`\n]{2,40})`"
_MEANS = re.compile(
    r"\b(?:using|with|via|through|by (?:adding|calling|using|running|issuing|specifying|passing|writing|applying)|"
    r"(?<=can )use|(?<=to )use|(?<=, )use|^Use|(?<=can )call|(?<=, )call|(?<=, )run|(?<=can )run) "
    r"(?:(?:the|an?) )?(?P<before>(?:key ?word|command|function|method|operator|option|flag|statement|macro|clause) )?"
    rf"{_CODE}(?: (?P<noun>[a-z]+))?"
)


def of_means(setting: Setting) -> list[Question]:
    """A question for each shown English sentence that says with which piece of code something is done."""
    if setting.corpus.language.code != "en":
        return []
    return [question for place in setting.places if place.is_prose for question in _of_place(place, setting)]


def _of_place(place: Place, setting: Setting) -> Iterator[Question]:
    for sentence in place.sentences:
        found = _MEANS.search(sentence) if sentence.count("`") == 2 else None
        if found and SHORTEST <= count_words(sentence) <= LONGEST and setting.shows(place, sentence):
            rest = f"{sentence[: found.start('code') - 1]}{sentence[found.end('code') + 1 :]}"
            if place.stands_alone(sentence) and not points_elsewhere(rest):
                yield from _asked(place, sentence, rest, found, setting)


def _asked(place: Place, sentence: str, rest: str, found: re.Match[str], setting: Setting) -> Iterator[Question]:
    key, kinds, said = f"`{found['code']}`", setting.corpus.kinds, setting.stems(rest)
    noun = (found["before"] or found["noun"] or "").strip()
    noun = noun if key in kinds.of(noun) else kinds.kind_of(key)
    if setting.stems(key) & said or len(said) < FEWEST_STEMS or is_of_story(key, setting):
        return
    names = [*kinds.beside(key), *(kinds.of(noun) if noun else ())]
    wrong = balanced(key, codes_apart(key, said, rest, names, setting))
    if len(wrong) >= FEWEST:
        yield Question(
            place=place,
            sentence=sentence,
            stem=f"{sentence[: found.start('code') - 1]}{GAP}{sentence[found.end('code') + 1 :]}",
            key=key,
            wrong=wrong,
            structure="means",
            topics=frozenset({key.casefold()}),
            worth=0.7 + setting.worth(key, sentence),
            about=setting.stems(sentence),
        )
