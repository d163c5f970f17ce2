"""What a release shows of a course: all that learners, strangers, the search and reviews are told, frozen when it is
published. Edits that follow are in the rows of the course, which its owner sees, until the next release."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from learning.course_changes import PartState
from learning.progression.release import Release
from models.catalog import CourseTree
from models.courses import Course, CourseRelease, Lesson, Section
from models.generations import MediaAsset
from models.pictures import pictures_of, thumbnail_of
from models.release_structure import structure_of

_OF_NOW = {"status", "current_release", "version"}
"""What is so of a course whichever of its releases is looked at."""

_OF_NOBODY = {
    *("id", "course_id", "lesson_id", "instructor_id", "sections", "order_index", "prerequisites_by_hand"),
    *("created_at", "updated_at", "edited_at", "published_at", "removed_at"),
}
"""What tells nothing to whom a course is shown, or is told otherwise."""

_ALL = text(
    "SELECT course, parts, structure->'contents' AS contents, media FROM course_releases "
    "WHERE course_id = :course AND number = :number"
)
_SHOWN = text(
    "SELECT course, parts, media, published_at FROM course_releases WHERE course_id = :course AND number = :number"
)
_CONTENT = text(
    "SELECT structure->'contents'->:section FROM course_releases WHERE course_id = :course AND number = :number"
)
_IS_PUBLIC = text(
    "SELECT FROM courses c JOIN course_releases r ON r.course_id = c.id AND r.number = c.current_release "
    "WHERE c.instructor_id = :instructor AND c.status = 'published' AND r.media->'pictures' ? :picture LIMIT 1"
)


class ReleasedCourse(NamedTuple):
    """A course as one of its releases shows it: rows that are no part of a session, sections without their content."""

    tree: CourseTree
    thumbnail: MediaAsset | None
    pictures: dict[UUID, MediaAsset]

    def section(self, section_id: UUID) -> Section | None:
        """The section as it was released, without its content; None when the release does not have it."""
        return next((section for section in self.tree.sections() if section.id == section_id), None)


async def frozen(session: AsyncSession, tree: CourseTree, release: Release, number: int) -> CourseRelease:
    """The row of a release of the course as it stands."""
    thumbnail = await thumbnail_of(session, tree.course.id)
    contents = [section.content for section in tree.sections()]
    pictures = await pictures_of(session, tree.course.instructor_id, contents)
    if thumbnail is not None:
        pictures |= {thumbnail.id: thumbnail}
    return CourseRelease(
        course_id=tree.course.id,
        number=number,
        structure=structure_of(release, tree),
        course=course_facts(tree.course, release.published_at),
        parts=[part_facts(lesson, sections) for lesson, sections in tree.lessons],
        media={
            "thumbnail": thumbnail and str(thumbnail.id),
            "pictures": {str(id_): asset.model_dump(mode="json") for id_, asset in pictures.items()},
        },
        published_at=release.published_at,
        minutes=sum(section.estimated_duration for section in tree.sections()),
    )


def course_facts(course: Course, at: datetime) -> dict[str, Any]:
    """A course as it stands, published `at`."""
    moments = {"updated_at": at.isoformat(), "published_at": at.isoformat()}
    return course.model_dump(mode="json", exclude=_OF_NOW) | moments


def part_facts(lesson: Lesson, sections: Sequence[Section]) -> dict[str, Any]:
    """A lesson with its sections as they stand, without their contents."""
    shown = [section.model_dump(mode="json", exclude={"content"}) for section in sections]
    return lesson.model_dump(mode="json") | {"sections": shown}


async def states_of_release(session: AsyncSession, course: Course) -> list[PartState]:
    """The parts of the current release, to be compared; none where the course was never published."""
    given = {"course": course.id, "number": course.current_release}
    row = (await (await session.connection()).execute(_ALL, given)).mappings().one_or_none()
    if row is None:
        return []
    return _states(row["course"], row["parts"], row["contents"] or {}, row["media"]["thumbnail"])


async def states_of_draft(session: AsyncSession, tree: CourseTree) -> list[PartState]:
    """The parts of the course as it stands, to be compared."""
    thumbnail = await thumbnail_of(session, tree.course.id)
    contents = {str(section.id): section.content for section in tree.sections()}
    parts = [part_facts(lesson, sections) for lesson, sections in tree.lessons]
    facts = course_facts(tree.course, tree.course.updated_at)
    return _states(facts, parts, contents, str(thumbnail.id) if thumbnail else None)


async def read_release(session: AsyncSession, course: Course) -> ReleasedCourse:
    """The course as its current release shows it. Raises LookupError where it has none."""
    given = {"course": course.id, "number": course.current_release}
    row = (await (await session.connection()).execute(_SHOWN, given)).mappings().one_or_none()
    if row is None:
        raise LookupError(f"course {course.id} has no release {course.current_release}")
    pictures = {UUID(id_): MediaAsset.model_validate(asset) for id_, asset in row["media"]["pictures"].items()}
    name = row["media"]["thumbnail"]
    return ReleasedCourse(
        tree=CourseTree(_course(row["course"], course), [_lesson(part) for part in row["parts"]]),
        thumbnail=pictures[UUID(name)] if name else None,
        pictures=pictures,
    )


async def read_released_content(
    session: AsyncSession, course_id: UUID, number: int, section_id: UUID
) -> dict[str, Any] | None:
    """What learners read in a section, as a release has it; None for a section that it does not have."""
    given = {"section": str(section_id), "course": course_id, "number": number}
    content: dict[str, Any] | None = (await (await session.connection()).execute(_CONTENT, given)).scalar()
    return content


async def is_public(session: AsyncSession, picture_id: UUID, instructor_id: UUID) -> bool:
    """Whether a picture is part of a course of this owner that everybody may know of, as it was published."""
    given = {"picture": str(picture_id), "instructor": instructor_id}
    return (await (await session.connection()).execute(_IS_PUBLIC, given)).first() is not None


def _states(
    course: dict[str, Any], parts: list[Any], contents: dict[str, Any], thumbnail: str | None
) -> list[PartState]:
    shown = _compared(course) | {"thumbnail": thumbnail}
    states = [PartState("course", course["id"], "", 1, course["title"], shown)]
    for number, lesson in enumerate(parts, 1):
        states.append(PartState("lesson", lesson["id"], "", number, lesson["title"], _compared(lesson)))
        for place, section in enumerate(lesson["sections"], 1):
            content = {f"content.{name}": value for name, value in contents.get(section["id"], {}).items()}
            facts = _compared(section) | content
            states.append(PartState("section", section["id"], lesson["id"], place, section["title"], facts))
    return states


def _compared(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in _OF_NOBODY}


def _course(facts: dict[str, Any], now: Course) -> Course:
    return Course.model_validate(facts | now.model_dump(include=_OF_NOW))


def _lesson(part: dict[str, Any]) -> tuple[Lesson, list[Section]]:
    sections = [Section.model_validate(section) for section in part["sections"]]
    return Lesson.model_validate({name: part[name] for name in part if name != "sections"}), sections
