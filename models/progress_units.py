"""The units of progress of a generation: what its percentage counts. They stand in this table and nowhere else.

A milestone whose kind has a row finishes one unit. A new phase that should count adds a row; one that does not is still
made, and the percentage stays true.
"""

from collections.abc import Callable
from dataclasses import dataclass

from learning.outline import Outline


@dataclass(frozen=True)
class Planned:
    """What a generation is to make: sections, pictures, and (1 or 0) whether a course around them."""

    sections: int
    pictures: int
    course: int


UNITS: dict[tuple[str, ...], Callable[[Planned], int]] = {
    ("outline_ready",): lambda planned: planned.course,
    ("section_written",): lambda planned: planned.sections,
    ("picture_ready", "picture_left_out"): lambda planned: planned.pictures,
    ("course_saved",): lambda planned: planned.course,
    ("completed",): lambda planned: 1,
}
"""Which milestones finish a unit, and how many of these units a generation has."""

FINISH_A_UNIT = frozenset(kind for kinds in UNITS for kind in kinds)


def course_units(outline: Outline) -> int:
    """The units of a whole course: with the thumbnail, and with the visuals that the outline asks for."""
    sections = list(outline.all_sections())
    visuals = sum(section.has_picture for section in sections)
    return _total(Planned(len(sections), pictures=1 + visuals, course=1))


def section_units(*, visual: bool) -> int:
    """The units of one section that is written anew, with its visual or without."""
    return _total(Planned(1, pictures=int(visual), course=0))


def makes_visual(section_units_total: int) -> bool:
    """Whether a generation of one section with so many units makes its visual too."""
    return section_units_total >= section_units(visual=True)


def percent(done: int, total: int, *, is_complete: bool) -> int:
    """Finished units in per cent, rounded down: 100 exactly when the generation is complete, and 0 without units."""
    if is_complete:
        return 100
    return min(99, 100 * done // total) if total else 0


def _total(planned: Planned) -> int:
    return sum(count(planned) for count in UNITS.values())
