"""What the kinds share whose answer is typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from learning.finding import Finding, error
from learning.progression.answer_matching import matches

if TYPE_CHECKING:
    from learning.checks.check import Check


def is_right(check: Check, given: str) -> bool:
    """Whether what was typed is the expected text or one of the accepted ones, as a fair reader would have it."""
    return bool(given) and any(matches(given, expected) for expected in expected_texts(check))


def expected_texts(check: Check) -> tuple[str, ...]:
    return tuple(dict.fromkeys([check.answer, *filter(str.strip, check.accepted)]))


def key(check: Check) -> str:
    return check.answer


def review_answer(check: Check, pointer: str) -> Iterator[Finding]:
    if not check.answer.strip():
        yield error("answer_missing", f"{pointer}/answer", f"Check {check.id} has no right answer.")
