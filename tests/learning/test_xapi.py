"""What is said of a record: statements of the right shape, each once, and taken back when an event is judged anew."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from learning.policy import ProgressionPolicy, ScoreMastery
from learning.progression.derivation import derive
from learning.progression.effects import Studied
from learning.progression.events import Event
from learning.progression.release import Release
from learning.section import Check
from learning.xapi.activities import Activities
from learning.xapi.sayings import Change, Key, Said, Saying, changes, sayings, statement_id, voiding_id
from learning.xapi.statements import Speaker
from learning.xapi.vocabulary import TYPES, VERBS
from tests.learning.progression.courses import CHECKS, FREE, answered, event, lesson, release, section, uid

Json = dict[str, Any]
HOME = "https://courses.example.org"
LEARNER = uid(7)
STRICT = ProgressionPolicy(sequential=True, min_time_fraction=0, mastery=ScoreMastery(type="score", threshold=70))
KINDS = (
    Check.model_validate(
        {
            "id": "choice",
            "kind": "multiple_choice",
            "stem": "What makes dough rise?",
            "options": [{"id": "a", "text": "Yeast"}, {"id": "b", "text": "Salt"}, {"id": "c", "text": "Ash"}],
            "answer": "a",
        }
    ),
    Check.model_validate({"id": "truth", "kind": "true_false", "stem": "Rye rises.", "answer": "true"}),
    Check.model_validate(
        {"id": "gap", "kind": "cloze", "stem": "Flour and ____ make dough.", "answer": "water", "accepted": ["Water"]}
    ),
)
COURSE = release(lesson(101, section(1, checks=CHECKS), section(2)), lesson(102, section(3, needs=[1])))


def studied(of: Release, policy: ProgressionPolicy, *events: Event) -> Studied:
    return Studied(of, derive(of, policy, events), {one.event_id: one for one in events})


def speaker(of: Release = COURSE) -> Speaker:
    return Speaker(HOME, LEARNER, uid(9), 3, "en", Activities(HOME, of, "en"))


class Ledger:
    """What was said so far, as the table holds it."""

    def __init__(self) -> None:
        self.in_force: dict[Key, Said] = {}
        self.times: Counter[Saying] = Counter()
        self.ids: list[UUID] = []

    def catch_up(self, now: Studied, heard: Mapping[UUID, Event] | None = None) -> list[Change]:
        told = changes(sayings(now), self.in_force, self.times, (heard or now.events).keys())
        for change in told:
            if change.voids:
                self.ids.append(voiding_id(change.voids))
                self.in_force = {key: said for key, said in self.in_force.items() if said.statement_id != change.voids}
            if change.says:
                self.times[change.says] += 1
                id_ = statement_id(LEARNER, change.says, change.times)
                self.ids.append(id_)
                self.in_force[change.says.event_id, change.says.part] = Said(id_, change.says.outcome)
        return told


def say(now: Studied, part: str, answers: Mapping[str, Any] | None = None) -> Json:
    """The statement about this part of the only event of which there is one."""
    [saying] = [one for one in sayings(now) if one.part == part]
    told = speaker(now.release).say(statement_id(LEARNER, saying), saying, now.events[saying.event_id], answers or {})
    assert_whole(told)
    return told


def assert_whole(statement: Json) -> None:
    """As the specification has it: no value is empty, names are IRIs, and people are accounts."""
    assert not list(_empty(statement))
    assert set(statement["actor"]["account"]) == {"homePage", "name"}
    assert statement["verb"]["id"].startswith(VERBS)
    assert "@" not in json.dumps(statement)
    if statement["object"]["objectType"] == "Activity":
        assert statement["object"]["definition"]["type"].startswith(TYPES)
        assert statement["context"]["registration"] == str(uid(9))
        assert statement["context"]["contextActivities"]["grouping"][0]["id"].endswith(str(uid(200)))
    else:
        assert "context" not in statement


def _empty(value: Any) -> Any:
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if inside in (None, "", {}):
            yield value
        yield from _empty(inside)


def test_a_section_that_was_mastered() -> None:
    told = say(studied(COURSE, STRICT, event(1, 1, time_spent_seconds=90, **answered("+++-"))), "section")
    assert told["verb"]["id"] == "http://adlnet.gov/expapi/verbs/completed"
    assert told["object"]["definition"] == {
        "type": "http://adlnet.gov/expapi/activities/module",
        "name": {"en": "Section 1"},
    }
    assert told["result"] == {
        "completion": True,
        "success": True,
        "score": {"scaled": 0.75, "raw": 75.0, "min": 0, "max": 100},
        "duration": "PT90S",
        "extensions": {f"{HOME}/xapi/outcome": "section_completed"},
    }
    assert told["context"]["revision"] == "3"
    assert told["context"]["contextActivities"]["parent"][0]["id"].endswith(f"/lessons/{uid(101)}")
    assert told["timestamp"] == "2026-03-02T09:01:00+00:00"


def test_a_section_that_was_failed_blocked_or_left_early() -> None:
    failed = say(studied(COURSE, STRICT, event(1, 1, **answered("+---"))), "section")
    assert failed["verb"]["id"].endswith("/failed")
    assert (failed["result"]["completion"], failed["result"]["success"]) == (False, False)
    blocked = say(studied(COURSE, STRICT, event(1, 3)), "section")
    assert blocked["verb"]["id"].endswith("/attempted")
    assert "score" not in blocked["result"]
    early = studied(COURSE, STRICT.model_copy(update={"min_time_fraction": 0.5}), event(1, 1, **answered("++++")))
    assert say(early, "section")["verb"]["id"].endswith("/progressed")
    assert "success" not in say(early, "section")["result"]


def test_every_kind_of_check_says_how_it_is_judged() -> None:
    of = release(lesson(101, section(1, checks=KINDS)))
    items = tuple((check.id, check.id != "gap") for check in KINDS)
    done = event(
        1, 1, items=tuple(answered("+")["items"][0]._replace(check_id=id_, right=right) for id_, right in items)
    )
    now = studied(of, FREE, done)
    given = {"choice": "a", "truth": True, "gap": " milk "}
    choice, truth, gap = (say(now, f"check/{check.id}", given) for check in KINDS)
    assert choice["object"]["definition"] == {
        "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
        "description": {"en": "What makes dough rise?"},
        "interactionType": "choice",
        "correctResponsesPattern": ["a"],
        "choices": [
            {"id": "a", "description": {"en": "Yeast"}},
            {"id": "b", "description": {"en": "Salt"}},
            {"id": "c", "description": {"en": "Ash"}},
        ],
    }
    assert choice["result"] == {"success": True, "response": "a"}
    assert truth["result"] == {"success": True, "response": "true"}
    assert truth["object"]["definition"]["correctResponsesPattern"] == ["true"]
    assert gap["result"] == {"success": False, "response": "milk"}
    patterns = ["{case_matters=false}water", "{case_matters=false}Water"]
    assert gap["object"]["definition"]["correctResponsesPattern"] == patterns
    assert gap["context"]["contextActivities"]["parent"][0]["definition"]["type"].endswith("/assessment")


def test_lessons_and_the_course_are_completed_by_the_event_that_did_it() -> None:
    events = (event(1, 1, **answered("++++")), event(2, 2), event(3, 3))
    told = [(one.event_id.int - 1000, one.part) for one in sayings(studied(COURSE, STRICT, *events))]
    assert [one for one in told if "check" not in one[1]] == [
        (1, "section"),
        (2, "section"),
        (2, f"lesson/{uid(101)}"),
        (3, "section"),
        (3, f"lesson/{uid(102)}"),
        (3, "course"),
    ]
    course = say(studied(COURSE, STRICT, *events), "course")
    assert course["object"]["definition"]["type"] == "http://adlnet.gov/expapi/activities/course"
    assert "parent" not in course["context"]["contextActivities"]


def test_a_section_that_the_release_has_no_more_takes_nothing_back() -> None:
    ledger = Ledger()
    ledger.catch_up(studied(COURSE, STRICT, event(1, 1, **answered("+---"))))
    smaller = release(lesson(102, section(3)), number=202)
    now = studied(smaller, STRICT, event(1, 1, **answered("+---")))
    assert ledger.catch_up(now) == []
    assert say(now, "section")["object"]["definition"] == {"type": "http://adlnet.gov/expapi/activities/module"}


def test_what_was_recorded_before_a_store_was_there_is_not_said() -> None:
    ledger, early, late = Ledger(), event(1, 2), event(2, 2)
    told = ledger.catch_up(studied(COURSE, STRICT, early, late), {late.event_id: late})
    assert {change.says.event_id for change in told if change.says} == {late.event_id}


def test_an_event_that_is_judged_anew_takes_back_what_it_said_and_says_it_again_under_another_id() -> None:
    """Section 3 is blocked until earlier events come late; that they go again happens in no record, and here."""
    ledger = Ledger()
    late, blocked = (event(1, 1, **answered("++++")), event(2, 2)), event(3, 3)
    ledger.catch_up(studied(COURSE, STRICT, blocked))
    [first] = ledger.in_force.values()
    told = ledger.catch_up(studied(COURSE, STRICT, *late, blocked))
    [anew] = [change for change in told if change.voids]
    assert (
        anew.voids
        == first.statement_id
        == statement_id(LEARNER, Saying(blocked.event_id, "section", "progression_blocked"))
    )
    assert anew.says == Saying(blocked.event_id, "section", "section_completed")
    voided = speaker().void(first.statement_id, blocked.occurred_at)
    assert_whole(voided)
    assert voided["object"] == {"objectType": "StatementRef", "id": str(first.statement_id)}
    again = ledger.catch_up(studied(COURSE, STRICT, blocked))
    [back] = [change for change in again if change.says]
    assert back.times == 2
    assert len(set(ledger.ids)) == len(ledger.ids)


EVENTS = [
    event(n, n % 3 + 1, **(answered("++++" if n % 2 else "+---") if n % 3 == 0 else {"time_spent_seconds": n}))
    for n in range(1, 9)
]


@given(st.permutations(EVENTS), st.lists(st.integers(1, 8), max_size=4))
def test_whatever_the_order_and_the_turns_what_is_in_force_is_what_the_record_says(
    order: list[Event], cuts: list[int]
) -> None:
    ledger = Ledger()
    for cut in [*sorted(cuts), len(order)]:
        ledger.catch_up(studied(COURSE, STRICT, *order[:cut]))
    whole = studied(COURSE, STRICT, *EVENTS)
    assert {(*key, said.outcome) for key, said in ledger.in_force.items()} == set(sayings(whole))
    assert ledger.catch_up(whole) == []
    assert len(set(ledger.ids)) == len(ledger.ids)
