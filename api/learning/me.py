"""What a learner has: dashboard, achievements, reviews, and the live stream of it all."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent

from accounts.permissions import Action
from api.http.pages import Page, WantedPage, cut
from api.http.problems import Problem, invalid, not_found
from api.http.streams import EventNumber, LastEventId, event_stream, resumed_after, while_signed_in
from api.learning.events import follow_learner
from api.learning.review_answers import answer_review, released_check
from api.learning.schemas import (
    EVENT_REUSED,
    AchievementPublic,
    Dashboard,
    DashboardCourse,
    ReviewAnswered,
    ReviewAnswerIn,
    ReviewPublic,
)
from api.security.dependencies import (
    Account,
    AccountNow,
    Authorize,
    CurrentDependencies,
    PlainConnection,
    Reassess,
)
from learning.checks import KINDS, Check
from learning.progression.achievements import current_streak
from models.pool import Connection

router = APIRouter(prefix="/api", tags=["Learning"])

_COURSES = """
    SELECT e.course_id, coalesce(r.course->>'title', c.title) AS title, e.status, e.progress_percentage AS percent,
        e.time_spent_seconds, e.last_activity_at, e.completed_at
    FROM enrollments e JOIN courses c ON c.id = e.course_id
    LEFT JOIN course_releases r ON r.course_id = c.id AND r.number = c.current_release
    WHERE e.user_id = %s AND e.removed_at IS NULL ORDER BY e.last_activity_at DESC NULLS LAST, e.id LIMIT 100
"""
_ACHIEVEMENTS = """
    WITH placed AS (
        SELECT coalesce(u.id, a.id) AS id, a.slug, a.title, a.description, a.criteria, u.earned_at, u.course_id,
            row_number() OVER (ORDER BY u.earned_at DESC NULLS LAST, a.slug, u.id) AS place
        FROM achievements a LEFT JOIN user_achievements u ON u.achievement_id = a.id AND u.user_id = %(user)s
    )
    SELECT * FROM placed WHERE place > coalesce((SELECT place FROM placed WHERE id = %(after)s), 0)
    ORDER BY place LIMIT %(limit)s
"""
_REVIEWS = """
    WITH placed AS (
        SELECT r.*, row_number() OVER (ORDER BY r.due_at, r.id) AS place
        FROM review_cards r JOIN enrollments e ON e.id = r.enrollment_id AND e.removed_at IS NULL
        WHERE r.user_id = %(user)s AND r.due_at IS NOT NULL AND (%(upcoming)s OR r.due_at <= now())
    )
    SELECT r.id, e.course_id, e.release, r.section_id, r.check_id, r.due_at
    FROM placed r JOIN enrollments e ON e.id = r.enrollment_id
    WHERE r.place > coalesce((SELECT place FROM placed WHERE id = %(after)s), 0) ORDER BY r.place LIMIT %(limit)s
"""
OWN_EVENTS = event_stream(
    "milestone",
    "7",
    '{"kind": "milestone", "at": "2026-01-05T18:30:00+00:00", "course_id": "018f2f6e-…", "percent": 50}',
)
_COMPLETED = """
    SELECT u.timezone, coalesce(array_agg(p.completed_at) FILTER (WHERE p.completed_at IS NOT NULL), '{}') AS done
    FROM users u LEFT JOIN enrollments e ON e.user_id = u.id LEFT JOIN section_progress p ON p.enrollment_id = e.id
    WHERE u.id = %s GROUP BY u.id
"""
HIDDEN = {"answer", "accepted", "feedback"}


@router.get("/me/dashboard")
async def read_dashboard(
    account: Annotated[Account, Depends(Authorize(Action.READ_SELF))], connection: PlainConnection
) -> Dashboard:
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
        streak_days=await _streak(connection, account.id),
        last_activity_at=sums.get("last_activity_at"),
        courses=[DashboardCourse(**row) for row in courses],
    )


@router.get("/me/achievements")
async def list_achievements(
    account: Annotated[Account, Depends(Authorize(Action.READ_SELF))], connection: PlainConnection, paging: WantedPage
) -> Page[AchievementPublic]:
    """What you have earned, the newest first, then what there is to earn."""
    given = {"user": account.id, "after": paging.after, "limit": paging.limit + 1}
    rows = await (await connection.execute(_ACHIEVEMENTS, given)).fetchall()
    return cut([AchievementPublic(**row) for row in rows], [row["id"] for row in rows], paging.limit)


@router.get("/me/reviews")
async def list_reviews(
    account: Annotated[Account, Depends(Authorize(Action.READ_SELF))],
    connection: PlainConnection,
    paging: WantedPage,
    shared: CurrentDependencies,
    upcoming: Annotated[bool, Query(description="Those that are due later as well.")] = False,
) -> Page[ReviewPublic]:
    """The checks that are due for review, the most overdue first; with `upcoming` those to come as well."""
    await shared.records.move_on(connection, account.id)
    given = {"user": account.id, "upcoming": upcoming, "after": paging.after, "limit": paging.limit + 1}
    rows = await (await connection.execute(_REVIEWS, given)).fetchall()
    checks = [await released_check(connection, shared.records.rulebooks, row) for row in rows]
    reviews = [ReviewPublic(**row | {"check": _without_key(check)}) for row, check in zip(rows, checks, strict=True)]
    return cut(reviews, [review.id for review in reviews], paging.limit)


@router.post("/reviews/{review_id}/answer", responses={409: EVENT_REUSED})
async def answer_a_review(
    review_id: UUID,
    given: Annotated[
        ReviewAnswerIn,
        Body(
            openapi_examples={
                "rating": {
                    "summary": "Remembered with some effort",
                    "value": {"event_id": "018f2f6e-7c1a-7c3b-8d4e-5f6071829305", "rating": 3},
                },
                "answer": {
                    "summary": "Have the answer judged",
                    "value": {"event_id": "018f2f6e-7c1a-7c3b-8d4e-5f6071829306", "answer": "a"},
                },
            }
        ),
    ],
    account: Annotated[Account, Depends(Authorize(Action.ANSWER_REVIEW))],
    connection: PlainConnection,
    shared: CurrentDependencies,
) -> ReviewAnswered:
    """Answer a review; the same event id counts once. Says when the check is due next."""
    if (given.rating is None) == (given.answer is None):
        raise invalid([("", "Send either a rating or an answer.")])
    answered = await answer_review(connection, shared.records.rulebooks, review_id, account.id, given)
    if answered is None:
        raise not_found("review")
    if answered == "reused":
        raise Problem(409, "event-id-reused", "Another answer was sent with this event id.")
    return answered


@router.get("/me/events", response_class=EventSourceResponse, responses={200: OWN_EVENTS})
async def stream_own_events(
    account: Annotated[Account, Depends(Authorize(Action.READ_SELF))],
    shared: CurrentDependencies,
    account_now: Annotated[AccountNow, Depends(Reassess(Action.READ_SELF))],
    after: EventNumber = None,
    last_event_id: LastEventId = None,
) -> AsyncIterator[ServerSentEvent]:
    """Progress, achievements, milestones and reminders as they happen; resumes after `Last-Event-ID` (or `?after=`)."""
    seen = resumed_after(after, last_event_id)
    events = follow_learner(shared.notifications, shared.pool, account.id, seen)

    async def still() -> bool:
        return await account_now() is not None

    async for event in while_signed_in(events, still):
        data = {"kind": event["kind"], "at": event["created_at"].isoformat(), **event["data"]}
        yield ServerSentEvent(raw_data=json.dumps(data), event=event["kind"], id=str(event["seq"]))


async def _streak(connection: Connection, user_id: UUID) -> int:
    row = await (await connection.execute(_COMPLETED, [user_id])).fetchone()
    return current_streak(row["done"], datetime.now(UTC), row["timezone"]) if row else 0


def _without_key(check: Check | None) -> dict[str, Any] | None:
    return None if check is None else KINDS[check.kind].hidden(check).model_dump(mode="json", exclude=HIDDEN)
