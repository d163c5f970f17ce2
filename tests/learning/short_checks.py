"""Checks in one line, for tests of what a teacher holds against them."""

from __future__ import annotations

from learning.checks import Check, Option
from learning.checks.review import flaws_of


def gap(stem: str, answer: str) -> Check:
    return Check(id="k1", kind="cloze", stem=stem, answer=answer)


def choice(stem: str, *texts: str) -> Check:
    """The first option is the right one."""
    options = [Option(id=name, text=text) for name, text in zip("abcdef", texts, strict=False)]
    return Check(id="k1", kind="multiple_choice", stem=stem, options=options, answer="a")


def letters(check: Check) -> set[str]:
    return {flaw.letters for flaw in flaws_of(check)}
