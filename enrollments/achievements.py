"""Achievements of a learner: criteria from the table, accomplishments from all their courses, each awarded once."""

from collections.abc import Collection, Sequence
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
        self._achievements: list[Achievement] = []

    async def achievements(self, connection: Connection) -> list[Achievement]:
        """All achievements with their criteria. Reads the table at the first call, and again while it is empty."""
        if not self._rows:
            cursor = await connection.execute("SELECT id, slug, title, description, criteria FROM achievements")
            self._rows = {row["slug"]: row for row in await cursor.fetchall()}
            self._achievements = [
                Achievement.model_validate({"key": slug, "title": row["title"], "criteria": row["criteria"]})
                for slug, row in self._rows.items()
            ]
        return self._achievements

    def rows(self, earned: Sequence[EarnedAchievement]) -> list[dict[str, Any]]:
        """As they are stored. One whose event turns out to be another gets its time."""
        return [{"achievement_id": self._rows[one.key]["id"], "earned_at": one.moment.occurred_at} for one in earned]

    def won(self, earned: Sequence[EarnedAchievement], new: Collection[UUID]) -> list[EarnedNow]:
        """Those whose rows are new, for the learner."""
        return [self._now(one) for one in earned if self._rows[one.key]["id"] in new]

    def _now(self, one: EarnedAchievement) -> EarnedNow:
        row = self._rows[one.key]
        return EarnedNow(
            slug=one.key, title=row["title"], description=row["description"], earned_at=one.moment.occurred_at
        )
