"""Whether a text teaches an objective: it has to speak of all that the objective names, not of a part of it."""

from __future__ import annotations

import re

from learning.checks.languages import LANGUAGES
from learning.objectives import leading_verb
from learning.tagging import WEIGHTS, tag
from learning.wording import base_language, stem, terms

_TASK = frozenset(
    """
    role meaning term example examples own difference differences purpose way ways use step steps order right about
    different simple basic typical given suitable correct correctly safely quickly various common main important
    cause causes consequence consequences reason reasons rule rules help
    """.split()
)
"""Words that say what a learner does with a subject, not what the subject is."""
MOST_MISSING = 0.28
"""The share of an objective that a text which teaches it may leave unnamed."""
ALIKE, ENDING = 5, 2
"""Letters at the beginning by which two stems count as forms of one word: these, and of long ones, which may be made of
several words, all but the last ones."""
LONG = 9
SHORTEST_NAME = 4
_OF_A_NAME = ("ian", "ianism", "isch", "ien", "ienn", "ian", "iano", "iana", "ism", "ist")
"""Endings of what is called after somebody (Kantian), of names too short to be told by their beginning."""
SHORTEST_HALF = 4
_JOINTS = ("", "s", "n", "en", "es", "er", "e", "ns")
"""The least letters of a word in a German compound, and what may stand between two."""
_MARKS = ".,;:!?“”„«»()"
_QUOTED = re.compile(r"[“„«`\"]\s?([^“”„«»`\"]+?)\s?[”“»`\"]")
_CODE_CALL = re.compile(r"[`()]")


def quoted_in(objective: str) -> str:
    """What an objective puts into quotation marks or code, "" for nothing."""
    return " ".join(_QUOTED.findall(objective))


def subject(objective: str, language: str) -> frozenset[str]:
    """The terms of an objective that name its subject: neither the verb nor what belongs to the task."""
    asked = terms(_CODE_CALL.sub(" ", objective), language)
    known = base_language(language) == "en"
    return (
        asked - {stem(word, language) for word in (_TASK if known else ())} - {stem(leading_verb(objective), language)}
    )


def untaught(objective: str, said: frozenset[str], language: str) -> str:
    """The words of an objective that are not among the terms `said` (`learning.wording.terms`), "" where it is taught.

    What it quotes is its subject, else all but its verb and what belongs to the task. Most of that has to be said, by
    `learning.tagging.Tagged.weight`; every word counts alike in a language whose parts of speech are not known.
    """
    quoted = quoted_in(objective)
    plain = _CODE_CALL.sub(" ", quoted or objective)
    known = base_language(language) == "en"
    ignored = {stem(word, language) for word in (_TASK if known else ())}
    begins_with_verb = not quoted and base_language(language) != "de"
    ignored |= {stem(leading_verb(objective), language)} if begins_with_verb else set()
    weights = {stem(word.word, language): word.weight for word in tag(plain, base_language(language))}
    asked = {term: word for word in plain.split() for term in terms(word, language) if term not in ignored}
    counts = {term: 0.0 if _is_general(word, language) else weights.get(term, 1.0) for term, word in asked.items()}
    missing = {term: asked[term] for term in asked if not is_said(term, said, language)}
    lost = sum(counts[term] for term in missing)
    needed = [word for term, word in missing.items() if counts[term] >= WEIGHTS["noun"]]
    if len(missing) < max(1, len(asked)) and (not needed or lost <= MOST_MISSING * sum(counts.values())):
        return ""
    return ", ".join(f"“{word.strip(_MARKS)}”" for word in (needed or list(missing.values()))[:3])


def is_said(term: str, said: frozenset[str], language: str = "") -> bool:
    """Whether a stem, or another form of its word, is among those of a text; of a word with hyphens each part.

    In German two words that a compound is made of say it as well, and a compound says what it is a kind of.
    """
    if term in said:
        return True
    parts = [part for part in term.split("-") if len(part) > 1]
    if len(parts) > 1:
        return all(part in said or _is_begun(part, said) for part in parts)
    if base_language(language) == "de" and _is_compounded(term, said):
        return True
    if any(term in other.split("-") for other in said if "-" in other):
        return True
    if len(term) == SHORTEST_NAME:
        return any(f"{term}{ending}" in said for ending in _OF_A_NAME)
    return len(term) >= ALIKE and _is_begun(term, said)


def _is_compounded(term: str, said: frozenset[str]) -> bool:
    """Whether both halves of a German compound are said, with or without the letters that join them, or another
    compound that ends in the word."""
    if len(term) >= LONG - 2 and any(other.endswith(term) for other in said):
        return True
    return any(
        _is_half(term[at:], said) and any(_is_half(term[: at - len(joint)], said) for joint in _joints(term[:at]))
        for at in range(SHORTEST_HALF, len(term) - SHORTEST_HALF + 1)
    )


def _joints(first: str) -> list[str]:
    return [joint for joint in _JOINTS if first.endswith(joint) and len(first) - len(joint) >= SHORTEST_HALF]


def _is_half(word: str, said: frozenset[str]) -> bool:
    return word in said or (len(word) > ALIKE and any(other.startswith(word) for other in said))


def _is_begun(term: str, said: frozenset[str]) -> bool:
    begun = term[: ALIKE if len(term) <= LONG else -ENDING]
    return any(other.startswith(begun) for other in said)


def _is_general(word: str, language: str) -> bool:
    known = next((one for one in LANGUAGES if one.code == base_language(language)), None)
    return known is not None and word.casefold().strip(_MARKS) in known.general
