"""What an objective asks for, and which sections teach it."""

import pytest

from learning.brief import Brief
from learning.source import SourceDocument
from learning.teaching import is_said
from providers.language.objectives import compounds_of, subject_of, weighed_subject
from providers.language.tables import language_of
from providers.language.words import content_stems
from providers.offline import OfflineText
from sources import read_source
from tests.providers.conftest import manual, write_outline


@pytest.mark.parametrize(
    ("language", "objective", "about"),
    [
        ("en", "Define pressure and distinguish it from tension", "pressure tension"),
        ("en", "Tell valves and pumps apart", "valves pumps"),
        ("en", "Explain what leakage measures, and compute the leakage rate", "leakage measures rate"),
        ("en", "Carry out a pressure test", "pressure test"),
        ("en", "Explain “closed circuit” to a customer", "closed circuit"),
        ("de", "Typische Lecks richtig erkennen", "Lecks"),
        ("es", "Elegir correctamente una válvula", "válvula"),
        ("fr", "Choisir une vanne adaptée", "vanne"),
        ("en", "Fit a small valve and explain safe pumps", "valve pumps"),
        ("en", "Distinguish", "Distinguish"),
    ],
)
def test_an_objective_asks_for_its_subject_and_not_for_its_task(language: str, objective: str, about: str) -> None:
    table = language_of(language)
    assert subject_of(objective, table) == subject_of(f"“{about}”", table)


@pytest.mark.parametrize("objective", ["Describe the impeller-casing pump", "Tell a gasket and a spindle apart"])
async def test_an_objective_whose_words_the_source_has_is_taught(writer: OfflineText, objective: str) -> None:
    brief = Brief(title="Heating", lessons=3, sections_per_lesson=2, objectives=[objective])
    assert (await write_outline(writer, brief, [manual()])).untaught == []


@pytest.mark.parametrize("objective", ["Describe the impeller-turbine pump", "Tell a gasket and a turbine apart"])
async def test_an_objective_of_which_a_part_is_missing_is_named(writer: OfflineText, objective: str) -> None:
    brief = Brief(title="Heating", lessons=3, sections_per_lesson=2, objectives=[objective])
    assert (await write_outline(writer, brief, [manual()])).untaught == [objective]


@pytest.mark.parametrize(
    ("language", "objective", "weights"),
    [
        ("en", "Explain how the keeper detects broken lamps", {"keeper": 1.0, "detect": 0.3, "lamp": 1.0}),
        ("en", "Put unfinished cargo aside and bring it back later", {"cargo": 1.0, "bring": 0.3, "asid": 0.0}),
        ("de", "Den Wirkungsgrad einer Pumpe berechnen", {"wirkungsgrad": 1.0, "pump": 1.0, "berechn": 0.3}),
        ("es", "Explicar los factores que influyen en la presión", {"factor": 0.5, "influ": 0.3, "presion": 1.0}),
    ],
)
def test_things_count_for_more_than_a_teachers_verbs(language: str, objective: str, weights: dict[str, float]) -> None:
    found = weighed_subject(objective, language)
    assert {stem: found[stem] for stem in weights} == weights


def test_what_says_the_kind_of_a_thing_makes_another_thing_of_it() -> None:
    assert ("window", "function") in compounds_of("Rank rows using window functions", "en")
    assert compounds_of("Join tables on matching keys", "en") == ()


LIGHTHOUSE = {
    "The lamp": "The lamp of a lighthouse burns oil. A keeper fills the lamp with oil each night and trims its wick. "
    "The flame stands in the middle of the lens, and the lens throws its light over the sea. ",
    "The bell": "The bell warns ships in fog. A keeper winds its weight up by hand every four hours, and the weight "
    "drives a hammer. In thick fog the bell strikes twice a minute, and ships count the strokes. ",
    "The boat": "The boat carries stores to the rock. Two men row it in calm weather, and a winch lifts it out of "
    "the water before a storm. Stores are bread, oil and letters, and the boat brings them once a month. ",
    "The tower": "The tower stands on granite. Its walls are two metres thick at the foot and taper to the gallery. "
    "Masons cut every stone on land, fitted it there, and shipped it to the rock in summer. ",
}


def _lighthouse() -> SourceDocument:
    """Chapters of some 300 words, each on one thing; no two paragraphs are the same."""
    chapters = (
        f"# {title}\n\n"
        + "\n\n".join(text.replace(". ", f", as page {page} of the log says. ") for page in range(1, 7))
        for title, text in LIGHTHOUSE.items()
    )
    return read_source("\n\n".join(chapters).encode(), "lighthouse.md").model_copy(update={"id": "s1"})


@pytest.mark.parametrize(
    ("objective", "home"),
    [
        ("Decide when ships need the bell in fog", "The bell"),
        ("Explain how a keeper looks after the lamp and its wick", "The lamp"),
        ("Describe how stores reach the rock", "The boat"),
    ],
)
async def test_the_text_that_teaches_an_objective_is_in_the_course(
    writer: OfflineText, objective: str, home: str
) -> None:
    brief = Brief(title="Towers of granite", lessons=1, sections_per_lesson=1, objectives=[objective])
    outline = await write_outline(writer, brief, [_lighthouse()])
    assert outline.untaught == []
    assert [section.title for section in outline.all_sections()] == [home]


async def test_a_list_that_several_sections_teach_is_taught(writer: OfflineText) -> None:
    objective = "Describe the valve, the pump, the boiler and the radiator"
    brief = Brief(title="Heating", lessons=2, sections_per_lesson=2, objectives=[objective])
    outline = await write_outline(writer, brief, [manual(topics=4)])
    assert outline.untaught == []
    assert sum(objective in section.objectives for section in outline.all_sections()) == 1


async def test_long_chapters_are_cut_where_a_brief_asks_for_more_sections(writer: OfflineText) -> None:
    brief = Brief(title="Heating", lessons=2, sections_per_lesson=2)
    outline = await write_outline(writer, brief, [manual(topics=2, words=700)])
    assert len(list(outline.all_sections())) == 4


@pytest.mark.parametrize(
    ("language", "word", "text"),
    [
        ("de", "Lampenöldocht", "Der Docht saugt das Lampenöl an."),
        ("de", "Mischungstemperatur", "Die Temperatur der Mischung steigt."),
        ("de", "Temperatur", "Man misst die Mischungstemperatur."),
        ("en", "Kant", "The Kantian keeper asks for reasons."),
        ("en", "seals", "The lamp-seal is made of lead."),
    ],
)
def test_a_text_says_a_word_in_another_form(language: str, word: str, text: str) -> None:
    (asked,) = content_stems(word, language)
    assert is_said(asked, frozenset(content_stems(text, language)), language)


@pytest.mark.parametrize(
    ("language", "word", "text"), [("de", "Lampenöldocht", "Der Docht."), ("en", "Kant", "Kanton")]
)
def test_a_part_of_a_word_does_not_say_it(language: str, word: str, text: str) -> None:
    (asked,) = content_stems(word, language)
    assert not is_said(asked, frozenset(content_stems(text, language)), language)


def test_a_noun_that_names_no_term_counts_less_beside_one_that_does_and_code_counts_in_full() -> None:
    beside = weighed_subject("Trim a wick under a condition with TRIM", "en")
    assert beside["condit"] < beside["wick"] == beside["trim"]
    assert weighed_subject("Explain when a second condition is needed", "en")["condit"] == 1.0


def test_a_participle_before_a_noun_and_a_teachers_own_verb_count() -> None:
    assert weighed_subject("Tune an augmented bell chord", "en")["augment"] == 0.6
    assert weighed_subject("Winch boats up to the rock", "en")["winch"] == 0.3
    assert weighed_subject("Remolcar la barca por la roca", "es")["remolc"] == 0.3


async def test_code_that_only_a_listing_has_is_taught_there(writer: OfflineText) -> None:
    parts = [f"# {title}\n\n{text * 8}\n" for title, text in LIGHTHOUSE.items()]
    parts[1] += "\n```python\nring_bell(every_seconds=30)\n```\n"
    source = read_source("\n".join(parts).encode(), "light.md").model_copy(update={"id": "s1"})
    objective = "Ring the bell with `ring_bell` and `every_seconds`"
    outline = await write_outline(
        writer, Brief(title="Light", lessons=1, sections_per_lesson=3, objectives=[objective]), [source]
    )
    assert outline.untaught == []
    assert [one.title for one in outline.all_sections() if objective in one.objectives] == ["The bell"]
