"""Watermarks that lie level: stamps behind or over the text of a page, which belong to no sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sources.pdf.spans import RawPage, Span

_LARGE = 1.4
_HUGE = 3.0
_TALL = 0.7
_GRID = 8.0
_FEWEST_PAGES = 2
_SHARE_OF_PAGES = 0.5
_MOSTLY_FAINT = 0.5
_BAND = 24.0


def without_watermarks(pages: Sequence[RawPage]) -> list[RawPage]:
    """The pages without stamps; what a stamp says is kept as the page's `watermark`.

    A stamp crosses lines of the text and is faint, or large and the same on many pages; or it is faint and huge.
    """
    body = _body_size(pages)
    faint = _is_faint_throughout(pages)
    repeated = _repeated(pages)
    return [_without(page, body, repeated, faint_counts=not faint) for page in pages]


def _without(page: RawPage, body: float, repeated: set[tuple[str, int, int]], *, faint_counts: bool) -> RawPage:
    likely = {
        span
        for span in page.spans
        if (span.is_faint and faint_counts) or (span.size > _LARGE * body and _key(span) in repeated)
    }
    if not likely:
        return page
    others = _Bands(span for span in page.spans if span not in likely)
    stamps = {span for span in likely if others.cross(span) or (span.is_faint and span.size > _HUGE * body)}
    words = " ".join(span.text.strip() for span in page.spans if span in stamps)
    kept = tuple(span for span in page.spans if span not in stamps)
    return replace(page, spans=kept, watermark=f"{page.watermark} {words}".strip()) if stamps else page


class _Bands:
    """The spans of a page by height, to ask what a stamp crosses."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._bands: defaultdict[int, list[Span]] = defaultdict(list)
        for span in spans:
            self._bands[int(span.baseline // _BAND)].append(span)

    def cross(self, stamp: Span) -> bool:
        """Whether the middle part of the letters lies on letters of another span."""
        low, high = stamp.baseline, stamp.baseline + _TALL * stamp.size
        bands = range(int((low - _BAND) // _BAND), int(high // _BAND) + 1)
        return any(
            span.left < stamp.right and stamp.left < span.right and _overlap(span, low, high)
            for band in bands
            for span in self._bands.get(band, ())
        )


def _overlap(span: Span, low: float, high: float) -> bool:
    """Whether the lower case letters of a span lie at least half within a height."""
    bottom, top = span.baseline, span.baseline + span.size / 2
    return min(top, high) - max(bottom, low) > (top - bottom) / 2


def _body_size(pages: Sequence[RawPage]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for span in page.spans:
            sizes[round(span.size, 1)] += len(span.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _is_faint_throughout(pages: Sequence[RawPage]) -> bool:
    """Whether most text is pale: white on a dark ground, where pale ink says nothing."""
    total = sum(len(span.text) for page in pages for span in page.spans)
    faint = sum(len(span.text) for page in pages for span in page.spans if span.is_faint)
    return faint > _MOSTLY_FAINT * total


def _repeated(pages: Sequence[RawPage]) -> set[tuple[str, int, int]]:
    counts: Counter[tuple[str, int, int]] = Counter()
    for page in pages:
        counts.update({_key(span) for span in page.spans})
    fewest = max(_FEWEST_PAGES, _SHARE_OF_PAGES * len(pages))
    return {key for key, count in counts.items() if count >= fewest}


def _key(span: Span) -> tuple[str, int, int]:
    return span.text.strip(), round(span.left / _GRID), round(span.baseline / _GRID)
