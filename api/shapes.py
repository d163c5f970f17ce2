"""What the API says: the public form of generations, courses and what belongs to them."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from learning.brief import Money
from learning.brief_warnings import BriefWarning
from learning.course_draft import Gate
from learning.finding import Finding
from learning.policy import ProgressionPolicy
from learning.section import SectionContent
from learning.source import Figure, NotCarried
from models.generations import GenerationPhase, GenerationStatus
from sources.overview import Carried, Heading


class SourcePublic(BaseModel):
    """`pages` is null for formats without pages; `characters` and `words` count the text that was read.

    `language` is a two-letter code, empty where it is not known. `carried` counts what was read besides text, and
    `not_carried` what the file holds and what was not read. `licence` is what was said of it when it was brought.
    """

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    filename: str
    media_type: str
    pages: int | None
    characters: int
    words: int
    language: str
    outline: list[Heading]
    carried: Carried
    not_carried: list[NotCarried]
    size_bytes: int
    sha256: str
    licence: str
    created_at: datetime


class FigureOfSource(Figure):
    """A picture of a source: `url` is its address, for the owner of the source."""

    url: str


class SourceDetail(SourcePublic):
    """A source with its pictures. One without `block_id` has neither caption nor description, and no course uses it."""

    figures: list[FigureOfSource]


class EstimatedCall(BaseModel):
    step: str
    model: str
    count: int
    input_tokens: int
    output_tokens: int


class Estimate(BaseModel):
    low: Money
    expected: Money
    high: Money
    calls: list[EstimatedCall]
    warnings: list[BriefWarning] = []


class ProblemPublic(BaseModel):
    """Why something is not done. Where `final` is false it is tried again by itself, after `attempts` tries so far, at
    `next_try_at`, or it is being tried right now without one; else it waits for a person, or has ended."""

    type: str
    detail: str
    attempts: int | None = None
    next_try_at: datetime | None = None
    final: bool = True


class SectionWriting(BaseModel):
    """`lesson` is the title of its lesson; `attempts` counts the times that writing it was begun. `under_way_since` is
    when the call that is answered next was made; empty while none is under way."""

    key: str
    lesson: str
    title: str
    status: Literal["pending", "writing", "written", "waiting"]
    attempts: int
    problem: ProblemPublic | None
    under_way_since: datetime | None = None


class Spend(BaseModel):
    """`calls` counts provider calls begun, `repeated_calls` those made again since the first one's fate is unknown."""

    paid: Money
    reserved: Money
    budget: Money | None
    calls: int
    repeated_calls: int


Status = Literal[GenerationStatus, "paused"]


class GenerationPublic(BaseModel):
    id: UUID
    workflow_id: str
    workflow_url: str
    kind: Literal["course", "section"]
    title: str
    status: Status
    phase: GenerationPhase
    percent: int = Field(ge=0, le=100)
    outline: dict[str, Any] | None
    sections: list[SectionWriting]
    spend: Spend
    course_id: UUID | None
    problem: ProblemPublic | None
    warnings: list[BriefWarning]
    under_way_since: datetime | None = None
    created_at: datetime
    updated_at: datetime


class GenerationSummary(BaseModel):
    id: UUID
    kind: Literal["course", "section"]
    title: str
    status: Status
    phase: GenerationPhase
    percent: int
    course_id: UUID | None
    problem: ProblemPublic | None
    created_at: datetime
    updated_at: datetime


class MediaLink(BaseModel):
    id: UUID
    url: str
    alt: str
    caption: str
    width: int
    height: int
    media_type: str
    widths: list[int]


class SectionSummary(BaseModel):
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
    id: UUID
    key: str
    title: str
    summary: str
    objectives: list[str]
    position: int
    is_required: bool
    estimated_duration: int
    edited_by_hand: bool
    sections: list[SectionSummary]


class CoursePublic(BaseModel):
    id: UUID
    title: str
    description: str
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
    id: UUID
    title: str
    description: str
    difficulty: str
    language: str
    category: str
    tags: list[str]
    status: str
    created_at: datetime
    published_at: datetime | None


class Refusal(BaseModel):
    """Why a course as it stands could not be published: where, as a JSON pointer into its export, and a sentence."""

    pointer: str
    detail: str


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
    content: SectionContent
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
    """`content` is merged field by field; `prerequisites` and `gate.requires` take ids or keys ("1.2")."""

    title: str | None = Field(None, min_length=1, max_length=200)
    objectives: list[str] | None = None
    content: dict[str, Any] | None = None
    is_required: StrictBool | None = None
    estimated_duration: StrictInt | None = Field(None, ge=0, le=600)
    prerequisites: list[str] | None = None
    gate: "GateUpdate | None" = None
    requires_retake: StrictBool | None = None
    position: StrictInt | None = Field(None, ge=1)


class GateUpdate(Gate):
    requires: str = Field(max_length=36)


class Feedback(BaseModel):
    model_config = ConfigDict(extra="forbid")

    feedback: str | None = Field(None, min_length=1, max_length=5_000)
    outline: dict[str, Any] | None = None


class RefusedDraft(BaseModel):
    """The last draft of a section that waits, as writer `call_id` of the ledger gave it, with what the review found."""

    key: str
    title: str
    call_id: UUID
    content: SectionContent
    findings: list[Finding]
    quality_score: Decimal | None


class Acceptance(BaseModel):
    """How a section that waits is to be: as its draft is, or as `content` says."""

    model_config = ConfigDict(extra="forbid")

    content: SectionContent | None = None


class Regeneration(BaseModel):
    model_config = ConfigDict(extra="forbid")

    instructions: str = Field("", max_length=5_000)
    overwrite_edits: StrictBool = False


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


SectionUpdate.model_rebuild()
