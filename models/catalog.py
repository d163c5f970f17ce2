"""Courses as rows: writing a whole draft at once, and reading a course as a tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from learning.course_draft import CourseDraft, Gate, LessonDraft, ProgressionPolicy, SectionDraft
from learning.section import SectionContent
from models.columns import new_id
from models.courses import Course, Lesson, Section

WRITTEN_AT_ONCE = 50
"""Sections: writing more of them in one go would hold others up."""


@dataclass(frozen=True)
class CourseTree:
    """A course with its lessons in order, and each lesson's sections in order."""

    course: Course
    lessons: Sequence[tuple[Lesson, Sequence[Section]]]

    def sections(self) -> list[Section]:
        """All sections in the order of the course."""
        return [section for _, sections in self.lessons for section in sections]

    def keys(self) -> dict[UUID, str]:
        """The place of each lesson ("2") and section ("2.1") by id."""
        keys = {}
        for number, (lesson, sections) in enumerate(self.lessons, start=1):
            keys[lesson.id] = str(number)
            keys |= {section.id: f"{number}.{place}" for place, section in enumerate(sections, start=1)}
        return keys


async def lock_course(session: AsyncSession, course_id: UUID) -> None:
    """Let everything that edits any part of a course wait for this transaction to end.

    Take it before anything of the course is read, and after the row of a generation where that is locked too. Learners
    may enroll meanwhile: what refers to the course without changing it does not wait.
    """
    await session.get(Course, course_id, with_for_update={"key_share": True}, populate_existing=True)


async def load_course(session: AsyncSession, course_id: UUID) -> CourseTree | None:
    """The whole course without what was taken out of it, in three queries."""
    course = await session.get(Course, course_id)
    if course is None:
        return None
    of_course = select(Lesson).where(Lesson.course_id == course_id, col(Lesson.removed_at).is_(None))
    lessons = await session.exec(of_course.order_by(col(Lesson.order_index)))
    of_lessons = select(Section).join(Lesson).where(Lesson.course_id == course_id, col(Section.removed_at).is_(None))
    sections = await session.exec(of_lessons.order_by(col(Section.order_index)))
    by_lesson: dict[UUID, list[Section]] = {}
    for section in sections:
        by_lesson.setdefault(section.lesson_id, []).append(section)
    return CourseTree(course, [(lesson, by_lesson.get(lesson.id, [])) for lesson in lessons])


async def insert_course(
    session: AsyncSession, draft: CourseDraft, instructor_id: UUID, course_id: UUID | None = None
) -> CourseTree:
    """Write a reviewed draft as a new course, by a new id unless one is given; keys of its parts become ids."""
    ids = _ids(draft)
    course = Course(
        id=course_id or new_id(),
        instructor_id=instructor_id,
        progression_policy=draft.progression_policy.model_dump(mode="json"),
        **draft.model_dump(exclude={"lessons", "progression_policy"}),
    )
    session.add(course)
    await session.flush()
    lessons = []
    for number, lesson_draft in enumerate(draft.lessons, start=1):
        lesson = _lesson(course.id, ids, number, lesson_draft)
        sections = [_section(ids, number, place, s) for place, s in enumerate(lesson_draft.sections, start=1)]
        lessons.append((lesson, sections))
    session.add_all(lesson for lesson, _ in lessons)
    await session.flush()
    tree = CourseTree(course, lessons)
    sections = tree.sections()
    for start in range(0, len(sections), WRITTEN_AT_ONCE):
        session.add_all(sections[start : start + WRITTEN_AT_ONCE])
        await session.flush()
    return tree


def export_draft(tree: CourseTree) -> CourseDraft:
    """The course in the shape that makes it: ids of prerequisites and gates become keys again."""
    keys = {str(part_id): key for part_id, key in tree.keys().items()}
    course = tree.course
    return CourseDraft(
        progression_policy=ProgressionPolicy.model_validate(course.progression_policy),
        lessons=[
            LessonDraft(
                title=lesson.title,
                summary=lesson.summary,
                objectives=lesson.objectives,
                is_required=lesson.is_required,
                sections=[_section_draft(keys, section) for section in sections],
            )
            for lesson, sections in tree.lessons
        ],
        **course.model_dump(include=set(CourseDraft.model_fields) - {"lessons", "progression_policy"}),
    )


def _ids(draft: CourseDraft) -> dict[str, UUID]:
    ids = {}
    for number, lesson in enumerate(draft.lessons, start=1):
        ids[str(number)] = new_id()
        ids |= {f"{number}.{place}": new_id() for place, _ in enumerate(lesson.sections, start=1)}
    return ids


def _lesson(course_id: UUID, ids: Mapping[str, UUID], number: int, draft: LessonDraft) -> Lesson:
    return Lesson(
        id=ids[str(number)], course_id=course_id, order_index=number - 1, **draft.model_dump(exclude={"sections"})
    )


def _section(ids: Mapping[str, UUID], number: int, place: int, draft: SectionDraft) -> Section:
    gate = None
    if draft.gate:
        gate = draft.gate.model_dump(mode="json") | {"requires": str(ids[draft.gate.requires])}
    return Section(
        id=ids[f"{number}.{place}"],
        lesson_id=ids[str(number)],
        order_index=place - 1,
        content=draft.content.model_dump(mode="json"),
        prerequisites=[str(ids[key]) for key in draft.prerequisites],
        gate=gate,
        **draft.model_dump(exclude={"content", "prerequisites", "gate"}),
    )


def _section_draft(keys: Mapping[str, str], section: Section) -> SectionDraft:
    gate = section.gate and Gate.model_validate(section.gate | {"requires": keys[section.gate["requires"]]})
    return SectionDraft(
        content=SectionContent.model_validate(section.content),
        prerequisites=[keys[part] for part in section.prerequisites],
        gate=gate or None,
        **section.model_dump(include=set(SectionDraft.model_fields) - {"content", "prerequisites", "gate"}),
    )
