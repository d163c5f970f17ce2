"""A sentence with one gap, written "____", to be filled. `answer` is the missing words; there are no options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from learning.checks import typed
from learning.checks.kind import Exported, Kind, without_key
from learning.finding import Finding, error
from learning.sentence import say
from learning.wording import fold, says

if TYPE_CHECKING:
    from learning.checks.check import Check

BLANK = "____"
_BLANKS = re.compile(r"_{4,}")


def review(check: Check, pointer: str) -> Iterator[Finding]:
    """It needs an answer and exactly one gap, and must not say what is missing."""
    yield from typed.review_answer(check, pointer)
    if not check.answer.strip():
        return
    blanks = _BLANKS.findall(check.stem)
    if blanks != [BLANK]:
        detail = say(
            "Check {check} needs exactly one blank, written as four underscores; it has {count}.",
            check=check.id,
            count=len(blanks),
        )
        if len(blanks) == 1:
            detail = say("Write the blank of check {check} as exactly four underscores.", check=check.id)
        yield error("cloze_blank", f"{pointer}/stem", detail)
    if says(fold(check.stem), fold(check.answer)):
        detail = say(
            "The stem of check {check} gives its answer away: it says “{answer}”.", check=check.id, answer=check.answer
        )
        yield error("answer_in_stem", f"{pointer}/stem", detail)


def exported(check: Check) -> Exported:
    """As `fill-in`: the stem parted at its blank, and every text that counts as right."""
    before, _, after = check.stem.partition(BLANK)
    return Exported("fill-in", before, after, (), typed.expected_texts(check))


KIND = Kind(
    "cloze",
    review,
    typed.is_right,
    typed.key,
    exported,
    without_key,
    "fill-in",
    ("fill_in_the_blank", "fill_in", "gap"),
)
