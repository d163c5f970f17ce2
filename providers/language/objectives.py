"""What a learning objective is about: the words that a text which teaches it has to have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from learning.checks.languages import LANGUAGES
from learning.checks.vocabulary import VOCABULARIES
from learning.objectives import MEASURABLE_VERBS
from learning.tagging import WEIGHTS, Tagged, tag
from learning.teaching import quoted_in
from providers.language.tables import Language, language_of
from providers.language.words import content_stems

_JOINED = re.compile(r"(?:,|\band|\bor) (?!and\b|or\b)([a-z]+)")
_VERBS = {
    "es": re.compile(r"\b(?:\w{3,}[aei]r(?:se)?\b|(?<=\bque )\w+|(?<=\bcómo )\w+|(?<=\bcómo se )\w+)"),
    "fr": re.compile(r"\b(?:\w{3,}(?:er|ir|re)\b|(?<=\bqui )\w+)"),
}
"""Infinitives, and what follows a relative pronoun, where there is no model of the language."""
_PARTICIPLE_OF_PAST = re.compile(r"[a-z-]{3,}ed")
_CODE = re.compile(r"`[^`]+`|\b[A-Z]{2,}\b|\w+\(\)|\b\w+[_.]\w+\b|\b[a-z]+[A-Z]\w*")
_TEACHING = frozenset(
    """
    citar elegir escoger identificar usar utilizar aplicar reconocer encontrar nombrar enumerar crear escribir hacer
    mostrar indicar resumir conocer comprender entender saber realizar clasificar justificar relacionar calcular
    citer choisir identifier utiliser appliquer reconnaître trouver nommer énumérer créer écrire faire montrer
    indiquer résumer connaître comprendre savoir réaliser classer justifier calculer expliquer décrire explicar
    describir definir définir distinguir distinguer comparar comparer analizar analyser evaluar évaluer
    """.split()
)
"""Verbs of a task in Spanish and French, of which any text may be the object."""
GENERAL = 0.5
"""What a noun counts that names no term of a subject (condition, value)."""
_PARTICIPLE = re.compile(r"(?:.+-)?.+(?:ing|ed)(?:-.+)?", re.IGNORECASE)


def subject_of(objective: str, table: Language) -> frozenset[str]:
    """The stems of what an objective is about: of what it quotes, else of all but its verbs and the words of its task;
    of everything where nothing else is left."""
    quoted = quoted_in(objective)
    said = content_stems(quoted or objective, table.code)
    tasks = _task_stems(table.code).union(() if quoted else _verb_stems(objective, table.code))
    return frozenset([stem for stem in said if stem not in tasks] or said)


@lru_cache(maxsize=1_024)
def weighed_subject(objective: str, language: str) -> dict[str, float]:
    """The same stems, each with what it counts: a noun 1, other words less."""
    subject = subject_of(objective, language_of(language))
    words = tag(objective, language)
    weights = {
        stem: _weight(words, at)
        for at, word in enumerate(words)
        for stem in content_stems(word.word, language)
        if stem in subject
    }
    verbs = {stem for word in _verbs_by_form(objective, language) for stem in content_stems(word, language)}
    code = {stem for word in code_words(objective) for stem in content_stems(word, language)}
    counts = {stem: weights.get(stem, WEIGHTS["verb"] if stem in verbs else 1.0) for stem in subject}
    general = _general_stems(language) - code
    if not any(stem in code or weight >= WEIGHTS["noun"] for stem, weight in counts.items() if stem not in general):
        general = frozenset()
    lighter = {stem: min(weight, GENERAL) if stem in general else weight for stem, weight in counts.items()}
    return {stem: WEIGHTS["name"] if stem in code else weight for stem, weight in lighter.items()}


def code_words(objective: str) -> tuple[str, ...]:
    """The words of an objective that are code by their form: `na_values`, `plot()`, JOIN, `getElement`."""
    return tuple(word.strip("`()") for word in _CODE.findall(objective))


def names_in(objective: str, language: str) -> tuple[str, ...]:
    """The proper names of an objective, and its words that are code by their form, but for the word it begins with."""
    named = (word.word for at, word in enumerate(tag(objective, language)) if at and word.part == "name")
    return (*code_words(objective), *named)


@lru_cache(maxsize=1_024)
def compounds_of(objective: str, language: str) -> tuple[tuple[str, str], ...]:
    """Pairs of stems of which the first says which thing the second is: "window" and "function" of "window
    functions". Participles do not count: a text says "keys that match" for "matching keys"."""
    words = tag(objective, language)
    stems = [content_stems(word.word, language) for word in words]
    return tuple(
        (stems[at][-1], stems[at + 1][-1])
        for at, (first, second) in enumerate(pairwise(words))
        if _names_kind(first) and second.part in ("noun", "name") and stems[at] and stems[at + 1]
    )


def _weight(words: Sequence[Tagged], at: int) -> float:
    """What a word counts: of its part of speech; a participle before a noun ("augmented chord") is an adjective."""
    word, following = words[at], words[at + 1 : at + 3]
    if at == 0:
        return WEIGHTS["verb"]
    is_before_noun = at > 0 and any(one.part in ("noun", "name") for one in following[:2])
    if word.part in ("verb", "other") and is_before_noun and _PARTICIPLE_OF_PAST.fullmatch(word.word):
        return WEIGHTS["adjective"]
    return word.weight


@cache
def _general_stems(language: str) -> frozenset[str]:
    known = next((one for one in LANGUAGES if one.code == language), None)
    return frozenset(stem for word in (known.general if known else ()) for stem in content_stems(word, language))


def _verbs_by_form(objective: str, language: str) -> list[str]:
    return _VERBS[language].findall(objective) if language in _VERBS else []


def _names_kind(word: Tagged) -> bool:
    is_kind = word.part in ("noun", "name") or (word.part == "adjective" and not word.is_compared)
    return is_kind and not _PARTICIPLE.fullmatch(word.word)


@cache
def _task_stems(language: str) -> frozenset[str]:
    vocabulary = VOCABULARIES.get(language)
    small = vocabulary.small | vocabulary.unsettling if vocabulary else frozenset[str]()
    words = language_of(language).task_words | small
    return frozenset(stem for word in words for stem in content_stems(word, language))


def _verb_stems(objective: str, language: str) -> Iterator[str]:
    """Those of its verbs: its first word, but in German, and in English what follows "and" as one does."""
    joined = (word for word in _JOINED.findall(objective) if language == "en" and word in MEASURABLE_VERBS)
    first = objective.split()[: language != "de"]
    known = MEASURABLE_VERBS | _TEACHING
    of_task = [verb for verb in first if verb.casefold() in known or not verb.istitle()]
    for verb in (*of_task, *joined):
        yield from content_stems(verb, language)
