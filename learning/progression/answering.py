"""What a learner is told of one interaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from uuid import UUID

from learning.checks import Check
from learning.checks.disclosure import feedback_after
from learning.progression.events import Item
from learning.progression.next_step import NextStep
from learning.progression.progress import (
    CourseProgress,
    LessonProgress,
    Outcome,
    Progress,
    RequiredAction,
    SectionProgress,
    Status,
)
from learning.progression.release import Message

Percent = float | None


class SectionState(Message):
    """`percent` is 100 when the section is complete, else 0; `earned_at` is when it was completed first."""

    section_id: UUID
    status: str
    percent: float
    best_score: Percent
    last_score: Percent
    attempts: int
    time_spent_seconds: int
    interactions: int
    unlocked: bool
    earned_at: datetime | None


class LessonState(Message):
    lesson_id: UUID
    status: str
    percent: Percent
    earned_at: datetime | None


class CourseState(Message):
    """`percent` is of the current release and may fall; `earned_at` stays."""

    course_id: UUID
    status: str
    percent: Percent
    time_spent_seconds: int
    earned_at: datetime | None


class Shown(Message):
    """The three levels that an interaction moves."""

    section: SectionState
    lesson: LessonState | None
    course: CourseState


class EarnedNow(Message):
    slug: str
    title: str
    description: str = ""
    earned_at: datetime


class JudgedItem(Message):
    """An answered check. `feedback` is empty where it would tell the key before the section is completed."""

    check_id: str
    correct: bool
    feedback: str = ""


class InteractionAnswer(Message):
    """`reason` names the gate that refused, null where none did; `progress_quality` is 0–1 for a completed section.

    `items` are the checks that were answered, empty where the interaction does not count.
    """

    success: bool
    outcome: str
    reason: str | None
    required_actions: tuple[RequiredAction, ...]
    progress_quality: float | None
    items: tuple[JudgedItem, ...] = ()
    progress: Shown
    achievements: tuple[EarnedNow, ...] = ()
    next_step: NextStep
    duplicate: bool = False


class Rejection(Message):
    """Why one interaction was not taken: `slug` as in the type of a problem."""

    slug: Literal["answers-unknown", "event-id-reused", "section-unknown", "invalid-input", "too-many-events"]
    detail: str


REUSED = Rejection(slug="event-id-reused", detail="Another interaction was sent with this event id.")


def judged_items(items: Iterable[Item], checks: Iterable[Check], outcome: Outcome) -> tuple[JudgedItem, ...]:
    """Which answers of an interaction were right, with the feedback of the checks as they are now."""
    if not outcome.counted:
        return ()
    told = {check.id: feedback_after(check, completed=outcome.success) for check in checks}
    return tuple(
        JudgedItem(check_id=one.check_id, correct=one.right, feedback=told.get(one.check_id, "")) for one in items
    )


def shown(course_id: UUID, progress: Progress, section_id: UUID, lesson_id: UUID | None) -> Shown:
    """The state of a section, its lesson and its course; the lesson is null where the release has it no more.

    Raises KeyError for a section without a record.
    """
    lesson = progress.lessons.get(lesson_id) if lesson_id else None
    return Shown(
        section=section_state(progress.sections[section_id]),
        lesson=lesson_state(lesson) if lesson else None,
        course=course_state(course_id, progress.course),
    )


def section_percent(status: str) -> float:
    """A section is complete, or has nothing of its percentage yet."""
    return 100.0 if status == "completed" else 0.0


def course_status(percent: Percent, has_begun: bool) -> Status:
    """Of the current release: a course is complete at 100 %, which is shown only when all that is required is done."""
    if percent == 100:
        return "completed"
    return "in_progress" if has_begun else "not_started"


def section_state(section: SectionProgress) -> SectionState:
    """The record of one section as a learner is told of it."""
    return SectionState(
        section_id=section.section_id,
        status=section.status,
        percent=section_percent(section.status),
        best_score=section.best_score,
        last_score=section.last_score,
        attempts=section.attempts,
        time_spent_seconds=section.time_spent_seconds,
        interactions=section.interactions,
        unlocked=section.unlocked,
        earned_at=section.completed_at,
    )


def lesson_state(lesson: LessonProgress) -> LessonState:
    """The progress of one lesson as a learner is told of it."""
    return LessonState(
        lesson_id=lesson.lesson_id, status=lesson.status, percent=lesson.percent, earned_at=lesson.completed_at
    )


def course_state(course_id: UUID, course: CourseProgress) -> CourseState:
    """The progress of the course as a learner is told of it."""
    return CourseState(
        course_id=course_id,
        status=course.status,
        percent=course.percent,
        time_spent_seconds=course.time_spent_seconds,
        earned_at=course.completed_at,
    )
