import pytest

from learning.policy import ProgressionPolicy
from learning.progression.publishing import published, review_release
from learning.progression.release import Release
from tests.learning.progression.courses import FREE, START, gate, lesson, minute, release, section, uid


def codes(course: Release, policy: ProgressionPolicy = FREE) -> list[tuple[str, str]]:
    return [(finding.code, finding.pointer) for finding in review_release(course, policy)]


@pytest.mark.parametrize(
    ("course", "found"),
    [
        (release(lesson(101, section(1), section(2, [1])), lesson(102, section(3, [101]))), []),
        (release(lesson(101, section(1, [2]), section(2))), []),
        (release(lesson(101, section(1, gate=gate(2)), section(2, [1]))), []),
        (release(lesson(101, section(1, [1]))), [("prerequisite_cycle", "/lessons")]),
        (release(lesson(101, section(1, [101]))), [("prerequisite_cycle", "/lessons")]),
        (release(lesson(101, section(1, gate=gate(2, 1)), section(2, [1]))), [("prerequisite_cycle", "/lessons")]),
        (release(lesson(101, section(1, [9]))), [("prerequisite_unknown", "/lessons/0/sections/0/prerequisites/0")]),
        (release(lesson(101, section(1, gate=gate(9, 1)))), [("gate_unknown", "/lessons/0/sections/0/gate/requires")]),
        (release(lesson(101, section(1), section(1))), [("id_repeated", "/lessons/0/sections/1/id")]),
    ],
)
def test_what_must_not_be_published(course: Release, found: list[tuple[str, str]]) -> None:
    assert codes(course) == found


def test_a_cycle_is_named() -> None:
    [finding] = review_release(release(lesson(101, section(1, [102])), lesson(102, section(2, [1]))), FREE)
    assert "“Section 1” → “Lesson 102” → “Section 2” → “Section 1”" in finding.detail


def test_a_cycle_that_the_order_closes() -> None:
    backward = release(lesson(101, section(1, [2]), section(2)))
    assert codes(backward, ProgressionPolicy()) == [("prerequisite_against_order", "/lessons")]


def since(course: Release) -> object:
    return next(course.sections()).retake_since


def test_a_retake_is_asked_for_from_its_first_mark_on() -> None:
    def edition(at: int, requires_retake: bool) -> Release:
        return release(lesson(101, section(1, requires_retake=requires_retake)), at=minute(at))

    first = published(edition(0, False), None)
    second = published(edition(1, True), first)
    third = published(edition(2, True), second)
    fourth = published(edition(3, False), third)
    fifth = published(edition(4, True), fourth)
    assert [since(course) for course in (first, second, third, fourth, fifth)] == [
        None, minute(1), minute(1), None, minute(4)
    ]  # fmt: skip
    assert since(published(edition(0, True), None)) == START
    assert next(first.sections()).id == uid(1)
