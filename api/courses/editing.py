"""Hand edits: applied to the rows, then the whole course is reviewed as if it were brought anew."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession

from api.courses.ordering import follow_order, with_lesson_at, with_section_at
from api.courses.schemas import CourseUpdate, LessonUpdate, SectionUpdate
from api.http.off_loop import off_loop
from api.http.problems import Problem, invalid, not_found, refuse_errors
from learning.course_draft import CourseDraft
from learning.course_draft_review import review_course_draft
from learning.finding import Finding
from learning.section import SectionContent
from models.catalog import CourseTree, export_draft
from models.courses import Course, Lesson, Section


async def edit_course(session: AsyncSession, tree: CourseTree, update: CourseUpdate) -> None:
    """Set the fields that were sent, review the whole course, and count the edit in its version.

    Raises 422 for null where a value has to be, and for each error of the review. The caller commits.
    """
    changes = update.model_dump(exclude_unset=True, mode="json")
    _apply(tree.course, changes)
    follow_order(tree)
    await accept(session, tree, [tree.course], under="")


async def edit_lesson(session: AsyncSession, tree: CourseTree, lesson: Lesson, update: LessonUpdate) -> None:
    """Set the fields that were sent, and move the lesson to `position` (from 1) among the lessons.

    Raises 422 as `edit_course`, of the review only for what concerns this lesson or the order. The caller commits.
    """
    changes = update.model_dump(exclude_unset=True, mode="json")
    if (position := changes.pop("position", None)) is not None:
        tree = with_lesson_at(tree, lesson, position)
    _apply(lesson, changes)
    await accept(session, tree, [lesson], under=pointer_to(tree, lesson.id))


async def edit_section(session: AsyncSession, tree: CourseTree, section: Section, update: SectionUpdate) -> None:
    """Set the fields that were sent, and move the section to `position` (from 1) of its lesson, or of `lesson_id`.

    Fields of `content` that are left out stay. `prerequisites` and `gate` name parts by id or by key (“1.2”), as it
    was before a move. Raises 422 as `edit_lesson`, and for a part that the course does not have; 409 where the move
    would leave a lesson without sections. The caller commits.
    """
    changes = update.model_dump(exclude_unset=True, mode="json")
    ids = {key: str(part_id) for part_id, key in tree.keys().items()}
    position, lesson_id = changes.pop("position", None), update.lesson_id or section.lesson_id
    changes.pop("lesson_id", None)
    if lesson_id != section.lesson_id:
        _refuse_unknown_lesson(tree, lesson_id)
        refuse_last(tree, section)
        tree = with_section_at(tree, section, lesson_id, position)
    elif position is not None:
        tree = with_section_at(tree, section, lesson_id, position)
    if "content" in changes:
        changes["content"] = _merged(section.content, changes["content"])
    if changes.get("prerequisites"):
        changes["prerequisites"] = [
            part_named(ids, part, f"/prerequisites/{i}") for i, part in enumerate(changes["prerequisites"])
        ]
    if changes.get("gate"):
        changes["gate"]["requires"] = part_named(ids, changes["gate"]["requires"], "/gate/requires")
    if "prerequisites" in changes:
        section.prerequisites_by_hand = True
    _apply(section, changes)
    await accept(session, tree, [section], under=pointer_to(tree, section.id))


def refuse_last(tree: CourseTree, section: Section) -> None:
    """Raise 409 where the lesson of this section has no other one."""
    lesson, sections = next(part for part in tree.lessons if part[0].id == section.lesson_id)
    if len(sections) == 1:
        sentence = f"“{section.title}” is the only section of “{lesson.title}”. Add another one, or delete the lesson."
        raise Problem(409, "last-section", sentence)


def _apply(row: Course | Lesson | Section, changes: dict[str, Any]) -> None:
    nulls = [name for name, value in changes.items() if value is None and name not in ("gate", "expected_enrollment")]
    if nulls:
        raise invalid([(f"/{name}", f"{name} cannot be null; leave it out to keep it.") for name in nulls])
    for name, value in changes.items():
        setattr(row, name, value)
    row.edited_at = datetime.now(UTC)


async def accept(
    session: AsyncSession, tree: CourseTree, rows: Sequence[Course | Lesson | Section], under: str | None
) -> None:
    """Refuse what a course brought from elsewhere would be refused for, in the part at `under` (None: in none) or in
    its order; then count the edit of these rows."""
    try:
        draft: CourseDraft = export_draft(tree)
    except ValidationError as error:
        raise invalid([(_tail(fault["loc"]), fault["msg"]) for fault in error.errors()]) from error
    found = await off_loop(review_course_draft, draft)
    refuse_errors([finding for finding in found if _concerns(finding, under)], under=under or "")
    tree.course.version += 1
    session.add_all([tree.course, *rows])
    await session.flush()
    for row in (tree.course, *rows):
        await session.refresh(row)


def pointer_to(tree: CourseTree, part_id: UUID) -> str:
    """The JSON pointer of a lesson or section in the export of its course."""
    places = [int(number) - 1 for number in tree.keys()[part_id].split(".")]
    return "".join(f"/{name}/{place}" for name, place in zip(("lessons", "sections"), places, strict=False))


def _concerns(finding: Finding, under: str | None) -> bool:
    """Whether a finding is about the edited part; a cycle may show itself elsewhere."""
    return (
        (under is not None and f"{finding.pointer}/".startswith(f"{under}/"))
        or finding.pointer == "/lessons"
        or finding.code == "prerequisite_cycle"
    )


def _merged(content: dict[str, Any], changes: dict[str, Any] | None) -> dict[str, Any]:
    try:
        return SectionContent.model_validate(content | (changes or {})).model_dump(mode="json")
    except ValidationError as error:
        raise invalid([("/content" + _tail(fault["loc"]), fault["msg"]) for fault in error.errors()]) from error


def part_named(ids: dict[str, str], part: str, pointer: str) -> str:
    """The id of a part that is named by its id or by its key. Raises 422 where there is none of that name."""
    if part in ids.values():
        return part
    if part in ids:
        return ids[part]
    raise invalid([(pointer, f"There is no lesson or section {part!r} in this course.")])


def _tail(location: tuple[int | str, ...]) -> str:
    return "".join(f"/{part}" for part in location)


def section_of(tree: CourseTree, section_id: UUID) -> Section:
    """The section of that id. Raises 404 where the course does not have it, or not any more."""
    for section in tree.sections():
        if section.id == section_id:
            return section
    raise not_found("section")


def lesson_of(tree: CourseTree, lesson_id: UUID) -> Lesson:
    """The lesson of that id. Raises 404 as `section_of`."""
    for lesson, _ in tree.lessons:
        if lesson.id == lesson_id:
            return lesson
    raise not_found("lesson")


def _refuse_unknown_lesson(tree: CourseTree, lesson_id: UUID) -> None:
    if lesson_id not in {lesson.id for lesson, _ in tree.lessons}:
        raise invalid([("/lesson_id", f"There is no lesson {lesson_id} in this course.")])
