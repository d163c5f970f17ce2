"""Text that needs what is not there is left out of a section."""

from __future__ import annotations

import pytest

from providers.language.tables import language_of
from providers.language.tables.english import ENGLISH
from providers.offline.reading.corpus_reader import read_corpus
from providers.offline.reading.facts.definition import Definition
from providers.offline.reading.facts.grids import grids_of
from providers.offline.reading.facts.labels import of_label
from providers.offline.writing.applications import write_applications
from providers.offline.writing.citing import Citations
from providers.offline.writing.questions.of_pairs import FEWEST
from providers.offline.writing.ranking import statements, summary
from tests.providers.test_offline_questions import PLAIN, read, section_of

REST = PLAIN.rpartition("## By the River")[2]
REACHED = "The willow line marks the edge of the meadow."


@pytest.mark.parametrize(
    "lost",
    [
        "When the water changes, the path must therefore change as well.",
        "We do that with a long rope and a lamp.",
        "A boat needs a second anchor, however, on stormy nights.",
        "In Figure @ref(fig:river) the mill stands on the left.",
        "The mill stands on the left (Fig. \\ref{fig:river}).",
        "The mill stands on the left of @fig-river.",
        "More of the mill is told in the Old Wheels section of this work.",
        "Wondering what's next, walkers find the mill with the red wheel.",
        "The history of the mill is told by @miller_mills_1999 in full.",
    ],
)
async def test_a_text_does_not_begin_with_a_conclusion_nor_point_to_what_has_no_place(lost: str) -> None:
    content, severe = await section_of(f"# Walks\n\n## By the Mill\n\n{lost}\n\n{REACHED}\n\n## By the River\n{REST}")
    assert severe == []
    assert lost.split(" ", 3)[-1][:20] not in content.explanation
    assert REACHED in content.explanation


async def test_a_conclusion_stays_behind_what_it_is_drawn_from() -> None:
    told = "The water rises in spring. The path must therefore move up the hill."
    content, _ = await section_of(f"# Walks\n\n## By the Mill\n\n{told}\n\n## By the River\n{REST}")
    assert told in content.explanation


async def test_a_question_may_open_a_text_whatever_word_it_begins_with() -> None:
    told = "So, how does water reach the upper field? The farmers lead these longer channels around the hill."
    content, _ = await section_of(f"# Walks\n\n## By the Mill\n\n{told}\n\n## By the River\n{REST}")
    assert told in content.explanation


async def test_a_series_is_told_to_its_end_where_the_room_gives_out() -> None:
    names = ("Amber", "Birch", "Cedar", "Drift", "Elder", "Flint")
    goals = ("shore", "abbey", "market", "quarry", "orchard", "ferry")
    series = "\n\n".join(
        f"**{name}.** The {name.lower()} path leads to the {goal}, where a watchman of the {goal} keeps a lamp for "
        f"those who walk by night, and a bench at the {goal} for those who rest by day. The stones of the path come "
        f"from the {goal} as well, and each spring the people of the {goal} clear it of leaves, of branches, and of "
        f"the mud that the winter has left between the {goal} and the gate of the {name.lower()} house."
        for name, goal in zip(names, goals, strict=True)
    )
    text = (
        f"# Walks\n\n## Six Paths\n\nThere are six paths.\n\n{series}\n\nThe walls are old.\n\n## By the River\n{REST}"
    )
    content, _ = await section_of(text)
    assert [name for name in names if f"{name}." in content.explanation] == list(names)


def test_a_summary_is_made_of_running_text_and_not_of_one_case() -> None:
    told = "The lamp warns boats of the rocks near the tower."
    text = (
        "# The Lamp\n\n- Lamp of the boats and of the rocks near the tower.\n- Lamp of the rocks.\n\n"
        f"Notice that the lamp of the boats is not the lamp of the rocks near the tower.\n\n{told}\n\n"
        "> The lamp of the tower warns the boats of the rocks."
    )
    corpus = read_corpus([read(text)], "en")
    ranked = statements(corpus, [place for place in corpus.places if place.is_prose], "The lamp of the boats")
    assert ranked[-1].text.startswith("Notice")
    assert summary(ranked[:-1]) == told


@pytest.mark.parametrize(
    ("told", "is_use"),
    [
        ("If you want to cross the river at night, you can use the ferry near the old mill.", True),
        ("A boat should carry a second anchor in practice, since the bed of the river is soft.", True),
        ("“If you want to cross the river at night, you can use the ferry near the old mill.”", False),
        ("After the flood: A boat should carry a second anchor, since the bed is soft now.", False),
        ("You should read the list of the ferries as a help, not as a table of all the times.", False),
    ],
)
def test_what_is_of_use_is_a_rule_and_no_line_of_an_example(told: str, is_use: bool) -> None:
    corpus = read_corpus([read(f"# The River\n\n{told}")], "en")
    ranked = statements(corpus, [place for place in corpus.places if place.is_prose], "The river")
    assert bool(write_applications(ranked, ENGLISH, ENGLISH, Citations())) is is_use


@pytest.mark.parametrize(("points", "is_asked"), [(3, True), (7, True), (8, False)])
async def test_no_more_is_to_be_recalled_than_fits_in_a_memory(points: int, is_asked: bool) -> None:
    items = "\n".join(f"- The bird number {at} sings at dawn." for at in range(points))
    content, _ = await section_of(
        f"# Walks\n\n## The Birds\n\nMany kinds of birds sing near the old mill:\n\n{items}\n{REST}"
    )
    assert any("write down" in exercise.prompt for exercise in content.exercises) is is_asked


async def test_a_label_stays_over_the_listing_that_it_names() -> None:
    steps = "**Step 1:** The first mask\n```\n/24\n```\n\n**Step 2:** The second mask\n```\n/26\n```"
    content, _ = await section_of(f"# Nets\n\n## Masks\n\nA mask parts a net.\n\n{steps}\n{REST}")
    assert content.explanation.index("The first mask") < content.explanation.index("/24")
    assert content.explanation.index("/24") < content.explanation.index("The second mask")
    assert content.explanation.index("The second mask") < content.explanation.index("/26")


async def test_a_list_of_questions_under_a_heading_is_an_exercise_with_its_solution() -> None:
    asked = "1. Who opens the lock?\n2. When do the boats pass?\n3. Why is the water brown? (two reasons)"
    told = "<details>\n<summary>Answers</summary>\n\nThe keeper opens the lock.\n\n</details>"
    content, _ = await section_of(f"# Walks\n\n## By the River\n{REST}\n\n## Dare to Think\n\n{asked}\n\n{told}\n")
    assert "Who opens the lock?" not in content.explanation
    assert "Who opens the lock?" in content.exercises[0].prompt
    assert "The keeper opens the lock." in content.exercises[0].solution


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        ("| Lamp | Sense |\n|---|---|\n| red | wait |\n| green | enter |\n| white | leave |", True),
        ("| Lamp | Done |\n|---|---|\n| red | ✅ walls |\n| green | ✅ roof |\n| white | ✅ door |", False),
        (
            "| Aspect | Oak | Elm |\n|---|---|---|\n"
            "| cost | low | high |\n| size | big | tiny |\n| end | gate | post |",
            False,
        ),
    ],
)
def test_tables_of_things_are_asked_about_and_not_of_aspects_or_signs(table: str, asked: bool) -> None:
    corpus = read_corpus([read(f"# The Lock\n\n## Signals\n\nThe lock has lamps.\n\n{table}\n")], "en")
    grids = list(grids_of(corpus.places, ENGLISH))
    assert any(grid.is_telling(at) for grid in grids for at in range(1, len(grid.head))) is asked


@pytest.mark.parametrize(
    ("language", "labels", "term", "meaning"),
    [
        ("en", ["Before pressure", "Step 2", "Lessons learned"], "Weir", "a low wall of stone across the river"),
        ("de", ["Lösung", "Schritt 2", "Vorteile"], "Wehr", "eine niedrige Mauer aus Stein quer durch den Fluss"),
        ("es", ["Reto", "Regla de oro", "Paso 2"], "Presa", "un muro bajo de piedra a través del río"),
        ("fr", ["Défi", "Étape 3", "Avantages"], "Barrage", "un mur bas de pierre à travers la rivière"),
    ],
)
def test_a_label_of_a_part_is_no_term(language: str, labels: list[str], term: str, meaning: str) -> None:
    place = read_corpus([read(f"# {term}\n\n{term}: {meaning}.\n")], language).places[-1]
    found = [one.term for label in (*labels, term) for one in of_label(place, label, f"{meaning}.", "list")]
    assert found == [term]


def test_a_description_that_the_source_gives_with_a_note_in_brackets_is_no_wrong_one() -> None:
    place = read_corpus([read("# Locks\n\nThe lock has gates of oak.\n")], "en").places[-1]
    item = "Inner gate: boats of oak (old), boats of elm (new)"
    one = Definition(place, "Inner gate", "boats of oak, boats of elm", item)
    other = Definition(place, "Outer gate", "boats of elm, boats of oak", "Outer gate: boats of elm, boats of oak")
    third = Definition(place, "Sill", "a bar of iron under the water", "Sill: a bar of iron under the water")
    assert len(other.stems - one.told) < FEWEST <= len(third.stems - one.told)


@pytest.mark.parametrize("note", ["(s. Abbildung)", "(siehe Abbildung 3)", "(see the picture)", "(voir la carte)"])
async def test_a_note_that_points_to_a_picture_is_not_shown(note: str) -> None:
    told = f"The willow line marks the edge of the meadow {note}."
    content, _ = await section_of(f"# Walks\n\n## By the Mill\n\n{told}\n\n## By the River\n{REST}")
    assert note not in content.explanation


@pytest.mark.parametrize(
    ("language", "sentence", "is_elsewhere"),
    [
        ("en", "In a previous lecture you met the mill.", True),
        ("en", "For the wheel, please see the owner's book.", True),
        ("en", "The wheel is described in the Mill guide.", True),
        ("en", "The full list of wheels is here.", True),
        ("en", "The mill, shown on the left, has a wheel.", True),
        ("en", "You can see the mill from the hill.", False),
        ("en", "The wheel is here to stay for years.", False),
        ("de", "Die Mühle verschieben wir auf die nächste Vorlesung.", True),
        ("de", "Lesen Sie dazu auch im Handbuch der Mühle nach.", True),
        ("de", "Die Mühle steht oben am Bach.", False),
        ("es", "En el próximo capítulo veremos el molino.", True),
        ("es", "Consulta la guía del molino.", True),
        ("es", "El molino está junto al río.", False),
        ("fr", "Dans la prochaine leçon, le moulin tourne.", True),
        ("fr", "Consultez la documentation du moulin.", True),
        ("fr", "Le moulin tourne au bord de la rivière.", False),
    ],
)
def test_what_sends_to_other_lessons_pages_and_books_is_told(language: str, sentence: str, is_elsewhere: bool) -> None:
    assert language_of(language).says("elsewhere", sentence) is is_elsewhere


@pytest.mark.parametrize(
    ("lost", "kept"),
    [
        ("There is another way to the mill…", ""),
        ("A wheel of this kind is called .", ""),
        ("```rust\n{{#include mill.rs}}\n```\n\nThe wheel `w` turns when `x` opens.", ""),
        ("Answer these questions:\n\n- Who built the mill?\n- Who turns the wheel?", ""),
        ("```text\n@startuml\nMill -> Wheel\n@enduml\n```", ""),
        (
            "Curious readers may read the Mill guide.\n\n- **wheel**: It turns the stone.\n- **stone**: It grinds.",
            "It turns the stone.",
        ),
    ],
)
async def test_what_trails_off_asks_or_hangs_on_a_lost_listing_is_left_out(lost: str, kept: str) -> None:
    content, severe = await section_of(
        f"# Walks\n\n## By the Mill\n\n{REACHED}\n\n{lost}\n\nThe mill has stood by the river for a long time.\n\n"
        f"## By the River\n{REST}"
    )
    assert severe == []
    assert lost.rpartition("\n")[2].lstrip("- ")[:24] not in content.explanation or kept
    assert kept in content.explanation
    assert REACHED in content.explanation
