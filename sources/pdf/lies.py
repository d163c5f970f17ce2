"""Text layers that say something else than the page shows, found font by font."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sources.errors import UnreadableSource
from sources.pdf.legibility import is_gibberish
from sources.pdf.spans import Font, RawPage

_SAMPLE = 60_000
_FEWEST_LETTERS = 160
_MOSTLY = 0.5
_MOST_UNMAPPED = 0.4
_FEWEST_UNMAPPED = 40
_FEWEST_ON_PAGE = 20
_SENTENCE = (
    "The text in this file cannot be read: its letters are stored as other characters than those one sees. Run text "
    "recognition (OCR) on it and upload the result."
)


def without_lies(pages: Sequence[RawPage]) -> tuple[list[RawPage], list[int]]:
    """The pages without text that is no language, and the numbers of the pages that had some.

    Raises `UnreadableSource` no_text if half of the text or more is of that kind.
    """
    false_fonts = _false_fonts(pages)
    lost = {page.number: _lost(page, false_fonts) for page in pages}
    total = sum(len(span.text) for page in pages for span in page.spans) + sum(page.unmapped for page in pages)
    if sum(lost.values()) >= max(_MOSTLY * total, 1):
        raise UnreadableSource("no_text", _SENTENCE)
    kept = [
        replace(page, spans=tuple(span for span in page.spans if span.font not in false_fonts)) if false_fonts else page
        for page in pages
    ]
    return kept, [number for number, count in lost.items() if count >= _FEWEST_ON_PAGE]


def _lost(page: RawPage, false_fonts: set[Font]) -> int:
    false = sum(len(span.text) for span in page.spans if span.font in false_fonts)
    drawn = sum(len(span.text) for span in page.spans) + page.unmapped
    unmapped = page.unmapped if page.unmapped > max(_MOST_UNMAPPED * drawn, _FEWEST_UNMAPPED) else 0
    return false + unmapped


def _false_fonts(pages: Sequence[RawPage]) -> set[Font]:
    """Fonts whose text is gibberish; fonts of little text are judged together."""
    texts: defaultdict[Font, list[str]] = defaultdict(list)
    lengths: Counter[Font] = Counter()
    for page in pages:
        for span in page.spans:
            if lengths[span.font] < _SAMPLE:
                texts[span.font].append(span.text)
                lengths[span.font] += len(span.text)
    large = [font for font in texts if lengths[font] >= _FEWEST_LETTERS]
    small = [font for font in texts if lengths[font] < _FEWEST_LETTERS]
    false = {font for font in large if is_gibberish("\n".join(texts[font]))}
    if is_gibberish("\n".join(text for font in small for text in texts[font])):
        false.update(small)
    return false
