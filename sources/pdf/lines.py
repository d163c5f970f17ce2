"""Lines: spans that a reader takes in as one row of words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sources.inline import code_span
from sources.pdf.raised import kind_of, written
from sources.pdf.spans import Span

_SAME_LINE = 0.2
_RAISED_AT_MOST = 0.55
_SMALLER = 0.85
_TOUCHING = 0.6
_TOUCHING_IN_ORDER = 0.9
_WORD_GAP = 0.15
_ADJACENT = 0.1
_RAISED = 0.15
_LOWERED = 0.08
_MOST_RAISED = 4
_ATTACHED = 0.3
_LOOK_BACK = 3
_POWER = re.compile(r"\s?[+\-−–]?\d{1,3}")


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
        """Reading text: code in back-ticks, exponents and indices written out, marks of footnotes left out."""
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
    spans = [span for line in lines for span in _with_written_powers(line)]
    if len(spans) == 1 and not spans[0].font.monospaced:
        return spans[0].text.strip()
    neighbours = zip([None, *spans], spans, [*spans[1:], None], strict=False)
    marked = [(_is_inline_code(*three), three[1]) for three in neighbours]
    parts = []
    for code, group in groupby(marked, key=lambda item: item[0]):
        run = [span for _, span in group]
        parts.append((code_span(_joined(run)) if code else _joined(run), run))
    return _spaced(parts)


def _with_written_powers(line: Line) -> Sequence[Span]:
    """The spans of a line, raised and lowered ones written out and put behind what they belong to."""
    if len(line.spans) == 1 or line.monospaced:
        return line.spans
    kept: list[Span] = []
    for level, group in groupby(line.spans, key=lambda span: _level(span, line)):
        run = list(group)
        if level == 0:
            kept += run
        else:
            _write_out(run, kept, line, above=level > 0)
    return kept


def _level(span: Span, line: Line) -> int:
    """1 for what is raised, -1 for what is lowered, 0 for what stands on the line."""
    height = span.baseline - line.baseline
    if span.size >= _SMALLER * line.size and len(span.text.strip()) > _MOST_RAISED:
        return 0
    if height > _RAISED * line.size:
        return 1
    return -1 if height < -_LOWERED * line.size and span.size < _SMALLER * line.size else 0


def _write_out(run: list[Span], kept: list[Span], line: Line, *, above: bool) -> None:
    first, last = run[0], kept[-1] if kept else None
    touches = last is not None and first.left - last.right < _ATTACHED * line.size and not first.text.startswith(" ")
    before = "".join(span.text for span in kept[-_LOOK_BACK:]) if touches else ""
    text = _joined(run).strip()
    written_out = written(text, kind_of(text, before, above=above))
    if last is None or not written_out:
        return
    right = max(span.right for span in run)
    kept[-1] = replace(last, text=last.text.rstrip() + " " * (not touches) + written_out, right=max(right, last.right))


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
    small, large = sorted((upper, lower), key=lambda row: (max(span.size for span in row), _length(row)))
    size = max(span.size for span in large)
    near = upper[0].baseline - lower[0].baseline < _RAISED_AT_MOST * size
    return near and all(_is_small(span, size) and _touches(span, large) for span in small)


def _length(spans: Sequence[Span]) -> int:
    return sum(len(span.text) for span in spans)


def _is_small(span: Span, size: float) -> bool:
    """Smaller print, or a short number in the same size."""
    return span.size < _SMALLER * size or bool(_POWER.fullmatch(span.text))


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
