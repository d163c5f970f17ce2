"""The course, its lessons, sections and checks as activities of xAPI."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from learning.checks.check import Check
from learning.checks.registry import KINDS
from learning.progression.release import Release, ReleasedLesson, ReleasedSection
from learning.xapi.vocabulary import TYPES, Type

Json = dict[str, Any]


class Activities:
    """Activities of one release. `home` is the public address of this service, without a slash at its end, and begins
    the ids of all of them; `language` is the one that the titles are in."""

    def __init__(self, home: str, release: Release, language: str) -> None:
        self._course = f"{home}/courses/{release.course_id}"
        self._release = release
        self._language = language
        self._lessons = {lesson.id: lesson for lesson in release.lessons}
        self._places = {place.section.id: place for place in _places(release)}

    def course(self) -> Json:
        """The course itself."""
        return _activity(self._course, "course", self._named(self._release.title))

    def lesson(self, lesson_id: UUID) -> Json:
        """A lesson; without a name where the release has it no more."""
        lesson = self._lessons.get(lesson_id)
        return _activity(self._lesson(lesson_id), "lesson", self._named(lesson.title if lesson else ""))

    def section(self, section_id: UUID) -> Json:
        """A section, as a module; without a name where the release has it no more."""
        place = self._places.get(section_id)
        return _activity(self._section(section_id), "module", self._named(place.section.title if place else ""))

    def assessment(self, section_id: UUID) -> Json:
        """The checks of a section together."""
        return _activity(f"{self._section(section_id)}/checks", "assessment", {})

    def check(self, section_id: UUID, check_id: str) -> Json:
        """A check with its options and right answers; by its id alone where the release has it no more."""
        check = next((one for one in self.checks(section_id) if one.id == check_id), None)
        asked = self._asked(check) if check else {"interactionType": "other"}
        return _activity(f"{self._section(section_id)}/checks/{check_id}", "cmi.interaction", asked)

    def checks(self, section_id: UUID) -> tuple[Check, ...]:
        """The checks of a section, none where the release has it no more."""
        place = self._places.get(section_id)
        return place.section.checks if place else ()

    def lesson_of(self, section_id: UUID) -> Json | None:
        """The lesson that a section belongs to."""
        place = self._places.get(section_id)
        return self.lesson(place.lesson.id) if place else None

    def _asked(self, check: Check) -> Json:
        exported = KINDS[check.kind].exported(check)
        asked: Json = {
            "description": {self._language: check.stem},
            "interactionType": exported.interaction,
            "correctResponsesPattern": [_pattern(exported.interaction, text) for text in exported.correct],
        }
        if exported.options:
            asked["choices"] = [{"id": id_, "description": {self._language: text}} for id_, text in exported.options]
        return asked

    def _named(self, title: str) -> Json:
        return {"name": {self._language: title}} if title else {}

    def _lesson(self, lesson_id: UUID) -> str:
        return f"{self._course}/lessons/{lesson_id}"

    def _section(self, section_id: UUID) -> str:
        return f"{self._course}/sections/{section_id}"


class _Place(NamedTuple):
    lesson: ReleasedLesson
    section: ReleasedSection


def _places(release: Release) -> Iterator[_Place]:
    for lesson in release.lessons:
        for section in lesson.sections:
            yield _Place(lesson, section)


def _pattern(interaction: str, text: str) -> str:
    """A right answer; where it is typed, case does not matter, which xAPI otherwise takes it to."""
    return "{case_matters=false}" + text if interaction.endswith("fill-in") else text


def _activity(id_: str, kind: Type, definition: Json) -> Json:
    return {"objectType": "Activity", "id": id_, "definition": {"type": TYPES + kind} | definition}
