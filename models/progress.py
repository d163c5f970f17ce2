"""How learners come along. Section rows are the truth; lesson and course figures are rolled up from them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Float, Index, Numeric, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from learning.progression.achievements import CRITERIA
from models import columns
from models.columns import Moment

ENROLLMENT_STATUSES = ("active", "completed", "dropped")
PROGRESS_STATUSES = ("not_started", "in_progress", "completed")
OUTCOMES = ("completed", "insufficient_engagement", "mastery_not_achieved", "progression_blocked", "section_removed")
Percent: Any = Numeric(5, 2)


class Enrollment(SQLModel, table=True):
    """A learner in a course.

    The progress stands on release number `release` with what was `earlier` earned under the ones before; `version`
    counts its changes. `milestones` lists the percentages that the learner was told of. Whom the course's owner took
    out of it (`removed_at`) is enrolled no more, and keeps what was earned.
    """

    __tablename__ = "enrollments"
    __table_args__ = (
        UniqueConstraint("user_id", "course_id"),
        Index("ix_enrollments_course_id", "course_id"),
        columns.one_of("status", ENROLLMENT_STATUSES),
        columns.within("progress_percentage", 0, 100),
        columns.within("time_spent_seconds", 0),
        columns.within("release", 0),
        columns.within("version", 0),
    )

    id: UUID = columns.key()
    user_id: UUID = columns.refers("users.id")
    course_id: UUID = columns.refers("courses.id")
    status: str = Field(default="active", max_length=16)
    progress_percentage: Decimal | None = Field(default=None, sa_type=Percent, nullable=True)
    time_spent_seconds: int = 0
    enrolled_at: Moment = columns.moment(default_now=True)
    completed_at: Moment | None = columns.moment()
    last_activity_at: Moment | None = columns.moment()
    release: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    earlier: dict[str, Any] | None = columns.json_or_null()
    version: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    milestones: list[int] = columns.json_list()
    updated_at: Moment = columns.touched()
    removed_at: Moment | None = columns.moment()


class LessonProgress(SQLModel, table=True):
    """Where a learner stands in a lesson; `enrollments.writing` writes it. Nothing required gives no percentage."""

    __tablename__ = "lesson_progress"
    __table_args__ = (
        columns.one_of("status", PROGRESS_STATUSES),
        columns.within("progress_percentage", 0, 100),
    )

    enrollment_id: UUID = columns.refers("enrollments.id", primary_key=True)
    lesson_id: UUID = columns.refers("lessons.id", primary_key=True)
    status: str = Field(default="not_started", max_length=16)
    progress_percentage: Decimal | None = Field(default=None, sa_type=Percent, nullable=True)
    completed_at: Moment | None = columns.moment()
    updated_at: Moment = columns.touched()


class SectionProgress(SQLModel, table=True):
    """What a learner did in a section; `enrollments.writing` writes it. Time is in seconds, scores are in percent."""

    __tablename__ = "section_progress"
    __table_args__ = (
        columns.one_of("status", PROGRESS_STATUSES),
        columns.within("attempts", 0),
        columns.within("best_score", 0, 100),
        columns.within("last_score", 0, 100),
        columns.within("time_spent_seconds", 0),
        columns.within("interactions", 0),
        Index(
            "ix_section_progress_section_id",
            "section_id",
            "status",
            postgresql_include=["attempts", "time_spent_seconds", "best_score"],
        ),
    )

    enrollment_id: UUID = columns.refers("enrollments.id", primary_key=True)
    section_id: UUID = columns.refers("sections.id", primary_key=True)
    status: str = Field(default="not_started", max_length=16)
    attempts: int = 0
    best_score: Decimal | None = Field(default=None, sa_type=Percent, nullable=True)
    last_score: Decimal | None = Field(default=None, sa_type=Percent, nullable=True)
    time_spent_seconds: int = 0
    interactions: int = 0
    mastery: dict[str, Any] | None = columns.json_or_null()
    completed_at: Moment | None = columns.moment()
    unlocked: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    last_outcome: str | None = Field(default=None, max_length=32)
    updated_at: Moment = columns.touched()


class Interaction(SQLModel, table=True):
    """What a learner's device sent, by an `id` of that learner's own, until it was recorded; then with its `answer`."""

    __tablename__ = "interaction_inbox"
    __table_args__ = (Index("ix_interaction_inbox_waiting", "enrollment_id", postgresql_where=text("answer IS NULL")),)

    user_id: UUID = columns.refers("users.id", primary_key=True)
    id: UUID = Field(primary_key=True)
    enrollment_id: UUID = columns.refers("enrollments.id")
    body_hash: str = Field(max_length=64)
    body: dict[str, Any] = columns.json_object()
    answer: dict[str, Any] | None = columns.json_or_null()
    received_at: Moment = columns.moment(default_now=True)


class LearningEvent(SQLModel, table=True):
    """What a learner did, once a client-made `id`, append-only.

    `data` is the event as it was judged on arrival (`learning.progression.events.Event`), `outcome` what came of it
    then: one that arrives late can change what came of those after it, and progress is derived from them all.
    """

    __tablename__ = "learning_events"
    __table_args__ = (
        Index("ix_learning_events_enrollment_id_occurred_at", "enrollment_id", "occurred_at", "id"),
        columns.one_of("outcome", OUTCOMES),
    )

    id: UUID = Field(primary_key=True)
    enrollment_id: UUID = columns.refers("enrollments.id", primary_key=True)
    section_id: UUID = columns.refers("sections.id")
    body_hash: str = Field(max_length=64)
    data: dict[str, Any] = columns.json_object()
    outcome: str = Field(max_length=32)
    occurred_at: Moment = columns.moment(default_now=True)
    received_at: Moment = columns.moment(default_now=True)


class Achievement(SQLModel, table=True):
    """Something that can be earned: `criteria` is an `AchievementCriteria` of the rules, as JSON."""

    __tablename__ = "achievements"
    __table_args__ = (columns.one_of("criteria_type", CRITERIA),)

    id: UUID = columns.key()
    slug: str = Field(max_length=60, unique=True)
    title: str = columns.text()
    description: str = columns.text()
    criteria_type: str = Field(max_length=32)
    criteria: dict[str, Any] = columns.json_object()
    created_at: Moment = columns.moment(default_now=True)


class UserAchievement(SQLModel, table=True):
    """An achievement that a learner has earned, once, at the time of the event that met its criteria."""

    __tablename__ = "user_achievements"
    __table_args__ = (UniqueConstraint("user_id", "achievement_id"),)

    id: UUID = columns.key()
    user_id: UUID = columns.refers("users.id")
    achievement_id: UUID = columns.refers("achievements.id")
    course_id: UUID | None = columns.refers("courses.id", nullable=True)
    earned_at: Moment = columns.moment(default_now=True)


class ReviewCard(SQLModel, table=True):
    """One check to be reviewed: `card` is the memory of it (`fsrs.Card`), derived from its answers.

    It has no `due_at` while a late event has undone the completion of its section.
    """

    __tablename__ = "review_cards"
    __table_args__ = (
        UniqueConstraint("enrollment_id", "section_id", "check_id"),
        Index("ix_review_cards_user_id_due_at", "user_id", "due_at"),
    )

    id: UUID = columns.key()
    enrollment_id: UUID = columns.refers("enrollments.id")
    user_id: UUID = columns.refers("users.id")
    section_id: UUID = columns.refers("sections.id")
    check_id: str = Field(max_length=64)
    card: dict[str, Any] = columns.json_object()
    due_at: Moment | None = columns.moment()
    created_at: Moment = columns.moment(default_now=True)


class ReviewAnswer(SQLModel, table=True):
    """`rating` is 1 again, 2 hard, 3 good, 4 easy."""

    __tablename__ = "review_answers"
    __table_args__ = (Index("ix_review_answers_card_id", "card_id"), columns.within("rating", 1, 4))

    user_id: UUID = columns.refers("users.id", primary_key=True)
    id: UUID = Field(primary_key=True)
    card_id: UUID = columns.refers("review_cards.id")
    rating: int
    body_hash: str = Field(max_length=64)
    occurred_at: Moment = columns.moment(required=True)
    received_at: Moment = columns.moment(default_now=True)


class LearnerStream(SQLModel, table=True):
    """Numbers the events of a learner; its row lock keeps them in the order of their commits."""

    __tablename__ = "learner_streams"
    __table_args__ = (columns.within("last_event", 0),)

    user_id: UUID = columns.refers("users.id", primary_key=True)
    last_event: int


class LearnerEvent(SQLModel, table=True):
    """What a learner's live stream tells; `seq` counts from 1 without a gap."""

    __tablename__ = "learner_events"
    __table_args__ = (columns.within("seq", 1),)

    user_id: UUID = columns.refers("users.id", primary_key=True)
    seq: int = Field(primary_key=True)
    kind: str = Field(max_length=40)
    data: dict[str, Any] = columns.json_object()
    created_at: Moment = columns.moment(default_now=True)


class CheckStatistics(SQLModel, table=True):
    """How learners answered a check in their first scored attempt at its section.

    The sums are over those learners' scores of that attempt (0–1), for the check's discrimination.
    """

    __tablename__ = "check_statistics"
    __table_args__ = (columns.within("answered", 0), columns.within("answered_right", 0))

    section_id: UUID = columns.refers("sections.id", primary_key=True)
    check_id: str = Field(primary_key=True, max_length=64)
    answered: int
    answered_right: int
    score_sum: float = Field(sa_type=Float(53))
    score_square_sum: float = Field(sa_type=Float(53))
    right_score_sum: float = Field(sa_type=Float(53))
