"""Sentences that speak of what one cannot see or look up, lead-ins, and headings that say nothing alone."""

from __future__ import annotations

import pytest

from providers.language.cleanliness import is_clean
from providers.language.headings import clean_heading, hangs, is_generic
from providers.language.pointers import kind_above, looks_at_a_picture, without_pointers
from providers.language.sentences import spans
from providers.language.tables import language_of
from providers.language.tables.english import ENGLISH
from providers.offline.reading.corpus_reader import read_corpus
from providers.offline.writing.citing import Citations
from providers.offline.writing.prose import Piece, render
from tests.providers.test_offline_questions import PLAIN, read, section_of

REST = PLAIN.rpartition("## By the River")[2]
REACHED = "The willow line marks the edge of the meadow."


async def shown_of(told: str) -> str:
    content, severe = await section_of(f"# Walks\n\n## By the Mill\n\n{told}\n\n{REACHED}\n\n## By the River\n{REST}")
    assert severe == []
    assert REACHED in content.explanation
    return content.explanation


@pytest.mark.parametrize(
    "sentence",
    [
        "The next figure illustrates the mill.",
        "In the above graph, the mill stands at the crossing of the two lines.",
        "The shaded area is the meadow of the miller.",
        "Here is a plot of both rivers.",
        "The mill is marked by a red dot.",
        "Die folgende Abbildung zeigt die Mühle.",
        "Im Diagramm steht die Mühle links.",
        "Die gestrichelte Linie ist der Bach.",
        "Le schéma ci-dessous montre le moulin.",
        "La zone hachurée est le pré du meunier.",
        "La siguiente imagen muestra el molino.",
        "La línea discontinua es el arroyo.",
        "The mill on the bank (left) is old.",
    ],
)
def test_a_sentence_about_a_picture_needs_it(sentence: str) -> None:
    assert looks_at_a_picture(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A graph has nodes and edges.",
        "The first graph has nodes, and this graph has edges.",
        "The graph of a function may cross both axes.",
        "A line of red bricks marks the mill.",
        "Das Bild einer Abbildung ist eine Menge.",
        "Une figure plane a deux dimensions.",
        "Una imagen ISO contiene un disco.",
        "For example, here's a dictionary that maps words to numbers.",
        "This image is pulled from a registry.",
    ],
)
def test_a_sentence_that_names_figures_may_be_about_them(sentence: str) -> None:
    assert not looks_at_a_picture(sentence)


def test_a_reference_beside_a_sentence_is_cut_out_of_it() -> None:
    assert without_pointers("As noted in @ref(sec:mill), the wheel turns.") == "The wheel turns."
    assert without_pointers("The wheel turns (see § 4), and the mill works.") == "The wheel turns, and the mill works."
    assert without_pointers("The wheel of @ref(mill) turns.") == "The wheel of @ref(mill) turns."


async def test_a_short_line_before_a_formula_is_no_heading_of_it() -> None:
    shown = await shown_of(
        "The wheel turns with the river.\n\nIts speed is given by\n\n$$v = 2 h$$\n\nwhere $h$ is its height."
    )
    assert "Its speed is given by [^" in shown
    assert "**Its speed" not in shown


@pytest.mark.parametrize(
    "lead", ["The second mill\n\n- turns by day\n- rests by night", "It is made by\n\n```c\nmake(mill);\n```"]
)
async def test_a_line_that_goes_on_in_a_list_or_code_is_no_heading_of_it(lead: str) -> None:
    assert f"**{lead.partition(chr(10))[0]}" not in await shown_of(f"The wheel turns with the river.\n\n{lead}")


async def test_a_short_line_about_a_figure_goes_with_the_code_that_draws_it() -> None:
    shown = await shown_of(
        "The wheel turns with the river.\n\nThe next figure illustrates\n\n```python\nplot(mill)\n```"
    )
    assert "figure" not in shown
    assert "plot" not in shown


async def test_what_goes_on_from_a_lost_sentence_goes_with_it() -> None:
    lost = "Figure 7 shows three mills. In each of these mills a wheel turns. Can you see what they have in common?"
    shown = await shown_of(f"Wheels turn with the river. {lost}")
    assert "Wheels turn with the river." in shown
    assert "these mills" not in shown
    assert "in common" not in shown
    shown = await shown_of(
        "Wheels turn with the river. Figure 7 shows three mills. For each mill, it names the miller."
    )
    assert "names the miller" not in shown


async def test_a_sentence_that_speaks_of_what_follows_needs_nothing_before_it() -> None:
    lead = "The following function turns the wheel. It stops in winter."
    shown = await shown_of(f"See Figure 7:\n\n```c\nopen(gate);\n```\n\n{lead}\n\n```c\nturn(wheel);\n```")
    assert lead in shown
    assert "turn(wheel)" in shown


async def test_the_end_of_a_sentence_that_a_box_cut_in_two_is_left_out() -> None:
    shown = await shown_of("The wheel of the mill turns.\n\nand it stops in winter, when the river is frozen.")
    assert "stops in winter" not in shown


async def test_a_formula_of_commands_that_nobody_defines_takes_its_sentence_along() -> None:
    shown = await shown_of(
        r"The wheel turns with the river. It is true that $A \eland B$ holds. The mill has a red roof."
    )
    assert "eland" not in shown
    assert "The mill has a red roof." in shown
    assert is_clean(r"The sum is $\frac{1}{2} \le x$.")
    assert not is_clean(r"The sum is $\half \le x$.")


async def test_a_summary_says_nothing_of_what_is_not_there() -> None:
    lost = "A mill is a house by the river that grinds grain, as @ref(fig-mill) shows."
    content, _ = await section_of(f"# Walks\n\n## By the Mill\n\n{lost}\n\n{REACHED}\n\n## By the River\n{REST}")
    assert "@ref" not in content.summary


async def test_a_list_of_the_headings_below_is_no_text() -> None:
    shown = await shown_of(
        "- By the Mill\n- By the River\n- By the Sea\n\nThe wheel turns with the river.\n\n## By the Sea\n\n"
    )
    assert "- By the" not in shown


@pytest.mark.parametrize(
    "note",
    [
        "If you know mills you can jump to the next section.",
        "In this chapter, we will learn about mills.",
        "The mill is the topic of later chapters.",
    ],
)
async def test_what_an_author_says_of_the_book_is_left_out(note: str) -> None:
    assert note[:20] not in await shown_of(f"The wheel turns with the river. {note}")


def test_initials_end_no_sentence_before_a_name() -> None:
    text = "They vote in the U.S. Senate election of spring. They live in the U.S. The mill is old."
    assert [span.text for span in spans(text, "en")] == [
        "They vote in the U.S. Senate election of spring.",
        "They live in the U.S.",
        "The mill is old.",
    ]


@pytest.mark.parametrize(
    ("heading", "does"),
    [
        ("In Function Definitions", True),
        ("Relationships", True),
        ("Mit Seilen", True),
        ("`for`", False),
        ("Mills and Rivers", False),
    ],
)
def test_headings_that_need_the_one_above(heading: str, does: bool) -> None:
    assert hangs(heading, ENGLISH) is does


@pytest.mark.parametrize(
    "heading",
    [
        "Address is 1110101, and is exactly where we want our",
        "be read from, written to, or executed from. Again, accessing a page in a",
        "It into the register. The program has now succeeded at loading a value",
        "A list of the",
    ],
)
def test_running_text_is_no_title(heading: str) -> None:
    assert is_generic(heading, ENGLISH)


def test_a_proof_in_another_language_does_not_begin_in_english() -> None:
    told = {"fr": "Soit une roue du moulin et soit la rive de la rivière.", "en": "The wheel of the mill is old."}
    for language, shown in (("fr", told["fr"]), ("en", f"Proof. {told['en']}")):
        place = read_corpus([read(f"# W\n\nProof. {told[language]}\n")], language).places[-1]
        assert render([Piece(place, place.text)], Citations()).startswith(shown)


def test_a_number_that_touches_its_heading_goes() -> None:
    assert clean_heading("2.2.1Representing Sequences", ENGLISH) == "Representing Sequences"


async def test_questions_that_nobody_answers_and_names_of_whom_a_text_quotes_are_left_out() -> None:
    shown = await shown_of(
        "The wheel turns with the river.\n\nWhat do you see there? Why?\n\n--Ann Miller, letter of May."
    )
    assert "do you see" not in shown
    assert "Ann Miller" not in shown


async def test_a_lead_in_is_shown_without_the_number_of_its_listing() -> None:
    shown = await shown_of("The wheels turn as those in Listing 4-2 do:\n\n- one by day\n- one by night")
    assert "Listing" not in shown


def test_a_heading_loses_the_word_by_which_it_goes_on() -> None:
    assert clean_heading("But mills are old", ENGLISH) == "Mills are old"
    assert clean_heading("Und nun der Fluss", language_of("de")) == "Nun der Fluss"


def test_a_section_of_one_hanging_heading_is_called_by_the_one_above_as_well() -> None:
    corpus = read_corpus([read(f"# Walks\n\n## Old Mills\n\n### With Wheels\n\n{REACHED}\n")], "en")
    assert [heading.text for heading in corpus.leaves[0].path][-2:] == ["Old Mills", "With Wheels"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("If the lock has the above structure, the keeper finds the gates.", ""),
        ("The map shown above can be folded.", ""),
        ("Here is a short form of the table above.", "table"),
        ("The above command opens the gate.", "code"),
        ("The formula given above holds for all locks.", "formula"),
        ("Mittels der obigen Formeln wird der Druck berechnet.", "formula"),
        ("Die obige Tabelle nennt alle Schleusen.", "table"),
        ("Le tableau ci-dessus nomme les écluses.", "table"),
        ("La tabla de arriba nombra las esclusas.", "table"),
        ("The water rises above the gate.", None),
        ("As shown above, the keeper waits.", None),
        ("Das Wasser steigt nach oben.", None),
    ],
)
def test_what_a_sentence_says_to_stand_above_it_is_of_a_kind(sentence: str, kind: str | None) -> None:
    assert kind_above(sentence) == kind


TABLE = "| Lock | Gates |\n| --- | --- |\n| Upper | two gates |\n| Lower | three gates |\n"


async def test_what_is_said_of_the_table_above_needs_a_table_above() -> None:
    told = "The table above leaves out the weirs of the river and the old mill."
    assert told not in await shown_of(f"The keeper has a list of locks.\n\n{told}")
    assert told in await shown_of(f"The keeper has a list of locks:\n\n{TABLE}\n{told}")


@pytest.mark.parametrize(
    "left_out",
    [
        "Look at the water as it comes back to the upper gate.",
        "Can you see the water rise behind the gate?",
        "[10 minute activity: The trainer shows the map of the river and hands out the pens.]",
        "Keep or return to the image of the river.",
    ],
)
async def test_tasks_on_what_is_not_shown_and_notes_to_teachers_are_left_out(left_out: str) -> None:
    before = "The picture above shows the gates." if left_out.startswith(("Look", "Can")) else ""
    shown = await shown_of(f"The water rises to the upper gate.\n\n{before} {left_out}\n\nThe mill stands at the weir.")
    assert left_out.strip("[]") not in shown
    assert "The mill stands at the weir." in shown


async def test_what_announces_a_listing_of_another_file_is_left_out() -> None:
    announced = "Let's see in some detail how the upper lock fills."
    shown = await shown_of(f"{announced}\n\n```text\n…\n```\n\nThe mill stands at the weir.")
    assert announced not in shown
    assert "The mill stands at the weir." in shown
