"""Text that was set for a printer: running heads, page numbers and form feeds go, what they part grows together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_PAGE_FOOT = re.compile(r"(?:\S.{0,120})?\[Page\s{1,9}[\divxlc]{1,6}\]$|-\s?\d{1,4}\s?-$|Page \d{1,4}(?: of \d{1,4})?$")
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?:;。！？]['\"”’)\]]*$")
_LEADERS = re.compile(r"\.(?: ?\.){3,}\s*[\divxlc]{1,6}$")
_LONGEST_ENTRY = 200
_HEAD_LINES = 3
_FEWEST_REPEATS = 2
_FULL_LINE = 0.6


def without_pages(text: str) -> list[str]:
    """The lines of a text as if it had no pages; entries of its table of contents are gone with them."""
    pages = [_trimmed(page) for page in _pages(text)]
    if len(pages) < 2:
        return pages[0] if pages else []
    furniture = _repeated(pages)
    pages = [lines for page in pages if (lines := _without_furniture(page, furniture))]
    full = _FULL_LINE * max((len(line) for page in pages for line in page), default=0)
    joined: list[str] = []
    for page in pages:
        joined += [] if _goes_on(joined, page, full) else [""]
        joined += [line for line in page if not _is_entry(line)]
    return joined


def _pages(text: str) -> list[list[str]]:
    """Parted by form feeds; where a file lost them, by the feet of the pages."""
    parted = [part.splitlines() for part in text.expandtabs(4).split("\f")]
    pages: list[list[str]] = []
    for part in parted:
        pages.append([])
        for line in map(str.rstrip, part):
            pages[-1].append(line)
            if _is_foot(line) and len(parted) == 1:
                pages.append([])
    return [page for page in pages if any(page)]


def _is_entry(line: str) -> bool:
    """A line of a table of contents."""
    return len(line) <= _LONGEST_ENTRY and bool(_LEADERS.search(line))


def _is_foot(line: str) -> bool:
    return line.endswith("]") and "[Page" in line and bool(_PAGE_FOOT.match(line.strip()))


def _trimmed(lines: Sequence[str]) -> list[str]:
    filled = [number for number, line in enumerate(lines) if line]
    return list(lines[filled[0] : filled[-1] + 1]) if filled else []


def _pattern(line: str) -> str:
    """What of a line is the same on every page."""
    return " ".join(_DIGITS.sub("#", line).split())


def _edges(page: Sequence[str]) -> list[str]:
    """The first and the last lines of a page that a blank line parts from its text, or that stand alone there."""
    return [*page[:_HEAD_LINES], *page[-_HEAD_LINES:]]


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    counts = Counter(pattern for page in pages for pattern in set(map(_pattern, _edges(page))) if pattern)
    needed = max(_FEWEST_REPEATS, len(pages) // 3)
    return frozenset(pattern for pattern, count in counts.items() if count >= needed)


def _without_furniture(page: list[str], furniture: frozenset[str]) -> list[str]:
    """Take lines off the ends of a page as long as they are furniture or blank."""
    start, end = 0, len(page)
    while start < min(end, 2 * _HEAD_LINES) and _is_furniture(page[start], furniture):
        start += 1
    while end > max(start, len(page) - 2 * _HEAD_LINES) and _is_furniture(page[end - 1], furniture):
        end -= 1
    return page[start:end]


def _is_furniture(line: str, furniture: frozenset[str]) -> bool:
    return not line or _pattern(line) in furniture or bool(_PAGE_FOOT.match(line.strip()))


def _goes_on(before: Sequence[str], page: Sequence[str], full: float) -> bool:
    """Whether the sentence at the end of one page goes on on the next."""
    last = next((line for line in reversed(before) if line), "")
    if not last or _SENTENCE_END.search(last):
        return False
    return page[0].lstrip()[:1].islower() or len(last) >= full
