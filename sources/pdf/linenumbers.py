"""Numbers that are printed beside the lines of a text, in its margin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sources.pdf.spans import RawPage, Span

_ALIGNED = 2.0
_FEWEST = 4
_STEPS = (1, 2, 5, 10)
_MOST_DIGITS = 5
_SAME_LINE = 0.5
_LOWER_CASE = 0.25
_SMALLER = 0.93
_FEWEST_PAGES = 2
_BESIDE = 0.6
_MOST_GAPS = 0.2


@dataclass(frozen=True, slots=True)
class _Column:
    """Numbers one below the other beside the text of a page."""

    numbers: tuple[Span, ...]
    step: int
    beside: tuple[Span, ...]
    place: tuple[bool, int]


def without_line_numbers(pages: Sequence[RawPage]) -> list[RawPage]:
    """The pages without numbers that count lines; numbers of list items and of table rows stay."""
    columns = [_column(page.spans) for page in pages]
    found: defaultdict[tuple[bool, int], list[_Column]] = defaultdict(list)
    for column in columns:
        if column:
            found[column.place].append(column)
    places = {place for place, group in found.items() if _count_lines(group)}
    return [
        _without(page, set(column.numbers)) if column and column.place in places else page
        for page, column in zip(pages, columns, strict=True)
    ]


def _without(page: RawPage, numbers: set[Span]) -> RawPage:
    return replace(page, spans=tuple(span for span in page.spans if span not in numbers))


def _column(spans: Sequence[Span]) -> _Column | None:
    """The outermost column of numbers on either side that rise by one step, None if there is none."""
    numbers = [span for span in spans if _is_number(span)]
    if len(numbers) < _FEWEST:
        return None
    others = [span for span in spans if not _is_number(span) and any(map(str.isalpha, span.text))]
    for at_left in (True, False):
        for edge in _edges(numbers, at_left=at_left):
            column = _checked(edge, others, at_left=at_left)
            if column:
                return column
    return None


def _is_number(span: Span) -> bool:
    text = span.text.strip()
    return len(text) <= _MOST_DIGITS and text.isascii() and text.isdecimal()


def _edges(numbers: Iterable[Span], *, at_left: bool) -> list[list[Span]]:
    """The numbers that share a right or a left edge, the outermost largest groups first."""
    groups: defaultdict[tuple[bool, int], list[Span]] = defaultdict(list)
    for span in numbers:
        groups[True, round(span.right / _ALIGNED)].append(span)
        groups[False, round(span.left / _ALIGNED)].append(span)
    large = [group for group in groups.values() if len(group) >= _FEWEST]
    return sorted(large, key=lambda group: (-len(group), group[0].left if at_left else -group[0].left))[:_FEWEST]


def _checked(numbers: list[Span], others: Sequence[Span], *, at_left: bool) -> _Column | None:
    numbers = sorted(numbers, key=lambda span: -span.baseline)
    step = _step([int(span.text) for span in numbers])
    left, right = min(span.left for span in numbers), max(span.right for span in numbers)
    outside = all(span.left > right for span in others) if at_left else all(span.right < left for span in others)
    if not step or not others or not outside:
        return None
    beside = tuple(_lines_beside(numbers, others))
    return _Column(tuple(numbers), step, beside, (at_left, round((right if at_left else left) / 20)))


def _step(counted: Sequence[int]) -> int:
    """By how much each number exceeds the one above it; 0 if they do not rise evenly. A number may start again."""
    rises = [lower - upper for upper, lower in pairwise(counted)]
    step = max(set(rises), key=rises.count, default=0)
    even = sum(1 for rise in rises if rise == step)
    return step if step in _STEPS and even >= (1 - _MOST_GAPS) * len(rises) else 0


def _lines_beside(numbers: Sequence[Span], others: Sequence[Span]) -> Iterable[Span]:
    """For each number the text on its line."""
    by_height: defaultdict[int, list[Span]] = defaultdict(list)
    for span in others:
        by_height[int(span.baseline // 4)].append(span)
    for number in numbers:
        place = int(number.baseline // 4)
        near = [
            span
            for height in (place - 2, place - 1, place, place + 1, place + 2)
            for span in by_height.get(height, ())
            if abs(span.baseline - number.baseline) < _SAME_LINE * max(span.size, number.size)
        ]
        if near:
            yield min(near, key=lambda span: span.left)


def _count_lines(group: Sequence[_Column]) -> bool:
    """Whether the numbers at one place of the pages count lines: of a list each would begin an item."""
    numbers = [span for column in group for span in column.numbers]
    beside = [span for column in group for span in column.beside]
    if all(column.step > 1 for column in group):
        return len(beside) >= _BESIDE * len(numbers)
    smaller = sum(span.size for span in numbers) / len(numbers) < _SMALLER * _size(beside)
    lower = sum(span.text.lstrip()[:1].islower() for span in beside) >= _LOWER_CASE * max(len(beside), 1)
    fixed = len(group) >= _FEWEST_PAGES and len({column.numbers[0].baseline for column in group}) == 1
    return (bool(beside) and lower) or (smaller and fixed)


def _size(spans: Sequence[Span]) -> float:
    return sum(span.size for span in spans) / len(spans) if spans else 0.0
