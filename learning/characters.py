"""Characters that a page cannot show and a database cannot keep."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pydantic import BaseModel

from learning.finding import Finding, error
from learning.sentence import Sentence, say

_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

LABELS = frozenset({"title", "full_name", "name", "category", "tags"})
"""Fields that are shown in lists beside others, by which people tell things and each other apart."""
_LABEL = re.compile(rf"/(?:{'|'.join(sorted(LABELS))})(?:/[0-9]+)?$")
# Embeddings, overrides and isolates (Unicode Standard Annex 9, 2.1 to 2.3). LRM, RLM and ALM turn nothing else.
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE_CATEGORIES = ("Cc", "Cf", "Cn", "Co", "Cs", "Me", "Mn", "Zl", "Zp", "Zs")
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters by their category, and nothing to the eye: fillers of Hangul, and a Braille cell without dots."""


def is_showable(text: str) -> bool:
    """Whether a page can show all of its characters."""
    return _UNSHOWABLE.search(text) is None


def review_characters(draft: BaseModel) -> Iterator[Finding]:
    """A finding for each text with control characters (tabs and line ends are none) or halves of characters.

    Names and titles need something to see besides, and turn no text around them (`label_fault`).
    """
    for pointer, text in every_text(draft.model_dump()):
        if not is_showable(text):
            yield error(
                "control_characters", pointer, say("There are characters here that cannot be shown; remove them.")
            )
        elif _LABEL.search(pointer) and (fault := label_fault(text)):
            yield error("unreadable_label", pointer, fault)


def label_fault(text: str) -> Sentence | None:
    """Why this cannot be a name, a title, a category or a tag, in a sentence; None where it can, as an empty one."""
    if _TURNING.search(text):
        return say("There are marks here that turn the direction of writing; leave them out.")
    if text and not any(map(is_visible, text)):
        return say("There is nothing to see here; write a name or title with letters.")
    return None


def is_visible(character: str) -> bool:
    """Whether the character by itself leaves anything on a page."""
    return unicodedata.category(character) not in _INVISIBLE_CATEGORIES and character not in _BLANK_LETTERS


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
