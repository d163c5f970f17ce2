"""What a learner is told, from their record as it stands."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from learning.progression.answering import InteractionAnswer, answer
from learning.progression.events import Interaction
from learning.progression.next_step import NextStep, Path, next_step
from learning.progression.progress import Outcome
from models import reviews
from models.learner_record import LearnerRecord
from models.pool import Connection

PATHS: dict[str, Path] = {
    "sequential": "sequential",
    "adaptive": "adaptive",
    "exploratory": "exploratory",
    "fast_track": "fast_track",
}


async def answer_to(
    connection: Connection, record: LearnerRecord, interaction: Interaction, path: str | None
) -> InteractionAnswer:
    """What a recorded interaction has come to, with the progress and the next step as they are in the record."""
    outcome = record.progress.outcomes[interaction.event_id]
    step = await step_for(connection, record, path, outcome)
    lesson_id = lesson_of(record, interaction.section_id)
    return answer(record.course_id, record.progress, outcome, lesson_id, step)


async def step_for(
    connection: Connection, record: LearnerRecord, path: str | None, outcome: Outcome | None = None
) -> NextStep:
    """The next step by the path asked for, else the one that the learner prefers, else the order of the course."""
    wanted = path_of(path, record.preferences)
    now = datetime.now(UTC)
    due = await reviews.sections_due(connection, record.enrollment_id, now) if wanted == "adaptive" else []
    rules = record.rulebook
    return next_step(rules.release, rules.policy, record.progress, wanted, due, outcome)


def path_of(asked: str | None, preferences: Mapping[str, Any]) -> Path:
    return PATHS.get(asked or str(preferences.get("preferred_path")), "sequential")


def lesson_of(record: LearnerRecord, section_id: UUID) -> UUID | None:
    for lesson in record.rulebook.release.lessons:
        if any(section.id == section_id for section in lesson.sections):
            return lesson.id
    return None
