"""Keys come with completion; before it a learner sees which answers were right, and feedback that does not tell."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.assembly import assemble_course
from learning.checks import Check, Option
from learning.checks.disclosure import disclosed, withholds_key
from learning.policy import ScoreMastery, generated_policy
from learning.progression.answering import JudgedItem, judged_items
from learning.progression.events import Event, item
from learning.progression.progress import Outcome, OutcomeKind
from tests.learning import drafts

TELLING = Check(
    id="t", kind="cloze", stem="Yeast gives off ____ dioxide.", answer="carbon", feedback="It is Carbon, of course."
)
SILENT = drafts.choice("s", key=1).model_copy(update={"feedback": "Read the paragraph on water again."})
LETTERED = [Option(id=letter, text=text) for letter, text in zip("abc", ["Starch", "Gluten", "Salt"], strict=True)]
KEYED = drafts.choice("c", key=1).model_copy(update={"feedback": "“Gluten from protein” is right, since …"})


@pytest.mark.parametrize(
    ("check", "withheld"),
    [
        (TELLING, False),
        (SILENT, True),
        (KEYED, False),
        (TELLING.model_copy(update={"feedback": "A gas.", "accepted": ["gas"]}), False),
        (TELLING.model_copy(update={"feedback": ""}), True),
        (TELLING.model_copy(update={"answer": "…"}), False),
        *(
            (SILENT.model_copy(update={"answer": "b", "options": LETTERED, "feedback": said}), withheld)
            for said, withheld in [
                ("The right answer is B.", False),
                ("Answer: **b**", False),
                ("Option B, since it says so.", False),
                ("It is (b).", False),
                ("Think of a better option by yourself.", True),
                ("The answer is a matter of water.", True),
                ("Read about vitamin B again.", True),
            ]
        ),
    ],
)
def test_feedback_that_tells_the_key_is_known(check: Check, withheld: bool) -> None:
    assert withholds_key(check) is withheld


@given(st.sampled_from([TELLING, SILENT, KEYED, *drafts.checks()]), st.booleans(), st.booleans())
def test_the_key_is_seen_only_after_an_answer_and_completion(check: Check, answered: bool, completed: bool) -> None:
    seen = disclosed(check, answered=answered, completed=completed)
    assert (seen == check) == (answered and completed)
    assert bool(seen.answer) == (answered and completed)
    assert seen.stem == check.stem
    if not (answered and completed):
        assert seen.accepted == []
        assert seen.feedback in ("", check.feedback if answered and withholds_key(check) else "")


def judged(kind: OutcomeKind, counted: bool = True) -> tuple[JudgedItem, ...]:
    event = Event(uuid4(), uuid4(), datetime.now(UTC), items=(item("t", False), item("s", False), item("gone", True)))
    return judged_items(event.items, [TELLING, SILENT], Outcome(event.event_id, event.section_id, kind, counted))


def test_after_a_failed_try_each_answer_is_judged_without_its_key() -> None:
    assert judged("mastery_not_achieved") == (
        JudgedItem(check_id="t", correct=False),
        JudgedItem(check_id="s", correct=False, feedback=SILENT.feedback),
        JudgedItem(check_id="gone", correct=True),
    )


def test_with_completion_comes_all_feedback() -> None:
    assert [one.feedback for one in judged("section_completed")] == [TELLING.feedback, SILENT.feedback, ""]


def test_what_does_not_count_is_not_judged() -> None:
    assert judged("progression_blocked", counted=False) == ()


@pytest.mark.parametrize(
    ("criteria", "threshold"),
    [
        ([], 80),
        (["Names two effects of salt"], 80),
        (["Answers at least 80 % right"], 80),
        (["≥ 70%", "Answers 70 % right", "Answers 90 % right"], 70),
        (["Grows by 250 %"], 80),
    ],
)
def test_a_generated_course_is_mastered_as_it_says(criteria: list[str], threshold: float) -> None:
    assert generated_policy(criteria).mastery == ScoreMastery(type="score", threshold=threshold)


def test_a_course_that_is_put_together_has_that_policy() -> None:
    outline = drafts.outline(drafts.brief(lessons=1, sections_per_lesson=1))
    course = assemble_course(drafts.brief(), outline, {"1.1": drafts.content()})
    assert course.progression_policy == generated_policy([])
