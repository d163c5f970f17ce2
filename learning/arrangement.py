"""The order of a course's parts: what follows from it, and what a part that is taken out would leave behind."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple


class Placed(NamedTuple):
    """A section at its place. `needs` are ids of sections or lessons; `by_hand` says that a person wants them so, and
    not only the order in which the outline was written. `gate` is the id of what its gate asks for."""

    id: str
    title: str
    needs: tuple[str, ...] = ()
    by_hand: bool = True
    gate: str | None = None


class PlacedLesson(NamedTuple):
    id: str
    sections: Sequence[Placed]


def needs_in_order(lessons: Sequence[PlacedLesson], *, is_sequential: bool) -> dict[str, list[str]]:
    """What is left of the needs of sections whose needs only follow the order, by id, where it is less than before.

    What is not there any more is needed no longer, and in a sequential course what comes later now. What a person
    wants is left to the review.
    """
    places = _places(lessons)
    left = {}
    for section in _sections(lessons):
        if not section.by_hand:
            there = [part for part in section.needs if part in places]
            before = [part for part in there if not is_sequential or places[part] < places[section.id]]
            if before != list(section.needs):
                left[section.id] = before
    return left


def needing(lessons: Sequence[PlacedLesson], gone: Collection[str]) -> list[Placed]:
    """The sections that would miss a part of `gone` which a person, or a gate, says that they need."""
    staying = (section for section in _sections(lessons) if section.id not in gone)
    return [
        section
        for section in staying
        if section.gate in gone or (section.by_hand and any(part in gone for part in section.needs))
    ]


def _places(lessons: Sequence[PlacedLesson]) -> dict[str, int]:
    """Each section's place in the course, and each lesson's, which is its last section's."""
    places = {section.id: place for place, section in enumerate(_sections(lessons))}
    return places | {
        lesson.id: max((places[section.id] for section in lesson.sections), default=-1) for lesson in lessons
    }


def _sections(lessons: Sequence[PlacedLesson]) -> Iterator[Placed]:
    return (section for lesson in lessons for section in lesson.sections)


def copied_title(title: str, taken: Collection[str], longest: int) -> str:
    """A title for a copy: the same with the first number from 2 on that makes it another one than those `taken`."""
    number = 2
    while (copy := _numbered(title, number, longest)) in taken:
        number += 1
    return copy


def _numbered(title: str, number: int, longest: int) -> str:
    mark = f" ({number})"
    return title[: longest - len(mark)].rstrip() + mark
