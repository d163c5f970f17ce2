"""The order of a course's parts: what follows from it, and who would miss a part."""

from hypothesis import given
from hypothesis import strategies as st

from learning.arrangement import Placed, PlacedLesson, copied_title, needing, needs_in_order


def course(*sections: Placed) -> list[PlacedLesson]:
    return [PlacedLesson("dough", sections[:2]), PlacedLesson("oven", sections[2:])]


@given(st.permutations("abcd"), st.booleans(), st.lists(st.sampled_from("abcdz"), max_size=4, unique=True))
def test_what_is_left_is_there_and_comes_before(order: list[str], is_sequential: bool, needs: list[str]) -> None:
    lessons = course(*(Placed(name, name, tuple(needs), by_hand=False) for name in order))
    left = needs_in_order(lessons, is_sequential=is_sequential)
    for place, name in enumerate(order):
        before = order[:place] if is_sequential else order
        assert left.get(name, needs) == [part for part in needs if part in before]


def test_a_lesson_comes_before_when_its_last_section_does() -> None:
    lessons = course(Placed("a", "A", ("dough",), False), Placed("b", "B"), Placed("c", "C", ("dough",), False))
    assert needs_in_order(lessons, is_sequential=True) == {"a": []}


def test_what_a_person_wants_is_named_and_stays() -> None:
    needy = (Placed("b", "B", ("a",)), Placed("c", "C", ("a",), False), Placed("d", "D", gate="a"))
    lessons = course(Placed("a", "A"), *needy)
    assert [section.title for section in needing(lessons, {"a"})] == ["B", "D"]
    assert needing(lessons, {"a", "b", "d"}) == []
    assert needs_in_order(lessons[::-1], is_sequential=True) == {"c": []}


def test_a_copy_has_a_title_of_its_own_that_fits() -> None:
    assert copied_title("Yeast", {"Yeast", "Yeast (2)"}, 200) == "Yeast (3)"
    assert copied_title("x" * 200, set(), 200) == "x" * 196 + " (2)"
