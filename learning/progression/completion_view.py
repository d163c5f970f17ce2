"""What is complete, and how well, at one moment of a learner's record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from learning.progression.events import Moment
from learning.progression.plan import LessonPlan, Plan, SectionPlan
from learning.progression.progress import SectionProgress


def completion(section: SectionProgress, planned: SectionPlan | None, at: Moment | None) -> Moment | None:
    """The completion in force at a moment (null: now, after everything)."""
    since = planned.retake_since if planned else None
    done = section.past if since is not None and at is not None and at.occurred_at < since else section.current
    return done if done is not None and (at is None or done <= at) else None


@dataclass(slots=True)
class CompletionView:
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
