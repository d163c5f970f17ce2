"""Learning: enroll, interact, sync, and see where one stands and what comes next."""

from typing import Annotated, Any, NoReturn
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import ValidationError

from api.dependencies import CurrentAccount, SharedParts
from api.description_parts import EVENT_REUSED
from api.etags import IfNoneMatch, answered
from api.learner_door import NOT_RECORDED, Study, record
from api.learning_parts import Learning, LearningParts, PlainConnection
from api.learning_shapes import (
    EnrollmentPublic,
    EventProblem,
    InteractionIn,
    ProgressView,
    Sync,
    Synced,
    SyncedInteraction,
    SyncResult,
)
from api.problems import Problem, not_found, readable
from api.progress_views import read_progress
from api.studies import Enrolled, enroll, enrolled_in, study_of_course, study_of_section
from learning.progression.answering import InteractionAnswer, Rejection
from learning.progression.events import Interaction
from learning.progression.next_step import NextStep, Path
from models import inbox
from models.learner_answers import Answers
from temporal.errors import TemporalUnavailable

router = APIRouter(prefix="/api", tags=["Learning"])

REUSED = Rejection(slug="event-id-reused", detail="Another interaction was sent with this event id.")
STATUS = {"event-id-reused": 409, "answers-unknown": 422, "section-unknown": 404}


@router.post(
    "/courses/{course_id}/enroll",
    status_code=201,
    responses={200: {"model": EnrollmentPublic, "description": "You were enrolled before."}},
)
async def enroll_in_course(
    course_id: UUID, account: CurrentAccount, connection: PlainConnection, learning: Learning, response: Response
) -> EnrollmentPublic:
    """Enroll in a published course; who is enrolled already gets 200 and the same enrollment."""
    enrollment, is_new = await enroll(connection, learning.records, course_id, account.id)
    response.status_code = 201 if is_new else 200
    return enrollment


@router.post("/sections/{section_id}/interactions", responses={409: EVENT_REUSED})
async def interact(
    section_id: UUID, interaction: InteractionIn, account: CurrentAccount, shared: SharedParts, learning: Learning
) -> InteractionAnswer:
    """Record one sitting with a section. The same event id with the same body is counted once, and answered again."""
    async with shared.quick.connection() as connection:
        study = await study_of_section(connection, section_id, account.id)
        wanted = interaction.of_section(section_id)
        sending = inbox.Sending(wanted, interaction.preferred_path, interaction.occurred_at is not None)
        sent = await inbox.put(connection, study.enrollment_id, [sending])
    before = sent.get(wanted.event_id)
    if before is not None and not before.is_same:
        raise _refused(REUSED)
    if before is None or before.answer is None:
        await record(shared.door, learning, study)
    async with shared.quick.connection() as connection:
        stored = (await inbox.answers(connection, [wanted.event_id])).get(wanted.event_id)
        is_duplicate = before is not None and before.answer is not None
        return await _answer(connection, learning, study, wanted, interaction.preferred_path, stored, is_duplicate)


@router.post("/courses/{course_id}/sync")
async def sync(
    course_id: UUID, batch: Sync, account: CurrentAccount, shared: SharedParts, learning: Learning
) -> Synced:
    """Record up to 500 interactions of several sections, in any order. One that is wrong is rejected by itself."""
    async with learning.pool.connection() as connection:
        study = await study_of_course(connection, course_id, account.id)
        known = await _sections(connection, course_id)
        wanted, rejected, ids = _parsed(batch, known)
        sent = await inbox.put(connection, study.enrollment_id, list(wanted.values())) if wanted else {}
    rejected |= {id_: REUSED for id_, before in sent.items() if not before.is_same}
    if any(id_ not in rejected and (id_ not in sent or sent[id_].answer is None) for id_ in wanted):
        await record(shared.door, learning, study)
    async with learning.pool.connection() as connection:
        answers = await inbox.answers(connection, list(wanted))
        progress = await _progress(connection, learning, course_id, account.id)
    results = _results(batch, ids, rejected, sent, answers)
    return Synced(results=results, progress=progress)


@router.get("/courses/{course_id}/progress", response_model=ProgressView)
async def read_own_progress(
    course_id: UUID, account: CurrentAccount, shared: SharedParts, learning: Learning, if_none_match: IfNoneMatch
) -> Response:
    """Where you stand in a course: status, percentage and what was earned, of the course, its lessons and sections."""
    shown = await learning.shown.read(shared.quick, course_id, account.id)
    if shown is None:
        async with learning.pool.connection() as connection:
            await _refuse(connection, course_id, account.id)
    return answered(lambda: shown.body, shown.tag, if_none_match)


@router.get("/courses/{course_id}/next")
async def read_next_step(
    course_id: UUID,
    account: CurrentAccount,
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


async def _progress(connection: Any, learning: LearningParts, course_id: UUID, user_id: UUID) -> ProgressView:
    view = await read_progress(connection, course_id, user_id, learning.records, learning.rulebooks)
    if view is None:
        await _refuse(connection, course_id, user_id)
    return view


async def _refuse(connection: Any, course_id: UUID, user_id: UUID) -> NoReturn:
    """Say why somebody has no progress in a course."""
    await enrolled_in(connection, course_id, user_id)
    raise not_found("course")


async def _answer(
    connection: Any,
    learning: LearningParts,
    study: Study,
    wanted: Interaction,
    path: str | None,
    stored: dict[str, Any] | None,
    is_duplicate: bool,
) -> InteractionAnswer:
    """The stored answer; a duplicate's with the progress and the next step of now."""
    if stored is None:
        raise TemporalUnavailable(NOT_RECORDED)
    if "rejected" in stored:
        raise _refused(Rejection.model_validate(stored["rejected"]))
    is_duplicate = is_duplicate or stored.pop("known", False)
    if not is_duplicate:
        return InteractionAnswer.model_validate(stored)
    record_now = await learning.records.read(connection, study.enrollment_id)
    assert record_now is not None
    told = await Answers(connection, record_now).to(wanted, path)
    return told.model_copy(update={"duplicate": True})


async def _sections(connection: Any, course_id: UUID) -> set[UUID]:
    cursor = await connection.execute(
        "SELECT s.id FROM sections s JOIN lessons l ON l.id = s.lesson_id WHERE l.course_id = %s", [course_id]
    )
    return {row["id"] for row in await cursor.fetchall()}


Wanted = dict[UUID, inbox.Sending]


def _parsed(batch: Sync, known: set[UUID]) -> tuple[Wanted, dict[UUID | int, Rejection], dict[int, UUID]]:
    """The events that can be recorded, by id; what is wrong with the others, by id or by place; the ids by place."""
    wanted: Wanted = {}
    rejected: dict[UUID | int, Rejection] = {}
    ids: dict[int, UUID] = {}
    for place, raw in enumerate(batch.events):
        try:
            event = SyncedInteraction.model_validate(raw)
        except ValidationError as error:
            rejected[place] = _invalid(error)
            continue
        ids[place] = event.event_id
        if event.occurred_at is None:
            rejected[place] = Rejection(slug="invalid-input", detail="An interaction in a batch needs its occurred_at.")
        elif event.section_id not in known:
            rejected[place] = Rejection(slug="section-unknown", detail="This course has no such section.")
        elif (first := wanted.get(event.event_id)) is None:
            wanted[event.event_id] = inbox.Sending(event.of_section(event.section_id), event.preferred_path)
        elif first.interaction != event.of_section(event.section_id):
            rejected[place] = REUSED
    return wanted, rejected, ids


def _invalid(error: ValidationError) -> Rejection:
    faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()[:3]]
    return Rejection(slug="invalid-input", detail="; ".join(faults))


def _results(
    batch: Sync,
    ids: dict[int, UUID],
    rejected: dict[UUID | int, Rejection],
    sent: dict[UUID, inbox.Sent],
    answers: dict[UUID, dict[str, Any]],
) -> list[SyncResult]:
    """One result an event, in the order in which they were sent; the second of the same id is a duplicate."""
    results: list[SyncResult] = []
    seen: set[UUID] = set()
    for place, raw in enumerate(batch.events):
        id_ = ids.get(place)
        problem = rejected.get(place) or (rejected.get(id_) if id_ else None)
        stored = answers.get(id_) if id_ else None
        if problem is None and stored is not None and "rejected" in stored:
            problem = Rejection.model_validate(stored["rejected"])
        if problem is not None or id_ is None or stored is None:
            results.append(_rejected(raw, problem or REUSED))
            continue
        is_known = id_ in seen or bool(stored.get("known")) or (id_ in sent and sent[id_].answer is not None)
        seen.add(id_)
        answer = InteractionAnswer.model_validate({k: v for k, v in stored.items() if k != "known"})
        status = "duplicate" if is_known else "applied"
        results.append(
            SyncResult(event_id=id_, status=status, answer=answer.model_copy(update={"duplicate": is_known}))
        )
    return results


def _rejected(raw: object, problem: Rejection) -> SyncResult:
    event_id = raw.get("event_id") if isinstance(raw, dict) else None
    shown = EventProblem(type=f"/problems/{problem.slug}", detail=readable(problem.detail))
    named = None if event_id is None else readable(str(event_id))[:100]
    return SyncResult(event_id=named, status="rejected", problem=shown)


def _refused(problem: Rejection) -> Problem:
    return Problem(STATUS.get(problem.slug, 422), problem.slug, problem.detail)
