"""Which rows are headings, and of which level: by the PDF's outline, else by their type."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sources.pdf.measures import Measures
from sources.pdf.rows import Row

_LARGER = 1.12
_LONGEST = 160
_LOWEST_LEVEL = 6
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\S")
_LETTERS = re.compile(r"[^\W\d_]")
_COUNTS = re.compile(r"\d|^[IVXLC]+\b|^[A-Z]\b")
"""What stands apart before a title, in a column of its own."""
_NOT_TITLE = re.compile(r"[\W_]+")

_Style = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the PDF's outline: `level` from 1, `page` from 1."""

    title: str
    level: int
    page: int


class HeadingRules:
    """Learned from the whole document, asked row by row."""

    def __init__(self, pages: Sequence[Sequence[Row]], measures: Measures, bookmarks: Iterable[Bookmark]) -> None:
        self._measures = measures
        self._marked: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for bookmark in bookmarks:
            self._marked[bookmark.page][_letters_of(bookmark.title)] = bookmark.level
        rows = [row for page in pages for row in page]
        self._levels = self._learned_levels(rows)
        self._depths = self._learned_depths(rows)

    def level(self, row: Row) -> int:
        """1–6, 0 if the row is no heading."""
        marked = self._marked_level(row)
        if marked:
            return marked
        return self._level_by_type(row) if self._stands_out(row) else 0

    def _level_by_type(self, row: Row) -> int:
        """The level of the row's type; `1.2.1` ranks below `1.2` even in the same type."""
        style = style_of(row)
        deeper = max(numbered_depth(row.plain) - self._depths.get(style, _LOWEST_LEVEL), 0)
        return min(self._levels.get(style, 0) + deeper, _LOWEST_LEVEL)

    def _marked_level(self, row: Row) -> int:
        titles = self._marked.get(row.page)
        if not titles or row.monospaced:
            return 0
        says = _letters_of(row.plain)
        if says in titles:
            return min(titles[says], _LOWEST_LEVEL)
        if style_of(row) <= (self._measures.size + 0.5, False):
            return 0
        return next((min(level, _LOWEST_LEVEL) for title, level in titles.items() if _is_part(says, title)), 0)

    def _stands_out(self, row: Row) -> bool:
        text = row.plain.strip()
        if row.monospaced or len(row.cells) > 2 or len(text) > _LONGEST or not _LETTERS.search(text):
            return False
        if len(row.cells) == 2 and not _COUNTS.search(row.cells[0].plain):
            return False
        if row.size >= _LARGER * self._measures.size:
            return True
        return row.bold and not self._measures.bold and self._is_bold_heading(row, text)

    def _is_bold_heading(self, row: Row, text: str) -> bool:
        at_margin = any(abs(row.left - margin) <= 2 for margin in self._measures.margins)
        return row.size >= self._measures.size - 0.3 and at_margin and text[-1] not in ".,;:!?" and len(text) > 2

    def _learned_levels(self, rows: Sequence[Row]) -> dict[_Style, int]:
        known: defaultdict[_Style, Counter[int]] = defaultdict(Counter)
        for row in rows:
            if level := self._marked_level(row):
                known[style_of(row)][level] += 1
        levels = {style: counts.most_common(1)[0][0] for style, counts in known.items()}
        styles = {style_of(row) for row in rows if self._stands_out(row)}
        return self._ranked(styles, levels)

    def _learned_depths(self, rows: Sequence[Row]) -> dict[_Style, int]:
        """For each type the highest rank that the numbers of its headings show."""
        depths: dict[_Style, int] = {}
        for row in rows:
            depth = numbered_depth(row.plain)
            if depth and self._stands_out(row):
                depths[style_of(row)] = min(depth, depths.get(style_of(row), depth))
        return depths

    def _ranked(self, styles: Iterable[_Style], known: dict[_Style, int]) -> dict[_Style, int]:
        """Larger type, and bold before light of one size, ranks higher; styles of bookmarks keep their level."""
        levels: dict[_Style, int] = {}
        last = 0
        for style in sorted({*styles, *known}, reverse=True):
            last = known.get(style, min(last + 1, _LOWEST_LEVEL))
            levels[style] = max(last, 1)
        return levels


def style_of(row: Row) -> _Style:
    """The type of a row, by which headings are ranked: its size to half a point, and whether it is bold."""
    return round(row.size * 2) / 2, row.bold


def numbered_depth(text: str) -> int:
    """3 for `2.1.1 Title`, 0 for a title without number."""
    match = _NUMBERED.match(text.strip())
    return match[1].count(".") + 1 if match else 0


def _letters_of(title: str) -> str:
    return _NOT_TITLE.sub("", title).casefold()


def _is_part(says: str, title: str) -> bool:
    return len(says) >= 4 and (
        title.startswith(says) or title.endswith(says) or (says.endswith(title) and len(title) >= 4)
    )
