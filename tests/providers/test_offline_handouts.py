"""Handouts and textbooks: what to do and what not, values of names, steps in a case, terms that say a part of
themselves or that are explained in passing."""

import pytest

from learning.brief import Brief
from providers.language.speech import is_loose
from providers.offline.reading.facts.headed import belong, heading_over
from providers.offline.reading.facts.lists import procedures_of
from providers.offline.reading.facts.prohibitions import acts_of
from providers.offline.writing.checks import write_checks
from providers.offline.writing.prose import Piece
from providers.offline.writing.questions.of_definitions import of_definitions
from providers.offline.writing.questions.of_lists import of_enumerations
from providers.offline.writing.questions.of_measures import of_measures
from providers.offline.writing.questions.of_pairs import of_pairs
from providers.offline.writing.questions.of_prohibitions import of_prohibitions
from providers.offline.writing.questions.question import Setting
from tests.providers.test_offline_kinds import asked, corpus, defined

LEAK = """# Leaks below the waterline

Water in the bilge is a danger. These notes are for the crew on watch.

## What to do

- Wake the skipper at once
- Close the seacocks on both sides
- Switch the bilge pump on
- Put on a life jacket

## What NOT to do

- Do NOT open the hatch of the chain locker – it lies low in the bow
- Never smoke below deck: fumes gather there
- Do not cut the lashings of the raft unless the skipper says so
- Do not wake the skipper
"""

SPANISH = """# Vía de agua

El agua en la sentina es un peligro para la nave. Estas notas son para la guardia.

## Qué hacer

- Cerrar los grifos de fondo de ambas bandas
- Conectar la bomba de la sentina
- Despertar al patrón de la nave

## Qué no hacer

- No abrir la escotilla del pañol de cadenas
- Nunca fumar debajo de la cubierta
"""


def test_items_without_full_stops_under_headings_are_text_and_lines_of_speech_are_not() -> None:
    assert not is_loose(corpus(LEAK).documents[0].blocks)
    assert not is_loose(corpus(LEAK.replace("These notes are for the crew on watch.", "")).documents[0].blocks)
    spoken = "# Talk\n\n" + "\n\n".join(f"so then we go on to the quay and number {at} was there" for at in range(9))
    assert is_loose(corpus(spoken).documents[0].blocks)


def test_what_must_not_be_done_is_asked_among_what_is_to_be_done_and_the_other_way_round() -> None:
    forbidden, told = asked(of_prohibitions, LEAK)
    assert forbidden.key in ("Open the hatch of the chain locker", "Smoke below deck")
    assert forbidden.stem.startswith("Leaks below the waterline")
    assert set(forbidden.wrong) <= {
        "Close the seacocks on both sides",
        "Switch the bilge pump on",
        "Put on a life jacket",
    }
    assert told.key in ("Close the seacocks on both sides", "Switch the bilge pump on", "Put on a life jacket")
    assert set(told.wrong) == {"Open the hatch of the chain locker", "Smoke below deck"}


def test_an_order_under_a_condition_and_one_that_is_given_both_ways_are_no_options() -> None:
    options = {text for one in asked(of_prohibitions, LEAK) for text in (one.key, *one.wrong)}
    assert not {text for text in options if "lashings" in text or "skipper" in text}


def test_prohibitions_are_asked_in_other_languages_and_nowhere_without_their_counterparts() -> None:
    forbidden, told = asked(of_prohibitions, SPANISH, "es", "En el mar")
    assert forbidden.key in ("Abrir la escotilla del pañol de cadenas", "Fumar debajo de la cubierta")
    assert told.stem == "Vía de agua: ¿qué se debe hacer, según la fuente?"
    assert not asked(of_prohibitions, LEAK.replace("Do NOT", "Do").replace("Do not", "Do").replace("Never ", "Do "))


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("Do not stand in the bight of a rope, because it may tighten", "Stand in the bight of a rope"),
        ("Never leave the tiller.", "Leave the tiller"),
        ("Do not open it", ""),
        ("The pump is on the port side of the hull", ""),
        ("Kneel beside the hatch of the engine", "Kneel beside the hatch of the engine"),
        ("Treatable with tar and a new plank", ""),
    ],
)
def test_an_act_is_whole_and_names_what_it_is_done_to(item: str, text: str) -> None:
    acts = acts_of(corpus(f"# Deck\n\n## Orders\n\nThe deck has some orders.\n\n- {item}\n").places)
    assert [act.text for act in acts] == ([text] if text else [])


VALUES = """# Pumps

The pump of a boat has some values that the crew has to know by heart.

## Bilge pump

- Stroke length: 5–6 cm
- Working pressure: 2-3 bar
- Hose: 40 mm
- The crew must test the pump for at least 10--15 minutes after each repair
"""


def test_values_of_names_and_ranges_are_asked_with_ranges_as_options() -> None:
    found = {one.key: one for one in asked(of_measures, VALUES)}
    assert "Stroke length" in found["5–6 cm"].stem
    assert all(text.count("–") == 1 and text.endswith(" cm") for text in found["5–6 cm"].wrong)
    assert "10--15 minutes" in found
    assert "40 mm" not in found  # “Hose” alone does not say of what


def test_no_range_of_an_option_ends_where_it_begins() -> None:
    options = [text for one in asked(of_measures, VALUES) for text in one.ordered if "bar" in text]
    assert not [text for text in options if text.split(" ")[0].split("-")[0] == text.split(" ")[0].split("-")[1]]


STEPS = """# Rescue

## On deck

If the swimmer is tired but awake:

1. Kneel beside the rail
2. Bring the ladder to the lee side
3. Throw the line over the shoulder of the swimmer
4. Tilt the ladder away from the hull
"""


def test_a_numbered_list_of_orders_in_a_case_is_a_procedure_and_one_with_marks_is_none() -> None:
    assert [len(made.steps) for made in procedures_of(corpus(STEPS).places)] == [4]
    assert not procedures_of(corpus(STEPS.replace("lee side", "lee side → ✅ good")).places)
    assert not procedures_of(corpus(STEPS.replace("If the swimmer is tired but awake:", "")).places)


KINDS = """# Weather

The weather at sea has many signs. The crew of a boat knows them all by heart. The boy writes them into the log.

## {}

- {}
- A ring around the moon
- Gulls far inland

## Causes of fog

- Warm air over cold water
- Smoke of the harbour
- Rain in still air
"""


def test_a_heading_that_names_things_of_a_kind_announces_a_list_and_others_do_not() -> None:
    def heading(text: str) -> str:
        places = corpus(f"# Weather\n\n## {text}\n\n- Long swell\n- A ring around the moon\n- Gulls inland\n").places
        return heading_over(places[1], places[2])

    assert heading("Signs of a coming gale")
    assert heading("Closing a long voyage")
    assert not [text for text in ("Source URLs", "Ensure scene safety", "Call the coast guard") if heading(text)]
    assert belong("Signs of a gale", ("Long swell", "A ring around the moon"), "en")
    assert not belong("Signs of a gale", ("If the swell grows", "A ring around the moon"), "en")
    assert not belong("Signs of a gale", ("Call the coast guard", "A ring around the moon"), "en")


def test_cases_and_orders_under_a_heading_are_not_asked_as_things_of_it() -> None:
    kept = asked(of_enumerations, KINDS.format("Signs of a coming gale", "Long swell from afar"))
    assert kept
    mixed = asked(of_enumerations, KINDS.format("Signs of a coming gale", "For small boats"))
    assert not [one for one in mixed if "gale" in one.stem]


PRICES = """# Freight

## Rates

A freight floor is the lowest legal freight that a carrier may ask of a merchant. A freight floor helps carriers.

A freight ceiling is the highest legal freight that a carrier may ask of a merchant. A freight ceiling helps merchants.

A freight pool is a common purse that several carriers share after a season. A freight pool is rare.
"""


def test_a_term_whose_meaning_has_a_part_of_it_is_asked_among_terms_with_the_same_part() -> None:
    found = defined(PRICES)
    assert found["freight floor"].meaning.startswith("the lowest legal freight")
    questions = [one for one in asked(of_definitions, PRICES) if one.key in ("freight floor", "freight ceiling")]
    assert questions
    assert all(text.startswith("freight") for one in questions for text in one.wrong)


@pytest.mark.parametrize(
    ("sentence", "term", "meaning"),
    [
        (
            "At the quay, a row of locks is called a **staircase**, and it takes an hour.",
            "staircase",
            "a row of locks",
        ),
        (
            "The dues that a skipper pays in a port are referred to as its **tollage**.",
            "tollage",
            "the dues that a skipper pays in a port",
        ),
        (
            "Farmers dig **leats**, which are channels that feed a mill, and keep them clean.",
            "leats",
            "channels that feed a mill",
        ),
    ],
)
def test_a_term_that_is_set_off_is_explained_in_passing(sentence: str, term: str, meaning: str) -> None:
    assert defined(f"# Canals\n\n## Water\n\nCanals are old. {sentence}\n")[term].meaning == meaning


@pytest.mark.parametrize(
    "sentence",
    [
        "This model is known as the **staircase** because boats climb it.",
        "Boats climb the **staircase**, which is a relatively slow way to go uphill.",
        "The opening of the gate sets off a chain of events that is called a **flush**.",
    ],
)
def test_what_points_back_or_speaks_of_the_whole_sentence_explains_no_term(sentence: str) -> None:
    assert not defined(f"# Canals\n\n## Water\n\nCanals are old. {sentence}\n")


def test_a_field_before_a_definition_is_no_part_of_it() -> None:
    found = defined("# Trade\n\n## Words\n\nFor Grotius, a free sea is a water that no crown may close to others.\n")
    assert found["free sea"].meaning == "a water that no crown may close to others"
    assert not defined("# Trade\n\n## Words\n\nIn this example, a free sea is a water that no crown may close.\n")


def test_records_clauses_and_boxes_are_no_terms() -> None:
    record = (
        "# Notes\n\n## Origin\n\n- Organisation: the harbour office of the northern shore\n- Date accessed: the first "
        "day of the spring fair\n- Language: the dialect of the northern shore\n"
        "- Version: the second one after the great flood\n"
    )
    assert not asked(of_definitions, record)
    clauses = (
        "# Care\n\n## Hulls\n\nHulls age.\n\n- Heat makes rubber brittle: the seal of a hatch grows old in a year\n"
        "- Salt eats brass: the hinge of a wet hatch turns green in a winter\n"
        "- Frost splits oak: the plank of a cold hull opens along the grain\n"
    )
    assert not asked(of_definitions, clauses)
    assert not defined(
        "# Cells\n\n## Walls\n\nLink to Learning\n\nThe wall of a cell that is old.\n\nWall\n\nA thin coat.\n"
    )


def test_what_one_description_says_of_another_term_keeps_that_term_from_the_options() -> None:
    text = (
        "# Signals\n\n## Kinds\n\nA flare signal is a light that a crew burns in distress. A flare signal is red.\n\n"
        "A rocket is a tube that carries a flare signal up. A rocket is loud.\n\n"
        "A flag signal is a cloth that a crew hoists by day. A flag signal is cheap.\n\n"
        "A horn signal is a tone that a crew blows in fog. A horn signal is deep.\n"
    )
    options = [one.wrong for one in asked(of_definitions, text) if one.key == "flare signal"]
    assert options
    assert not [wrong for wrong in options if "rocket" in wrong]


def test_no_description_that_is_a_sentence_is_to_be_judged() -> None:
    text = (
        "# Store\n\n## Advice\n\n- Keys: the master of the store can still open the doors of the store at night\n"
        "- Seals: the master of the store should break the seals of the store at dawn\n"
        "- Lists: the master of the store will keep the lists of the store for a year\n"
    )
    assert not asked(of_pairs, text)


def test_no_more_than_two_lists_of_a_section_are_asked() -> None:
    lists = "".join(
        f"## Fittings of the {name}\n\n- {first} of oak\n- {second} of iron\n- {third} of hemp\n\n"
        for name, first, second, third in (
            ("bow", "Stems", "Hawses", "Bobstays"),
            ("stern", "Posts", "Rudders", "Sheets"),
            ("mast", "Trestles", "Hoops", "Shrouds"),
            ("hull", "Frames", "Bolts", "Seams"),
        )
    )
    read = corpus(f"# Boats\n\nBoats have parts. The parts are old. The crew knows them all.\n\n{lists}")
    shown = tuple(Piece(place, place.text) for place in read.places if place.kind != "heading")
    brief = Brief.model_validate({"title": "Craft", "lessons": 1, "sections_per_lesson": 1, "depth": "deep"})
    checks = write_checks(Setting(read, brief, "Craft", (), 0, shown))
    assert len([check for check in checks if "belong" in check.stem]) == 2


NESTED = """# Research

## Methods

The crew of a survey has many methods. Each of them has its own use.

- Sounding
    - A measurement of the depth of water from the deck of a vessel
    - See the book of the pilot.
- Dredging
    - A sweep of the floor of a harbour with a heavy net
- Mooring watch
    - A record of the rise of water at a quay during one moon
"""


def test_a_name_with_what_it_is_in_the_item_below_it_is_a_term() -> None:
    found = defined(NESTED)
    assert found["Dredging"].meaning == "A sweep of the floor of a harbour with a heavy net"
    assert {one.key for one in asked(of_definitions, NESTED)}
    lone = NESTED.replace("- Dredging\n", "- Dredging is slow.\n").replace(
        "- Mooring watch\n", "- Mooring watch is slow.\n"
    )
    assert "Sounding" not in defined(lone)


def test_a_meaning_is_told_without_its_details_where_it_cannot_be_told_with_them() -> None:
    text = (
        "# Watches\n\n## Policies\n\nA watch has one policy.\n\n- `Custom` - A watch that ends with the strength "
        "of the crew, including: `age`, `sleep` and `cold`. It is the oldest one.\n"
        "- `Queue` - A watch in which each sailor has one turn.\n"
        "- `Interest` - A watch that lasts while a sailor is curious.\n"
    )
    assert defined(text)["`Custom`"].meaning == "A watch that ends with the strength of the crew"


def test_a_heading_of_references_is_not_put_in_front_of_a_question() -> None:
    text = NESTED.replace("## Methods", "## References")
    assert not [one for one in asked(of_definitions, text) if one.stem.startswith("References")]


def test_a_kind_with_how_it_is_says_too_little_of_a_thing() -> None:
    text = "# Metals\n\n## Tin\n\n### Uses\n\nTin is a rather light metal. {} The crew likes tin.\n"
    other = "Bronze is a metal that founders pour into moulds of sand for bells of ships."
    assert not [one for one in asked(of_definitions, text.format(other)) if "rather light" in one.stem]


def test_what_a_thing_has_is_no_term_of_its_own() -> None:
    assert not defined("# Pumps\n\n## Range\n\nBilgemaster's range is a mix of suction hoses, valves and filters.\n")


def test_no_long_description_is_to_be_judged() -> None:
    said = "a gate of a canal that holds back the water of {} and lets it pass to the mills below the town{}"
    text = "# Gates\n\n## Kinds\n\n" + "".join(
        f"- {name}: {said.format(water, rest)}\n"
        for name, water, rest in (
            (
                "Sluice",
                "a pond in spring",
                ", so that all of the wheels can turn as one until the first frost of the year",
            ),
            ("Weir", "a river in autumn", ", so that none of the wheels has to stand until the last frost of the year"),
            ("Lock", "a basin in winter", ", so that some of the wheels can rest until the long thaw of the year"),
        )
    )
    assert not asked(of_pairs, text)
