"""What a table gives for a row, and which row has a value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.wording import fold
from providers.language.markdown_text import inline
from providers.offline.reading.facts.grids import Grid, grids_of
from providers.offline.writing.questions.question import Question, Setting, balanced

FEWEST_FOR_TWO = 5
Row = tuple[str, ...]
_WORD = re.compile(r"[^\W\d_]{2,}|`")
_AMOUNT = re.compile(r"[$€£]?[-+−]?\d[\d.,]*(?: ?(?:%|[$€£]|[a-zA-Z]{1,3}))?")
_CODE_HEAD = re.compile(r"\w\(|[a-z]_[a-z]")
_NUMBER = re.compile(r"[-+]?\d[\d.,]*")


def of_grids(setting: Setting) -> list[Question]:
    """Up to two questions for each table, on two columns, or on two rows of a longer one: the cell of a row, or the row
    of a cell. None of tables whose rows are definitions, which are asked for as such, or mere numbers."""
    known = setting.corpus.definitions
    found = grids_of(setting.places, setting.corpus.language)
    shown = [grid for grid in found if not known.of(grid.place) and not _is_output(grid, setting)]
    return [question for grid in shown for question in _of_grid(grid, setting)]


def _is_output(grid: Grid, setting: Setting) -> bool:
    """Whether a listing stands right before the table, so that its rows are what that printed, or heads are code."""
    before = setting.corpus.places[grid.place.order - 1] if grid.place.order else grid.place
    return before.kind == "code" or any(_CODE_HEAD.search(head) for head in grid.head)


def _of_grid(grid: Grid, setting: Setting) -> Iterator[Question]:
    if all(_AMOUNT.fullmatch(cell) for cell in grid.column(0)):
        return
    columns = [at for at in range(1, len(grid.head)) if _can_be_asked(grid, at)]
    if len(columns) == 1 and len(grid.rows) >= FEWEST_FOR_TWO:
        columns *= 2
    for turn, column in enumerate(columns[:2]):
        at = (setting.ordinal + 2 * turn + 1) % len(grid.rows)
        row = grid.rows[at]
        others = [*grid.rows[at + 1 :], *grid.rows[:at]]
        asks_cell = (turn + setting.ordinal) % 2 == 0
        question = _cell if asks_cell else _row
        other = _row if asks_cell else _cell
        made = question(grid, column, row, others, setting) or other(grid, column, row, others, setting)
        if made:
            yield made


def _can_be_asked(grid: Grid, column: int) -> bool:
    return (grid.is_telling(column) or grid.is_sorting(column)) and not _is_bare(grid, column)


def _is_bare(grid: Grid, column: int) -> bool:
    """Whether it has numbers without a unit, or signs without a word, which nobody has to know."""
    if not any(_WORD.search(cell) for cell in grid.column(column)) and not _NUMBER.fullmatch(grid.column(column)[0]):
        return True
    has_unit = "(" in grid.head[column] or "%" in grid.head[column]
    return not has_unit and all(_AMOUNT.fullmatch(cell) for cell in grid.column(column))


def _cell(grid: Grid, column: int, row: Row, others: list[Row], setting: Setting) -> Question | None:
    stem = setting.phrases.phrase("ask_cell", row=inline(row[0]), head=inline(grid.head[column]))
    values = [other[column] for other in others if fold(other[column]) != fold(row[column])]
    return _question(grid, stem, row[column], values, row, setting)


def _row(grid: Grid, column: int, row: Row, others: list[Row], setting: Setting) -> Question | None:
    if setting.stems(row[column]) & setting.stems(row[0]):
        return None
    stem = setting.phrases.phrase(
        "ask_row", first=inline(grid.head[0]), head=inline(grid.head[column]), cell=inline(row[column])
    )
    names = [other[0] for other in others if fold(other[column]) != fold(row[column])]
    return _question(grid, stem, row[0], names, row, setting)


def _question(grid: Grid, stem: str, key: str, others: list[str], row: Row, setting: Setting) -> Question | None:
    wrong = balanced(key, others)
    if not wrong:
        return None
    values = (key, *wrong)
    numeric = all(_NUMBER.fullmatch(value) for value in values)
    return Question(
        place=grid.place,
        sentence=" | ".join(row),
        stem=stem,
        key=key,
        wrong=wrong,
        structure=f"table:{grid.place.order}",
        topics=frozenset({f"row:{grid.place.order}:{row[0]}"}),
        worth=1.1 + setting.worth(*grid.head),
        ordered=tuple(sorted(values, key=_value)) if numeric else (),
        about=setting.stems(*grid.head, *row),
    )


def _value(text: str) -> float:
    return float(text.replace(",", ".") if text.count(",") <= 1 and "." not in text else text.replace(",", ""))
