"""What is taught: courses, lessons, sections, their releases, baseline, and search documents."""

from typing import Any
from uuid import UUID

from sqlalchemy import Column, Computed, Index, UniqueConstraint, literal_column
from sqlalchemy.dialects.postgresql import REGCONFIG, TSVECTOR
from sqlmodel import Field, SQLModel

from models import columns
from models.columns import Moment

DIFFICULTIES = ("beginner", "intermediate", "advanced")
DEPTHS = ("overview", "standard", "deep")
LEARNING_STYLES = ("visual", "auditory", "reading", "kinesthetic", "mixed")
COURSE_STATUSES = ("draft", "published", "archived")


class Course(SQLModel, table=True):
    """A course as it stands: the draft of its next release. `current_release` is its last one, null without."""

    __tablename__ = "courses"
    __table_args__ = (
        Index("ix_courses_tags", "tags", postgresql_using="gin"),
        Index("ix_courses_status_published_at", "status", "published_at"),
        columns.one_of("difficulty", DIFFICULTIES),
        columns.one_of("depth", DEPTHS),
        columns.one_of("learning_style", LEARNING_STYLES),
        columns.one_of("status", COURSE_STATUSES),
        columns.within("expected_enrollment", 0),
        columns.within("current_release", 1),
        columns.within("version", 1),
    )

    id: UUID = columns.key()
    instructor_id: UUID = columns.refers("users.id", index=True)
    title: str = Field(max_length=200)
    description: str = columns.text()
    objectives: list[str] = columns.json_list()
    difficulty: str = Field(default="beginner", max_length=16)
    depth: str = Field(default="standard", max_length=16)
    learning_style: str = Field(default="mixed", max_length=16)
    language: str = Field(default="en", max_length=35)
    category: str = Field(default="", max_length=100)
    tags: list[str] = columns.text_array()
    status: str = Field(default="draft", max_length=16)
    progression_policy: dict[str, Any] = columns.json_object()
    expected_enrollment: int | None = None
    current_release: int | None = None
    published_at: Moment | None = columns.moment()
    edited_at: Moment | None = columns.moment()
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    created_at: Moment = columns.moment(default_now=True)
    updated_at: Moment = columns.touched()


class Lesson(SQLModel, table=True):
    """One that was taken out (`removed_at`) keeps its row, and what was learned in it, but no place in the order."""

    __tablename__ = "lessons"
    __table_args__ = (
        UniqueConstraint(
            "course_id",
            "order_index",
            "removed_at",
            deferrable=True,
            initially="DEFERRED",
            postgresql_nulls_not_distinct=True,
        ),
        columns.within("order_index", 0),
    )

    id: UUID = columns.key()
    course_id: UUID = columns.refers("courses.id")
    title: str = Field(max_length=200)
    summary: str = columns.text()
    objectives: list[str] = columns.json_list()
    order_index: int
    is_required: bool = Field(default=True, sa_column_kwargs={"server_default": "true"})
    edited_at: Moment | None = columns.moment()
    created_at: Moment = columns.moment(default_now=True)
    updated_at: Moment = columns.touched()
    removed_at: Moment | None = columns.moment()


class Section(SQLModel, table=True):
    """`prerequisites` holds ids of sections or lessons as strings; `estimated_duration` is in minutes.

    `prerequisites_by_hand`: a person wants them so. Those of a generated outline only follow the order of the course.
    `removed_at` is as of `Lesson`.
    """

    __tablename__ = "sections"
    __table_args__ = (
        UniqueConstraint(
            "lesson_id",
            "order_index",
            "removed_at",
            deferrable=True,
            initially="DEFERRED",
            postgresql_nulls_not_distinct=True,
        ),
        columns.within("order_index", 0),
        columns.within("estimated_duration", 0, 600),
    )

    id: UUID = columns.key()
    lesson_id: UUID = columns.refers("lessons.id")
    title: str = Field(max_length=200)
    objectives: list[str] = columns.json_list()
    assessment_criteria: list[str] = columns.json_list()
    content: dict[str, Any] = columns.json_object()
    order_index: int
    is_required: bool = Field(default=True, sa_column_kwargs={"server_default": "true"})
    estimated_duration: int = 15
    prerequisites: list[str] = columns.json_list()
    prerequisites_by_hand: bool = Field(default=True, sa_column_kwargs={"server_default": "true"})
    gate: dict[str, Any] | None = columns.json_or_null()
    requires_retake: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    edited_at: Moment | None = columns.moment()
    created_at: Moment = columns.moment(default_now=True)
    updated_at: Moment = columns.touched()
    removed_at: Moment | None = columns.moment()


class CourseRelease(SQLModel, table=True):
    """What was published, frozen. `structure` has the rules by which progress is judged, and the contents of sections.

    The rest is what is shown: `course` and `parts` (lessons with their sections) as their rows were, and in `media` the
    `pictures` by id and the id of the `thumbnail`; `minutes` is how long all sections take, `reviewed_at` when a person
    had last approved what was written for it, NULL where not all of that was approved; `texts` says of each section
    that a writer has written by whom it was written and approved. See `models.snapshots`.
    """

    __tablename__ = "course_releases"
    __table_args__ = (columns.within("number", 1), columns.within("minutes", 0))

    course_id: UUID = columns.refers("courses.id", primary_key=True)
    number: int = Field(primary_key=True)
    structure: dict[str, Any] = columns.json_object()
    course: dict[str, Any] = columns.json_object()
    parts: list[Any] = columns.json_list()
    media: dict[str, Any] = columns.json_object()
    published_at: Moment = columns.moment(default_now=True)
    minutes: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    reviewed_at: Moment | None = columns.moment()
    texts: list[Any] = columns.json_list()


class CourseBaseline(SQLModel, table=True):
    """What analytics compares a course with: how many learners were expected, and which metrics are tracked."""

    __tablename__ = "course_baselines"
    __table_args__ = (columns.within("expected_learners", 0),)

    course_id: UUID = columns.refers("courses.id", primary_key=True)
    expected_learners: int
    tracked_metrics: list[str] = columns.json_list()
    created_at: Moment = columns.moment(default_now=True)


class SearchDocument(SQLModel, table=True):
    """One searchable text: of a course (`section_id` NULL) or of one of its sections.

    `language` is one of the `accentless_…` text search configurations: ask `words` with it, and accents do not matter.
    Titles are also found by their trigrams, as `unaccented(title)`.
    """

    __tablename__ = "search_documents"
    __table_args__ = (
        UniqueConstraint("course_id", "section_id", postgresql_nulls_not_distinct=True),
        Index("ix_search_documents_words", "words", postgresql_using="gin"),
        Index(
            "ix_search_documents_title",
            literal_column("unaccented(title)").label("folded"),
            postgresql_using="gin",
            postgresql_ops={"folded": "gin_trgm_ops"},
        ),
    )

    id: UUID = columns.key()
    course_id: UUID = columns.refers("courses.id")
    section_id: UUID | None = columns.refers("sections.id", nullable=True)
    language: str = Field(sa_column=Column(REGCONFIG, nullable=False))
    title: str = columns.text()
    objectives: str = columns.text()
    body: str = columns.text()
    words: Any = Field(
        default=None,
        sa_column=Column(
            TSVECTOR,
            Computed(
                "setweight(to_tsvector(language, title), 'A'::\"char\") || "
                "setweight(to_tsvector(language, objectives), 'B'::\"char\") || "
                "setweight(to_tsvector(language, body), 'C'::\"char\")",
                persisted=True,
            ),
        ),
    )
