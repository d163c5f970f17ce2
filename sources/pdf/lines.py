"""Lines: spans that a reader takes in as one row of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sources.inline import code_span
from sources.pdf.spans import Span

_SAME_LINE = 0.2
_RAISED_AT_MOST = 0.55
_SMALLER = 0.85
_TOUCHING = 0.6
_TOUCHING_IN_ORDER = 0.9
_WORD_GAP = 0.15
_ADJACENT = 0.1


@dataclass(frozen=True, slots=True)
class Line:
    """Spans on one baseline, left to right, without a gap that parts columns."""

    page: int
    spans: tuple[Span, ...]
    left: float
    right: float
    baseline: float
    size: float
    monospaced: bool
    bold: bool

    @property
    def plain(self) -> str:
        """The characters of the line, back-ticks around none."""
        return _joined(self.spans)

    @property
    def text(self) -> str:
        """Reading text: code in back-ticks, raised footnote marks left out."""
        return reading_text([self])


def line_of(spans: Sequence[Span], page: int) -> Line:
    """A line of spans that stand on one row."""
    spans = sorted(spans, key=lambda span: span.left)
    main = _main_span(spans)
    letters = [span for span in spans if span.text.strip()]
    return Line(
        page=page,
        spans=tuple(spans),
        left=spans[0].left,
        right=max(span.right for span in spans),
        baseline=main.baseline,
        size=main.size,
        monospaced=all(span.font.monospaced for span in letters),
        bold=all(span.font.bold for span in letters),
    )


def lines_on(spans: Iterable[Span], page: int) -> list[Line]:
    """The lines of a page from top to bottom; what stands on one row but far apart becomes several lines."""
    rows = _with_raised(_rows(sorted(spans, key=lambda span: -span.baseline)))
    lines = [line_of(part, page) for row in rows for part in _parts(row)]
    return sorted(lines, key=lambda line: (-line.baseline, line.left))


def reading_text(lines: Sequence[Line]) -> str:
    """The text of one line or of a row of lines."""
    spans = [span for line in lines for span in line.spans if not _is_footnote_mark(span, line)]
    neighbours = zip([None, *spans], spans, [*spans[1:], None], strict=False)
    marked = [(_is_inline_code(*three), three[1]) for three in neighbours]
    parts = []
    for code, group in groupby(marked, key=lambda item: item[0]):
        run = [span for _, span in group]
        parts.append((code_span(_joined(run)) if code else _joined(run), run))
    return _spaced(parts)


def _is_inline_code(before: Span | None, span: Span, after: Span | None) -> bool:
    """Whether a span is code; TeX sets straight quotation marks in its typewriter font, which are none."""
    if span.text.strip() not in ('"', "'"):
        return span.font.monospaced
    near = _ADJACENT * span.size
    touches = (before and span.left - before.right < near) or (after and after.left - span.right < near)
    return span.font.monospaced and not touches


def _main_span(spans: Sequence[Span]) -> Span:
    """The span whose size and baseline are those of most characters."""
    weights: Counter[float] = Counter()
    for span in spans:
        weights[round(span.size, 1)] += len(span.text)
    size = weights.most_common(1)[0][0]
    return next(span for span in spans if round(span.size, 1) == size)


def _rows(spans: Sequence[Span]) -> list[list[Span]]:
    rows: list[list[Span]] = []
    for span in spans:
        if rows and rows[-1][0].baseline - span.baseline < _SAME_LINE * min(span.size, rows[-1][0].size):
            rows[-1].append(span)
        else:
            rows.append([span])
    return rows


def _with_raised(rows: list[list[Span]]) -> list[list[Span]]:
    """Put raised and lowered small print into the row that it belongs to."""
    kept: list[list[Span]] = []
    for row in rows:
        if kept and _is_raised(kept[-1], row):
            kept[-1] = kept[-1] + row
        else:
            kept.append(row)
    return kept


def _is_raised(upper: Sequence[Span], lower: Sequence[Span]) -> bool:
    small, large = sorted((upper, lower), key=lambda row: max(span.size for span in row))
    size = max(span.size for span in large)
    near = upper[0].baseline - lower[0].baseline < _RAISED_AT_MOST * size
    return near and all(span.size < _SMALLER * size and _touches(span, large) for span in small)


def _touches(span: Span, row: Sequence[Span]) -> bool:
    return any(
        -0.2 * other.size < span.left - other.right < _TOUCHING * other.size
        or -0.2 * other.size < other.left - span.right < _TOUCHING * other.size
        for other in row
    )


def _parts(row: Sequence[Span]) -> list[list[Span]]:
    parts: list[list[Span]] = []
    for span in sorted(row, key=lambda span: span.left):
        if parts and _belongs(parts[-1][-1], span):
            parts[-1].append(span)
        else:
            parts.append([span])
    return parts


def _belongs(before: Span, span: Span) -> bool:
    in_order = span.order == before.order + 1
    if in_order and before.font.monospaced and span.font.monospaced:
        return True
    allowed = _TOUCHING_IN_ORDER if in_order else _TOUCHING
    return span.left - before.right < allowed * max(before.size, span.size)


def _is_footnote_mark(span: Span, line: Line) -> bool:
    mark = span.text.strip(" ,")
    raised = span.baseline - line.baseline > 0.15 * line.size and span.size < _SMALLER * line.size
    return raised and len(line.spans) > 1 and (mark.isdecimal() or mark in ("*", "†", "‡", "§")) and len(mark) < 4


def _joined(spans: Sequence[Span]) -> str:
    return _spaced([(span.text, [span]) for span in spans])


def _spaced(parts: Sequence[tuple[str, Sequence[Span]]]) -> str:
    text = ""
    right = 0.0
    for part, spans in parts:
        apart = spans[0].text.startswith(" ") or spans[0].left - right > _WORD_GAP * spans[0].size
        text += (" " if text and apart else "") + part.strip()
        right = spans[-1].right
    return text
