"""Facts that are asked about and named in objectives: what tables, passing names and code in sentences give."""

import pytest

from learning.brief import Brief
from providers.language.sentences import is_aside
from providers.language.tables import language_of
from providers.offline import OfflineText
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.corpus_reader import read_corpus
from providers.offline.writing.questions.of_abbreviations import of_abbreviations
from providers.offline.writing.questions.of_code import of_code
from providers.offline.writing.questions.of_definitions import of_definitions
from providers.offline.writing.questions.of_grids import of_grids
from providers.offline.writing.questions.question import Setting, balanced
from providers.offline.writing.runs import Piece
from sources import read_source
from tests.providers.conftest import document, write_outline

HARBOUR = """# The harbour desk

## Signals

| Lamp | Sense |
|---|---|
| green | a boat may enter the chamber at once |
| amber | a boat has to wait for the next turn |
| violet | the keeper has left the desk for the night |
| white | the water is still running through the sluice |

| Boat | Length |
|---|---|
| Anna | 312 |
| Berta | 418 |
| Clara | 509 |
| Dora | 677 |

## Names

The wall that divides two chambers is known as the "head wall" among keepers. A head wall stands on rock. Water that
finds its way through a gate is lost in a process called seepage. Seepage grows with age. The bend in front of a lock is
called the forebay by everybody. The forebay is wide. A sill is a bar of oak under the gate that keeps the water back.
The sill is old. The boatman ties up to a post called a bollard. A bollard is made of iron.

## Desk

The `tally` command counts the boats that have passed since midnight. The `sweep` command clears the board of all boats
that are gone. The `dredge` command orders a digger for a channel that has silted up. You can
warn all crews of high water with `horn_now()`. You can close both gates against a flood by calling `shut_gates()`.
You can send a diver down to the lower sill using `send_diver()`. The `tally` command also prints the names of captains
who forgot to pay. An example of the `sweep` command hangs over the desk of each keeper.

Nobody may touch `sweep`, `dredge`, `shut_gates()` or `send_diver()` at night, nor `tally` and `horn_now()` at noon.
"""
USES = {
    "en": ("You can add a second name for a boat with `alias`.", "add a second name for a boat"),
    "es": ("Para contar los barcos de la noche, use la orden `cuenta`.", "contar los barcos de la noche"),
    "fr": ("La commande `port` permet de compter les bateaux de la nuit.", "compter les bateaux de la nuit"),
    "de": ("Mit dem Befehl `hafen` können Sie die Boote der Nacht zählen.", "die Boote der Nacht zählen"),
}
DOES = {
    "es": "La orden `cuenta` muestra los barcos que pasaron de noche.",
    "fr": "La commande `port` affiche les bateaux de la nuit.",
    "de": "Der Befehl `hafen` bestimmt die Zahl der Boote in der Nacht.",
}


def corpus_of(text: str, language: str = "en") -> Corpus:
    return read_corpus([read_source(text.encode(), "notes.md").model_copy(update={"id": "s1"})], language)


def setting_of(heading: str) -> Setting:
    corpus = corpus_of(HARBOUR)
    places = [place for place in corpus.places if heading in place.block.heading_path and place.kind != "heading"]
    pieces = tuple(Piece(place, place.text if place.is_prose else "") for place in places)
    return Setting(corpus, Brief(title="A day", lessons=1, sections_per_lesson=1), "A day", [], 0, pieces)


def test_a_table_of_two_columns_defines_the_names_in_its_first_one() -> None:
    setting = setting_of("Signals")
    found = {one.term: one.meaning for one in setting.corpus.definitions.all}
    assert found["violet"] == "the keeper has left the desk for the night"
    assert "Lamp" not in found
    assert {topic for question in of_definitions(setting) for topic in question.topics} <= set(found)


def test_numbers_without_a_unit_are_not_asked_for() -> None:
    assert [question for question in of_grids(setting_of("Signals")) if question.key.isdigit()] == []


def test_code_is_asked_for_where_the_sentence_says_what_it_does_among_code_of_the_same_role() -> None:
    asked = {one.key: one for one in of_code(setting_of("Desk"))}
    assert asked["`tally`"].stem == "The ____ command counts the boats that have passed since midnight."
    assert set(asked["`tally`"].wrong) == {"`sweep`", "`dredge`"}
    assert set(asked["`horn_now()`"].wrong) == {"`shut_gates()`", "`send_diver()`"}


@pytest.mark.parametrize("language", sorted(USES))
def test_a_sentence_says_what_code_serves_to(language: str) -> None:
    sentence, aim = USES[language]
    found = corpus_of(f"# Notes\n\n{sentence}\n", language).definitions.all
    assert [(one.meaning, one.is_purpose) for one in found] == [(aim, True)]


@pytest.mark.parametrize("language", sorted(DOES))
def test_a_sentence_says_what_code_does_in_any_language(language: str) -> None:
    found = corpus_of(f"# Notes\n\n{DOES[language]}\n", language).definitions.all
    assert [one.is_doing for one in found] == [True]


def test_of_options_that_read_alike_the_nearest_stays_in_its_place() -> None:
    assert balanced("sill", ["gate", "post", "wall", "Gate"]) == ("gate", "post", "wall")


async def test_objectives_name_what_the_section_teaches(writer: OfflineText) -> None:
    more = " ".join(f"A keeper of lock {number} writes the height of the water down at noon." for number in range(12))
    source = read_source(f"{HARBOUR}\n{more}\n".encode(), "harbour.md")
    brief = Brief(title="Harbour", depth="overview", lessons=1, sections_per_lesson=1)
    outline = await write_outline(writer, brief, [document(list(source.blocks))])
    objectives = [objective for section in outline.all_sections() for objective in section.objectives]
    assert "Use `horn_now()` to warn all crews of high water" in objectives
    assert not any("is about" in objective or "main points" in objective for objective in objectives)


def test_a_text_may_begin_with_what_there_is() -> None:
    corpus = corpus_of("# Locks\n\n## Ways\n\nThere are two ways to empty a lock.\n\nThere are more of them at sea.\n")
    assert [place.points_back for place in corpus.places if place.is_prose] == [False, True]


OPTIONS = """# Keeper

The keeper opens and shuts the lock all day. Nobody else may touch the gates. A lamp tells the boats when to come.

## Options

- `-g` GATE, `--gate=`GATE: Close one door only, and leave the other open.

  It may be given twice.

- `-n`, `--night`: Light the lamps before a boat comes in.

- `-w` HEIGHT, `--water=`HEIGHT: Stop as soon as the level reaches a mark on the wall.
"""


def test_options_with_several_spellings_are_of_one_list_under_their_long_names() -> None:
    found = corpus_of(OPTIONS).definitions.all
    assert [one.term for one in found if one.is_code] == ["`--gate`", "`--night`", "`--water`"]
    assert len({one.family for one in found if one.is_code}) == 1


def test_a_sentence_about_something_else_names_a_thing_by_the_way() -> None:
    told = "This gap in height between two gates, called the lift, drives the mill. Doors, known as wings, are old."
    found = corpus_of(f"# Locks\n\n{told}\n").definitions.all
    assert [(one.term, one.meaning) for one in found] == [("lift", "gap in height between two gates")]


def test_an_abbreviation_is_asked_for_where_the_text_explains_it_and_goes_on_to_use_it() -> None:
    text = (
        "# Locks\n\nBoats book the upper lock chamber (ULC) by radio. The lower basin (LB) is free. Nobody sleeps in "
        "the ULC. The ULC has two lamps."
    )
    corpus = corpus_of(text)
    pieces = tuple(Piece(place, place.text) for place in corpus.places if place.is_prose)
    for title, stem in (("Canals", "Canals: “ULC” stands for ____."), ("Lock chambers", "“ULC” stands for ____.")):
        brief = Brief(title=title, lessons=1, sections_per_lesson=1)
        asked = of_abbreviations(Setting(corpus, brief, "A day", [], 0, pieces))
        assert [(one.stem, one.key) for one in asked] == [(stem, "upper lock chamber")]


def test_sentences_that_add_to_others_or_show_an_example_are_no_question() -> None:
    stems = [question.stem for question in of_code(setting_of("Desk"))]
    assert not [stem for stem in stems if "captains" in stem or "hangs over" in stem]


def test_cells_of_signs_and_meanings_of_a_type_are_not_asked_for() -> None:
    text = (
        "# Boats\n\nA boat is a hull that floats on the water of a canal. Nobody owns the canal. It is deep.\n\n"
        "| Boat | Marks | Crew |\n|---|---|---|\n| Anna | V:1, I:7 | two old sailors |\n| Berta | V:2, I:9 | a cook |\n"
        "| Clara | V:8, I:3 | nobody at all |\n\nThe parts of a boat have names. Each of them is made of wood.\n\n"
        "- `mast`: A string value.\n- `keel`: Either a string, or a list of strings.\n"
        "- `helm`: The wheel that turns a ship.\n"
    )
    corpus = corpus_of(text)
    pieces = tuple(
        Piece(place, place.text if place.is_prose else "") for place in corpus.places if place.kind != "heading"
    )
    setting = Setting(corpus, Brief(title="A day", lessons=1, sections_per_lesson=1), "A day", [], 0, pieces)
    assert not [question for question in of_grids(setting) if "V:" in question.key or "Marks" in question.stem]
    assert {one.term for one in corpus.definitions.all if one.is_code} == {"`helm`"}


def test_what_the_rest_of_a_chapter_is_going_to_do_is_an_aside() -> None:
    said = "The rest of this chapter will assume that the gate is shut."
    assert is_aside(said, language_of("en"))
    assert not is_aside("The rest of the boats will wait outside.", language_of("en"))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Silting is Brunel’s name for the slow filling of a harbour with mud.", ["Silting"]),
        ("A weir is the usual word for a low wall across a river.", ["weir"]),
        ("Dredging is wrong for reasons that make sense apart from the law of the harbour.", []),
        ("New Wharves, a deeper channel, and a wider lock are the aims of the Harbour Office.", []),
        ("The office counts a Boat, a Barge, a vessel of any kind etc. at the gate of the lock.", []),
        ("The keeper asks for a Rope, an anchor or for the height of the water in the lock.", []),
    ],
)
def test_english_names_for_things_and_what_is_no_definition(text: str, terms: list[str]) -> None:
    assert [one.term for one in corpus_of(f"# Notes\n\n{text}\n").definitions.all] == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("**Metadaten** sind Angaben, die andere Daten beschreiben.", ["Metadaten"]),
        ("RFID ist eine Technik zum Erfassen von Gegenständen durch Funk.", ["RFID"]),
        ("Eine Ontologie (auch Begriffsnetz) ist ein Modell der Dinge eines Fachs.", ["Ontologie"]),
        ("Der Begriff „Reichweite“ bezeichnet den größten Abstand zum Leser.", ["Reichweite"]),
        ("Andererseits meint der Begriff den freien Zugang zu allen Räumen.", []),
        ("Denkbar ist eine Anzeige des Standorts auf einem Plan des Hauses.", []),
        ("Technisch ist der Leser ein kleiner Sender mit einer Antenne.", []),
    ],
)
def test_german_definitions_with_and_without_an_article(text: str, terms: list[str]) -> None:
    assert [one.term for one in corpus_of(f"# Notizen\n\n{text}\n", "de").definitions.all] == terms
