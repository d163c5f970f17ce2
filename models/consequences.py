"""What follows from a change of a record, in its transaction: cards to review, figures, achievements, news."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from learning.progression.achievements import earned
from learning.progression.answering import EarnedNow, course_state, section_state
from learning.progression.events import Event
from learning.progression.facts import facts
from learning.progression.progress import Progress
from models import reviews
from models.awards import Catalogue
from models.learner_record import LearnerRecord
from models.pool import Connection


async def cards_and_figures(connection: Connection, before: LearnerRecord, after: LearnerRecord) -> None:
    await _cards(connection, before.progress, after)
    await _figures(connection, before, after)


async def award(
    connection: Connection, catalogue: Catalogue, after: LearnerRecord, others: Iterable[LearnerRecord]
) -> list[EarnedNow]:
    """The achievements that are new, counted over all courses of the learner: `others` are those besides this one."""
    gathered = [
        fact
        for record in (after, *others)
        for fact in facts(record.rulebook.release, record.progress, record.events.values())
    ]
    met = earned(await catalogue.achievements(connection), gathered, after.time_zone)
    return await catalogue.award(connection, after.user_id, after.course_id, met)


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


async def _cards(connection: Connection, before: Progress, after: LearnerRecord) -> None:
    """A card for each check of each section that is complete now and was not before, or at another moment."""
    for section in after.rulebook.release.sections():
        was, now = before.sections.get(section.id), after.progress.sections[section.id]
        if section.checks and now.first and (was is None or was.first != now.first):
            completing = after.events[now.first.event_id]
            right = {item.check_id: item.right for item in completing.items}
            await reviews.make_cards(
                connection,
                (after.enrollment_id, after.user_id),
                section.id,
                now.first.occurred_at,
                {check.id: right.get(check.id, False) for check in section.checks},
            )


async def _figures(connection: Connection, before: LearnerRecord, after: LearnerRecord) -> None:
    """The first scored attempt of a learner at a section counts for its checks; one that comes late replaces it."""
    was, now = _first_scored(before), _first_scored(after)
    changed = sorted(section_id for section_id in now.keys() | was.keys() if now.get(section_id) != was.get(section_id))
    for section_id in changed:
        if (old := was.get(section_id)) and old.score is not None:
            await reviews.uncount_figures(connection, section_id, old.items, old.score)
        if (new := now.get(section_id)) and new.score is not None:
            await reviews.count_figures(connection, section_id, new.items, new.score)


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
