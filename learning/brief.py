"""What the instructor asks for."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
)

Difficulty = Literal["beginner", "intermediate", "advanced"]
Depth = Literal["overview", "standard", "deep"]
LearningStyle = Literal["visual", "auditory", "reading", "kinesthetic", "mixed"]

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


def _distinct(values: list[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


def _plain(value: Any) -> Any:
    """A text only in the form in which amounts are written: no signs, exponents or spaces, which Decimal would take."""
    if isinstance(value, bool) or (isinstance(value, str) and not re.fullmatch(PLAIN_AMOUNT, value)):
        raise ValueError("write the amount as a decimal string, as “1.25”")
    return value


PLAIN_AMOUNT = r"^(1000000(\.0{1,6})?|[0-9]{1,6}(\.[0-9]{1,6})?)$"
_TEXT = {"type": "string", "pattern": PLAIN_AMOUNT, "examples": ["1.25"]}
_NUMBER = {"type": "number", "minimum": 0, "maximum": 1_000_000, "multipleOf": 0.000001}
Amount = Annotated[
    Decimal,
    Field(ge=0, le=1_000_000, decimal_places=6),
    BeforeValidator(_plain),
    WithJsonSchema({"anyOf": [_TEXT, _NUMBER]}, mode="validation"),
    WithJsonSchema({"type": "string", "examples": ["1.25"]}, mode="serialization"),
]


class Money(BaseModel):
    """An amount in a currency, e.g. `{"amount": "1.25", "currency": "USD"}`; the amount travels as a decimal string."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: Amount
    currency: Literal["USD"] = "USD"


class Brief(BaseModel):
    """An instructor's request for a course. Only `title` is required; the default shape is 6 lessons × 2 sections."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Title
    description: Annotated[str, StringConstraints(strip_whitespace=True, max_length=5_000)] = ""
    objectives: Annotated[list[Line], Field(max_length=30), AfterValidator(_distinct)] = []
    difficulty: Difficulty = "beginner"
    depth: Depth = "standard"
    learning_style: LearningStyle = "mixed"
    lessons: StrictInt = Field(6, ge=1, le=20)
    sections_per_lesson: StrictInt = Field(2, ge=1, le=8)
    language: str = Field("en", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    source_ids: Annotated[list[UUID], Field(max_length=50), AfterValidator(_distinct)] = []
    visuals: StrictBool = True
    review: Literal["none", "outline"] = "none"
    budget: Money | None = None
    economy: StrictBool = False
    solve_checks: StrictBool = False
    expected_enrollment: StrictInt | None = Field(None, ge=0, le=10_000_000)
    category: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] = ""
    tags: Annotated[
        list[Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]],
        Field(max_length=30),
        AfterValidator(_distinct),
    ] = []

    @property
    def sections(self) -> int:
        """How many sections the course is to have: at most 160, from 20 lessons of 8."""
        return self.lessons * self.sections_per_lesson
