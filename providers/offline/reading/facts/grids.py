"""Tables whose rows say something of the thing in their first column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from providers.language.cleanliness import is_clean
from providers.language.tables import Language
from providers.offline.reading.passages import Place

FEWEST_ROWS, MOST_ROWS, MOST_COLUMNS = 3, 150, 8
FEWEST_VALUES, FEWEST_TELLING = 3, 3
MOSTLY, MOST_ODD = 0.6, 0.15
FEWEST_COMPARED = 3
"""Columns: that of the rows' names and two things."""
LONGEST_CELL, LONGEST_HEAD, LONGEST_THING = 120, 40, 60
_PICTOGRAPH = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
"""A sign for done, for a prize: what the cell is about is the course, or a feeling."""
_EXAMPLE = re.compile(
    r"https?://|\bexample\.(?:com|org|net)\b|\b(?:192\.168|10\.\d{1,3}|172\.\d{2})\.\d{1,3}\.\d{1,3}\b"
)
"""An address, or the name of a host that only examples have."""
_OF_ROWS = re.compile(
    r"(?:feature|characteristic|criterion|criteria|aspect|property|attribute|merkmal|kriterium|kriterien|aspekt|eigenschaft|"
    r"característica|criterio|aspecto|propiedad|caractéristique|critère|propriété)(?:e?s|en)?",
    re.IGNORECASE,
)
"""The head over what things are compared by, in a table that gives a column to each thing."""
_SENTENCE = re.compile(r"((?:[^.`]|`[^`]*`|\.(?=\w)){12,120}?[^.\s])\.\s+(?=[A-ZÄÖÜÀ-Þ¿¡`(])")
_OPENS = re.compile(r"\b(?:e\.g|i\.e|z\.B|p\.ej|vgl|cf|etc|ca|approx)$|^[^(]*\([^)]*$")
_EDGE = re.compile(r"(?:(?<=\s)|^)\|(?=\s|$)")


@dataclass(frozen=True)
class Grid:
    """`rows` have as many cells as `head`."""

    place: Place
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, at: int) -> list[str]:
        """The cells below a head, from top to bottom; `at` counts from 0."""
        return [row[at] for row in self.rows]

    def is_telling(self, at: int) -> bool:
        """Whether each row has a value of its own there, short enough to be an option."""
        return len(self.telling_rows(at)) == len(self.rows)

    def telling_rows(self, at: int) -> list[tuple[str, ...]]:
        """The rows that have a value of their own there, short enough to be an option; none where several are
        pictures or addresses."""
        cells = self.column(at)
        uses = Counter(map(_told_by, cells))
        odd = [bool(_PICTOGRAPH.search(cell) or _EXAMPLE.search(cell)) for cell in cells]
        if sum(odd) > MOST_ODD * len(cells):
            return []
        plain = (
            not is_odd and 0 < len(cell) <= LONGEST_CELL and is_clean(cell) and uses[_told_by(cell)] == 1
            for cell, is_odd in zip(cells, odd, strict=True)
        )
        return [row for row, fits in zip(self.rows, plain, strict=True) if fits]

    def tells_mostly(self, at: int) -> bool:
        """Whether most rows have a value of their own there, and so many that some can be asked for."""
        telling = len(self.telling_rows(at))
        return telling >= FEWEST_TELLING and telling >= MOSTLY * len(self.rows)

    def is_sorting(self, at: int) -> bool:
        """Whether some rows have the same value there, of a few short ones, so that it tells kinds of rows."""
        cells = self.column(at)
        values = set(map(_told_by, cells))
        short = all(0 < len(cell) <= LONGEST_HEAD and is_clean(cell) for cell in cells)
        short = short and not any(map(_PICTOGRAPH.search, cells))
        return short and FEWEST_VALUES <= len(values) < len(cells)


def grids_of(places: Sequence[Place], table: Language) -> Iterator[Grid]:
    """The tables within the limits of size above whose first column has another short value in each row.

    Left out are those with rows of unequal length, heads that are no plain words or read alike, navigation, and those
    that give a column to each thing they compare.
    """
    for place in places:
        if place.kind == "table" and (grid := _grid(place, table)) is not None:
            yield grid


def comparisons_of(places: Sequence[Place]) -> Iterator[Grid]:
    """The tables that give a column to each of two or more things and a row to what they are compared by."""
    for place in places:
        lines = rows_of(place) if place.kind == "table" else []
        wide = len(lines[0]) if lines else 0
        if wide < FEWEST_COMPARED or len(lines) > MOST_ROWS or any(len(line) != wide for line in lines):
            continue
        head = lines[0]
        named = all(map(_is_thing, head[1:])) and len(set(head[1:])) == wide - 1
        if named and (not head[0] or _OF_ROWS.fullmatch(head[0])) and wide <= MOST_COLUMNS:
            yield Grid(place, head, tuple(line for line in lines[1:] if all(map(is_clean, line))))


def rows_of(place: Place) -> list[tuple[str, ...]]:
    """The cells of each line of a table, as written."""
    return [tuple(cell.strip() for cell in _EDGE.split(line)) for line in place.text.splitlines() if line.strip()]


def _grid(place: Place, table: Language) -> Grid | None:
    lines = rows_of(place)
    if not FEWEST_ROWS < len(lines) <= MOST_ROWS + 1 or not 2 <= len(lines[0]) <= MOST_COLUMNS:
        return None
    if len({len(line) for line in lines}) != 1 or not all(map(_is_head, lines[0])):
        return None
    if any(table.opens("furniture", cell) for cell in lines[0]) or len(set(lines[0])) < len(lines[0]):
        return None
    if len(lines[0]) > 2 and _OF_ROWS.fullmatch(lines[0][0]):
        return None
    grid = Grid(place, lines[0], tuple(tuple(map(_first_sentence, line)) for line in lines[1:]))
    return grid if grid.tells_mostly(0) else None


def _told_by(cell: str) -> str:
    """What tells a cell from others: in code letters and capitals differ, as `r` and `R` are two keys."""
    return cell if cell.startswith("`") else cell.casefold()


def _first_sentence(cell: str) -> str:
    """A cell that is too long to be an option as far as it says something whole,"""
    if len(cell) <= LONGEST_CELL:
        return cell
    found = _SENTENCE.match(cell)
    return found[1] if found and not _OPENS.search(found[1]) else cell


def _is_head(cell: str) -> bool:
    return 1 < len(cell) <= LONGEST_HEAD and cell.lstrip("¿")[:1].isalpha() and "`" not in cell


def _is_thing(cell: str) -> bool:
    """Whether a head can name a thing, be it in code: no number, sign or sentence."""
    return 1 < len(cell) <= LONGEST_THING and cell.strip("`")[:1].isalpha() and not cell.endswith((".", ":", "?"))
