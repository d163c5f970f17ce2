"""What learners' devices sent, from its arrival until it is recorded: so that nothing acknowledged is ever lost, and
what waits for one learner is recorded together."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import AsyncCursor
from psycopg.rows import DictRow

from enrollments.fairness import beside_others
from learning.progression.answering import InteractionAnswer, Rejection
from learning.progression.events import Interaction
from models.pool import Connection

Answer = InteractionAnswer | Rejection
"""What an interaction has got. One whose event was recorded before it came here is answered as a duplicate."""


class Arrival(NamedTuple):
    """An interaction that waits. `known` says that an event of that id is in the learning record: the very same one
    (also where its fingerprint was let go of), or another."""

    interaction: Interaction
    body_hash: str
    known: str | None


class Sent(NamedTuple):
    """What the inbox holds of an id: whether it is the same body for the same course, and whether it has an answer."""

    is_same: bool
    is_answered: bool


def _packed(sent: Sequence[Interaction], is_timed: bool) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """The bodies as JSON and their fingerprints, both by event id."""
    bodies, hashes = {}, {}
    for one in sent:
        body = one.model_dump(mode="json")
        told = bodies[one.event_id] = json.dumps(body, sort_keys=True)
        if not is_timed:
            told = json.dumps(body | {"occurred_at": None}, sort_keys=True)
        hashes[one.event_id] = hashlib.sha256(told.encode()).hexdigest()
    return bodies, hashes


async def put(
    connection: Connection, enrollment_id: UUID, sent: Sequence[Interaction], *, is_timed: bool = True
) -> dict[UUID, Sent]:
    """Put interactions in, each id of a learner once. Returns what of them was there before, also where it came at the
    same moment.

    Without `is_timed` the device did not say when that was: it is the same again whenever it comes.
    """
    bodies, hashes = await beside_others(sent, _packed, sent, is_timed)
    cursor = await connection.execute(
        "INSERT INTO interaction_inbox (user_id, id, enrollment_id, body_hash, body) "
        "SELECT e.user_id, n.id, e.id, n.body_hash, n.body FROM enrollments e "
        "CROSS JOIN unnest(%s::uuid[], %b::text[], %b::jsonb[]) AS n (id, body_hash, body) "
        "WHERE e.id = %s ORDER BY n.id ON CONFLICT (user_id, id) DO NOTHING RETURNING id",
        [list(bodies), list(hashes.values()), list(bodies.values()), enrollment_id],
    )
    new = {row["id"] for row in await cursor.fetchall()}
    if not (old := [event_id for event_id in hashes if event_id not in new]):
        return {}
    query = (
        "SELECT i.id, i.enrollment_id = e.id AS is_of_course, i.body_hash, i.answer IS NOT NULL AS is_answered "
        "FROM enrollments e JOIN interaction_inbox i ON i.user_id = e.user_id WHERE e.id = %s AND i.id = ANY(%s)"
    )
    there = await (await connection.execute(query, [enrollment_id, old])).fetchall()
    return {
        row["id"]: Sent(row["is_of_course"] and row["body_hash"] == hashes[row["id"]], row["is_answered"])
        for row in there
    }


async def ask_for_waiting(connection: Connection, enrollment_id: UUID) -> AsyncCursor[DictRow]:
    """Ask for everything of one enrollment that has no answer yet, in the order of arrival; `arrivals` reads it."""
    return await connection.execute(
        "SELECT i.id, i.body_hash, i.body::text AS body, e.id IS NOT NULL AS recorded, "
        "e.enrollment_id = i.enrollment_id AND e.body_hash IN (i.body_hash, '') AS is_same "
        "FROM interaction_inbox i LEFT JOIN LATERAL (SELECT v.id, v.enrollment_id, v.body_hash FROM learning_events v "
        "JOIN enrollments o ON o.id = v.enrollment_id WHERE v.id = i.id AND o.user_id = i.user_id LIMIT 1) e ON true "
        "WHERE i.enrollment_id = %s AND i.answer IS NULL ORDER BY i.received_at, i.id",
        [enrollment_id],
    )


async def arrivals(asked: AsyncCursor[DictRow]) -> Iterator[Arrival]:
    """The interactions that `ask_for_waiting` asked for, in the order of arrival; each is read when it is taken."""
    return map(_arrival, await asked.fetchall())


async def answer(connection: Connection, user_id: UUID, answers: Mapping[UUID, Answer]) -> None:
    """Store answers to a learner's interactions."""
    stored = await beside_others(answers, lambda: [_stored(answer) for answer in answers.values()])
    await connection.execute(
        "UPDATE interaction_inbox i SET answer = n.answer FROM unnest(%s::uuid[], %b::jsonb[]) AS n (id, answer) "
        "WHERE i.user_id = %s AND i.id = n.id",
        [list(answers), stored, user_id],
    )


async def answers(connection: Connection, user_id: UUID, ids: Sequence[UUID]) -> dict[UUID, Answer]:
    """The answers that these ids of a learner have got."""
    cursor = await connection.execute(
        "SELECT id, answer->'rejected' AS rejected, (answer - 'known')::text AS answer "
        "FROM interaction_inbox WHERE user_id = %s AND id = ANY(%s) AND answer IS NOT NULL",
        [user_id, list(ids)],
    )
    rows = await cursor.fetchall()
    return await beside_others(rows, lambda: {row["id"]: _answer(row) for row in rows})


def _stored(answer: Answer) -> str:
    if isinstance(answer, Rejection):
        return json.dumps({"rejected": answer.model_dump()})
    return answer.model_dump_json()


def _answer(row: dict[str, Any]) -> Answer:
    if row["rejected"]:
        return Rejection.model_validate(row["rejected"])
    return InteractionAnswer.model_validate_json(row["answer"])


def _arrival(row: dict[str, Any]) -> Arrival:
    known = None if not row["recorded"] else "same" if row["is_same"] else "another"
    return Arrival(Interaction.model_validate_json(row["body"]), row["body_hash"], known)
