"""What should you not do? Rules under one heading that forbid stand beside those that ask."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from learning.tagging import tag
from learning.wording import count_words
from providers.language.headings import clean_heading, is_generic
from providers.language.markdown_text import inline
from providers.offline.reading.passages import Place
from providers.offline.writing.questions.question import FEWEST, Question, Setting, balanced

SHORTEST, LONGEST = 3, 24
_FORBIDS = {
    "en": re.compile(r"(?:Do not|Don['’]t|Never) (?=[a-z])"),
    "es": re.compile(r"(?:No|Nunca) (?=[a-záéíóú]+[aeá](?:se|l[aeo]s?)? )"),
}
_OPEN = re.compile(
    r"\b(?:it|its|this|that one|these|those|them|they|such|here|above|below|following|also|hesitate|forget|worry|be|"
    r"est[aeo]s?|es[ao]s?|ell[ao]s?|su|sus|aquí|también|olvide|dude)\b|[:;?!]|\b(?:see|note|remember|consider)\b",
    re.IGNORECASE,
)
_SHUNS = re.compile(r"(?:Avoid|Stop|Refrain|Beware|Evite|Deje)\b", re.IGNORECASE)
_ORDER = ("VVB", "VVI")


class _Rule(NamedTuple):
    """`act` is what the `sentence` forbids or asks to do, as an order with a capital."""

    place: Place
    sentence: str
    act: str
    forbids: bool


def of_rules(setting: Setting) -> list[Question]:
    """For the shown rules of a heading, which forbid as well as ask: what one should not do, or what one should.

    Where one heading has too few, those of the headings beside it stand with them.
    """
    shown = [
        rule
        for place in setting.places
        for rule in _rules(place, setting.corpus.language.code)
        if setting.shows(rule.place, rule.sentence)
    ]
    own = list(_of_headings(shown, 0, setting))
    done = {question.place.block.heading_path for question in own}
    left = [rule for rule in shown if rule.place.block.heading_path not in done]
    return [*own, *_of_headings(left, 1, setting)]


def _of_headings(rules: Sequence[_Rule], above: int, setting: Setting) -> Iterator[Question]:
    """Questions of the rules under each heading, or of those under a heading `above` theirs."""
    groups: defaultdict[tuple[str, ...], list[_Rule]] = defaultdict(list)
    for rule in rules:
        path = rule.place.block.heading_path
        if len(path) > above:
            groups[rule.place.document.id, *path[: len(path) - above]].append(rule)
    for names, found in groups.items():
        yield from _asked(found, names[-1] if len(names) > 1 else "", setting)


def _rules(place: Place, language: str) -> Iterator[_Rule]:
    pattern = _FORBIDS.get(language)
    if pattern is None or not place.is_prose or place.loose:
        return
    for sentence in place.sentences[: 1 if place.kind == "list_item" else None]:
        forbidden = pattern.match(sentence)
        act = (sentence[forbidden.end() :] if forbidden else sentence).strip().rstrip(".")
        clear = SHORTEST <= count_words(act) <= LONGEST and not _OPEN.search(act) and sentence.rstrip()[-1:] in ".)"
        if clear and not _SHUNS.match(act) and (forbidden or _is_order(act, language)):
            yield _Rule(place, sentence, f"{act[:1].upper()}{act[1:]}", forbidden is not None)


def _is_order(text: str, language: str) -> bool:
    """Whether it begins with a verb that tells somebody to do something."""
    if language == "es":
        return re.match(r"[A-ZÁÉÍÓÚ][a-záéíóú]+[ae](?:se|l[aeo]s?)? ", text) is not None
    tagged = tag(f"You {text[:1].lower()}{text[1:]}", language)
    return text[:1].isupper() and len(tagged) > 1 and tagged[1].tag in _ORDER


def _asked(rules: Sequence[_Rule], heading: str, setting: Setting) -> Iterator[Question]:
    for kind, forbids in (("ask_forbidden", True), ("ask_required", False)):
        keys = [rule for rule in rules if rule.forbids is forbids]
        others = [rule for rule in rules if rule.forbids is not forbids]
        made = ((one, balanced(one.act, [rule.act for rule in others])) for one in keys if len(others) >= FEWEST)
        asked = next(((one, wrong) for one, wrong in made if wrong), None)
        if asked is not None:
            yield _question(asked[0], kind, asked[1], heading, setting)
            return


def _question(one: _Rule, kind: str, wrong: tuple[str, ...], heading: str, setting: Setting) -> Question:
    table = setting.corpus.language
    topic = setting.brief.title if is_generic(heading, table) else clean_heading(heading, table)
    return Question(
        place=one.place,
        sentence=one.sentence,
        stem=setting.phrases.phrase(kind, topic=inline(topic)),
        key=one.act,
        wrong=wrong,
        structure="rules",
        topics=frozenset({one.sentence}),
        worth=0.9,
        about=setting.stems(one.sentence),
    )
