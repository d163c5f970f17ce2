"""Characters that are drawn more than once: bold by double strike, shadows, a layer over the same layer."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor

from sources.pdf.glyph import Glyph

_OFFSET = 0.13
_OFFSET_OF_WIDTH = 0.6
_OTHER_SIZE = 0.1
_CELL = 16.0
_MOST_IN_CELL = 24

_Cell = tuple[str, int, int]


def without_doubles(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Each character once; a copy stands nearer to the first than any letter to its twin in `ll`."""
    seen: dict[_Cell, list[Glyph]] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        x, y = glyph.left / _CELL, glyph.baseline / _CELL
        column, row = floor(x), floor(y)
        own = (glyph.character, column, row)
        step = min(_OFFSET * glyph.style.size / _CELL, 1.0)
        inside = step <= x - column <= 1 - step and step <= y - row <= 1 - step
        cells = (own,) if inside else _cells(glyph.character, x, y, step)
        if any(_covers(other, glyph) for cell in cells if cell in seen for other in seen[cell]):
            continue
        kept.append(glyph)
        filed = seen.setdefault(own, [])
        if len(filed) < _MOST_IN_CELL:
            filed.append(glyph)
    return kept


def _cells(character: str, x: float, y: float, step: float) -> list[_Cell]:
    """Where a copy may have been filed of a character near the edge of its cell."""
    columns = {floor(x - step), floor(x + step)}
    return [(character, column, row) for column in columns for row in {floor(y - step), floor(y + step)}]


def _covers(other: Glyph, glyph: Glyph) -> bool:
    size = glyph.style.size
    aside = min(_OFFSET * size, _OFFSET_OF_WIDTH * max(glyph.right - glyph.left, 0.3))
    return (
        abs(other.left - glyph.left) < aside
        and abs(other.baseline - glyph.baseline) < _OFFSET * size
        and abs(other.style.size - size) < _OTHER_SIZE * size
    )
