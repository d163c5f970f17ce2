"""Learning: enroll, interact, sync, and see where one stands and what comes next."""

import asyncio
from typing import Annotated, Any, NoReturn
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from accounts.permissions import Action
from api.http.etags import IfNoneMatch, answered
from api.http.problems import Problem, invalid, not_found
from api.learning.await_answers import answers_to, recorded
from api.learning.dependencies import Learning, LearningParts, PlainConnection
from api.learning.enrollments import STUDY, Enrolled, enroll, enrolled_in, study_of_course, study_of_section, study_told
from api.learning.progress_cache import PROGRESS_STAMP
from api.learning.schemas import EnrollmentPublic, InteractionIn, ProgressView, Sync, Synced
from api.learning.sync import REUSED, parse, synced
from api.learning.workflow_client import NOT_RECORDED, Study
from api.openapi.components import EVENT_REUSED
from api.security.dependencies import Account, Authorize, Shared, SharedParts
from enrollments import inbox
from enrollments.answers import Answers
from learning.progression.answering import InteractionAnswer, Rejection
from learning.progression.next_step import NextStep, Path
from temporal.errors import TemporalUnavailable

router = APIRouter(prefix="/api", tags=["Learning"])

STATUS = {"event-id-reused": 409, "answers-unknown": 422, "section-unknown": 404}


@router.post(
    "/courses/{course_id}/enroll",
    status_code=201,
    responses={200: {"model": EnrollmentPublic, "description": "You were enrolled before."}},
)
async def enroll_in_course(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.ENROLL))],
    connection: PlainConnection,
    learning: Learning,
    response: Response,
) -> EnrollmentPublic:
    """Enroll in a published course; who is enrolled already gets 200 and the same enrollment."""
    enrollment, is_new = await enroll(connection, learning.records, course_id, account.id)
    response.status_code = 201 if is_new else 200
    return enrollment


@router.post("/sections/{section_id}/interactions", response_model=InteractionAnswer, responses={409: EVENT_REUSED})
async def interact(
    section_id: UUID,
    interaction: InteractionIn,
    account: Annotated[Account, Depends(Authorize(Action.INTERACT, prefetch=STUDY))],
    shared: SharedParts,
    learning: Learning,
) -> InteractionAnswer | Response:
    """Record one sitting with a section. The same event id with the same body is counted once, and answered again."""
    async with shared.quick.connection() as connection:
        told = account.told
        study = study_told(told, account.id) if told else await study_of_section(connection, section_id, account.id)
        if interaction.occurred_at and (fault := study.calendar.fault(interaction.occurred_at)):
            raise invalid([("/occurred_at", f"This time {fault}.")])
        wanted = interaction.of_section(section_id, study.calendar.now)
        sending = inbox.Sending(wanted, interaction.preferred_path, interaction.occurred_at is not None)
        sent = await inbox.put(connection, study.enrollment_id, [sending])
    before = sent.get(wanted.event_id)
    if before is not None and not before.is_same:
        raise _refused(REUSED)
    if before is None or not before.is_answered:
        answers = await recorded(shared, learning, study, [wanted.event_id])
    else:
        answers = await answers_to(shared, study, [wanted.event_id])
    is_duplicate = before is not None and before.is_answered
    return await _shown(shared, learning, study, sending, answers.get(wanted.event_id), is_duplicate)


@router.post("/courses/{course_id}/sync", response_model=Synced)
async def sync(
    course_id: UUID,
    batch: Sync,
    account: Annotated[Account, Depends(Authorize(Action.INTERACT))],
    shared: SharedParts,
    learning: Learning,
) -> Response:
    """Record up to 500 interactions of several sections, in any order. One that is wrong is rejected by itself."""
    if shared.limits.events:
        await shared.turns.hold_back(shared.limits.events.of_batch(len(batch.events)), f"events of {account.id}")
    async with shared.quick.connection() as connection:
        study = await study_of_course(connection, course_id, account.id)
        parsed = await asyncio.to_thread(parse, batch, await _sections(connection, course_id), study.calendar)
        sent = await inbox.put(connection, study.enrollment_id, list(parsed.wanted.values())) if parsed.wanted else {}
    is_waiting = any(id_ not in sent or (sent[id_].is_same and not sent[id_].is_answered) for id_ in parsed.wanted)
    ids = list(parsed.wanted)
    answers = await (recorded(shared, learning, study, ids) if is_waiting else answers_to(shared, study, ids))
    shown = await learning.shown.read(shared.quick, course_id, account.id)
    assert shown is not None, "who is enrolled has progress"
    return Response(synced(batch, parsed, sent, answers, shown.body), media_type="application/json")


@router.get("/courses/{course_id}/progress", response_model=ProgressView)
async def read_own_progress(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_PROGRESS, prefetch=PROGRESS_STAMP))],
    shared: SharedParts,
    learning: Learning,
    if_none_match: IfNoneMatch,
) -> Response:
    """Where you stand in a course: status, percentage and what was earned, of the course, its lessons and sections."""
    shown = await learning.shown.read(shared.quick, course_id, account.id, account.told)
    if shown is None:
        async with learning.pool.connection() as connection:
            await _refuse(connection, course_id, account.id)
    return answered(lambda: shown.body, shown.tag, if_none_match)


@router.get("/courses/{course_id}/next")
async def read_next_step(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_PROGRESS))],
    connection: PlainConnection,
    learning: Learning,
    preferred_path: Annotated[Path | None, Query()] = None,
) -> NextStep:
    """What to do next, by the path that you prefer."""
    enrolled = await enrolled_in(connection, course_id, account.id)
    record_now = await _current(connection, learning, enrolled)
    return await Answers(connection, record_now).step(preferred_path)


async def _current(connection: Any, learning: LearningParts, enrolled: Enrolled) -> Any:
    """The record on the current release; one that stands on an older release is moved to it."""
    if enrolled.release == enrolled.current_release:
        return await learning.records.read(connection, enrolled.id)
    moved = await learning.records.locked(connection, enrolled.id)
    await connection.commit()
    if moved is not None:
        learning.records.keep(moved)
    return moved


async def _refuse(connection: Any, course_id: UUID, user_id: UUID) -> NoReturn:
    """Say why somebody has no progress in a course."""
    await enrolled_in(connection, course_id, user_id)
    raise not_found("course")


async def _shown(
    shared: Shared,
    learning: LearningParts,
    study: Study,
    sending: inbox.Sending,
    stored: inbox.Answer | None,
    is_duplicate: bool,
) -> InteractionAnswer | Response:
    """The stored answer; a duplicate's with the progress and the next step of now."""
    if stored is None:
        raise TemporalUnavailable(NOT_RECORDED)
    if stored.rejected is not None:
        raise _refused(Rejection.model_validate(stored.rejected))
    if not (is_duplicate or stored.is_known):
        return Response(stored.body, media_type="application/json")
    async with shared.quick.connection() as connection:
        record_now = await learning.records.read(connection, study.enrollment_id)
        assert record_now is not None
        told = await Answers(connection, record_now).to(sending.interaction, sending.path)
    return told.model_copy(update={"duplicate": True})


async def _sections(connection: Any, course_id: UUID) -> set[UUID]:
    cursor = await connection.execute(
        "SELECT s.id FROM sections s JOIN lessons l ON l.id = s.lesson_id WHERE l.course_id = %s", [course_id]
    )
    return {row["id"] for row in await cursor.fetchall()}


def _refused(problem: Rejection) -> Problem:
    return Problem(STATUS.get(problem.slug, 422), problem.slug, problem.detail)
