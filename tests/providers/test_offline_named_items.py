"""What items, headings and tables say of the names that they give, in forms other than "name: meaning"."""

import pytest

from providers.offline.reading.facts.definition import is_short_for
from providers.offline.reading.facts.lists import procedures_of
from providers.offline.writing.questions.of_definitions import of_definitions
from providers.offline.writing.questions.of_grids import of_grids
from providers.offline.writing.questions.of_lists import of_enumerations, of_procedures
from tests.providers.test_offline_kinds import asked, corpus, defined

OPENING = (
    "The mill is looked after by two millers, and each of them has notes of their own about the work of a day.\n\n"
)
SAID = {
    "en": OPENING,
    "de": "Die Mühle gehört zwei Müllern, und jeder von ihnen schreibt am Abend auf, was er am Tag getan hat.\n\n",
    "es": "El molino es de dos molineros, y cada uno de ellos escribe por la noche lo que ha hecho en el día.\n\n",
    "fr": "Le moulin est à deux meuniers, et chacun d’eux écrit le soir ce qu’il a fait dans la journée.\n\n",
}


@pytest.mark.parametrize(
    ("language", "item", "meaning"),
    [
        ("en", "`sluice up`, to let the pond run over the wheel", "let the pond run over the wheel"),
        ("de", "`sluice up`, um den Teich über das Rad zu leiten", "den Teich über das Rad zu leiten"),
        ("es", "`sluice up`, para llevar el agua del estanque a la rueda", "llevar el agua del estanque a la rueda"),
        ("es", "`sluice up` volver a llenar el estanque del molino", "volver a llenar el estanque del molino"),
        ("fr", "`sluice up` pour ouvrir la vanne de la rivière", "ouvrir la vanne de la rivière"),
    ],
)
def test_an_item_says_behind_a_comma_what_its_command_serves_to(language: str, item: str, meaning: str) -> None:
    found = defined(f"# Mill\n\n## Commands\n\n{SAID[language]}- {item}.\n- `sluice down`\n", language)
    assert found["`sluice up`"].meaning == meaning
    assert found["`sluice up`"].is_purpose


def test_what_an_item_of_a_story_does_is_nothing_that_its_command_serves_to() -> None:
    assert not defined("# Molino\n\n## Pasos\n\n- `sluice up`, para abrir nuestra compuerta del río.\n", "es")


def test_values_tell_the_items_of_one_option_apart() -> None:
    found = defined(
        f"# Mill\n\n## Stones\n\n{OPENING}- `--grind fine`: make flour for white bread\n"
        "- `--grind rough`: make feed for the cattle\n"
        "- `--bell=<name>`: ring when the hopper runs empty\n"
    )
    assert set(found) == {"`--grind fine`", "`--grind rough`", "`--bell`"}


PROMISES = (
    "# Mill\n\n## Promises\n\n" + OPENING + "- Steady - the wheel never stops while a sack is on the hoist.\n"
    "- Sealed - no dust leaves the room where the flour falls.\n"
    "- Honest - a farmer gets the weight that the scale has shown.\n"
)


def test_a_sentence_of_its_own_explains_a_name_among_others_of_its_form() -> None:
    assert set(defined(PROMISES)) == {"Steady", "Sealed", "Honest"}
    assert not defined("# Mill\n\n" + OPENING + "- Steady - the wheel is never stopped while a sack is on the hoist.\n")


def test_the_heading_over_a_list_stands_before_the_question() -> None:
    found = asked(of_definitions, PROMISES)
    assert found
    assert all(one.stem.startswith("Promises: ") for one in found)
    told = asked(of_definitions, PROMISES.replace("## Promises", "## What you can rely on"))
    assert told
    assert not any(one.stem.startswith("What you") for one in told)


def test_letters_with_a_number_count_parts_and_are_no_names() -> None:
    sorts = ("oats and barley", "rye and wheat", "maize and millet")
    items = "".join(f"- W{n}: {said}\n" for n, said in enumerate(sorts, 1))
    assert not defined("# Mill\n\n## Weeks\n\n" + OPENING + items)


SETTINGS = (
    "# Mill\n\n## Settings\n\n"
    + OPENING
    + "### `MILL_GAP`\n\n(Optional) Distance of the upper stone from the lower one.\n\n"
    "### `BELL_RINGS`\n\nIf you enable this setting, a hammer strikes when the hopper runs empty.\n\n"
    "### `FLOUR_PATH`\n\nFarmers bring the sacks to the door. They wait outside for an hour.\n"
)


def test_headings_in_code_are_told_by_what_stands_below() -> None:
    found = defined(SETTINGS)
    assert found["`MILL_GAP`"].meaning == "Distance of the upper stone from the lower one"
    assert found["`BELL_RINGS`"].meaning == "a hammer strikes when the hopper runs empty"
    assert "`FLOUR_PATH`" not in found


PARTS = (
    "# Mill\n\n## Parts\n\n"
    + OPENING
    + "- Hopper: the wooden box from which grain runs down\n- Bell: the bell of the hoist\n"
)


def test_a_name_that_its_meaning_tells_is_a_wrong_option_only() -> None:
    made = corpus(PARTS).definitions
    assert {one.term: made.can_be_asked(one) for one in made.all} == {"Hopper": True, "Bell": False}


COMPARED = (
    "# Mill\n\n## Wheels\n\n| {head} | Undershot | Overshot |\n|---|---|---|\n"
    "| Water | below the axle | above the axle |\n"
    "| Force | the current | the weight |\n| Fall | ✅ shallow | ❌ steep |\n| Site | a river | a hillside |\n"
)


@pytest.mark.parametrize("head", ["Criterion", "Property", ""])
def test_a_table_that_compares_two_things_asks_what_holds_of_one(head: str) -> None:
    found = asked(of_grids, COMPARED.format(head=head))
    assert found
    undershot = {"Water: below the axle", "Force: the current", "Fall: shallow", "Site: a river"}
    for one in found:
        assert (one.key in undershot) is ("Undershot" in one.stem)
        assert all((text in undershot) is not ("Undershot" in one.stem) for text in one.wrong)


def test_rows_that_name_one_of_the_things_are_left_out() -> None:
    text = COMPARED.format(head="Criterion").replace("a river", "an undershot bed")
    assert not any("Site" in text for one in asked(of_grids, text) for text in (one.key, *one.wrong))


def test_addresses_of_examples_are_not_asked_for() -> None:
    rows = "".join(f"| m{n} | mill{n}.example.com |\n" for n in range(4))
    assert not asked(of_grids, f"# Mill\n\n## Hosts\n\n| Name | Host |\n|---|---|\n{rows}")


def test_lists_that_part_one_thing_are_strangers_to_each_other_under_one_heading_only() -> None:
    good = "**✅ Water is suited to:**\n\n- grinding rye (slow)\n- sawing planks (steady)\n- pressing oil (strong)\n\n"
    bad = "**❌ Water is unsuited to:**\n\n- lifting people (unsafe)\n- baking bread (cold)\n- drying hay (wet)\n\n"
    found = asked(of_enumerations, f"# Mill\n\n## Uses\n\n{OPENING}{good}{bad}")
    assert found
    assert all("(" not in text for one in found for text in (one.key, *one.wrong))
    assert not asked(of_enumerations, f"# Mill\n\n## Uses\n\n{OPENING}{good}# Pond\n\n## Limits\n\n{OPENING}{bad}")


@pytest.mark.parametrize("word", ["Step", "Stage", "Phase"])
def test_steps_may_say_their_number_themselves(word: str) -> None:
    steps = (
        "Close the sluice at the pond.",
        "Lift the stone from its bed.",
        "Cut new grooves into the face.",
        "Sweep the floor.",
    )
    text = "".join(f"**{word} {n}:** {step}\n\n" for n, step in enumerate(steps, 1))
    found = asked(of_procedures, f"# Mill\n\n## Dressing the stone\n\n{OPENING}{text}")
    assert found
    assert {one.key for one in found} <= {step.rstrip(".") for step in steps}
    story = text.replace("Lift the stone", "We lifted this stone")
    assert not asked(of_procedures, f"# Mill\n\n## Dressing the stone\n\n{OPENING}{story}")


def test_what_hands_do_is_a_step_and_what_is_done_is_none() -> None:
    steps = "1. Press the lever down.\n2. Open the sluice by hand.\n3. Click the lock shut.\n4. Wait for water.\n"
    assert asked(of_procedures, f"# Mill\n\n## Starting the wheel\n\n{OPENING}{steps}")
    states = "1. Korn, das gemahlen werden\n2. Säcke, die gefüllt werden\n3. Steine, die geschärft werden\n"
    said = SAID["de"] + "Eine Mühle lässt sich durch die folgenden Dinge und ihre Arbeit beschreiben:\n\n"
    assert not asked(of_procedures, f"# Mühle\n\n## Arbeit\n\n{said}{states}", "de")


def test_the_table_of_contents_explains_nothing() -> None:
    assert not defined(PROMISES.replace("## Promises", "## Contents"))


def test_a_name_whose_meaning_says_as_much_is_no_wrong_option() -> None:
    text = (
        "# Mill\n\n## Sacks\n\n" + OPENING + "- Open sack: farmers who get the flour of the week\n"
        "- Tied sack: farmers who get the flour of the week without a farmer seeing the tied ones\n"
        "- Red sack: bakers who pay for bran in autumn\n- Blue sack: brewers who fetch malt at night\n"
    )
    for one in asked(of_definitions, text):
        assert {one.key, *one.wrong} != {"Open sack", "Tied sack"}
        if one.key == "Open sack":
            assert "Tied sack" not in one.wrong


def test_what_speakers_say_explains_no_name() -> None:
    lines = "".join(f"**{who}:** — I turn the heavy stone by day and by night.\n\n" for who in ("Wheel", "Wind", "Ox"))
    assert not defined(f"# Mill\n\n## Talk\n\n{OPENING}{lines}")


@pytest.mark.parametrize("label", ["Fifth", "Overnight", "The Next Morning", "Finally"])
def test_what_says_when_names_nothing(label: str) -> None:
    said = "- {}: A flat board that keeps the water of the pond back.\n"
    found = defined(f"# Mill\n\n## Year\n\n{OPENING}{said.format(label)}{said.format('Sluice')}")
    assert set(found) <= {"Sluice", "sluice"}


@pytest.mark.parametrize(
    ("language", "lead", "items"),
    [
        (
            "es",
            "Con esta rueda existen tres maneras en las que podemos moler el trigo del pueblo",
            ("Girar la rueda con el agua", "Empujar la viga con las manos", "Guiar el buey por el patio"),
        ),
        (
            "en",
            "Follow these steps to fill the sacks of a farm",
            ("Sack 1 holds rye", "Sack 2 holds oats", "Sack 3 holds corn"),
        ),
    ],
)
def test_ways_to_choose_from_and_numbered_things_are_no_steps(language: str, lead: str, items: tuple[str, ...]) -> None:
    steps = "".join(f"{at}. {item}.\n" for at, item in enumerate(items, 1))
    assert not procedures_of(corpus(f"# Mill\n\n## Corn\n\n{SAID[language]}{lead}:\n\n{steps}", language).places)


def test_a_verb_keeps_its_pronoun() -> None:
    item = "- `ruedas` se refiere a molinos que necesitan el agua del río.\n"
    found = defined(f"# Molino\n\n## Nombres\n\n{SAID['es']}{item}", "es")
    assert found["`ruedas`"].meaning == "se refiere a molinos que necesitan el agua del río"


@pytest.mark.parametrize(
    ("short", "full", "is_short"),
    [
        ("UMC", "Upper mill chamber", True),
        ("ÖGD", "Öffentlicher Grabendienst", True),
        ("CUM", "Upper mill chamber", False),
        ("UMCS", "Upper mill chamber", False),
        ("Um", "Upper mill", False),
    ],
)
def test_capitals_are_a_name_in_short(short: str, full: str, is_short: bool) -> None:
    assert is_short_for(short, full) is is_short
