"""What is printed on page after page and is no part of the text: running heads, feet, page numbers, buttons."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import quantiles

from sources.pdf.lines import Line

_ZONE = 0.16
_MOST_ROWS = 4
_BUCKET = 3.0
_FEWEST_PAGES = 3
_DENSITY = 0.3
_SELDOM = 0.05
_DETACHED = 1.25
_OTHER_SIZE = 0.08
_LARGER = 1.1
_FAR_RIGHT = 0.7
_LONGEST_BUTTON = 8
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)

_PAGE_NUMBER = re.compile(r"\W*(?:\d+|[ivxlc]+)\W*", re.IGNORECASE)

_Key = tuple[str, int]
_Habit = tuple[int, str, int]


def without_furniture(pages: Sequence[list[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of each page without those that its neighbours repeat at the same place of head or foot."""
    body_size = _body_size(pages)
    edges = [_edge_rows(lines, height) for lines, height in zip(pages, heights, strict=True)]
    repeated = _repeated([[line for row in rows for line in row] for rows in edges], body_size)
    outer = [_outer_rows(lines, height) for lines, height in zip(pages, heights, strict=True)]
    gone = [[line for row in rows for line in _repeated_in(row, repeated, body_size)] for rows in outer]
    habits = _habits(gone)
    for lines, rows in zip(gone, edges, strict=True):
        lines += [line for row in rows for line in row if line not in lines and _habit(line) in habits]
    return [[line for line in lines if line not in out] for lines, out in zip(pages, gone, strict=True)]


def _repeated(edges: Sequence[Sequence[Line]], body_size: float) -> set[_Key]:
    found: defaultdict[_Key, set[int]] = defaultdict(set)
    for number, candidates in enumerate(edges):
        for key in {key for line in candidates for key in _keys(line, body_size)}:
            found[key].add(number)
    return {key for key, numbers in found.items() if _is_repeated(key, numbers, len(edges))}


def _repeated_in(row: Sequence[Line], repeated: set[_Key], body_size: float) -> Sequence[Line]:
    """The repeated lines of a row; all of it if one is a page number, whatever the words beside it are."""
    found = [line for line in row if not repeated.isdisjoint(_keys(line, body_size))]
    return row if any(_PAGE_NUMBER.fullmatch(line.plain.strip()) for line in found) else found


def _habits(gone: Sequence[Sequence[Line]]) -> set[_Habit]:
    """Where, and in which type, many pages carry furniture: what stands there on the others is furniture too."""
    counts = Counter(habit for lines in gone for habit in {_habit(line) for line in lines})
    return {habit for habit, count in counts.items() if count >= max(_FEWEST_PAGES, _DENSITY * len(gone))}


def _habit(line: Line) -> _Habit:
    return round(line.baseline), line.spans[0].font.name, round(line.size)


def without_buttons(pages: Sequence[list[Line]], widths: Sequence[float]) -> list[list[Line]]:
    """Web pages printed to PDF keep the button beside every listing: signs at one place on the far right."""
    found = Counter(_button(line, width) for lines, width in zip(pages, widths, strict=True) for line in lines)
    return [
        [line for line in lines if not (place := _button(line, width)) or found[place] < _FEWEST_PAGES]
        for lines, width in zip(pages, widths, strict=True)
    ]


def _button(line: Line, width: float) -> tuple[str, int] | None:
    says = line.plain.strip()
    is_sign = len(says) < _LONGEST_BUTTON and not any(map(str.isalnum, says))
    return (says, round(line.left)) if is_sign and line.left > width * _FAR_RIGHT else None


def _body_size(pages: Sequence[list[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.plain)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _edge_rows(lines: Sequence[Line], height: float) -> list[list[Line]]:
    """The rows at the head and foot of a page that stand apart from the text between."""
    rows = _rows(lines)
    usual = _usual_gap(rows)
    head = _edge(rows, usual, [row[0].baseline > height * (1 - _ZONE) for row in rows])
    rows.reverse()
    return head + _edge(rows, usual, [row[0].baseline < height * _ZONE for row in rows])


def _outer_rows(lines: Sequence[Line], height: float) -> list[list[Line]]:
    """The first and the last rows of a page, however near the text they stand."""
    rows = _rows(lines)
    head = [row for row in rows[:_MOST_ROWS] if row[0].baseline > height * (1 - _ZONE)]
    return head + [row for row in rows[-_MOST_ROWS:] if row[0].baseline < height * _ZONE and row not in head]


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(rows[-1][0].baseline - line.baseline) < 1:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _usual_gap(rows: Sequence[Sequence[Line]]) -> float:
    """The distance of rows that only one in five exceeds: wider than line and paragraph spacing."""
    gaps = [upper[0].baseline - lower[0].baseline for upper, lower in pairwise(rows)]
    return quantiles(gaps, n=5)[3] if len(gaps) > 4 else min(gaps, default=0.0)


def _edge(rows: Sequence[list[Line]], usual: float, in_zone: Sequence[bool]) -> list[list[Line]]:
    """Rows from the edge of the page inwards up to the last gap, or change of type, within the zone."""
    last = 0
    for number, (row, following) in enumerate(pairwise(rows[: _MOST_ROWS + 1]), start=1):
        if not in_zone[number - 1]:
            break
        gap = abs(row[0].baseline - following[0].baseline)
        if gap > _DETACHED * usual or _is_set_apart(row[0], following[0]):
            last = number
    return list(rows[:last])


def _is_set_apart(line: Line, other: Line) -> bool:
    another_size = abs(line.size - other.size) > _OTHER_SIZE * other.size
    return another_size or line.spans[0].font.name != other.spans[0].font.name


def _keys(line: Line, body_size: float) -> Iterator[_Key]:
    """What the line says and its height; two overlapping grids, so that no edge parts equal places.

    Numbers are masked where they may count pages, but not in type that may be a heading's.
    """
    says = line.plain.strip()
    if line.size <= _LARGER * body_size and not line.bold:
        says = _NUMBER.sub("#", says)
    yield says, int(line.baseline // _BUCKET) * 2
    yield says, int((line.baseline + _BUCKET / 2) // _BUCKET) * 2 + 1


def _is_repeated(key: _Key, numbers: set[int], pages: int) -> bool:
    """On enough pages in a row; or, for words that carry no number, anywhere on enough pages."""
    if len(numbers) < min(_FEWEST_PAGES, max(pages, 2)):
        return False
    dense = len(numbers) >= _DENSITY * (max(numbers) - min(numbers) + 1)
    return dense or ("#" not in key[0] and len(numbers) >= _SELDOM * pages)
