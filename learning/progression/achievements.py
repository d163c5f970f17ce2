"""What a learner has done, and the achievements that it meets: criteria as data, each earned once and never revoked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Literal, NamedTuple, Self
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, model_validator

from learning.progression.events import Event, Moment
from learning.progression.progress import Progress
from learning.progression.release import Message, Release

AccomplishmentKind = Literal[
    "section_completed", "section_mastered", "lesson_completed", "course_completed", "perfect_score", "time_spent"
]


class Accomplishment(NamedTuple):
    """Something reached by the event at `moment`. `subject` is the section, lesson or course; `amount` is seconds of
    time_spent, else 1."""

    kind: AccomplishmentKind
    moment: Moment
    subject: UUID
    amount: int = 1


def accomplishments(release: Release, progress: Progress, events: Iterable[Event]) -> list[Accomplishment]:
    """The accomplishments of one course, from its state and the recorded events that this was derived from."""
    return [*_completions(release, progress), *_sittings(progress, events)]


def _completions(release: Release, progress: Progress) -> Iterator[Accomplishment]:
    """A section is mastered when it was completed under a criterion of mastery."""
    checked = {section.id for section in release.sections() if section.checks}
    for section_id, record in progress.sections.items():
        if record.first:
            yield Accomplishment(kind="section_completed", moment=record.first, subject=section_id)
            if section_id in checked and record.criterion and record.criterion.mastery:
                yield Accomplishment(kind="section_mastered", moment=record.first, subject=section_id)
    for lesson_id, lesson in progress.lessons.items():
        if lesson.completed:
            yield Accomplishment(kind="lesson_completed", moment=lesson.completed, subject=lesson_id)
    if progress.course.completed:
        yield Accomplishment(kind="course_completed", moment=progress.course.completed, subject=release.course_id)


def _sittings(progress: Progress, events: Iterable[Event]) -> Iterator[Accomplishment]:
    distinct = {event.event_id: event for event in reversed(list(events))}
    for event in distinct.values():
        outcome = progress.outcomes.get(event.event_id)
        if outcome is None or not outcome.counted:
            continue
        seconds = min(event.time_spent_seconds, progress.policy.idle_cap_seconds)
        yield Accomplishment(kind="time_spent", moment=event.moment, subject=event.section_id, amount=seconds)
        if event.score == 100:
            yield Accomplishment(kind="perfect_score", moment=event.moment, subject=event.section_id)


Count = Annotated[int, Field(ge=1)]


class Counting(NamedTuple):
    """How a criterion is met: by `n` accomplishments of a kind (1 without `n`), or by one on `n` days in a row."""

    kind: AccomplishmentKind
    takes_number: bool = False
    on_days_in_a_row: bool = False


CRITERIA: Mapping[str, Counting] = {
    "first_section": Counting("section_completed"),
    "lesson_complete": Counting("lesson_completed"),
    "course_complete": Counting("course_completed"),
    "perfect_score": Counting("perfect_score"),
    "streak_days": Counting("section_completed", takes_number=True, on_days_in_a_row=True),
    "time_spent": Counting("time_spent", takes_number=True),
    "courses_completed": Counting("course_completed", takes_number=True),
    "mastery": Counting("section_mastered", takes_number=True),
}
"""The one list of criteria. The database allows what is in it, by a migration that calls `add_achievements`."""


class AchievementCriteria(Message):
    """One of `CRITERIA`; `n` is how many days, seconds of study, courses or sections, where the criterion takes it."""

    type: str
    n: Count | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        counting = CRITERIA.get(self.type)
        if counting is None:
            raise ValueError(f"“{self.type}” is no criterion; take one of {', '.join(CRITERIA)}")
        if counting.takes_number != (self.n is not None):
            raise ValueError(f"the criterion {self.type} takes {'a' if counting.takes_number else 'no'} number n")
        return self


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


def current_streak(done: Iterable[datetime], now: datetime, time_zone: str = "UTC") -> int:
    """How many days in a row, until today or yesterday, have one of these moments. Raises UnknownTimeZone.

    Days are those of the learner's time zone; whoever did nothing today yet keeps the streak until midnight.
    """
    zone = _zone(time_zone)
    days = {moment.astimezone(zone).date() for moment in done}
    today = now.astimezone(zone).date()
    last = today if today in days else today - timedelta(days=1)
    length = 0
    while last - timedelta(days=length) in days:
        length += 1
    return length


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as cause:
        raise UnknownTimeZone(f"There is no time zone “{name}”.") from cause


def _met(criteria: AchievementCriteria, done: Sequence[Accomplishment], zone: ZoneInfo) -> Moment | None:
    counting, needed = CRITERIA[criteria.type], criteria.n or 1
    of_kind = [accomplishment for accomplishment in done if accomplishment.kind == counting.kind]
    return _streak(of_kind, needed, zone) if counting.on_days_in_a_row else _reached(of_kind, needed)


def _reached(done: Sequence[Accomplishment], needed: int) -> Moment | None:
    """When the amounts of all subjects, each counted once, sum up to `needed`; study time counts every time."""
    amount, seen = 0, set[UUID]()
    for accomplishment in done:
        if accomplishment.kind != "time_spent" and accomplishment.subject in seen:
            continue
        seen.add(accomplishment.subject)
        amount += accomplishment.amount
        if amount >= needed:
            return accomplishment.moment
    return None


def _streak(done: Sequence[Accomplishment], needed: int, zone: ZoneInfo) -> Moment | None:
    """The first event of the day that makes `needed` days in a row."""
    days: dict[date, Moment] = {}
    for accomplishment in done:
        days.setdefault(accomplishment.moment.occurred_at.astimezone(zone).date(), accomplishment.moment)
    length = 0
    for day in sorted(days):
        length = length + 1 if day - timedelta(days=1) in days else 1
        if length == needed:
            return days[day]
    return None
