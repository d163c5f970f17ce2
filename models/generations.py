"""How a course is made: requests, their sources, sections under way, milestones, the ledger of answers, media."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Numeric, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models import columns
from models.columns import Moment
from models.generation_states import PHASES, STATUSES

GENERATION_KINDS = ("course", "section")
HOLDS = ("none", "paused", "cancelled")
SECTION_STATUSES = ("pending", "writing", "written", "waiting")
CALL_STATUSES = ("intended", "answered", "failed", "ambiguous")
BY_OWNER = "instructor"
"""The provider of what an owner wrote into the ledger themselves."""
MEDIA_KINDS = ("thumbnail", "diagram", "picture")

Usd: Any = Numeric(14, 6)


class Source(SQLModel, table=True):
    """A document that an instructor brought. `document` is what reading it gave (`learning.source.SourceDocument`).

    `words`, `language`, `outline`, `carried`, `not_carried` and `figures` are its `sources.overview.Overview`, to be
    read without it. `licence` is what its owner says of the right to use it, in their own words.
    """

    __tablename__ = "sources"
    __table_args__ = (
        UniqueConstraint("owner_id", "sha256"),
        columns.within("pages", 1),
        columns.within("characters", 1),
        columns.within("size_bytes", 1),
        columns.within("words", 0),
        Index("ix_sources_figures", "figures", postgresql_using="gin"),
    )

    id: UUID = columns.key()
    owner_id: UUID = columns.refers("users.id")
    sha256: str = Field(max_length=64)
    filename: str = columns.text()
    media_type: str = Field(max_length=120)
    pages: int | None = None
    characters: int
    size_bytes: int
    document: dict[str, Any] = columns.json_object()
    created_at: Moment = columns.moment(default_now=True)
    words: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    language: str = Field(default="", max_length=8, sa_column_kwargs={"server_default": ""})
    outline: list[Any] = columns.json_list()
    carried: dict[str, Any] = columns.json_object()
    not_carried: list[Any] = columns.json_list()
    figures: list[Any] = columns.json_list()
    licence: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})


class Generation(SQLModel, table=True):
    """One request to generate: a whole course, or (`kind` = section) one section of a finished one anew, which only
    becomes a version that can be taken where it is to `propose`.

    `hold` is what its owner or an operator last asked for; it is read before every provider call. A generation on
    hold "paused" is shown as paused, while `status` goes on to say what it was doing. `percent` is
    100 × `units_done` ÷ `units_total`, rounded down, and never falls. `last_event` numbers `generation_events`.
    """

    __tablename__ = "generations"
    __table_args__ = (
        UniqueConstraint("instructor_id", "idempotency_key"),
        Index("ix_generations_instructor_id_id", "instructor_id", text("id DESC")),
        Index("ix_generations_status", "status"),
        Index("ix_generations_course_id", "course_id"),
        columns.one_of("kind", GENERATION_KINDS),
        columns.one_of("status", STATUSES),
        columns.one_of("phase", PHASES),
        columns.one_of("hold", HOLDS),
        columns.within("percent", 0, 100),
        columns.within("units_done", 0),
        columns.within("units_total", 0),
        columns.within("last_event", 0),
        columns.within("budget", 0),
    )

    id: UUID = columns.key()
    instructor_id: UUID = columns.refers("users.id")
    kind: str = Field(default="course", max_length=16)
    idempotency_key: str | None = Field(default=None, max_length=255)
    request_hash: str = Field(max_length=64)
    brief: dict[str, Any] = columns.json_object()
    warnings: list[Any] = columns.json_list()
    section_id: UUID | None = columns.refers("sections.id", nullable=True)
    instructions: str = columns.text()
    overwrite_edits: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    propose: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    status: str = Field(default="queued", max_length=16)
    phase: str = Field(default="structure", max_length=16)
    hold: str = Field(default="none", max_length=16, sa_column_kwargs={"server_default": "none"})
    percent: int = 0
    units_done: int = 0
    units_total: int = 0
    outline: dict[str, Any] | None = columns.json_or_null()
    refused_outline: dict[str, Any] | None = columns.json_or_null()
    refused_call_id: UUID | None = None
    budget: Decimal | None = Field(default=None, sa_type=Usd, nullable=True)
    course_id: UUID | None = columns.refers("courses.id", nullable=True)
    problem: dict[str, Any] | None = columns.json_or_null()
    last_event: int = 0
    created_at: Moment = columns.moment(default_now=True)
    updated_at: Moment = columns.touched()


class GenerationSection(SQLModel, table=True):
    """A section on its way. `content` is what was accepted, or, until the section is `written`, the last draft that the
    review refused and its owner may accept all the same; `call_id` is the ledger's row that it came from."""

    __tablename__ = "generation_sections"
    __table_args__ = (
        columns.one_of("status", SECTION_STATUSES),
        columns.within("position", 0),
        columns.within("attempts", 0),
    )

    generation_id: UUID = columns.refers("generations.id", primary_key=True)
    key: str = Field(primary_key=True, max_length=8)
    position: int
    title: str = Field(max_length=200)
    status: str = Field(default="pending", max_length=16)
    attempts: int = 0
    problem: dict[str, Any] | None = columns.json_or_null()
    content: dict[str, Any] | None = columns.json_or_null()
    call_id: UUID | None = columns.refers("ai_content_generations.id", nullable=True)


class GenerationEvent(SQLModel, table=True):
    """A milestone, written in the transaction of the result that it tells of; `seq` counts from 1 without a gap."""

    __tablename__ = "generation_events"
    __table_args__ = (columns.within("seq", 1),)

    generation_id: UUID = columns.refers("generations.id", primary_key=True)
    seq: int = Field(primary_key=True)
    kind: str = Field(max_length=40)
    data: dict[str, Any] = columns.json_object()
    created_at: Moment = columns.moment(default_now=True)


class StepRetry(SQLModel, table=True):
    """A step of a generation that failed and is tried again, or (`is_final`) waits until a person says so.

    `step` is what `models.steps.step_of` calls it. `attempts` counts its tries, `faults` those of them that ended by a
    fault of the system. `next_try_at` is empty while a try is under way. The row goes when the step has succeeded.
    """

    __tablename__ = "step_retries"
    __table_args__ = (columns.within("attempts", 1), columns.within("faults", 0))

    generation_id: UUID = columns.refers("generations.id", primary_key=True)
    step: str = Field(primary_key=True, max_length=60)
    problem: dict[str, Any] = columns.json_object()
    attempts: int
    faults: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    next_try_at: Moment | None = columns.moment()
    is_final: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    failed_at: Moment = columns.moment(default_now=True)


class AiContentGeneration(SQLModel, table=True):
    """The ledger: one row a provider call that was decided on, whether or not its answer ever came.

    The row is committed as `intended` before the call, with the answer right after it. `attempts` counts the calls
    begun, the last of them at `begun_at`, `repeated_calls` those of unknown fate that had to be made again. `cost` and
    `reserved` are USD.
    """

    __tablename__ = "ai_content_generations"
    __table_args__ = (
        UniqueConstraint("generation_id", "step", "prompt_hash"),
        Index("ix_ai_content_generations_section_id", "section_id"),
        columns.one_of("status", CALL_STATUSES),
        columns.within("attempts", 0),
        columns.within("repeated_calls", 0),
        columns.within("input_tokens", 0),
        columns.within("output_tokens", 0),
        columns.within("cost", 0),
        columns.within("reserved", 0),
        columns.within("quality_score", 0, 1),
    )

    id: UUID = columns.key()
    generation_id: UUID = columns.refers("generations.id")
    step: str = Field(max_length=60)
    prompt_hash: str = Field(max_length=64)
    provider: str = Field(max_length=40)
    model: str = Field(max_length=120)
    prompt_version: str = Field(max_length=40)
    status: str = Field(default="intended", max_length=16)
    attempts: int = 0
    repeated_calls: int = 0
    raw: str | None = columns.text(None)
    media_key: str | None = columns.text(None)
    request_id: str = columns.text()
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Decimal = Field(default=Decimal(0), sa_type=Usd)
    reserved: Decimal = Field(default=Decimal(0), sa_type=Usd)
    problem: dict[str, Any] | None = columns.json_or_null()
    quality_score: Decimal | None = Field(default=None, sa_type=Numeric(3, 2), nullable=True)
    findings: list[Any] = columns.json_list()
    parent_id: UUID | None = columns.refers("ai_content_generations.id", nullable=True)
    section_id: UUID | None = columns.refers("sections.id", nullable=True)
    approved: bool | None = None
    reviewed_by: UUID | None = columns.refers("users.id", nullable=True)
    reviewed_at: Moment | None = columns.moment()
    review_notes: str = columns.text()
    created_at: Moment = columns.moment(default_now=True)
    begun_at: Moment | None = columns.moment()
    answered_at: Moment | None = columns.moment()


class TextBatch(SQLModel, table=True):
    """Calls of a generation that go to the provider together. The row is committed before the batch is sent;
    `batch_id` is the provider's, and empty as long as it is not known whether the provider has taken it.
    """

    __tablename__ = "text_batches"
    __table_args__ = (
        UniqueConstraint("generation_id", "turn"),
        Index("ix_text_batches_created_at", "created_at"),
        columns.within("turn", 1),
    )

    id: UUID = columns.key()
    generation_id: UUID = columns.refers("generations.id")
    turn: int
    batch_id: str = columns.text()
    created_at: Moment = columns.moment(default_now=True)


class MediaAsset(SQLModel, table=True):
    """A picture. It belongs to a course (and a section) from the transaction on that saves the course.

    One that came in with a course, or that its owner brought, has no generation. One that was taken away (`removed_at`)
    is only part of releases.
    """

    __tablename__ = "media_assets"
    __table_args__ = (
        UniqueConstraint("generation_id", "step"),
        Index("ix_media_assets_course_id", "course_id"),
        Index("ix_media_assets_section_id", "section_id"),
        columns.one_of("kind", MEDIA_KINDS),
        columns.within("width", 1),
        columns.within("height", 1),
        columns.within("size_bytes", 1),
    )

    id: UUID = columns.key()
    generation_id: UUID | None = columns.refers("generations.id", nullable=True)
    step: str = Field(max_length=60)
    course_id: UUID | None = columns.refers("courses.id", nullable=True)
    section_id: UUID | None = columns.refers("sections.id", nullable=True)
    kind: str = Field(max_length=16)
    storage_key: str = columns.text()
    media_type: str = Field(max_length=60)
    width: int
    height: int
    size_bytes: int
    alt: str = columns.text()
    caption: str = columns.text()
    renditions: list[Any] = columns.json_list()
    call_id: UUID | None = columns.refers("ai_content_generations.id", nullable=True)
    created_at: Moment = columns.moment(default_now=True)
    removed_at: Moment | None = columns.moment()
