"""Lessons and sections added, duplicated and deleted; drafts deleted. All but the last answer the course."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Response

from accounts.permissions import Action
from api.courses.arranging import (
    add_lesson,
    add_section,
    duplicate_section,
    remove_course,
    remove_lesson,
    remove_section,
)
from api.courses.editing import lesson_of, section_of
from api.courses.schemas import CoursePublic, NewLesson, NewSection
from api.courses.views import (
    course_of_lesson,
    course_of_section,
    course_to_edit,
    tagged_course,
    view_course,
    view_section,
)
from api.http.etags import IfMatch, require_match, tag_of
from api.openapi.components import LOCATED, TAGGED
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, DatabaseSession
from models.catalog import CourseTree

router = APIRouter(prefix="/api", tags=["Courses"])

MADE: dict[int | str, dict[str, Any]] = {201: {"headers": LOCATED | TAGGED}}
NEEDED: dict[int | str, dict[str, Any]] = {
    200: {"headers": TAGGED},
    409: {"description": "It is the last one, or others need it: `detail` says which."},
}
LEARNED: dict[int | str, dict[str, Any]] = {409: {"description": "The course is published, or somebody learns it."}}


@router.post("/courses/{course_id}/lessons", status_code=201, responses=MADE)
async def make_lesson(
    course_id: UUID,
    new: Annotated[
        NewLesson,
        Body(
            openapi_examples={
                "empty": {"summary": "At the end, with an empty section", "value": {"title": "Sourdough"}},
                "first": {
                    "summary": "At the front, with two sections",
                    "value": {"title": "The mill", "position": 1, "sections": [{"title": "Grain"}, {"title": "Flour"}]},
                },
            }
        ),
    ],
    account: Annotated[Account, Depends(Authorize(Action.EDIT_COURSE, audit="add lesson"))],
    session: DatabaseSession,
    response: Response,
    if_match: IfMatch,
) -> CoursePublic:
    """Add a lesson to your course; `If-Match` is the course's ETag, the answer the course."""
    tree = await matched_tree(session, course_id, account, "course", if_match)
    lesson = await add_lesson(session, tree, new)
    audit(session, account, "lesson", lesson.id, course_id=course_id)
    response.headers["Location"] = f"/api/courses/{course_id}"
    return await tagged_course(session, course_id, account, response)


@router.post("/lessons/{lesson_id}/sections", status_code=201, responses=MADE)
async def make_section(
    lesson_id: UUID,
    new: Annotated[
        NewSection,
        Body(
            openapi_examples={
                "written": {
                    "summary": "With a text",
                    "value": {
                        "title": "Salt",
                        "content": {"explanation": "Salt tightens gluten, and slows yeast down."},
                    },
                }
            }
        ),
    ],
    account: Annotated[Account, Depends(Authorize(Action.EDIT_COURSE, audit="add section"))],
    session: DatabaseSession,
    response: Response,
    if_match: IfMatch,
) -> CoursePublic:
    """Add a section to a lesson; `If-Match` is the course's ETag, the answer the course, `Location` the section."""
    course_id = await course_of_lesson(session, lesson_id)
    tree = await matched_tree(session, course_id, account, "lesson", if_match)
    section = await add_section(session, tree, lesson_of(tree, lesson_id), new)
    audit(session, account, "section", section.id, course_id=course_id)
    response.headers["Location"] = f"/api/sections/{section.id}"
    return await tagged_course(session, course_id, account, response)


@router.post("/sections/{section_id}/duplicate", status_code=201, responses=MADE)
async def copy_section(
    section_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.EDIT_COURSE, audit="duplicate section"))],
    session: DatabaseSession,
    response: Response,
    if_match: IfMatch,
) -> CoursePublic:
    """Put a copy of a section right behind it; `If-Match` is its own ETag or its course's, the answer the course."""
    course_id = await course_of_section(session, section_id)
    tree = await matched_tree(session, course_id, account, "section", if_match, section_id)
    copy = await duplicate_section(session, tree, section_of(tree, section_id))
    audit(session, account, "section", copy.id, course_id=course_id)
    response.headers["Location"] = f"/api/sections/{copy.id}"
    return await tagged_course(session, course_id, account, response)


@router.delete("/lessons/{lesson_id}", responses=NEEDED)
async def delete_lesson(
    lesson_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.EDIT_COURSE, audit="delete lesson"))],
    session: DatabaseSession,
    response: Response,
    if_match: IfMatch,
) -> CoursePublic:
    """Take a lesson with its sections out of your course; `If-Match` is the course's ETag, the answer the course.

    Learners keep it until you publish, and what they earned in it for good.
    """
    course_id = await course_of_lesson(session, lesson_id)
    tree = await matched_tree(session, course_id, account, "lesson", if_match)
    await remove_lesson(session, tree, lesson_of(tree, lesson_id))
    audit(session, account, "lesson", lesson_id, course_id=course_id)
    return await tagged_course(session, course_id, account, response)


@router.delete("/sections/{section_id}", responses=NEEDED)
async def delete_section(
    section_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.EDIT_COURSE, audit="delete section"))],
    session: DatabaseSession,
    response: Response,
    if_match: IfMatch,
) -> CoursePublic:
    """Take a section out of your course; `If-Match` is its own ETag or its course's, the answer the course.

    Learners keep it until you publish, and what they earned in it for good.
    """
    course_id = await course_of_section(session, section_id)
    tree = await matched_tree(session, course_id, account, "section", if_match, section_id)
    await remove_section(session, tree, section_of(tree, section_id))
    audit(session, account, "section", section_id, course_id=course_id)
    return await tagged_course(session, course_id, account, response)


@router.delete("/courses/{course_id:uuid}", status_code=204, responses=LEARNED)
async def delete_course(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.DELETE_COURSE, audit="delete course"))],
    session: DatabaseSession,
    if_match: IfMatch,
) -> None:
    """Delete a draft that nobody learns. The record of who did what and of what was paid stays."""
    tree = await course_to_edit(session, course_id, account)
    require_match(if_match, tag_of(await view_course(session, tree)))
    await remove_course(session, tree)
    audit(session, account, "course", course_id, course_id=course_id)


async def matched_tree(
    session: DatabaseSession,
    course_id: UUID,
    account: Account,
    what: str,
    if_match: str | None,
    section_id: UUID | None = None,
) -> CourseTree:
    """The course, locked, where If-Match names what stands now of it or of the section."""
    tree = await course_to_edit(session, course_id, account, what)
    current = [tag_of(await view_course(session, tree))]
    current += [tag_of(await view_section(session, tree, s)) for s in tree.sections() if s.id == section_id]
    require_match(if_match, *current)
    return tree
