"""Checks on what sentences say of the terms that a document sets off, and on the reasons that it gives."""

from __future__ import annotations

import pytest

from learning.section import Check
from providers.offline.reading.corpus_reader import read_corpus
from sources import read_source
from tests.providers.test_offline_questions import PLAIN, section_of

SAILS = """# Sails

## Kinds of Sails

A **mainsail** drives the boat on every course from a close reach to a run before the wind. A **staysail** fills the
room between two masts and steadies the boat in heavy seas. A **spinnaker** catches the wind from behind and lifts the
bow out of the water. The **topsail** reaches the wind above the trees along a river. Sailors talk about their sails
all day, and nobody minds. The old harbour has walls of grey stone, and gulls rest upon them in the evening when the
boats return. You should *never* sew alone. **Note** that a **storm jib** is not made for summer days. Children count
the masts from the pier, and the lamps go on one by one along the quay.
"""
REASONS = """# Care

## Sails and Weather

Sails wear out within some years of work. Because salt stiffens cotton within one season, owners rinse their sails
with fresh water. Because sunlight weakens thin nylon, spinnakers are kept in dark bags at sea. Because sharp corners
tear wet cloth, sewers round the edges of each patch. The old harbour has walls of grey stone, and gulls rest upon
them in the evening when the boats return.
"""
WHY = "What reason does the source give for this?"


def key(check: Check) -> str:
    return next(option.text for option in check.options if option.id == check.answer)


async def test_a_term_is_asked_for_by_what_its_sentence_says_among_terms_of_the_document() -> None:
    content, severe = await section_of(SAILS)
    asked = [check for check in content.checks if check.stem.startswith("____ ")]
    assert severe == []
    assert asked
    told = SAILS.replace("**", "").replace("\n", " ")
    for check in asked:
        assert {option.text for option in check.options} <= {"A mainsail", "A staysail", "A spinnaker", "The topsail"}
        assert check.stem.replace("____", key(check)) in told


async def test_aims_are_asked_for_among_other_aims() -> None:
    text = REASONS.split("Sails wear")[0] + (
        "Sails need care at all times. A rigger uses a needle to close small holes. A painter adds sand to the varnish "
        "to keep the wet deck rough. A captain measures the wind on deck to find the safest course. A cook takes the "
        "ladder to the galley. The old harbour has walls of grey stone, and gulls rest upon them in the evening.\n"
    )
    content, _ = await section_of(f"{text}\n{PLAIN.rpartition('## By the River')[2]}")
    asked = [check for check in content.checks if check.stem.endswith("result of this does the source name?")]
    aims = {"to close small holes", "to keep the wet deck rough", "to find the safest course"}
    assert asked
    assert all({option.text for option in check.options} == aims for check in asked)


async def test_reasons_are_asked_for_among_other_reasons() -> None:
    content, _ = await section_of(f"{REASONS}\n{PLAIN.rpartition('## By the River')[2]}")
    (asked,) = [check for check in content.checks if check.stem.endswith(WHY)]
    given = {
        "Owners rinse their sails with fresh water": "salt stiffens cotton within one season",
        "Spinnakers are kept in dark bags at sea": "sunlight weakens thin nylon",
        "Sewers round the edges of each patch": "sharp corners tear wet cloth",
    }
    assert {option.text for option in asked.options} == set(given.values())
    assert key(asked) == given[asked.stem.removesuffix(f".” {WHY}").removeprefix("“")]


@pytest.mark.parametrize(
    ("text", "language", "terms"),
    [
        ("Ein **Makerspace** stellt Geräte zum Ausprobieren in einem offenen Raum bereit.", "de", ["Makerspace"]),
        ("**Abfragesprachen** dienen dem Verweis auf einzelne Teile von Datensätzen.", "de", ["Abfragesprachen"]),
        ("Une **variable** garde une valeur sous un nom que le programme choisit.", "fr", ["variable"]),
        ("Un **fusible** corta la corriente cuando el cable se calienta demasiado.", "es", ["fusible"]),
        ("A **fuse** cuts the current when the wire grows too hot inside a wall.", "en", ["fuse"]),
        ("A **fuse** (see Figure 3) cuts the current when the wire grows hot.", "en", ["fuse"]),
        ("A **fuse** does not cut the current when the wire grows too hot.", "en", []),
        ("A **fuse** works like a switch, and it also shows where the fault lies.", "en", []),
        ("Remember that a **fuse** cuts the current when we least expect it.", "en", []),
        ("A **fuse** is very important to everybody in the house and garden.", "en", []),
        ("The kettle stands beside the sink where the lamp throws its light at night.", "en", []),
    ],
)
def test_what_sentences_say_of_terms(text: str, language: str, terms: list[str]) -> None:
    source = read_source(f"# Notes\n\n{text}\n".encode(), "a.md").model_copy(update={"id": "s1", "language": language})
    assert [one.term for one in read_corpus([source], language).subjects] == terms
