"""A check as a whole: beside its section, its sources and its own feedback, and where it does not work at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.checks import FLAWS, Check, review_check
from learning.section import SectionContent
from tests.learning import drafts
from tests.learning.short_checks import choice, gap, letters

COPIED = SectionContent(
    explanation="A lock lifts ships. The lower gate of a lock is closed by a wheel and a chain. Ships that wait are "
    "tied to a bollard. The spinal cord of the harbour is its quay. A bollard is a short post. The spinal cord of a "
    "port is long."
)


@pytest.mark.parametrize(
    ("check", "found"),
    [
        (gap("The lower gate of a lock is closed by a wheel and a ____.", "chain"), {"BLANK"}),
        (gap("Ships that wait are tied to a ____.", "bollard"), set()),
        (gap("A heavy gate is closed by means of a wheel and a ____.", "chain"), set()),
        (gap("Along the water of a port lies the ____.", "spinal cord"), set()),
        (gap("Along the water of a port lies the ____.", "lower gate"), {"AMB"}),
        (choice("What closes the lower gate?", "a wheel and a chain", "green old poems", "seven loud songs"), {"IMPL"}),
        (choice("What closes the lower gate?", "a wheel and a chain", "a bollard and a quay", "seven songs"), set()),
    ],
)
def test_terms_and_subjects_are_told_by_the_text(check: Check, found: set[str]) -> None:
    named = {FLAWS[letter] for letter in found}
    assert {one.code for one in review_check(check, "/c", COPIED)} == named


@pytest.mark.parametrize(
    ("key", "found"), [("gluten", set()), ("starch", {"KEY"}), ("pentosans", {"KEY"})], ids=["right", "wrong", "other"]
)
def test_the_key_is_compared_with_what_the_source_says(key: str, found: set[str]) -> None:
    others = [text for text in ("gluten", "starch", "pentosans") if text != key]
    check = choice("Salt tightens ____ and slows yeast down.", key, *others)
    for section, source in ((drafts.content(), None), (None, drafts.source()), (None, [drafts.source()])):
        codes = {finding.code for finding in review_check(check, "/checks/0", section, source)}
        assert {letter for letter, code in FLAWS.items() if code in codes} == found
    assert letters(check) == set()


SAYS = SectionContent(
    explanation="The keeper of the lock opens the upper gates at dawn. "
    "Ships that carry timber wait at the northern quay."
)


@pytest.mark.parametrize(
    ("check", "found"),
    [
        (choice("What does the keeper of the lock open at dawn?", "the sluice", "the upper gates", "a quay"), {"KEY"}),
        (choice("What does the keeper of the lock open at dawn?", "the upper gates", "the sluice", "a bar"), set()),
        (choice("What does the keeper of the lock NOT open at dawn?", "a sluice", "the upper gates", "a bar"), set()),
        (choice("Why do ships with timber wait at the quay?", "they burn well", "it is a rule", "they float"), set()),
        (choice("Where do ships that carry timber wait?", "in the harbour", "at the northern quay", "at sea"), {"KEY"}),
        (choice("What are ships like?", "large", "northern", "small"), set()),
    ],
)
def test_a_question_that_the_source_answers_otherwise(check: Check, found: set[str]) -> None:
    assert {one.code for one in review_check(check, "/c", SAYS)} & {FLAWS["KEY"]} == {FLAWS[one] for one in found}


SALT = choice("Salt tightens ____ and slows yeast down.", "starch", "gluten", "salt water")
GAS = choice("Which gas do leaves take in?", "oxygen", "carbon dioxide", "a noble gas")
RISE = Check(id="k1", kind="true_false", stem="The first rise takes five hours.", answer="false")


@pytest.mark.parametrize(
    ("check", "feedback", "found"),
    [
        (RISE, "The first rise takes five hours.", {"KEY"}),
        (RISE, "Look at the clock: the dough is warm. The first rise  takes FIVE hours!", {"KEY"}),
        (RISE, "It takes eight hours at 20 °C.", set()),
        (RISE, "“The first rise takes five hours.” holds for warm dough alone, and it says nothing of that.", set()),
        (RISE.model_copy(update={"answer": "true"}), "The first rise takes five hours.", set()),
        (SALT, "Salt tightens gluten and slows yeast down.", {"KEY"}),
        (SALT, "Salt tightens starch and slows yeast down.", set()),
        (SALT, "Salt tightens starch. Salt tightens starch and slows yeast down.", set()),
        (GAS, "The correct answer is carbon dioxide, because they make sugar of it.", {"KEY"}),
        (GAS, "The right option is: **carbon dioxide**.", {"KEY"}),
        (GAS, "The correct answer is (b).", {"KEY"}),
        (GAS, "The correct answer is oxygen.", set()),
        (GAS, "The correct answer is a.", set()),
        (GAS, "The correct answer is a gas of the air.", set()),
        (GAS, "Leaves give off carbon dioxide at night.", set()),
    ],
)
def test_a_key_that_its_own_feedback_denies(check: Check, feedback: str, found: set[str]) -> None:
    assert letters(check.model_copy(update={"feedback": feedback})) & {"KEY"} == found


def test_two_options_that_the_source_says_are_both_right() -> None:
    section = SectionContent(explanation="The baker adds salt to the dough. The baker adds yeast to the dough.")
    [finding] = review_check(choice("The baker adds ____ to the dough.", "salt", "yeast", "sand"), "/c", section)
    assert (finding.code, finding.severity, finding.pointer) == (FLAWS["MULTI"], "warning", "/c/options")
    assert "“yeast”" in finding.detail


def test_a_check_that_does_not_work_is_not_judged_further() -> None:
    broken = gap("However, this one has no blank.", "gap")
    assert [finding.code for finding in review_check(broken, "")] == ["cloze_blank"]


@given(st.text(max_size=80), st.text(max_size=20), st.lists(st.text(max_size=20), max_size=5), st.booleans())
def test_any_check_can_be_read(stem: str, answer: str, texts: list[str], typed: bool) -> None:
    check = gap(f"{stem} ____ {stem}", answer) if typed else choice(stem, *texts)
    for finding in review_check(check, "/checks/0", drafts.content(), drafts.source()):
        assert finding.pointer.startswith("/checks/0")
        assert finding.detail
