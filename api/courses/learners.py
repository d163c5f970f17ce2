"""The roster of a course: for its owner, and for no other learner."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from accounts.permissions import Action
from api.courses.roster import LearnerRecord, LearnerSummary, Wanted, as_csv, remove_learner, roster
from api.courses.views import known_course
from api.http.off_loop import off_loop
from api.http.pages import Page, WantedPage, cut
from api.http.problems import not_found
from api.learning.progress_view import read_progress
from api.security.auditing import audit
from api.security.dependencies import (
    Account,
    Authorize,
    CurrentDependencies,
    DatabaseSession,
    Snapshot,
    snapshot,
)

router = APIRouter(prefix="/api/courses/{course_id}", tags=["Courses"])

Stuck = Annotated[bool | None, Query(description="Only who is stuck, or only who is not.")]
EnrolledSince = Annotated[date | None, Query(description="Only who enrolled on this day (UTC) or later: a cohort.")]
EnrolledUntil = Annotated[date | None, Query(description="Only who enrolled on this day (UTC) or before.")]
InactiveDays = Annotated[int | None, Query(ge=0, le=3650, description="Only who did nothing for so many days.")]
CSV: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A table, one learner a row.",
        "content": {"text/csv": {"schema": {"type": "string"}}},
    }
}


@router.get("/learners")
async def list_learners(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_LEARNERS))],
    session: Snapshot,
    paging: WantedPage,
    stuck: Stuck = None,
    inactive_days: InactiveDays = None,
    enrolled_since: EnrolledSince = None,
    enrolled_until: EnrolledUntil = None,
) -> Page[LearnerSummary]:
    """Who learns your course, how far they are, when they were last seen, and where they are stuck."""
    await known_course(session, course_id, account)
    wanted = Wanted(course=course_id, stuck=stuck, days=inactive_days, since=enrolled_since, until=enrolled_until)
    page = wanted.model_copy(update={"after": paging.after, "rows": paging.limit + 1})
    found = await roster(session, page)
    return cut([learner for _, learner in found], [id_ for id_, _ in found], paging.limit)


@router.get("/learners.csv", response_class=Response, responses=CSV)
async def export_learners(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_LEARNERS))],
    session: Snapshot,
    stuck: Stuck = None,
    inactive_days: InactiveDays = None,
    enrolled_since: EnrolledSince = None,
    enrolled_until: EnrolledUntil = None,
) -> Response:
    """The same as a table for spreadsheets; what would begin a formula there has an apostrophe in front."""
    await known_course(session, course_id, account)
    wanted = Wanted(course=course_id, stuck=stuck, days=inactive_days, since=enrolled_since, until=enrolled_until)
    found = await roster(session, wanted)
    table = await off_loop(as_csv, [learner for _, learner in found])
    headers = {"Content-Disposition": 'attachment; filename="learners.csv"', "Cache-Control": "no-store"}
    return Response(table, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/learners/{user_id}")
async def read_learner(
    course_id: UUID,
    user_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_LEARNERS))],
    shared: CurrentDependencies,
) -> LearnerRecord:
    """One learner's record in your course: of each section status, attempts, scores and time. No answers."""
    async with snapshot(shared) as session:
        await known_course(session, course_id, account)
        found = await roster(session, Wanted(course=course_id, user=user_id))
    async with shared.pool.connection() as connection:
        progress = await read_progress(connection, course_id, user_id, shared.records)
    if not found or progress is None:
        raise not_found("learner")
    return LearnerRecord(learner=found[0][1], progress=progress)


@router.delete("/learners/{user_id}", status_code=204)
async def delete_learner(
    course_id: UUID,
    user_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.REMOVE_LEARNER, audit="remove learner"))],
    session: DatabaseSession,
) -> None:
    """Take a learner out of your course: they cannot go on, and nobody sees them on the roster.

    What they earned stays theirs. To a course that is published they may enroll again, and go on where they were.
    """
    await known_course(session, course_id, account)
    if not await remove_learner(session, course_id, user_id):
        raise not_found("learner")
    audit(session, account, "user", user_id, course_id=course_id)
