"""Achievements: criteria as data, earned once by the event that met them, and never revoked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from learning.progression.accomplishments import Accomplishment, AccomplishmentKind
from learning.progression.events import Moment
from learning.progression.release import Message

Count = Annotated[int, Field(ge=1)]


class Once(Message):
    """Reached for the first time."""

    type: Literal["first_section", "lesson_complete", "course_complete", "perfect_score"]


class OfMany(Message):
    """`n` days in a row with a completed section, seconds of study, completed courses, or mastered sections."""

    type: Literal["streak_days", "time_spent", "courses_completed", "mastery"]
    n: Count


AchievementCriteria = Annotated[Once | OfMany, Field(discriminator="type")]


class Achievement(Message):
    """`key` is stable; `title` is what people read."""

    key: str
    title: str = ""
    criteria: AchievementCriteria


class EarnedAchievement(Message):
    """`moment` is the event that met the criteria: its time is `earned_at`."""

    key: str
    moment: Moment


class UnknownTimeZone(ValueError):
    """No time zone of the IANA database has that name."""


_COUNTED: dict[str, AccomplishmentKind] = {
    "first_section": "section_completed",
    "lesson_complete": "lesson_completed",
    "course_complete": "course_completed",
    "perfect_score": "perfect_score",
    "time_spent": "time_spent",
    "courses_completed": "course_completed",
    "mastery": "section_mastered",
}


def earned(
    achievements: Iterable[Achievement],
    accomplishments: Iterable[Accomplishment],
    time_zone: str = "UTC",
    already: Sequence[EarnedAchievement] = (),
) -> list[EarnedAchievement]:
    """What is earned: `already`, unchanged, and what the accomplishments of all courses meet. Raises UnknownTimeZone.

    Days are those of the learner's time zone, an IANA name.
    """
    known = {achievement.key for achievement in already}
    ordered = sorted(accomplishments, key=lambda accomplishment: accomplishment.moment)
    new = [achievement for achievement in achievements if achievement.key not in known]
    moments = [(achievement.key, _met(achievement.criteria, ordered, _zone(time_zone))) for achievement in new]
    return [*already, *(EarnedAchievement(key=key, moment=moment) for key, moment in moments if moment)]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as cause:
        raise UnknownTimeZone(f"There is no time zone “{name}”.") from cause


def _met(criteria: Once | OfMany, accomplishments: Sequence[Accomplishment], zone: ZoneInfo) -> Moment | None:
    if criteria.type == "streak_days":
        return _streak(accomplishments, criteria.n, zone)
    return _reached(accomplishments, _COUNTED[criteria.type], criteria.n if isinstance(criteria, OfMany) else 1)


def _reached(accomplishments: Sequence[Accomplishment], kind: AccomplishmentKind, needed: int) -> Moment | None:
    amount, seen = 0, set[UUID]()
    for accomplishment in accomplishments:
        if accomplishment.kind != kind or (kind != "time_spent" and accomplishment.subject in seen):
            continue
        seen.add(accomplishment.subject)
        amount += accomplishment.amount
        if amount >= needed:
            return accomplishment.moment
    return None


def _streak(accomplishments: Sequence[Accomplishment], needed: int, zone: ZoneInfo) -> Moment | None:
    """The first event of the day that makes `needed` days in a row."""
    days: dict[date, Moment] = {}
    for accomplishment in accomplishments:
        if accomplishment.kind == "section_completed":
            days.setdefault(accomplishment.moment.occurred_at.astimezone(zone).date(), accomplishment.moment)
    length = 0
    for day in sorted(days):
        length = length + 1 if day - timedelta(days=1) in days else 1
        if length == needed:
            return days[day]
    return None
