"""A course draft: a whole course as one message, written by hand, imported, or put together from generated parts."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StringConstraints

from learning.brief import Depth, Difficulty, LearningStyle, Line, Title
from learning.outline import Text
from learning.policy import ProgressionPolicy as ProgressionPolicy
from learning.section import SectionContent

Key = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5)]


class Draft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Gate(Draft):
    """What another section ("1.2") or lesson ("2") must have reached: percent 0–100, 0 meaning not asked."""

    requires: Key
    min_score: StrictFloat = Field(0, ge=0, le=100)
    min_completion: StrictFloat = Field(0, ge=0, le=100)


class SectionDraft(Draft):
    """`estimated_duration` is in minutes; `prerequisites` are keys of sections ("1.1") or lessons ("2"), 1-based."""

    title: Title
    objectives: Annotated[list[Text], Field(max_length=30)] = []
    assessment_criteria: Annotated[list[Text], Field(max_length=30)] = []
    content: SectionContent = SectionContent()
    is_required: StrictBool = True
    estimated_duration: StrictInt = Field(15, ge=0, le=600)
    prerequisites: Annotated[list[Key], Field(max_length=100)] = []
    gate: Gate | None = None


class LessonDraft(Draft):
    title: Title
    summary: Text = ""
    objectives: Annotated[list[Text], Field(max_length=30)] = []
    is_required: StrictBool = True
    sections: Annotated[list[SectionDraft], Field(min_length=1, max_length=50)]


class CourseDraft(Draft):
    title: Title
    description: Annotated[str, StringConstraints(strip_whitespace=True, max_length=5_000)] = ""
    objectives: Annotated[list[Line], Field(max_length=30)] = []
    difficulty: Difficulty = "beginner"
    depth: Depth = "standard"
    learning_style: LearningStyle = "mixed"
    language: str = Field("en", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    category: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] = ""
    tags: Annotated[
        list[Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]],
        Field(max_length=30),
    ] = []
    expected_enrollment: StrictInt | None = Field(None, ge=0, le=10_000_000)
    progression_policy: ProgressionPolicy = ProgressionPolicy()
    lessons: Annotated[list[LessonDraft], Field(min_length=1, max_length=50)]
