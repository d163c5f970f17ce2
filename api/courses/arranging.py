"""Parts that are added to a course and taken out of it. Rows that were taken out stay, for what was learned in them."""

from datetime import UTC, datetime

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.courses.editing import accept, part_named, pointer_to, refuse_last
from api.courses.ordering import arranged, placed, with_lesson_at, with_section_at
from api.courses.schemas import NewLesson, NewSection, NewSectionOfLesson
from api.http.problems import Problem
from learning.arrangement import copied_title, needing
from models.catalog import CourseTree
from models.courses import Lesson, SearchDocument, Section
from models.progress import Enrollment

LONGEST_TITLE = 200


async def add_lesson(session: AsyncSession, tree: CourseTree, new: NewLesson) -> Lesson:
    """Add a lesson with its sections. Raises 422 as an edit of a lesson does. The caller commits."""
    lesson = Lesson(
        course_id=tree.course.id,
        order_index=len(tree.lessons),
        edited_at=datetime.now(UTC),
        **new.model_dump(exclude={"sections", "position"}),
    )
    session.add(lesson)
    await session.flush()
    wanted = new.sections or [NewSectionOfLesson(title=new.title)]
    sections = [_section(lesson, part) for part in wanted]
    tree = with_lesson_at(CourseTree(tree.course, [*tree.lessons, (lesson, sections)]), lesson, new.position)
    await accept(session, tree, [lesson, *sections], under=pointer_to(tree, lesson.id))
    return lesson


async def add_section(session: AsyncSession, tree: CourseTree, lesson: Lesson, new: NewSection) -> Section:
    """Add a section to a lesson. Raises 422 as an edit of a section does. The caller commits."""
    ids = {key: str(part_id) for part_id, key in tree.keys().items()}
    section = _section(lesson, new)
    section.prerequisites = [
        part_named(ids, part, f"/prerequisites/{place}") for place, part in enumerate(new.prerequisites)
    ]
    if new.gate:
        section.gate = new.gate.model_dump(mode="json")
        section.gate["requires"] = part_named(ids, new.gate.requires, "/gate/requires")
    tree = with_section_at(tree, section, lesson.id, new.position)
    await accept(session, tree, [section], under=pointer_to(tree, section.id))
    return section


async def duplicate_section(session: AsyncSession, tree: CourseTree, section: Section) -> Section:
    """A copy of a section right behind it, under the same title with a number. The caller commits."""
    titles = {other.title for other in tree.sections()}
    copied = section.model_dump(exclude={"id", "title", "requires_retake", "edited_at", "created_at", "updated_at"})
    copy = Section(title=copied_title(section.title, titles, LONGEST_TITLE), edited_at=datetime.now(UTC), **copied)
    tree = with_section_at(tree, copy, section.lesson_id, section.order_index + 2)
    await accept(session, tree, [copy], under=pointer_to(tree, copy.id))
    return copy


async def remove_lesson(session: AsyncSession, tree: CourseTree, lesson: Lesson) -> None:
    """Take a lesson out with its sections. Raises 409 for the last one, and for what others need, by name."""
    if len(tree.lessons) == 1:
        raise Problem(409, "last-lesson", "A course has at least one lesson. Add another one, or delete the course.")
    sections = next(sections for other, sections in tree.lessons if other.id == lesson.id)
    _refuse_what_is_needed(tree, lesson, *sections)
    lesson.removed_at = datetime.now(UTC)
    for section in sections:
        section.removed_at = lesson.removed_at
    left = arranged(tree, [part for part in tree.lessons if part[0].id != lesson.id])
    await accept(session, left, [lesson, *sections], under=None)


async def remove_section(session: AsyncSession, tree: CourseTree, section: Section) -> None:
    """Take a section out. Raises 409 for the last one of its lesson, and for one that others need, by name."""
    refuse_last(tree, section)
    _refuse_what_is_needed(tree, section)
    section.removed_at = datetime.now(UTC)
    parts = [(lesson, [one for one in sections if one.id != section.id]) for lesson, sections in tree.lessons]
    await accept(session, arranged(tree, parts), [section], under=None)


async def remove_course(session: AsyncSession, tree: CourseTree) -> None:
    """Delete a draft. Raises 409 for a course that is published or learned by somebody. The caller commits."""
    course = tree.course
    if course.status == "published":
        raise Problem(409, "published", "The course is published. Unpublish it first, then delete it.")
    learned = select(Enrollment.id).where(Enrollment.course_id == course.id, col(Enrollment.removed_at).is_(None))
    if (await session.exec(learned.limit(1))).first() is not None:
        sentence = "Somebody learns this course, so that it cannot be deleted. Unpublished, nobody new can find it."
        raise Problem(409, "has-learners", sentence)
    course.status = "archived"
    course.version += 1
    session.add(course)
    await session.exec(delete(SearchDocument).where(col(SearchDocument.course_id) == course.id))
    await session.flush()


def _section(lesson: Lesson, new: NewSection | NewSectionOfLesson) -> Section:
    own = new.model_dump(exclude={"content", "prerequisites", "gate", "position"})
    content = new.content.model_dump(mode="json")
    return Section(lesson_id=lesson.id, order_index=0, content=content, edited_at=datetime.now(UTC), **own)


def _refuse_what_is_needed(tree: CourseTree, *gone: Lesson | Section) -> None:
    """Prerequisites that only followed from the order go with it; those that a person wants, and gates, are named."""
    needed = needing(placed(tree), {str(part.id) for part in gone})
    if needed:
        named = ", ".join(f"“{section.title}”" for section in needed)
        sentence = f"“{gone[0].title}” is a prerequisite or a gate of {named}. Take it out there first."
        raise Problem(409, "still-needed", sentence)
