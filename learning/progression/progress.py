"""The state of one learner in one course, as derived from the events."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID

from learning.policy import Mastery, ProgressionPolicy
from learning.progression.events import Moment
from learning.progression.release import Message

Status = Literal["not_started", "in_progress", "completed"]
OutcomeKind = Literal[
    "section_completed", "insufficient_engagement", "mastery_not_achieved", "progression_blocked", "section_removed"
]
ActionKind = Literal[
    "complete_section",
    "complete_lesson",
    "reach_completion",
    "reach_score",
    "spend_time",
    "interact",
    "review_objective",
    "answer_right",
]


class RequiredAction(Message):
    """What a learner has to do to get on: `detail` says it, `section_id` is where to do it.

    `needed` and `current` are percent, seconds or counts, as the kind of action has it.
    """

    kind: ActionKind
    detail: str
    section_id: UUID | None = None
    lesson_id: UUID | None = None
    objective: str = ""
    needed: float | None = None
    current: float | None = None


class Outcome(NamedTuple):
    """What came of one event. Where it did not count, its attempt, time and score are not in the record.

    `progress_quality` is 0–1, and null where the section is not complete.
    """

    event_id: UUID
    section_id: UUID
    kind: OutcomeKind
    counted: bool = True
    required_actions: tuple[RequiredAction, ...] = ()
    progress_quality: float | None = None

    @property
    def success(self) -> bool:
        """Whether the section is complete with this event, through it or since before."""
        return self.kind == "section_completed"

    @property
    def reason(self) -> str | None:
        """Which gate refused: its name in the answer to the learner; null where none did."""
        if self.success:
            return None
        return "prerequisites_not_met" if self.kind == "progression_blocked" else self.kind


class Criterion(Message):
    """The mastery asked of a learner in one section, null included, as it was at the first attempt."""

    mastery: Mastery | None = None


class Effort(NamedTuple):
    """What counts towards completing a section: everything, or what was done `since` a retake was asked for.

    `recent` says of the last answered items whether each was right, as many as the criterion looks at.
    """

    since: datetime | None = None
    seconds: int = 0
    interactions: int = 0
    best_score: float | None = None
    recent: tuple[bool, ...] = ()


class SectionProgress(NamedTuple):
    """The record of a section. Time is in seconds, scores in percent.

    A tuple, like `Effort` and `Outcome`, since each event makes another one of it, for which a model takes five times
    as long.

    `first` is the event that completed it first, kept for ever; `current` is the completion in force now, `past` the
    one that was in force until a retake was asked for.
    """

    section_id: UUID
    status: Status = "not_started"
    attempts: int = 0
    best_score: float | None = None
    last_score: float | None = None
    time_spent_seconds: int = 0
    interactions: int = 0
    unlocked: bool = False
    first: Moment | None = None
    current: Moment | None = None
    past: Moment | None = None
    criterion: Criterion | None = None
    effort: Effort = Effort()
    last_outcome: Outcome | None = None

    @property
    def completed_at(self) -> datetime | None:
        """When the section was completed first, also where a retake is due; null if it never was."""
        return self.first and self.first.occurred_at


class LessonProgress(Message):
    """`percent` has two decimals and is null where the lesson has no required section; `score` is the mean best score
    of its sections with checks, null where it has none."""

    lesson_id: UUID
    status: Status = "not_started"
    percent: float | None = None
    completed_sections: int = 0
    required_sections: int = 0
    score: float | None = None
    attempts: int = 0
    time_spent_seconds: int = 0
    completed: Moment | None = None

    @property
    def completed_at(self) -> datetime | None:
        """When the lesson was completed first; no later release takes it away. Null if it never was."""
        return self.completed and self.completed.occurred_at


class CourseProgress(Message):
    """`percent` and `status` are those of the current release; `completed` is earned, so it may outlive 100 %."""

    status: Status = "not_started"
    percent: float | None = None
    completed_sections: int = 0
    required_sections: int = 0
    time_spent_seconds: int = 0
    completed: Moment | None = None

    @property
    def completed_at(self) -> datetime | None:
        """When the course was completed first; no later release takes it away. Null if it never was."""
        return self.completed and self.completed.occurred_at


class EarnedSection(Message):
    """The first completion of a section, and the latest: another one only after a retake."""

    first: Moment
    latest: Moment


class Earned(Message):
    """What a learner had before the current release, and what no release takes away.

    Completions (of sections by id, of lessons, of the course), the mastery criteria frozen by first attempts, and
    `counted`: the events whose attempt, time and score are in the record.
    """

    sections: dict[UUID, EarnedSection] = {}
    lessons: dict[UUID, Moment] = {}
    course: Moment | None = None
    criteria: dict[UUID, Criterion] = {}
    counted: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Progress:
    """All of one learner's state in one course. Sections that the release has no more stay in the record.

    `earlier` is what was earned before this release; `latest` is the last event by time.
    """

    release_id: UUID
    policy: ProgressionPolicy
    earlier: Earned = field(default_factory=Earned)
    sections: dict[UUID, SectionProgress] = field(default_factory=dict)
    lessons: dict[UUID, LessonProgress] = field(default_factory=dict)
    course: CourseProgress = field(default_factory=CourseProgress)
    outcomes: dict[UUID, Outcome] = field(default_factory=dict)
    latest: Moment | None = None
