"""The checks of a course as a table, for spreadsheets and flashcards."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from exports import losses
from exports.course import ExportedCourse, PlacedSection, working_checks
from exports.format import Format
from exports.provenance import sentences
from learning.checks import KINDS, Check
from learning.wording import one_line

COLUMNS = (
    *("section", "lesson title", "section title", "check", "kind", "question", "options", "answer", "also accepted"),
    *("feedback", "objective", "made by"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write(course: ExportedCourse, to: BinaryIO) -> None:
    """Write UTF-8 with a byte-order mark, without which spreadsheets take it for another encoding."""
    written = io.StringIO(newline="")
    table = csv.writer(written, quoting=csv.QUOTE_ALL)
    table.writerow(COLUMNS)
    made = " ".join(sentences(course.provenance))
    for placed in course.sections():
        for check in working_checks(placed.section):
            table.writerow(map(guarded, [*_cells(placed, check), made]))
    to.write(written.getvalue().encode("utf-8-sig"))


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins as such has an apostrophe in front."""
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell


def _cells(placed: PlacedSection, check: Check) -> list[str]:
    asked = KINDS[check.kind].exported(check)
    accepted = [] if asked.options else asked.correct[1:]
    return [
        *(placed.key, placed.lesson.title, placed.section.title, check.id, check.kind, check.stem),
        "\n".join(one_line(option) for _, option in asked.options),
        KINDS[check.kind].key(check),
        "\n".join(accepted),
        check.feedback,
        check.objective,
    ]


def _losses(course: ExportedCourse) -> list[str]:
    return [
        "Only the checks are in the table: texts, pictures, examples, exercises and rules of progress stay behind.",
        "What begins as a formula would (=, +, -, @) has an apostrophe in front.",
        *losses.broken_checks(course),
    ]


FORMAT = Format(
    name="csv",
    title="Checks as a table (CSV)",
    extension=".csv",
    media_type="text/csv; charset=utf-8",
    carries="Every check with its options, answer, feedback and objective, a line each.",
    losses=_losses,
    write=write,
)
