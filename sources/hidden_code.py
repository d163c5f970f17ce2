"""Code that its authors hide from their readers: it sets a page up, or draws a picture."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TAGS = frozenset({"hideinput", "removeinput", "hidecell", "removecell", "hidecode"})
_HEAD = re.compile(
    r"\s*(?:---\n(?P<yaml>(?:(?!---)[^\n]*\n){1,30})---|(?P<fields>(?::[\w-]{1,40}:[^\n]{0,200}\n?){1,12}))"
)
_WORD = re.compile(r"[\w-]+")
_OPTION = re.compile(r"\b(?:echo|include)\s?=\s?F(?:ALSE)?\b", re.IGNORECASE)
_LINE = re.compile(r"\s*#\|\s?(?:echo|include):\s?false", re.IGNORECASE)


def is_hidden(info: str, content: str) -> bool:
    """Whether a block of code says so: in its info string (`{r, echo=FALSE}`), in its first lines (`#| echo: false`),
    or by tags (`:tags: [hide-input]`)."""
    if info.lstrip().startswith("{") and _OPTION.search(info):
        return True
    if any(_LINE.match(line) for line in content.split("\n", 12)[:12]):
        return True
    head = _HEAD.match(content) if info.lstrip().startswith("{") else None
    return head is not None and hides(_WORD.findall(head[0]))


def hides(tags: Iterable[object]) -> bool:
    """Whether one of the tags of a cell hides its code."""
    return any(str(tag).casefold().replace("-", "").replace("_", "") in _TAGS for tag in tags)
