"""The releases that learners study, parsed once a process."""

from typing import NamedTuple
from uuid import UUID

from cachetools import LRUCache

from learning.policy import ProgressionPolicy
from learning.progression.release import Release
from models.pool import Connection
from models.release_structure import release_of_structure

KEPT_RELEASES = 256


class Rulebook(NamedTuple):
    """A release with the policy that it was published under."""

    number: int
    release: Release
    policy: ProgressionPolicy


class Rulebooks:
    """The releases in use, parsed once a process: they never change."""

    def __init__(self) -> None:
        self._kept: LRUCache[tuple[UUID, int], Rulebook] = LRUCache(KEPT_RELEASES)

    async def read(self, connection: Connection, course_id: UUID, number: int) -> Rulebook:
        """Raises LookupError when the course has no such release."""
        kept = self._kept.get((course_id, number))
        if kept is None:
            kept = self._kept[course_id, number] = await _load(connection, course_id, number)
        return kept


async def _load(connection: Connection, course_id: UUID, number: int) -> Rulebook:
    cursor = await connection.execute(
        "SELECT structure - 'contents' AS structure, published_at FROM course_releases "
        "WHERE course_id = %s AND number = %s",
        [course_id, number],
    )
    row = await cursor.fetchone()
    if row is None:
        raise LookupError(f"course {course_id} has no release {number}")
    release = release_of_structure(course_id, number, row["published_at"], row["structure"])
    return Rulebook(number, release, ProgressionPolicy.model_validate(row["structure"].get("policy") or {}))
