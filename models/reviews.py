"""Review cards: made when a section with checks is completed, due when memory fades."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from learning.reviews import Reviewed, due_at, first_memory, remembered
from models.columns import new_id
from models.pool import Connection


async def make_cards(
    connection: Connection,
    learner: tuple[UUID, UUID],
    section_id: UUID,
    completed_at: datetime,
    right: Mapping[str, bool],
) -> None:
    """One card a check of a completed section. `learner` is (enrollment, user).

    A card that is there begins anew at another completion that came late and was earlier; its answers stay.
    """
    enrollment_id, user_id = learner
    answered = await _answers(connection, enrollment_id, section_id)
    rows = []
    for check_id, was_right in right.items():
        first = first_memory(completed_at, was_right)
        memory = remembered(first, answered.get(check_id, ()))
        key = (new_id(), enrollment_id, user_id, section_id, check_id)
        rows.append((*key, Jsonb({"first": first, "now": memory}), due_at(memory)))
    async with connection.cursor() as cursor:
        await cursor.executemany(
            "INSERT INTO review_cards (id, enrollment_id, user_id, section_id, check_id, card, due_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (enrollment_id, section_id, check_id) "
            "DO UPDATE SET card = excluded.card, due_at = excluded.due_at",
            rows,
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
    cursor = await connection.execute(
        "SELECT min(due_at) AS due_at FROM review_cards WHERE enrollment_id = %s", [enrollment_id]
    )
    row = await cursor.fetchone()
    return row["due_at"] if row else None


async def count_figures(connection: Connection, section_id: UUID, items: Sequence[Any], score: float) -> None:
    """Add a learner's first scored attempt at a section to the figures of its checks. `score` is in percent."""
    async with connection.cursor() as cursor:
        await cursor.executemany(_COUNTED, _figures(section_id, items, score))


async def uncount_figures(connection: Connection, section_id: UUID, items: Sequence[Any], score: float) -> None:
    """Take out again what `count_figures` added."""
    async with connection.cursor() as cursor:
        await cursor.executemany(_UNCOUNTED, _figures(section_id, items, score))


def _figures(section_id: UUID, items: Sequence[Any], score: float) -> list[dict[str, Any]]:
    share = score / 100
    return [
        {
            "section": section_id,
            "check": item.check_id,
            "right": int(item.right),
            "share": share,
            "square": share * share,
            "right_share": share if item.right else 0.0,
        }
        for item in sorted(items, key=lambda item: str(item.check_id))
    ]


_COUNTED = """
    INSERT INTO check_statistics AS s (section_id, check_id, answered, answered_right, score_sum, score_square_sum,
        right_score_sum)
    VALUES (%(section)s, %(check)s, 1, %(right)s, %(share)s, %(square)s, %(right_share)s)
    ON CONFLICT (section_id, check_id) DO UPDATE SET answered = s.answered + 1,
        answered_right = s.answered_right + excluded.answered_right,
        score_sum = s.score_sum + excluded.score_sum,
        score_square_sum = s.score_square_sum + excluded.score_square_sum,
        right_score_sum = s.right_score_sum + excluded.right_score_sum
"""
_UNCOUNTED = """
    UPDATE check_statistics SET answered = answered - 1, answered_right = answered_right - %(right)s,
        score_sum = score_sum - %(share)s, score_square_sum = score_square_sum - %(square)s,
        right_score_sum = right_score_sum - %(right_share)s
    WHERE section_id = %(section)s AND check_id = %(check)s
"""
