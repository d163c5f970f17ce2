"""One character as drawn on a page, before it is known what it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from sources.pdf.spans import Font

NO_SPACE, GAP, SET_SPACE = range(3)


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of characters is drawn.

    `turn` counts quarter turns counter-clockwise; `is_slanted` says that the line runs at another angle, as watermarks
    do; `is_faint` that the ink is pale or lets through what lies below.
    """

    font: Font
    size: float
    turn: int
    is_slanted: bool = False
    is_faint: bool = False


@dataclass(slots=True)
class Glyph:
    """A character with its edges along the line, in points; `spaced` tells what kind of blank stands before it."""

    character: str
    left: float
    right: float
    baseline: float
    style: Style
    spaced: int = NO_SPACE
