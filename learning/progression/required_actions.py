"""What a learner has to do to get on, in words and as data. Each points to the section where it is done."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from uuid import UUID

from learning.policy import MOfNMastery
from learning.progression.completion import CompletionView
from learning.progression.numbers import plain
from learning.progression.progress import RequiredAction
from learning.progression.release import Gate, LessonPlan, ReleasedSection
from learning.section import Check


def complete(part: UUID, view: CompletionView) -> RequiredAction:
    """The action to complete a section, or a lesson, which points to its first required section that is incomplete."""
    if lesson := view.plan.lessons.get(part):
        detail, place = f"Complete the lesson “{lesson.lesson.title}”.", _first_incomplete(lesson, view)
        return RequiredAction(kind="complete_lesson", detail=detail, section_id=place, lesson_id=part)
    detail = f"Complete “{_title(part, view)}”."
    return RequiredAction(kind="complete_section", detail=detail, section_id=part)


def reach_completion(gate: Gate, current: Fraction, view: CompletionView) -> RequiredAction:
    """The action to reach the completion that a gate asks for. `current` is in percent.

    For a lesson it points to the first required section that is incomplete.
    """
    lesson = view.plan.lessons.get(gate.requires)
    detail = f"Complete {plain(gate.min_completion)} % of “{_title(gate.requires, view)}”."
    return RequiredAction(
        kind="reach_completion",
        detail=detail,
        section_id=_first_incomplete(lesson, view) if lesson else gate.requires,
        lesson_id=gate.requires if lesson else None,
        needed=gate.min_completion,
        current=round(float(current), 2),
    )


def reach_score(gate: Gate, current: Fraction, view: CompletionView) -> RequiredAction:
    """The action to reach the score that a gate asks for. `current` is in percent.

    For a lesson it points to the section with checks that has the lowest best score.
    """
    lesson = view.plan.lessons.get(gate.requires)
    detail = f"Score at least {plain(gate.min_score)} % in “{_title(gate.requires, view)}”."
    return RequiredAction(
        kind="reach_score",
        detail=detail,
        section_id=_weakest(lesson, view) if lesson else gate.requires,
        lesson_id=gate.requires if lesson else None,
        needed=gate.min_score,
        current=round(float(current), 2),
    )


def spend_time(section: ReleasedSection, needed: int, current: int) -> RequiredAction:
    """Both in seconds."""
    minutes = -(-(needed - current) // 60)
    detail = f"Spend {minutes} more {'minute' if minutes == 1 else 'minutes'} on “{section.title}”."
    return RequiredAction(kind="spend_time", detail=detail, section_id=section.id, needed=needed, current=current)


def interact(section: ReleasedSection, needed: int, current: int) -> RequiredAction:
    """The action to do more in a section. Both are counts of interactions."""
    detail = f"Work through “{section.title}” more actively: {current} of {needed} interactions are done."
    return RequiredAction(kind="interact", detail=detail, section_id=section.id, needed=needed, current=current)


def review(section: ReleasedSection, checks: Iterable[Check]) -> tuple[RequiredAction, ...]:
    """One action an objective of those checks; a check without one stands for the section."""
    return tuple(
        RequiredAction(
            kind="review_objective",
            detail=f"Go over this again: {objective}" if objective else f"Go over “{section.title}” again.",
            section_id=section.id,
            objective=objective,
        )
        for objective in dict.fromkeys(check.objective for check in checks)
    )


def score(section: ReleasedSection, needed: float, current: float | None) -> RequiredAction:
    """The action to reach the mastery score of a section. Both are in percent; without a score, 0 is current."""
    detail = f"Score at least {plain(needed)} % in “{section.title}”."
    return RequiredAction(kind="reach_score", detail=detail, section_id=section.id, needed=needed, current=current or 0)


def answer_right(section: ReleasedSection, criterion: MOfNMastery, current: int) -> RequiredAction:
    """The action to get `m` of the last `n` answers right. `current` counts those that are."""
    detail = f"Get {criterion.m} of your last {criterion.n} answers in “{section.title}” right."
    return RequiredAction(
        kind="answer_right", detail=detail, section_id=section.id, needed=criterion.m, current=current
    )


def _title(part: UUID, view: CompletionView) -> str:
    lesson = view.plan.lessons.get(part)
    return lesson.lesson.title if lesson else view.plan.sections[part].section.title


def _first_incomplete(lesson: LessonPlan, view: CompletionView) -> UUID | None:
    return next((section_id for section_id in lesson.required if not view.is_complete(section_id)), None)


def _weakest(lesson: LessonPlan, view: CompletionView) -> UUID | None:
    """A section with checks; where the lesson has none, its first."""
    sections = lesson.checked or [section.id for section in lesson.lesson.sections]
    return min(sections, key=lambda section_id: view.sections[section_id].best_score or 0, default=None)
