from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.finding import Finding, error, note, warning
from learning.quality import acceptable, feedback, quality_score
from learning.sentence import say

E = error("lesson_count", "/lessons", say("The brief asks for 6 lessons."))
W = warning("answer_position", "", say("Move the right answer around."))
N = note("feedback_missing", "/checks/0", say("Nothing is explained."))
remarks = st.lists(st.sampled_from([E, W, N]), max_size=200)


@given(remarks, st.sampled_from([E, W, N]))
def test_the_score_is_between_0_and_1_and_never_rises(findings: list[Finding], more: Finding) -> None:
    score = quality_score(findings)
    assert 0 <= score <= 1
    assert score.as_tuple().exponent == -2
    assert quality_score([*findings, more]) <= score


@given(remarks)
def test_an_error_caps_the_score_and_refuses_the_draft(findings: list[Finding]) -> None:
    assert acceptable(findings) == (E not in findings)
    assert not acceptable([*findings, E])
    assert quality_score([*findings, E]) < Decimal("0.5")


@pytest.mark.parametrize(
    ("findings", "score"),
    [([], "1.00"), ([N], "0.99"), ([W], "0.95"), ([W, W], "0.90"), ([E], "0.49"), ([E, E], "0.39"), ([E, W], "0.47")],
)
def test_weights(findings: list[Finding], score: str) -> None:
    assert str(quality_score(findings)) == score


def test_feedback_puts_errors_first_and_leaves_notes_out() -> None:
    assert feedback([W, N, E]).splitlines() == [
        "- /lessons (must be mended): The brief asks for 6 lessons.",
        "- / (should be better): Move the right answer around.",
    ]
    assert feedback([N]) == ""


def test_feedback_stays_readable() -> None:
    lines = feedback([W] * 100).splitlines()
    assert len(lines) == 41
    assert "60 more" in lines[-1]
