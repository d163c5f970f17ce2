"""How long things are: words of a section a depth, minutes."""

from __future__ import annotations

from typing import NamedTuple

from learning.brief import Depth, Difficulty
from learning.prose_review import LENGTHS

WORDS_PER_MINUTE = 200
MINUTES_PER_EXERCISE, MINUTES_PER_CHECK = 4, 1
READING_FACTOR: dict[Depth, float] = {"overview": 1.0, "standard": 1.4, "deep": 1.8}
DIFFICULTY_FACTOR: dict[Difficulty, float] = {"beginner": 1.0, "intermediate": 1.15, "advanced": 1.3}


class Measure(NamedTuple):
    """Words of a section: what it needs in the source, what it aims at, and what it does not exceed."""

    least: int
    aim: int
    most: int


MEASURES: dict[Depth, Measure] = {
    "overview": Measure(LENGTHS["overview"].low, 260, 450),
    "standard": Measure(LENGTHS["standard"].low, 480, 900),
    "deep": Measure(LENGTHS["deep"].low, 850, 1_700),
}


def minutes(words: int, exercises: int, checks: int, depth: Depth, difficulty: Difficulty) -> int:
    """Reading at 200 words a minute (Brysbaert, How many words do we read per minute?, 2019, gives 238 for easy
    prose), slower the deeper and harder the text, plus the time to work."""
    reading = words / WORDS_PER_MINUTE * READING_FACTOR[depth] * DIFFICULTY_FACTOR[difficulty]
    working = exercises * MINUTES_PER_EXERCISE + checks * MINUTES_PER_CHECK
    return max(3, round(reading + working))
