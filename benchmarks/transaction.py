"""What an interaction comes to in plain SQL, without rules: the event is inserted, and three rows are updated under the
enrollment's lock. The floor that everything is compared with."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel

LOCK = "SELECT id FROM enrollments WHERE id = %(enrollment_id)s FOR UPDATE"
STATEMENTS = (
    """
    INSERT INTO learning_events (id, enrollment_id, section_id, body_hash, data, outcome, occurred_at)
    VALUES (%(event_id)s, %(enrollment_id)s, %(section_id)s, '', '{"items": [["k1", true]], "score": 100}', 'completed',
        now())
    ON CONFLICT (enrollment_id, id) DO NOTHING
    """,
    """
    UPDATE section_progress SET status = 'completed', attempts = attempts + 1,
        time_spent_seconds = time_spent_seconds + 60
    WHERE enrollment_id = %(enrollment_id)s AND section_id = %(section_id)s
    """,
    """
    UPDATE lesson_progress SET status = 'in_progress', updated_at = now()
    WHERE enrollment_id = %(enrollment_id)s
        AND lesson_id = (SELECT lesson_id FROM sections WHERE id = %(section_id)s)
    """,
    """
    UPDATE enrollments SET time_spent_seconds = time_spent_seconds + 60, version = version + 1,
        last_activity_at = now()
    WHERE id = %(enrollment_id)s
    """,
)


class Sitting(BaseModel):
    """One interaction, as the alternatives are sent it."""

    event_id: UUID
    enrollment_id: UUID
    section_id: UUID
    user_id: UUID
    course_id: UUID

    def parameters(self) -> dict[str, Any]:
        return self.model_dump()
