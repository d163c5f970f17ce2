"""Effects of a change of a learner's record: review cards, figures of checks, accomplishments, events of the
stream, milestones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from learning.progression.achievements import Accomplishment, accomplishments
from learning.progression.answering import EarnedNow, course_state, section_state
from learning.progression.events import Event
from learning.progression.progress import Progress
from learning.progression.release import Release, ReleasedSection
from learning.reviews import due_at, first_memory

MILESTONES = (25, 50, 75, 100)
"""The shares of a course, in per cent, that are worth a message, each once."""


@dataclass(frozen=True)
class Studied:
    """A learner's state in a course, with the recorded events that it was derived from, by id."""

    release: Release
    progress: Progress
    events: Mapping[UUID, Event]


class NewCard(NamedTuple):
    """A check to review: `memory` as of the completion of its section, by `learning.reviews`."""

    section_id: UUID
    check_id: str
    memory: dict[str, Any]
    due_at: datetime


class CheckFigure(NamedTuple):
    """What a learner's first scored attempt at a section adds to the figures of one of its checks. Scores are 0–1."""

    section_id: UUID
    check_id: str
    answered_right: int
    score_sum: float
    score_square_sum: float
    right_score_sum: float


class FigureChanges(NamedTuple):
    """Figures of checks to count, and figures counted earlier to take out again."""

    to_count: list[CheckFigure]
    to_take_out: list[CheckFigure]


def stream_events(
    course_id: UUID, version: int, before: Progress, after: Progress, won: Sequence[EarnedNow]
) -> list[tuple[str, dict[str, Any]]]:
    """Events of the live stream, as kind and data: where the learner stands at this version, and what is earned."""
    changed = [section for id_, section in after.sections.items() if before.sections.get(id_) != section]
    data = {
        "course": course_state(course_id, after.course).model_dump(mode="json"),
        "sections": [section_state(section).model_dump(mode="json") for section in changed],
        "version": version,
    }
    return [("progress", data), *(("achievement", one.model_dump(mode="json")) for one in won)]


def milestones(percent: float | None, notified: Collection[int] = ()) -> tuple[int, ...]:
    """Those that the shown course percentage has reached, without those that were notified before."""
    return tuple(step for step in MILESTONES if percent is not None and percent >= step and step not in notified)


def accomplishments_of(courses: Iterable[Studied]) -> list[Accomplishment]:
    """What a learner has done in all of these courses together."""
    return [
        accomplishment
        for course in courses
        for accomplishment in accomplishments(course.release, course.progress, course.events.values())
    ]


def new_cards(before: Progress, after: Studied) -> list[NewCard]:
    """A card for each check of each section that is complete now and was not before, or at another moment."""
    return [card for section in after.release.sections() for card in _of_section(section, before, after)]


def cards_to_withdraw(before: Progress, after: Progress) -> list[UUID]:
    """Sections whose cards are to be withdrawn: they were complete, and a late event has shown that they are not."""
    now = after.sections
    return [id_ for id_, was in before.sections.items() if was.first and id_ in now and now[id_].first is None]


def check_figures(before: Studied, after: Studied) -> FigureChanges:
    """Changes of figures of checks: a learner's first scored attempt counts, and one that comes late replaces it."""
    was, now = _first_scored(before), _first_scored(after)
    changed = [section_id for section_id in now.keys() | was.keys() if now.get(section_id) != was.get(section_id)]
    return FigureChanges([*_figures(now, changed)], [*_figures(was, changed)])


def _of_section(section: ReleasedSection, before: Progress, after: Studied) -> Iterator[NewCard]:
    was, now = before.sections.get(section.id), after.progress.sections[section.id]
    if not section.checks or not now.first or (was is not None and was.first == now.first):
        return
    right = {item.check_id: item.right for item in after.events[now.first.event_id].items}
    for check in section.checks:
        memory = first_memory(now.first.occurred_at, right.get(check.id, False))
        yield NewCard(section.id, check.id, memory, due_at(memory))


def _figures(first: Mapping[UUID, Event], section_ids: Iterable[UUID]) -> Iterator[CheckFigure]:
    for section_id in section_ids:
        event = first.get(section_id)
        if event is None or event.score is None:
            continue
        share = event.score / 100
        for item in event.items:
            right_share = share if item.right else 0.0
            yield CheckFigure(section_id, item.check_id, int(item.right), share, share * share, right_share)


def _first_scored(studied: Studied) -> dict[UUID, Event]:
    """By section, the first event in order of time that counted and whose answers were scored."""
    outcomes, first = studied.progress.outcomes, dict[UUID, Event]()
    for event in studied.events.values():
        outcome = outcomes.get(event.event_id)
        if event.items and event.score is not None and outcome is not None and outcome.counted:
            held = first.get(event.section_id)
            if held is None or event.moment < held.moment:
                first[event.section_id] = event
    return first
