"""The records in use: read, carried over to the release that is current, and kept for as long as they are true."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from cachetools import LRUCache
from psycopg.types.json import Jsonb

from enrollments import reviews
from enrollments.fairness import Turn, beside_others
from enrollments.record import LearnerRecord, derived
from enrollments.releases import Rulebook, Rulebooks
from enrollments.writing import Effects, SentWrite, await_write, send_write, tell
from learning.progression.achievements import Achievement, EarnedAchievement, earned
from learning.progression.answering import EarnedNow
from learning.progression.derivation import carried, derive
from learning.progression.effects import (
    Studied,
    accomplishments_of,
    cards_to_withdraw,
    check_figures,
    new_cards,
    stream_events,
)
from learning.progression.progress import Earned
from models.pool import Connection

KEPT_RECORDS = 2_000


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

    def told(self, earned: Iterable[EarnedAchievement]) -> dict[UUID, EarnedNow]:
        """What a learner is told of them, by the id of the achievement."""
        return {self._rows[one.key]["id"]: self._told(one) for one in earned}

    def _told(self, one: EarnedAchievement) -> EarnedNow:
        row = self._rows[one.key]
        return EarnedNow(
            slug=one.key, title=row["title"], description=row["description"], earned_at=one.moment.occurred_at
        )


class RecordRepository:
    """The records in use, each as of its version, and the rulebooks that they are derived by."""

    def __init__(self) -> None:
        self.rulebooks = Rulebooks()
        self._catalogue = Catalogue()
        self._kept: LRUCache[UUID, LearnerRecord] = LRUCache(KEPT_RECORDS)

    async def locked(self, connection: Connection, enrollment_id: UUID) -> LearnerRecord | None:
        """The record on the course's current release, learner and enrollment locked until the transaction ends."""
        await lock(connection, enrollment_id)
        return await self.held(connection, enrollment_id)

    async def carry_over(self, connection: Connection, enrollment_id: UUID) -> LearnerRecord | None:
        """The record on the course's current release, in a transaction that ends here."""
        record = await self.locked(connection, enrollment_id)
        await connection.commit()
        if record is not None:
            self.keep(record)
        return record

    async def move_on(self, connection: Connection, user_id: UUID) -> None:
        """Carry a learner over to the releases that are current, each course in a transaction of its own."""
        query = (
            "SELECT e.id FROM enrollments e JOIN courses c ON c.id = e.course_id "
            "WHERE e.user_id = %s AND e.release < c.current_release ORDER BY e.id"
        )
        for row in await (await connection.execute(query, [user_id])).fetchall():
            await self.carry_over(connection, row["id"])

    async def held(self, connection: Connection, enrollment_id: UUID) -> LearnerRecord | None:
        """As `locked`, where the transaction has the lock already."""
        row = await _row(connection, enrollment_id)
        return None if row is None else await self._on_current_release(connection, row)

    async def read(self, connection: Connection, enrollment_id: UUID) -> LearnerRecord | None:
        """The record as it was written last, without a lock."""
        row = await _row(connection, enrollment_id)
        return None if row is None else await self._as_written(connection, row)

    async def send_write(
        self,
        connection: Connection,
        before: LearnerRecord,
        after: LearnerRecord,
        turn: Turn | None = None,
    ) -> SentWrite:
        """Write the change of a record that is locked, with what follows from it; its events are written already.

        With a turn the processor time of it is the learner's.
        """
        work = turn.beside_others if turn else beside_others
        others = [await self.read(connection, other) for other in after.others]
        courses = [after.studied, *(record.studied for record in others if record)]
        achievements = await self._catalogue.achievements(connection)
        events = [event for course in courses for event in course.events]
        earned_now = await work(events, _earned, achievements, courses, after.time_zone)
        figures = await work(after.events, check_figures, before.studied, after.studied)
        if figures.to_take_out:
            await reviews.uncount(connection, [one._asdict() for one in figures.to_take_out])
        cards = new_cards(before.progress, after.studied)
        effects = Effects(cards, figures.to_count, self._catalogue.told(earned_now))
        writing = await send_write(connection, after, before.progress, effects)
        if withdrawn := cards_to_withdraw(before.progress, after.progress):
            await reviews.withdraw(connection, after.enrollment_id, withdrawn)
        return writing

    async def await_write(self, connection: Connection, writing: SentWrite) -> list[EarnedNow]:
        """What was won by a change, when it is written."""
        written = await await_write(writing)
        for section_id, of_section in groupby(writing.effects.cards, key=attrgetter("section_id")):
            cards = list(of_section)
            if written.carded[section_id] < len(cards):
                await reviews.begin_again(connection, writing.record.enrollment_id, section_id, cards)
        return [told for id_, told in writing.effects.awards.items() if id_ in written.awarded]

    def keep(self, record: LearnerRecord) -> None:
        """Remember what was written, once its transaction has committed."""
        self._kept[record.enrollment_id] = record

    async def _as_written(self, connection: Connection, row: dict[str, Any]) -> LearnerRecord:
        kept = self._kept.get(row["id"])
        if kept is not None and kept.version == row["version"]:
            others = tuple(row["others"])
            return replace(kept, time_zone=row["timezone"], preferences=row["learning_preferences"], others=others)
        rulebook = await self.rulebooks.read(connection, row["course_id"], row["release"] or row["current_release"])
        record = await derived(connection, row, rulebook)
        self.keep(record)
        return record

    async def _on_current_release(self, connection: Connection, row: dict[str, Any]) -> LearnerRecord:
        current = row["current_release"]
        record = await self._as_written(connection, row)
        if row["release"] == current:
            return record
        rulebook = await self.rulebooks.read(connection, row["course_id"], current)
        if row["release"] == 0:
            moved = await _moved(connection, record, rulebook, Earned())
            writing = await send_write(connection, moved, None)
            await await_write(writing)
            return writing.record
        moved = await _moved(connection, record, rulebook, carried(record.progress))
        change = await self.send_write(connection, record, moved)
        won = await self.await_write(connection, change)
        after = change.record
        events = stream_events(after.course_id, after.version, record.progress, after.progress, won)
        await tell(connection, after.user_id, events)
        return after


async def lock(connection: Connection, enrollment_id: UUID) -> None:
    """Lock learner and enrollment until the transaction ends.

    The learner too: of two courses that are recorded at once the later sees what the earlier wrote, or neither would
    see what both together have earned. What is read afterwards is as of the lock.
    """
    await connection.execute(
        "SELECT FROM enrollments e JOIN users u ON u.id = e.user_id WHERE e.id = %s FOR NO KEY UPDATE OF u, e",
        [enrollment_id],
    )


async def _row(connection: Connection, enrollment_id: UUID) -> dict[str, Any] | None:
    query = (
        "SELECT e.id, e.user_id, e.course_id, e.version, e.release, e.earlier, e.milestones, u.timezone, "
        "u.learning_preferences, c.current_release, ARRAY(SELECT o.id FROM enrollments o WHERE o.user_id = e.user_id "
        "AND o.id <> e.id AND o.release > 0 AND o.last_activity_at IS NOT NULL) AS others "
        "FROM enrollments e JOIN users u ON u.id = e.user_id JOIN courses c ON c.id = e.course_id WHERE e.id = %s"
    )
    return await (await connection.execute(query, [enrollment_id])).fetchone()


def _earned(achievements: Sequence[Achievement], courses: Sequence[Studied], time_zone: str) -> list[EarnedAchievement]:
    """What is earned in all courses of a learner."""
    return earned(achievements, accomplishments_of(courses), time_zone)


async def _moved(connection: Connection, record: LearnerRecord, rulebook: Rulebook, earlier: Earned) -> LearnerRecord:
    """The record carried over to another release, what was earned included; its rows are still to be written."""
    await connection.execute(
        "UPDATE enrollments SET release = %s, earlier = %s WHERE id = %s",
        [rulebook.number, Jsonb(earlier.model_dump(mode="json")), record.enrollment_id],
    )
    events = record.events
    progress = await beside_others(events, derive, rulebook.release, rulebook.policy, events.values(), earlier)
    return replace(record, rulebook=rulebook, progress=progress)
