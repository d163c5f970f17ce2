"""One learner's record of one course: read under its row lock, derived from the events, written as rows.

The events are the truth. The rows of enrollment, lessons and sections say what follows from them, and only
`enrollments.writing` writes those; whoever holds the lock may keep the derived state as long as the enrollment's
version stays the same.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from enrollments.fairness import beside_others
from enrollments.releases import Rulebook
from learning.progression.derivation import derive
from learning.progression.effects import Studied
from learning.progression.events import Event, item
from learning.progression.progress import Earned, Progress, SectionProgress
from models.pool import Connection


@dataclass(frozen=True)
class LearnerRecord:
    """`others` are the learner's enrollments in other courses where something was done."""

    enrollment_id: UUID
    user_id: UUID
    course_id: UUID
    version: int
    rulebook: Rulebook
    progress: Progress
    milestones: list[int]
    time_zone: str
    preferences: dict[str, Any]
    others: tuple[UUID, ...] = ()
    events: dict[UUID, Event] = field(default_factory=dict)

    @property
    def studied(self) -> Studied:
        """What the rules need to know of it."""
        return Studied(self.rulebook.release, self.progress, self.events)


async def derived(connection: Connection, row: dict[str, Any], rulebook: Rulebook) -> LearnerRecord:
    """The record of an enrollment, given its row, by the rules of a release."""
    events = await read_events(connection, row["id"])
    earlier = Earned.model_validate(row["earlier"]) if row["earlier"] else None
    progress = await beside_others(events, derive, rulebook.release, rulebook.policy, events.values(), earlier)
    return LearnerRecord(
        enrollment_id=row["id"],
        user_id=row["user_id"],
        course_id=row["course_id"],
        version=row["version"],
        rulebook=rulebook,
        progress=progress,
        milestones=list(row["milestones"]),
        time_zone=row["timezone"],
        preferences=row["learning_preferences"],
        others=tuple(row["others"]),
        events=events,
    )


async def read_events(connection: Connection, enrollment_id: UUID) -> dict[UUID, Event]:
    """All events of an enrollment by id, in no order."""
    cursor = await connection.execute(
        "SELECT id, section_id, data, occurred_at FROM learning_events WHERE enrollment_id = %s", [enrollment_id]
    )
    return {row["id"]: event_of(row) for row in await cursor.fetchall()}


def event_of(row: dict[str, Any]) -> Event:
    """A stored event; it was validated when it was written."""
    data = row["data"]
    return Event(
        event_id=row["id"],
        section_id=row["section_id"],
        occurred_at=row["occurred_at"],
        time_spent_seconds=data["time_spent_seconds"],
        score=data["score"],
        items=tuple([item(check_id, right) for check_id, right in data["items"]]),
        interactions=data["interactions"],
    )


def data_of(event: Event) -> dict[str, Any]:
    """The event as the column `data` holds it; `event_of` reads it."""
    return {
        "time_spent_seconds": event.time_spent_seconds,
        "score": event.score,
        "items": [[item.check_id, item.right] for item in event.items],
        "interactions": event.interactions,
    }


def section_row(section: SectionProgress) -> dict[str, Any]:
    """What a row of section_progress says."""
    return {
        "status": section.status,
        "attempts": section.attempts,
        "best_score": exact(section.best_score),
        "last_score": exact(section.last_score),
        "time_spent_seconds": section.time_spent_seconds,
        "interactions": section.interactions,
        "completed_at": section.completed_at,
        "unlocked": section.unlocked,
    }


def exact(percent: float | None) -> Decimal | None:
    """A percentage or score as the database keeps it: by its shortest decimal form, not its binary one."""
    return None if percent is None else Decimal(str(percent))
