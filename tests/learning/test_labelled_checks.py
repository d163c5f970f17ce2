"""How much of what a teacher holds against checks the review names, and how seldom it is wrong, over many subjects."""

from __future__ import annotations

from collections import Counter

from learning.checks.review import flaws_of
from tests.learning.labelled import FLAWED, SOUND, Line, check

NAMED, BY_LETTER, ACCUSED = 0.92, 0.82, 0.03
"""Shares of the flawed ones named at all, and by their own letters, and of the sound ones accused."""


def _letters(line: Line) -> set[str]:
    return {flaw.letters for flaw in flaws_of(check(line))}


def test_the_flawed_ones_are_named() -> None:
    missed = [line for line in FLAWED if not _letters(line)]
    assert len(FLAWED) >= 60
    assert len(missed) <= (1 - NAMED) * len(FLAWED), missed
    otherwise = [line for line in FLAWED if line[0] not in _letters(line)]
    assert len(otherwise) <= (1 - BY_LETTER) * len(FLAWED), otherwise


def test_each_flaw_is_named_more_often_than_not() -> None:
    seeded = Counter(line[0] for line in FLAWED)
    found = Counter(line[0] for line in FLAWED if line[0] in _letters(line))
    assert {flaw for flaw, count in seeded.items() if found[flaw] * 2 <= count} == set()


def test_the_sound_ones_are_left_alone() -> None:
    accused = [line for line in SOUND if _letters(line)]
    assert len(SOUND) >= 60
    assert len(accused) <= ACCUSED * len(SOUND), accused
