"""Courses: read, bring, edit, publish, take away."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Query, Request, Response
from sqlalchemy import and_, tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import STRANGER, Action
from api.courses.editing import edit_course, edit_lesson, lesson_of
from api.courses.examples import COURSE_BY_HAND
from api.courses.filters import WantedFilters
from api.courses.publishing import changes_of, publish
from api.courses.schemas import CourseChanges, CoursePublic, CourseSummary, CourseUpdate, LessonUpdate
from api.courses.view_cache import CourseViewCache
from api.courses.views import (
    course_for,
    course_of_lesson,
    course_to_edit,
    summarise,
    tagged_course,
    view_course,
)
from api.http.etags import IfMatch, IfNoneMatch, answered, require_match, tag_of
from api.http.idempotency import IdempotencyKey, made_before
from api.http.off_loop import off_loop
from api.http.pages import Page, WantedPage, cut
from api.http.problems import Problem, refuse_errors
from api.openapi.components import LOCATED, TAGGED
from api.security.auditing import audit
from api.security.authentication import not_signed_in
from api.security.dependencies import Account, Authorize, CurrentDependencies, DatabaseSession, Snapshot
from learning.course_draft import CourseDraft
from learning.course_draft_review import review_course_draft
from models.catalog import CourseTree, export_draft, insert_course
from models.columns import new_id
from models.course_stamps import COURSE_STAMP
from models.courses import Course, CourseRelease

router = APIRouter(prefix="/api", tags=["Courses"])

MINE = "Your own courses, drafts included, in place of all published ones."
UNFIT: dict[str, Any] = {"description": "The course cannot be studied as it is: `errors` points to why."}


@router.get("/courses")
async def list_courses(
    account: Annotated[Account, Depends(Authorize(Action.LIST_COURSES))],
    session: DatabaseSession,
    paging: WantedPage,
    filters: WantedFilters,
    mine: Annotated[bool, Query(description=MINE)] = False,
) -> Page[CourseSummary]:
    """Published courses, the last published first; with `mine`, your own in whatever state, the newest first.

    Durations are in minutes, of all sections of the release; a language is met by its regions too.
    """
    if mine and account.role == STRANGER:
        raise not_signed_in()
    of_release = and_(col(CourseRelease.course_id) == Course.id, col(CourseRelease.number) == Course.current_release)
    query = select(Course, CourseRelease.course, CourseRelease.minutes).join(CourseRelease, of_release, isouter=True)
    if mine:
        own = (col(Course.instructor_id) == account.id, col(Course.status) != "archived")
        query = query.where(*own, *filters.of_own()).order_by(col(Course.id).desc())
        if paging.after is not None:
            query = query.where(col(Course.id) < paging.after)
    else:
        query = query.where(col(Course.status) == "published", *filters.of_releases())
        query = query.order_by(col(Course.published_at).desc(), col(Course.id).desc())
        if paging.after is not None:
            seen = select(Course.published_at, Course.id).where(Course.id == paging.after)
            query = query.where(tuple_(col(Course.published_at), col(Course.id)) < seen.scalar_subquery())
    rows = (await session.exec(query.limit(paging.limit + 1))).all()
    shown = [summarise(course, None if mine else released, minutes) for course, released, minutes in rows]
    return cut(shown, [course.id for course, _, _ in rows], paging.limit)


@router.post("/courses", status_code=201, responses={201: {"headers": LOCATED | TAGGED}})
async def bring_course(
    draft: Annotated[
        CourseDraft,
        Body(
            openapi_examples={"by_hand": {"summary": "Two sections, the second behind a gate", "value": COURSE_BY_HAND}}
        ),
    ],
    account: Annotated[Account, Depends(Authorize(Action.BRING_COURSE, audit="bring course"))],
    session: DatabaseSession,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> CoursePublic:
    """Bring a course made by hand or elsewhere, as a draft. The same Idempotency-Key answers the same course."""
    refuse_errors(await off_loop(review_course_draft, draft))
    view = await view_course(session, await _brought(session, draft, account, idempotency_key))
    response.headers["Location"] = f"/api/courses/{view.id}"
    response.headers["ETag"] = tag_of(view)
    return view


async def _brought(session: AsyncSession, draft: CourseDraft, account: Account, key: str | None) -> CourseTree:
    course_id, request = new_id(), draft.model_dump_json()
    if key is not None:
        known = await made_before(session, account.id, "POST /api/courses", key, request, course_id)
        if known is not None:
            return await course_for(session, known, account)
    tree = await insert_course(session, draft, account.id, course_id)
    for row in (tree.course, *(lesson for lesson, _ in tree.lessons), *tree.sections()):
        await session.refresh(row)
    audit(session, account, "course", course_id, course_id=course_id)
    return tree


@router.get("/courses/{course_id:uuid}", response_model=CoursePublic)
async def read_course(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_COURSE, prefetch=COURSE_STAMP))],
    shared: CurrentDependencies,
    request: Request,
    if_none_match: IfNoneMatch,
) -> Response:
    """A course with its lessons and sections; their content is read one by one."""
    courses: CourseViewCache = request.app.state.course_views
    shown = await courses.read(shared, course_id, account)
    return answered(lambda: shown.body, shown.tag, if_none_match)


@router.get("/courses/{course_id}/export.json", response_model=CourseDraft)
async def export_course(
    course_id: UUID, account: Annotated[Account, Depends(Authorize(Action.EXPORT_COURSE))], session: Snapshot
) -> CourseDraft:
    """Your course in the shape that `POST /api/courses` takes."""
    return export_draft(await course_for(session, course_id, account))


@router.patch("/courses/{course_id:uuid}")
async def update_course(
    course_id: UUID,
    update: Annotated[
        CourseUpdate,
        Body(openapi_examples={"title": {"summary": "Another title", "value": {"title": "Bread, from flour to loaf"}}}),
    ],
    account: Annotated[Account, Depends(Authorize(Action.EDIT_COURSE, audit="edit course"))],
    session: DatabaseSession,
    response: Response,
    if_match: IfMatch,
) -> CoursePublic:
    """Edit a course by hand."""
    tree = await course_to_edit(session, course_id, account)
    require_match(if_match, tag_of(await view_course(session, tree)))
    await edit_course(session, tree, update)
    audit(session, account, "course", course_id, course_id=course_id, fields=sorted(update.model_fields_set))
    return await tagged_course(session, course_id, account, response)


@router.patch("/lessons/{lesson_id}")
async def update_lesson(
    lesson_id: UUID,
    update: Annotated[
        LessonUpdate, Body(openapi_examples={"first": {"summary": "To the front", "value": {"position": 1}}})
    ],
    account: Annotated[Account, Depends(Authorize(Action.EDIT_COURSE, audit="edit lesson"))],
    session: DatabaseSession,
    response: Response,
    if_match: IfMatch,
) -> CoursePublic:
    """Edit a lesson by hand; `If-Match` is its course's ETag, the answer its course."""
    course_id = await course_of_lesson(session, lesson_id)
    tree = await course_to_edit(session, course_id, account, "lesson")
    require_match(if_match, tag_of(await view_course(session, tree)))
    await edit_lesson(session, tree, lesson_of(tree, lesson_id), update)
    fields = sorted(update.model_fields_set)
    audit(session, account, "lesson", lesson_id, course_id=course_id, fields=fields)
    return await tagged_course(session, course_id, account, response)


@router.post("/courses/{course_id}/publish", responses={200: {"headers": TAGGED}, 422: UNFIT})
async def publish_course(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.PUBLISH, audit="publish"))],
    shared: CurrentDependencies,
    response: Response,
) -> CoursePublic:
    """Make a release of the course as it stands, and let learners see it."""
    async with shared.sessions() as session, session.begin():
        view = await _publish(session, course_id, account, response)
    if view.release and view.release > 1:
        await shared.workflows.migrate_learners(course_id, view.release)
    return view


async def _publish(session: AsyncSession, course_id: UUID, account: Account, response: Response) -> CoursePublic:
    tree = await course_to_edit(session, course_id, account)
    await publish(session, tree)
    audit(session, account, "course", course_id, course_id=course_id, release=tree.course.current_release)
    return await tagged_course(session, course_id, account, response)


@router.get("/courses/{course_id}/changes")
async def read_changes(
    course_id: UUID, account: Annotated[Account, Depends(Authorize(Action.READ_CHANGES))], session: Snapshot
) -> CourseChanges:
    """What differs between your course as it stands and as it is published, and what publishing means to learners."""
    return await changes_of(session, await course_for(session, course_id, account))


@router.post(
    "/courses/{course_id}/unpublish",
    responses={200: {"headers": TAGGED}, 409: {"description": "The course is not published."}},
)
async def unpublish_course(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.PUBLISH, audit="unpublish"))],
    session: DatabaseSession,
    response: Response,
) -> CoursePublic:
    """Take a published course back to a draft; its releases and what was learned stay."""
    course = (await course_to_edit(session, course_id, account)).course
    if course.status != "published":
        raise Problem(409, "wrong-time", "The course is not published.")
    course.status = "draft"
    course.version += 1
    session.add(course)
    audit(session, account, "course", course_id, course_id=course_id)
    await session.flush()
    await session.refresh(course)
    return await tagged_course(session, course_id, account, response)
