"""Characters that are drawn more than once: bold by double strike, shadows, a layer over the same layer."""

from __future__ import annotations

from collections.abc import Iterable

from sources.pdf.glyph import Glyph

_OFFSET = 0.13
_OFFSET_OF_WIDTH = 0.6
_OTHER_SIZE = 0.1
_CELL = 4.0
_MOST_IN_CELL = 8

_Cell = tuple[str, int, int]


def without_doubles(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Each character once; a copy stands nearer to the first than any letter to its twin in `ll`."""
    seen: dict[_Cell, list[Glyph]] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        if any(_covers(other, glyph) for cell in _cells(glyph) for other in seen.get(cell, ())):
            continue
        kept.append(glyph)
        cell = seen.setdefault((glyph.character, int(glyph.left // _CELL), int(glyph.baseline // _CELL)), [])
        if len(cell) < _MOST_IN_CELL:
            cell.append(glyph)
    return kept


def _cells(glyph: Glyph) -> list[_Cell]:
    """Where a copy of the character may have been filed; one cell for most."""
    reach = min(_OFFSET * glyph.style.size, _CELL)
    x, y = glyph.left / _CELL, glyph.baseline / _CELL
    step = reach / _CELL
    columns = {int((x - step) // 1), int((x + step) // 1)}
    rows = {int((y - step) // 1), int((y + step) // 1)}
    return [(glyph.character, column, row) for column in columns for row in rows]


def _covers(other: Glyph, glyph: Glyph) -> bool:
    size = glyph.style.size
    aside = min(_OFFSET * size, _OFFSET_OF_WIDTH * max(glyph.right - glyph.left, 0.3))
    return (
        abs(other.left - glyph.left) < aside
        and abs(other.baseline - glyph.baseline) < _OFFSET * size
        and abs(other.style.size - size) < _OTHER_SIZE * size
    )
