"""What publishing freezes of a course: the parts, and what each asks of a learner. Ids are stable across releases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from learning.section import Check

Percent = Annotated[float, Field(ge=0, le=100)]


class Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Gate(Message):
    """What another section or lesson (`requires`, its id) must have reached, in percent; 0 means not asked."""

    requires: UUID
    min_score: Percent = 0
    min_completion: Percent = 0


class ReleasedSection(Message):
    """`estimated_duration` is in minutes; `prerequisites` are ids of sections or lessons.

    `requires_retake` says that work before `retake_since` (where that is missing: before the release was published)
    completes this section no more, though it stays in the record.
    """

    id: UUID
    title: str
    is_required: bool = True
    estimated_duration: int = Field(15, ge=0, le=600)
    checks: tuple[Check, ...] = ()
    prerequisites: tuple[UUID, ...] = ()
    gate: Gate | None = None
    requires_retake: bool = False
    retake_since: AwareDatetime | None = None
    objectives: tuple[str, ...] = ()


class ReleasedLesson(Message):
    """The required sections of a lesson that is not required itself count for the lesson, not for the course."""

    id: UUID
    title: str
    is_required: bool = True
    sections: tuple[ReleasedSection, ...] = ()


class Release(Message):
    """One published state of a course, in the order in which it is read."""

    id: UUID
    course_id: UUID
    title: str = ""
    published_at: AwareDatetime
    lessons: tuple[ReleasedLesson, ...] = ()

    def sections(self) -> Iterator[ReleasedSection]:
        """The sections of all lessons, in the order in which they are read."""
        return (section for lesson in self.lessons for section in lesson.sections)
