"""Definitions, subjects, plurals and articles in the forms of German, Spanish and French."""

from __future__ import annotations

import pytest

from learning.checks.review import flaws_of
from learning.section import Check, Option
from providers.language.tables import language_of
from providers.offline.reading.facts.definition import is_plural, points_out
from tests.providers.test_offline_facts import corpus_of


def terms_in(text: str, language: str) -> list[str]:
    return [one.term for one in corpus_of(f"# Notes\n\n{text}\n", language).definitions.all]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        (
            "Ein chemisches Gleichgewicht ist ein Zustand ohne sichtbare Änderung der Stoffmengen.",
            "chemisches Gleichgewicht",
        ),
        ("Die Reichweite (auch Abstand) ist die größte Strecke zwischen Sender und Empfänger.", "Reichweite"),
        ("Als Verdunstung bezeichnet man alle Übergänge von Wasser in Dampf unter dem Siedepunkt.", "Verdunstung"),
        ("Als Verdunstung wird der Übergang von Wasser in Dampf unter dem Siedepunkt bezeichnet.", "Verdunstung"),
        ("Unter Erosion versteht man das Abtragen von Boden durch Wind und Wasser.", "Erosion"),
        ("In der Geologie versteht man unter Erosion das Abtragen von Boden durch Wind.", "Erosion"),
        ("Bei einem Delta handelt es sich um eine Mündung mit vielen Armen.", "Delta"),
        ("Wichtig: Eine Düne ist ein Hügel aus Sand, den der Wind aufhäuft.", "Düne"),
        ("Der Begriff Materie bezeichnet alles, was Masse besitzt und einen Raum einnimmt.", "Materie"),
    ],
)
def test_german_definitions(text: str, term: str) -> None:
    assert terms_in(text, "de") == [term]


@pytest.mark.parametrize(
    "text",
    [
        "Im Allgemeinen ist das Umziehen der Bücher schwieriger als das der Regale im Keller.",
        "Als Höhe wird der Betrag eingegeben, den ein Kunde bezahlt.",
        "Im Fenster wird unter der Leiste eine Liste mit allen Einträgen angezeigt.",
        "Die Flut ist ein gutes Beispiel für Kräfte aus der Ferne.",
    ],
)
def test_german_sentences_that_define_nothing(text: str) -> None:
    assert terms_in(text, "de") == []


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Una base de datos es un conjunto de registros ordenados en tablas.", "base de datos"),
        ("Una VLAN (red virtual) es una red lógica dentro de un mismo equipo.", "VLAN"),
        ("Se denomina erosión a la pérdida de suelo por el viento y el agua.", "erosión"),
        ("Se entiende por erosión la pérdida de suelo por el viento y el agua.", "erosión"),
        ("Entendemos por herido grave, al paciente que presenta lesiones en varios órganos.", "herido grave"),
        ("La ventilación consiste en renovar el aire de los locales cerrados.", "ventilación"),
        ("En geología, un delta es una desembocadura con muchos brazos.", "delta"),
        ("Nota: Una duna es una colina de arena que el viento amontona.", "duna"),
        ("Las enzimas son proteínas que aceleran las reacciones de la célula.", "enzimas"),
    ],
)
def test_spanish_definitions(text: str, term: str) -> None:
    assert terms_in(text, "es") == [term]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Une base de données est un ensemble de registres rangés dans des tables.", "base de données"),
        ("On appelle érosion la perte de sol due au vent et à l'eau.", "érosion"),
        ("On entend par érosion la perte de sol due au vent et à l'eau.", "érosion"),
        ("Par érosion, on entend la perte de sol due au vent et à l'eau.", "érosion"),
        ("La ventilation consiste à renouveler l'air des locaux fermés.", "ventilation"),
        ("En géologie, un delta est une embouchure avec beaucoup de bras.", "delta"),
        ("Remarque : Une dune est une colline de sable que le vent accumule.", "dune"),
        ("L'évaporation correspond à un passage de l'eau liquide à la vapeur.", "évaporation"),
        ("La commande `trier` est un outil qui range les lignes selon une colonne.", "`trier`"),
    ],
)
def test_french_definitions(text: str, term: str) -> None:
    assert terms_in(text, "fr") == [term]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Una opción frecuente es una copia en otro disco del mismo equipo.", "es"),
        ("Una opération courante consiste à trier les lignes d'un tableau.", "fr"),
        ("La meilleure solution est une copie sur un autre disque dur.", "fr"),
        ("Por omisión el programa rechaza las órdenes que cambian el estado de los paquetes.", "es"),
        ("El resultado es una tabla con todas las filas de la consulta.", "es"),
    ],
)
def test_sentences_about_no_term_define_none(text: str, language: str) -> None:
    assert terms_in(text, language) == []


@pytest.mark.parametrize(
    ("term", "language", "several"),
    [
        ("redes de ordenadores", "es", True),
        ("red de ordenadores", "es", False),
        ("análisis de datos", "es", False),
        ("bases de données", "fr", True),
        ("base de données", "fr", False),
        ("processus", "fr", False),
        ("réseaux locaux", "fr", True),
        ("rows", "en", True),
        ("analysis", "en", False),
    ],
)
def test_plurals_are_told_by_the_head(term: str, language: str, several: bool) -> None:
    assert is_plural(term, language) is several


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("der kleinste Teil eines Stoffs, der die Eigenschaften dieses Stoffs hat", False),
        ("ein Teil, der die Eigenschaften dieses Stoffs hat", True),
        ("la parte de una célula que dirige esta célula", False),
        ("la parte que dirige esta célula", True),
        ("une partie de celle qui dirige la cellule", False),
        ("une partie de cette cellule", True),
    ],
)
def test_what_is_named_before_may_be_taken_up_again(text: str, points: bool) -> None:
    assert points_out(text) is points


PARTS = {
    "en": ("a substance that speeds up a reaction", "“catalyst”", "Enzymes speed up reactions in the body"),
    "de": ("ein Stoff, der eine Reaktion beschleunigt", "„Katalysator“", "Enzyme beschleunigen Reaktionen im Körper"),
    "es": ("una sustancia que acelera una reacción", "«catalizador»", "Las enzimas aceleran las reacciones del cuerpo"),
    "fr": (
        "une substance qui accélère une réaction",
        "« catalyseur »",
        "Les enzymes accélèrent les réactions du corps",
    ),
}


@pytest.mark.parametrize("language", PARTS)
def test_no_phrase_of_ours_is_held_against_a_check(language: str) -> None:
    table = language_of(language)
    meaning, term, claim = PARTS[language]
    parts = {
        "meaning": meaning,
        "term": term,
        "terms": term,
        "claim": claim,
        "lead": claim,
        "step": "Omega",
        "row": "Rho",
        "kind": "valve",
        "said": "closes the gap between two halves",
        "topic": "Upsilon",
        "label": "Chi",
    }
    parts |= {"code": "```\nx = 1\n```", "output": "```\n1\n```", "aim": "see Omega"}
    parts |= {"title": "Sigma", "short": "ATP", "gap": "____", "head": "Tau", "cell": "9 g", "first": "Phi"}
    options = [
        Option(id=name, text=text) for name, text in zip("abc", ("Alfa Beta", "Gamma Delta", "Iota Kappa"), strict=True)
    ]
    for name in (name for name in table.phrases if name.startswith("ask_")):
        is_gap = name == "ask_abbreviation"
        check = Check(
            id="q1",
            kind="cloze" if is_gap else "multiple_choice",
            stem=table.phrase(name, **parts),
            options=[] if is_gap else options,
            answer="adenosine" if is_gap else "a",
            feedback="",
            objective="",
        )
        assert not flaws_of(check), (name, flaws_of(check))
