"""Parts that were taken out of a course: which there are, and how they come back."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.courses.editing import accept, pointer_to
from api.courses.ordering import with_lesson_at, with_section_at
from api.http.problems import Problem, not_found
from models.catalog import CourseTree
from models.courses import Lesson, Section

SHOWN = 100


class RemovedParts(NamedTuple):
    """Lessons with the sections that went with them, and sections that went alone from a lesson that is there."""

    lessons: Sequence[tuple[Lesson, Sequence[Section]]]
    sections: Sequence[Section]


async def removed_parts(session: AsyncSession, course_id: UUID) -> RemovedParts:
    """The parts of a course that were taken out, the last ones first, of each kind at most `SHOWN`."""
    gone = select(Lesson).where(Lesson.course_id == course_id, col(Lesson.removed_at).is_not(None))
    lessons = list(await session.exec(gone.order_by(col(Lesson.removed_at).desc(), col(Lesson.id)).limit(SHOWN)))
    alone = (
        select(Section)
        .join(Lesson)
        .where(Lesson.course_id == course_id, col(Lesson.removed_at).is_(None), col(Section.removed_at).is_not(None))
        .order_by(col(Section.removed_at).desc(), col(Section.id))
        .limit(SHOWN)
    )
    sections = list(await session.exec(alone))
    return RemovedParts([(lesson, await _gone_with(session, lesson)) for lesson in lessons], sections)


async def restore_lesson(session: AsyncSession, tree: CourseTree, lesson_id: UUID) -> Lesson:
    """Put a lesson back where it was, with the sections that went with it. Raises 404 for one that was not taken out,
    422 as an edit. The caller commits."""
    lesson = await session.get(Lesson, lesson_id)
    if lesson is None or lesson.removed_at is None:
        raise not_found("removed lesson")
    sections = await _gone_with(session, lesson)
    for part in (lesson, *sections):
        part.removed_at = None
    for place, section in enumerate(sections):
        section.order_index = place
    tree = CourseTree(tree.course, [*tree.lessons, (lesson, sections)])
    tree = with_lesson_at(tree, lesson, lesson.order_index + 1)
    _keep_what_is_there(tree, sections)
    await accept(session, tree, [lesson, *sections], under=pointer_to(tree, lesson.id))
    return lesson


async def restore_section(session: AsyncSession, tree: CourseTree, section_id: UUID) -> Section:
    """Put a section back where it was in its lesson. Raises 404 for one that was not taken out, 409 where its lesson is
    gone too, 422 as an edit. The caller commits."""
    section = await session.get(Section, section_id)
    if section is None or section.removed_at is None:
        raise not_found("removed section")
    if section.lesson_id not in {lesson.id for lesson, _ in tree.lessons}:
        sentence = f"The lesson of “{section.title}” was taken out as well. Bring that back first."
        raise Problem(409, "lesson-removed", sentence)
    section.removed_at = None
    tree = with_section_at(tree, section, section.lesson_id, section.order_index + 1)
    _keep_what_is_there(tree, [section])
    await accept(session, tree, [section], under=pointer_to(tree, section.id))
    return section


def needs_of(section: Section) -> list[str]:
    """The ids of the parts that a section names, as prerequisites or in its gate."""
    return [*section.prerequisites, *([section.gate["requires"]] if section.gate else [])]


async def _gone_with(session: AsyncSession, lesson: Lesson) -> list[Section]:
    together = select(Section).where(Section.lesson_id == lesson.id, Section.removed_at == lesson.removed_at)
    return list(await session.exec(together.order_by(col(Section.order_index))))


def _keep_what_is_there(tree: CourseTree, back: Sequence[Section]) -> None:
    there = set(map(str, tree.keys()))
    for section in back:
        section.prerequisites = [part for part in section.prerequisites if part in there]
        if section.gate and section.gate["requires"] not in there:
            section.gate = None
