"""What a learner reads and does in one section."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StringConstraints

from learning.checks.check import Check as Check
from learning.checks.check import CheckKind as CheckKind
from learning.checks.check import Id, Short
from learning.checks.check import Option as Option

Prose = Annotated[str, StringConstraints(max_length=60_000)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Example(Part):
    title: Short
    body: Prose


class Exercise(Part):
    prompt: Prose
    hint: Prose = ""
    solution: Prose = ""


class Resource(Part):
    """Further reading: a `url`, or a `source` (its file name) with the `pages` or heading to read."""

    title: Short
    url: str | None = Field(None, max_length=2_000)
    source: str | None = None
    pages: str | None = None


class Citation(Part):
    """Where a statement comes from. `quote` is found word for word in the block's text (whitespace folded).

    The explanation refers to it as `[^<id>]` at the end of the paragraph that it carries.
    """

    id: Id
    source_id: str
    block_id: str = ""
    page: StrictInt | None = None
    heading: str = ""
    quote: Short


class Visual(Part):
    media_id: str
    alt: Short
    caption: Short = ""


class SectionContent(Part):
    """A section's content, the shape that the API serves. `explanation` is Markdown without raw HTML."""

    summary: Short = ""
    explanation: Prose = ""
    examples: list[Example] = []
    exercises: list[Exercise] = []
    checks: list[Check] = []
    applications: list[Prose] = []
    resources: list[Resource] = []
    citations: list[Citation] = []
    visuals: list[Visual] = []
    estimated_minutes: StrictInt = Field(15, ge=0, le=600)
    interactivity: Literal["low", "medium", "high"] = "medium"
