"""What a learner is told, from their record as it stands."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pydantic_core import to_json

from enrollments import reviews
from enrollments.record import LearnerRecord
from learning.progression.answering import EarnedNow, InteractionAnswer, JudgedItem, Shown, answer, judged_items, shown
from learning.progression.events import Interaction
from learning.progression.next_step import NextStep, Path, next_step
from learning.progression.plan import plan
from learning.progression.progress import Outcome
from models.pool import Connection

PATHS: dict[str, Path] = {
    "sequential": "sequential",
    "adaptive": "adaptive",
    "exploratory": "exploratory",
    "fast_track": "fast_track",
}


class Answers:
    """Answers from one state of a record: what several have in common is found, and written as JSON, once."""

    def __init__(self, connection: Connection, record: LearnerRecord) -> None:
        self._connection = connection
        self._record = record
        self._due: list[UUID] | None = None
        self._after_success: dict[Path, NextStep] = {}
        self._shown: dict[UUID, Shown] = {}
        self._shown_json: dict[UUID, str] = {}

    async def to(self, interaction: Interaction, path: str | None) -> InteractionAnswer:
        """What a recorded interaction has come to, with the progress and the next step as they are in the record."""
        outcome = self._record.progress.outcomes[interaction.event_id]
        items = self._items(interaction.event_id)
        return answer(outcome, items, self._progress(interaction.section_id), await self.step(path, outcome))

    def opening(self, interaction: Interaction) -> str:
        """How the answer of `to` begins as JSON: all of it that needs no question to the database."""
        outcome, section_id = self._record.progress.outcomes[interaction.event_id], interaction.section_id
        if section_id not in self._shown_json:
            self._shown_json[section_id] = self._progress(section_id).model_dump_json()
        return f'{_told(outcome, self._items(interaction.event_id))},"progress":{self._shown_json[section_id]}'

    async def ending(self, interaction: Interaction, path: str | None, won: Sequence[EarnedNow] = ()) -> str:
        """What follows the opening, after a comma: with what was won by the interaction."""
        step = await self.step(path, self._record.progress.outcomes[interaction.event_id])
        achievements = ",".join(one.model_dump_json() for one in won)
        return f'"achievements":[{achievements}],"next_step":{step.model_dump_json()},"duplicate":false}}'

    async def step(self, path: str | None, outcome: Outcome | None = None) -> NextStep:
        """The next step by the path asked for, else the one that the learner prefers, else the order of the course."""
        wanted = path_of(path, self._record.preferences)
        if outcome is None or not outcome.success:
            return await self._step(wanted, outcome)
        if wanted not in self._after_success:
            self._after_success[wanted] = await self._step(wanted, outcome)
        return self._after_success[wanted]

    async def _step(self, path: Path, outcome: Outcome | None) -> NextStep:
        due = await self._reviews_due() if path == "adaptive" else []
        rules = self._record.rulebook
        return next_step(rules.release, rules.policy, self._record.progress, path, due, outcome)

    def _items(self, event_id: UUID) -> tuple[JudgedItem, ...]:
        event, rules = self._record.events.get(event_id), self._record.rulebook
        if event is None or not event.items:
            return ()
        planned = plan(rules.release, rules.policy).sections.get(event.section_id)
        checks = planned.section.checks if planned else ()
        return judged_items(event.items, checks, self._record.progress.outcomes[event_id])

    async def _reviews_due(self) -> list[UUID]:
        if self._due is None:
            now = datetime.now(UTC)
            self._due = await reviews.sections_due(self._connection, self._record.enrollment_id, now)
        return self._due

    def _progress(self, section_id: UUID) -> Shown:
        if section_id not in self._shown:
            record = self._record
            lesson_id = lesson_of(record, section_id)
            self._shown[section_id] = shown(record.course_id, record.progress, section_id, lesson_id)
        return self._shown[section_id]


def _told(outcome: Outcome, items: tuple[JudgedItem, ...]) -> str:
    own = {
        "success": outcome.success,
        "outcome": outcome.kind,
        "reason": outcome.reason,
        "required_actions": outcome.required_actions,
        "progress_quality": outcome.progress_quality,
        "items": items,
    }
    return to_json(own).decode()[:-1]


def path_of(asked: str | None, preferences: Mapping[str, Any]) -> Path:
    return PATHS.get(asked or str(preferences.get("preferred_path")), "sequential")


def lesson_of(record: LearnerRecord, section_id: UUID) -> UUID | None:
    for lesson in record.rulebook.release.lessons:
        if any(section.id == section_id for section in lesson.sections):
            return lesson.id
    return None
