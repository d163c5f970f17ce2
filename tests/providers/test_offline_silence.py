"""What makes a check bad, class by class: beside each case that stays silent, its sibling that is asked about."""

from collections.abc import Callable, Sequence

import pytest

from providers.language.tables import language_of
from providers.language.tables.table import is_foreign
from providers.offline.writing.questions.cues import gives_away
from providers.offline.writing.questions.of_code import of_code
from providers.offline.writing.questions.of_conditions import of_conditions
from providers.offline.writing.questions.of_definitions import of_definitions
from providers.offline.writing.questions.of_grids import of_grids
from providers.offline.writing.questions.of_lists import of_enumerations, of_procedures
from providers.offline.writing.questions.of_pairs import of_pairs
from providers.offline.writing.questions.of_reasons import of_reasons
from providers.offline.writing.questions.question import Question, Setting
from tests.providers.test_offline_kinds import asked, corpus, defined

Make = Callable[[Setting], Sequence[Question]]

CASES = """# Kilns

## Firing Pots

If pots of raw glaze touch the shelf, the next fire melts shelf and glaze into one piece.
If pots of damp clay enter a hot chamber, steam from the glaze bursts every wall within minutes.
If pots of thin clay meet cold air, the rim of the glaze cracks and falls to the ground.
"""
LETTERS = CASES.replace("pots of raw glaze touch", "pots of x touch").replace("pots of damp clay", "pots of y")
STORY = CASES.replace("If pots of", "If the men of")
ELSEWHERE = CASES.replace("\nIf pots of damp", "\n## Cooling Pots\n\nIf pots of damp").replace(
    "\nIf pots of thin", "\n## Stacking Pots\n\nIf pots of thin"
)
WISHES = """# Kilns

## Firing Pots

If you want to keep the glaze dull, let warmth leave the chamber slowly overnight.
If you want to make the chamber dry, open the glaze room and leave the lid ajar.
If you want to colour the glaze green, add two spoons of copper before the chamber is lit.
"""

AIMS = """# Kilns

## Kilns and Potters

A good kiln uses a thick lid to hold the warm air. A good potter uses a soft sponge to smooth the wet rim. A good
glazer uses a long brush to cover the tall pots.
"""
ORDERS = (
    AIMS.replace("A good kiln uses", "Below it one uses")
    .replace("A good potter uses", "The young man uses")
    .replace("A good\nglazer uses", "The old woman uses")
)

MEMBERS = """# Clay

## Clays

Clays for the table are stoneware, earthenware, porcelain and terracotta. The potter sleeps at noon on every day.

## Tables

Clays for the garden are gault, marl, brickearth and fireclay. The potter eats at night on every day.
"""
STRANGERS = MEMBERS.replace("Clays for the garden", "Winds over the garden")

STEPS = """# Clay

These are the steps for a bowl in the workshop:

1. Centre the lump on the wheel.
2. Open the lump with both thumbs.
3. Raise the wall between two hands.
4. Compress the rim with a sponge.
"""
RANKS = """# Clay

The precedence of the clays in the workshop is as follows:

1. A lump that lies on the wheel.
2. A lump that lies on the shelf.
3. A lump that lies in the cellar.
4. A lump that lies in the yard.
"""

TOOLS = """# Logs

The `wedge` command removes every bubble of air from a lump of clay. The `sieve` command sorts the grains of a raw
glaze. The `slake` command softens dry scraps in a bath. The `cone` variable holds the heat of the last firing.

Every helper knows `wedge`, `sieve`, `slake` and `cone` by heart, and writes `wedge` before `sieve` on each page.
"""
ADVICE = TOOLS.replace("command removes every", "command should remove every")
OTHER_ROLES = TOOLS.replace("`sieve` command sorts", "`sieve` variable counts").replace(
    "`slake` command", "`slake` field"
)

ALIKE = """# Clay

## Wheels

- Bat: A flat board that carries a wet pot.
- Chuck: A hollow form that carries a dry pot.
"""
UNLIKE = ALIKE.replace("A hollow form that carries a dry pot", "Several tiny needles for holes")

HOME = {"fr": "Le four est dans la cour de la maison, et les pots de la semaine sont sur une table près du mur."}
"""So much text that the language of the document is known."""


@pytest.mark.parametrize(
    ("make", "loud", "silent"),
    [
        (of_conditions, CASES, [LETTERS, STORY, ELSEWHERE]),
        (of_conditions, WISHES, []),
        (of_reasons, AIMS, [ORDERS]),
        (of_enumerations, MEMBERS, [STRANGERS]),
        (of_procedures, STEPS, [RANKS, STEPS.replace("2. Open", "2. Once it is calm, open")]),
        (of_pairs, ALIKE, [UNLIKE]),
    ],
)
def test_a_kind_asks_only_where_its_stem_stands_alone_and_its_options_are_kin(
    make: Make, loud: str, silent: list[str]
) -> None:
    assert asked(make, loud, title="Clay and kilns")
    for text in silent:
        assert not asked(make, text, title="Clay and kilns"), text


def test_code_is_offered_beside_code_of_its_own_role_and_advice_about_it_is_no_fact() -> None:
    assert "`wedge`" in {one.key for one in asked(of_code, TOOLS)}
    assert "`wedge`" not in {one.key for one in asked(of_code, ADVICE)}
    assert not asked(of_code, OTHER_ROLES)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Les pots de la semaine sont dans la cave de la maison"),  # a sentence with a subject of its own
        ("fr", "Un grand four rond de la maison du Dr"),  # cut off within a name
        ("fr", "Cliquez une fois pour remplir le fond du grand pot"),  # what to do
        ("fr", "Dans la cave de la vieille maison du potier"),  # where
        ("fr", "(pour les grands pots du jardin seulement)"),  # a remark
        ("fr", "The pots of the week that stand on the shelf with a lid"),  # another language
        ("de", "Nur verfügbar bei großen Öfen mit zwei Türen"),  # when, and not what
        ("de", "Töpfe dieser Woche können Sie im Keller des Hauses abholen"),
        ("es", "Los potes de la semana son de barro rojo y gris"),
        ("en", "You can find pots in cellars and yards"),
    ],
)
def test_a_label_that_leads_to_something_else_than_its_meaning_defines_nothing(language: str, said: str) -> None:
    text = f"# Kiva\n\n## Labels\n\n{HOME.get(language, '')}\n\n- Kiva: {said}.\n"
    assert "Kiva" not in defined(text, language)


@pytest.mark.parametrize(
    ("language", "said", "meaning"),
    [
        (
            "fr",
            "Un four rond qui cuit les pots de la semaine (voir la section Fours pour des détails)",
            "Un four rond qui cuit les pots de la semaine",
        ),
        (
            "de",
            "Ein runder Ofen, der die Töpfe der Woche brennt (siehe Abschnitt Öfen)",
            "Ein runder Ofen, der die Töpfe der Woche brennt",
        ),
        (
            "es",
            "Un horno redondo que cuece los potes del mes (véase la sección Hornos)",
            "Un horno redondo que cuece los potes del mes",
        ),
        (
            "en",
            "A round oven that bakes the pots of a week (see the part on ovens)",
            "A round oven that bakes the pots of a week",
        ),
    ],
)
def test_what_stands_in_brackets_about_another_place_is_no_part_of_a_meaning(
    language: str, said: str, meaning: str
) -> None:
    assert defined(f"# Kiva\n\n## Labels\n\n- Kiva: {said}.\n", language)["Kiva"].meaning == meaning


@pytest.mark.parametrize(
    ("item", "term"),
    [
        ("`-m`pot `--most-pots=`pot: Limit of what one chamber takes in a day.", "`--most-pots`"),
        ("`glaze` pot colour : Paints the wall of a vessel with one hue.", "`glaze`"),
        ("`fire` and `cool`: Paints the wall of a vessel with one hue.", ""),
    ],
)
def test_an_option_is_known_by_its_name_whatever_stands_for_its_values(item: str, term: str) -> None:
    found = defined(f"# Kiva\n\n## Options\n\n- {item}\n")
    assert set(found) == ({term} if term else set())


@pytest.mark.parametrize(
    ("name", "said", "is_asked"),
    [
        ("glaze_dir", "The directory of what glazes the pots", False),
        ("glaze_dir", "The folder where colours of pots lie", True),
        ("Dynamic_lid", "The cover that dynamically lets steam out", False),
    ],
)
def test_a_name_whose_parts_begin_words_of_the_meaning_is_given_away(name: str, said: str, is_asked: bool) -> None:
    known = corpus(f"# Kiva\n\n## Labels\n\n- {name}: {said}.\n").definitions
    [one] = known.all
    assert known.can_be_asked(one) is is_asked


def test_things_under_other_headings_are_no_rivals() -> None:
    bats = "# Clay\n\n## Wheels\n\n- Bat: A flat board for wet pots.\n- Chuck: A hollow form for dry bowls.\n"
    rakes = "\n## Gardens\n\n- Rake: A long comb for leaves.\n- Hoe: A thin blade for weeds.\n"
    assert not asked(of_definitions, bats + rakes)
    beside = bats + rakes.replace("## Gardens\n\n", "")
    assert asked(of_definitions, beside)


def test_another_thing_in_a_row_explains_nothing() -> None:
    assert not defined(
        "# Clay\n\nFalls Sie einen Ofen, ein Rad oder eine Bank kaufen wollen, fragen Sie den Töpfer.\n", "de"
    )


def test_a_text_in_another_language_may_share_a_small_word_with_the_own_one() -> None:
    assert is_foreign("An optional lid is available for the pots on the shelf", language_of("fr"))
    assert not is_foreign("Un couvercle est posé sur les pots de la cave", language_of("fr"))


def test_a_table_of_more_columns_defines_by_the_one_called_a_description() -> None:
    rows = "| Fire → Soak (s) | 3 | Keeps the chamber hot for an hour |\n| Fire → Drop (d) | 4 | Lets cold air in |\n"
    rows += "| Fire → Hold (h) | 5 | Stops the burner without cooling |\n"
    text = f"# Kiva\n\n## Menus\n\n| Entry | Place | Description |\n|---|---|---|\n{rows}"
    assert set(defined(text)) == {"Soak", "Drop", "Hold"}
    assert not defined(text.replace("Description", "Remark"))


@pytest.mark.parametrize(
    ("language", "stem", "key", "wrong", "is_cue"),
    [
        ("en", "What fits “The smallest, or minimum, value”?", "MIN", ["RANGE", "STDDEV"], True),
        (
            "de",
            "Was passt zu „Balken“?",
            "Zeigt ein Balkendiagramm an",
            ["Zeigt Linien an", "Zeigt eine Torte an"],
            True,
        ),
        ("en", "What fits “Sorts by date”?", "sort_date", ["sort_size", "sort_name"], True),
        ("en", "What fits “Sorts from old to new”?", "sort_date", ["sort_size", "sort_name"], False),
        ("en", "What fits “The heat of a chamber”?", "cone", ["flue", "shelf"], False),
        ("es", "¿Qué corresponde a «mide la resistencia»?", "resistor", ["fusible", "bobina"], True),
        ("en", "What fits “reads the list of west tide barriers”?", "`wtb`", ["`flood`", "`ebb`"], True),
        ("en", "What fits “reads the list of west tide barriers”?", "`--wtb-list`", ["`--flood`", "`--ebb`"], True),
        ("en", "What fits “reads the list of west tide barriers”?", "`ebb`", ["`flood`", "`wtb`"], False),
        ("en", "What fits “heats in 10 minutes”?", "`heat(10)`", ["`heat(a)`", "`heat(20)`"], True),
        ("en", "What fits “heats in 10 minutes”?", "`heat(10)`", ["`heat(a)`", "`cool(10)`"], False),
    ],
)
def test_a_key_that_alone_takes_up_the_stem_gives_itself_away(
    language: str, stem: str, key: str, wrong: list[str], is_cue: bool
) -> None:
    assert gives_away(stem, key, wrong, language) is is_cue


def test_rows_that_are_counted_and_not_named_are_not_asked_about() -> None:
    table = "# Kiva\n\n## Doors\n\n| Number | Place |\n|---|---|\n"
    table += "| 1 | Gate |\n| 2 | Porch |\n| 3 | Cellar |\n| 4 | Attic |\n"
    assert not asked(of_grids, table)
    named = table
    for number, name in enumerate(("Oak", "Elm", "Ash", "Yew"), 1):
        named = named.replace(f"| {number} |", f"| {name} |")
    assert asked(of_grids, named)
