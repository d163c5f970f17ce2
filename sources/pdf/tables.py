"""Tables: rows of cells that stand one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sources.pdf.lines import Line
from sources.pdf.rows import Row

_ALIGNED = 3.0
_WRAPPED = 1.35

_Column = tuple[float, float]


def are_table_rows(upper: Row, lower: Row) -> bool:
    """Whether two rows have cells, not only first ones, that begin or end at the same place."""
    return any(
        abs(one.left - other.left) < _ALIGNED or abs(one.right - other.right) < _ALIGNED
        for one in upper.cells[1:]
        for other in lower.cells[1:]
    )


def is_wrapped_cell(upper: Row, row: Row) -> bool:
    """Whether a row with one cell goes on with a cell of the table row above it."""
    close = 0 < upper.baseline - row.baseline < _WRAPPED * upper.size
    return close and any(abs(cell.left - row.left) < _ALIGNED for cell in upper.cells[1:])


def table_text(rows: Sequence[Row]) -> str:
    """One line a row, cells parted by bars; lines that a cell wraps onto are put back into it."""
    columns = _columns(rows)
    lines = [_placed(rows[0], columns)]
    for upper, row in pairwise(rows):
        cells = _placed(row, columns)
        if not cells[0] and 0 < upper.baseline - row.baseline < _WRAPPED * upper.size:
            lines[-1] = [f"{above} {cell}".strip() for above, cell in zip(lines[-1], cells, strict=True)]
        else:
            lines.append(cells)
    return "\n".join(" | ".join(cells) for cells in lines)


def _columns(rows: Sequence[Row]) -> list[_Column]:
    """The left and right edge of each column, by the rows that fill them all."""
    most = max(len(row.cells) for row in rows)
    full = [row for row in rows if len(row.cells) == most]
    return [
        (min(row.cells[number].left for row in full), max(row.cells[number].right for row in full))
        for number in range(most)
    ]


def _placed(row: Row, columns: Sequence[_Column]) -> list[str]:
    cells = [""] * len(columns)
    for number, cell in enumerate(row.cells):
        place = number if len(row.cells) == len(columns) else _nearest(cell, columns)
        cells[place] = f"{cells[place]} {cell.text}".strip()
    return cells


def _nearest(cell: Line, columns: Sequence[_Column]) -> int:
    def distance(number: int) -> float:
        left, right = columns[number]
        return max(left - cell.right, cell.left - right, min(abs(cell.left - left), abs(cell.right - right)) - 1000)

    return min(range(len(columns)), key=distance)
