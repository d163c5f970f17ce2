import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.checks.multiple_choice import fold_option
from learning.checks.review import crowded_position, key_text, review_checks_together
from learning.section import Check
from tests.learning import drafts


def at(*places: int) -> list[Check]:
    return [drafts.choice(f"k{number}", key=place) for number, place in enumerate(places)]


@pytest.mark.parametrize(
    ("places", "crowded"),
    [
        ((), None),
        ((0,), None),
        ((1, 1), None),
        ((0, 0, 0), None),
        ((2, 2, 2, 2), 2),
        ((0, 0, 1, 2), None),
        ((0, 1, 2) * 10, None),
        ((1,) * 20 + (0, 2) * 4, 1),
    ],
)
def test_crowded_positions(places: tuple[int, ...], crowded: int | None) -> None:
    assert crowded_position(at(*places)) == crowded


@given(st.permutations([0, 1, 2] * 5))
def test_order_does_not_matter_for_balance(places: list[int]) -> None:
    assert crowded_position(at(*places)) is None


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Carbon dioxide", " carbon  dioxide.", True),
        ("`git add .`", "`git add`", False),
        ("`True`", "`true`", False),
        ("C++", "C#", False),
        ("a + b", "a - b", False),
    ],
)
def test_options_alike(first: str, second: str, same: bool) -> None:
    assert (fold_option(first) == fold_option(second)) == same


def test_the_key_in_words() -> None:
    assert key_text(drafts.choice(key=2)) == "Gluten from protein"
    assert key_text(drafts.choice(answer="o9")) == ""
    assert key_text(drafts.checks()[2]) == "carbon"


@pytest.mark.parametrize(("longer", "noticed"), [(0, False), (1, False), (2, True), (3, True)])
def test_a_key_is_recognisable_when_it_is_longest_in_most_checks(longer: int, noticed: bool) -> None:
    long = "Gluten, which is made from the proteins of flour"
    checks = at(0, 1, 2)
    for place in range(longer):
        options = [
            o.model_copy(update={"text": long}) if o.text.startswith("Gluten") else o for o in checks[place].options
        ]
        checks[place] = checks[place].model_copy(update={"options": options})
    assert ("key_longest" in {finding.code for finding in review_checks_together(checks)}) == noticed
