"""What the kinds share whose answer is typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from learning.finding import Finding, error
from learning.progression.answer_matching import matches
from learning.sentence import say

if TYPE_CHECKING:
    from learning.checks.check import Check


def is_right(check: Check, given: str) -> bool:
    """Whether what was typed is the expected text or one of the accepted ones, as a fair reader would have it."""
    return bool(given) and any(matches(given, expected) for expected in expected_texts(check))


def expected_texts(check: Check) -> tuple[str, ...]:
    """All texts that count as right, each once: the answer first, then the accepted ones that are not blank."""
    return tuple(dict.fromkeys([check.answer, *filter(str.strip, check.accepted)]))


def key(check: Check) -> str:
    """The answer as it is written; the accepted texts are left aside."""
    return check.answer


def review_answer(check: Check, pointer: str) -> Iterator[Finding]:
    """It needs an answer that is not blank."""
    if not check.answer.strip():
        yield error("answer_missing", f"{pointer}/answer", say("Check {check} has no right answer.", check=check.id))
