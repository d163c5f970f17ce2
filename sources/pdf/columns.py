"""Columns of prose, however few lines they have: told from the cells of a table by how their lines wrap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from sources.pdf.lines import Line

_STRIP = 0.55
_ASCENT, _DESCENT = 0.75, 0.25
_NARROWEST_GUTTER = 7.0
_NARROWEST_COLUMN = 4.0
_FEWEST_LINES = 2
_FEWEST_WRAPS = 3
_WRAPPED, _SURELY_WRAPPED = 0.6, 0.75
_LOWER_CASE = 0.35
_CHARACTER = 0.47
_LEVEL, _SELDOM_WRAPPED, _SELDOM_LOWER = 0.8, 0.35, 0.1
_FEWEST_CHARACTERS = 15
_LARGER = 1.1
_FEWEST_TABLE_ROWS = 3
_LONGEST_CELL = 2.6
_BULLETS = "•‣▪▫◦●○■□➢➤✓✔►▶∙·⁃–"
_SAME_HEIGHT = 1.0

_Gap = tuple[float, float]


@dataclass(slots=True)
class _Group:
    """Bands of a page that have the same columns; `gaps` are the gutters, none for text in one column."""

    bands: list[list[Line]]
    gaps: list[_Gap]

    @property
    def lines(self) -> list[Line]:
        return [line for band in self.bands for line in band]


def in_columns(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in parts that are read one after the other; one part if they stand in no columns of prose."""
    if len(lines) < 2 * _FEWEST_LINES:
        return [list(lines)]
    parts: list[list[Line]] = []
    joined = False
    for group in _groups(_bands(lines)):
        columns = _prose_columns(group)
        if columns:
            parts += columns
        elif joined:
            parts[-1] += group.lines
        else:
            parts.append(group.lines)
        joined = not columns
    return parts


def are_cells(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether two columns are those of a table: they go row by row, and their lines end before the column does."""
    heights = {round(line.baseline) for line in left}
    level = sum(round(line.baseline) in heights for line in right)
    if level < _LEVEL * max(len(left), len(right)):
        return False
    wraps = [wrap for column in (left, right) for wrap in _wraps(column)]
    full, lower = (sum(wrap[number] for wrap in wraps) / len(wraps) for number in (0, 1))
    return full < _SELDOM_WRAPPED or (full < _SURELY_WRAPPED and lower < _SELDOM_LOWER)


def _bands(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines parted wherever an empty strip goes across all of them, wider than between lines of a paragraph."""
    bands: list[list[Line]] = []
    foot = 0.0
    for line in sorted(lines, key=lambda line: -(line.baseline + _ASCENT * line.size)):
        top, bottom = line.baseline + _ASCENT * line.size, line.baseline - _DESCENT * line.size
        if bands and foot - top < _STRIP * line.size:
            bands[-1].append(line)
            foot = min(foot, bottom)
        else:
            bands.append([line])
            foot = bottom
    return bands


def _groups(bands: Sequence[list[Line]]) -> list[_Group]:
    groups: list[_Group] = []
    waiting: list[list[Line]] = []
    size = median(line.size for band in bands for line in band)
    for band in bands:
        gaps = _gaps(band)
        current = groups[-1] if groups else None
        if not gaps and current and current.gaps and _fits(band, current.gaps):
            waiting.append(band)
            continue
        common = _common(current.gaps, gaps) if current else []
        titled = any(_is_title(line, size) for waiter in waiting for line in waiter)
        if current and gaps and common and not titled:
            current.bands += [*waiting, band]
            current.gaps = common
        else:
            _place(groups, waiting, titled=titled)
            groups.append(_Group([band], gaps))
        waiting = []
    if waiting:
        groups[-1].bands += waiting
    return groups


def _place(groups: list[_Group], waiting: list[list[Line]], *, titled: bool) -> None:
    """What stood in one column only: with the columns above, or, from a title on, by itself."""
    if waiting and titled:
        groups.append(_Group(list(waiting), []))
    elif waiting:
        groups[-1].bands += waiting


def _is_title(line: Line, size: float) -> bool:
    return line.size > _LARGER * size or line.bold


def _gaps(lines: Iterable[Line]) -> list[_Gap]:
    """The stretches, from left to right, in which no line stands."""
    gaps: list[_Gap] = []
    right = None
    for line in sorted(lines, key=lambda line: line.left):
        if right is not None and line.left - right >= _NARROWEST_GUTTER:
            gaps.append((right, line.left))
        right = line.right if right is None else max(right, line.right)
    return gaps


def _common(one: Sequence[_Gap], other: Sequence[_Gap]) -> list[_Gap]:
    """What the gutters of two bands share; none unless they have as many, each with a shared stretch."""
    if len(one) != len(other):
        return []
    shared = [(max(a[0], b[0]), min(a[1], b[1])) for a, b in zip(one, other, strict=True)]
    return shared if all(right - left >= _NARROWEST_GUTTER for left, right in shared) else []


def _fits(band: Sequence[Line], gaps: Sequence[_Gap]) -> bool:
    """Whether no line of a band crosses a gutter."""
    return not any(line.left < left and right < line.right for line in band for left, right in gaps)


def _prose_columns(group: _Group) -> list[list[Line]]:
    """The columns of a group from left to right, empty if they are those of a table or of marks before lines."""
    lines = group.lines
    columns = _columns(lines, group.gaps)
    if len(columns) < 2 or _is_table(group, columns):
        return []
    prose = [column for column in columns if not all(line.monospaced for line in column)]
    if len(prose) < len(columns) or any(len(column) < _FEWEST_LINES for column in columns):
        return []
    if all(_is_list(column) for column in columns):
        return columns
    if any(median(len(line.plain) for line in column) < _FEWEST_CHARACTERS for column in columns):
        return []
    wraps = [wrap for column in columns for wrap in _wraps(column)]
    if len(wraps) < _FEWEST_WRAPS:
        return []
    share = sum(full for full, _ in wraps) / len(wraps)
    lower = sum(low for _, low in wraps) / len(wraps)
    return columns if share >= _SURELY_WRAPPED or (share >= _WRAPPED and lower >= _LOWER_CASE) else []


def _columns(lines: Sequence[Line], gaps: Sequence[_Gap]) -> list[list[Line]]:
    """The lines between gutters; what is too narrow to be a column goes with the one right of it."""
    size = median(line.size for line in lines)
    edges = [(left + right) / 2 for left, right in gaps]
    columns: list[list[Line]] = []
    narrow: list[Line] = []
    for start, end in pairwise([float("-inf"), *edges, float("inf")]):
        column = narrow + [line for line in lines if start <= line.left < end]
        width = max((line.right for line in column), default=0) - min((line.left for line in column), default=0)
        narrow = column if width < _NARROWEST_COLUMN * size else []
        if column and not narrow:
            columns.append(column)
    return [*columns, narrow] if narrow else columns


def _is_table(group: _Group, columns: Sequence[Sequence[Line]]) -> bool:
    """Whether there are several short rows whose cells begin at one height."""
    rows = [band for band in group.bands if _begins_level(band)]
    lines = len(group.lines) / len(columns)
    return len(rows) >= max(_FEWEST_TABLE_ROWS, len(group.bands) / 2) and lines / len(group.bands) < _LONGEST_CELL


def _begins_level(band: Sequence[Line]) -> bool:
    top = max(line.baseline for line in band)
    return sum(1 for line in band if top - line.baseline < _SAME_HEIGHT) > 1


def _is_list(column: Sequence[Line]) -> bool:
    return sum(line.plain.lstrip()[:1] in _BULLETS for line in column) * 2 >= len(column)


def _wraps(column: Sequence[Line]) -> list[tuple[bool, bool]]:
    """For each line end: whether the next word would not have fitted, and whether it begins in lower case."""
    lines = sorted(column, key=lambda line: -line.baseline)
    right = max(line.right for line in lines)
    wraps = []
    for upper, lower in pairwise(lines):
        first = lower.plain.lstrip().partition(" ")[0]
        needed = (len(first) + 1) * _CHARACTER * upper.size
        wraps.append((upper.right + needed >= right, first[:1].islower()))
    return wraps
