"""What sentences say of things, and the topics of a document: what is asked, and what stays silent."""

import pytest

from providers.offline.reading.facts.topics import plural, singular
from providers.offline.writing.questions.of_sayings import of_sayings
from providers.offline.writing.questions.of_topics import of_topics
from tests.providers.test_offline_kinds import asked, corpus

FIELDS = """# Logbook

## Header of a page

The tide field holds the height of the water in feet. The wind field tells calm weather from storms.
The crew flag describes a watch that sleeps on deck. The harbour field names the quay where the boat lies.
A flag of the crew is blue.
"""

TOPICS = """# Rigging

## Halyards

A halyard carries the weight of a wet sail from the deck to the masthead.

## Sheets

A sheet holds the lower corner of canvas against gusts from abeam. A halyard and a sheet run through blocks of ash.

## Shrouds

A shroud keeps the tall mast upright against pitching in a heavy sea. Every shroud ends in a hook of bronze.
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


@pytest.mark.parametrize(
    "sentence",
    [
        "A shroud, a halyard and a sheet keep the tall mast upright in a heavy sea.",
        "A shroud has kept the tall mast upright against pitching in a heavy sea.",
        "A shroud is a rope that keeps the tall mast upright in a heavy sea.",
    ],
)
def test_a_topic_in_a_row_in_a_story_or_in_its_definition_is_no_gap(sentence: str) -> None:
    kept = "A shroud keeps the tall mast upright against pitching in a heavy sea."
    assert not any(sentence == question.sentence for question in asked(of_topics, TOPICS.replace(kept, sentence)))


def test_a_saying_without_others_is_not_asked() -> None:
    alone = "# Logbook\n\n## Header\n\nThe tide field holds the height of the water in feet.\n"
    assert not asked(of_sayings, alone)


def test_a_topic_is_asked_with_topics_under_headings_beside_its_own_and_with_its_article() -> None:
    found = {question.key: question for question in asked(of_topics, TOPICS)}
    assert set(found["A shroud"].wrong) == {"A halyard", "A sheet"}
    assert found["A shroud"].stem.startswith("____ keeps the tall mast")


def test_a_sentence_that_names_two_topics_is_not_asked() -> None:
    assert not any("blocks of ash" in question.stem for question in asked(of_topics, TOPICS))


def test_a_topic_in_another_language_is_not_asked() -> None:
    assert not asked(of_topics, "# Takelage\n\n## Fallen\n\nEin Fall trägt das Segel vom Deck zum Masttopp.\n", "de")


@pytest.mark.parametrize(
    ("one", "several"), [("valve", "valves"), ("property", "properties"), ("box", "boxes"), ("day", "days")]
)
def test_numbers_of_nouns(one: str, several: str) -> None:
    assert singular(several) == one
    assert plural(one) == several
