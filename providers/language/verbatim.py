"""Stretches of a text that are no prose: inline code and mathematics. They are never parted, blanked or escaped."""

from __future__ import annotations

import re

CODE = r"`[^`]+`"
MATH = r"\$\$[^$]+\$\$|(?<![\w$\\])\$(?=[^\s$])[^$]{0,600}(?<=[^\s\\])\$(?![\w$])"
"""TeX between dollar signs, as pandoc tells it from amounts of money: nothing blank inside of the signs, no letter or
digit outside of them."""

VERBATIM = re.compile(f"{CODE}|{MATH}")
_MATH = re.compile(MATH)


def without_math(text: str) -> str:
    """The text with a blank in place of each formula. Code stays."""
    return _MATH.sub(" ", text) if "$" in text else text


def formulas(text: str) -> list[str]:
    """The TeX of its formulas, without the dollar signs."""
    return [found.strip("$") for found in _MATH.findall(text)] if "$" in text else []


def is_math(text: str) -> bool:
    """Whether the text is one formula, with its dollar signs, and nothing else."""
    return "$" in text and _MATH.fullmatch(text.strip()) is not None


def covers(text: str, at: int) -> bool:
    """Whether the place lies within code or mathematics."""
    return any(found.start() <= at < found.end() for found in VERBATIM.finditer(text))
