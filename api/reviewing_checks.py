"""Answers to reviews: kept as events, each once, from which the memory of a check is derived in their order of time."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from psycopg.types.json import Jsonb

from api.learning_shapes import ReviewAnswered, ReviewAnswerIn
from api.problems import Problem
from learning.progression.scoring import is_right
from learning.reviews import Reviewed, due_at, rating_of, remembered
from learning.section import Check
from models.pool import Connection
from models.releases import Rulebooks

_CARD = """
    SELECT r.id, r.card, r.check_id, r.section_id, e.course_id, e.release
    FROM review_cards r JOIN enrollments e ON e.id = r.enrollment_id
    WHERE r.id = %s AND r.user_id = %s FOR UPDATE OF r
"""


async def released_check(connection: Connection, rulebooks: Rulebooks, card: Mapping[str, Any]) -> Check | None:
    """The check of a card as the release has it on which the learner stands; None where it was taken out."""
    rulebook = await rulebooks.read(connection, card["course_id"], card["release"])
    checks = (section.checks for section in rulebook.release.sections() if section.id == card["section_id"])
    return next((check for of_section in checks for check in of_section if check.id == card["check_id"]), None)


async def answer_review(
    connection: Connection, rulebooks: Rulebooks, card_id: UUID, user_id: UUID, given: ReviewAnswerIn, now: datetime
) -> ReviewAnswered | Literal["reused"] | None:
    """None where the user has no such card; "reused" where the event id stands for another answer."""
    row = await (await connection.execute(_CARD, [card_id, user_id])).fetchone()
    if row is None:
        return None
    check = await released_check(connection, rulebooks, row)
    right = _judged(check, given)
    rating = given.rating or rating_of(bool(right))
    body = hashlib.sha256(given.model_dump_json(include={"rating", "answer"}).encode()).hexdigest()
    cursor = await connection.execute(
        "INSERT INTO review_answers (id, card_id, rating, body_hash, occurred_at) VALUES (%s, %s, %s, %s, %s) "
        "ON CONFLICT (id) DO NOTHING RETURNING id",
        [given.event_id, card_id, rating, body, given.occurred_at or now],
    )
    is_new = await cursor.fetchone() is not None
    if not is_new and not await _is_same(connection, given.event_id, card_id, body):
        return "reused"
    memory = await _memory(connection, row)
    await connection.execute(
        "UPDATE review_cards SET card = %s, due_at = CASE WHEN due_at IS NOT NULL THEN %s END WHERE id = %s",
        [Jsonb({"first": row["card"]["first"], "now": memory}), due_at(memory), card_id],
    )
    feedback = check.feedback if check else ""
    return ReviewAnswered(
        id=card_id, due_at=due_at(memory), rating=rating, right=right, feedback=feedback, duplicate=not is_new
    )


def _judged(check: Check | None, given: ReviewAnswerIn) -> bool | None:
    if given.answer is None:
        return None
    if check is None:
        raise Problem(409, "check-gone", "This check was taken out of the course; send a rating instead.")
    return is_right(check, given.answer)


async def _is_same(connection: Connection, event_id: UUID, card_id: UUID, body: str) -> bool:
    query = "SELECT card_id, body_hash FROM review_answers WHERE id = %s"
    row = await (await connection.execute(query, [event_id])).fetchone()
    return row is not None and row["card_id"] == card_id and row["body_hash"] in (body, "")


async def _memory(connection: Connection, row: dict[str, Any]) -> dict[str, Any]:
    cursor = await connection.execute(
        "SELECT occurred_at, id, rating FROM review_answers WHERE card_id = %s", [row["id"]]
    )
    reviews = [Reviewed(one["occurred_at"], one["id"], one["rating"]) for one in await cursor.fetchall()]
    return remembered(row["card"]["first"], reviews)
