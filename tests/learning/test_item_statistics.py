"""What the answers say of a check, against the same figures by hand."""

from statistics import correlation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.item_statistics import Answers, Suspicion, difficulty, discrimination, suspicion

attempts = st.lists(st.tuples(st.booleans(), st.integers(0, 100)), min_size=2, max_size=60)


def counted(pairs: list[tuple[bool, int]]) -> Answers:
    scores = [score for _, score in pairs]
    right = [score for is_right, score in pairs if is_right]
    return Answers(len(pairs), len(right), sum(scores), sum(score * score for score in scores), sum(right))


@given(attempts)
def test_discrimination_is_the_correlation_of_right_and_score(pairs: list[tuple[bool, int]]) -> None:
    varies = all(len(set(values)) > 1 for values in zip(*pairs, strict=True))
    found = discrimination(counted(pairs))
    if varies:
        assert found == pytest.approx(correlation([int(right) for right, _ in pairs], [s for _, s in pairs]), abs=1e-3)
    else:
        assert found is None


@pytest.mark.parametrize(
    ("pairs", "wanted"),
    [
        ([(True, 20), (False, 90)] * 5, "negative"),
        ([(False, 40)] * 10, "hard"),
        ([(True, 40)] * 10, "easy"),
        ([(True, 50), (False, 50), (True, 51), (False, 51)] * 5, "weak"),
        ([(True, 90), (False, 40)] * 5, None),
        ([(True, 20), (False, 90)] * 4, None),
    ],
)
def test_what_looks_wrong_is_named_once_enough_have_answered(
    pairs: list[tuple[bool, int]], wanted: Suspicion | None
) -> None:
    assert suspicion(counted(pairs)) == wanted


def test_a_check_that_nobody_has_answered_has_no_figures() -> None:
    nobody = Answers(0, 0, 0, 0, 0)
    assert (difficulty(nobody), discrimination(nobody), suspicion(nobody)) == (None, None, None)
