"""Review cards: made when a section with checks is completed, due when memory fades."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from learning.progression.effects import NewCard
from learning.reviews import Reviewed, due_at, remembered
from models.pool import Connection


async def begin_again(connection: Connection, enrollment_id: UUID, section_id: UUID, cards: Sequence[NewCard]) -> None:
    """Begin cards that are there at another completion, one that came late and was earlier; their answers stay."""
    answered = await _answers(connection, enrollment_id, section_id)
    rows = []
    for new in cards:
        memory = remembered(new.memory, answered.get(new.check_id, ()))
        card = Jsonb({"first": new.memory, "now": memory})
        rows.append((card, due_at(memory), enrollment_id, section_id, new.check_id))
    async with connection.cursor() as cursor:
        await cursor.executemany(
            "UPDATE review_cards SET card = %s, due_at = %s "
            "WHERE enrollment_id = %s AND section_id = %s AND check_id = %s",
            rows,
        )


async def withdraw(connection: Connection, enrollment_id: UUID, section_ids: Sequence[UUID]) -> None:
    """Let no card of these sections be due until `begin_again`; what was answered stays."""
    await connection.execute(
        "UPDATE review_cards SET due_at = NULL WHERE enrollment_id = %s AND section_id = ANY(%s)",
        [enrollment_id, list(section_ids)],
    )


async def _answers(connection: Connection, enrollment_id: UUID, section_id: UUID) -> dict[str, list[Reviewed]]:
    """What was answered of a section's cards by check. The cards stay locked, so that no answer comes in between."""
    of_section = "FROM review_cards c {} WHERE c.enrollment_id = %s AND c.section_id = %s"
    key = [enrollment_id, section_id]
    await connection.execute(f"SELECT 1 {of_section.format('')} FOR UPDATE", key)
    joined = of_section.format("JOIN review_answers a ON a.card_id = c.id")
    cursor = await connection.execute(f"SELECT c.check_id, a.occurred_at, a.id, a.rating {joined}", key)
    answers: dict[str, list[Reviewed]] = {}
    for row in await cursor.fetchall():
        answers.setdefault(row["check_id"], []).append(Reviewed(row["occurred_at"], row["id"], row["rating"]))
    return answers


async def sections_due(connection: Connection, enrollment_id: UUID, now: datetime) -> list[UUID]:
    """Sections with a review due, the most overdue first."""
    cursor = await connection.execute(
        "SELECT section_id FROM review_cards WHERE enrollment_id = %s AND due_at <= %s "
        "GROUP BY section_id ORDER BY min(due_at), section_id",
        [enrollment_id, now],
    )
    return [row["section_id"] for row in await cursor.fetchall()]


async def next_due(connection: Connection, enrollment_id: UUID) -> datetime | None:
    """When the earliest review card of the enrollment is due, be it already past; None without cards."""
    cursor = await connection.execute(
        "SELECT min(due_at) AS due_at FROM review_cards WHERE enrollment_id = %s", [enrollment_id]
    )
    row = await cursor.fetchone()
    return row["due_at"] if row else None


async def uncount(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Take figures out again. All of their sections stay locked, in the order in which others count."""
    sections = list({row["section_id"] for row in rows})
    lock = "SELECT 1 FROM check_statistics WHERE section_id = ANY(%s) ORDER BY section_id, check_id FOR UPDATE"
    await connection.execute(lock, [sections])
    async with connection.cursor() as cursor:
        await cursor.executemany(_UNCOUNTED, rows)


_UNCOUNTED = """
    UPDATE check_statistics SET answered = answered - 1, answered_right = answered_right - %(answered_right)s,
        score_sum = score_sum - %(score_sum)s, score_square_sum = score_square_sum - %(score_square_sum)s,
        right_score_sum = right_score_sum - %(right_score_sum)s
    WHERE section_id = %(section_id)s AND check_id = %(check_id)s
"""
