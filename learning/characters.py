"""Characters that a page cannot show and a database cannot keep."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from learning.finding import Finding, error

_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def is_showable(text: str) -> bool:
    """Whether a page can show all of its characters."""
    return _UNSHOWABLE.search(text) is None


def review_characters(draft: BaseModel) -> Iterator[Finding]:
    """A finding for each text with control characters (tabs and line ends are none) or halves of characters."""
    for pointer, text in every_text(draft.model_dump()):
        if not is_showable(text):
            detail = "There are characters here that cannot be shown; remove them."
            yield error("control_characters", pointer, detail)


def every_text(value: object, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Every text in nested lists and mappings, with its JSON pointer (RFC 6901)."""
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from every_text(item, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from every_text(item, f"{pointer}/{index}")
