"""Courses, lessons and sections as the API shows them, and the edits that it takes."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt

from api.courses.rendered import ContentSent, ContentShown, without_html
from learning.brief import Money
from learning.course_draft import Gate
from learning.policy import ProgressionPolicy
from learning.section import SectionContent
from learning.sentence import Sentence


class MediaLink(BaseModel):
    """A picture: `url` is signed and ends after a while, `width` and `height` are in pixels, `widths` those of
    its smaller copies."""

    id: UUID
    url: str
    alt: str
    caption: str
    width: int
    height: int
    media_type: str
    widths: list[int]


class SectionSummary(BaseModel):
    """A section in its course. `key` is its lesson and place (“1.2”), `estimated_duration` in minutes,
    `position` counts from 1."""

    id: UUID
    key: str
    title: str
    objectives: list[str]
    position: int
    is_required: bool
    estimated_duration: int
    prerequisites: list[str]
    gate: dict[str, Any] | None
    requires_retake: bool
    edited_by_hand: bool


class LessonPublic(BaseModel):
    """A lesson with its sections in their order. `estimated_duration` is in minutes, `position` counts from 1."""

    id: UUID
    key: str
    title: str
    summary: str
    summary_html: str
    objectives: list[str]
    position: int
    is_required: bool
    estimated_duration: int
    edited_by_hand: bool
    sections: list[SectionSummary]


class CoursePublic(BaseModel):
    """A course with its lessons in their order. `estimated_duration` is in minutes; `release` is null for one
    never published."""

    id: UUID
    title: str
    description: str
    description_html: str
    objectives: list[str]
    difficulty: str
    depth: str
    learning_style: str
    language: str
    category: str
    tags: list[str]
    status: str
    progression_policy: ProgressionPolicy
    expected_enrollment: int | None
    estimated_duration: int
    release: int | None
    instructor_id: UUID
    edited_by_hand: bool
    thumbnail: MediaLink | None
    lessons: list[LessonPublic]
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None


class CourseSummary(BaseModel):
    """`estimated_duration` is in minutes, of the release; null before the first one. `changed_at`, the time of the last
    change, is told to its owner alone."""

    id: UUID
    title: str
    description: str
    difficulty: str
    language: str
    category: str
    tags: list[str]
    status: str
    estimated_duration: int | None
    created_at: datetime
    changed_at: datetime | None
    published_at: datetime | None


class Refusal(BaseModel):
    """Why a course as it stands could not be published: where, as a JSON pointer into its export, and a sentence."""

    pointer: str
    detail: str
    sentence: Sentence | None = None


class PartChange(BaseModel):
    """What was done to a part since the course was published. `fields` names what differs where it was changed; of
    sections, `begun` and `completed` count the learners whom it concerns."""

    part: Literal["course", "lesson", "section"]
    id: UUID
    title: str
    change: Literal["added", "removed", "changed"]
    fields: list[str]
    begun: int
    completed: int


class LearnersConcerned(BaseModel):
    """How many learn the course and have completed it, who of them would not be at 100 % any more after publishing,
    and who would have to repeat a section that they have completed."""

    enrolled: int
    completed: int
    no_longer_complete: int
    to_repeat: int


class CourseChanges(BaseModel):
    """The course as it stands against its release; `release` is null, and all is added, before the first one."""

    course_id: UUID
    status: str
    release: int | None
    published_at: datetime | None
    changes: list[PartChange]
    learners: LearnersConcerned
    refusals: list[Refusal]


class SectionPublic(SectionSummary):
    course_id: UUID
    lesson_id: UUID
    assessment_criteria: list[str]
    content: ContentShown
    explanation_html: str
    media: list[MediaLink]
    updated_at: datetime


class Lineage(BaseModel):
    """One provider call that a course came from; `cost` in USD, `quality_score` 0–1."""

    id: UUID
    generation_id: UUID
    step: str
    section_id: UUID | None
    provider: str
    model: str
    prompt_version: str
    prompt_hash: str
    status: str
    attempts: int
    cost: Money
    input_tokens: int
    output_tokens: int
    quality_score: Decimal | None
    findings: list[Any]
    parent_id: UUID | None
    approved: bool | None
    reviewed_by: UUID | None
    reviewed_at: datetime | None
    review_notes: str
    created_at: datetime


class Edit(BaseModel):
    """Only the fields that are sent are changed."""

    model_config = ConfigDict(extra="forbid")


class CourseUpdate(Edit):
    title: str | None = Field(None, min_length=1, max_length=200)
    description: str | None = Field(None, max_length=5_000)
    objectives: list[str] | None = None
    difficulty: Literal["beginner", "intermediate", "advanced"] | None = None
    category: str | None = Field(None, max_length=100)
    tags: list[str] | None = None
    expected_enrollment: StrictInt | None = Field(None, ge=0, le=10_000_000)
    progression_policy: ProgressionPolicy | None = None


class LessonUpdate(Edit):
    """`position` counts from 1 among the lessons of the course."""

    title: str | None = Field(None, min_length=1, max_length=200)
    summary: str | None = Field(None, max_length=2_000)
    objectives: list[str] | None = None
    is_required: StrictBool | None = None
    position: StrictInt | None = Field(None, ge=1)


class SectionUpdate(Edit):
    """`content` is merged field by field; `prerequisites` and `gate.requires` take ids or keys ("1.2"). `position`
    counts from 1 in its lesson, or in that of `lesson_id`, where it is the last one without a position."""

    title: str | None = Field(None, min_length=1, max_length=200)
    objectives: list[str] | None = None
    assessment_criteria: list[str] | None = None
    content: Annotated[dict[str, Any] | None, AfterValidator(without_html)] = None
    is_required: StrictBool | None = None
    estimated_duration: StrictInt | None = Field(None, ge=0, le=600)
    prerequisites: list[str] | None = None
    gate: "GateUpdate | None" = None
    requires_retake: StrictBool | None = None
    lesson_id: UUID | None = None
    position: StrictInt | None = Field(None, ge=1)


class GateUpdate(Gate):
    requires: str = Field(max_length=36)


class NewSection(Edit):
    """`prerequisites` and `gate.requires` take ids or keys ("1.2"). Without a `position` it is the last one."""

    title: str = Field(min_length=1, max_length=200)
    objectives: list[str] = []
    assessment_criteria: list[str] = []
    content: ContentSent = SectionContent()
    is_required: StrictBool = True
    estimated_duration: StrictInt = Field(15, ge=0, le=600)
    prerequisites: list[str] = []
    gate: GateUpdate | None = None
    position: StrictInt | None = Field(None, ge=1)


class NewSectionOfLesson(Edit):
    title: str = Field(min_length=1, max_length=200)
    objectives: list[str] = []
    assessment_criteria: list[str] = []
    content: ContentSent = SectionContent()
    is_required: StrictBool = True
    estimated_duration: StrictInt = Field(15, ge=0, le=600)


class NewLesson(Edit):
    """A lesson has at least one section: without `sections` it has an empty one of its own title. Without a `position`
    it is the last one."""

    title: str = Field(min_length=1, max_length=200)
    summary: str = Field("", max_length=2_000)
    objectives: list[str] = []
    is_required: StrictBool = True
    sections: list[NewSectionOfLesson] = Field([], max_length=50)
    position: StrictInt | None = Field(None, ge=1)


class Review(BaseModel):
    model_config = ConfigDict(extra="forbid")

    approved: StrictBool
    notes: str = Field("", max_length=5_000)


class Hit(BaseModel):
    """A course, or one of its sections, that a search found; `snippet` marks the found words with <mark>."""

    course_id: UUID
    section_id: UUID | None
    title: str
    course_title: str
    snippet: str
    rank: float
