"""The rules in the SCORM player are those of `learning`: compared on random courses, events and answers."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.scorm.rules import key_of, longest_record, rules
from learning.checks import KINDS, Check, Option
from learning.policy import ProgressionPolicy
from learning.progression.answer_matching import matches
from learning.progression.completion import CompletionView
from learning.progression.derivation import advance, derive
from learning.progression.events import Event, item, score_answers
from learning.progression.numbers import shown
from learning.progression.progress import Outcome, Progress, RequiredAction
from learning.progression.release import LessonPlan, Release, plan
from tests.exports.node import Node, node
from tests.learning.progression import test_scoring
from tests.learning.progression.courses import CHECKS, event, lesson, release, section
from tests.learning.progression.strategies import SECTIONS, policies, releases

CALLS = """{
  matches: (given, expected) => given.map((text, place) => answers.matches(text, expected[place])),
  folded: (texts) => texts.map(answers.caseFolded),
  score: (checks, given) => answers.scoreAnswers(checks, given),
  study: (course, events, most) => {
    const missing = [];
    let state = progress.begun(course);
    const outcomes = events.map((event) => {
      const outcome = progress.take(course, state, event);
      missing.push(progress.missing(course, state, event.section, outcome));
      if (most) state = suspended.unpacked(course, suspended.packed(course, state, most), progress.begun);
      return [outcome, progress.standing(course, state), suspended.packed(course, state, most || 64000).length];
    });
    const open = course.sections.map((_, number) => progress.isOpen(course, state, number));
    const unmet = course.sections.map((_, number) => progress.unmet(course, state, number).length > 0);
    return { outcomes, missing, unmet, standing: progress.standing(course, state), open, sections: state.sections };
  },
}"""
TOLD_BY_PLAYER = {
    *("complete_section", "complete_lesson", "reach_completion", "reach_score", "spend_time", "interact"),
    "answer_right",
}
"""All that the rules ask for, but the objectives to review, which packages do not have."""
MANY = settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
"""Twice, for courses: in one sitting, and suspended after each event."""
PIECES = [
    *["10", "1,000", "1 000", "0.5", "0,5", "½", "1½", "1/2", "2/4", "10⁶", "10^6", "10**6", "e3", "-5", "−5", "+"],
    *[
        " ",
        "  ",
        "\t",
        "m",
        "m²",
        "m2",
        "mW",
        "MW",
        "km",
        "µm",
        "°C",
        "℃",
        "%",
        "the ",
        "a ",
        "An ",
        ".",
        ",",
        "!",
        "'",
    ],
    *["don’t", "“naïve”", "naive", "Straße", "STRASSE", "ſ", "ﬁ", "İ", "ı", "Ω", "ς", "Σ", "-", "–", "well-known", "("],
    *[
        "٣",
        "１２",
        "x",
        "=",
        "==",
        "<",
        "C++",
        "C#",
        "[1, 2]",
        "`code`",
        "कि",
        "की",
        "潮汐",
        "e\u0301",
        "\u200b",
        "⁄",
        "^",
    ],
]
TYPED = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=5).map("".join)


@pytest.fixture(scope="module")
def js() -> Iterator[Node]:
    with node(CALLS) as running:
        yield running


def test_case_is_folded_as_python_does(js: Node) -> None:
    """Over all letters that this Python and this Node know; others are compared as they are written."""
    signs = [chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code))[0] in "LMNPS"]
    wrong = {
        sign: (folded, sign.casefold())
        for sign, folded in zip(signs, js.call("folded", signs), strict=True)
        if folded != sign.casefold() and not unicodedata.name(sign, "").startswith("CHEROKEE")
    }
    assert wrong == {}


def test_known_answers_are_judged_alike(js: Node) -> None:
    [mark] = [mark for mark in vars(test_scoring.test_texts)["pytestmark"] if mark.name == "parametrize"]
    given_texts, expected, same = map(list, zip(*mark.args[1], strict=True))
    assert js.call("matches", given_texts, expected) == same


@MANY
@given(st.lists(st.tuples(TYPED, TYPED), min_size=10, max_size=10))
def test_random_answers_are_judged_alike(js: Node, pairs: list[tuple[str, str]]) -> None:
    told = js.call("matches", [given_text for given_text, _ in pairs], [expected for _, expected in pairs])
    assert told == [matches(given_text, expected) for given_text, expected in pairs]


@st.composite
def checks(draw: st.DrawFn) -> list[Check]:
    options = [Option(id=id_, text=f"{id_}.") for id_ in "abc"]
    found = []
    for number in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(list(KINDS)))
        interaction = KINDS[kind].interaction
        answers = {"choice": st.sampled_from("abc"), "true-false": st.sampled_from(["true", "false"])}
        check = Check(
            id=f"k{number}",
            kind=kind,
            stem="?",
            options=options if interaction == "choice" else [],
            answer=draw(answers.get(interaction, TYPED)),
            accepted=draw(st.lists(TYPED, max_size=2)) if interaction not in answers else [],
        )
        found.append(check)
    return found


@MANY
@given(st.data())
def test_random_answers_score_alike(js: Node, data: st.DataObject) -> None:
    asked = data.draw(checks())
    words = st.one_of(TYPED, st.sampled_from(["a", " b ", "true", "FALSE", *(check.answer for check in asked)]))
    answers = data.draw(st.dictionaries(st.sampled_from([check.id for check in asked]), words))
    scored = score_answers(asked, answers)
    told = js.call("score", [key_of(check) for check in asked], answers)
    assert told["score"] == (None if scored.score is None else round(scored.score * 100))
    assert [(each["id"], each["right"]) for each in told["items"]] == [tuple(each) for each in scored.items]


SITTINGS = st.tuples(
    st.sampled_from(list(product(range(len(SECTIONS)), (0, 30, 60, 2000), (0, 1, 2)))),
    st.sampled_from(
        [
            marks[:size]
            for size in range(len(CHECKS) + 1)
            for marks in product((True, True, True, False, None), repeat=len(CHECKS))
        ]
    ),
).map(lambda drawn: (*drawn[0], drawn[1]))
"""The place of a section, seconds, interactions, and marks of the first checks. Each draw takes longer than a sitting
does, so that few are made."""


@st.composite
def studies(draw: st.DrawFn) -> tuple[Release, ProgressionPolicy, list[Event]]:
    """A course, and sittings in order whose scores are of answers to its checks."""
    drawn, policy = draw(releases(retakes=False)), draw(policies)
    found: list[Event] = []
    sections = list(drawn.sections())
    many = draw(st.integers(0, 25)) if sections else 0
    sat = draw(st.lists(SITTINGS, min_size=many, max_size=many))
    for number, (place, seconds, interactions, marks) in enumerate(sat):
        studied = sections[place % len(sections)]
        given_marks = enumerate(marks[: len(studied.checks)], 1)
        items = [item(f"k{at}", mark) for at, mark in given_marks if mark is not None]
        right, asked = sum(each.right for each in items), len(studied.checks)
        sitting = event(
            number,
            of=studied.id.int,
            time_spent_seconds=seconds,
            interactions=interactions,
            score=shown_percent(right, asked) if items else None,
            items=tuple(items),
        )
        found.append(sitting)
    return drawn, policy, found


def shown_percent(right: int, asked: int) -> float:
    value = shown(Fraction(100 * right, asked), right == asked)
    assert value is not None
    return value


@pytest.mark.parametrize("most", [0, 4096], ids=["in one sitting", "suspended after each event"])
@MANY
@given(study=studies())
def test_random_courses_are_led_through_alike(
    js: Node, study: tuple[Release, ProgressionPolicy, list[Event]], most: int
) -> None:
    drawn, policy, events = study
    planned = plan(drawn, policy)
    places = {id_: place for place, id_ in enumerate(planned.sections)}
    sent = [
        {
            "section": places[sitting.section_id],
            "seconds": sitting.time_spent_seconds,
            "interactions": sitting.interactions,
            "score": None if sitting.score is None else round(sitting.score * 100),
            "items": [each.right for each in sitting.items],
        }
        for sitting in events
    ]
    course = rules(planned) | {"fingerprint": "0" * 8}
    told = js.call("study", course, sent, most)
    progress = derive(drawn, policy, events)
    assert [outcome for outcome, _, _ in told["outcomes"]] == [progress.outcomes[e.event_id].kind for e in events]
    assert told["open"] == [progress.sections[id_].unlocked for id_ in places]
    assert told["unmet"] == [not is_open for is_open in told["open"]]
    for sitting, missing in zip(events, told["missing"], strict=True):
        assert_missing(progress.outcomes[sitting.event_id], policy, missing, places)
    assert told["standing"] == standing(drawn, policy, progress)
    so_far = derive(drawn, policy, [])
    for sitting, (_, then, length) in zip(events, told["outcomes"], strict=True):
        so_far = advance(so_far, drawn, policy, [sitting])
        assert then == standing(drawn, policy, so_far)
        assert length <= longest_record(policy, course["sections"])
    for id_, record in zip(places, told["sections"], strict=True):
        ours = progress.sections[id_]
        assert (record["best"], record["done"]) == (
            None if ours.best_score is None else round(ours.best_score * 100),
            ours.status == "completed",
        )


def assert_missing(outcome: Outcome, policy: ProgressionPolicy, missing: list[dict[str, Any]], places: Any) -> None:
    """The player says what the rules say, but for objectives to review: where these stand for a score, it says that."""
    if outcome.kind == "mastery_not_achieved" and policy.mastery is not None and policy.mastery.type == "score":
        [told] = missing
        assert (told["kind"], told["section"]) == ("reach_score", places[outcome.section_id])
        assert told["current"] < told["needed"] == policy.mastery.threshold
        return
    wanted = [action_of(one, places) for one in outcome.required_actions if one.kind in TOLD_BY_PLAYER]
    assert [action_of(one) for one in missing] == wanted


def action_of(told: dict[str, Any] | RequiredAction, places: dict[Any, int] | None = None) -> tuple[Any, ...]:
    """What is missing, where, and how far it is reached, of the player or of the rules."""
    if isinstance(told, RequiredAction):
        assert places is not None
        place = None if told.section_id is None else places[told.section_id]
        return told.kind, place, told.needed, None if told.current is None else round(told.current, 2)
    current = told.get("current")
    return told["kind"], told.get("section"), told.get("needed"), None if current is None else round(current, 2)


def standing(studied: Release, policy: ProgressionPolicy, progress: Progress) -> dict[str, Any]:
    """What an LMS is to be told, derived from our own record."""
    planned = plan(studied, policy)
    required = [id_ for id_, section in planned.sections.items() if section.required]
    checked = [id_ for id_, section in planned.sections.items() if section.section.checks]
    masters = policy.mastery is not None and any(planned.sections[id_].section.checks for id_ in required)
    left = [id_ for id_ in required if progress.sections[id_].status != "completed"]
    refused = [is_refused(progress, id_) for id_ in left]
    complete = progress.course.status == "completed"
    success = "passed" if complete else "failed" if left and all(refused) else "unknown"
    scored = any(progress.sections[id_].best_score is not None for id_ in checked)
    return {
        "completion": "completed" if complete else "incomplete",
        "success": success if masters else "unknown",
        "score": mean_score(planned.lessons, progress, checked, planned) if scored else None,
        "percent": None if progress.course.percent is None else round(progress.course.percent * 100),
    }


def is_refused(progress: Progress, id_: Any) -> bool:
    """By the last event that counted: one that was blocked says nothing of mastery."""
    counted = [o for o in progress.outcomes.values() if o.section_id == id_ and o.counted]
    return bool(counted) and counted[-1].kind == "mastery_not_achieved"


def mean_score(lessons: Any, progress: Progress, checked: Sequence[Any], planned: Any) -> int:
    whole = LessonPlan(next(iter(lessons.values())).lesson, (), tuple(checked))
    score = CompletionView(planned, progress.sections).score(whole)
    percent = shown(score, score == 100)
    assert percent is not None
    return round(percent * 100)


def test_a_failed_quiz_is_never_passed(js: Node) -> None:
    """Whatever else is done: as long as a required section is not mastered, the LMS is not told “passed”."""
    policy = ProgressionPolicy.model_validate({"min_time_fraction": 0, "mastery": {"type": "score", "threshold": 70}})
    course = rules(plan(release(lesson(101, section(1, checks=CHECKS))), policy)) | {"fingerprint": "0" * 8}
    failing = {"section": 0, "seconds": 9, "interactions": 4, "score": 5000, "items": [True, True, False, False]}
    told = js.call("study", course, [failing] * 3, 4096)
    assert told["standing"] == {"completion": "incomplete", "success": "failed", "score": 5000, "percent": 0}
    passing = failing | {"score": 10000, "items": [True] * 4}
    told = js.call("study", course, [failing, passing, failing], 4096)
    assert told["standing"] == {"completion": "completed", "success": "passed", "score": 10000, "percent": 10000}


def test_a_record_of_a_large_course_fits_into_scorm_1_2(js: Node) -> None:
    """20 × 8 sections, all of them begun and none complete, in the midst of it."""
    policy = ProgressionPolicy.model_validate({"sequential": False, "mastery": {"type": "m_of_n", "m": 19, "n": 20}})
    lessons = [
        lesson(100 + number, *(section(number * 8 + place, checks=CHECKS) for place in range(8)))
        for number in range(20)
    ]
    course = rules(plan(release(*lessons), policy)) | {"fingerprint": "0" * 8}
    assert len(course["sections"]) == 160
    sitting = {"seconds": 1800, "interactions": 90, "score": 5000, "items": [True, True, False, False] * 5}
    told = js.call("study", course, [sitting | {"section": place} for place in range(160)], 4096)
    assert told["outcomes"][-1][2] <= longest_record(policy, course["sections"]) <= 4096
    assert all(record["recent"] == sitting["items"] for record in told["sections"])
