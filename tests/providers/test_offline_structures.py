"""What the forms of a source give to ask about: options, names set apart, lists in lists, tables that compare."""

import pytest

from providers.offline.writing.questions.of_abbreviations import of_abbreviations
from providers.offline.writing.questions.of_code import of_code
from providers.offline.writing.questions.of_definitions import of_definitions
from providers.offline.writing.questions.of_grids import of_grids
from providers.offline.writing.questions.of_lists import of_enumerations, of_procedures
from providers.offline.writing.questions.of_measures import of_measures
from providers.offline.writing.questions.of_pairs import of_pairs
from tests.providers.test_offline_kinds import asked, corpus, defined

OPENING = (
    "The kiln is looked after by two potters, and each of them has notes of their own about the work of a day.\n\n"
)
OPTIONS = (
    "# kiln\n\nA kiln is lit at dawn. It burns for a day. The door stays shut until the ash is cold. Nobody "
    "opens it.\n\n"
    "## Options\n\n"
    + OPENING
    + "-r rate, --climb=rate Raise the heat slowly through the whole night.\n\n"
    + "--hush Print nothing except the warnings of a fire.\n\n"
    + "-k, --soak=minutes Hold the last heat before the fire goes out.\n\n"
    + "--draft The flue now forbids a fire without a cover, and this option allows it.\n\n"
    + "--until=hour If this is given, the fire goes out at that hour.\n"
)


def test_a_manual_of_nothing_but_options_is_no_speech() -> None:
    lines = "".join(
        f"--{name} Hold the {name} heat of the chamber till dawn.\n\n" for name in ("low", "mild", "high", "top")
    )
    assert not corpus(f"# kiln\n\n## Options\n\n{lines}").places[-1].loose


def test_an_option_is_asked_for_by_what_its_paragraph_says_first() -> None:
    found = defined(OPTIONS)
    assert found["`--climb`"].meaning == "Raise the heat slowly through the whole night"
    assert set(found) == {"`--climb`", "`--hush`", "`--soak`"}
    assert {one.key for one in asked(of_definitions, OPTIONS)} >= {"`--climb`"}


NAMES = ("Slip", "Glaze", "Grog")
SAID = (
    "A thin clay that joins two dry parts.",
    "A coat of glass that seals the pores of a dish.",
    "A burnt clay in grains that keeps a wall from tearing.",
)
FORMS = {
    "bold and dash": "**{name}** – {said}\n\n",
    "bold and full stop": "**{name}.** {said}\n\n",
    "bold and break": "**{name}**<br>{said}\n\n",
    "bold alone": "**{name}**\n\n{said}\n\n",
    "item": "- **{name}** {said}\n",
    "item and two dashes": "- {name} -- {said}\n",
    "numbered item": "1. **{name}**: {said}\n",
    "heading": "### {name}\n\n{said}\n\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_names_set_apart_in_any_form_have_the_others_as_rivals(form: str) -> None:
    written = "".join(FORMS[form].format(name=name, said=said) for name, said in zip(NAMES, SAID, strict=True))
    text = f"# Clay\n\n## Bodies\n\n{OPENING}{written}"
    assert {name: one.meaning for name, one in defined(text).items()} == {
        name: said.rstrip(".") for name, said in zip(NAMES, SAID, strict=True)
    }
    for question in asked(of_definitions, text, title="Firing"):
        assert len(question.wrong) == 2


def test_a_step_with_a_title_is_no_definition() -> None:
    text = f"# Clay\n\n## Work\n\n{OPENING}1. **Knead the clay**: A slow turn that drives out all of the air.\n"
    assert not defined(text)


def test_what_a_named_thing_does_is_told_from_its_verb_on() -> None:
    said = "TAP (Tape And Paper): TAP storage keeps a daily copy of the whole shelf in a cool room."
    other = "LOG (Long Open Ground): LOG storage writes down every single change made to the shelf."
    found = defined(f"# Store\n\n## Kinds\n\n{OPENING}- {said}\n- {other}\n- None: You can keep no copy at all.\n")
    assert found["TAP"].meaning == "keeps a daily copy of the whole shelf in a cool room"
    assert found["TAP"].is_doing


def test_a_name_of_the_list_is_a_rival_also_where_nothing_can_be_asked_of_it() -> None:
    items = (
        "- Omens: A sign that a crack may open later.\n- Traces: A mark that a crack has opened by now.\n- Dust: dry.\n"
    )
    [question] = [one for one in asked(of_definitions, f"# Clay\n\n## Signs\n\n{OPENING}{items}") if one.key == "Omens"]
    assert set(question.wrong) == {"Traces", "Dust"}


BESIDE = """# Clay

## Wheels

### Bat

A bat is a board that carries a wet pot from the wheel to the shelf.

### Chuck

A chuck holds the pot upside down while its foot is cut.

### Rib

The rib is pressed against the wall of a pot to thin it.
"""


def test_a_thing_with_a_heading_has_those_of_the_headings_beside_it_as_rivals() -> None:
    [question] = [one for one in asked(of_definitions, BESIDE) if one.key == "Bat"]
    assert set(question.wrong) == {"Chuck", "Rib"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The man feeding a kiln is usually called a stoker, while the man guarding it is called a watcher.",
        "On a label, STL means the steel that is tempered and BRZ the bronze that is cast.",
    ],
)
def test_what_is_said_of_another_thing_is_no_part_of_a_meaning(sentence: str) -> None:
    for one in defined(f"# Work\n\n## Words\n\n{OPENING}{sentence}\n").values():
        assert "while" not in one.meaning
        assert "BRZ" not in one.meaning


def test_terms_of_other_texts_that_are_of_another_kind_are_no_rivals() -> None:
    text = (
        "# Kilns\n\n## Shapes\n\nA bottle oven is a kiln that stands under a tall hood of brick. The bottle "
        "oven is old.\n\n"
        "## Fuel\n\n### Peat\n\nPeat is a soft fuel that is cut from wet ground in blocks. Peat is wet, and "
        "peat smokes.\n\n"
        "### Trade\n\nA guild is a union of masters that sets the price of pots. The guild was strict, as a guild is.\n"
    )
    terms = {"a bottle oven", "bottle oven", "peat", "guild"}
    assert not [one for one in asked(of_definitions, text) if terms & {option.lower() for option in one.wrong}]


NESTED = f"""# Clay

## Signs

{OPENING}- Omens: a sign that a crack may open later. Examples:
  - A wall that dries on one side only.
  - Clay with air in its folds.
- Traces: a mark that a crack has opened. Examples:
  - A dull sound at a knock.
  - A dark line under the glaze.
- Losses: a pot that is of no use. Examples:
  - A foot torn off its dish.
  - Two pots stuck to one shelf.
"""
ROWS = f"""# Clay

## Faults

{OPENING}- Faults of drying: warped rims, torn feet, split bases
- Faults of firing: bloated walls, black cores, dull glazes
"""


@pytest.mark.parametrize("text", [NESTED, ROWS])
def test_what_stands_under_a_name_is_told_from_what_stands_under_the_names_beside_it(text: str) -> None:
    found = asked(of_enumerations, text)
    assert len(found) >= 2
    assert all(set(one.wrong).isdisjoint({one.key}) and len(one.wrong) >= 2 for one in found)


def test_the_steps_of_a_phase_are_asked_for_by_what_is_to_be_done() -> None:
    steps = (
        "1. Sweep the floor of the chamber.\n2. Brush the shelves with the white wash of the house (a broad "
        "brush is needed "
        "for this, and one of the apprentices may be asked by the master to lend a hand).\n3. Set the pots on "
        "their feet.\n"
        "4. Continue to turn them until they stand.\n"
    )
    found = asked(of_procedures, f"# Kiln\n\n## Loading Phase\n\n{OPENING}{steps}")
    assert {"Sweep the floor of the chamber"} <= {one.key for one in found}


COMPARED = """# Glazes

## Choice

|  | Lead | Salt | Ash |
|---|---|---|---|
| Heat needed | A low fire of one day | A high fire at its end | A long fire of three days |
| Danger | Poison in the dish | Fumes in the yard | None for the potter |
"""


def test_a_table_that_compares_asks_what_holds_for_one_thing() -> None:
    found = asked(of_grids, COMPARED)
    assert found
    assert all(len(one.wrong) == 2 for one in found)


def test_a_table_asks_about_the_rows_with_a_value_of_their_own() -> None:
    kilns = (("Oak", "Noon"), ("Elm", "Same"), ("Ash", "Night"), ("Yew", "Same"), ("Fir", "Dawn"), ("Box", "Dusk"))
    lines = "".join(f"| {name} | {time} | {time} too |\n" for name, time in kilns)
    found = asked(of_grids, f"# Kiln\n\n## Plans\n\n{OPENING}| Kiln | Fire | Cooling |\n|---|---|---|\n{lines}")
    assert found
    assert not any("Same" in (one.key, *one.wrong) for one in found)


def test_numbers_that_are_names_are_asked_about() -> None:
    rows = (
        ("101", "The kiln is shut and cold"),
        ("205", "The door is open"),
        ("307", "The flue burns"),
        ("411", "No wood is left"),
    )
    lines = "".join(f"| {code} | {said} |\n" for code, said in rows)
    assert asked(of_grids, f"# Kiln\n\n## Lamps\n\n{OPENING}| Code | State |\n|---|---|\n{lines}")


CODES = """# Shelf

## Crates

{said}
Both `LSHOW` and `LCUT` look at crates. Nobody may call `LSHOW`, `LCUT` or `RPUT` at night. `SWEEP` cleans, and `GUARD`
and `SWEEP` and `GUARD` need nothing else.

## Yard

Keepers run `SWEEP` and `GUARD` in the yard, and `HORN` too. They like `HORN`.
"""


def test_names_in_capitals_have_those_of_their_own_family_as_rivals() -> None:
    said = "The `LTURN` command moves the oldest box to the far end, and `LTURN` waits."
    for one in (*asked(of_code, CODES.format(said=said)), *asked(of_definitions, CODES.format(said=said))):
        assert "`HORN`" not in one.wrong


@pytest.mark.parametrize(
    "sentence",
    [
        "Exercise some care when you run the `LTURN` command with large boxes in a narrow yard.",
        "The `LTURN` command returned an empty box and one broken lid to the keeper.",
        "To turn boxes in a narrow yard, keepers call `LTURN`.",
    ],
)
def test_a_sentence_that_says_little_of_its_code_is_not_asked(sentence: str) -> None:
    assert not asked(of_code, CODES.format(said=sentence))


def test_a_number_is_asked_for_once_and_beside_no_single_hour() -> None:
    text = (
        f"# Fire\n\n## Rules\n\n{OPENING}The door must stay shut for at least 4 hours after the fire. Pots must "
        "not leave the "
        "yard within 4 hours of the fire. A shelf (a board of at least 30 cm) carries the pots of a day.\n"
    )
    found = asked(of_measures, text)
    assert len({one.topics for one in found}) == 1
    assert not any(option.startswith("1 ") for one in found for option in one.ordered)


def test_two_things_that_one_text_defines_can_be_judged() -> None:
    text = (
        "# Kilns\n\n## Faults\n\nA **crack** is a fault of the wall that the potter can mend with slip. A "
        "**flaw** is a fault "
        "of the body that nobody can mend in a pot.\n"
    )
    assert asked(of_pairs, text, title="Firing")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The command `kfl` stands for “kiln floor list”, and `kfl` prints it; `kfl` is short."),
        ("de", "Der Befehl `kfl` steht für „Kammerflurliste“, und `kfl` druckt sie; `kfl` ist kurz."),
        ("es", "La orden `kfl` significa «lista del horno», y `kfl` la imprime; `kfl` es corta."),
        ("fr", "La commande `kfl` signifie « liste du four », et `kfl` l'imprime ; `kfl` est courte."),
    ],
)
def test_a_command_is_asked_for_the_words_that_it_is_made_of(language: str, sentence: str) -> None:
    text = sentence.replace("The command ", "").replace("Der Befehl ", "").replace("La orden ", "")
    [one] = asked(of_abbreviations, f"# A\n\n## B\n\n{text.replace('La commande ', '')}\n", language)
    assert "`kfl`" in one.stem
