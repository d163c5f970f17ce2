"""What a learner has: dashboard, achievements, reviews, and the live stream of it all."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.dependencies import CurrentAccount, SharedParts, SignedInStill
from api.learner_events import follow_learner
from api.learning_parts import Learning, PlainConnection
from api.learning_shapes import (
    AchievementPublic,
    Dashboard,
    DashboardCourse,
    ReviewAnswered,
    ReviewAnswerIn,
    ReviewPublic,
)
from api.problems import Problem, invalid, not_found
from api.reviewing_checks import answer_review
from api.streams import seen_before, while_signed_in

router = APIRouter(prefix="/api", tags=["Learning"])

_COURSES = """
    SELECT e.course_id, c.title, e.status, e.progress_percentage AS percent, e.time_spent_seconds, e.last_activity_at,
        e.completed_at
    FROM enrollments e JOIN courses c ON c.id = e.course_id
    WHERE e.user_id = %s ORDER BY e.last_activity_at DESC NULLS LAST, e.id LIMIT 100
"""
_ACHIEVEMENTS = """
    SELECT a.slug, a.title, a.description, a.criteria, u.earned_at, u.course_id
    FROM achievements a LEFT JOIN user_achievements u ON u.achievement_id = a.id AND u.user_id = %s
    ORDER BY u.earned_at DESC NULLS LAST, a.slug
"""
_REVIEWS = """
    SELECT r.id, e.course_id, r.section_id, r.due_at, (
        SELECT k.value FROM jsonb_array_elements(s.content->'checks') k WHERE k.value->>'id' = r.check_id
    ) AS "check"
    FROM review_cards r JOIN enrollments e ON e.id = r.enrollment_id JOIN sections s ON s.id = r.section_id
    WHERE r.user_id = %s AND (%s OR r.due_at <= now()) ORDER BY r.due_at, r.id LIMIT %s
"""
HIDDEN = ("answer", "feedback")


@router.get("/me/dashboard")
async def read_dashboard(account: CurrentAccount, connection: PlainConnection) -> Dashboard:
    """Your courses and the sums over them."""
    query = "SELECT * FROM user_learning_dashboard WHERE user_id = %s"
    sums = await (await connection.execute(query, [account.id])).fetchone() or {}
    courses = await (await connection.execute(_COURSES, [account.id])).fetchall()
    due = "SELECT count(*) AS due FROM review_cards WHERE user_id = %s AND due_at <= now()"
    reviews = await (await connection.execute(due, [account.id])).fetchone() or {}
    return Dashboard(
        courses_enrolled=sums.get("courses_enrolled", 0),
        courses_completed=sums.get("courses_completed", 0),
        courses_in_progress=sums.get("courses_in_progress", 0),
        avg_progress=sums.get("avg_progress"),
        time_spent_seconds=sums.get("time_spent_seconds", 0),
        achievements=sums.get("achievements", 0),
        reviews_due=reviews.get("due", 0),
        last_activity_at=sums.get("last_activity_at"),
        courses=[DashboardCourse(**row) for row in courses],
    )


@router.get("/me/achievements")
async def list_achievements(account: CurrentAccount, connection: PlainConnection) -> list[AchievementPublic]:
    """What you have earned, the newest first, then what there is to earn."""
    rows = await (await connection.execute(_ACHIEVEMENTS, [account.id])).fetchall()
    return [AchievementPublic(**row) for row in rows]


@router.get("/me/reviews")
async def list_reviews(
    account: CurrentAccount,
    connection: PlainConnection,
    upcoming: Annotated[bool, Query()] = False,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> list[ReviewPublic]:
    """The checks that are due for review, the most overdue first; with `upcoming` those to come as well."""
    rows = await (await connection.execute(_REVIEWS, [account.id, upcoming, limit])).fetchall()
    return [ReviewPublic(**row | {"check": _without_key(row["check"])}) for row in rows]


@router.post("/reviews/{review_id}/answer")
async def answer_a_review(
    review_id: UUID, given: ReviewAnswerIn, account: CurrentAccount, connection: PlainConnection, learning: Learning
) -> ReviewAnswered:
    """Answer a review; the same event id counts once. Says when the check is due next."""
    if (given.rating is None) == (given.answer is None):
        raise invalid([("", "Send either a rating or an answer.")])
    answered = await answer_review(connection, review_id, account.id, given, datetime.now(UTC))
    if answered is None:
        raise not_found("review")
    if answered == "reused":
        raise Problem(409, "event-id-reused", "Another answer was sent with this event id.")
    return answered


@router.get("/me/events", response_class=EventSourceResponse)
async def stream_own_events(
    account: CurrentAccount,
    shared: SharedParts,
    learning: Learning,
    still: SignedInStill,
    after: Annotated[int | None, Query(ge=0)] = None,
    last_event_id: Annotated[str | None, Header()] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Progress, achievements, milestones and reminders as they happen; resumes after `Last-Event-ID` (or `?after=`)."""
    seen = seen_before(last_event_id, after)
    events = follow_learner(shared.bell, learning.pool, account.id, seen)
    async for event in while_signed_in(events, still):
        data = {"kind": event["kind"], "at": event["created_at"].isoformat(), **event["data"]}
        yield ServerSentEvent(raw_data=json.dumps(data), event=event["kind"], id=str(event["seq"]))


def _without_key(check: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if check is None else {name: value for name, value in check.items() if name not in HIDDEN}
