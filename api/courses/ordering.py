"""Lessons and sections in another order: rows change places without a gap, and what only followed from the old order
goes with it."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from learning.arrangement import Placed, PlacedLesson, needs_in_order
from models.catalog import CourseTree
from models.courses import Lesson, Section

Row = TypeVar("Row", Lesson, Section)
Parts = Sequence[tuple[Lesson, Sequence[Section]]]


def with_lesson_at(tree: CourseTree, lesson: Lesson, position: int | None = None) -> CourseTree:
    """The course with this lesson, one of its own or a new one, at `position` (from 1), or at the end."""
    parts = {part.id: sections for part, sections in tree.lessons}
    order = _inserted([part for part, _ in tree.lessons], lesson, position)
    return arranged(tree, [(part, parts.get(part.id, [])) for part in order])


def with_section_at(tree: CourseTree, section: Section, lesson_id: UUID, position: int | None = None) -> CourseTree:
    """The course with this section, its own or a new one, in that lesson at `position` (from 1), or at the end."""
    section.lesson_id = lesson_id
    parts: list[tuple[Lesson, Sequence[Section]]] = []
    for lesson, sections in tree.lessons:
        is_there = lesson.id == lesson_id
        others = [other for other in sections if other.id != section.id]
        parts.append((lesson, _inserted(list(sections), section, position) if is_there else others))
    return arranged(tree, parts)


def arranged(tree: CourseTree, parts: Parts) -> CourseTree:
    """The course of these parts in this order, numbered without a gap, as `follow_order` leaves it."""
    for number, (lesson, sections) in enumerate(parts):
        lesson.order_index = number
        for place, section in enumerate(sections):
            section.order_index = place
    ordered = CourseTree(tree.course, parts)
    follow_order(ordered)
    return ordered


def follow_order(tree: CourseTree) -> None:
    """Take out what sections need of parts that are gone, or in a sequential course come later, where that only
    followed from the order in which they were written."""
    left = needs_in_order(placed(tree), is_sequential=tree.course.progression_policy.get("sequential", True))
    for section in tree.sections():
        if str(section.id) in left:
            section.prerequisites = left[str(section.id)]


def placed(tree: CourseTree) -> list[PlacedLesson]:
    """The course as the rules of its order see it."""
    return [PlacedLesson(str(lesson.id), [_placed(s) for s in sections]) for lesson, sections in tree.lessons]


def _placed(section: Section) -> Placed:
    gate = section.gate["requires"] if section.gate else None
    needs = tuple(section.prerequisites)
    return Placed(str(section.id), section.title, needs, section.prerequisites_by_hand, gate)


def _inserted(siblings: list[Row], row: Row, position: int | None) -> list[Row]:
    others = [other for other in siblings if other.id != row.id]
    others.insert(len(others) if position is None else min(position - 1, len(others)), row)
    return others
