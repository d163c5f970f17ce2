"""An outline that was rearranged is sent back as it stands."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.outline import Outline
from learning.outline_keys import renumbered
from tests.learning import drafts

Json = dict[str, Any]


def lesson(*sections: Json) -> Json:
    return {"title": "Dough", "sections": list(sections)}


def section(key: str | None, *prerequisites: str) -> Json:
    return {"title": f"Was {key}", "prerequisites": list(prerequisites)} | ({"key": key} if key else {})


def told(outline: Json) -> list[tuple[str, list[str]]]:
    return [(one["key"], one["prerequisites"]) for part in outline["lessons"] for one in part["sections"]]


def test_a_section_that_moves_takes_its_key_and_what_needs_it_follows() -> None:
    moved = {"lessons": [lesson(section("1.2"), section("1.1")), lesson(section(None), section("2.1", "1.2"))]}
    assert told(renumbered(moved)) == [("1.1", []), ("1.2", []), ("2.1", []), ("2.2", ["1.1"])]


def test_what_came_to_stand_behind_is_needed_no_longer_and_a_wrong_wish_is_left_to_the_review() -> None:
    moved = {"lessons": [lesson(section("1.2", "1.1"), section("1.1", "9.9", "1.2"))]}
    assert told(renumbered(moved)) == [("1.1", []), ("1.2", ["9.9", "1.1"])]
    forward = {"lessons": [lesson(section("1.1", "1.2"), section("1.2"))]}
    assert told(renumbered(forward)) == [("1.1", ["1.2"]), ("1.2", [])]


def test_an_outline_in_order_stays_as_it_is() -> None:
    outline = drafts.outline().model_dump(mode="json")
    assert Outline.model_validate(renumbered(outline)) == drafts.outline()


@pytest.mark.parametrize("odd", [{}, {"lessons": 3}, {"lessons": [3]}, {"lessons": [{"sections": [None]}]}])
def test_what_is_no_outline_comes_back(odd: Json) -> None:
    assert renumbered(odd) == odd


@given(st.permutations(range(4)))
def test_the_keys_are_those_of_the_places(order: list[int]) -> None:
    sections = [section(f"1.{place + 1}", *(["1.1"] if place else [])) for place in range(4)]
    after = renumbered({"lessons": [lesson(*(sections[place] for place in order))]})
    assert [one["key"] for one in after["lessons"][0]["sections"]] == ["1.1", "1.2", "1.3", "1.4"]
    first = order.index(0) + 1
    for place, one in enumerate(after["lessons"][0]["sections"], 1):
        assert one["prerequisites"] == ([f"1.{first}"] if place > first else [])
