"""What an objective asks for, and which sections teach it."""

import pytest

from learning.brief import Brief
from providers.language.objectives import subject_of
from providers.language.tables import language_of
from providers.offline import OfflineText
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
