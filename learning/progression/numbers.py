"""Exact percentages, and how they are shown."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache


@lru_cache(maxsize=4_096)
def exact(number: float) -> Fraction:
    """The decimal number that a person wrote, not the binary one nearest to it."""
    return Fraction(str(number))


def percent(part: int, whole: int) -> Fraction | None:
    """100 × part ÷ whole; null of nothing."""
    return Fraction(100 * part, whole) if whole else None


def shown(value: Fraction | None, whole: bool) -> float | None:
    """With two decimals, rounded half up, but 100.00 only where the whole is there."""
    if value is None:
        return None
    hundredths = (200 * value.numerator + value.denominator) // (2 * value.denominator)
    return (hundredths if whole else min(hundredths, 99_99)) / 100


def plain(number: float) -> str:
    """As people write it: "70", "66.67"."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
