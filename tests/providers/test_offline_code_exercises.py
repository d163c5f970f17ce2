"""Exercises on code: each follows from what the source shows and says, and sections do not all ask the same."""

import pytest

from learning.brief import Brief
from learning.section import Exercise
from providers.offline.writing.citing import Citations
from providers.offline.writing.exercises import write_exercises
from providers.offline.writing.explanation import read
from providers.offline.writing.questions.question import Setting
from tests.providers.test_offline_kinds import corpus


def exercises(text: str, ordinal: int = 0, language: str = "en") -> list[Exercise]:
    known = corpus(text, language)
    brief = Brief.model_validate({"title": "Harbours", "language": language, "lessons": 1, "sections_per_lesson": 1})
    reading = read(known, [passage for leaf in known.leaves for passage in leaf.passages], brief)
    setting = Setting(known, brief, "Berths", (), ordinal, reading.pieces)
    return write_exercises((), reading, setting, Citations())


def sql(code: str, before: str = "", after: str = "") -> str:
    lead = f"{before}\n\n" if before else ""
    return (
        "# Berths\n\n## Berths\n\nThe `WHERE` clause keeps the ships that are wanted, and the `LIMIT` clause says how "
        f"many of them. The `max` function takes the longest.\n\n{lead}```sql\n{code}\n```\n\n{after}\n"
    )


def test_code_that_the_source_calls_wrong_is_to_be_put_right() -> None:
    said = "An aggregate cannot stand in the `WHERE` clause, since ships are chosen before they are counted."
    found = exercises(sql("SELECT name FROM ships WHERE length = max(length);  -- wrong", after=said))
    assert found[0].prompt.startswith("This code does not do what it should.")
    assert "wrong" not in found[0].prompt.partition("```")[2]
    assert "An aggregate cannot stand" in found[0].solution


def test_code_is_written_anew_for_what_the_sentence_before_it_says() -> None:
    found = exercises(sql("SELECT name FROM ships\nWHERE length > 40;", "To list the ships over forty metres, write:"))
    prompt = next(one for one in found if one.prompt.startswith("Write the code to list the ships over forty metres."))
    assert "WHERE length > 40;" in prompt.solution


def test_words_of_the_language_are_left_out_and_no_names_of_the_example() -> None:
    found = exercises(sql("SELECT name\nFROM ships\nWHERE kind = 'LIMIT';"), ordinal=1)
    gaps = next(one for one in found if one.prompt.startswith("Fill in what is missing"))
    assert "____ kind = 'LIMIT';" in gaps.prompt
    assert "FROM ships" in gaps.prompt
    assert "WHERE kind = 'LIMIT';" in gaps.solution


def test_one_line_alone_has_the_sentence_that_says_what_it_is_for() -> None:
    lead = "The longest ship of the harbour is found by this query:"
    found = exercises(sql("SELECT max(length) FROM ships;", lead), ordinal=1)
    assert any(lead in one.prompt and "____(length)" in one.prompt for one in found)
    assert not any("____" in one.prompt for one in exercises(sql("SELECT max(length) FROM ships;"), ordinal=1))


@pytest.mark.parametrize(
    "code",
    [
        " name | length\n------+--------\n Alca |     41\n Brig |     62\n",
        ">>> max(3, 4)\n4\n>>> min(3, 4)\n3\n",
        "The ship has a limit\nwhere the max is kept\nfor all of us",
    ],
)
def test_what_is_printed_or_no_code_is_neither_filled_nor_explained(code: str) -> None:
    found = exercises(sql(code, after="The name of each ship stands first, and `max` is its length."), ordinal=1)
    assert not any(one.prompt.startswith(("Fill in what", "Write the code", "This code")) for one in found)


def test_sections_ask_in_turn() -> None:
    code = "SELECT name\nFROM ships\nWHERE length > 40\nLIMIT 3;"
    text = sql(
        code, "To list three ships over forty metres, write:", "The name is taken from ships, three of them at most."
    )
    assert len({exercises(text, ordinal)[0].prompt.split(" ")[0] for ordinal in range(3)}) == 3


def test_no_task_shows_the_solution_of_another() -> None:
    code = "SELECT name\nFROM ships\nWHERE length > 40\nLIMIT 3;"
    text = sql(
        code, "To list three ships over forty metres, write:", "The name is taken from ships, three of them at most."
    )
    assert [len(exercises(text, ordinal)) for ordinal in range(3)] == [1, 1, 1]
