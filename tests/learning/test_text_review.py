"""Flaws of a text that a reader stumbles over, each shown by one, and texts that are sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.section import Example, SectionContent
from learning.teaching import untaught
from learning.text_review import review_text
from learning.wording import terms
from tests.learning import drafts

FIRST = "The moon lifts the water of the sea on the side that faces it."
LAST = "Twice a day the water rises and falls at every coast."


def codes(text: str) -> list[str]:
    return [finding.code for finding in review_text(SectionContent(explanation=text))]


@pytest.mark.parametrize(
    ("passage", "code"),
    [
        ("The tide follows the moon, as Figure 3 shows for a week.", "reference_dangling"),
        ("The height of a tide is listed in Table 2-1.", "reference_dangling"),
        ("As we have already seen, the sun pulls as well.", "reference_dangling"),
        ("The sun pulls as well (see below), though less.", "reference_dangling"),
        ("In the example above, the harbour lies in a bay.", "reference_dangling"),
        ("Wie bereits erwähnt, zieht auch die Sonne an dem Meer.", "reference_dangling"),
        ("Como vimos, el sol también tira de la masa del mar.", "reference_dangling"),
        ("The following diagram names the parts of a lock.", "reference_dangling"),
        ("In the picture on the left the gate of the lock is open.", "reference_dangling"),
        ("Listing 4 contains the whole program of the tide gauge.", "reference_dangling"),
        ("Die obige Formel gilt nur, solange der Wind nicht weht.", "reference_dangling"),
        ("El siguiente diagrama muestra las partes de una esclusa.", "reference_dangling"),
        ("gauge mean sd 1 2 3 4 5 6 7 8 9 0.4 1.2", "text_garbled"),
        ("$ gauge --read harbour 4.2 $ gauge --read mole 3.9", "text_garbled"),
        ("SELECT height FROM tides; height ------- 4.2 (1 row)", "text_garbled"),
        ("Subscribe to our newsletter for more tides.", "text_boilerplate"),
        ("Download the slides of the harbour master.", "text_boilerplate"),
        ("These are the kinds of tides that sailors tell apart:", "lead_in_alone"),
        ("Kinds of tides", "label_alone"),
        ("Filename: tides/main.py", "label_alone"),
        ("turns the gate and lets the boats go out to sea.", "passage_cut"),
        ("The height of the water at noon can be computed by", "passage_cut"),
        ("[3] Some harbours have no tide at all.", "text_boilerplate"),
        ("| Prev | Up | Next |\n| --- | --- | --- |\n| The moon | Home | The sun |", "text_boilerplate"),
        ("Copyright 2020 by the harbour. All rights reserved.", "text_boilerplate"),
        ("For more information on the harbour see the office.", "text_boilerplate"),
        ("`tides(bay)` Prints the tides of a bay.", "text_garbled"),
        ("`> bay <- 3 #` Deepen the bay by three.", "text_garbled"),
        ("The bays x1, x2, . . . are deep.", "text_garbled"),
        (FIRST, "paragraph_repeated"),
    ],
)
def test_each_flaw_of_a_passage_is_found(passage: str, code: str) -> None:
    assert codes(f"{FIRST}\n\n{passage}\n\n{LAST}") == [code]


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n\n`gauge` prints the height of the tide. It needs no name.\n\n{LAST}",
        f"{FIRST}\n\nThe following formula gives the height:\n\n$$h = a \\sin t$$\n\n{LAST}",
        f"{FIRST}\n\nThe readings are kept in the tides table of a database.\n\n{LAST}",
        f"There are two kinds of tides:\n\n- spring tides\n- neap tides\n\n{LAST}",
        "The height of the water can be computed by\n\n```\nheight(bay)\n```\n\nwhich takes the depth of the bay.",
        f"Figure 3: The tide of a week\n\nThe tide follows the moon, as Figure 3 shows.\n\n{LAST}",
        f"```\ntide()\n```\n\nIn the example above, the harbour is left out.\n\n{LAST}",
        f"## Kinds of tides\n\n{FIRST}\n\nHowever, the sun pulls as well. {LAST}",
        "潮汐は月の引力によって起こる。\n\nその高さは場所により異なる：\n\n満潮と干潮がある。"[:16],
        "Vuorovesi nousee kahdesti päivässä.\n\nSiksi satamat tarvitsevat taulukoita.",
        "Cependant la mer monte.\n\nElle descend ensuite, comme on le sait.",
        "Read the chapter on tides",
    ],
)
def test_sound_texts_are_not_accused(text: str) -> None:
    assert codes(text) == []


def test_what_begins_a_text_takes_up_nothing() -> None:
    assert codes(f"However, the sun pulls as well.\n\n{LAST}") == ["reference_dangling"]
    examples = [Example(title="Bay", body=f"This makes the water rise in the bay.\n\n{LAST}")]
    [finding] = review_text(SectionContent(explanation=FIRST, examples=examples))
    assert (finding.code, finding.pointer) == ("reference_dangling", "/examples/0/body")


def test_an_example_that_repeats_the_explanation() -> None:
    examples = [Example(title="Moon", body=FIRST)]
    [finding] = review_text(SectionContent(explanation=f"{FIRST}\n\n{LAST}", examples=examples))
    assert (finding.code, finding.pointer) == ("paragraph_repeated", "/examples/0/body")


def test_an_example_that_repeats_a_part_of_a_paragraph() -> None:
    part = SectionContent(explanation=f"{FIRST} {LAST}", examples=[Example(title="Moon", body=f"{FIRST}")])
    [finding] = review_text(part)
    assert (finding.code, finding.pointer) == ("paragraph_repeated", "/examples/0/body")
    more = SectionContent(explanation=FIRST, examples=[Example(title="Moon", body=f"{FIRST} {LAST}")])
    assert list(review_text(more)) == [], "an example may begin with what it shows"


def test_a_passage_that_takes_up_another_than_in_its_source() -> None:
    def found(*order: int) -> list[str]:
        texts = dict(enumerate(drafts.PARAGRAPHS, 1))
        texts[7] = f"However, {texts[7][0].lower()}{texts[7][1:]}"
        explanation = "\n\n".join(f"{texts[number]} [^c{number}]" for number in order)
        content = drafts.content(explanation=explanation)
        return [finding.code for finding in review_text(content, [drafts.source()])]

    assert found(5, 6, 7) == []
    assert found(1, 7) == ["passage_displaced"]


@pytest.mark.parametrize(
    ("objective", "language", "missing"),
    [
        ("Explain how yeast ferments dough", "en", ""),
        ("Explain how yeast ferments wine", "en", "“wine”"),
        ("Describe kneading", "en", "“kneading”"),
        ("Use yeast in an example of your own", "en", ""),
        ("Explain how a baker judges the risen loaf by hand", "en", ""),
        ("Explain tides, eclipses and comets", "en", "“tides”, “eclipses”, “comets”"),
        ("Erklären, wie Hefe Teig lockert", "de", "“Hefe”, “Teig”"),
        ("Explain “yeast” to a friend who bakes", "en", ""),
        ("Explain “wine” to a baker", "en", "“wine”"),
        ("Tell when dough has already risen properly", "en", ""),
    ],
)
def test_an_objective_is_taught_where_all_of_it_is_spoken_of(objective: str, language: str, missing: str) -> None:
    said = terms("\n".join(drafts.PARAGRAPHS), language)
    assert untaught(objective, said, language) == missing


def test_an_objective_in_another_language_is_taught_whatever_its_verb() -> None:
    assert untaught("Erklären, wie Hefe den Teig lockert", terms("Hefe lockert den Teig.", "de"), "de") == ""


def test_words_made_of_one_word_and_others_are_not_forms_of_one() -> None:
    said = terms("Die Wärmeströmung trägt Wärme.", "de")
    assert untaught("Die Wärmestrahlung erklären", said, "de") == "“Wärmestrahlung”"
    assert untaught("Wärmeströmungen erklären", said, "de") == ""


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_can_be_read(explanation: str, body: str) -> None:
    content = drafts.content(explanation=explanation, examples=[Example(title="A", body=body)])
    for finding in review_text(content, [drafts.source()]):
        assert finding.severity == "warning"
        assert finding.detail
