"""Tables as text: one row a line, cells parted by ` | `, every row as many cells as the widest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sources.cleaning import fold

_WIDEST = 500
_POINTS = re.compile(
    r"(?:see also|further reading|read more|siehe auch|weiterführend(?:es)?|véase también|ver también|voir aussi)\s?:?",
    re.IGNORECASE,
)
_MOST_PLACES = 200_000
"""A cell says how many rows and columns it spans; what spans more than this in all is no table but a trap."""
_SEE = re.compile(r"(?:[Ss]ee|[Ss]iehe|[Vv]oir|[Vv]éase) (?:also )?(?:the )?[A-ZÄÖÜ]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a format has it: its text and how many rows and columns it covers (rows 0: to the end)."""

    text: str
    rows: int = 1
    columns: int = 1


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows without a word are left out, short ones filled up; a bar inside a cell is escaped."""
    cells = [[fold(cell).replace("|", r"\|") for cell in row] for row in rows]
    cells = _without_pointers([row for row in cells if any(row)])
    width = max(map(len, cells), default=0)
    if width * len(cells) > _MOST_PLACES + sum(map(len, cells)):
        width = 0
    return "\n".join(" | ".join([*row, *[""] * (width - len(row))]) for row in cells)


def _without_pointers(rows: list[list[str]]) -> list[list[str]]:
    """The rows of a table without those that only say where to read more, below its head."""
    kept, points = rows[:1], False
    for row in rows[1:]:
        said = [cell for cell in row[1:] if cell]
        points = (
            _POINTS.fullmatch(row[0]) is not None
            or (points and not row[0])
            or (bool(said) and all(map(_SEE.match, said)))
        )
        kept += [] if points else [row]
    return kept


def spread(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Each text in its own column, once: what a cell covers besides its first place is blank."""
    covered: dict[int, int] = {}
    widest = min(_WIDEST, _MOST_PLACES // max(len(rows), 1))
    return [_spread_row(row, covered, widest) for row in rows]


def _spread_row(row: Sequence[Cell], covered: dict[int, int], widest: int) -> list[str]:
    """`covered` says of each column how many rows a cell above still covers; -1 is without end."""
    taken = {column for column, left in covered.items() if left}
    for column in taken:
        covered[column] -= covered[column] > 0
    texts = _place(row, taken, covered, widest)
    width = max([*(column + 1 for column in texts), *(column + 1 for column in taken)], default=0)
    return [texts.get(column, "") for column in range(width)]


def _place(row: Sequence[Cell], taken: set[int], covered: dict[int, int], widest: int) -> dict[int, str]:
    texts: dict[int, str] = {}
    column = 0
    for cell in row:
        while column in taken:
            column += 1
        for place in range(column, min(column + max(cell.columns, 1), max(widest, column + 1))):
            texts[place] = cell.text if place == column else ""
            covered[place] = cell.rows - 1
        column = max(texts) + 1
    return texts
