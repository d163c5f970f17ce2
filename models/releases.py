"""Releases of courses: what publishing freezes, written once and read often."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from cachetools import LRUCache

from learning.policy import ProgressionPolicy
from learning.progression.publishing import published
from learning.progression.release import Release, ReleasedLesson
from models.catalog import CourseTree
from models.pool import Connection

KEPT_RELEASES = 256
_RULES = {
    "id",
    "title",
    "objectives",
    "is_required",
    "estimated_duration",
    "prerequisites",
    "gate",
    "requires_retake",
}


class Rulebook(NamedTuple):
    """A release with the policy that it was published under."""

    number: int
    release: Release
    policy: ProgressionPolicy


def release_of_tree(tree: CourseTree, number: int, at: datetime, before: Release | None) -> Release:
    """What publishing the course as it stands would freeze; `before` is the release before this one."""
    return published(_release(tree.course.id, number, at, tree.course.title, _lessons(tree)), before)


def structure_of(release: Release, tree: CourseTree) -> dict[str, Any]:
    """The release as it is stored: rules in `lessons`, what learners read in `contents` by section."""
    return {
        "title": release.title,
        "policy": tree.course.progression_policy,
        "lessons": [lesson.model_dump(mode="json") for lesson in release.lessons],
        "contents": {str(section.id): section.content for section in tree.sections()},
    }


def release_of_structure(course_id: UUID, number: int, at: datetime, structure: dict[str, Any]) -> Release:
    return _release(course_id, number, at, structure.get("title", ""), structure["lessons"])


class Rulebooks:
    """The releases in use, parsed once a process: they never change."""

    def __init__(self) -> None:
        self._kept: LRUCache[tuple[UUID, int], Rulebook] = LRUCache(KEPT_RELEASES)

    async def read(self, connection: Connection, course_id: UUID, number: int) -> Rulebook:
        """Raises LookupError when the course has no such release."""
        kept = self._kept.get((course_id, number))
        if kept is None:
            kept = self._kept[course_id, number] = await _load(connection, course_id, number)
        return kept


async def _load(connection: Connection, course_id: UUID, number: int) -> Rulebook:
    cursor = await connection.execute(
        "SELECT structure - 'contents' AS structure, published_at FROM course_releases "
        "WHERE course_id = %s AND number = %s",
        [course_id, number],
    )
    row = await cursor.fetchone()
    if row is None:
        raise LookupError(f"course {course_id} has no release {number}")
    release = release_of_structure(course_id, number, row["published_at"], row["structure"])
    return Rulebook(number, release, ProgressionPolicy.model_validate(row["structure"].get("policy") or {}))


def _release(course_id: UUID, number: int, at: datetime, title: str, lessons: list[Any]) -> Release:
    return Release(
        id=uuid5(course_id, str(number)),
        course_id=course_id,
        title=title,
        published_at=at,
        lessons=tuple(ReleasedLesson.model_validate(lesson) for lesson in lessons),
    )


def _lessons(tree: CourseTree) -> list[dict[str, Any]]:
    return [
        {
            "id": lesson.id,
            "title": lesson.title,
            "is_required": lesson.is_required,
            "sections": [
                section.model_dump(mode="json", include=_RULES) | {"checks": section.content.get("checks", [])}
                for section in sections
            ],
        }
        for lesson, sections in tree.lessons
    ]
