"""The table of checks: all of them, and no cell that runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.checks_csv import COLUMNS, FORMAT, guarded
from exports.course import works
from learning.checks import Check, Option
from tests.exports.courses import COURSES, every_feature


def _rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def test_every_check_is_a_line() -> None:
    course = every_feature()
    rows = _rows(FORMAT.written(course))
    checks = [check for placed in course.sections() for check in placed.section.content.checks if works(check)]
    assert [row["check"] for row in rows] == [check.id for check in checks]
    assert list(rows[0]) == list(COLUMNS)
    first, gap, formula = rows[0], rows[4], rows[6]
    assert (first["section"], first["answer"], first["options"]) == ("1.1", "ebb", "ebb\n`flood < 2`\nslack & calm")
    assert (gap["answer"], gap["also accepted"], gap["objective"]) == ("moon", "Moon & sun\nLuna", "Explain tides")
    assert formula["answer"] == "'=1+1"
    assert "claude-x" in first["made by"]


def test_an_option_of_two_lines_is_one_line_of_its_cell() -> None:
    two = [Option(id="a", text="`1`\n`2`"), Option(id="b", text="`3`")]
    check = Check(id="k1", kind="multiple_choice", stem="What is printed?", options=two, answer="a")
    course = every_feature()
    section = course.draft.lessons[0].sections[0]
    section = section.model_copy(update={"content": section.content.model_copy(update={"checks": [check]})})
    lesson = course.draft.lessons[0].model_copy(update={"sections": [section]})
    draft = course.draft.model_copy(update={"lessons": [lesson]})
    [row] = _rows(FORMAT.written(course.model_copy(update={"draft": draft})))
    assert row["options"].splitlines() == ["`1` `2`", "`3`"]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "\u00a0@x"])
def test_what_a_spreadsheet_would_run_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@given(st.text())
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert guarded(cell).removeprefix("'") == cell.removeprefix("'")
    assert not guarded(cell).lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("name", COURSES)
def test_no_cell_runs(name: str) -> None:
    rows = _rows(FORMAT.written(COURSES[name]()))
    assert len(rows) >= 7
    assert not [cell for row in rows for cell in row.values() if cell.lstrip().startswith(("=", "+", "-", "@"))]
