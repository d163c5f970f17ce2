"""What does not arrive elsewhere, in sentences that say how much of this course it is."""

from __future__ import annotations

import re

from exports.course import ExportedCourse, working_checks, works
from learning.checks import KINDS, Check

_MATHEMATICS = re.compile(r"\$[^$\n]{1,500}\$")


def order(course: ExportedCourse) -> list[str]:
    """Gates and prerequisites."""
    sections = [placed.section for placed in course.sections()]
    gated = sum(section.gate is not None for section in sections)
    needing = sum(bool(section.prerequisites) for section in sections)
    if not gated and not needing and not course.draft.progression_policy.sequential:
        return []
    return [
        f"The order of study stays behind (sections with gates: {gated}, with prerequisites: {needing}): "
        "learners can open every section at once."
    ]


def progress(course: ExportedCourse) -> list[str]:
    """That the other system counts progress by rules of its own."""
    return [
        "The rules of progress (mastery, time, interactions) stay behind: the other system counts by its own rules."
    ]


def optional_sections(course: ExportedCourse) -> list[str]:
    """Which sections were not required."""
    optional = [
        placed.key for placed in course.sections() if not (placed.section.is_required and placed.lesson.is_required)
    ]
    if not optional:
        return []
    return [f"Optional sections look like all others: {', '.join(optional)}."]


def typed_answers(course: ExportedCourse) -> list[str]:
    """How many checks are typed, and judged less leniently there."""
    typed = [
        check
        for placed in course.sections()
        for check in working_checks(placed.section)
        if KINDS[check.kind].interaction in ("fill-in", "long-fill-in")
    ]
    if not typed:
        return []
    return [
        f"The answers of {len(typed)} checks are compared as they are typed, but for capitals: numbers, units, accents "
        "and punctuation that count as right here can count as wrong there."
    ]


def broken_checks(course: ExportedCourse) -> list[str]:
    """Each check that cannot be asked or judged."""
    return [
        f"Check {check.id} of section {placed.key} is left out: it has no question or no valid answer."
        for placed in course.sections()
        for check in placed.section.content.checks
        if not works(check)
    ]


def mathematics(course: ExportedCourse) -> list[str]:
    """That formulas of checks need a filter switched on."""
    checks = [check for placed in course.sections() for check in placed.section.content.checks]
    if not any(_MATHEMATICS.search(text) for check in checks for text in _texts(check)):
        return []
    return ["Formulas of checks are TeX between \\( and \\): switch the filter for it on in the other system."]


def _texts(check: Check) -> tuple[str, ...]:
    return (check.stem, check.feedback, *(option.text for option in check.options))


def foreign_labels(course: ExportedCourse) -> list[str]:
    """That words which the package adds are English, in a course of another language."""
    if course.draft.language.partition("-")[0].lower() == "en":
        return []
    return ["Labels as “Example” and “Solution” are in English."]


def nothing(course: ExportedCourse) -> list[str]:
    """Of a format that carries all."""
    return []
