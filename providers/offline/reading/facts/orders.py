"""Whether a step tells somebody to do something."""

from __future__ import annotations

import re

from learning.objectives import MEASURABLE_VERBS
from providers.language.tables import Language

_HANDLING = frozenset(
    "click select choose press type enter open close run go drag drop save download upload copy paste scroll log sign "
    "turn switch put place pull push move hold wait check start stop".split()
)
"""Verbs of what hands do, which no objective is made of."""
_ORDER = re.compile(
    r"[A-Z][a-z]+(?<!s)(?<!ed)(?<![a-z]{2}ing)(?<!ly)(?<!able)(?<!ible) (?:the|an?|any|all|each|every|both|your|to|"
    r"with|by|for|on|in|into|onto|from|at|off|out|away|down|up|back|beside|behind|under|over|between|it|them|immediately|gently|"
    r"firmly|slowly|carefully|loosely|slightly|regularly) "
)
_NO_ORDER = re.compile(
    r"(?:There|The|This|That|These|Those|For|From|In|On|At|By|With|Without|When|If|Is|Are|How|What|Which|Why|And|Or|But|One|It|"
    r"You|They|Each|Every|All|Both|Some|Many|Most|More|Once|After|Before|While|Since|Because|Due|Even|Not|No|Who|Here|"
    r"Such|Much|Only|Also|Then|Part|Member|Person|Access|Need|Risk|Lack|Change|Time|Number|Day|Week) "
)
_TELLS_YOU = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+e?n Sie ")
_STATES = frozenset("werden wurden worden haben hatten sein sind waren können sollen müssen dürfen wollen".split())
"""Verbs at the end of a German clause that says what is."""
_ENDINGS = {"es": ("ar", "er", "ir"), "fr": ("er", "ir", "re", "ez")}
_WORD = re.compile(r"[^\W\d_]+")


def tells_to_do(step: str, table: Language) -> bool:
    """Whether a step begins with a verb that tells what to do, or a word that stands where such verbs do, or in German
    ends with one."""
    words = [word.lower() for word in _WORD.findall(step)]
    if not words or not step[:1].isalpha():
        return False
    if table.code == "en":
        shaped = _ORDER.match(step) is not None and not _NO_ORDER.match(step)
        return words[0] in MEASURABLE_VERBS | _HANDLING or shaped
    if table.code == "de":
        small = not step.rstrip(". ").split()[-1][:1].isupper()
        return bool(_TELLS_YOU.match(step)) or (small and words[-1].endswith("en") and words[-1] not in _STATES)
    return any(words[0].endswith(ending) for ending in _ENDINGS.get(table.code, ()))
