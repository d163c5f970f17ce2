"""The percentage of a generation: what counts is in one table, and no milestone outside of it can break the course."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.brief import Brief
from models import progress_units
from models.generations import Generation
from models.milestones import milestone
from models.progress_units import course_units, makes_visual, section_units
from tests.learning import drafts

OUTLINE = drafts.outline(Brief(title="Bread", lessons=2, sections_per_lesson=2))
VISUALS = sum(section.visual is not None for section in OUTLINE.all_sections())
WAY_OF_A_COURSE = ["outline_ready", *["section_written"] * 4, *["picture_ready"] * (1 + VISUALS), "course_saved"]


class Session:
    """Takes what a transaction would add."""

    def __init__(self) -> None:
        self.added: list[object] = []

    def add(self, row: object) -> None:
        self.added.append(row)


def way(kinds: list[str], total: int) -> list[int]:
    """The percentages after these milestones and the last one, which completes the generation."""
    generation = Generation(id=uuid4(), instructor_id=uuid4(), request_hash="", brief={}, units_total=total)
    percentages = [milestone(Session(), generation, kind) for kind in kinds]  # type: ignore[arg-type]
    generation.status = "completed"
    return [*percentages, milestone(Session(), generation, "completed")]  # type: ignore[arg-type]


def test_a_course_counts_each_of_its_units_once() -> None:
    total = course_units(OUTLINE)
    assert total == len(WAY_OF_A_COURSE) + 1
    assert way(WAY_OF_A_COURSE, total) == [100 * done // total for done in range(1, total + 1)]


@pytest.mark.parametrize("visual", [True, False])
def test_a_section_written_anew_counts_its_own(visual: bool) -> None:
    kinds = ["section_written", *["picture_left_out"] * visual]
    total = section_units(visual=visual)
    assert total == len(kinds) + 1
    assert makes_visual(total) is visual
    assert way(kinds, total)[-1] == 100


@given(st.lists(st.sampled_from([*WAY_OF_A_COURSE, "a_phase_that_nobody_counts", "section_started"]), max_size=40))
def test_whatever_is_counted_too_often_or_forgotten_the_percentage_stays_one(kinds: list[str]) -> None:
    *before, at_the_end = way(kinds, course_units(OUTLINE))
    assert before == sorted(before)
    assert all(0 <= percent < 100 for percent in before)
    assert at_the_end == 100


def test_every_unit_has_a_milestone_of_its_own() -> None:
    kinds = [kind for row in progress_units.UNITS for kind in row]
    assert len(kinds) == len(set(kinds))
