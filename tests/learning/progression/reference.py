"""The rules of progression a second time: slow, and as near to the words of the rules as code can be.

Nothing is kept but the log of judged events; every question is answered by looking through all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from learning.policy import MOfNMastery, ProgressionPolicy
from learning.progression.events import Event
from learning.progression.progress import Earned, Progress
from learning.progression.release import Release, ReleasedLesson, ReleasedSection

Moment = tuple[datetime, UUID]


@dataclass
class Judged:
    event: Event
    kind: str
    counted: bool
    actions: list[tuple[str, Any]]

    @property
    def moment(self) -> Moment:
        return (self.event.occurred_at, self.event.event_id)


class Reference:
    def __init__(
        self, release: Release, policy: ProgressionPolicy, events: Sequence[Event], earlier: Earned | None = None
    ) -> None:
        self.release, self.policy, self.earlier = release, policy, earlier or Earned()
        self.log: list[Judged] = []
        for event in self.in_order(events):
            self.log.append(self.judge(event))

    @staticmethod
    def in_order(events: Sequence[Event]) -> list[Event]:
        distinct: list[Event] = []
        for event in events:
            if event.event_id not in [known.event_id for known in distinct]:
                distinct.append(event)
        return sorted(distinct, key=lambda event: (event.occurred_at, event.event_id))

    # What there is

    def sections(self) -> list[ReleasedSection]:
        return [section for lesson in self.release.lessons for section in lesson.sections]

    def section(self, id_: UUID) -> ReleasedSection | None:
        return next((section for section in self.sections() if section.id == id_), None)

    def lesson(self, id_: UUID) -> ReleasedLesson | None:
        return next((lesson for lesson in self.release.lessons if lesson.id == id_), None)

    def nearest_required_before(self, id_: UUID) -> UUID | None:
        """A lesson that is not required keeps nobody from the lessons behind it."""
        home = next(lesson for lesson in self.release.lessons if id_ in [section.id for section in lesson.sections])
        passed: list[UUID] = []
        for lesson in self.release.lessons:
            for section in lesson.sections:
                if section.id == id_:
                    return passed[-1] if passed else None
                if section.is_required and (lesson.is_required or lesson is home):
                    passed.append(section.id)
        raise AssertionError

    # What was completed

    def retake_since(self, id_: UUID) -> datetime | None:
        section = self.section(id_)
        if section is None or not section.requires_retake:
            return None
        return section.retake_since or self.release.published_at

    def completions(self, id_: UUID, at: Moment | None = None) -> list[Moment]:
        """The moments that make a section complete, as seen at a moment or, without one, now."""
        moments = [judged.moment for judged in self.log if self.completes(judged, id_)]
        if earned := self.earlier.sections.get(id_):
            moments += [(moment.occurred_at, moment.event_id) for moment in (earned.first, earned.latest)]
        since = self.retake_since(id_)
        if since is not None and (at is None or at[0] >= since):
            moments = [moment for moment in moments if moment[0] >= since]
        return sorted(moment for moment in moments if at is None or moment <= at)

    @staticmethod
    def completes(judged: Judged, id_: UUID) -> bool:
        return judged.event.section_id == id_ and judged.kind == "section_completed"

    def is_complete(self, id_: UUID, at: Moment | None = None) -> bool:
        return self.completions(id_, at) != []

    def completed_at(self, id_: UUID) -> datetime | None:
        if id_ in self.earlier.sections:
            return self.earlier.sections[id_].first.occurred_at
        moments = [judged.moment for judged in self.log if self.completes(judged, id_)]
        return min(moments)[0] if moments else None

    def lesson_percent(self, lesson: ReleasedLesson, at: Moment | None = None) -> Fraction | None:
        required = [section for section in lesson.sections if section.is_required]
        done = [section for section in required if self.is_complete(section.id, at)]
        return Fraction(100 * len(done), len(required)) if required else None

    def course_percent(self) -> Fraction | None:
        percents = [self.lesson_percent(lesson) for lesson in self.release.lessons if lesson.is_required]
        known = [percent for percent in percents if percent is not None]
        return sum(known, Fraction(0)) / len(known) if known else None

    def needed_for_course(self) -> list[UUID]:
        lessons = [lesson for lesson in self.release.lessons if lesson.is_required]
        return [section.id for lesson in lessons for section in lesson.sections if section.is_required]

    # What was recorded

    def counted(self, id_: UUID) -> list[Event]:
        return [judged.event for judged in self.log if judged.counted and judged.event.section_id == id_]

    def best_score(self, id_: UUID) -> float | None:
        scores = [event.score for event in self.counted(id_) if event.score is not None]
        return max(scores) if scores else None

    def lesson_score(self, lesson: ReleasedLesson) -> Fraction:
        best = [self.best_score(section.id) or 0 for section in lesson.sections if section.checks]
        return sum((Fraction(str(score)) for score in best), Fraction(0)) / len(best) if best else Fraction(0)

    def seconds(self, events: Sequence[Event]) -> int:
        return sum(min(event.time_spent_seconds, self.policy.idle_cap_seconds) for event in events)

    # The gates

    def missing(self, section: ReleasedSection, at: Moment | None) -> list[tuple[str, Any]]:
        needed = list(section.prerequisites)
        if self.policy.sequential and section.is_required and (before := self.nearest_required_before(section.id)):
            needed.append(before)
        missing: set[tuple[str, Any]] = set()
        for part in needed:
            if (lesson := self.lesson(part)) is not None:
                if self.lesson_percent(lesson, at) not in (None, 100):
                    missing.add(("complete_lesson", part))
            elif self.section(part) is not None and not self.is_complete(part, at):
                missing.add(("complete_section", part))
        return sorted(missing | self.missing_of_gate(section, at, [part for _, part in missing]))

    def missing_of_gate(self, section: ReleasedSection, at: Moment | None, named: list[UUID]) -> set[tuple[str, Any]]:
        gate = section.gate
        if gate is None:
            return set()
        if (lesson := self.lesson(gate.requires)) is not None:
            percent = self.lesson_percent(lesson, at)
            completion, score = Fraction(100) if percent is None else percent, self.lesson_score(lesson)
        elif self.section(gate.requires) is not None:
            completion = Fraction(100 if self.is_complete(gate.requires, at) else 0)
            score = Fraction(str(self.best_score(gate.requires) or 0))
        else:
            return set()
        missing = set()
        if gate.min_completion != 0 and completion < Fraction(str(gate.min_completion)) and gate.requires not in named:
            missing.add(("reach_completion", gate.requires))
        if gate.min_score != 0 and score < Fraction(str(gate.min_score)):
            missing.add(("reach_score", gate.requires))
        return missing

    def judge(self, event: Event) -> Judged:
        at, section = (event.occurred_at, event.event_id), self.section(event.section_id)
        done, kept = self.is_complete(event.section_id, at), event.event_id in self.earlier.counted
        if section is None:
            return Judged(event, "section_completed" if done else "section_removed", done or kept, [])
        if done:
            return Judged(event, "section_completed", True, [])
        if not kept and (missing := self.missing(section, at)):
            return Judged(event, "progression_blocked", False, missing)
        since = self.retake_since(section.id)
        is_anew = since is not None and event.occurred_at >= since
        events = [*self.counted(section.id), event]
        if is_anew and since is not None:
            events = [known for known in events if known.occurred_at >= since]
        if missing := self.missing_engagement(section, events):
            return Judged(event, "insufficient_engagement", True, missing)
        passed, missing = self.mastery(section, events)
        return Judged(event, "section_completed" if passed else "mastery_not_achieved", True, missing)

    def missing_engagement(self, section: ReleasedSection, events: Sequence[Event]) -> list[tuple[str, Any]]:
        least = Fraction(str(self.policy.min_time_fraction)) * section.estimated_duration * 60
        missing = []
        if sum(event.interactions for event in events) < self.policy.min_interactions:
            missing.append(("interact", section.id))
        if self.seconds(events) < least:
            missing.append(("spend_time", section.id))
        return missing

    def mastery(self, section: ReleasedSection, events: Sequence[Event]) -> tuple[bool, list[tuple[str, Any]]]:
        frozen = self.earlier.criteria.get(section.id)
        criterion = frozen.mastery if frozen else self.policy.mastery
        if criterion is None or not section.checks:
            return True, []
        marks = {item.check_id: item.right for item in events[-1].items}
        if isinstance(criterion, MOfNMastery):
            items = [item.right for event in events for item in event.items]
            if sum(items[-criterion.n :]) >= criterion.m:
                return True, []
            wrong = {check.objective for check in section.checks if marks.get(check.id) is False}
            return False, [("answer_right", ""), *(("review_objective", objective) for objective in sorted(wrong))]
        if any(event.score is not None and event.score >= criterion.threshold for event in events):
            return True, []
        wrong = {check.objective for check in section.checks if not marks.get(check.id)}
        return False, [("review_objective", objective) for objective in sorted(wrong)] or [("reach_score", section.id)]

    # What is shown

    @staticmethod
    def shown(percent: Fraction | None) -> float | None:
        if percent is None:
            return None
        rounded = (Decimal(percent.numerator) / Decimal(percent.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return float(rounded if percent == 100 else min(rounded, Decimal("99.99")))

    def section_state(self, id_: UUID) -> dict[str, Any]:
        section, events = self.section(id_), self.counted(id_)
        scores = [event.score for event in events if event.score is not None]
        is_complete = self.is_complete(id_)
        has_begun = bool(events) or id_ in self.earlier.sections
        judged = [judged.kind for judged in self.log if judged.event.section_id == id_]
        return {
            "status": "completed" if is_complete else "in_progress" if has_begun else "not_started",
            "attempts": len(events),
            "best_score": self.best_score(id_),
            "last_score": scores[-1] if scores else None,
            "time_spent_seconds": self.seconds(events),
            "interactions": sum(event.interactions for event in events),
            "completed_at": self.completed_at(id_),
            "unlocked": section is not None and (is_complete or self.missing(section, None) == []),
            "last_outcome": judged[-1] if judged else None,
        }

    def course_completed_at(self) -> datetime | None:
        if self.earlier.course:
            return self.earlier.course.occurred_at
        needed = [self.completions(id_) for id_ in self.needed_for_course()]
        return max(moments[0] for moments in needed)[0] if needed and all(needed) else None

    def state(self) -> dict[str, Any]:
        ids = {section.id for section in self.sections()} | {judged.event.section_id for judged in self.log}
        ids |= self.earlier.sections.keys() | self.earlier.criteria.keys()
        return {
            "sections": {id_: self.section_state(id_) for id_ in ids},
            "lessons": {lesson.id: self.shown(self.lesson_percent(lesson)) for lesson in self.release.lessons},
            "course": self.shown(self.course_percent()),
            "completed_at": self.course_completed_at(),
            "outcomes": {
                judged.event.event_id: (judged.kind, judged.counted, sorted(judged.actions, key=str))
                for judged in self.log
            },
        }


def state_of(progress: Progress) -> dict[str, Any]:
    """The same view of a derived state."""
    fields = ["status", "attempts", "best_score", "last_score", "time_spent_seconds", "interactions", "unlocked"]
    sections = {
        id_: {name: getattr(record, name) for name in fields}
        | {"completed_at": record.completed_at}
        | {"last_outcome": record.last_outcome.kind if record.last_outcome else None}
        for id_, record in progress.sections.items()
    }
    outcomes = {}
    for id_, outcome in progress.outcomes.items():
        actions = [
            (
                action.kind,
                action.objective if action.kind == "review_objective" else action.lesson_id or action.section_id,
            )
            for action in outcome.required_actions
        ]
        named = [(kind, "" if kind == "answer_right" else part) for kind, part in actions]
        outcomes[id_] = (outcome.kind, outcome.counted, sorted(named, key=str))
    return {
        "sections": sections,
        "lessons": {id_: lesson.percent for id_, lesson in progress.lessons.items()},
        "course": progress.course.percent,
        "completed_at": progress.course.completed_at,
        "outcomes": outcomes,
    }
