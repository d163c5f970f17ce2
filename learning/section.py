"""What a learner reads and does in one section."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StringConstraints

CheckKind = Literal["multiple_choice", "true_false", "cloze", "short_answer"]
Prose = Annotated[str, StringConstraints(max_length=60_000)]
Short = Annotated[str, StringConstraints(max_length=4_000)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Example(Part):
    title: Short
    body: Prose


class Exercise(Part):
    prompt: Prose
    hint: Prose = ""
    solution: Prose = ""


class Option(Part):
    id: Id
    text: Short


class Check(Part):
    """A knowledge check.

    `answer` is an option's id (multiple_choice), "true"/"false" (true_false), the missing words (cloze, the stem has
    one "____"), or the expected text (short_answer). `objective` is the text of the objective that it tests.
    """

    id: Id
    kind: CheckKind
    stem: Short
    options: list[Option] = []
    answer: Short
    feedback: Short = ""
    objective: Short = ""


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
