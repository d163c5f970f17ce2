"""The measures of a document's ordinary text, against which everything else stands out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.pdf.rows import Row

_USUAL_PITCH = 1.2
_LARGEST_PITCH = 2.2


@dataclass(frozen=True, slots=True)
class Measures:
    """Of the body text its `size` in points, its `pitch` from baseline to baseline and its usual `margins`.

    `code_pitch` is the pitch of listings. `bold` says that the body text itself is set in bold type.
    """

    size: float
    pitch: float
    margins: frozenset[int]
    code_pitch: float
    bold: bool

    def pitch_at(self, size: float) -> float:
        """The line pitch to expect of text of another size."""
        return self.pitch * size / self.size


def measure(pages: Sequence[Sequence[Row]]) -> Measures:
    """The measures of a document from the rows of its pages: sizes and pitches that prevail, for code apart.

    Margins are the left edges that at least a tenth of the rows of body text share.
    """
    rows = [row for page in pages for row in page]
    prose = [row for row in rows if not row.monospaced] or rows
    size = _prevailing(((round(row.size, 1), len(row.plain)) for row in prose), 10.0)
    pitch = _pitch(pages, size, monospaced=False)
    lefts = Counter(round(row.left) for row in prose if abs(row.size - size) < 0.5)
    margins = frozenset(left for left, count in lefts.items() if count >= 0.1 * sum(lefts.values()))
    code_size = _prevailing(((round(row.size, 1), 1) for row in rows if row.monospaced), size)
    weight = Counter[bool]()
    for row in prose:
        if abs(row.size - size) < 0.5:
            weight[row.bold] += len(row.plain)
    return Measures(size, pitch, margins, _pitch(pages, code_size, monospaced=True), weight[True] > weight[False])


def _pitch(pages: Sequence[Sequence[Row]], size: float, *, monospaced: bool) -> float:
    pairs = (pair for page in pages for pair in pairwise(page) if all(row.monospaced is monospaced for row in pair))
    distances = (_distance(upper, lower, size) for upper, lower in pairs)
    return _prevailing(((distance, 1) for distance in distances if distance), size * _USUAL_PITCH)


def _distance(upper: Row, lower: Row, size: float) -> float:
    """From one row to the next below it, in steps of a quarter point; 0 if they are not neighbours of that size."""
    if abs(upper.size - size) > 0.5 or abs(lower.size - size) > 0.5:
        return 0.0
    distance = upper.baseline - lower.baseline
    return round(distance * 4) / 4 if 0.9 * size < distance < _LARGEST_PITCH * size else 0.0


def _prevailing(weighted: Iterable[tuple[float, int]], default: float) -> float:
    weights: Counter[float] = Counter()
    for value, weight in weighted:
        weights[value] += weight
    return weights.most_common(1)[0][0] if weights else default
