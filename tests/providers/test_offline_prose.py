"""What running text defines, and how it is asked where few things are defined."""

import pytest

from providers.offline.writing.questions.of_definitions import of_definitions
from providers.offline.writing.questions.of_grids import number_of, of_grids
from providers.offline.writing.questions.of_sayings import of_sayings
from tests.providers.test_offline_kinds import asked, defined

FORMS = [
    ("en", "A boat without a keel is usually called a punt, because poles push such boats.", "punt"),
    ("en", "Turning the bow into the wind is called 'luffing'.", "luffing"),
    ("en", "By draught we mean the depth of a hull under the water.", "draught"),
    ("en", "We define the span as the distance between two piers of a bridge.", "span"),
    ("en", "The beam of a boat is the width of the hull at its widest point.", "beam"),
    ("en", "The SD of a tide is defined as the root mean square of its heights.", "SD"),
    ("en", "A lee is a shore that the wind blows towards, for example all of those in this list.", "lee"),
    ("de", "Ein Boot, dem der Kiel fehlt, nennt man Prahm, weil Stangen solche Boote schieben.", "Prahm"),
    ("de", "Die Breite eines Bootes ist der Abstand zwischen den Planken.", "Breite"),
    ("es", "Aquellos barcos sin velas se denominan gabarras.", "gabarras"),
    ("es", "La manga de un barco es la distancia entre las dos bordas.", "manga"),
    ("fr", "Les bateaux qui n'ont pas de voile sont appelés chalands.", "chalands"),
    ("fr", "La largeur d'un bateau est la distance entre les deux bords.", "largeur"),
]


@pytest.mark.parametrize(("language", "sentence", "term"), FORMS)
def test_prose_defines_in_many_forms(language: str, sentence: str, term: str) -> None:
    found = defined(f"# Boats\n\n## Parts\n\n{sentence}\n", language)
    assert term in found
    assert found[term].sentence == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour that they build is called a haven.",
        "Boats are in fact steered from the stern and the rudder is called a helm.",
        "Fewer sails means a slower boat with a smaller crew.",
        "The hull is a fundamental part of any boat that sails.",
        "A crew consists of a mate, a cook, and a boy.",
    ],
)
def test_what_points_back_praises_or_counts_defines_nothing(sentence: str) -> None:
    assert not [one for one in defined(f"# Boats\n\n## Parts\n\n{sentence}\n").values() if not one.family]


def test_a_name_in_small_letters_is_defined_under_its_heading_only() -> None:
    text = "# Tools\n\nA yard has many tools. Most of them are old. Few are sharp.\n\n## {}\n\n"
    text += "sailmend is a program that counts the holes of a sail.\n"
    assert "sailmend" in defined(text.format("sailmend"))
    assert not defined(text.format("Other"))


def test_a_full_name_that_its_meaning_repeats_gives_way_to_its_abbreviation() -> None:
    found = defined("# Rules\n\n## TWP\n\nThe Tide Warning Procedure (TWP) is a procedure for tide and storm rings.\n")
    assert found["TWP"].meaning == "a procedure for tide and storm rings"


TERMS = """# Boats

## {}

A keel is a beam along the bottom that keeps a boat upright. The keel is old.

## {}

A squall is a sudden wind which tears the sails of a fleet. The squall is loud.

## {}

A charter is a contract under which a merchant hires a vessel. The charter is long.
"""


def test_without_rivals_a_term_is_asked_among_those_that_its_part_defines_and_none_of_others() -> None:
    scattered = TERMS.format("Hulls", "Weather", "Trade")
    beside = scattered.replace("## ", "### ").replace("# Boats\n", "# Boats\n\n## Words\n", 1)
    asked_for = next(one for one in asked(of_definitions, beside) if one.key == "keel")
    assert "a beam along the bottom that keeps a boat upright" in asked_for.stem
    assert set(asked_for.wrong) == {"squall", "charter"}
    assert not [one for one in asked(of_definitions, scattered) if one.wrong]


def test_the_term_that_a_section_is_called_by_is_no_answer() -> None:
    text = (
        "# Boats\n\n## Winds\n\nA gust is a sudden wind that tears the sails of a fleet. A gust is loud.\n\n"
        "A calm is a time that has no wind on any water. A calm is dull.\n\n"
        "A storm is a long wind that breaks the masts of vessels. A storm is rare.\n"
    )
    assert "calm" in {one.key for one in asked(of_definitions, text)}
    titled = asked(of_definitions, text, title="Calm")
    assert "calm" not in {one.key for one in titled}
    assert "a time that has no wind on any water" in {one.key for one in titled}


def test_a_term_that_its_own_description_names_is_hidden_there() -> None:
    text = (
        "# Boats\n\n## Winds\n\n### Gust\n\nA gust is a sudden wind that follows a gust of the same strength.\n\n"
        "### Calm\n\nA calm is a time without any wind on the water.\n\n"
        "### Storm\n\nA storm is a long wind that breaks the masts of vessels.\n"
    )
    stems = [one.stem for one in asked(of_definitions, text) if one.key == "Gust"]
    assert len(stems) == 1
    assert "gust" not in stems[0]
    assert "…" in stems[0]


def test_what_a_thing_does_is_asked_among_headings_beside_its_own() -> None:
    text = (
        "# Desk\n\n## Roles\n\n### Steward\n\nThe steward is responsible for the order of boats at quays.\n\n"
        "### Pilot\n\nThe pilot is on board of large vessels in narrow channels.\n\n"
        "### Watchman\n\nThe watchman is awake at night on the tower.\n"
    )
    question = next(one for one in asked(of_sayings, text) if one.key == "Steward")
    assert set(question.wrong) == {"Pilot", "Watchman"}


@pytest.mark.parametrize(("text", "value"), [("2.300.000", 2_300_000), ("1,234.5", 1234.5), ("0,5", 0.5), ("12", 12)])
def test_a_number_with_two_signs_is_a_number(text: str, value: float) -> None:
    rows = f"| Oak | {text} |\n| Elm | {text}1 |\n| Ash | {text}2 |\n"
    asked(of_grids, f"# Yard\n\n## Boats\n\n| Boat | Weight |\n|---|---|\n{rows}")
    assert number_of(text) == value
