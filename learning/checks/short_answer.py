"""A question that is answered in a few typed words. `answer` is the expected text; there are no options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learning.checks import typed
from learning.checks.kind import Exported, Kind, without_key

if TYPE_CHECKING:
    from learning.checks.check import Check


def exported(check: Check) -> Exported:
    """As `long-fill-in`: the stem, and every text that counts as right."""
    return Exported("long-fill-in", check.stem, "", (), typed.expected_texts(check))


KIND = Kind(
    "short_answer",
    typed.review_answer,
    typed.is_right,
    typed.key,
    exported,
    without_key,
    "long-fill-in",
    ("short", "open", "free_text"),
)
