"""What questions and their options may hold: nothing of other places, of other commands or of what is said twice."""

import pytest

from providers.offline.writing.questions.of_code import of_code
from providers.offline.writing.questions.of_definitions import of_definitions
from providers.offline.writing.questions.of_lists import of_procedures
from providers.offline.writing.questions.of_measures import of_measures
from tests.providers.test_offline_kinds import asked, corpus, defined


@pytest.mark.parametrize("end", ["", ". It stops"])
def test_the_beginning_of_a_long_item_ends_with_a_word(end: str) -> None:
    rest = " and ".join(f"the warm water of pipe {number} goes into the basin" for number in range(19))
    item = corpus(f"# Valves\n\n## Valves\n\nIt opens{end}. Then {rest}.\n").places[-1]
    assert 7 < len(item.beginning) < len(item.text)
    assert item.text[len(item.beginning)].isspace()
    assert item.text.startswith(item.beginning)


def test_options_say_nothing_of_other_places() -> None:
    steps = ["Fill a bottle", "Add a tablet (see below for brands)", "Wait for the time given", "Drink the water"]
    text = "# Water\n\n## Water\n\nTo clean water, do these steps in order:\n\n"
    found = asked(of_procedures, text + "\n".join(f"{at}. {step}" for at, step in enumerate(steps, 1)))
    assert found
    assert not any("see below" in option for question in found for option in (question.key, *question.wrong))


def test_a_value_that_items_of_one_name_give_differently_is_not_asked() -> None:
    def text(other: str) -> str:
        return (
            "# Water\n\n## Tablets\n\n- Purification time: 30 minutes\n- Colour: white\n\n"
            f"## Drops\n\n- {other}: 4 hours\n- Colour: none\n"
        )

    assert any("Purification time" in question.stem for question in asked(of_measures, text("Effect time")))
    assert not asked(of_measures, text("Purification time"))


def test_a_line_in_capitals_is_no_term() -> None:
    items = "- ATTACK AT DAWN: A message that a spy reads.\n- NATO: A treaty of states.\n"
    text = f"# Codes\n\n## Codes\n\nMessages:\n\n{items}"
    assert "ATTACK AT DAWN" not in defined(text)


def test_options_of_other_commands_are_no_rivals() -> None:
    text = (
        "# Tool\n\n## Lists\n\nThe `--wide` option shows the owner of each file in the list.\n"
        "The `--all` option shows hidden folders too. The `--human` option writes sizes with units.\n\n"
        "## Trust\n\nThe `--store` option names the folder of trusted keys of the host.\n\n"
        "## All\n\nThere are `--wide`, `--all`, `--human` and `--store`.\n"
    )
    found = {question.key: question for question in asked(of_code, text)}
    assert set(found["`--wide`"].wrong) == {"`--all`", "`--human`"}
    assert "`--store`" not in found


def test_a_longer_term_may_be_answered_by_its_last_word() -> None:
    text = "# Fire\n\n## Fire\n\nA **fire reflector** is a wall behind the fire that throws its heat back to people.\n"
    found = [question for question in asked(of_definitions, text) if question.key == "fire reflector"]
    assert "reflector" in found[0].accepted
