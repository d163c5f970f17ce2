"""A release as it is stored: the rules of progress and the contents of a course, frozen when it is published."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from learning.progression.publishing import published
from learning.progression.release import Release, ReleasedLesson
from models.catalog import CourseTree

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
    """The release that was stored as `structure`, published at `at`. Its id follows from course and number."""
    return _release(course_id, number, at, structure.get("title", ""), structure["lessons"])


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
