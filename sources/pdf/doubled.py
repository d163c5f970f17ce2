"""Characters that are drawn more than once: bold by double strike, shadows, a layer over the same layer."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from sources.pdf.glyph import Glyph

_OFFSET = 0.13
_OFFSET_OF_WIDTH = 0.6
_OTHER_SIZE = 0.1
_CELL = 16.0
_MOST_IN_CELL = 24
_PAIRED = "ft"
"""Letters of which a font may draw two as one glyph."""

_Cell = tuple[str, int, int]


def without_doubles(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Each character once, in the order of the file; a copy stands nearer to the first than any letter to its twin in
    `ll`. The letters of a ligature, which all stand where it does, are no copies."""
    seen: dict[_Cell, list[Glyph]] = {}
    kept: list[Glyph] = []
    style, step = None, 0.0
    for at, glyph in enumerate(glyphs):
        if glyph.style is not style:
            style = glyph.style
            step = min(_OFFSET * style.size / _CELL, 1.0)
        x, y = glyph.left / _CELL, glyph.baseline / _CELL
        column, row = floor(x), floor(y)
        own = (glyph.character, column, row)
        filed = seen.get(own)
        if step <= x - column <= 1 - step and step <= y - row <= 1 - step:
            others = filed
        else:
            cells = _cells(glyph.character, x, y, step)
            others = [other for cell in cells if cell in seen for other in seen[cell]]
        if others and any(_covers(other, glyph) for other in others) and not _is_of_ligature(glyphs, at):
            continue
        kept.append(glyph)
        if filed is None:
            seen[own] = [glyph]
        elif len(filed) < _MOST_IN_CELL:
            filed.append(glyph)
    return kept


def _is_of_ligature(glyphs: Sequence[Glyph], at: int) -> bool:
    """Whether a character is the second of a pair in a ligature ("ff", "tt") and not one that is struck twice, as those
    beside it would be as well."""
    if glyphs[at].character not in _PAIRED or not _repeats(glyphs, at):
        return False
    return not _repeats(glyphs, at - 2) and not _repeats(glyphs, at + 2)


def _repeats(glyphs: Sequence[Glyph], at: int) -> bool:
    """Whether a character is the one before it once more, at the very same place."""
    if not 0 < at < len(glyphs):
        return False
    first, second = glyphs[at - 1], glyphs[at]
    same = first.character == second.character and first.style is second.style
    return same and (first.left, first.right, first.baseline) == (second.left, second.right, second.baseline)


def _cells(character: str, x: float, y: float, step: float) -> list[_Cell]:
    """Where a copy may have been filed of a character near the edge of its cell."""
    left, right, bottom, top = floor(x - step), floor(x + step), floor(y - step), floor(y + step)
    columns = (left,) if left == right else (left, right)
    rows = (bottom,) if bottom == top else (bottom, top)
    return [(character, column, row) for column in columns for row in rows]


def _covers(other: Glyph, glyph: Glyph) -> bool:
    size = glyph.style.size
    if abs(other.left - glyph.left) > _OFFSET * size:
        return False
    aside = min(_OFFSET * size, _OFFSET_OF_WIDTH * max(glyph.right - glyph.left, 0.3))
    return (
        abs(other.left - glyph.left) < aside
        and abs(other.baseline - glyph.baseline) < _OFFSET * size
        and abs(other.style.size - size) < _OTHER_SIZE * size
    )
