"""References and glossaries: functions, commands under headings and comments, terms that one section asks for."""

from learning.brief import Brief
from providers.offline.reading.corpus import Corpus
from providers.offline.writing.prose import Piece
from providers.offline.writing.questions.of_definitions import of_definitions
from providers.offline.writing.questions.of_grids import of_grids
from providers.offline.writing.questions.of_lists import of_enumerations, of_procedures
from providers.offline.writing.questions.question import Setting
from tests.providers.test_offline_kinds import asked, corpus, defined

FUNCTIONS = """# Sums

## Means

- [s, l] = bounds (x, dim): Return the smallest and largest values of the input. See the notes.
- spread (x): Compute the distance between the quartiles of a sample.
- tally (x, edges): Count the values of a sample between given marks.
"""

COMMANDS = """# Log

## Commands

### `log open`

Reads the pages of a voyage from the disk.

### `log seal`

Writes a stamp over the last page of a voyage.

### `log burn`

Removes every page that nobody has signed.
"""

COMMENTED = """# Log

## Daily work

```sh
# List the pages of the last voyage
log show --all

# Copy every page to the shore
log push harbour

# Remove pages that nobody signed
log burn --yes
```
"""

GLOSSARY = """# Rent

## Ceilings

A price ceiling keeps the rent below what owners ask for. Owners wait for the next spring. Tenants sleep on the quay
until the boats come in. Nobody in the harbour knows the price of a bed in winter.

## Floors

A price floor keeps the wage above what owners offer.

## Glossary

- price ceiling: a legal maximum price that owners may ask
- price floor: a legal minimum price that owners must pay
- scarcity: when wants exceed what the harbour can supply
- larva: (plural = larvae) young form of an insect before its change
- surplus: what remains on the quay when demand is met
- shortage: what lacks on the quay when demand is not met
"""


def test_functions_of_a_reference_are_defined_by_what_stands_behind_their_arguments() -> None:
    found = defined(FUNCTIONS)
    assert found["`bounds`"].meaning == "Return the smallest and largest values of the input"
    assert {"`spread`", "`tally`"} <= found.keys()


def test_a_command_that_is_a_heading_does_what_its_first_sentence_says_whatever_its_program_is_called() -> None:
    found = defined(COMMANDS)
    assert found["`log open`"].meaning == "reads the pages of a voyage from the disk"
    assert [question.wrong for question in asked(of_definitions, COMMANDS)]


def test_a_comment_says_what_the_line_below_it_does() -> None:
    found = defined(COMMENTED)
    assert found["`log push harbour`"].meaning == "copy every page to the shore"


def test_a_comment_over_several_lines_or_about_another_place_says_nothing() -> None:
    several = COMMENTED.replace("log push harbour", "log push harbour\nlog push shore")
    assert "`log push harbour`" not in defined(several)
    assert "`log push harbour`" not in defined(COMMENTED.replace("Copy every page", "Copy this page"))


def test_terms_of_a_list_may_take_up_their_own_words_and_begin_with_when() -> None:
    found = defined(GLOSSARY)
    assert found["price ceiling"].meaning == "a legal maximum price that owners may ask"
    assert found["scarcity"].meaning == "when wants exceed what the harbour can supply"
    assert found["larva"].meaning == "young form of an insect before its change"


def _asked_in(read: Corpus, heading: str, ordinal: int, sections: dict[str, int]) -> set[str]:
    brief = Brief.model_validate({"title": "Trade", "lessons": 1, "sections_per_lesson": 2})
    places = [place for place in read.places if place.block.heading_path[-1:] == (heading,)]
    shown = tuple(Piece(place, place.text) for place in places)
    setting = Setting(read, brief, heading, (), ordinal, shown, sections=sections)
    return {topic for question in of_definitions(setting) for topic in question.topics}


def test_a_term_of_a_glossary_is_asked_in_the_section_that_teaches_it_and_in_no_other() -> None:
    text = GLOSSARY.replace(
        "what owners offer.", "what owners offer. A price ceiling is a legal maximum price as well."
    )
    read = corpus(text)
    sections = {
        place.reference: 0 if place.block.heading_path[-1] == "Ceilings" else 1
        for place in read.places
        if place.block.heading_path[-1:] in (("Ceilings",), ("Floors",))
    }
    assert "price ceiling" in _asked_in(read, "Ceilings", 0, sections)
    assert "price ceiling" not in _asked_in(read, "Floors", 1, sections)


def test_rules_in_a_numbered_list_are_no_steps() -> None:
    rules = (
        "# Keys\n\n## Trust stores\n\n1. Keep the keys dry.\n2. Count the keys.\n3. Hide the keys.\n4. Sign for them.\n"
    )
    assert not asked(of_procedures, rules)
    assert asked(of_procedures, rules.replace("Trust stores", "Steps at the end of the day"))


def test_amounts_that_a_table_lists_beside_prices_are_not_asked() -> None:
    table = (
        "# Fuel\n\n| Price | Litres |\n|---|---|\n| $1.00 | 800 |\n| $1.20 | 700 |\n| $1.40 | 600 |\n| $1.60 | 550 |\n"
    )
    assert not asked(of_grids, table)


BEGINNINGS = """# Voyages

The crew of a boat has a long day. The pilot sleeps until the tide turns. The cook wakes the pilot with a bell. The
boy carries the charts to the bridge.

## Beginning a voyage

- Count the crew on the quay
- Fill the water casks
- Hoist the blue flag

## Closing a voyage

- Scrub the lower deck
- Pay the pilot in silver
- Return the charts ashore
"""


def test_lists_under_headings_beside_each_other_are_asked_against_each_other() -> None:
    questions = asked(of_enumerations, BEGINNINGS)
    assert len(questions) == 2
    assert not asked(of_enumerations, BEGINNINGS.replace("Return the charts ashore", "Count the crew on the quay"))


def test_a_thing_in_a_row_of_things_is_not_explained_by_the_next_one() -> None:
    assert not defined("# Log\n\nThey carry a Tide Mark, a duration field and one or two harbour names.\n")


def test_rows_that_a_listing_printed_are_not_asked() -> None:
    table = "# Crew\n\n{}\n\n| Berth | Sailor |\n|---|---|\n| bow | Roe |\n| stern | Lake |\n| midship | Dyer |\n"
    assert asked(of_grids, table.format("Every sailor has a berth in the boat."))
    assert not asked(of_grids, table.format("```sql\nSELECT berth, sailor FROM crew;\n```"))


def test_a_sentence_that_only_mentions_code_says_no_purpose() -> None:
    told = "# Log\n\nThe time of a page with the `push` command to the head of a list is the same at the tail.\n"
    assert "`push`" not in defined(told)


def test_who_somebody_was_in_a_story_is_no_definition() -> None:
    story = "# Piers\n\nIn 1889, the crew tore down Blackpier, a famous symbol of the quarrel between two harbours.\n"
    assert "Blackpier" not in defined(story)


def test_stages_of_a_story_are_no_steps() -> None:
    story = (
        "# Storms\n\nThese are the steps of a storm:\n\n1. We have a calm sea.\n2. The wind turns.\n3. A mast breaks.\n"
    )
    assert not asked(of_procedures, story)
