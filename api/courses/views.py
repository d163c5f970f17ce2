"""Courses, lessons and sections as the API shows them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fastapi import Response
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action, Relation, may
from api.courses.rendered import shown
from api.courses.schemas import CoursePublic, CourseSummary, LessonPublic, MediaLink, SectionPublic, SectionSummary
from api.http.etags import tag_of
from api.http.off_loop import Written, rendered_all
from api.http.problems import not_allowed, not_found
from api.security.dependencies import Account
from api.security.signed_addresses import signed_here
from learning.section import SectionContent
from models.catalog import CourseTree, load_course, lock_course
from models.course_stamps import CourseStamp
from models.courses import Course, Lesson, Section
from models.generations import MediaAsset
from models.pictures import pictures_of, thumbnail_of
from models.snapshots import ReleasedCourse


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
    """As `course_for`, with the course locked first: what is compared with If-Match and changed is what stands now.

    A course that was deleted is edited by nobody.
    """
    await lock_course(session, course_id)
    tree = await course_for(session, course_id, account, what)
    if tree.course.status == "archived":
        raise not_found(what)
    return tree


async def known_course(session: AsyncSession, course_id: UUID, account: Account, what: str = "course") -> Course:
    """The course alone, without its parts. Raises as `course_for`."""
    course = await session.get(Course, course_id)
    if course is None:
        raise not_found(what)
    refuse_course(course, account, what)
    return course


def refuse_course(course: Course | CourseStamp, account: Account, what: str) -> None:
    """Raise as `course_for` for what the account may not do."""
    ties = ties_to(course, account)
    if not any(account.may(tie) for tie in ties):
        may_know = any(may(account.role, Action.READ_COURSE, tie) for tie in ties)
        raise not_allowed() if may_know else not_found(what)


def ties_to(course: Course | CourseStamp, account: Account) -> set[Relation]:
    """How the account is related to the course, enrollment left aside. An archived one is nobody's any more."""
    own = {Relation.OWN} if course.instructor_id == account.id and course.status != "archived" else set()
    published = {Relation.PUBLISHED} if course.status == "published" else set()
    return {Relation.OTHER, *own, *published}


def sees_draft(course: Course | CourseStamp, account: Account) -> bool:
    """Whether the account sees a course as it stands; all others see it as it was published."""
    ties = ties_to(course, account) - {Relation.PUBLISHED}
    return any(may(account.role, Action.READ_COURSE, tie) for tie in ties)


async def tagged_course(session: AsyncSession, course_id: UUID, account: Account, response: Response) -> CoursePublic:
    """The course after an edit, with its ETag in the headers of the response."""
    view = await view_course(session, await course_for(session, course_id, account))
    response.headers["ETag"] = tag_of(view)
    return view


async def course_of_lesson(session: AsyncSession, lesson_id: UUID) -> UUID:
    """Only its id: a row that is read before the course is locked would be compared as it was then."""
    course_id = (await session.exec(select(Lesson.course_id).where(Lesson.id == lesson_id))).one_or_none()
    if course_id is None:
        raise not_found("lesson")
    return course_id


async def course_of_section(session: AsyncSession, section_id: UUID) -> UUID:
    """The id of the course that a section belongs to. Raises 404 for a section that does not exist."""
    found = await session.exec(select(Lesson.course_id).join(Section).where(Section.id == section_id))
    course_id = found.one_or_none()
    if course_id is None:
        raise not_found("section")
    return course_id


async def view_course(session: AsyncSession, tree: CourseTree) -> CoursePublic:
    """The course as it stands."""
    thumbnail = await thumbnail_of(session, tree.course.id)
    return await _view(tree, media_link(thumbnail, is_draft=True) if thumbnail else None)


async def view_release(released: ReleasedCourse) -> CoursePublic:
    """The course as it was published."""
    return await _view(released.tree, media_link(released.thumbnail, is_draft=False) if released.thumbnail else None)


async def _view(tree: CourseTree, thumbnail: MediaLink | None) -> CoursePublic:
    course = tree.course
    texts = [course.description, *(lesson.summary for lesson, _ in tree.lessons)]
    description, *summaries = await rendered_all([Written(text, "text") for text in texts])
    lessons = [
        _lesson(number, lesson, sections, summary)
        for number, ((lesson, sections), summary) in enumerate(zip(tree.lessons, summaries, strict=True), start=1)
    ]
    return CoursePublic(
        release=course.current_release,
        edited_by_hand=course.edited_at is not None,
        estimated_duration=sum(lesson.estimated_duration for lesson in lessons),
        thumbnail=thumbnail,
        lessons=lessons,
        description_html=description,
        **_same_named(course, CoursePublic),
    )


def summarise(course: Course, released: Mapping[str, Any] | None = None, minutes: int | None = None) -> CourseSummary:
    """The course in a list: as it stands, or as the facts of its release say; `minutes` are of its release."""
    now = _same_named(course, CourseSummary)
    told = {name: released[name] for name in now if released and name in released}
    changed_at = None if released else course.updated_at
    return CourseSummary(estimated_duration=minutes, changed_at=changed_at, **now | told)


async def view_section(session: AsyncSession, tree: CourseTree, section: Section) -> SectionPublic:
    """The section with its content as it stands."""
    pictures = await pictures_of(session, tree.course.instructor_id, [section.content])
    links = [media_link(asset, is_draft=True) for asset in pictures.values()]
    return await _view_section(tree, section, SectionContent.model_validate(section.content), links)


async def view_released_section(released: ReleasedCourse, section: Section, content: SectionContent) -> SectionPublic:
    """The section as it was published, with the content that is to be shown."""
    named = {visual.media_id.lower() for visual in content.visuals}
    links = [media_link(asset, is_draft=False) for id_, asset in released.pictures.items() if str(id_) in named]
    return await _view_section(released.tree, section, content, links)


async def _view_section(
    tree: CourseTree, section: Section, content: SectionContent, media: list[MediaLink]
) -> SectionPublic:
    html = await shown(content)
    return SectionPublic(
        key=tree.keys()[section.id],
        position=section.order_index + 1,
        edited_by_hand=section.edited_at is not None,
        course_id=tree.course.id,
        content=html,
        explanation_html=html.explanation_html,
        media=media,
        **_same_named(section, SectionPublic, without={"content"}),
    )


def _lesson(number: int, lesson: Lesson, sections: Sequence[Section], summary: str) -> LessonPublic:
    return LessonPublic(
        key=str(number),
        position=lesson.order_index + 1,
        summary_html=summary,
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


def media_link(asset: MediaAsset, *, is_draft: bool) -> MediaLink:
    """Anybody may see pictures of a release; those of a draft are seen by the addresses that its readers are given."""
    address = f"/api/media/{asset.id}"
    return MediaLink(
        url=signed_here(address) if is_draft else address,
        widths=sorted({rendition["width"] for rendition in asset.renditions}),
        **_same_named(asset, MediaLink),
    )
