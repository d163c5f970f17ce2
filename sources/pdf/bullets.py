"""List bullets that are drawn as shapes instead of set as characters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sources.pdf.rows import Row
from sources.pdf.spans import Mark

_BAND = 6.0
_OFF_MIDDLE = 0.3
_FARTHEST = 2.5


class BulletMarks:
    """The small shapes of a page, found by height."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._bands: defaultdict[int, list[Mark]] = defaultdict(list)
        for mark in marks:
            self._bands[int(mark.middle // _BAND)].append(mark)

    def has_bullet(self, row: Row) -> bool:
        """Whether a shape stands just left of the row, at the middle of its small letters."""
        middle = row.baseline + 0.3 * row.size
        band = int(middle // _BAND)
        near = (mark for number in (band - 1, band, band + 1) for mark in self._bands.get(number, ()))
        return any(
            abs(mark.middle - middle) < _OFF_MIDDLE * row.size and 0 < row.left - mark.right < _FARTHEST * row.size
            for mark in near
        )
