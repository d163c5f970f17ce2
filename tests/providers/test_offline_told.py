"""Things of a kind: of which one does the source say this, with which code is it done, and what stays silent."""

from collections.abc import Sequence

import pytest

from learning.brief import Brief
from providers.offline.reading.facts.kinds import singular
from providers.offline.writing.prose import Piece
from providers.offline.writing.questions.of_definitions import of_definitions
from providers.offline.writing.questions.of_kinds import of_kinds
from providers.offline.writing.questions.of_lists import of_procedures
from providers.offline.writing.questions.of_means import of_means
from providers.offline.writing.questions.question import Question, Setting
from tests.providers.test_offline_kinds import asked, corpus

LOCKS = """# The lock language

## Clauses

A plan has a `RAISE` clause, a `LOWER` clause and a `HOLD` clause.
The `RAISE` clause fills the chamber until both levels agree.
The `LOWER` clause empties the chamber into the canal below the gates.
The `HOLD` clause keeps both gates shut for the minutes given. It overrides every signal of the keeper.

## Gates

A mitre gate closes in the shape of a wedge. It leans against the pressure of the water.
A guillotine gate rises between two towers of stone.
A sector gate turns around one upright post. In a sector gate, two curved plates meet in the middle.
The mitre gate, the guillotine gate and the sector gate all need grease.
"""


def kinds(text: str) -> dict[str, Question]:
    return {question.stem: question for question in asked(of_kinds, text)}


def means(text: str) -> dict[str, Question]:
    return {question.stem: question for question in asked(of_means, text)}


def test_which_of_its_kind_is_asked_for_code_and_for_names() -> None:
    found = kinds(LOCKS)
    clause = found["Which clause fills the chamber until both levels agree?"]
    assert (clause.key, set(clause.wrong)) == ("`RAISE`", {"`LOWER`", "`HOLD`"})
    gate = found["Which gate closes in the shape of a wedge?"]
    assert (gate.key, set(gate.wrong)) == ("mitre gate", {"guillotine gate", "sector gate"})


def test_it_is_what_the_sentence_before_begins_with() -> None:
    assert kinds(LOCKS)["Which clause overrides every signal of the keeper?"].key == "`HOLD`"
    assert kinds(LOCKS)["Which gate leans against the pressure of the water?"].key == "mitre gate"


def test_what_a_sentence_is_about_may_stand_behind_a_preposition() -> None:
    assert kinds(LOCKS)["In a ____, two curved plates meet in the middle."].key == "sector gate"


def test_a_section_that_is_called_by_the_thing_asks_what_it_does() -> None:
    read = corpus(LOCKS)
    brief = Brief.model_validate({"title": "At sea", "lessons": 1, "sections_per_lesson": 1})
    shown = tuple(Piece(place, place.text) for place in read.places if place.is_prose)
    found = of_kinds(Setting(read, brief, "The `HOLD` clause", (), 0, shown))
    asked_for = next(question for question in found if question.stem == "What does `HOLD` do?")
    assert asked_for.key in (
        "keeps both gates shut for the minutes given",
        "overrides every signal of the keeper",
    )
    assert set(asked_for.wrong) == {
        "fills the chamber until both levels agree",
        "empties the chamber into the canal below the gates",
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "The `DRAIN` clause also moves this wheel of the keeper.",
        "The `DRAIN` clause does not move any wheel of the keeper.",
        "The `DRAIN` clause drains the long basin of the harbour.",
        "The `DRAIN` clause is a clause of the third kind in plans.",
        "The `DRAIN` clause helps.",
        "The `DRAIN` clause behaves differently because of imported wheels.",
        "In the `DRAIN` clause, old wheels were replaced by new wheels of iron.",
        "The `DRAIN` clause moves the wheel like the `HOLD`, `RAISE` and `LOWER` clauses move the wheel.",
    ],
)
def test_what_points_back_denies_or_spells_the_answer_is_not_asked(sentence: str) -> None:
    found: Sequence[Question] = asked(of_kinds, f"{LOCKS}\n\n## Drains\n\n{sentence}\n")
    assert "`DRAIN`" not in {question.key for question in found}


def test_names_of_the_example_alone_are_no_answers() -> None:
    own = "```python\ndef fill_basin(level):\n    return level\n```"
    text = (
        f"# Code\n\n## Code\n\n{own}\n\nThe `fill_basin` function takes the level of the water in metres.\n"
        "The `max` function finds the deepest basin of the harbour.\n"
        "The `sum` function counts the weight of all cargo together.\n"
        "The `sort` function puts ships into the order of their names.\n"
    )
    found = kinds(text)
    assert {question.key for question in found.values()} == {"`max`", "`sum`", "`sort`"}
    assert not any("`fill_basin`" in question.wrong for question in found.values())


def test_with_what_it_is_done_is_asked_among_code_of_its_kind() -> None:
    found = means(
        "# Boats\n\n## Boats\n\nBoats can be taken off the list using the `sink` command.\n"
        "The rest is done by the `launch` command, the `paint` command and the `moor` command.\n"
    )
    question = found["Boats can be taken off the list using the ____ command."]
    assert (question.key, set(question.wrong)) == ("`sink`", {"`launch`", "`paint`", "`moor`"})


@pytest.mark.parametrize(
    "sentence",
    [
        "As shown above, boats can be taken off the list using the `sink` command.",
        "Boats can be sunk and taken off the list using the `sunk` command.",
        "Boats go using the `sink` command.",
    ],
)
def test_means_that_point_back_or_are_spelt_are_not_asked(sentence: str) -> None:
    text = (
        f"# Boats\n\n## Boats\n\n{sentence}\nThe `launch` command, the `paint` command and the `moor` command move.\n"
    )
    assert not means(text)


def test_an_adjective_that_anything_may_have_names_nothing() -> None:
    read = corpus(
        "# Gates\n\n## Gates\n\nA simple gate is cheap. Each simple gate rusts. The mitre gate and a mitre gate.\n"
    )
    assert read.kinds.of("gates") == ["mitre"]


@pytest.mark.parametrize(
    ("word", "one"), [("queries", "query"), ("Classes", "class"), ("boxes", "box"), ("axis", "axis")]
)
def test_singular(word: str, one: str) -> None:
    assert singular(word) == one


def test_code_of_one_example_is_no_answer() -> None:
    text = (
        "# Rigs\n\n## Session\n\n```r\nfleet <- data.frame(sails)\n```\n\n"
        "- `attach(fleet)`: Makes the columns of the table visible by name.\n"
        "- `summary(fleet)`: Prints the least and the largest value of each column.\n"
        "- `detach()`: Takes a table off the list of what is searched.\n\n"
        "## Signals\n\nThis type has three variants:\n\n- `Quit`: Has no data beside its name.\n"
        "- `Move`: Holds two numbers for a place.\n- `Write`: Holds one piece of text.\n\n"
        "## Ropes\n\nThe command has three parts:\n\n- `--haul`: Pulls the rope towards the mast.\n"
        "- `--slack`: Lets the rope run out freely.\n- `--stop`: Holds the rope where it is.\n"
    )
    keys = {question.key for question in asked(of_definitions, text)}
    assert not {"`attach(fleet)`", "`summary(fleet)`", "`Quit`", "`Move`", "`Write`"} & keys
    assert any(question.stem.count("`--") or question.key.startswith("`--") for question in asked(of_definitions, text))


@pytest.mark.parametrize("lead", ["Imagine that you do this in order:", "Suppose a keeper takes these steps:"])
def test_the_events_of_a_story_are_no_steps(lead: str) -> None:
    steps = "\n".join(
        f"{at}. {step}" for at, step in enumerate(("Open the gate", "Raise the boat", "Close the gate"), 1)
    )
    assert not asked(of_procedures, f"# Locks\n\n## Locks\n\n{lead}\n\n{steps}\n")
    assert asked(of_procedures, f"# Locks\n\n## Locks\n\nTo lift a boat, do these steps in order:\n\n{steps}\n")
