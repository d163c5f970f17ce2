"""What publishing freezes of a course, and the plan that events are judged by: who needs whom, how much is enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from learning.policy import ProgressionPolicy
from learning.progression.numbers import exact
from learning.section import Check

Percent = Annotated[float, Field(ge=0, le=100)]


class Message(BaseModel):
    """What the rules of progress take and give: never changed, and without a field that nobody knows."""

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


KEPT_PLANS = 256


class LessonPlan(NamedTuple):
    """`required` and `checked` are the ids of its required sections and of those with checks."""

    lesson: ReleasedLesson
    required: tuple[UUID, ...]
    checked: tuple[UUID, ...]


class SectionPlan(NamedTuple):
    """`needs` are ids of sections and lessons in the order of the course; `least_seconds` is enough engagement.

    `required` says whether the course needs it: a required section of a required lesson. `retake_since` is the moment
    since which work completes it, null where all does.
    """

    section: ReleasedSection
    lesson_id: UUID
    required: bool
    needs: tuple[UUID, ...]
    gate: Gate | None
    least_seconds: int
    retake_since: datetime | None


class Plan(NamedTuple):
    """Parts by id, in the order of the course."""

    release: Release
    policy: ProgressionPolicy
    sections: dict[UUID, SectionPlan]
    lessons: dict[UUID, LessonPlan]


@dataclass(frozen=True, eq=False, slots=True)
class _Rules:
    """The same only as these very objects, which is quicker to see than that they are equal."""

    release: Release
    policy: ProgressionPolicy

    def __hash__(self) -> int:
        return hash((id(self.release), id(self.policy)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rules) and self.release is other.release and self.policy is other.policy


def plan(release: Release, policy: ProgressionPolicy) -> Plan:
    """Made once for a release that is in use."""
    return _plan(_Rules(release, policy))


@lru_cache(maxsize=KEPT_PLANS)
def _plan(rules: _Rules) -> Plan:
    release, policy = rules.release, rules.policy
    lessons = {lesson.id: _lesson(lesson) for lesson in release.lessons}
    sections: dict[UUID, SectionPlan] = {}
    before = _before(release) if policy.sequential else {}
    places = {part: place for place, part in enumerate(_parts(release))}
    share = exact(policy.min_time_fraction) * 60
    for lesson in release.lessons:
        for section in lesson.sections:
            gate = section.gate
            sections[section.id] = SectionPlan(
                section=section,
                lesson_id=lesson.id,
                required=section.is_required and lesson.is_required,
                needs=_needs(section, before.get(section.id), places),
                gate=gate if gate and gate.requires in places and (gate.min_score or gate.min_completion) else None,
                least_seconds=-(-share.numerator * section.estimated_duration // share.denominator),
                retake_since=(section.retake_since or release.published_at) if section.requires_retake else None,
            )
    return Plan(release, policy, sections, lessons)


def _lesson(lesson: ReleasedLesson) -> LessonPlan:
    required = tuple([section.id for section in lesson.sections if section.is_required])
    return LessonPlan(lesson, required, tuple([section.id for section in lesson.sections if section.checks]))


def _parts(release: Release) -> Iterator[UUID]:
    for lesson in release.lessons:
        yield lesson.id
        for section in lesson.sections:
            yield section.id


def _needs(section: ReleasedSection, before: UUID | None, places: dict[UUID, int]) -> tuple[UUID, ...]:
    """What the release does not have cannot be asked for."""
    asked = section.prerequisites if before is None else (*section.prerequisites, before)
    if len(asked) < 2:
        return tuple([part for part in asked if part in places])
    return tuple(sorted({part for part in asked if part in places}, key=places.__getitem__))


def _before(release: Release) -> dict[UUID, UUID]:
    """The nearest required section before each required one. A lesson that is not required holds up none but itself."""
    before: dict[UUID, UUID] = {}
    of_course: UUID | None = None
    for lesson in release.lessons:
        nearest = of_course
        for section in lesson.sections:
            if section.is_required:
                if nearest is not None:
                    before[section.id] = nearest
                nearest = section.id
        of_course = nearest if lesson.is_required else of_course
    return before
