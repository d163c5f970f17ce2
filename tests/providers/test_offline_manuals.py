"""What manuals, glossaries and passing names give to ask about, and what is left alone in them."""

import pytest

from learning.brief import Brief
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.corpus_reader import read_corpus
from providers.offline.reading.facts.manuals import bare
from providers.offline.writing.questions.of_definitions import of_definitions
from providers.offline.writing.questions.question import Question, Setting
from providers.offline.writing.runs import Piece
from sources import read_source

LOCK = """# Lock Keeper

## lock.open(gate[, options])

- `side` {string} Name of the gate that is opened. Default: `upper`.
- `speed` {number} Centimetres that the water rises in a minute.
- `crew` {string[]} People who are warned before the water moves.
- `paint` {string} Old tools can be hired by the hour from the yard next door.
- `callback` {Function} Told of each boat that has left the chamber.

Opens the given gate as soon as both levels agree.

## lock.close(gate)

- `callback` {Function} Called after the last lamp of the gate.

Closes the given gate and turns the lamps to red.

## lock.drain(chamber)

Lets the water of a chamber run down to the lower level.

## Logbook

To print the boats of the day, run:

```
keeper log --today
```

To send a boat to the back of the line, type:

```
keeper queue --last
```

To mark a gate as broken in the books, enter:

```
keeper report --damage
```

It rained on Sunday, and the log `values` in the drawer will be ignored by the harbour master until further notice.
"""
RIVER = """# Rivers

## How valleys form

Running water carries rock away in a process called erosion. The sand of a slow river sinks in a process called
deposition. Rock that crumbles in the frost does so in a process called weathering.
Erosion is strong in the hills, deposition near the sea, and weathering
everywhere. Deposition builds deltas, weathering makes soil, and erosion cuts valleys. A meander is a bend in which the
outer bank loses what the inner bank gains. Boys fish there in summer for something called luck.

## Glossary

- meander: a bend of a river between two banks
- delta: land that a river builds where it meets the sea
- gorge: a narrow valley with steep walls of rock
- spring: a place where water comes out of the ground
- weir: a low wall that holds a river back
- ford: a shallow place where a river can be crossed
"""


def corpus_of(text: str) -> Corpus:
    return read_corpus([read_source(text.encode(), "notes.md").model_copy(update={"id": "s1"})], "en")


def setting_of(corpus: Corpus, headings: set[str]) -> Setting:
    """A section that shows all blocks under some headings."""
    places = [place for place in corpus.places if set(place.block.heading_path) & headings and place.kind != "heading"]
    pieces = tuple(Piece(place, place.text) for place in places)
    brief = Brief(title="A day at work", lessons=1, sections_per_lesson=1)
    return Setting(corpus, brief, "A day at work", [], 0, pieces)


def test_options_of_a_function_are_told_by_what_the_list_says_of_them() -> None:
    found = {one.term: one.meaning for one in corpus_of(LOCK).definitions.all if one.family}
    assert found["`side`"] == "Name of the gate that is opened"
    assert found["`speed`"] == "Centimetres that the water rises in a minute"
    assert found["`lock.open()`"] == "opens the given gate as soon as both levels agree"
    assert "`paint`" not in found


def test_a_parameter_that_means_something_else_elsewhere_is_not_asked_about() -> None:
    corpus = corpus_of(LOCK)
    asked = {one.term for one in corpus.definitions.all if corpus.definitions.can_be_asked(one)}
    assert "`callback`" not in asked
    assert {"`crew`", "`speed`", "`lock.drain()`"} <= asked


def test_a_command_is_asked_for_by_the_aim_that_leads_to_it() -> None:
    questions = {one.key: one for one in of_definitions(setting_of(corpus_of(LOCK), {"Logbook"}))}
    last = questions["`keeper queue --last`"]
    assert "send a boat to the back of the line" in last.stem
    assert set(last.wrong) == {"`keeper log --today`", "`keeper report --damage`"}
    assert "`values`" not in questions


def test_options_beside_each_other_are_of_one_list() -> None:
    corpus = corpus_of(LOCK)
    family = {"`side`", "`speed`", "`crew`"}
    questions: list[Question] = of_definitions(setting_of(corpus, {"lock.open(gate[, options])"}))
    for question in (one for one in questions if one.key in family):
        assert set(question.wrong) <= family | {"`callback`"}


def test_a_glossary_defines_what_the_section_teaches_and_nothing_else() -> None:
    questions = of_definitions(setting_of(corpus_of(RIVER), {"How valleys form"}))
    about = {topic for question in questions for topic in question.topics}
    assert "meander" in about
    assert not about & {"gorge", "spring", "weir", "ford"}


def test_a_meaning_ends_where_another_clause_begins() -> None:
    text = (
        "# Locks\n\n## Gates\n\nThe name PAL stands for pair of angled leaves, and a lock has two of them. A sill is a "
        "bar of wood, stone, or iron under a gate."
    )
    found = {one.term: one.meaning for one in corpus_of(text).definitions.all}
    assert found == {"PAL": "pair of angled leaves", "sill": "a bar of wood, stone, or iron under a gate"}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("`--level=<none|full> [default: none]`", "`--level`"),
        ("`--level`", "`--level`"),
        ("`--log FILE`", "`--log`"),
        ("`level=3`", "`level=3`"),
    ],
)
def test_an_option_is_named_without_its_values(written: str, name: str) -> None:
    assert bare(written) == name
