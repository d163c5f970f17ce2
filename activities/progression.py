"""Recording what learners do: gate, record, achievements and milestones, event and next step, in one transaction.

They are one activity since the answer needs all of them to be true at once; delivery of what follows is another.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from psycopg import AsyncCursor
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb
from temporalio import activity

from activities.errors import refusal
from activities.heartbeat import heartbeating
from enrollments import inbox, reviews
from enrollments.answers import Answers
from enrollments.fairness import Turn, Turns
from enrollments.record import LearnerRecord, data_of
from enrollments.repository import RecordRepository, lock
from enrollments.writing import tell, write_events
from learning.progression.answering import REUSED, EarnedNow, Rejection
from learning.progression.derivation import advance
from learning.progression.effects import milestones, stream_events
from learning.progression.events import Event, Interaction, UnknownChecks, record
from models.columns import new_id
from models.messages import MigratedLearners, MigrateLearnersTask, ProgressionRef, Recorded, Reminded
from models.pool import Connection, Pool

MOST_EVENTS = 10_000
"""Of one learner in one course, so that a record can always be derived anew while others wait: 60 sittings with each
section of the largest course."""
OUTCOME_COLUMN = {"section_completed": "completed"}


@dataclass
class Judged:
    """The arrivals of one turn: events to record, and answers that need no record."""

    events: list[Event] = field(default_factory=list)
    arrivals: dict[UUID, inbox.Arrival] = field(default_factory=dict)
    known: list[UUID] = field(default_factory=list)
    rejected: dict[UUID, Rejection] = field(default_factory=dict)

    def to_answer(self) -> list[UUID]:
        """What has come to something."""
        return [*self.known, *(event.event_id for event in self.events)]


class Progression:
    """Records what learners did, and what follows from it: reminders, and their move to a new release."""

    def __init__(self, pool: Pool, records: RecordRepository) -> None:
        self._pool = pool
        self._records = records
        self._turns = Turns()

    @activity.defn(name="record_interactions")
    async def record(self, ref: ProgressionRef) -> Recorded:
        """Record everything that has arrived from one learner for one course, and answer it."""
        await self._turns.rested(ref.enrollment_id)
        with self._turns.turn(ref.enrollment_id) as turn:
            return await self._recorded(ref, turn)

    async def _recorded(self, ref: ProgressionRef, turn: Turn) -> Recorded:
        async with self._pool.connection() as connection:
            async with connection.pipeline():
                await lock(connection, ref.enrollment_id)
                waiting = await inbox.ask_for_waiting(connection, ref.enrollment_id)
                before = await self._records.held(connection, ref.enrollment_id)
                if before is None:
                    raise refusal("unknown_enrollment", "There is no such enrollment.")
                judged = await _judge(turn.one_by_one(await inbox.arrivals(waiting)), before)
                after = await self._record(connection, before, judged, turn)
                left = await _ask_what_is_left(connection, after)
                await connection.commit()
            to_do = await left.fetchone()
        assert to_do is not None
        self._records.keep(after)
        return Recorded(
            version=after.version,
            percent=after.progress.course.percent,
            outcome=_latest_outcome(after, judged),
            outbox_ids=tuple(to_do["outbox_ids"]),
            next_review_at=to_do["next_review_at"] if judged.events else None,
        )

    @activity.defn(name="move_learners")
    async def migrate_learners(self, task: MigrateLearnersTask) -> MigratedLearners:
        """Carry everyone who stands on an older release over to the current one, each in a transaction of its own."""
        migrated = 0
        async with heartbeating():
            while ids := await self._behind(task.course_id):
                for enrollment_id in ids:
                    async with self._pool.connection() as connection:
                        migrated += await self._records.carry_over(connection, enrollment_id) is not None
        return MigratedLearners(learners=migrated)

    async def _behind(self, course_id: UUID) -> list[UUID]:
        query = (
            "SELECT e.id FROM enrollments e JOIN courses c ON c.id = e.course_id "
            "WHERE e.course_id = %s AND e.release < c.current_release LIMIT 200"
        )
        async with self._pool.connection() as connection:
            return [row["id"] for row in await (await connection.execute(query, [course_id])).fetchall()]

    @activity.defn
    async def remind(self, ref: ProgressionRef) -> Reminded:
        """Leave a message to a learner who has reviews due."""
        async with self._pool.connection() as connection:
            learner = await _learner(connection, ref)
            if learner["is_gone"]:
                return Reminded()
            now = ref.now or datetime.now(UTC)
            due = await reviews.sections_due(connection, ref.enrollment_id, now)
            next_review_at = await reviews.next_due(connection, ref.enrollment_id)
            if not due:
                return Reminded(next_review_at=next_review_at)
            day = now.date().isoformat()
            data = {"title": learner["title"], "course_id": str(learner["course_id"]), "sections": len(due)}
            await tell(connection, learner["user_id"], [("reviews_due", data)])
            outbox_id = await _leave(
                connection, learner["user_id"], "reviews_due", f"reviews:{ref.enrollment_id}:{day}", data
            )
            return Reminded(outbox_id=outbox_id)

    @activity.defn
    async def nudge(self, ref: ProgressionRef) -> Reminded:
        """Leave a message to a learner who has stopped before the end."""
        async with self._pool.connection() as connection:
            learner = await _learner(connection, ref)
            if learner["completed_at"] is not None or learner["is_gone"]:
                return Reminded()
            key = f"nudge:{ref.enrollment_id}:{learner['version']}"
            data = {"title": learner["title"], "course_id": str(learner["course_id"])}
            await tell(connection, learner["user_id"], [("nudge", data)])
            return Reminded(outbox_id=await _leave(connection, learner["user_id"], "nudge", key, data))

    async def _record(self, connection: Connection, before: LearnerRecord, judged: Judged, turn: Turn) -> LearnerRecord:
        rules = before.rulebook
        known = before.events | {event.event_id: event for event in judged.events}
        progress = before.progress
        if judged.events:
            new, others = judged.events, before.events.values()
            progress = await turn.beside_others(known, advance, progress, rules.release, rules.policy, new, others)
        after = replace(before, progress=progress, events=known)
        reached = milestones(progress.course.percent, before.milestones)
        after = replace(after, milestones=[*before.milestones, *reached])
        writing = None
        if judged.events:  # go first: the database stores them while what follows from them is worked out here
            await write_events(connection, after.enrollment_id, _rows(after, judged))
            writing = await self._records.send_write(connection, before, after, turn)
            after = writing.record
        answers = Answers(connection, after)
        won = await self._records.await_write(connection, writing) if writing else []
        await inbox.answer(connection, after.user_id, await _answered(answers, judged, won, turn))
        for step in reached:
            await _milestone_message(connection, after, step)
        told = []
        if judged.events:
            told = stream_events(after.course_id, after.version, before.progress, progress, won)
        steps = [("milestone", {"course_id": str(after.course_id), "percent": step}) for step in reached]
        await tell(connection, after.user_id, [*told, *steps])
        return after


async def _answered(answers: Answers, judged: Judged, won: Sequence[EarnedNow], turn: Turn) -> dict[UUID, inbox.Answer]:
    """Of all that arrived. What was won is told with the last event."""
    last = judged.events[-1].event_id if judged.events else None
    given: dict[UUID, inbox.Answer] = dict(judged.rejected)
    async for event_id in turn.one_by_one(judged.to_answer()):
        arrival = judged.arrivals[event_id]
        won_now = won if event_id == last else ()
        given[event_id] = await answers.to(arrival.interaction, won_now, duplicate=arrival.known is not None)
    return given


async def _judge(arrivals: AsyncIterator[inbox.Arrival], record_before: LearnerRecord) -> Judged:
    judged = Judged()
    sections = {section.id: section for section in record_before.rulebook.release.sections()}
    async for arrival in arrivals:
        interaction = arrival.interaction
        judged.arrivals[interaction.event_id] = arrival
        if arrival.known == "same":
            judged.known.append(interaction.event_id)
        elif arrival.known == "another":
            judged.rejected[interaction.event_id] = REUSED
        elif len(record_before.events) + len(judged.events) >= MOST_EVENTS:
            detail = f"This course has taken {MOST_EVENTS:,} interactions from you, and takes no more."
            judged.rejected[interaction.event_id] = Rejection(slug="too-many-events", detail=detail)
        elif (section := sections.get(interaction.section_id)) is None:
            judged.events.append(_of_removed_section(interaction))
        else:
            try:
                judged.events.append(record(interaction, section))
            except UnknownChecks as error:
                judged.rejected[interaction.event_id] = Rejection(slug="answers-unknown", detail=str(error))
    judged.events.sort(key=lambda event: event.moment)
    return judged


def _of_removed_section(interaction: Interaction) -> Event:
    return Event(
        event_id=interaction.event_id,
        section_id=interaction.section_id,
        occurred_at=interaction.occurred_at,
        time_spent_seconds=int(interaction.time_spent_seconds),
    )


def _rows(after: LearnerRecord, judged: Judged) -> list[dict[str, Any]]:
    rows = []
    for event in judged.events:
        kind = after.progress.outcomes[event.event_id].kind
        row = {
            "id": event.event_id,
            "section_id": event.section_id,
            "body_hash": judged.arrivals[event.event_id].body_hash,
            "data": data_of(event),
            "outcome": OUTCOME_COLUMN.get(kind, kind),
            "occurred_at": event.occurred_at,
        }
        rows.append(row)
    return rows


async def _milestone_message(connection: Connection, after: LearnerRecord, step: int) -> None:
    data = {"course": after.rulebook.release.title, "course_id": str(after.course_id), "percent": step}
    await _leave(connection, after.user_id, "milestone_reached", _milestone_key(after, step), data)


async def _ask_what_is_left(connection: Connection, after: LearnerRecord) -> AsyncCursor[DictRow]:
    """Ask for the next review, and for the e-mails of milestones that wait: also those of a turn whose worker died
    before it could say so."""
    return await connection.execute(
        "SELECT ARRAY(SELECT id FROM outbox WHERE dedupe_key = ANY(%s) AND status = 'pending' ORDER BY id) "
        "AS outbox_ids, (SELECT min(due_at) FROM review_cards WHERE enrollment_id = %s) AS next_review_at",
        [[_milestone_key(after, step) for step in after.milestones], after.enrollment_id],
    )


def _milestone_key(after: LearnerRecord, step: int) -> str:
    return f"milestone:{after.enrollment_id}:{step}"


async def _leave(connection: Connection, user_id: UUID, kind: str, key: str, data: Mapping[str, Any]) -> UUID | None:
    """The id of a new message in the outbox; None where it was left before."""
    cursor = await connection.execute(
        "INSERT INTO outbox (id, kind, dedupe_key, user_id, data, status, attempts) "
        "VALUES (%s, %s, %s, %s, %s, 'pending', 0) ON CONFLICT (dedupe_key) DO NOTHING RETURNING id",
        [new_id(), kind, key, user_id, Jsonb(dict(data))],
    )
    row = await cursor.fetchone()
    return row["id"] if row else None


async def _learner(connection: Connection, ref: ProgressionRef) -> dict[str, Any]:
    cursor = await connection.execute(
        "SELECT e.user_id, e.course_id, e.completed_at, e.version, coalesce(r.course->>'title', c.title) AS title, "
        "coalesce(u.deleted_at, e.removed_at) IS NOT NULL AS is_gone "
        "FROM enrollments e JOIN courses c ON c.id = e.course_id JOIN users u ON u.id = e.user_id "
        "LEFT JOIN course_releases r ON r.course_id = c.id AND r.number = c.current_release WHERE e.id = %s",
        [ref.enrollment_id],
    )
    row = await cursor.fetchone()
    if row is None:
        raise refusal("unknown_enrollment", "There is no such enrollment.")
    return row


def _latest_outcome(after: LearnerRecord, judged: Judged) -> str:
    return after.progress.outcomes[judged.events[-1].event_id].kind if judged.events else ""
