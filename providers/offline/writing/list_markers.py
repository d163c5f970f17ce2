"""The marks of lists in Markdown: bullets, and numbers that read as they do in the source."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from providers.offline.reading.passages import Place


class _Open(NamedTuple):
    level: int
    ordinal: int | None
    sign: str
    width: int


class Markers:
    """Gives each item of a list its mark, with the indent that its level asks for.

    Markdown counts on by itself and starts anew only where the sign after the number changes: a number that does not
    follow the one before it gets the other sign, "4)" after "2.".
    """

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self.gap = "\n"

    def lead(self, place: Place, *, is_torn: bool = False) -> str:
        """What stands before the text of a place; `gap` is then what parts it from the item before. Items of a list
        whose first ones are left out (`is_torn`) get bullets: their numbers would say nothing."""
        if place.kind != "list_item":
            self._open = []
            return "> " if place.kind == "quote" else ""
        level, ordinal = place.block.level, None if is_torn else place.block.ordinal
        while self._open and self._open[-1].level > level:
            self._open.pop()
        before = self._open.pop() if self._open and self._open[-1].level == level else None
        sign = _sign(before, ordinal)
        mark = "- " if ordinal is None else f"{ordinal}{sign} "
        indent = sum(item.width for item in self._open)
        self.gap = "\n\n" if _begins_anew(before, ordinal, sign) else "\n"
        self._open.append(_Open(level, ordinal, sign, len(mark)))
        return " " * indent + mark


def _sign(before: _Open | None, ordinal: int | None) -> str:
    if before is None or before.ordinal is None or ordinal is None:
        return "."
    follows = ordinal == before.ordinal + 1
    return before.sign if follows else "." if before.sign == ")" else ")"


def _begins_anew(before: _Open | None, ordinal: int | None, sign: str) -> bool:
    """Whether this item is the first of a list that would read as part of the text before it."""
    if before is None:
        return ordinal not in (None, 1)
    return (before.ordinal is None) != (ordinal is None) or (ordinal is not None and sign != before.sign)


def torn_items(places: Sequence[Place], shown: Set[int]) -> frozenset[int]:
    """The `order` of the items of each ordered list of some places whose first item is not shown."""
    torn: set[int] = set()
    last: dict[int, int] = {}
    is_torn: dict[int, bool] = {}
    for place in places:
        level, ordinal = place.block.level, place.block.ordinal
        if place.kind != "list_item" or ordinal is None:
            continue
        if last.get(level) != ordinal - 1:
            is_torn[level] = ordinal == 1 and place.order not in shown
        last[level] = ordinal
        if is_torn[level]:
            torn.add(place.order)
    return frozenset(torn)
