"""The records in use: read, carried over to the release that is current, and kept for as long as they are true."""

from collections import OrderedDict
from dataclasses import replace
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from learning.progression.answering import EarnedNow
from learning.progression.derivation import carried, derive
from learning.progression.progress import Earned, Progress
from models.awards import Catalogue, other_enrollments
from models.consequences import award, cards_and_figures, news
from models.learner_record import LearnerRecord, derived, write
from models.learner_stream import tell
from models.pool import Connection
from models.releases import Rulebook, Rulebooks

KEPT_RECORDS = 2_000


class LearnerRecords:
    """The records in use, each as of its version."""

    def __init__(self, rulebooks: Rulebooks) -> None:
        self._rulebooks = rulebooks
        self._catalogue = Catalogue()
        self._kept: OrderedDict[UUID, LearnerRecord] = OrderedDict()

    async def locked(self, connection: Connection, enrollment_id: UUID) -> LearnerRecord | None:
        """The record on the course's current release, its enrollment locked until the transaction ends."""
        row = await _row(connection, enrollment_id, "FOR NO KEY UPDATE OF e")
        return None if row is None else await self._on_current_release(connection, row)

    async def read(self, connection: Connection, enrollment_id: UUID) -> LearnerRecord | None:
        """The record as it was written last, without a lock."""
        row = await _row(connection, enrollment_id, "")
        return None if row is None else await self._as_written(connection, row)

    async def follow(self, connection: Connection, before: LearnerRecord, after: LearnerRecord) -> list[EarnedNow]:
        """Write what follows from the change of a record that is locked and written. Returns what was won by it."""
        await cards_and_figures(connection, before, after)
        others = [
            await self.read(connection, other)
            for other in await other_enrollments(connection, after.user_id, after.enrollment_id)
        ]
        return await award(connection, self._catalogue, after, [record for record in others if record])

    def keep(self, record: LearnerRecord) -> None:
        """Remember what was written, once its transaction has committed."""
        self._kept[record.enrollment_id] = record
        self._kept.move_to_end(record.enrollment_id)
        while len(self._kept) > KEPT_RECORDS:
            self._kept.popitem(last=False)

    async def _as_written(self, connection: Connection, row: dict[str, Any]) -> LearnerRecord:
        kept = self._kept.get(row["id"])
        if kept is not None and kept.version == row["version"]:
            return replace(kept, time_zone=row["timezone"], preferences=row["learning_preferences"])
        rulebook = await self._rulebooks.read(connection, row["course_id"], row["release"] or row["current_release"])
        record = await derived(connection, row, rulebook)
        self.keep(record)
        return record

    async def _on_current_release(self, connection: Connection, row: dict[str, Any]) -> LearnerRecord:
        current = row["current_release"]
        record = await self._as_written(connection, row)
        if row["release"] == current:
            return record
        rulebook = await self._rulebooks.read(connection, row["course_id"], current)
        if row["release"] == 0:
            return await _moved(connection, record, rulebook, Earned(), None)
        moved = await _moved(connection, record, rulebook, carried(record.progress), record.progress)
        won = await self.follow(connection, record, moved)
        await tell(connection, moved.user_id, news(record.progress, moved, won))
        return moved


async def _row(connection: Connection, enrollment_id: UUID, lock: str) -> dict[str, Any] | None:
    query = (
        "SELECT e.id, e.user_id, e.course_id, e.version, e.release, e.earlier, e.milestones, u.timezone, "
        "u.learning_preferences, c.current_release FROM enrollments e JOIN users u ON u.id = e.user_id "
        f"JOIN courses c ON c.id = e.course_id WHERE e.id = %s {lock}"
    )
    return await (await connection.execute(query, [enrollment_id])).fetchone()


async def _moved(
    connection: Connection, record: LearnerRecord, rulebook: Rulebook, earlier: Earned, before: Progress | None
) -> LearnerRecord:
    """The record carried over to another release, what was earned included, and written so."""
    progress = derive(rulebook.release, rulebook.policy, record.events.values(), earlier)
    moved = replace(record, rulebook=rulebook, progress=progress)
    await connection.execute(
        "UPDATE enrollments SET release = %s, earlier = %s WHERE id = %s",
        [rulebook.number, Jsonb(earlier.model_dump(mode="json")), record.enrollment_id],
    )
    return await write(connection, moved, before)
