"""What a kind of check is: a few functions on a check of that kind, in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from learning.finding import Finding

if TYPE_CHECKING:
    from learning.checks.check import Check

Interaction = Literal["choice", "true-false", "fill-in", "long-fill-in"]


class Exported(NamedTuple):
    """What another system needs to ask and judge a check; `interaction` is the word of SCORM, xAPI and cmi5 for it.

    `options` are (id, text) pairs in the order shown, empty where the answer is typed. `correct` are ids of options or,
    where it is typed, every text that counts as right, the expected one first; case never matters. `before` and `after`
    are the text around a gap, `before` the whole stem where there is none.
    """

    interaction: Interaction
    before: str
    after: str
    options: tuple[tuple[str, str], ...]
    correct: tuple[str, ...]


class Kind(NamedTuple):
    """A kind of check.

    `review(check, pointer)` finds what keeps a check from working at all. `is_right(check, given)` judges an answer as
    text without blanks around it. `key(check)` is the right answer in words, `exported(check)` what exports need.
    `hidden(check)` is the check as it is shown before it was answered. `interaction` is as in `Exported`; `spellings`
    are other names that models give it.
    """

    name: str
    review: Callable[[Check, str], Iterator[Finding]]
    is_right: Callable[[Check, str], bool]
    key: Callable[[Check], str]
    exported: Callable[[Check], Exported]
    hidden: Callable[[Check], Check]
    interaction: Interaction
    spellings: tuple[str, ...] = ()


def without_key(check: Check) -> Check:
    """The check with neither its answer nor what tells it."""
    return check.model_copy(update={"answer": "", "accepted": [], "feedback": ""})
