"""What a record says, sitting by sitting, and what changes of it once an event was judged anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID, uuid5

from learning.progression.effects import Studied
from learning.progression.events import Event

SECTION, COURSE = "section", "course"
LESSON, CHECK = "lesson/", "check/"
REMOVED = "section_removed"


class Saying(NamedTuple):
    """That this came of an event, for one `part`: the section, a check of it ("check/…" with its id), or a lesson
    ("lesson/…" with its id) or the course that it completed."""

    event_id: UUID
    part: str
    outcome: str


class Said(NamedTuple):
    """The statement in force about a part of an event, and the outcome that it says."""

    statement_id: UUID
    outcome: str


class Change(NamedTuple):
    """A statement to take back, one to make, or both, in this order; it is said for the so-manieth of `times`."""

    voids: UUID | None = None
    says: Saying | None = None
    times: int = 1


Key = tuple[UUID, str]


def sayings(studied: Studied) -> list[Saying]:
    """Everything that a record says, in the order of its events: of each the answers first, what it completed last."""
    completed = _completions(studied)
    ordered = sorted(studied.events.values(), key=lambda event: event.moment)
    return [saying for event in ordered for saying in _of_event(event, studied, completed.get(event.event_id, ()))]


def changes(
    wanted: Sequence[Saying],
    said: Mapping[Key, Said],
    times: Mapping[Saying, int],
    heard: Collection[UUID],
) -> list[Change]:
    """What is to be said so that the statements in force are those `wanted`: first what is taken back for good.

    `said` are the statements in force, `times` how often each saying was said ever, `heard` the events of which
    anything is told at all. A section that a later release has no more is no reason to take anything back.
    """
    keys = {(saying.event_id, saying.part) for saying in wanted}
    taken_back = [Change(voids=one.statement_id) for key, one in said.items() if key not in keys]
    return [*taken_back, *_said_anew(wanted, said, times, heard)]


def statement_id(learner: UUID, saying: Saying, times: int = 1) -> UUID:
    """UUIDv5 of the learner, the event and what came of it, so that who sends it twice says it once.

    What was said, taken back, and comes true again is another statement: a store takes none twice.
    """
    part = "" if saying.part == SECTION else f"{saying.part}:"
    again = "" if times == 1 else f":{times}"
    return uuid5(learner, f"{saying.event_id}:{part}{saying.outcome}{again}")


def voiding_id(voided: UUID) -> UUID:
    """The id of the statement that takes this one back."""
    return uuid5(voided, "voided")


def _said_anew(
    wanted: Sequence[Saying], said: Mapping[Key, Said], times: Mapping[Saying, int], heard: Collection[UUID]
) -> Iterator[Change]:
    for saying in wanted:
        before = said.get((saying.event_id, saying.part))
        if before is None:
            if saying.event_id in heard:
                yield Change(says=saying, times=times.get(saying, 0) + 1)
        elif before.outcome != saying.outcome and saying.outcome != REMOVED:
            yield Change(before.statement_id, saying, times.get(saying, 0) + 1)


def _of_event(event: Event, studied: Studied, completed: Sequence[str]) -> Iterator[Saying]:
    for item in event.items:
        yield Saying(event.event_id, CHECK + item.check_id, "right" if item.right else "wrong")
    yield Saying(event.event_id, SECTION, studied.progress.outcomes[event.event_id].kind)
    for part in completed:
        yield Saying(event.event_id, part, "completed")


def _completions(studied: Studied) -> dict[UUID, list[str]]:
    """By event, the lessons and the course that it completed."""
    found: dict[UUID, list[str]] = {}
    for lesson_id, lesson in studied.progress.lessons.items():
        if lesson.completed:
            found.setdefault(lesson.completed.event_id, []).append(f"{LESSON}{lesson_id}")
    if studied.progress.course.completed:
        found.setdefault(studied.progress.course.completed.event_id, []).append(COURSE)
    return found
