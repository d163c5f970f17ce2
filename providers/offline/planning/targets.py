"""Which lesson or section an instructor's words mean: by its key, its place or its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from learning.outline import OutlineLesson, OutlineSection
from learning.wording import fold
from providers.language.words import content_stems

ALIKE = 0.5
_KEY = re.compile(r"(?:.*\s)?(\d{1,2})\.(\d{1,2})")
_SECTION_AT = re.compile(
    r"(?:the |die |der |la )?(?P<place>first|last|erste\w*|letzte\w*|primera|última)?\s*(?:section|"
    r"abschnitt|sección)",
    re.IGNORECASE,
)
_LESSON_AT = re.compile(
    r"(?:the |die |la )?(?:(?P<place>first|last|erste\w*|letzte\w*|primera|última)\s+)?(?:lesson|chapter|"
    r"module|lektion|lección)(?:\s+(?P<number>\d{1,2}))?",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"^(?:the |a |an |all |everything |die |der |den |das |la |el )?(?:(?:section|lesson|chapter|part|topic|abschnitt|"
    r"lektion|sección|lección)s?\s+(?:on |about |called |named |titled |über |zu |sobre )?)?(?:about |on |the )?|"
    r"\s+(?:section|lesson|chapter|part|abschnitt|sección)$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"(?:.*\b(?:beginning|start|front|top|anfang|principio|inicio)|first)", re.IGNORECASE)
_LAST = re.compile(r"(?:.*\b(?:end|bottom|ende|final)|last)", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?P<side>before|after|behind|in front of|vor|nach|hinter|antes de|después de)\s+(?P<target>.+)", re.IGNORECASE
)
_AFTER = ("after", "behind", "nach", "hinter", "después de")


def find_section(sections: Sequence[OutlineSection], target: str, language: str) -> int | None:
    """The place (from 0) of the section that is meant; None where none is, or it is a lesson by its words."""
    if found := _KEY.fullmatch(target.strip()):
        key = f"{int(found[1])}.{int(found[2])}"
        return next((at for at, section in enumerate(sections) if section.key == key), None)
    if (found := _SECTION_AT.fullmatch(target.strip())) and found["place"]:
        return len(sections) - 1 if found["place"].lower().startswith(("last", "letzt", "últim")) else 0
    if _LESSON_AT.fullmatch(target.strip()):
        return None
    return _nearest([section.title for section in sections], target, language)


def find_lesson(lessons: Sequence[OutlineLesson], target: str, language: str) -> int | None:
    """The place (from 0) of the lesson that is meant, None for none."""
    if found := _LESSON_AT.fullmatch(target.strip()):
        if found["number"]:
            return int(found["number"]) - 1 if 0 < int(found["number"]) <= len(lessons) else None
        if found["place"]:
            return len(lessons) - 1 if found["place"].lower().startswith(("last", "letzt", "últim")) else 0
    return _nearest([lesson.title for lesson in lessons], target, language)


def place_of(where: str, sections: Sequence[OutlineSection], language: str) -> int | None:
    """The place between these sections that words such as "to the end" and "before tanks" mean, None for none."""
    if beside := _BESIDE.fullmatch(where.strip()):
        at = find_section(sections, beside["target"], language)
        return None if at is None else at + (beside["side"].lower() in _AFTER)
    if _FIRST.fullmatch(where.strip()):
        return 0
    return len(sections) if _LAST.fullmatch(where.strip()) else None


def beside(where: str) -> str:
    """What "before tanks" and "after tanks" speak of; all of it where it is something else."""
    found = _BESIDE.fullmatch(where.strip())
    return found["target"] if found else where


def is_after(where: str) -> bool:
    """Whether it means the place behind something."""
    found = _BESIDE.fullmatch(where.strip())
    return found is not None and found["side"].lower() in _AFTER


def _nearest(titles: Sequence[str], target: str, language: str) -> int | None:
    """The title that says the same, else the one that shares most of its words with the target."""
    bare = _AROUND.sub("", target.strip())
    for text in (target, bare):
        if (same := [at for at, title in enumerate(titles) if fold(title) == fold(text)]) and fold(text):
            return same[0]
    asked = set(content_stems(bare, language))
    shares = [_likeness(asked, set(content_stems(title, language))) for title in titles]
    best = max(range(len(titles)), key=lambda at: shares[at], default=None)
    return best if best is not None and shares[best] >= ALIKE else None


def _likeness(asked: set[str], said: set[str]) -> float:
    if not asked or not said:
        return 0.0
    shared = len(asked & said)
    whole = ALIKE if asked <= said or said <= asked else 0.0
    return max(whole, 0.0) + shared / len(asked | said) if shared else 0.0
