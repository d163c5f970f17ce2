"""Checks and exercises that are right by construction, out of what a source puts into a form."""

import asyncio

import pytest

from learning.brief import Brief
from learning.section import Check, SectionContent
from learning.section_review import review_section
from learning.source import SourceDocument
from providers.offline import OfflineText
from sources import read_source
from tests.providers.conftest import write_course

KITES = """# Kites

## Parts and Kinds

A spar is a stiff rod that gives the sail its shape. A bridle is a set of short lines that ties the sail to the flying
line. A keel is a strip of cloth that steadies the sail in the wind. A drogue is a small bag that brakes by dragging
air. The sail is often made of ripstop cloth, which does not tear any further once it has a hole.

There are four kinds of sails:

| Kind | Sticks | Wind |
|---|---|---|
| Diamond | two | gentle |
| Delta | four | light |
| Sled | three | medium |
| Box | eight | strong |

Rigid sails need these materials:

- bamboo
- carbon tube
- fibreglass

Soft sails need these materials:

- cotton
- nylon
- polyester

To launch a kite alone, proceed as follows:

1. Lay the kite on its back with the tail towards you.
2. Unroll thirty paces of line.
3. Pull the line until the nose lifts.
4. Walk backwards while the kite climbs.
5. Let out line when the pull is steady.

The line must hold at least 20 kg when the wind is strong. As you saw in Chapter 3, knots weaken it. See Figure 2.
Never fly a kite near power lines.

© 2020 The Kite Club. All rights reserved.
"""
PLAIN = """# Walks

## By the River

The river runs behind the old mill and turns north under a bridge of stone. Ducks sleep on the bank while children throw
bread from above. In spring the water is brown and fast, and in autumn leaves float on it like boats. Nobody remembers
who planted the willows. On Sundays people walk here until the lamps come on, and dogs chase sticks along the path.
The miller left long ago, and the wheel stands still. When it rains, mist hangs over the meadows for hours. A heron
waits between the reeds and strikes when a fish comes near. Boats seldom pass, since the lock upstream is closed.
Late in the evening music drifts over from the village, where the inn keeps its windows open through the summer.
"""


def read(text: str) -> SourceDocument:
    return read_source(text.encode(), "notes.md").model_copy(update={"id": "s1"})


async def section_of(text: str, **rest: object) -> tuple[SectionContent, list[str]]:
    """The only section of a course of this text, and the severe findings on it."""
    fields = {"title": "On a Day Out", "lessons": 1, "sections_per_lesson": 1, "depth": "overview", **rest}
    brief = Brief.model_validate(fields)
    sources = [read(text)]
    outline, contents = await write_course(OfflineText(), brief, sources)
    findings = review_section(contents["1.1"], outline.section("1.1"), brief, sources)
    return contents["1.1"], [finding.code for finding in findings if finding.severity == "error"]


@pytest.fixture(scope="module")
def kites() -> SectionContent:
    content, severe = asyncio.run(section_of(KITES, learning_style="kinesthetic"))
    assert severe == []
    return content


def key_of(check: Check) -> str:
    return next((option.text for option in check.options if option.id == check.answer), check.answer)


@pytest.fixture(scope="module")
def all_checks() -> list[Check]:
    """What is asked over courses of different titles, which stress different parts of the text."""
    titles = ("On a Day Out", "Spars and Bridles", "Launching alone", "Kinds of sails", "Materials")
    return [check for title in titles for check in asyncio.run(section_of(KITES, title=title))[0].checks]


def test_definitions_lists_tables_and_steps_are_asked_about(kites: SectionContent) -> None:
    assert len(kites.checks) >= 3
    text = KITES.replace("\n", " ")
    for check in kites.checks:
        assert check.kind == "multiple_choice"
        assert 3 <= len(check.options) <= 4
        assert key_of(check).rstrip(".") in text


def test_wrong_options_are_of_the_keys_own_family(all_checks: list[Check]) -> None:
    families = (
        {"spar", "bridle", "keel", "drogue"},
        {"Diamond", "Delta", "Sled", "Box"},
        {"two", "four", "three", "eight"},
        {"gentle", "light", "medium", "strong"},
        {"bamboo", "carbon tube", "fibreglass", "cotton", "nylon", "polyester"},
    )
    for check in all_checks:
        if family := next((family for family in families if key_of(check) in family), None):
            assert {option.text for option in check.options} <= family, check


def test_steps_are_asked_in_their_order(all_checks: list[Check]) -> None:
    steps = [line[3:].rstrip(".") for line in KITES.splitlines() if line[:1].isdigit()]
    asked = [check for check in all_checks if key_of(check) in steps]
    assert asked
    for check in asked:
        assert {option.text for option in check.options} <= set(steps)
        before = next((step for step in steps if step in check.stem), None)
        assert steps.index(key_of(check)) == (steps.index(before) + 1 if before else 0)


async def test_a_check_carries_the_objective_that_it_tests_or_none() -> None:
    content, _ = await section_of(KITES, objectives=["Launch a kite alone", "Explain the tides of the sea"])
    tested = {check.objective for check in content.checks}
    assert "Explain the tides of the sea" not in tested
    for check in content.checks:
        assert check.objective != "Launch a kite alone" or "launch a kite" in check.stem


async def test_a_text_that_puts_nothing_into_a_form_has_no_check_and_says_so() -> None:
    sources, brief = [read(PLAIN)], Brief(title="Walks", lessons=1, sections_per_lesson=1, depth="overview")
    outline, contents = await write_course(OfflineText(), brief, sources)
    assert contents["1.1"].checks == []
    assert contents["1.1"].exercises == []
    notes = {f.code: f.severity for f in review_section(contents["1.1"], outline.section("1.1"), brief, sources)}
    assert (notes["check_missing"], notes["exercise_missing"], notes["example_missing"]) == ("note", "note", "note")


def test_exercises_follow_from_the_source(kites: SectionContent) -> None:
    prompts = [exercise.prompt for exercise in kites.exercises]
    assert len(prompts) >= 2
    order = next(exercise for exercise in kites.exercises if exercise.prompt.startswith("Put these steps in order"))
    assert order.solution.startswith("1. Lay the kite on its back")
    assert sum(step in order.prompt for step in ("Unroll thirty paces", "Walk backwards", "Let out line")) == 3
    table = next(exercise for exercise in kites.exercises if "…" in exercise.prompt)
    assert "| Diamond |" in table.solution


def test_what_refers_to_something_absent_and_furniture_are_left_out(kites: SectionContent) -> None:
    shown = kites.model_dump_json()
    for absent in ("Chapter 3", "knots weaken it", "Figure 2", "Kite Club", "All rights reserved"):
        assert absent not in shown
    for kept in ("Never fly a kite near power lines.", "1. Lay the kite", "| Diamond | two | gentle |", "- bamboo"):
        assert kept in kites.explanation


OBJECTIVES = """To know kites, a pupil learns in this order:

1. Define what a spar is.
2. Distinguish diamond kites from delta kites.
3. Explain how a bridle divides the pull.
4. Identify the wind that a box kite needs.
5. Compare bamboo with carbon tube.
"""
LOGBOOK = """Three entries of the logbook:

- **Wind**: The gusts were measured at noon, and the line was lengthened before the launch.
- **Sail**: The sail was mended with tape, and two panels were exchanged after the crash.
- **Tail**: The tail was shortened by a metre, and its knots were tied anew in the evening.
"""


@pytest.mark.parametrize("block", [OBJECTIVES, LOGBOOK])
async def test_neither_what_is_to_be_learnt_nor_what_happened_once_is_asked(block: str) -> None:
    steps = KITES.index("To launch a kite alone")
    content, _ = await section_of(f"{KITES[:steps]}{block}\n{KITES[KITES.index('The line must hold') :]}")
    words = [line.split(" ", 1)[1].rstrip(".") for line in block.splitlines() if line[:1] in ("-", *"12345")]
    assert content.checks
    asked = " ".join([key_of(check) + check.stem for check in content.checks])
    assert [text for text in words if text.partition(": ")[2] in asked and ": " in text] == []
    assert [text for text in words if text in asked] == []
