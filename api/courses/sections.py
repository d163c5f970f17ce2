"""Sections: read, edit, have written anew; and what they came from."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Query, Response
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action, may
from api.courses.editing import edit_section, section_of
from api.courses.learner_view import as_seen, tried
from api.courses.schemas import Lineage, Review, SectionPublic, SectionUpdate
from api.courses.views import (
    course_for,
    course_of_section,
    course_to_edit,
    ties_to,
    view_course,
    view_released_section,
    view_section,
)
from api.generations.create import refuse_deleted_sources, refuse_too_many, request_section
from api.generations.regenerate import section_generation
from api.generations.schemas import GenerationPublic, Regeneration
from api.generations.views import generation_for, view_of
from api.http.etags import IfMatch, IfNoneMatch, require_match, tag_of, tagged
from api.http.idempotency import IdempotencyKey
from api.http.pages import Page, WantedPage, cut
from api.http.problems import Problem, not_found, refuse_unshowable
from api.openapi.components import LOCATED
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, CurrentDependencies, DatabaseSession, Snapshot, snapshot
from learning.brief import Money
from learning.section import SectionContent
from models.courses import Course
from models.generations import AiContentGeneration, Generation
from models.messages import CourseCreationRequest
from models.progress import Enrollment
from models.snapshots import read_release, read_released_content
from models.versions import keep_version, texts_of

ANEW = Regeneration()
router = APIRouter(prefix="/api", tags=["Courses"])


@router.get("/sections/{section_id}", response_model=SectionPublic)
async def read_section(
    section_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_SECTION))],
    session: Snapshot,
    if_none_match: IfNoneMatch,
) -> Response:
    """A section with its content: to its learners as it was published, without the keys of what was not completed."""
    course = await session.get_one(Course, await course_of_section(session, section_id))
    if any(account.may(tie) for tie in ties_to(course, account)):
        tree = await course_for(session, course.id, account, "section")
        return tagged(await view_section(session, tree, section_of(tree, section_id)), if_none_match)
    if not any(may(account.role, Action.READ_COURSE, tie) for tie in ties_to(course, account)):
        raise not_found("section")
    return tagged(await _as_published(session, course, section_id, account.id), if_none_match)


async def _as_published(session: AsyncSession, course: Course, section_id: UUID, user_id: UUID) -> SectionPublic:
    released = await read_release(session, course)
    section = released.section(section_id)
    content = await read_released_content(session, course.id, course.current_release or 0, section_id)
    if section is None or content is None:
        raise not_found("section")
    theirs = (Enrollment.user_id == user_id, Enrollment.course_id == course.id, col(Enrollment.removed_at).is_(None))
    if (await session.exec(select(Enrollment.release).where(*theirs))).one_or_none() is None:
        raise Problem(403, "not-enrolled", "You are not enrolled in this course: enroll first.")
    so_far = await tried(session, user_id, course.id, section_id)
    return await view_released_section(released, section, as_seen(SectionContent.model_validate(content), so_far))


@router.patch("/sections/{section_id}")
async def update_section(
    section_id: UUID,
    update: Annotated[
        SectionUpdate,
        Body(
            openapi_examples={
                "gate": {
                    "summary": "Optional, and behind another section",
                    "value": {"is_required": False, "gate": {"requires": "1.1", "min_completion": 100}},
                }
            }
        ),
    ],
    account: Annotated[Account, Depends(Authorize(Action.EDIT_COURSE, audit="edit section"))],
    session: DatabaseSession,
    response: Response,
    if_match: IfMatch,
) -> SectionPublic:
    """Edit a section by hand; `If-Match` is its own ETag or its course's."""
    course_id = await course_of_section(session, section_id)
    tree = await course_to_edit(session, course_id, account, "section")
    section = section_of(tree, section_id)
    current = (tag_of(await view_section(session, tree, section)), tag_of(await view_course(session, tree)))
    require_match(if_match, *current)
    before = texts_of(section)
    await edit_section(session, tree, section, update)
    if texts_of(section) != before:
        await keep_version(session, section, before, "edit", made_by=account.id)
    audit(session, account, "section", section_id, course_id=course_id, fields=sorted(update.model_fields_set))
    tree = await course_for(session, course_id, account)
    view = await view_section(session, tree, section_of(tree, section_id))
    response.headers["ETag"] = tag_of(view)
    return view


@router.post(
    "/sections/{section_id}/regenerate",
    status_code=202,
    responses={
        202: {"headers": LOCATED},
        409: {"description": "It was edited by hand, a source of it was deleted, or the key is another wish's."},
    },
)
async def regenerate_section(
    section_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.REGENERATE, audit="regenerate section"))],
    shared: CurrentDependencies,
    response: Response,
    wish: Annotated[
        Regeneration,
        Body(
            openapi_examples={
                "shorter": {
                    "summary": "With a wish",
                    "value": {"instructions": "Shorter, with an example from a bakery."},
                },
                "proposal": {"summary": "To be compared first", "value": {"instructions": "Shorter.", "propose": True}},
            }
        ),
    ] = ANEW,
    idempotency_key: IdempotencyKey = None,
) -> GenerationPublic:
    """Have one section written anew; a section edited by hand only with `overwrite_edits`, or as a proposal.

    With `propose` nothing is overwritten: the new text is a version of the section, to be compared, taken or left.
    """
    refuse_unshowable(wish)
    async with shared.sessions() as session:
        await refuse_too_many(session, account, idempotency_key)
    await shared.workflows.require()
    async with shared.sessions() as session, session.begin():
        tree = await course_to_edit(session, await course_of_section(session, section_id), account, "section")
        section = section_of(tree, section_id)
        if section.edited_at is not None and not (wish.overwrite_edits or wish.propose):
            sentence = "The section was edited by hand: send propose to compare, or overwrite_edits to give it up."
            raise Problem(409, "edited-by-hand", sentence)
        wanted, planned = await section_generation(session, tree, section, wish)
        await refuse_deleted_sources(session, wanted)
        generation = await request_section(session, wanted, planned, account, idempotency_key)
    await shared.workflows.start(
        CourseCreationRequest(
            generation_id=generation.id,
            instructor_id=account.id,
            title=f"{tree.course.title}: {section.title}",
            section=planned,
            solve=bool(generation.brief.get("solve_checks")),
        )
    )
    response.headers["Location"] = f"/api/generations/{generation.id}"
    async with snapshot(shared) as session:
        return await view_of(session, await generation_for(session, generation.id, account), shared.workflow_links)


@router.get("/courses/{course_id}/generations")
async def list_lineage(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_LINEAGE))],
    session: Snapshot,
    paging: WantedPage,
    section_id: Annotated[UUID | None, Query(description="Only the calls that this section came from.")] = None,
) -> Page[Lineage]:
    """Every provider call that your course came from, the first one first."""
    await course_for(session, course_id, account)
    query = (
        select(AiContentGeneration)
        .join(Generation, col(AiContentGeneration.generation_id) == Generation.id)
        .where(Generation.course_id == course_id)
    )
    if section_id is not None:
        query = query.where(AiContentGeneration.section_id == section_id)
    if paging.after is not None:
        query = query.where(col(AiContentGeneration.id) > paging.after)
    rows = (await session.exec(query.order_by(col(AiContentGeneration.id)).limit(paging.limit + 1))).all()
    return cut([_lineage(row) for row in rows], [row.id for row in rows], paging.limit)


@router.post("/ai-generations/{call_id}/review")
async def review_call(
    call_id: UUID,
    review: Annotated[
        Review,
        Body(
            openapi_examples={
                "approved": {"summary": "Good", "value": {"approved": True, "notes": "Checked with a baker."}}
            }
        ),
    ],
    account: Annotated[Account, Depends(Authorize(Action.REVIEW_CONTENT, audit="review content"))],
    session: DatabaseSession,
) -> Lineage:
    """Say whether a person approves of what was generated."""
    refuse_unshowable(review)
    entry = await session.get(AiContentGeneration, call_id, with_for_update=True)
    if entry is None:
        raise not_found("generated content")
    generation = await generation_for(session, entry.generation_id, account, "generated content")
    entry.approved, entry.review_notes = review.approved, review.notes
    entry.reviewed_by, entry.reviewed_at = account.id, datetime.now(UTC)
    session.add(entry)
    about = {"course_id": generation.course_id, "generation_id": generation.id}
    audit(session, account, "generated content", call_id, **about, approved=review.approved)
    return _lineage(entry)


def _lineage(entry: AiContentGeneration) -> Lineage:
    return Lineage(
        cost=Money(amount=entry.cost),
        **entry.model_dump(include=set(Lineage.model_fields) - {"cost"}),
    )
