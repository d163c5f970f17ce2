"""Achievements as a migration stores them: the criteria that the table allows are those of the rules."""

from collections.abc import Iterable

from alembic import op
from sqlalchemy import text

from learning.progression.achievements import CRITERIA, Achievement
from models.columns import new_id

_INSERT = text(
    "INSERT INTO achievements (id, slug, title, description, criteria_type, criteria) "
    "VALUES (:id, :slug, :title, :description, :type, CAST(:criteria AS jsonb)) "
    "ON CONFLICT (slug) DO NOTHING"
)


def add_achievements(achievements: Iterable[tuple[Achievement, str]] = ()) -> None:
    """In a migration: let the table hold every criterion of `CRITERIA`, and insert these with their descriptions.

    A new criterion is one line of `CRITERIA` and a migration that calls this with what can be earned by it.
    """
    allowed = ", ".join(f"'{name}'" for name in CRITERIA)
    op.execute("ALTER TABLE achievements DROP CONSTRAINT ck_achievements_criteria_type")
    op.execute(
        f"ALTER TABLE achievements ADD CONSTRAINT ck_achievements_criteria_type CHECK (criteria_type IN ({allowed}))"
    )
    for achievement, description in achievements:
        values = {
            "id": new_id(),
            "slug": achievement.key,
            "title": achievement.title,
            "description": description,
            "type": achievement.criteria.type,
            "criteria": achievement.criteria.model_dump_json(exclude_none=True),
        }
        op.get_bind().execute(_INSERT, values)
