"""Whether a text teaches an objective: it has to speak of all that the objective names, not of a part of it."""

from __future__ import annotations

import re

from learning.checks.languages import LANGUAGES
from learning.objectives import leading_verb
from learning.wording import base_language, stem, terms

_TASK = frozenset(
    """
    role meaning term example examples own difference differences purpose way ways use step steps order right about
    different simple basic typical given suitable correct correctly safely quickly various common main important
    """.split()
)
"""Words that say what a learner does with a subject, not what the subject is."""
MANY = 4
_CODE_CALL = re.compile(r"[`()]")


def subject(objective: str, language: str) -> frozenset[str]:
    """The terms of an objective that name its subject: neither the verb nor what belongs to the task."""
    asked = terms(_CODE_CALL.sub(" ", objective), language)
    known = base_language(language) == "en"
    return (
        asked - {stem(word, language) for word in (_TASK if known else ())} - {stem(leading_verb(objective), language)}
    )


def untaught(objective: str, said: frozenset[str], language: str) -> str:
    """The words of an objective that are not among the terms `said` (`learning.wording.terms`), "" where it is taught.

    The verb and what belongs to the task do not count. One word may be missing among four or more, and where the verbs
    of the language are not known.
    """
    plain = _CODE_CALL.sub(" ", objective)
    asked = {term: word for word in plain.split() for term in terms(word, language)}
    known = base_language(language) == "en"
    ignored = {stem(word, language) for word in (_TASK if known else ())} | {stem(leading_verb(objective), language)}
    missing = {term: word for term, word in asked.items() if term not in said and term not in ignored}
    needed = [word for term, word in missing.items() if not _is_general(word, language)]
    allowed = 0 if known and len(asked.keys() - ignored) < MANY else 1
    if len(needed) <= allowed and len(missing) * 2 <= len(asked):
        return ""
    return ", ".join(f"“{word.strip('.,;:!?“”()')}”" for word in (needed or list(missing.values()))[:3])


def _is_general(word: str, language: str) -> bool:
    known = next((one for one in LANGUAGES if one.code == base_language(language)), None)
    return known is not None and word.casefold().strip(".,;:!?“”") in known.general
