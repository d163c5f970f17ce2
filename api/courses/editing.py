"""Hand edits: applied to the rows, then the whole course is reviewed as if it were brought anew."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession

from api.courses.schemas import CourseUpdate, LessonUpdate, SectionUpdate
from api.http.off_loop import off_loop
from api.http.problems import invalid, refuse_errors
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
    await _accept(session, tree, tree.course, under="")


async def edit_lesson(session: AsyncSession, tree: CourseTree, lesson: Lesson, update: LessonUpdate) -> None:
    """Set the fields that were sent, and move the lesson to `position` (from 1) among the lessons.

    Raises 422 as `edit_course`, of the review only for what concerns this lesson or the order. The caller commits.
    """
    changes = update.model_dump(exclude_unset=True, mode="json")
    if (position := changes.pop("position", None)) is not None:
        tree = _moved(tree, [other for other, _ in tree.lessons], lesson, position)
    _apply(lesson, changes)
    await _accept(session, tree, lesson, under=f"/lessons/{int(tree.keys()[lesson.id]) - 1}")


async def edit_section(session: AsyncSession, tree: CourseTree, section: Section, update: SectionUpdate) -> None:
    """Set the fields that were sent, and move the section to `position` (from 1) within its lesson.

    Fields of `content` that are left out stay. `prerequisites` and `gate` name parts by id or by key (“1.2”).
    Raises 422 as `edit_lesson`, and for a part that the course does not have. The caller commits.
    """
    changes = update.model_dump(exclude_unset=True, mode="json")
    siblings = next(sections for lesson, sections in tree.lessons if lesson.id == section.lesson_id)
    ids = {key: str(part_id) for part_id, key in tree.keys().items()}
    if (position := changes.pop("position", None)) is not None:
        tree = _moved(tree, siblings, section, position)
    if "content" in changes:
        changes["content"] = _merged(section.content, changes["content"])
    if changes.get("prerequisites"):
        changes["prerequisites"] = [
            _part(ids, part, f"/prerequisites/{i}") for i, part in enumerate(changes["prerequisites"])
        ]
    if changes.get("gate"):
        changes["gate"]["requires"] = _part(ids, changes["gate"]["requires"], "/gate/requires")
    if "prerequisites" in changes:
        section.prerequisites_by_hand = True
    _apply(section, changes)
    number, place = tree.keys()[section.id].split(".")
    await _accept(session, tree, section, under=f"/lessons/{int(number) - 1}/sections/{int(place) - 1}")


def _apply(row: Course | Lesson | Section, changes: dict[str, Any]) -> None:
    nulls = [name for name, value in changes.items() if value is None and name not in ("gate", "expected_enrollment")]
    if nulls:
        raise invalid([(f"/{name}", f"{name} cannot be null; leave it out to keep it.") for name in nulls])
    for name, value in changes.items():
        setattr(row, name, value)
    row.edited_at = datetime.now(UTC)


async def _accept(session: AsyncSession, tree: CourseTree, row: Course | Lesson | Section, under: str) -> None:
    """Refuse what a course brought from elsewhere would be refused for; then count the edit."""
    try:
        draft: CourseDraft = export_draft(tree)
    except ValidationError as error:
        raise invalid([(_tail(fault["loc"]), fault["msg"]) for fault in error.errors()]) from error
    found = await off_loop(review_course_draft, draft)
    refuse_errors([finding for finding in found if _concerns(finding, under)], under=under)
    tree.course.version += 1
    session.add_all([tree.course, row])
    await session.flush()
    await session.refresh(row)
    await session.refresh(tree.course)


def _concerns(finding: Finding, under: str) -> bool:
    """Whether a finding is about the edited part; a cycle may show itself elsewhere."""
    return (
        f"{finding.pointer}/".startswith(f"{under}/")
        or finding.pointer == "/lessons"
        or finding.code == "prerequisite_cycle"
    )


def _moved(
    tree: CourseTree, siblings: Sequence[Lesson] | Sequence[Section], row: Lesson | Section, position: int
) -> CourseTree:
    """The course in its new order. Prerequisites that only followed from the old order go with it; those that a person
    wants stay, and publishing says which of them stand against the order."""
    others = [other for other in siblings if other.id != row.id]
    others.insert(min(position, len(siblings)) - 1, row)
    for place, other in enumerate(others):
        other.order_index = place
    moved = CourseTree(tree.course, [(lesson, _in_order(sections)) for lesson, sections in _lessons_in_order(tree)])
    if moved.course.progression_policy.get("sequential", True):
        _mend(moved)
    return moved


def _lessons_in_order(tree: CourseTree) -> list[tuple[Lesson, Sequence[Section]]]:
    return sorted(tree.lessons, key=lambda part: part[0].order_index)


def _in_order(sections: Sequence[Section]) -> list[Section]:
    return sorted(sections, key=lambda section: section.order_index)


def _mend(tree: CourseTree) -> None:
    """Take out what sections need of parts that come after them now, where nobody asked for it by hand."""
    places = {str(section.id): place for place, section in enumerate(tree.sections())}
    for lesson, sections in tree.lessons:
        places[str(lesson.id)] = max((places[str(section.id)] for section in sections), default=-1)
    for section in tree.sections():
        if not section.prerequisites_by_hand:
            before = [part for part in section.prerequisites if places[part] < places[str(section.id)]]
            if before != section.prerequisites:
                section.prerequisites = before


def _merged(content: dict[str, Any], changes: dict[str, Any] | None) -> dict[str, Any]:
    try:
        return SectionContent.model_validate(content | (changes or {})).model_dump(mode="json")
    except ValidationError as error:
        raise invalid([("/content" + _tail(fault["loc"]), fault["msg"]) for fault in error.errors()]) from error


def _part(ids: dict[str, str], part: str, pointer: str) -> str:
    if part in ids.values():
        return part
    if part in ids:
        return ids[part]
    raise invalid([(pointer, f"There is no lesson or section {part!r} in this course.")])


def _tail(location: tuple[int | str, ...]) -> str:
    return "".join(f"/{part}" for part in location)


def section_of(tree: CourseTree, section_id: UUID) -> Section:
    """The section of that id, which must be one of the course's."""
    return next(section for section in tree.sections() if section.id == section_id)
