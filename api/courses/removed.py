"""Undo after the page was left: the lessons and sections that were taken out of a course, and their way back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action
from api.courses.restoring import RemovedParts, needs_of, removed_parts, restore_lesson, restore_section
from api.courses.schemas import CoursePublic
from api.courses.structure import matched_tree
from api.courses.views import course_for, course_of_lesson, course_of_section, tagged_course
from api.http.etags import IfMatch
from api.openapi.components import TAGGED
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, DatabaseSession, Snapshot
from models.catalog import CourseTree
from models.courses import Lesson, Section

router = APIRouter(prefix="/api", tags=["Courses"])

BACK: dict[int | str, dict[str, Any]] = {200: {"headers": TAGGED}}
NOT_ALONE: dict[int | str, dict[str, Any]] = BACK | {409: {"description": "Its lesson was taken out too."}}


class RemovedSection(BaseModel):
    """`without` names what it would come back without: prerequisites and a gate that ask for parts that are gone."""

    id: UUID
    title: str
    lesson_id: UUID
    lesson_title: str
    removed_at: datetime
    without: list[str]


class RemovedLesson(BaseModel):
    """A lesson with the titles of the sections that come back with it."""

    id: UUID
    title: str
    removed_at: datetime
    sections: list[str]
    without: list[str]


class RemovedOfCourse(BaseModel):
    """What was taken out of a course and can be put back."""

    lessons: list[RemovedLesson]
    sections: list[RemovedSection]


@router.get("/courses/{course_id}/removed")
async def read_removed(
    course_id: UUID, account: Annotated[Account, Depends(Authorize(Action.READ_VERSIONS))], session: Snapshot
) -> RemovedOfCourse:
    """What was taken out of your course and can be brought back, the last first: up to 100 lessons and 100 sections.

    Sections of a lesson that is gone are brought back after it.
    """
    tree = await course_for(session, course_id, account)
    found = await removed_parts(session, course_id)
    return _shown(tree, found, await _titles(session, tree, found))


@router.post("/lessons/{lesson_id}/restore", responses=BACK)
async def bring_lesson_back(
    lesson_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.EDIT_COURSE, audit="restore lesson"))],
    session: DatabaseSession,
    response: Response,
    if_match: IfMatch,
) -> CoursePublic:
    """Bring a lesson back that was taken out, with the sections that went with it, to the place where it was.

    What its sections asked for and is not there any more is left out. `If-Match` is the course's ETag, the answer the
    course.
    """
    course_id = await course_of_lesson(session, lesson_id)
    tree = await matched_tree(session, course_id, account, "lesson", if_match)
    await restore_lesson(session, tree, lesson_id)
    audit(session, account, "lesson", lesson_id, course_id=course_id)
    return await tagged_course(session, course_id, account, response)


@router.post("/sections/{section_id}/restore", responses=NOT_ALONE)
async def bring_section_back(
    section_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.EDIT_COURSE, audit="restore section"))],
    session: DatabaseSession,
    response: Response,
    if_match: IfMatch,
) -> CoursePublic:
    """Bring a section back that was taken out of its lesson, to the place where it was.

    What it asked for and is not there any more is left out. `If-Match` is the course's ETag, the answer the course.
    """
    course_id = await course_of_section(session, section_id)
    tree = await matched_tree(session, course_id, account, "section", if_match)
    await restore_section(session, tree, section_id)
    audit(session, account, "section", section_id, course_id=course_id)
    return await tagged_course(session, course_id, account, response)


async def _titles(session: AsyncSession, tree: CourseTree, found: RemovedParts) -> dict[str, str]:
    """The titles of the parts that the removed ones ask for and the course does not have."""
    there = set(map(str, tree.keys()))
    sections = [*found.sections, *(section for _, sections in found.lessons for section in sections)]
    gone = [UUID(part) for part in {part for section in sections for part in needs_of(section)} - there]
    titles: dict[str, str] = {}
    for table in (Lesson, Section):
        for part_id, title in await session.exec(select(table.id, table.title).where(col(table.id).in_(gone))):
            titles[str(part_id)] = title
    return titles


def _shown(tree: CourseTree, found: RemovedParts, titles: Mapping[str, str]) -> RemovedOfCourse:
    lessons = {lesson.id: lesson.title for lesson, _ in tree.lessons}
    return RemovedOfCourse(
        lessons=[
            RemovedLesson(
                sections=[section.title for section in sections],
                without=_without(sections, {str(lesson.id), *(str(section.id) for section in sections)}, titles),
                **lesson.model_dump(include={"id", "title", "removed_at"}),
            )
            for lesson, sections in found.lessons
        ],
        sections=[
            RemovedSection(
                lesson_title=lessons[section.lesson_id],
                without=_without([section], set(), titles),
                **section.model_dump(include={"id", "title", "lesson_id", "removed_at"}),
            )
            for section in found.sections
        ],
    )


def _without(back: Sequence[Section], together: set[str], titles: Mapping[str, str]) -> list[str]:
    """The titles of what these sections ask for that neither the course nor what comes back `together` has."""
    asked = {part for section in back for part in needs_of(section)}
    return sorted(titles[part] for part in asked - together if part in titles)
