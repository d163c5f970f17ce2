"""A statement that is true or false. `answer` is "true" or "false"; a learner answers with the word or a boolean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from learning.checks.kind import Exported, Kind, without_key
from learning.finding import Finding, error
from learning.sentence import say

if TYPE_CHECKING:
    from learning.checks.check import Check


def review(check: Check, pointer: str) -> Iterator[Finding]:
    """It needs “true” or “false” for its answer, in small letters."""
    if check.answer not in ("true", "false"):
        detail = say(
            "The answer of check {check} must be “true” or “false”; it is “{answer}”.",
            check=check.id,
            answer=check.answer,
        )
        yield error("answer_not_true_or_false", f"{pointer}/answer", detail)


def is_right(check: Check, given: str) -> bool:
    """Whether “true” or “false” was given as the answer says; case does not count."""
    return given.casefold() == check.answer.strip().casefold()


def key(check: Check) -> str:
    """The answer itself, “true” or “false”."""
    return check.answer


def exported(check: Check) -> Exported:
    """As `true-false`: the statement, and “true” or “false”; there are no options."""
    return Exported("true-false", check.stem, "", (), (check.answer,))


KIND = Kind("true_false", review, is_right, key, exported, without_key, "true-false", ("truefalse", "boolean"))
