"""What a reader who has not seen the keys makes of a section's checks: with the text, and without having read it.

After item analysis by independent keying: who knows the text and does not reach the key shows a key that is wrong or a
question with two answers; who reaches it unread shows a question that tests no reading (passage dependence: Tuinman,
Determining the passage dependency of comprehension questions, 1974).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from learning.checks import KINDS
from learning.finding import Finding, warning
from learning.progression.answer_matching import matches
from learning.section import Check
from learning.sentence import say

GUESSED = frozenset(name for name, kind in KINDS.items() if kind.interaction == "true-false")
"""Kinds that half of all guesses get right: unread, their key says nothing."""


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    answer: str


class Answers(BaseModel):
    """The answers that were given to checks, by their ids."""

    model_config = ConfigDict(frozen=True)

    answers: list[Answer] = []

    def by_id(self) -> dict[str, str]:
        """The answers by the id of their check; the last one counts where a check was answered twice."""
        return {given.id: given.answer for given in self.answers}


def without_keys(checks: Sequence[Check]) -> tuple[Check, ...]:
    """The checks as they are put to somebody who is to solve them."""
    return tuple(check.model_copy(update={"answer": "", "feedback": "", "objective": ""}) for check in checks)


def review_solutions(checks: Sequence[Check], read: Mapping[str, str], unread: Mapping[str, str]) -> list[Finding]:
    """What the answers with the text (`read`) and without it (`unread`) say against the checks."""
    findings = []
    for index, check in enumerate(checks):
        given, guess = read.get(check.id), unread.get(check.id)
        if given is not None and not is_key(check, given):
            detail = say(
                "With the text at hand, check {check} is answered “{answer}”, not by its key.",
                check=check.id,
                answer=given[:80],
            )
            findings.append(warning("key_not_reached", f"/checks/{index}/answer", detail))
        elif guess is not None and check.kind not in GUESSED and is_key(check, guess):
            detail = say("Check {check} is answered rightly by somebody who has not read the section.", check=check.id)
            findings.append(warning("answerable_unread", f"/checks/{index}", detail))
    return findings


def is_key(check: Check, given: str) -> bool:
    """Whether an answer is the check's key: an option by its id, else a text as a fair reader compares it."""
    if KINDS[check.kind].interaction in ("choice", "true-false"):
        return given.strip().casefold() == check.answer.strip().casefold()
    return matches(given, check.answer)
