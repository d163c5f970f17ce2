"""What a learning objective is about: the words that a text which teaches it has to have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from learning.objectives import MEASURABLE_VERBS
from providers.language.tables import Language, language_of
from providers.language.words import content_stems

_QUOTED = re.compile(r"[“„«`\"]\s?([^“”„«»`\"]+?)\s?[”“»`\"]")
_JOINED = re.compile(r"(?:,|\band|\bor) (?!and\b|or\b)([a-z]+)")


def subject_of(objective: str, table: Language) -> frozenset[str]:
    """The stems of what an objective is about: of what it quotes, else of all but its verbs and the words of its task;
    of everything where nothing else is left."""
    quoted = " ".join(_QUOTED.findall(objective))
    said = content_stems(quoted or objective, table.code)
    tasks = _task_stems(table.code).union(() if quoted else _verb_stems(objective, table.code))
    return frozenset([stem for stem in said if stem not in tasks] or said)


@cache
def _task_stems(language: str) -> frozenset[str]:
    return frozenset(stem for word in language_of(language).task_words for stem in content_stems(word, language))


def _verb_stems(objective: str, language: str) -> Iterator[str]:
    """Those of its verbs: its first word, but in German, and in English what follows "and" as one does."""
    joined = (word for word in _JOINED.findall(objective) if language == "en" and word in MEASURABLE_VERBS)
    for verb in (*objective.split()[: language != "de"], *joined):
        yield from content_stems(verb, language)
