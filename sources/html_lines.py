"""What the lines of a web page are besides their words: numbered items, rows of links."""

from __future__ import annotations

import re

from lxml import etree

from sources.navigation import is_navigation

_SEPARATORS = re.compile(r"[\s|«»‹›<>·•/←→–-]+")
_BETWEEN_LINKS = re.compile(r"[|«»‹›>·•/←→]")
_FEWEST_LINKS = 2
_LARGEST = 1_000_000


class OrderedList:
    """Counts the items of an `ol` as a browser shows them: `start`, `reversed` and the `value` of an item."""

    def __init__(self, element: etree._Element) -> None:
        self._step = -1 if element.get("reversed") is not None else 1
        items = sum(child.tag == "li" for child in element)
        self._next = _integer(element.get("start"), items if self._step < 0 else 1)

    def number(self, item: etree._Element) -> int:
        """The number of the next item, from its `value` if it has one; the items after it count on from there."""
        number = _integer(item.get("value"), self._next)
        self._next = number + self._step
        return number


class LinkedText:
    """How much of the line that is being read is links."""

    def __init__(self) -> None:
        self._open = 0
        self.reset()

    def reset(self) -> None:
        """Begin a new line. A link that is open stays open."""
        self._links = 0
        self._linked = 0
        self._free = ""

    def open(self) -> None:
        """Enter a link."""
        self._open += 1
        self._links += 1

    def close(self) -> None:
        """Leave a link."""
        self._open -= 1

    def write(self, text: str) -> None:
        """Take the next words of the line: as linked inside a link, else as free (some 200 characters of those)."""
        if self._open:
            self._linked += len(text.strip())
        elif len(self._free) < 200:
            self._free += text[:200]

    def lead_elsewhere(self, text: str) -> bool:
        """Whether the line is a row of links parted by bars or arrows, or one link of a word such as `Next`."""
        if not self._linked or _SEPARATORS.sub("", self._free):
            return False
        if self._links >= _FEWEST_LINKS and _BETWEEN_LINKS.search(self._free):
            return True
        return is_navigation(f"« {text}")


def _integer(text: str | None, otherwise: int) -> int:
    digits = (text or "").strip()
    if not re.fullmatch(r"-?\d{1,9}", digits, re.ASCII):
        return otherwise
    return min(max(int(digits), -_LARGEST), _LARGEST)
