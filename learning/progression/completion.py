"""What is complete, and how well: of a section at one moment, of lessons, of the course."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from learning.progression.events import Moment
from learning.progression.numbers import percent, shown
from learning.progression.progress import CourseProgress, Earned, LessonProgress, SectionProgress, Status
from learning.progression.release import LessonPlan, Plan, SectionPlan


def completion(section: SectionProgress, planned: SectionPlan | None, at: Moment | None) -> Moment | None:
    """The completion in force at a moment (null: now, after everything)."""
    since = planned.retake_since if planned else None
    done = section.past if since is not None and at is not None and at.occurred_at < since else section.current
    return done if done is not None and (at is None or done <= at) else None


@dataclass(slots=True)
class CompletionView:
    """What of a learner's record is complete at one moment (null: now, after everything)."""

    plan: Plan
    sections: Mapping[UUID, SectionProgress]
    at: Moment | None = None

    def is_complete(self, section_id: UUID) -> bool:
        """Whether a completion of the section is in force at the moment of the view."""
        return completion(self.sections[section_id], self.plan.sections.get(section_id), self.at) is not None

    def completed(self, section_ids: Iterable[UUID]) -> int:
        """How many of these sections are complete at the moment of the view."""
        return sum(self.is_complete(section_id) for section_id in section_ids)

    def score(self, lesson: LessonPlan) -> Fraction | None:
        """The mean best score of a lesson's sections with checks, unscored ones counting 0; null without any."""
        if not lesson.checked:
            return None
        best = [self.sections[section_id].best_score or 0 for section_id in lesson.checked]
        return Fraction(sum(round(score * 100) for score in best), 100 * len(best))


def roll_up_lesson(lesson: LessonPlan, view: CompletionView, earlier: Earned) -> LessonProgress:
    """The state of a lesson: 100 × completed required sections ÷ required sections."""
    records = [view.sections[section.id] for section in lesson.lesson.sections]
    done, asked = view.completed(lesson.required), len(lesson.required)
    score = view.score(lesson)
    return LessonProgress(
        lesson_id=lesson.lesson.id,
        status=_status(0 < asked == done, records),
        percent=shown(percent(done, asked), done == asked),
        completed_sections=done,
        required_sections=asked,
        score=shown(score, score == 100),
        attempts=sum(record.attempts for record in records),
        time_spent_seconds=sum(record.time_spent_seconds for record in records),
        completed=earlier.lessons.get(lesson.lesson.id) or _completed(lesson.required, view.sections),
    )


def roll_up_course(
    plan: Plan,
    lessons: Mapping[UUID, LessonProgress],
    sections: Mapping[UUID, SectionProgress],
    earlier: Earned,
) -> CourseProgress:
    """The state of the course: the mean of its required lessons that have a percentage."""
    counted = [lesson for lesson in plan.lessons.values() if lesson.lesson.is_required and lesson.required]
    states = [lessons[lesson.lesson.id] for lesson in counted]
    done, asked = sum(state.completed_sections for state in states), sum(state.required_sections for state in states)
    required = [section_id for lesson in counted for section_id in lesson.required]
    return CourseProgress(
        status=_status(0 < asked == done, sections.values()),
        percent=shown(_mean(states), done == asked),
        completed_sections=done,
        required_sections=asked,
        time_spent_seconds=sum(record.time_spent_seconds for record in sections.values()),
        completed=earlier.course or _completed(required, sections),
    )


def _mean(states: list[LessonProgress]) -> Fraction | None:
    """Grouped by size, so that few fractions are added."""
    done: dict[int, int] = {}
    for state in states:
        done[state.required_sections] = done.get(state.required_sections, 0) + state.completed_sections
    total = sum((Fraction(100 * part, whole) for whole, part in done.items()), Fraction(0))
    return total / len(states) if states else None


def _completed(required: Iterable[UUID], sections: Mapping[UUID, SectionProgress]) -> Moment | None:
    """When the last of them was completed; null where one is not, or where there is none."""
    moments = [sections[section_id].current for section_id in required]
    return max((moment for moment in moments if moment), default=None) if all(moments) else None


def _status(is_complete: bool, records: Iterable[SectionProgress]) -> Status:
    if is_complete:
        return "completed"
    return "in_progress" if any(record.status != "not_started" for record in records) else "not_started"
