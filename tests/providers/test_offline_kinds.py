"""Each kind of fact and of question: a case that must ask, and a case that must stay silent."""

from collections.abc import Callable, Sequence

import pytest

from learning.brief import Brief
from providers.language.tables import language_of
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.corpus_reader import read_corpus
from providers.offline.reading.facts.definitions import Definition
from providers.offline.writing.prose import Piece
from providers.offline.writing.questions.of_code import of_code
from providers.offline.writing.questions.of_definitions import of_definitions
from providers.offline.writing.questions.of_grids import of_grids
from providers.offline.writing.questions.of_lists import of_enumerations, of_procedures
from providers.offline.writing.questions.of_pairs import of_pairs
from providers.offline.writing.questions.question import Question, Setting
from sources import read_source


def corpus(text: str, language: str = "en") -> Corpus:
    return read_corpus((read_source(text.encode(), "notes.md").model_copy(update={"id": "s1"}),), language)


def asked(
    make: Callable[[Setting], Sequence[Question]], text: str, language: str = "en", title: str = "At sea"
) -> list[Question]:
    read = corpus(text, language)
    brief = Brief.model_validate({"title": title, "language": language, "lessons": 1, "sections_per_lesson": 1})
    shown = tuple(
        Piece(place, place.text if place.is_prose else "") for place in read.places if place.kind != "heading"
    )
    return list(make(Setting(read, brief, title, (), 0, shown)))


def defined(text: str, language: str = "en") -> dict[str, Definition]:
    return {one.term: one for one in corpus(text, language).definitions.all}


OPTIONS = """# sail

## Options

- --depth=METRES: Limit how far under the keel the lead may sink.
- rig.mast.height: The distance from the deck to the masthead.
- -q: Say nothing on the way except for warnings.
- Speed: This field holds the knots made good over ground.
- Ballast: Ballast is a heavy load low in the hull that keeps a boat upright.
"""


def test_options_without_back_ticks_are_code_and_words_that_take_up_the_name_go() -> None:
    found = defined(OPTIONS)
    assert {"`--depth`", "`rig.mast.height`", "`-q`"} <= found.keys()
    assert found["Speed"].meaning == "holds the knots made good over ground"
    assert found["Speed"].is_doing
    assert found["Ballast"].meaning == "a heavy load low in the hull that keeps a boat upright"


@pytest.mark.parametrize(
    "item",
    [
        "Depth: The depth of the water below the keel.",  # tells the term
        "Rig: Here you can choose a sail for the day.",  # points to a place that is not there
        "Wind: Geschwindigkeit der Luft, die von der Seite und nicht von vorn kommt.",  # another language
        "Chart: The colours of the sea are drawn as",  # goes on below
    ],
)
def test_an_explanation_that_says_nothing_by_itself_is_none(item: str) -> None:
    told = corpus(
        f"# Boats\n\n## Fields\n\nThe boat has these fields in its log book, as all of the boats have.\n\n- {item}\n"
    ).definitions
    assert not [one for one in told.all if told.can_be_asked(one)]


GLOSSARY = "# Glossary\n\n" + "\n".join(
    f"- {name}: {said}"
    for name, said in (
        ("halyard", "A rope that lifts a sail up the mast."),
        ("sheet", "A rope that pulls a sail in from the side."),
        ("cleat", "A fitting on the deck that holds a rope fast."),
        ("fender", "A cushion that keeps the hull off the quay."),
    )
)


def test_a_glossary_whose_names_are_small_is_no_speech_without_sentences() -> None:
    assert defined(GLOSSARY).keys() == {"halyard", "sheet", "cleat", "fender"}
    assert {question.key for question in asked(of_definitions, GLOSSARY)} & {"halyard", "sheet", "cleat", "fender"}


HEADED = {
    "en": (
        "# Tools\n\n## {a}\n\nThis filter adds a soft glow around bright areas.\n\n"
        "## {b}\n\nThis filter removes grains of dust from old photographs.\n\n"
        "## {c}\n\nThis filter turns straight edges into thin pencil lines.\n"
    ),
    "de": (
        "# Werkzeuge\n\n## {a}\n\nDieser Filter erzeugt einen weichen Schein um helle Stellen.\n\n"
        "## {b}\n\nDieser Filter entfernt Staub und Kratzer von alten Aufnahmen.\n\n"
        "## {c}\n\nDieser Filter zeichnet gerade Kanten als dünne Striche nach.\n"
    ),
    "es": (
        "# Herramientas\n\n## {a}\n\nEste filtro agrega un resplandor suave alrededor de las zonas claras.\n\n"
        "## {b}\n\nEste filtro elimina el polvo y las rayas de fotografías antiguas.\n\n"
        "## {c}\n\nEste filtro convierte los bordes rectos en trazos finos de lápiz.\n"
    ),
    "fr": (
        "# Outils\n\n## {a}\n\nCe filtre ajoute une lueur douce autour des zones claires.\n\n"
        "## {b}\n\nCe filtre supprime la poussière et les rayures des vieilles photographies.\n\n"
        "## {c}\n\nCe filtre transforme les bords droits en fins traits de crayon.\n"
    ),
}


@pytest.mark.parametrize("language", HEADED)
def test_what_a_thing_does_is_said_under_its_heading(language: str) -> None:
    text = HEADED[language].format(a="Halo", b="Clarus", c="Grafo")
    assert defined(text, language).keys() == {"Halo", "Clarus", "Grafo"}
    assert len(asked(of_definitions, text, language)) == 3


def test_a_heading_about_the_thing_is_not_its_name() -> None:
    text = HEADED["en"].format(a="Activating the filter", b="Using lenses", c="Filters of today")
    assert not defined(text)


def test_a_thing_is_known_by_its_kind_and_name() -> None:
    found = defined("# Boats\n\nThe filter Halo adds a soft glow around bright areas of a chart.\n")
    assert found["Halo"].meaning == "adds a soft glow around bright areas of a chart"
    assert not defined("# Boats\n\nThe filter adds a soft glow around bright areas of a chart.\n")


def test_a_name_that_is_set_off_leads_in_what_it_is() -> None:
    told = "**Keel.** A fin under the hull that keeps a boat on its course.\n"
    assert defined(f"# Boats\n\n{told}")["Keel"].meaning == "A fin under the hull that keeps a boat on its course"
    assert not defined(f"# Boats\n\n{told.replace('**', '')}")


@pytest.mark.parametrize(
    ("language", "sentence", "term"),
    [
        ("en", "Harbours rely on Navtex, a service for warnings about storms and wrecks.", "Navtex"),
        ("de", "Häfen verlassen sich auf Navtex, einen Dienst für Warnungen vor Stürmen und Wracks.", "Navtex"),
        ("es", "Los puertos confían en Navtex, un servicio de avisos sobre tormentas y naufragios.", "Navtex"),
        ("fr", "Les ports se fient à Navtex, un service de messages sur les tempêtes et les épaves.", "Navtex"),
    ],
)
def test_what_stands_beside_a_name_defines_it(language: str, sentence: str, term: str) -> None:
    assert term in defined(f"# Boats\n\n{sentence}\n", language)


def test_things_in_a_row_define_nothing() -> None:
    assert not defined("# Boats\n\nThe crew carries Navtex, a box of tools for the engine, and some bread.\n")


def test_an_abbreviation_may_stand_before_its_words() -> None:
    [one] = corpus(
        "# Boats\n\nEvery ship carries an EPIRB (Emergency Position Indicating Radio Beacon).\n"
    ).abbreviations
    assert one.full == "Emergency Position Indicating Radio Beacon"
    assert not corpus("# Boats\n\nEvery ship carries an EPIRB (which is a beacon on the bridge).\n").abbreviations


COUNTED = """# Boats

## Rigs

Working boats with one mast are cutters, sloops, catboats and luggers. The crew eats at noon on every ship.

## Knots

Knots for the end of a rope are bowlines, hitches, bends and splices. The cook sleeps at night on every ship.

## Sails of working boats

Sails of working boats with one mast are jibs, mainsails, topsails and spinnakers. Nobody counts them in port.
"""


def test_things_that_a_sentence_counts_up_are_asked_for_beside_those_of_another() -> None:
    found = asked(of_enumerations, COUNTED)
    assert found
    lists = [
        {"cutters", "sloops", "catboats", "luggers"},
        {"bowlines", "hitches", "bends", "splices"},
        {"jibs", "mainsails", "topsails", "spinnakers"},
    ]
    for question in found:
        own = next(one for one in lists if question.wrong[0] in one)
        assert question.key not in own  # one of another list, or among those of other lists
        assert all(any(wrong in one for one in lists) for wrong in question.wrong)


def test_clauses_between_commas_are_no_list() -> None:
    assert not corpus("# Boats\n\nThe boats are old, they leak, and nobody mends them.\n").enumerations
    assert not asked(of_enumerations, "# Boats\n\nWorking boats are cutters, sloops, catboats and luggers.\n")


STEPS = """# Boats

To moor a boat at a quay in strong wind, follow these steps:

1. Hang the fenders over the side.

   They belong at the widest part of the hull.

2. Pass the bow line to the quay.
3. Turn the stern to the wind.
   - A long keel needs more room.
4. Stop the engine of the boat.
"""


def test_steps_go_on_behind_what_stands_inside_one() -> None:
    keys = {question.key for question in asked(of_procedures, STEPS)}
    assert keys <= {"Hang the fenders over the side", "Pass the bow line to the quay", "Turn the stern to the wind"}
    assert keys
    broken = STEPS.replace("2. Pass", "## Later\n\n2. Pass")
    assert not asked(of_procedures, broken)


TABLE = """# Boats

| Boat | Crew | Rig |
|---|---|---|
| Dory | two rowers | none |
| Yawl | four sailors | gaff |
| Punt | one boatman | none |
| Cog | ten sailors | square |
| Hoy | four sailors | gaff |
"""


def test_rows_that_share_a_value_are_never_offered_against_each_other() -> None:
    found = asked(of_grids, TABLE)
    assert found
    rows = {"Dory": "none", "Yawl": "gaff", "Punt": "none", "Cog": "square", "Hoy": "gaff"}
    crews = {"Dory": "two", "Yawl": "four", "Punt": "one", "Cog": "ten", "Hoy": "four"}
    for question in found:
        if question.key in rows:
            told = rows if "Rig" in question.stem else crews
            assert all(told[wrong] != told[question.key] for wrong in question.wrong)
        else:
            assert question.key not in question.wrong


def test_a_column_with_two_values_is_not_asked_about() -> None:
    text = "# Boats\n\n| Boat | Afloat |\n|---|---|\n| Dory | yes |\n| Yawl | no |\n| Punt | yes |\n| Cog | no |\n"
    assert not asked(of_grids, text)


def test_of_two_things_one_may_have_the_words_of_the_other() -> None:
    text = "# Boats\n\n## Lines\n\n- Halyard: A rope that lifts a sail.\n- Cleat: A fitting that holds a rope.\n"
    found = asked(of_pairs, text)
    assert {question.is_true for question in found} == {True, False}
    for question in found:
        own = "lifts a sail" if "Halyard" in question.stem else "holds a rope"
        assert (own in question.stem) is question.is_true
    assert not asked(of_pairs, text.replace("- Cleat: A fitting that holds a rope.\n", ""))


CODE = """# Logs

`sail log` prints every harbour of a voyage in the order of its landfall.

`sail add` copies names of islands from a paper chart into the journal.

`sail pull` fetches remarks that other crews published since the spring tide.

With `sail add` and `sail log` in one call, nothing is lost. Use `sail pull` before `sail log`, and `sail add`
afterwards.
"""


def test_commands_of_one_program_are_offered_against_each_other() -> None:
    keys = {question.key: question for question in asked(of_code, CODE)}
    assert keys.keys() == {"`sail log`", "`sail add`", "`sail pull`"}
    assert set(keys["`sail log`"].wrong) == {"`sail add`", "`sail pull`"}
    assert "afterwards" not in " ".join(question.stem for question in keys.values())


AIMS = {
    "en": ("To furl a sail in heavy wind, run:", "furl a sail in heavy wind"),
    "de": ("Um ein Segel bei Sturm zu bergen, genügt dies:", "ein Segel bei Sturm zu bergen"),
    "es": ("Puede plegar una vela con viento fuerte con la orden:", "plegar una vela con viento fuerte"),
    "fr": ("Vous pouvez plier une voile par grand vent avec la commande :", "plier une voile par grand vent"),
}


@pytest.mark.parametrize("language", AIMS)
def test_a_command_serves_to_what_the_sentence_before_it_says(language: str) -> None:
    lead, aim = AIMS[language]
    text = f"# Boats\n\n{lead}\n\n```\n$ crew tidy --all\n```\n"
    assert defined(text, language)["`crew tidy --all`"].meaning == aim
    several = text.replace("--all\n", "--all\n$ crew rest\n")
    assert not defined(several, language)


@pytest.mark.parametrize("code", ["en", "de", "es", "fr"])
def test_every_language_has_words_for_all_kinds(code: str) -> None:
    table = language_of(code)
    assert table.done_by(HEADED[code].split("\n\n")[2])[0]


def test_a_name_that_spells_its_meaning_is_not_asked_for() -> None:
    text = (
        "# Boats\n\n## Tests\n\n- `isafloat`: Return 1 for boats afloat.\n- `ismoored`: Ask the harbour for a berth.\n"
    )
    assert defined(text).keys() == {"`ismoored`"}


def test_one_letter_behind_a_word_is_the_name_of_an_argument() -> None:
    assert not defined("# Boats\n\nThe input j is an integer index in the range of all boats.\n")
    assert defined("# Boats\n\nA bilge is the lowest part of a hull in which water collects.\n")
