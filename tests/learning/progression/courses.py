"""Small courses and events with small ids: sections 1–99, lessons 101–199, events 1001 and up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from learning.policy import ProgressionPolicy
from learning.progression.events import Event, Item
from learning.progression.release import Gate, Release, ReleasedLesson, ReleasedSection
from learning.section import Check

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
FREE = ProgressionPolicy(sequential=False, min_time_fraction=0)
CHECKS = tuple(
    Check(id=f"k{number}", kind="true_false", stem=f"Is {number} odd?", answer="true", objective=f"Objective {number}")
    for number in (1, 2, 3, 4)
)


def uid(number: int) -> UUID:
    return UUID(int=number)


def minute(number: float) -> datetime:
    return START + timedelta(minutes=number)


def gate(requires: int, min_score: float = 0, min_completion: float = 0) -> Gate:
    return Gate(requires=uid(requires), min_score=min_score, min_completion=min_completion)


def section(number: int, needs: Sequence[int] = (), **changes: object) -> ReleasedSection:
    plain = {"id": uid(number), "title": f"Section {number}", "prerequisites": tuple(map(uid, needs))}
    return ReleasedSection.model_validate(plain | changes)


def lesson(number: int, *sections: ReleasedSection, is_required: bool = True) -> ReleasedLesson:
    return ReleasedLesson(id=uid(number), title=f"Lesson {number}", is_required=is_required, sections=sections)


def release(*lessons: ReleasedLesson, number: int = 201, at: datetime = START) -> Release:
    return Release(id=uid(number), course_id=uid(200), title="Bread", published_at=at, lessons=lessons)


def event(number: int, of: int, at: float | None = None, **changes: Any) -> Event:
    """Event number 1 has the id 1001; it occurs at the minute of its number unless told otherwise."""
    return Event(uid(1000 + number), uid(of), minute(number if at is None else at), **changes)


def answered(marks: str) -> dict[str, Any]:
    """Items and score of an event, from marks such as "+-" for the first checks of CHECKS."""
    items = tuple(Item(check_id=f"k{number}", right=mark == "+") for number, mark in enumerate(marks, 1))
    return {"items": items, "score": round(100 * marks.count("+") / len(CHECKS), 2)}
