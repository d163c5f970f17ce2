import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue, ValidationError

from learning.progression.answer_matching import matches
from learning.progression.events import (
    Answer,
    Interaction,
    UnknownChecks,
    count_interactions,
    is_right,
    record,
    score_answers,
)
from learning.section import Check, Option
from tests.learning.progression.courses import CHECKS, minute, section, uid

CHOICE = Check(id="c", kind="multiple_choice", stem="?", options=[Option(id="o1", text="Rye")], answer="o1")
TRUE = Check(id="t", kind="true_false", stem="?", answer="true")
FALSE = Check(id="f", kind="true_false", stem="?", answer="false")
CLOZE = Check(id="z", kind="cloze", stem="Yeast gives off ____.", answer="Carbon dioxide")
SHORT = Check(id="s", kind="short_answer", stem="?", answer="naïve Bayes")


@pytest.mark.parametrize(
    ("check", "answer", "right"),
    [
        (CHOICE, "o1", True),
        (CHOICE, " o1 ", True),
        (CHOICE, "o2", False),
        (CHOICE, "Rye", False),
        (TRUE, True, True),
        (TRUE, "True", True),
        (TRUE, False, False),
        (TRUE, 1, False),
        (FALSE, False, True),
        (CLOZE, "  carbon\tDIOXIDE. ", True),
        (CLOZE, "carbon-dioxide", True),
        (CLOZE, "carbon monoxide", False),
        (CLOZE, "", False),
        (CLOZE, None, False),
        (SHORT, "Naive bayes", True),
        (SHORT, "“naïve Bayes”", True),
        (SHORT, "Bayes", False),
    ],
)
def test_each_kind(check: Check, answer: Answer, right: bool) -> None:
    assert is_right(check, answer) is right


@pytest.mark.parametrize(
    ("given", "expected", "same"),
    [
        ("1000", "1,000", True),
        ("1,000.0", "1000", True),
        ("0,5", "0.50", True),
        (".5", "0.5", True),
        ("5", "0.5", False),
        ("−5", "-5", True),
        ("5", "-5", False),
        ("96%", "96 %", True),
        ("the gluten net", "gluten net", True),
        ("a", "the", False),
        ("x<y", "x > y", False),
        ("C++", "C#", False),
        ("==", "==", True),
        ("=", "==", False),
        ("don’t", "don't", True),
        ("gluten", "glutens", False),
        ("schon", "schön", True),
        ("schön", "schon", False),
        ("ﬁeld", "field", True),
        ("１２", "12", True),
        ("कि", "की", False),
        ("hypotension", "hypertension", False),
        ("absorption", "adsorption", False),
        ("106", "10⁶", False),
        ("10⁶", "106", False),
        ("10^6", "10⁶", True),
        ("10**6", "10⁶", True),
        ("10 ^ 6", "10^6", True),
        ("1,000,000", "10⁶", True),
        ("1000000", "10^6", True),
        ("10^-6", "10⁻⁶", True),
        ("10^6", "10⁻⁶", False),
        ("6.02e23", "6.02 × 10²³", True),
        ("6,02·10^23", "6.02*10²³", True),
        ("6.02 x 10^22", "6.02 × 10²³", False),
        ("mc^2", "mc²", True),
        ("mc2", "mc²", False),
        ("x2", "x²", False),
        ("x^3", "x**3", False),
        ("2**3", "2**3", True),
        ("H2O", "H₂O", True),
        ("1 000", "1000", True),
        ("1\u202f000 000", "1,000,000", True),
        ("1'000", "1000", True),
        ("1 000", "1 001", False),
        ("1,000,0000", "1000", False),
        ("0,500", "0.5", True),
        ("12 34", "1234", False),
        ("1/2", "½", True),
        ("0.5", "1/2", True),
        ("0,5", "½", True),
        ("2/4", "1/2", False),
        ("1 1/2", "1½", True),
        ("1.5", "1 ½", True),
        ("11/2", "1½", False),
        ("1/0", "1", False),
        ("f(a,b)", "f(a, b)", True),
        ("x = [1,2 , 3]", "x=[1, 2, 3]", True),
        ("for(int i=0;i<n;i++)", "for (int i = 0; i < n; i++)", True),
        ("returnx", "return x", False),
        ("1, 2", "1.2", False),
        ("5km", "5 km", True),
        ("5,0 km", "5 km", True),
        ("5 Km", "5 km", True),
        ("5", "5 km", False),
        ("5 m", "5 km", False),
        ("5 mW", "5 MW", False),
        ("5 MW", "5 mW", False),
        ("5 mb", "5 MB", True),
        ("20°C", "20 °C", True),
        ("20 ℃", "20 °C", True),
        ("50 m2", "50 m²", True),
        ("50 m^2", "50 m²", True),
        ("9.81 m/s2", "9,81 m/s²", True),
        ("9.81 m / s^2", "9.81 m/s²", True),
        ("9.81 m/s", "9.81 m/s²", False),
        ("1000 kg", "10³ kg", True),
    ],
)
def test_texts(given: str, expected: str, same: bool) -> None:
    assert matches(given, expected) is same


@given(st.text(max_size=30))
def test_every_text_matches_itself_whatever_its_case_and_space(text: str) -> None:
    assert matches(text, text)
    assert matches(f"  {text}\n", text)


@given(st.integers(2, 99), st.integers(-30, 30))
def test_a_power_is_never_the_number_that_its_digits_make(base: int, exponent: int) -> None:
    raised = "".join("⁻" if sign == "-" else "⁰¹²³⁴⁵⁶⁷⁸⁹"[int(sign)] for sign in str(exponent))
    assert matches(f"{base}^{exponent}", f"{base}{raised}")
    assert not matches(f"{base}{exponent}", f"{base}{raised}")
    assert not matches(f"{base}{raised}", f"{base}{exponent}")


NUMERALS = st.text("0123456789.,-+^*/ '²³½¾eEx×·kmMW°(){}", max_size=40)


@given(NUMERALS, NUMERALS)
def test_whatever_looks_like_a_number_can_be_compared(given: str, expected: str) -> None:
    assert matches(given, given)
    assert matches(given, expected) == matches(f" {given}", f"{expected}\n")


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_texts_can_be_compared(given: str, expected: str) -> None:
    assert matches(given, expected) in (True, False)


@pytest.mark.parametrize(
    ("answers", "score", "marks"),
    [
        ({}, None, ""),
        ({"k1": True}, 25, "+"),
        ({"k4": True, "k1": False}, 25, "-+"),
        ({"k1": True, "k2": True, "k3": True, "k4": True}, 100, "++++"),
        ({"k1": " ", "k2": None}, 0, ""),
    ],
)
def test_right_of_all(answers: dict[str, Answer], score: float | None, marks: str) -> None:
    scored = score_answers(CHECKS, answers)
    assert scored.score == score
    assert "".join("+" if item.right else "-" for item in scored.items) == marks


def test_thirds_have_two_decimals() -> None:
    assert score_answers(CHECKS[:3], {"k1": True, "k2": True}).score == 66.67


def test_unknown_checks_are_named() -> None:
    with pytest.raises(UnknownChecks, match="no check with the id k8, k9") as refused:
        score_answers(CHECKS, {"k8": True, "k1": True, "k9": False})
    assert refused.value.check_ids == ("k8", "k9")


def interaction(**changes: object) -> Interaction:
    plain = {"event_id": uid(1001), "section_id": uid(1), "occurred_at": minute(1)}
    return Interaction.model_validate(plain | changes)


def test_the_device_is_heard_on_scores_only_where_there_are_no_checks() -> None:
    assert record(interaction(score=90), section(1)).score == 90
    assert record(interaction(score=90), section(1, checks=CHECKS)).score is None
    assert record(interaction(score=90, answers={"k1": "true"}), section(1, checks=CHECKS)).score == 25


def test_what_is_recorded() -> None:
    sent = interaction(time_spent_seconds=59.9, interactions={"clicks": 2, "notes": ["a", "b"]})
    event = record(sent, section(1))
    assert (event.event_id, event.section_id, event.occurred_at) == (uid(1001), uid(1), minute(1))
    assert (event.time_spent_seconds, event.interactions) == (59, 4)
    assert record(interaction(time_spent_seconds=1e300), section(1)).time_spent_seconds == 86_400


@pytest.mark.parametrize(
    ("done", "count"),
    [
        (None, 0),
        ({}, 0),
        (7, 7),
        (-7, 0),
        (2.9, 2),
        (1e300, 100_000),
        ({"a": 3, "b": True, "c": False, "d": "x", "e": ""}, 5),
        ({"video": {"played": 2, "paused": 1}}, 3),
        ({"notes": [{"at": 1}, {"at": 9}]}, 10),
        ([0, None, {}], 3),
    ],
)
def test_interactions_are_counted(done: JsonValue, count: int) -> None:
    assert count_interactions(done) == count


@pytest.mark.parametrize(
    "change",
    [
        {"occurred_at": "2026-03-02T09:00:00"},
        {"time_spent_seconds": -1},
        {"time_spent_seconds": "nan"},
        {"score": 100.5},
        {"event_id": "one"},
        {"answers": {"k1": [1]}},
        {"speed": 2},
    ],
)
def test_interactions_that_cannot_be(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        interaction(**change)


@pytest.mark.parametrize(("given", "kept"), [(66.666, 66.67), (0.125, 0.13), (99.999, 99.99), (100, 100), (0, 0)])
def test_scores_have_two_decimals_and_100_is_only_100(given: float, kept: float) -> None:
    assert interaction(score=given).score == kept
