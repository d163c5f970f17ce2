"""Slides that are uncovered step by step: every step is a page, and the last one holds them all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.pdf.lines import Line

_NUMBER = re.compile(r"\d+")
_FOOT = 0.1
_FEWEST_STEPS = 2

_Key = tuple[str, int, int]


def without_steps(pages: Sequence[list[Line]], sizes: Sequence[tuple[float, float]]) -> list[list[Line]]:
    """The pages, those emptied that the next one repeats line by line and goes on.

    `sizes` gives width and height of each page. On pages that are wider than tall the lines may move from step to
    step, and pages that merely repeat their predecessor go, too, if the document has steps at all.
    """
    keys = [_keys(lines, size) for lines, size in zip(pages, sizes, strict=True)]
    steps = [_is_step(keys, number, sizes[number]) for number in range(len(pages) - 1)] + [False]
    same = [bool(keys[n]) and keys[n] == keys[n + 1] and _is_slide(sizes[n]) for n in range(len(pages) - 1)] + [False]
    if sum(steps) + sum(same) < _FEWEST_STEPS:
        same = [False] * len(pages)
    return [[] if step or again else lines for lines, step, again in zip(pages, steps, same, strict=True)]


def _is_slide(size: tuple[float, float]) -> bool:
    return size[0] > size[1]


def _keys(lines: Sequence[Line], size: tuple[float, float]) -> list[_Key]:
    """What stands where, numbers at head and foot masked, since they count pages."""
    keys = []
    for line in lines:
        text = line.plain.strip()
        at_edge = line.baseline < _FOOT * size[1] or line.baseline > (1 - _FOOT) * size[1]
        keys.append((_NUMBER.sub("#", text) if at_edge else text, round(line.left / 2), round(line.baseline / 2)))
    return keys


def _is_step(keys: Sequence[list[_Key]], number: int, size: tuple[float, float]) -> bool:
    page, following = keys[number], keys[number + 1]
    if not page or len(following) <= len(page):
        return False
    if set(page) <= set(following):
        return True
    return _is_slide(size) and _is_subsequence([key[0] for key in page], [key[0] for key in following])


def _is_subsequence(texts: Sequence[str], longer: Sequence[str]) -> bool:
    rest = iter(longer)
    return all(text in rest for text in texts)
