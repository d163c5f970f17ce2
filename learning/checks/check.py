"""A knowledge check as it is written, stored and served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from learning.checks.registry import KINDS

if TYPE_CHECKING:
    CheckKind = str
else:
    CheckKind = Literal[tuple(KINDS)]

Short = Annotated[str, StringConstraints(max_length=4_000)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
MOST_ACCEPTED = 20


class Option(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    text: Short


class Check(BaseModel):
    """A knowledge check. What `answer` and `options` mean is said by the file of its kind.

    `accepted` are other texts that count as right where the learner types the answer (plural, abbreviation, …).
    `objective` is the text of the objective that it tests, empty for none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    kind: CheckKind
    stem: Short
    options: list[Option] = []
    answer: Short
    accepted: Annotated[list[Short], Field(max_length=MOST_ACCEPTED)] = []
    feedback: Short = ""
    objective: Short = ""
