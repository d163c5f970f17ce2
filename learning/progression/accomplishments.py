"""What a learner has done, as a list that achievements are counted from; those of several courses are just joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple
from uuid import UUID

from learning.progression.events import Event, Moment
from learning.progression.progress import Progress
from learning.progression.release import Release

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
