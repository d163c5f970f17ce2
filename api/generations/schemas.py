"""Generations and estimates as the API shows them, and what is asked of a generation."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from api.courses.rendered import ContentSent, ContentShown
from learning.brief import Money
from learning.brief_warnings import BriefWarning
from learning.finding import Finding
from models.generation_states import GenerationPhase, GenerationStatus

NOT_NOW: dict[str, Any] = {"description": "The generation does not take this in its present state."}
SectionKey = Annotated[str, Path(description="The section's number in the outline, as “2.1”.")]


class EstimatedCall(BaseModel):
    """The `count` calls of a step, with the tokens of all of them together."""

    step: str
    model: str
    count: int
    input_tokens: int
    output_tokens: int


class Estimate(BaseModel):
    """What a brief is expected to cost, between `low` and `high`, and what it warns of."""

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
    """`percent` is of 100 and never falls; `course_id` and `outline` are null until there is one, `problem` while
    nothing waits. `under_way_since` is when the first call that is not answered yet was made."""

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
    """A generation in a list: as `GenerationPublic`, without what its single steps say."""

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


class ListedGeneration(GenerationSummary):
    """`instructor` is the name of who asked for it; null once their account is deleted."""

    instructor: str | None


class Feedback(BaseModel):
    """Either words of up to 5,000 characters, or an outline to be taken as it is."""

    model_config = ConfigDict(extra="forbid")

    feedback: str | None = Field(None, min_length=1, max_length=5_000)
    outline: dict[str, Any] | None = None


class WrittenText(BaseModel):
    """A section that is written while others are not; its pictures come later."""

    key: str
    title: str
    content: ContentShown
    explanation_html: str


class RefusedDraft(BaseModel):
    """The last draft of a section that waits, as writer `call_id` of the ledger gave it, with what the review found."""

    key: str
    title: str
    call_id: UUID
    content: ContentShown
    explanation_html: str
    findings: list[Finding]
    quality_score: Decimal | None


class RefusedOutline(BaseModel):
    """The last outline that the review refused, as row `call_id` of the ledger gave it, with what was found."""

    call_id: UUID
    outline: dict[str, Any]
    findings: list[Finding]
    quality_score: Decimal | None


class Acceptance(BaseModel):
    """How a section that waits is to be: as its draft is, or as `content` says."""

    model_config = ConfigDict(extra="forbid")

    content: ContentSent | None = None


class Regeneration(BaseModel):
    """What is written is put in place of the section, or with `propose` becomes a version that can be taken."""

    model_config = ConfigDict(extra="forbid")

    instructions: str = Field("", max_length=5_000)
    overwrite_edits: StrictBool = False
    propose: StrictBool = False
