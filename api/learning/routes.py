"""Learning: enroll, interact, sync, and see where one stands and what comes next."""

import asyncio
from typing import Annotated, Any, NoReturn
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Query, Response
from fastapi.openapi.models import Example

from accounts.permissions import Action
from api.http.etags import IfNoneMatch, answered
from api.http.problems import Problem, invalid, not_found
from api.learning.enrollments import EnrollmentRef, enroll, enrollment_of_course, enrollment_of_section
from api.learning.progress_cache import PROGRESS_STAMP
from api.learning.progress_view import read_progress
from api.learning.schemas import EVENT_REUSED, EnrollmentPublic, InteractionIn, ProgressView, Sync, Synced
from api.learning.sync import parse, results_of
from api.learning.workflow_client import NOT_RECORDED
from api.security.dependencies import Account, Authorize, CurrentDependencies, Dependencies, PlainConnection
from enrollments import inbox
from enrollments.answers import Answers
from learning.progression.answering import REUSED, InteractionAnswer, Rejection
from learning.progression.events import Interaction
from learning.progression.next_step import NextStep, Path
from temporal.errors import TemporalUnavailable

router = APIRouter(prefix="/api", tags=["Learning"])

MANNER = "In which manner to go on; by default the learner's own preference."
STATUS = {"event-id-reused": 409, "answers-unknown": 422, "section-unknown": 404}


SITTING = {
    "event_id": "018f2f6e-7c1a-7c3b-8d4e-5f6071829304",
    "time_spent_seconds": 240,
    "answers": {"k1": "a"},
    "interactions": {"video_watched": 1},
}
OFFLINE: dict[str, Example] = {
    "offline": {
        "summary": "What was done without a network",
        "value": {
            "device_id": "tablet-1",
            "events": [
                {
                    **SITTING,
                    "section_id": "018f2f6e-7c1a-7c3b-8d4e-000000000001",
                    "occurred_at": "2026-01-05T18:30:00Z",
                }
            ],
        },
    }
}


@router.post(
    "/courses/{course_id}/enroll",
    status_code=201,
    responses={200: {"model": EnrollmentPublic, "description": "You were enrolled before."}},
)
async def enroll_in_course(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.ENROLL))],
    connection: PlainConnection,
    shared: CurrentDependencies,
    response: Response,
) -> EnrollmentPublic:
    """Enroll in a published course; who is enrolled already gets 200 and the same enrollment."""
    enrollment, is_new = await enroll(connection, shared.records, course_id, account.id)
    response.status_code = 201 if is_new else 200
    return enrollment


@router.post("/sections/{section_id}/interactions", responses={409: EVENT_REUSED})
async def interact(
    section_id: UUID,
    interaction: Annotated[
        InteractionIn, Body(openapi_examples={"sitting": {"summary": "Four minutes and one answer", "value": SITTING}})
    ],
    account: Annotated[Account, Depends(Authorize(Action.INTERACT))],
    shared: CurrentDependencies,
) -> InteractionAnswer:
    """Record one sitting with a section. The same event id with the same body is counted once, and answered again."""
    async with shared.quick.connection() as connection:
        enrollment = await enrollment_of_section(connection, section_id, account.id)
        if interaction.occurred_at and (fault := enrollment.calendar.fault(interaction.occurred_at)):
            raise invalid([("/occurred_at", f"This time {fault}.")])
        wanted = interaction.of_section(section_id, enrollment.calendar.now)
        is_timed = interaction.occurred_at is not None
        sent = await inbox.put(connection, enrollment.enrollment_id, [wanted], is_timed=is_timed)
    before = sent.get(wanted.event_id)
    if before is not None and not before.is_same:
        raise _refused(REUSED)
    if before is None or not before.is_answered:
        answers = await shared.learners.record(enrollment, [wanted.event_id])
    else:
        answers = await shared.learners.answers_to(enrollment, [wanted.event_id])
    answer = answers.get(wanted.event_id)
    if answer is None:
        raise TemporalUnavailable(NOT_RECORDED)
    if isinstance(answer, Rejection):
        raise _refused(answer)
    return answer if before is None or not before.is_answered else await _again(shared, enrollment, wanted)


@router.post("/courses/{course_id}/sync", response_model=Synced)
async def sync(
    course_id: UUID,
    batch: Annotated[Sync, Body(openapi_examples=OFFLINE)],
    account: Annotated[Account, Depends(Authorize(Action.INTERACT))],
    shared: CurrentDependencies,
) -> Response:
    """Record up to 500 interactions of several sections, in any order. One that is wrong is rejected by itself."""
    if shared.limits.events:
        await shared.limiter.count(shared.limits.events.of_batch(len(batch.events)), f"events of {account.id}")
    async with shared.quick.connection() as connection:
        enrollment = await enrollment_of_course(connection, course_id, account.id)
        parsed = await asyncio.to_thread(parse, batch, await _sections(connection, course_id), enrollment.calendar)
        sent = (
            await inbox.put(connection, enrollment.enrollment_id, list(parsed.wanted.values())) if parsed.wanted else {}
        )
    is_waiting = any(id_ not in sent or (sent[id_].is_same and not sent[id_].is_answered) for id_ in parsed.wanted)
    ids = list(parsed.wanted)
    answer = shared.learners.record if is_waiting else shared.learners.answers_to
    answers = await answer(enrollment, ids)
    results = await asyncio.to_thread(results_of, batch, parsed, sent, answers)
    async with shared.pool.connection() as connection:
        progress = await read_progress(connection, course_id, account.id, shared.records)
    assert progress is not None, "who is enrolled has progress"
    synced = Synced.model_construct(results=results, progress=progress)
    return Response(await asyncio.to_thread(synced.model_dump_json), media_type="application/json")


@router.get("/courses/{course_id}/progress", response_model=ProgressView)
async def read_own_progress(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_PROGRESS, prefetch=PROGRESS_STAMP))],
    shared: CurrentDependencies,
    if_none_match: IfNoneMatch,
) -> Response:
    """Where you stand in a course: status, percentage and what was earned, of the course, its lessons and sections."""
    shown = await shared.progress_cache.read(shared.quick, course_id, account.id, account.prefetched)
    if shown is None:
        async with shared.pool.connection() as connection:
            await _refuse(connection, course_id, account.id)
    return answered(lambda: shown.body, shown.tag, if_none_match)


@router.get("/courses/{course_id}/next")
async def read_next_step(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_PROGRESS))],
    connection: PlainConnection,
    shared: CurrentDependencies,
    preferred_path: Annotated[Path | None, Query(description=MANNER)] = None,
) -> NextStep:
    """What to do next, by the path that you prefer."""
    enrollment = await enrollment_of_course(connection, course_id, account.id)
    read = shared.records.read if enrollment.is_current else shared.records.carry_over
    record_now = await read(connection, enrollment.enrollment_id)
    assert record_now is not None
    return await Answers(connection, record_now).step(preferred_path)


async def _refuse(connection: Any, course_id: UUID, user_id: UUID) -> NoReturn:
    """Say why somebody has no progress in a course."""
    await enrollment_of_course(connection, course_id, user_id)
    raise not_found("course")


async def _again(shared: Dependencies, enrollment: EnrollmentRef, interaction: Interaction) -> InteractionAnswer:
    """The answer to a duplicate, with the progress and the next step of now."""
    async with shared.quick.connection() as connection:
        record_now = await shared.records.read(connection, enrollment.enrollment_id)
        assert record_now is not None
        return await Answers(connection, record_now).to(interaction, duplicate=True)


async def _sections(connection: Any, course_id: UUID) -> set[UUID]:
    cursor = await connection.execute(
        "SELECT s.id FROM sections s JOIN lessons l ON l.id = s.lesson_id WHERE l.course_id = %s", [course_id]
    )
    return {row["id"] for row in await cursor.fetchall()}


def _refused(problem: Rejection) -> Problem:
    return Problem(STATUS.get(problem.slug, 422), problem.slug, problem.detail)
