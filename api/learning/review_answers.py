"""Answers to reviews: kept as events, each once, from which the memory of a check is derived in their order of time."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from psycopg.types.json import Jsonb

from api.http.problems import Problem, invalid
from api.learning.schemas import ReviewAnswered, ReviewAnswerIn
from enrollments.releases import Rulebooks
from learning.progression.device_clock import Calendar
from learning.reviews import CheckGone, Reviewed, due_at, judged, remembered
from learning.section import Check
from models.pool import Connection

_CARD = """
    SELECT r.id, r.card, r.check_id, r.section_id, e.course_id, e.release, now() AS now,
        p.published_at AS first_published
    FROM review_cards r JOIN enrollments e ON e.id = r.enrollment_id
        LEFT JOIN course_releases p ON p.course_id = e.course_id AND p.number = 1
    WHERE r.id = %s AND r.user_id = %s AND e.removed_at IS NULL FOR UPDATE OF r
"""


async def released_check(connection: Connection, rulebooks: Rulebooks, card: Mapping[str, Any]) -> Check | None:
    """The check of a card as the release has it on which the learner stands; None where it was taken out."""
    rulebook = await rulebooks.read(connection, card["course_id"], card["release"])
    checks = (section.checks for section in rulebook.release.sections() if section.id == card["section_id"])
    return next((check for of_section in checks for check in of_section if check.id == card["check_id"]), None)


async def answer_review(
    connection: Connection, rulebooks: Rulebooks, card_id: UUID, user_id: UUID, given: ReviewAnswerIn
) -> ReviewAnswered | Literal["reused"] | None:
    """None where the user has no such card; "reused" where the event id stands for another answer."""
    row = await (await connection.execute(_CARD, [card_id, user_id])).fetchone()
    if row is None:
        return None
    occurred_at = _when(given, Calendar(row["now"], row["first_published"]))
    check = await released_check(connection, rulebooks, row)
    right, rating = _judged(check, given)
    body = hashlib.sha256(given.model_dump_json(include={"rating", "answer"}).encode()).hexdigest()
    cursor = await connection.execute(
        "INSERT INTO review_answers (user_id, id, card_id, rating, body_hash, occurred_at) "
        "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (user_id, id) DO NOTHING RETURNING id",
        [user_id, given.event_id, card_id, rating, body, occurred_at],
    )
    is_new = await cursor.fetchone() is not None
    if not is_new and not await _is_same(connection, user_id, given.event_id, card_id, body):
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


def _when(given: ReviewAnswerIn, calendar: Calendar) -> datetime:
    """Raises 422 for a time at which nothing can have been answered."""
    if given.occurred_at and (fault := calendar.fault(given.occurred_at)):
        raise invalid([("/occurred_at", f"This time {fault}.")])
    return given.occurred_at or calendar.now


def _judged(check: Check | None, given: ReviewAnswerIn) -> tuple[bool | None, int]:
    try:
        return judged(check, given.rating, given.answer)
    except CheckGone as error:
        detail = "This check was taken out of the course; send a rating instead."
        raise Problem(409, "check-gone", detail) from error


async def _is_same(connection: Connection, user_id: UUID, event_id: UUID, card_id: UUID, body: str) -> bool:
    query = "SELECT card_id, body_hash FROM review_answers WHERE user_id = %s AND id = %s"
    row = await (await connection.execute(query, [user_id, event_id])).fetchone()
    return row is not None and row["card_id"] == card_id and row["body_hash"] in (body, "")


async def _memory(connection: Connection, row: dict[str, Any]) -> dict[str, Any]:
    cursor = await connection.execute(
        "SELECT occurred_at, id, rating FROM review_answers WHERE card_id = %s", [row["id"]]
    )
    reviews = [Reviewed(one["occurred_at"], one["id"], one["rating"]) for one in await cursor.fetchall()]
    return remembered(row["card"]["first"], reviews)
