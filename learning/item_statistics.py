"""What the answers of learners say of a check: how hard it is, whether it tells learners apart, and what looks wrong.

The terms are those of classical test theory (Crocker & Algina, Introduction to Classical and Modern Test Theory, 1986).
"""

from __future__ import annotations

from math import sqrt
from typing import Literal, NamedTuple

Suspicion = Literal["negative", "hard", "easy", "weak"]
"""Why a check looks wrong: who does well elsewhere misses it; hardly anybody knows it; everybody does; it tells nobody
apart."""

FEW = 10
"""Fewer answers say nothing of a check."""
HARD, EASY, WEAK = 0.2, 0.98, 0.1


class Answers(NamedTuple):
    """The first scored attempts of all learners at one check: how many, how many of them right, and sums over the
    scores (0–100) of those attempts."""

    answered: int
    right: int
    scores: float
    squares: float
    scores_when_right: float


def difficulty(answers: Answers) -> float | None:
    """The share of right answers, 0–1 (the item's p-value); None without answers."""
    return round(answers.right / answers.answered, 4) if answers.answered else None


def discrimination(answers: Answers) -> float | None:
    """Pearson's r of right (0 or 1) and score, the point-biserial correlation; None where either never varies."""
    n = answers.answered
    if not n:
        return None
    p, mean = answers.right / n, answers.scores / n
    variance = answers.squares / n - mean * mean
    if p in (0, 1) or variance <= 1e-12:
        return None
    covariance = answers.scores_when_right / n - p * mean
    return round(covariance / sqrt(p * (1 - p) * variance), 4)


def suspicion(answers: Answers) -> Suspicion | None:
    """What looks wrong, the worst first; None while there are few answers, and where nothing does."""
    share, told_apart = difficulty(answers), discrimination(answers)
    if answers.answered < FEW or share is None:
        return None
    if told_apart is not None and told_apart < 0:
        return "negative"
    if share < HARD:
        return "hard"
    if share > EASY:
        return "easy"
    return "weak" if told_apart is not None and told_apart < WEAK else None
