"""Whether a step tells somebody to do something."""

from __future__ import annotations

import re

from learning.objectives import MEASURABLE_VERBS
from learning.tagging import tag
from providers.language.tables import Language

MOST_TAGGED = 6

_HANDLING = frozenset(
    "click select choose press type enter open close run go drag drop save download upload copy paste scroll log sign "
    "turn switch put place pull push move hold wait check start stop".split()
)
"""Verbs of what hands do, which no objective is made of."""
_TELLS_YOU = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+e?n Sie ")
_STATES = frozenset("werden wurden worden haben hatten sein sind waren können sollen müssen dürfen wollen".split())
"""Verbs at the end of a German clause that says what is."""
_ENDINGS = {"es": ("ar", "er", "ir"), "fr": ("er", "ir", "re", "ez")}
_WORD = re.compile(r"[^\W\d_]+")


def tells_to_do(step: str, table: Language) -> bool:
    """Whether a step begins with a verb that tells what to do, or in German ends with one."""
    words = [word.lower() for word in _WORD.findall(step)]
    if not words or not step[:1].isalpha():
        return False
    if table.code == "en":
        return words[0] in MEASURABLE_VERBS | _HANDLING or (len(words) > 1 and _is_verb(step))
    if table.code == "de":
        small = not step.rstrip(". ").split()[-1][:1].isupper()
        return bool(_TELLS_YOU.match(step)) or (small and words[-1].endswith("en") and words[-1] not in _STATES)
    return any(words[0].endswith(ending) for ending in _ENDINGS.get(table.code, ()))


def _is_verb(step: str) -> bool:
    """Whether an English step begins with a verb as orders do: "Kneel beside …", and not "Pain in …"."""
    first = tag(" ".join(step.split()[:MOST_TAGGED]), "en")
    return bool(first) and first[0].tag in ("VVB", "VVI")
