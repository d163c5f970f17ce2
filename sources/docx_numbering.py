"""Which lists a Word file defines."""

from __future__ import annotations

from lxml.etree import _Element

from sources.docx_names import w


class Numbering:
    """The lists of the numbering part, by their number and level; none without the part."""

    def __init__(self, root: _Element | None) -> None:
        levels = {} if root is None else {_id(one): _levels(one) for one in root.iterchildren(w("abstractNum"))}
        self._known = {
            (one.get(w("numId")) or "", level)
            for one in ([] if root is None else root.iterchildren(w("num")))
            for level in levels.get(_abstract(one), frozenset()) | _levels(one)
        }

    def knows(self, number: str, level: int) -> bool:
        """Whether a list with this number is defined down to this level (0 = top)."""
        return (number, level) in self._known


def _id(abstract: _Element) -> str:
    return abstract.get(w("abstractNumId")) or ""


def _abstract(number: _Element) -> str:
    reference = number.find(w("abstractNumId"))
    return "" if reference is None else reference.get(w("val")) or ""


def _levels(element: _Element) -> frozenset[int]:
    values = (level.get(w("ilvl")) or "" for level in element.iter(w("lvl")))
    return frozenset(int(value) for value in values if value.isdecimal() and len(value) < 3)
