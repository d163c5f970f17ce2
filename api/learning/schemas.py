"""What goes in and out of the calls under "Learning"."""

import json
import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    StrictFloat,
    model_validator,
)

from api.courses.check_figures import CheckFigures
from learning.progression.answering import CourseState, InteractionAnswer, LessonState, SectionState
from learning.progression.events import Answer, Interaction, Score
from learning.progression.next_step import Path

EVENT_REUSED: dict[str, Any] = {"description": "Another body came with this event id."}
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
MOST_SECONDS = 86_400
MOST_EVENTS = 500
_NUMBER = re.compile(r"[+-]?[\d._]+(?:[eE][+-]?\d+)?")


def _as_text(moment: Any) -> Any:
    """Also a number in a text is none that RFC 3339 knows, though pydantic would count seconds or milliseconds."""
    if isinstance(moment, str) and not _NUMBER.fullmatch(moment.strip()):
        return moment
    raise ValueError("must be a time as in RFC 3339, such as 2026-01-31T10:00:00Z")


def _since_computers(moment: datetime) -> datetime:
    if moment < EARLIEST:
        raise ValueError("lies before 1970: set the clock of the device")
    return moment


def _written(values: list[Any]) -> str:
    try:
        text = json.dumps(values, ensure_ascii=False, allow_nan=False)
        text.encode()
    except ValueError as error:
        raise ValueError("a number must be finite, and a text must be Unicode without lone surrogates") from error
    return text


DeviceTime = Annotated[AwareDatetime, BeforeValidator(_as_text), AfterValidator(_since_computers)]
"""Whether it can be true, the route asks `Calendar`."""


class InteractionIn(BaseModel):
    """One sitting with a section. `occurred_at` is now unless it is given; times are in seconds, scores in percent.

    `score` is heard only for a section without checks; with checks it comes from `answers`, by the id of the check.
    """

    model_config = ConfigDict(extra="forbid")

    event_id: UUID
    time_spent_seconds: StrictFloat = Field(0, ge=0, le=MOST_SECONDS, allow_inf_nan=False)
    score: Score | None = None
    answers: dict[str, Answer] = Field({}, max_length=200)
    interactions: dict[str, JsonValue] = Field({}, max_length=200)
    occurred_at: DeviceTime | None = None
    preferred_path: Path | None = None

    @model_validator(mode="after")
    def _can_be_stored(self) -> Self:
        if "\\u0000" in _written([self.answers, self.interactions]):
            raise ValueError("a text must not contain the character U+0000")
        return self

    def of_section(self, section_id: UUID, now: datetime) -> Interaction:
        """What happened in a section; `now`, where the device does not say when."""
        return Interaction.model_construct(  # of what is validated here
            event_id=self.event_id,
            section_id=section_id,
            occurred_at=(self.occurred_at or now).astimezone(UTC),
            time_spent_seconds=self.time_spent_seconds,
            score=self.score,
            answers=self.answers,
            interactions=self.interactions,
            path=self.preferred_path,
        )


class SyncedInteraction(InteractionIn):
    """One of a batch, which names its section."""

    section_id: UUID


class Sync(BaseModel):
    """Up to 500 interactions of one course in any order; each is judged by itself, also what is none at all."""

    model_config = ConfigDict(extra="forbid")

    device_id: str = Field("", max_length=200)
    events: list[Any] = Field(max_length=MOST_EVENTS)


class EventProblem(BaseModel):
    """Why an event of a batch was rejected; `type` as in every problem."""

    type: str
    detail: str
    errors: list[dict[str, str]] = []


class SyncResult(BaseModel):
    """`answer` where it was applied or a duplicate, `problem` where it was rejected."""

    event_id: UUID | str | None
    status: Literal["applied", "duplicate", "rejected"]
    answer: InteractionAnswer | None = None
    problem: EventProblem | None = None


class ProgressView(BaseModel):
    """Where a learner stands in a course. `release` is the one that the percentages are of."""

    enrollment_id: UUID
    release: int
    version: int
    course: CourseState
    lessons: list[LessonState]
    sections: list[SectionState]


class Synced(BaseModel):
    """A result for each event, in the order of the request, and where the learner stands after all of them."""

    results: list[SyncResult]
    progress: ProgressView


class EnrollmentPublic(BaseModel):
    """One's place in a course. `percent` is null where nothing is to be completed."""

    id: UUID
    course_id: UUID
    user_id: UUID
    status: str
    percent: float | None
    enrolled_at: datetime
    completed_at: datetime | None


class DashboardCourse(BaseModel):
    """A course on a learner's dashboard. `percent` is null where nothing is to be completed; time is in seconds."""

    course_id: UUID
    title: str
    status: str
    percent: float | None
    time_spent_seconds: int
    last_activity_at: datetime | None
    completed_at: datetime | None


class Dashboard(BaseModel):
    """What a learner has done in all courses; times are in seconds. `streak_days` counts the days in a row, until today
    or yesterday in their time zone, on which they completed a section."""

    courses_enrolled: int
    courses_completed: int
    courses_in_progress: int
    avg_progress: float | None
    time_spent_seconds: int
    achievements: int
    reviews_due: int
    streak_days: int
    last_activity_at: datetime | None
    courses: list[DashboardCourse]


class AchievementPublic(BaseModel):
    """`earned_at` is null for one that can still be earned."""

    slug: str
    title: str
    description: str
    criteria: dict[str, Any]
    earned_at: datetime | None
    course_id: UUID | None


class ReviewPublic(BaseModel):
    """One check that is due, without its key."""

    id: UUID
    course_id: UUID
    section_id: UUID
    due_at: datetime
    check: dict[str, Any] | None


class ReviewAnswerIn(BaseModel):
    """Either how well it was remembered (1 again, 2 hard, 3 good, 4 easy), or an `answer` to be judged here."""

    model_config = ConfigDict(extra="forbid")

    event_id: UUID
    rating: Literal[1, 2, 3, 4] | None = None
    answer: Answer | None = None
    occurred_at: DeviceTime | None = None


class ReviewAnswered(BaseModel):
    """`right` is null where only a rating was sent."""

    id: UUID
    due_at: datetime
    rating: int
    right: bool | None
    feedback: str
    duplicate: bool


class SectionFigures(BaseModel):
    """`drop_off` is the share of those who started the section that have not completed it; `estimated_duration` is in
    minutes, as it was published."""

    section_id: UUID
    title: str
    estimated_duration: int
    started: int
    completed: int
    drop_off: float | None
    avg_attempts: float | None
    avg_best_score: float | None
    avg_time_spent_seconds: float | None


class Week(BaseModel):
    """How many enrolled, and how many completed the course, in the week that begins on this Monday (UTC)."""

    week: date
    enrolled: int
    completed: int


class CourseFigures(BaseModel):
    """`engagement_score` (0–100) is the mean of three shares: learners active in the last 30 days, sections started of
    those offered, and expected enrollment time spent, each capped at 1 (after the behavioural indicators of Fredricks,
    Blumenfeld & Paris, School Engagement, 2004). `over_time` leaves out weeks in which nothing happened."""

    course_id: UUID
    enrollments: int
    active_enrollments: int
    completions: int
    completion_rate: float | None
    avg_progress: float | None
    total_time_spent_seconds: int
    avg_time_spent_seconds: float | None
    expected_learners: int | None
    engagement_score: float | None
    sections: list[SectionFigures]
    checks: list[CheckFigures]
    over_time: list[Week]
