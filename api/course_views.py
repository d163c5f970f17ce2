"""Courses, lessons and sections as the API shows them."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action, Relation, may
from api.dependencies import Account
from api.problems import not_allowed, not_found
from api.shapes import CoursePublic, CourseSummary, LessonPublic, MediaLink, SectionPublic, SectionSummary
from learning.markdown import render
from learning.section import SectionContent
from models.catalog import CourseTree, load_course, lock_course
from models.course_stamps import CourseStamp
from models.courses import Course, Lesson, Section
from models.generations import MediaAsset

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


async def course_for(session: AsyncSession, course_id: UUID, account: Account, what: str = "course") -> CourseTree:
    """The course, for what the account asks to do to it or to its part that `what` names.

    Raises 404 where the account may not know of it, 403 where it may not do this.
    """
    tree = await load_course(session, course_id)
    if tree is None:
        raise not_found(what)
    refuse_course(tree.course, account, what)
    return tree


async def course_to_edit(session: AsyncSession, course_id: UUID, account: Account, what: str = "course") -> CourseTree:
    """As `course_for`, with the course locked first: what is compared with If-Match and changed is what stands now."""
    await lock_course(session, course_id)
    return await course_for(session, course_id, account, what)


def refuse_course(course: Course | CourseStamp, account: Account, what: str) -> None:
    """Raise as `course_for` for what the account may not do."""
    ties = ties_to(course, account)
    if not any(account.may(tie) for tie in ties):
        may_know = any(may(account.role, Action.READ_COURSE, tie) for tie in ties)
        raise not_allowed() if may_know else not_found(what)


def ties_to(course: Course | CourseStamp, account: Account) -> set[Relation]:
    """How the account is related to the course, enrollment left aside."""
    own = {Relation.OWN} if course.instructor_id == account.id else set()
    published = {Relation.PUBLISHED} if course.status == "published" else set()
    return {Relation.OTHER, *own, *published}


async def course_of_lesson(session: AsyncSession, lesson_id: UUID) -> UUID:
    """Only its id: a row that is read before the course is locked would be compared as it was then."""
    course_id = (await session.exec(select(Lesson.course_id).where(Lesson.id == lesson_id))).one_or_none()
    if course_id is None:
        raise not_found("lesson")
    return course_id


async def course_of_section(session: AsyncSession, section_id: UUID) -> UUID:
    found = await session.exec(select(Lesson.course_id).join(Section).where(Section.id == section_id))
    course_id = found.one_or_none()
    if course_id is None:
        raise not_found("section")
    return course_id


async def view_course(session: AsyncSession, tree: CourseTree) -> CoursePublic:
    course = tree.course
    lessons = [_lesson(number, lesson, sections) for number, (lesson, sections) in enumerate(tree.lessons, start=1)]
    return CoursePublic(
        release=course.current_release,
        edited_by_hand=course.edited_at is not None,
        estimated_duration=sum(lesson.estimated_duration for lesson in lessons),
        thumbnail=await _thumbnail(session, course.id),
        lessons=lessons,
        **_same_named(course, CoursePublic),
    )


def summarise(course: Course) -> CourseSummary:
    return CourseSummary(**_same_named(course, CourseSummary))


async def view_section(
    session: AsyncSession, tree: CourseTree, section: Section, content: SectionContent | None = None
) -> SectionPublic:
    """The section with its content as it stands, or with what is to be shown in its place."""
    content = content or SectionContent.model_validate(section.content)
    key = tree.keys()[section.id]
    return SectionPublic(
        key=key,
        position=section.order_index + 1,
        edited_by_hand=section.edited_at is not None,
        course_id=tree.course.id,
        content=content,
        explanation_html=render(content.explanation, content.citations),
        media=await _media_of(session, tree.course, content),
        **_same_named(section, SectionPublic, without={"content"}),
    )


def _lesson(number: int, lesson: Lesson, sections: Sequence[Section]) -> LessonPublic:
    return LessonPublic(
        key=str(number),
        position=lesson.order_index + 1,
        edited_by_hand=lesson.edited_at is not None,
        estimated_duration=sum(section.estimated_duration for section in sections),
        sections=[
            SectionSummary(
                key=f"{number}.{place}",
                position=section.order_index + 1,
                edited_by_hand=section.edited_at is not None,
                **_same_named(section, SectionSummary),
            )
            for place, section in enumerate(sections, start=1)
        ],
        **_same_named(lesson, LessonPublic),
    )


def _same_named(row: Any, shape: Any, without: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    """The columns that the public shape shows under their own name."""
    dumped: dict[str, Any] = row.model_dump(include=set(shape.model_fields) - without)
    return dumped


async def _thumbnail(session: AsyncSession, course_id: UUID) -> MediaLink | None:
    found = await session.exec(
        select(MediaAsset)
        .where(MediaAsset.course_id == course_id, MediaAsset.kind == "thumbnail")
        .order_by(col(MediaAsset.id).desc())
        .limit(1)
    )
    asset = found.one_or_none()
    return None if asset is None else _link(asset)


async def _media_of(session: AsyncSession, course: Course, content: SectionContent) -> list[MediaLink]:
    """The pictures that a section names, of courses of the same owner: a name alone makes nobody's picture known."""
    ids = [UUID(visual.media_id) for visual in content.visuals if _UUID.fullmatch(visual.media_id)]
    if not ids:
        return []
    owned = select(MediaAsset).join(Course).where(Course.instructor_id == course.instructor_id)
    return [_link(asset) for asset in await session.exec(owned.where(col(MediaAsset.id).in_(ids)))]


def _link(asset: MediaAsset) -> MediaLink:
    return MediaLink(
        url=f"/api/media/{asset.id}",
        widths=sorted({rendition["width"] for rendition in asset.renditions}),
        **_same_named(asset, MediaLink),
    )
