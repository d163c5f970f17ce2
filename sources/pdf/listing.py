"""Code listings: rows of monospaced type back to lines with their indentation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from sources.pdf.rows import Row
from sources.pdf.spans import Span

_MOST_BLANK_LINES = 3
_OFF_GRID = 0.25


def listing_text(rows: Sequence[Row]) -> str:
    """The lines of a listing; its left edge is that of its leftmost row, blank lines come from the gaps."""
    if not rows:
        return ""
    width = character_width(rows)
    left = min(row.left for row in rows)
    pitch = line_pitch(rows)
    lines = [_line(rows[0], left, width)]
    for upper, lower in pairwise(rows):
        lines += [""] * blank_lines(upper, lower, pitch)
        lines.append(_line(lower, left, width))
    return "\n".join(lines)


def character_width(rows: Sequence[Row]) -> float:
    """How wide a character of a listing is set, in points."""
    widths = [right - left for span in _spans(rows) for left, right in span.edges if right > left]
    return median(widths) if widths else rows[0].size * 0.6


def line_pitch(rows: Sequence[Row]) -> float:
    """From one baseline of a listing to the next, in points."""
    distances = [upper.baseline - lower.baseline for upper, lower in pairwise(rows) if upper.page == lower.page]
    distances = [distance for distance in distances if distance > 0.5 * rows[0].size]
    return min(distances, default=rows[0].size * 1.2)


def blank_lines(upper: Row, lower: Row, pitch: float) -> int:
    """How many blank lines lie between two rows of one listing; none across a page break."""
    if upper.page != lower.page or pitch <= 0:
        return 0
    return max(min(round((upper.baseline - lower.baseline) / pitch) - 1, _MOST_BLANK_LINES), 0)


def on_one_grid(upper: Row, lower: Row, pitch: float) -> bool:
    """Whether the distance of two rows is a whole number of lines, as inside one listing."""
    lines = (upper.baseline - lower.baseline) / pitch
    return 0.5 < lines < _MOST_BLANK_LINES + 1.5 and abs(lines - round(lines)) < _OFF_GRID * max(1.0, lines / 2)


def _line(row: Row, left: float, width: float) -> str:
    characters: list[str] = []
    for span in _spans([row]):
        for character, start, end in _glyphs(span):
            characters.append(" " * round((start - left) / width) + character)
            left = end
    return "".join(characters)


def _glyphs(span: Span) -> Iterator[tuple[str, float, float]]:
    """Characters with their edges; those of a font that is not monospaced as one."""
    if not span.edges:
        yield span.text.strip(), span.left, span.right
    for character, (start, end) in zip(span.text.replace(" ", ""), span.edges, strict=False):
        yield character, start, end


def _spans(rows: Sequence[Row]) -> list[Span]:
    return [span for row in rows for cell in row.cells for span in cell.spans]
