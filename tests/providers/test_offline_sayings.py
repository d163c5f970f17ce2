"""What sentences say of things: what is asked, and what stays silent."""

import pytest

from providers.offline.writing.questions.of_sayings import of_sayings
from tests.providers.test_offline_kinds import asked, corpus

FIELDS = """# Logbook

## Header of a page

The tide field holds the height of the water in feet. The wind field tells calm weather from storms.
The crew flag describes a watch that sleeps on deck. The harbour field names the quay where the boat lies.
A flag of the crew is blue.
"""


def said(text: str) -> dict[str, str]:
    return {one.term: one.saying for one in corpus(text).sayings.all}


def test_a_sentence_says_something_of_the_thing_that_it_begins_with() -> None:
    found = said(FIELDS)
    assert found["tide field"] == "holds the height of the water in feet"
    assert found["crew flag"].startswith("describes a watch")


@pytest.mark.parametrize(
    "sentence",
    [
        "It holds the height of the water in feet.",
        "The tide field is also used for the height of the water.",
        "The tide field is important for the height of the water.",
        "The tide field is the field that holds the tide.",
        "The sailors hold the height of the water in feet.",
        "Hold the height of the water in feet.",
        "The tide field has moved from the height of the water to the depth of the canal.",
        "The tide field holds the height of the water in feet, but not the depth of the canal.",
        "The tide field can hold the height of the water in feet.",
        "A tide field replaces them with the height of the water in feet.",
    ],
)
def test_what_points_back_praises_or_tells_itself_says_nothing(sentence: str) -> None:
    assert not said(f"# Logbook\n\n## Header\n\n{sentence}\n")


def test_a_saying_is_asked_with_things_of_the_same_kind() -> None:
    questions = asked(of_sayings, FIELDS)
    assert {question.key for question in questions} & {"The tide field", "The wind field", "The harbour field"}
    for question in questions:
        assert question.key not in question.wrong
        assert len(question.wrong) >= 2


def test_a_saying_without_others_is_not_asked() -> None:
    alone = "# Logbook\n\n## Header\n\nThe tide field holds the height of the water in feet.\n"
    assert not asked(of_sayings, alone)
