"""What a catalogue is narrowed down by: the facts of releases, or of one's own courses as they stand."""

from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from fastapi import Depends, Query
from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col

from models.courses import Course, CourseRelease

LONGEST = 60_000
"""Minutes: the largest course there can be takes no longer."""
Minutes = Annotated[int | None, Query(ge=0, le=LONGEST)]

OF_RELEASE = """
    (CAST(:language AS text) IS NULL OR r.course->>'language' = :language
        OR starts_with(r.course->>'language', :language || '-'))
    AND (CAST(:difficulty AS text) IS NULL OR r.course->>'difficulty' = :difficulty)
    AND (CAST(:category AS text) IS NULL OR lower(r.course->>'category') = lower(:category))
    AND r.minutes BETWEEN coalesce(:min_duration, 0) AND coalesce(:max_duration, 2147483647)
"""
"""The same for a query of releases `r`."""


@dataclass(frozen=True)
class Filters:
    """None narrows nothing down. A language is met by its regions too ("en" by "en-GB"); durations are in minutes."""

    language: str | None = None
    difficulty: str | None = None
    category: str | None = None
    min_duration: int | None = None
    max_duration: int | None = None

    def parameters(self) -> dict[str, Any]:
        """Those of `OF_RELEASE`."""
        return asdict(self)

    def of_releases(self) -> list[ColumnElement[bool]]:
        """What has to be so of the current release."""
        facts = {name: col(CourseRelease.course)[name].astext for name in ("language", "difficulty", "category")}
        return [*self._of(facts), *self._of_duration()]

    def of_own(self) -> list[ColumnElement[bool]]:
        """What has to be so of a course as it stands; how long it takes is told by its release."""
        columns = {name: getattr(Course, name) for name in ("language", "difficulty", "category")}
        return [*self._of(columns), *self._of_duration()]

    def _of(self, facts: dict[str, Any]) -> list[ColumnElement[bool]]:
        wanted: list[ColumnElement[bool]] = []
        if self.language is not None:
            regions = facts["language"].startswith(f"{self.language}-", autoescape=True)
            wanted.append(or_(facts["language"] == self.language, regions))
        if self.difficulty is not None:
            wanted.append(facts["difficulty"] == self.difficulty)
        if self.category is not None:
            wanted.append(func.lower(facts["category"]) == func.lower(self.category))
        return wanted

    def _of_duration(self) -> list[ColumnElement[bool]]:
        minutes = col(CourseRelease.minutes)
        least = [] if self.min_duration is None else [minutes >= self.min_duration]
        return least if self.max_duration is None else [*least, minutes <= self.max_duration]


async def _filters(
    language: Annotated[str | None, Query(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = None,
    difficulty: Annotated[Literal["beginner", "intermediate", "advanced"] | None, Query()] = None,
    category: Annotated[str | None, Query(max_length=100)] = None,
    min_duration: Minutes = None,
    max_duration: Minutes = None,
) -> Filters:
    return Filters(language, difficulty, category, min_duration, max_duration)


WantedFilters = Annotated[Filters, Depends(_filters)]
