"""What is left of a text where something of it is not shown: nothing torn, nothing that points to what is missing."""

from __future__ import annotations

import pytest

from providers.language.referrals import sends_away, without_referrals
from providers.language.sentences import spans
from tests.providers.test_offline_pointers import shown_of


@pytest.mark.parametrize(
    "sentence",
    [
        "For more details on mills, see the post of the miller and his talk.",
        "For a list of all mills, see https://example.org/mills.",
        "To learn more about mills, we recommend this book.",
        "If the wheel is of oak, see Oak Wheels.",
        "We will come back to the wheel later.",
        "The wheel is like the one that we covered in Wheels.",
        "There are many tutorials that show how to build a mill.",
        "Be sure to read the wheel guide or check out the mill docs.",
        "Das Rad wird zu einem späteren Zeitpunkt eingeführt.",
        "Weitere Informationen zu Mühlen finden Sie im Anhang.",
        "Para más detalles, el molinero escribió un libro.",
        "Veremos la rueda más adelante.",
        "Pour plus de détails, le meunier a écrit un livre.",
        "Nous verrons la roue plus tard.",
    ],
)
def test_a_sentence_that_sends_the_reader_on_is_known(sentence: str) -> None:
    assert sends_away(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "You will see the value that you pass to the wheel later in the year.".replace("see", "store"),
        "For more water, open the gate.",
        "Visitors see the wheel turn.",
        "The miller read the letter and refers to the wheel.",
        "Der Müller sieht später das Rad.",
        "El molinero ve la rueda.",
        "Le meunier voit la roue.",
    ],
)
def test_a_sentence_that_tells_something_is_none(sentence: str) -> None:
    assert not sends_away(sentence)


def test_brackets_that_put_off_are_cut_out() -> None:
    assert without_referrals("The wheel turns (more on this in Wheels).") == "The wheel turns."
    assert without_referrals("The wheel turns (why?) by day — see here for more.") == "The wheel turns by day."
    assert without_referrals("Das Rad dreht sich (mehr dazu im Kapitel Räder).") == "Das Rad dreht sich."
    assert without_referrals("The wheel (of oak) turns.") == "The wheel (of oak) turns."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Name the wheel, e.g. `oak`, and turn it. It stops.", "en"),
        ("Das Rad heißt z. B. `Eiche` und dreht sich. Es hält.", "de"),
        ("La rueda se llama p. ej. `roble` y gira. Para.", "es"),
    ],
)
def test_no_sentence_ends_behind_for_example(text: str, language: str) -> None:
    assert len(spans(text, language)) == 2


async def test_what_only_sends_on_is_missed_by_nothing() -> None:
    shown = await shown_of("The wheel turns. For more details, see Wheels. Moreover, the mill has a red door.")
    assert "see Wheels" not in shown
    assert "red door" in shown


async def test_a_list_of_links_goes_with_its_lead_in() -> None:
    shown = await shown_of(
        "The wheel turns.\n\nFor more details on wheels, see these posts:\n\n- Old Wheels\n- New Wheels"
    )
    assert "Wheels" not in shown


async def test_a_sentence_around_a_listing_is_whole_or_not_there() -> None:
    code = "```c\nturn(wheel);\n```"
    shown = await shown_of(
        f"The wheel turns.\n\nA wheel that one turns with\n\n{code}\n\n...stops when the water falls."
    )
    assert "...stops when the water falls." in shown
    shown = await shown_of(f"The wheel turns.\n\nA wheel that one turns with\n\n{code}\n\n...stops as Figure 7 shows.")
    assert "one turns with" not in shown
    assert "turn(wheel)" not in shown


async def test_a_formula_below_a_whole_sentence_is_shown() -> None:
    shown = await shown_of("The wheel has a speed, which depends on the height alone.\n\n$$v = 2 h$$")
    assert "$$v = 2 h$$" in shown


async def test_a_quotation_keeps_its_lead_in() -> None:
    shown = await shown_of("The wheel turns.\n\nConsider what the miller says of the wheel:\n\n> A wheel never tires.")
    assert shown.index("Consider what") < shown.index("> A wheel never tires.")


async def test_what_is_supposed_goes_where_nothing_is_said_of_it() -> None:
    shown = await shown_of("The wheel turns.\n\nLet $w$ be a wheel.\n\n- The wheel of Figure 7 turns.\n- See Figure 8.")
    assert "Let $w$" not in shown
    shown = await shown_of("The wheel turns.\n\nLet $w$ be a wheel. The mill turns it by day.")
    assert "Let $w$" in shown


async def test_a_list_without_its_first_items_has_no_numbers() -> None:
    items = "1. The wheel {{of}} oak.\n2. The wheel of elm.\n3. The wheel of ash."
    shown = await shown_of(f"The mill has three wheels:\n\n{items}")
    assert "2." not in shown
    assert "- The wheel of elm." in shown
    shown = await shown_of("The mill has two wheels:\n\n1. The wheel of elm.\n2. The wheel of ash.")
    assert "2. The wheel of ash." in shown


async def test_code_with_gaps_and_questions_to_the_reader_are_left_out() -> None:
    shown = await shown_of("The wheel turns.\n\nFill in the gap:\n\n```c\nturn([_____]);\n```")
    assert "gap" not in shown
    shown = await shown_of("The wheel turns.\n\n> How would you turn your wheel by night?")
    assert "by night" not in shown


async def test_a_task_on_code_that_is_elsewhere_is_left_out() -> None:
    shown = await shown_of(
        "The wheel turns.\n\n```python\n{{#include wheel.py}}\n```\n\nOak is heavy.\n\n"
        "Check it:\n\n```console\n$ wheel\nturns\n```"
    )
    assert "Check it" not in shown
    assert "$ wheel" not in shown


async def test_a_formula_that_begins_like_an_element_stays_one() -> None:
    assert "< r" in await shown_of("The group $G = \\left<r, s\\right>$ has two wheels.")
