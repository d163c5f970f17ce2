"""Achievements of a learner: criteria from the table, facts from all their courses, each awarded once."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from learning.progression.achievements import Achievement, EarnedAchievement
from learning.progression.answering import EarnedNow
from models.pool import Connection

_CRITERIA: TypeAdapter[Any] = TypeAdapter(Achievement)


class Catalogue:
    """The achievements that can be earned, read once a process."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, Any]] = {}

    async def achievements(self, connection: Connection) -> list[Achievement]:
        if not self._rows:
            cursor = await connection.execute("SELECT id, slug, title, description, criteria FROM achievements")
            self._rows = {row["slug"]: row for row in await cursor.fetchall()}
        return [
            Achievement.model_validate({"key": slug, "title": row["title"], "criteria": row["criteria"]})
            for slug, row in self._rows.items()
        ]

    async def award(
        self, connection: Connection, user_id: UUID, course_id: UUID, earned: Iterable[EarnedAchievement]
    ) -> list[EarnedNow]:
        """Write what is earned, and return what is new. One whose event turns out to be another gets its time."""
        new = []
        for one in earned:
            row = self._rows[one.key]
            cursor = await connection.execute(
                "INSERT INTO user_achievements AS a (id, user_id, achievement_id, course_id, earned_at) "
                "VALUES (gen_random_uuid(), %s, %s, %s, %s) "
                "ON CONFLICT (user_id, achievement_id) DO UPDATE SET earned_at = excluded.earned_at "
                "WHERE a.earned_at <> excluded.earned_at RETURNING xmax = 0 AS is_new",
                [user_id, row["id"], course_id, one.moment.occurred_at],
            )
            done = await cursor.fetchone()
            if done and done["is_new"]:
                new.append(
                    EarnedNow(
                        slug=one.key,
                        title=row["title"],
                        description=row["description"],
                        earned_at=one.moment.occurred_at,
                    )
                )
        return new


async def other_enrollments(connection: Connection, user_id: UUID, enrollment_id: UUID) -> list[UUID]:
    """The learner's enrollments with something in them, without this one.

    Of two courses of a learner that are recorded at once the later waits here for the earlier and sees what it wrote:
    or neither would see what both together have earned.
    """
    others = "SELECT id FROM enrollments WHERE user_id = %s AND id <> %s AND release > 0"
    if await (await connection.execute(f"{others} LIMIT 1", [user_id, enrollment_id])).fetchone() is None:
        return []
    await connection.execute("SELECT 1 FROM users WHERE id = %s FOR NO KEY UPDATE", [user_id])
    cursor = await connection.execute(f"{others} AND last_activity_at IS NOT NULL", [user_id, enrollment_id])
    return [row["id"] for row in await cursor.fetchall()]
