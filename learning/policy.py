"""How strictly a course leads its learners: the "Policy" of the progression rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, model_validator


class ScoreMastery(BaseModel):
    """Mastery is a score of at least `threshold` out of 100."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["score"]
    threshold: StrictFloat = Field(70, ge=0, le=100)


class MOfNMastery(BaseModel):
    """Mastery is at least `m` right among the last `n` answered items of the section (as in Kolibri)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["m_of_n"]
    m: StrictInt = Field(ge=1, le=100)
    n: StrictInt = Field(ge=1, le=100)

    @model_validator(mode="after")
    def _m_within_n(self) -> Self:
        if self.m > self.n:
            raise ValueError("m must not be greater than n")
        return self


GENERATED_THRESHOLD = 80.0
"""Percent, where the assessment criteria of a generated course name none."""
_PERCENT = re.compile(r"\b(\d{2,3})\s?%")
Mastery = Annotated[ScoreMastery | MOfNMastery, Field(discriminator="type")]


class ProgressionPolicy(BaseModel):
    """`min_time_fraction` is a share of a section's estimated duration; `idle_cap_seconds` caps one event's time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sequential: StrictBool = True
    min_time_fraction: StrictFloat = Field(0.25, ge=0, le=1)
    min_interactions: StrictInt = Field(0, ge=0, le=1_000)
    idle_cap_seconds: StrictInt = Field(1_800, ge=1, le=86_400)
    mastery: Mastery | None = None


def generated_policy(criteria: Iterable[str]) -> ProgressionPolicy:
    """Of a course that was generated: mastered by the percentage that most of its assessment criteria name."""
    named = Counter(int(found) for text in criteria for found in _PERCENT.findall(text) if 0 < int(found) <= 100)
    threshold = float(named.most_common(1)[0][0]) if named else GENERATED_THRESHOLD
    return ProgressionPolicy(mastery=ScoreMastery(type="score", threshold=threshold))
