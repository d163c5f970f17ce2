"""Options and gaps beside the text: what it sets off, what it lists together, what it says by the way."""

from __future__ import annotations

import pytest

from learning.checks import Check
from learning.checks.review import flaws_of, said_in
from learning.section import SectionContent
from learning.source import Block, SourceDocument
from tests.learning.short_checks import choice, gap, letters

BOATS = SectionContent(
    explanation="""## Parts of a Sailing Boat

The **keel** is the long beam at the bottom of a boat. A keel keeps the boat upright. Without a keel a boat drifts.
The parts of the rig are the mast, the boom and the gaff. A **sheet** is the rope that trims a sail.
A sheet runs through a block. One skipper keeps a lantern on the shelf of the cabin.
Last summer a postcard came from the lighthouse. The number of planks sets the width of a hull.
The number of planks and the number of ribs set the strength of a hull. In rain the deck is slippery.
A letter about the regatta lay on the bench. Ships from Bergen were moored in Tromsø.
The harbour was built by Olaf Lund in Bergen."""
)
SAID = said_in(BOATS)


@pytest.mark.parametrize(
    ("check", "found"),
    [
        (
            choice("What is the beam at the bottom of a boat called?", "keel", "lantern", "postcard", "regatta"),
            {"IMPL"},
        ),
        (choice("What is the beam at the bottom of a boat called?", "keel", "sheet", "mast", "boom"), set()),
        (choice("A boat drifts without a ____.", "keel", "summary", "footnote"), {"IMPL"}),
        (choice("Which of these is a part of the rig?", "the mast", "the boom", "the keel"), {"MULTI"}),
        (choice("Which part trims a sail?", "the sheet", "the mast", "the boom"), set()),
        (choice("What sets the width of a hull?", "the number of planks", "the number of ribs", "the mast"), set()),
        (choice("Which part is the rope that trims a sail?", "the keel", "the sheet", "the mast"), {"KEY"}),
        (choice("Who built the harbour?", "Olaf Lund", "Bergen", "two old sailors"), {"IMPL"}),
        (choice("Who built the harbour?", "Olaf Lund", "Kari Dahl", "Nils Moe"), set()),
        (gap("Parts of a Sailing ____", "Boat"), {"FRAG"}),
        (gap("In rain the deck is ____.", "slippery"), {"BLANK"}),
    ],
)
def test_a_check_is_read_beside_what_its_text_sets_off(check: Check, found: set[str]) -> None:
    assert {flaw.letters for flaw in flaws_of(check, SAID)} == found


def test_a_sentence_that_a_section_repeats_of_its_source_is_said_once() -> None:
    text = (
        "The cook boils the rice in a copper kettle. Rice swells. Rice needs water. A cook needs rice. Rice is cheap."
    )
    block = Block(id="b1", kind="paragraph", text=text)
    source = SourceDocument(filename="rice.md", media_type="text/markdown", title="Rice", characters=9, blocks=(block,))
    check = gap("The cook boils the rice in a copper ____.", "kettle")
    for said in (said_in(None, source), said_in(SectionContent(explanation=text), source)):
        assert {flaw.letters for flaw in flaws_of(check, said)} == {"BLANK"}


def test_a_heading_of_the_source_is_no_question() -> None:
    blocks = (Block(id="b1", kind="heading", text="the care of ropes", level=2),)
    source = SourceDocument(filename="a.md", media_type="text/markdown", title="A", characters=9, blocks=blocks)
    assert "FRAG" in {flaw.letters for flaw in flaws_of(gap("the care of ____", "ropes"), said_in(None, source))}


@pytest.mark.parametrize(
    ("flaw", "check"),
    [
        ("CUE", choice("What feeds the yeast?", "sugar", "the oven", "a spoon", "the table")),
        ("CUE", choice("What is in the dough?", "salt and yeast", "salt and milk", "yeast and oil", "egg and rum")),
        ("CUE", choice("What is kneaded?", "dough", "milk", "a long remark on the baking of bread in the old towns")),
        ("GRAM", choice("What do bakers heat first?", "the oven", "they are tired", "when it rains", "quickly")),
        ("IMPL", choice("Which word begins a loop?", "`while`", "`BreadMaker`", "`OvenDoor`", "`if`")),
        ("IMPL", choice("Which command bakes a page?", "`bake`", "`dough.html`", "`lib/oven.rb`", "`knead`")),
        ("TRIV", choice(
            "Bakers rise early in many towns, and their shops smell of warm bread long before others open, and "
            "poets have sung of that smell for ages. What makes bread rise?", "yeast", "salt", "water",
        )),
        ("CTX", gap("During this rest the dough doubles its ____.", "volume")),
        ("CTX", choice("How many loaves does the baker now have?", "two", "three", "four")),
        ("CTX", choice("Why was #752 not baked?", "it was wet", "it was dry", "it was cold")),
        ("CTX", gap("As the second plot shows, the ____ rises.", "dough")),
        ("CTX", gap("En este tipo de horno se usa la ____.", "leña")),
        ("CTX", gap("Bei diesem Ofen steigt die ____ nach oben.", "Wärme")),
        ("BLANK", gap("A sieve is a good ____ for flour.", "tool")),
        ("BLANK", gap("The dough is put into another ____.", "bowl")),
        ("BLANK", gap("Der Teig ist nach der Ruhe meist ____ zu kneten.", "leicht")),
        ("BLANK", choice("Kneading is a ____ to make dough smooth.", "way", "spoon", "loaf")),
    ],
)  # fmt: skip
def test_what_gives_away_or_asks_nothing(flaw: str, check: Check) -> None:
    assert flaw in letters(check)


@pytest.mark.parametrize(
    "check",
    [
        choice("What is the result of dividing by zero?", "`inf`", "`0`", "`1`", "an error"),
        choice("Which relation holds for the rates?", "p > q", "p < q", "p = q"),
        choice("What feeds the yeast?", "sugar", "salt", "water"),
        gap("What occupies space is called ____.", "matter"),
        choice("A ship meets a storm at sea with its cargo. What does its captain do first?", "reef", "anchor", "turn"),
    ],
)
def test_what_is_as_it_should_be(check: Check) -> None:
    assert letters(check) == set()
