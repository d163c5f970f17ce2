"""Effects of a change of a record: review cards, figures of checks, accomplishments, events of the live stream."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from enrollments import reviews
from enrollments.record import LearnerRecord
from learning.progression.accomplishments import Accomplishment, accomplishments
from learning.progression.answering import EarnedNow, course_state, section_state
from learning.progression.events import Event
from learning.progression.progress import Progress


def news(before: Progress, after: LearnerRecord, won: Sequence[EarnedNow]) -> list[tuple[str, dict[str, Any]]]:
    """For the live stream: where the learner stands now, and what is earned."""
    progress = after.progress
    changed = [section for id_, section in progress.sections.items() if before.sections.get(id_) != section]
    course = course_state(after.course_id, progress.course).model_dump(mode="json")
    sections = [section_state(section).model_dump(mode="json") for section in changed]
    told: list[tuple[str, dict[str, Any]]] = [
        ("progress", {"course": course, "sections": sections, "version": after.version})
    ]
    return told + [("achievement", one.model_dump(mode="json")) for one in won]


def gathered(records: Iterable[LearnerRecord]) -> list[Accomplishment]:
    """What a learner has done in all of these courses together."""
    return [
        accomplishment
        for record in records
        for accomplishment in accomplishments(record.rulebook.release, record.progress, record.events.values())
    ]


def cards(before: Progress, after: LearnerRecord) -> list[dict[str, Any]]:
    """A card for each check of each section that is complete now and was not before, or at another moment."""
    made = []
    for section in after.rulebook.release.sections():
        was, now = before.sections.get(section.id), after.progress.sections[section.id]
        if section.checks and now.first and (was is None or was.first != now.first):
            answered = {item.check_id: item.right for item in after.events[now.first.event_id].items}
            right = {check.id: answered.get(check.id, False) for check in section.checks}
            made += reviews.new_cards(section.id, now.first.occurred_at, right)
    return made


def undone(before: Progress, after: LearnerRecord) -> list[UUID]:
    """Sections whose cards are to be withdrawn: they were complete, and a late event has shown that they are not."""
    now = after.progress.sections
    return [id_ for id_, was in before.sections.items() if was.first and id_ in now and now[id_].first is None]


def figures(before: LearnerRecord, after: LearnerRecord) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What to count of checks, and what to take out: the first scored attempt of a learner counts, and one that comes
    late replaces it."""
    was, now = _first_scored(before), _first_scored(after)
    changed = [section_id for section_id in now.keys() | was.keys() if now.get(section_id) != was.get(section_id)]
    return _of_checks(now, changed), _of_checks(was, changed)


def _of_checks(first: Mapping[UUID, Event], section_ids: Iterable[UUID]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for section_id in section_ids:
        if (event := first.get(section_id)) and event.score is not None:
            rows += reviews.figures(section_id, event.items, event.score)
    return rows


def _first_scored(record: LearnerRecord) -> dict[UUID, Event]:
    """By section, the first event in order of time that counted and whose answers were scored."""
    outcomes, first = record.progress.outcomes, dict[UUID, Event]()
    for event in record.events.values():
        outcome = outcomes.get(event.event_id)
        if event.items and event.score is not None and outcome is not None and outcome.counted:
            held = first.get(event.section_id)
            if held is None or event.moment < held.moment:
                first[event.section_id] = event
    return first
