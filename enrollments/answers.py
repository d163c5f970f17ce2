"""What a learner is told, from their record as it stands."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from enrollments import reviews
from enrollments.record import LearnerRecord
from learning.progression.answering import EarnedNow, InteractionAnswer, JudgedItem, Shown, judged_items, shown
from learning.progression.events import Interaction
from learning.progression.next_step import NextStep, Path, next_step
from learning.progression.progress import Outcome
from learning.progression.release import plan
from models.pool import Connection

PATHS: dict[str, Path] = {
    "sequential": "sequential",
    "adaptive": "adaptive",
    "exploratory": "exploratory",
    "fast_track": "fast_track",
}


class Answers:
    """Answers from one state of a record: what several have in common is found once."""

    def __init__(self, connection: Connection, record: LearnerRecord) -> None:
        self._connection = connection
        self._record = record
        self._due: list[UUID] | None = None
        self._after_success: dict[Path, NextStep] = {}
        self._shown: dict[UUID, Shown] = {}

    async def to(
        self, interaction: Interaction, won: Sequence[EarnedNow] = (), *, duplicate: bool = False
    ) -> InteractionAnswer:
        """What a recorded interaction has come to, with the progress and the next step as they are in the record."""
        outcome = self._record.progress.outcomes[interaction.event_id]
        return InteractionAnswer(
            success=outcome.success,
            outcome=outcome.kind,
            reason=outcome.reason,
            required_actions=outcome.required_actions,
            progress_quality=outcome.progress_quality,
            items=self._items(interaction.event_id),
            progress=self._progress(interaction.section_id),
            achievements=tuple(won),
            next_step=await self.step(interaction.path, outcome),
            duplicate=duplicate,
        )

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


def path_of(asked: str | None, preferences: Mapping[str, Any]) -> Path:
    """The path asked for, else the preferred one; "sequential" where there is none, or where its name is unknown."""
    return PATHS.get(asked or str(preferences.get("preferred_path")), "sequential")


def lesson_of(record: LearnerRecord, section_id: UUID) -> UUID | None:
    """The lesson of a section in the release that the record is of; None for a section that it does not have."""
    for lesson in record.rulebook.release.lessons:
        if any(section.id == section_id for section in lesson.sections):
            return lesson.id
    return None
