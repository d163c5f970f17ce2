"""Rows in reading order: columns one after the other, cells of a table side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from sources.pdf.columns import are_cells, in_columns
from sources.pdf.lines import Line, reading_text

_SAME_ROW = 0.25
_GRID = 4.0
_GRID_STEPS = 150
_MOST_CROSSING = 0.35
_FEWEST_LINES = 4
_NARROWEST_COLUMN = 0.2
_FILLED = 0.55
_FEWEST_CHARACTERS = 6
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Row:
    """Lines on one baseline within one column; `column` is the column's left and right edge in points."""

    cells: tuple[Line, ...]
    column: tuple[float, float]

    @property
    def page(self) -> int:
        """The number of its page, from 1."""
        return self.cells[0].page

    @property
    def left(self) -> float:
        """The left edge of its first cell, in points."""
        return self.cells[0].left

    @property
    def right(self) -> float:
        """The right edge of its last cell, in points."""
        return self.cells[-1].right

    @property
    def baseline(self) -> float:
        """The height of its first cell's baseline above the foot of the page, in points."""
        return self.cells[0].baseline

    @property
    def size(self) -> float:
        """The size of the longest cell: a bullet or a number before it may be larger."""
        cells = self.cells
        return cells[0].size if len(cells) == 1 else max(cells, key=lambda cell: len(cell.plain)).size

    @property
    def monospaced(self) -> bool:
        """Whether all cells are set in monospaced type."""
        return all(cell.monospaced for cell in self.cells)

    @property
    def share_monospaced(self) -> float:
        """How much of the row is set in monospaced type, 0 to 1."""
        spans = [span for cell in self.cells for span in cell.spans]
        return sum(len(span.text) for span in spans if span.font.monospaced) / sum(len(span.text) for span in spans)

    @property
    def bold(self) -> bool:
        """Whether all cells are set in bold type."""
        return all(cell.bold for cell in self.cells)

    @property
    def text(self) -> str:
        """Reading text of all cells as one line, as in `Line.text`."""
        return reading_text(self.cells)

    @property
    def plain(self) -> str:
        """The characters of its cells with a space between them, as in `Line.plain`."""
        return " ".join(cell.plain for cell in self.cells)


def rows_in_order(lines: Sequence[Line], depth: int = 0) -> list[Row]:
    """The rows of a page or of one column of it, as they are read."""
    parts = in_columns(lines) if depth < _DEEPEST else []
    if len(parts) > 1:
        return [row for part in parts for row in rows_in_order(part, depth + 1)]
    gutter = _gutter(lines) if depth < _DEEPEST else None
    if gutter is None:
        return _rows(lines)
    bands = groupby(lines, key=lambda line: line.left < gutter < line.right)
    return [row for crossing, band in bands for row in _band_rows(list(band), gutter, depth, crossing)]


def _band_rows(band: list[Line], gutter: float, depth: int, crossing: bool) -> list[Row]:
    left = [line for line in band if line.right <= gutter]
    right = [line for line in band if line.right > gutter]
    if crossing or not left or not right:
        return _rows(band)
    return rows_in_order(left, depth + 1) + rows_in_order(right, depth + 1)


def _rows(lines: Sequence[Line]) -> list[Row]:
    if not lines:
        return []
    column = (min(line.left for line in lines), max(line.right for line in lines))
    groups: list[list[Line]] = []
    for line in lines:
        if groups and groups[-1][0].baseline - line.baseline < _SAME_ROW * line.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Row(tuple(sorted(group, key=lambda line: line.left)), column) for group in groups]


def _gutter(lines: Sequence[Line]) -> float | None:
    """The height-long gap between two columns of prose, None if the lines stand in one column."""
    if len(lines) < 2 * _FEWEST_LINES:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    margin = _NARROWEST_COLUMN * (right - left)
    best = min(_grid(left + margin, right - margin), key=lambda x: _crossing(lines, x), default=None)
    if best is None or _crossing(lines, best) > _MOST_CROSSING * len(lines):
        return None
    sides = [line for line in lines if line.right <= best], [line for line in lines if line.left >= best]
    return best if all(map(_is_column, sides)) and not are_cells(*sides) else None


def _grid(start: float, end: float) -> list[float]:
    middle, step = (start + end) / 2, max((end - start) / _GRID_STEPS, _GRID)
    steps = int((end - start) / step)
    return sorted((start + number * step for number in range(steps + 1)), key=lambda x: abs(x - middle))


def _crossing(lines: Sequence[Line], x: float) -> int:
    return sum(1 for line in lines if line.left < x < line.right)


def _is_column(lines: Sequence[Line]) -> bool:
    """Prose fills its column; the cells of a table do not."""
    if len(lines) < _FEWEST_LINES or median(len(line.plain) for line in lines) < _FEWEST_CHARACTERS:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    return median(line.right - line.left for line in lines) > _FILLED * width
