"""Each kind of check, by what its one file says; and that nobody else knows a kind by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from learning.checks import KINDS, Check, Option
from learning.checks.kind import Exported
from learning.checks.registry import kind_named
from learning.checks.review import key_text
from learning.progression.events import is_right

OPTIONS = [Option(id="a", text="ebb"), Option(id="b", text="flood"), Option(id="c", text="slack")]
CHECKS = {
    "multiple_choice": Check(
        id="k", kind="multiple_choice", stem="What falls?", options=OPTIONS, answer="a", feedback="x"
    ),
    "true_false": Check(id="k", kind="true_false", stem="The sea rises.", answer="true", feedback="x"),
    "cloze": Check(
        id="k", kind="cloze", stem="A ____ pulls.", answer="moon", accepted=["satellite", " "], feedback="x"
    ),
    "short_answer": Check(id="k", kind="short_answer", stem="What pulls?", answer="the moon", accepted=["Luna"]),
}
EXPORTED = {
    "multiple_choice": Exported("choice", "What falls?", "", (("a", "ebb"), ("b", "flood"), ("c", "slack")), ("a",)),
    "true_false": Exported("true-false", "The sea rises.", "", (), ("true",)),
    "cloze": Exported("fill-in", "A ", " pulls.", (), ("moon", "satellite")),
    "short_answer": Exported("long-fill-in", "What pulls?", "", (), ("the moon", "Luna")),
}
KEYS = {"multiple_choice": "ebb", "true_false": "true", "cloze": "moon", "short_answer": "the moon"}
ROOT = Path(__file__).parents[2]
WITHOUT_KINDS = ("api", "enrollments", "models", "activities", "workflows", "learning", "providers/prompting")


def test_there_is_an_example_of_every_kind() -> None:
    assert CHECKS.keys() == EXPORTED.keys() == KEYS.keys() == KINDS.keys()


@pytest.mark.parametrize("name", KINDS)
def test_what_a_kind_says_of_its_checks(name: str) -> None:
    check, kind = CHECKS[name], KINDS[name]
    assert list(kind.review(check, "")) == []
    assert kind.exported(check) == EXPORTED[name]
    assert kind.exported(check).interaction == kind.interaction
    assert key_text(check) == KEYS[name]
    hidden = kind.hidden(check)
    assert (hidden.answer, hidden.accepted, hidden.feedback) == ("", [], "")
    assert (
        hidden.model_copy(update={"answer": check.answer, "accepted": check.accepted, "feedback": check.feedback})
        == check
    )


@pytest.mark.parametrize(
    ("name", "answer", "right"),
    [
        ("multiple_choice", "a", True),
        ("multiple_choice", "ebb", False),
        ("true_false", True, True),
        ("true_false", "TRUE", True),
        ("true_false", False, False),
        ("cloze", "Moon", True),
        ("cloze", "satellite", True),
        ("cloze", "sun", False),
        ("cloze", "", False),
        ("short_answer", "moon", True),
        ("short_answer", "luna", True),
        ("short_answer", None, False),
    ],
)
def test_answers_are_judged_by_the_kind(name: str, answer: str | bool | None, right: bool) -> None:
    assert is_right(CHECKS[name], answer) == right


@pytest.mark.parametrize(
    ("written", "kind"),
    [("MCQ", "multiple_choice"), ("True-False", "true_false"), ("fill in the blank", "cloze"), ("Essay", "essay")],
)
def test_other_names_of_a_kind(written: str, kind: str) -> None:
    assert kind_named(written) == kind


def test_no_other_room_knows_a_kind_by_name() -> None:
    """A new kind of check is a file and a line in the registry; examples of the API's document show one."""
    files = [path for room in WITHOUT_KINDS for path in (ROOT / room).rglob("*.py")]
    others = [path for path in files if "checks" not in path.relative_to(ROOT).parts and path.name != "examples.py"]
    assert len(others) > 100
    named = {f"“{name}” in {path.name}" for path in others for name in KINDS if f'"{name}"' in path.read_text()}
    assert named == set()
