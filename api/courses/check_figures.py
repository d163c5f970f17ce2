"""How learners do in a check, as the API tells it."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel

from learning.item_statistics import Answers, Suspicion, difficulty, discrimination, suspicion


class CheckFigures(BaseModel):
    """`difficulty` is the share of right answers (the item's p-value), `discrimination` the point-biserial correlation
    of the item with the attempt's score (Crocker & Algina, Introduction to Classical and Modern Test Theory, 1986);
    both over the first scored attempt of each learner. `suspicion` says why a check that enough learners have answered
    looks wrong: `negative` (who does well elsewhere misses it), `hard`, `easy`, or `weak` (it tells nobody apart)."""

    section_id: UUID
    check_id: str
    answered: int
    difficulty: float | None
    discrimination: float | None
    suspicion: Suspicion | None


def figures_of(row: Any) -> CheckFigures:
    """The figures out of a row of `check_statistics`."""
    sums = ("score_sum", "score_square_sum", "right_score_sum")
    answers = Answers(row["answered"], row["answered_right"], *(float(row[name]) for name in sums))
    return CheckFigures(
        section_id=row["section_id"],
        check_id=row["check_id"],
        answered=answers.answered,
        difficulty=difficulty(answers),
        discrimination=discrimination(answers),
        suspicion=suspicion(answers),
    )
