"""What the review holds against checks in French, and what it leaves alone."""

from __future__ import annotations

import pytest

from learning.checks.languages import language_of
from learning.checks.review import flaws_of
from learning.section import Check, Option


def letters(stem: str, *options: str, answer: str = "") -> set[str]:
    """The letters of the flaws of a choice whose first option is right, or of a gap to be filled with `answer`."""
    made = [Option(id=name, text=text) for name, text in zip("abcd", options, strict=False)]
    kind = "multiple_choice" if made else "cloze"
    check = Check(id="q1", kind=kind, stem=stem, options=made, answer=answer or "a", feedback="", objective="")
    return {flaw.letters for flaw in flaws_of(check)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("La cellule est la plus petite unité vivante de tous les organismes.", "fr"),
        ("L'eau passe à travers la membrane quand la pression n'est pas égale.", "fr"),
        ("La célula es la unidad más pequeña de todos los organismos vivos.", "es"),
        ("Die Zelle ist die kleinste lebende Einheit aller Organismen.", "de"),
        ("The cell is the smallest living unit of all organisms.", "en"),
    ],
)
def test_french_is_told_from_its_neighbours(text: str, code: str) -> None:
    found = language_of(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("letter", "stem"),
    [
        ("CTX", "Celle-ci se trouve dans ____ de la cellule et règle les échanges avec le milieu."),
        ("CTX", "Comme nous l'avons vu plus haut, ____ règle les échanges de la cellule avec le milieu."),
        ("CTX", "Cependant, ____ règle les échanges de la cellule avec le milieu qui est autour."),
        ("CTX", "Dans cet exemple, ____ règle les échanges de la cellule avec le milieu extérieur."),
        ("CTX", "Il est également possible de régler les échanges de la cellule avec ____."),
        ("CTX", "La deuxième méthode règle les échanges de la cellule avec ____ et le milieu."),
        ("BOIL", "Ce chapitre explique comment ____ règle les échanges de la cellule avec le milieu."),
        ("BOIL", "Pour plus d'informations sur ____, consultez la documentation de la cellule et du milieu."),
        ("FRAG", "Chapitre 3 : ____ et les échanges de la cellule avec le milieu qui est autour."),
    ],
)
def test_a_stem_that_does_not_stand_alone_is_named(letter: str, stem: str) -> None:
    assert letter in letters(stem, "la membrane", "le noyau", "le cytoplasme", "la mitochondrie")


def test_options_that_the_article_rules_out_are_named() -> None:
    stem = "La fusion des deux gamètes donne une ____ qui contient les chromosomes des deux parents."
    assert "GRAM" in letters(stem, "cellule-œuf", "croisement", "organisme", "groupement")
    assert "GRAM" not in letters(stem, "cellule-œuf", "bactérie", "membrane", "protéine")


def test_an_article_of_its_own_after_an_article_is_named() -> None:
    stem = "Les échanges de la cellule avec le milieu sont réglés par la ____ qui est autour."
    assert "GRAM" in letters(stem, "membrane", "le noyau", "la mitochondrie", "le cytoplasme")


@pytest.mark.parametrize(
    "stem",
    [
        "Laquelle de ces affirmations est vraie ?",
        "Laquelle des affirmations suivantes est correcte ?",
    ],
)
def test_a_question_about_nothing_is_named(stem: str) -> None:
    options = ("La membrane règle les échanges.", "Le noyau règle les échanges.", "La paroi règle les échanges.")
    assert "TRIV" in letters(stem, *options)


@pytest.mark.parametrize(
    "stem",
    [
        "Quel terme correspond à cette description : « la plus petite unité vivante de tous les organismes » ?",
        "____ règle les échanges de la cellule avec le milieu extérieur.",
        "La fine couche qui entoure la cellule et règle ses échanges s'appelle ____.",
        "Quel élément limite les échanges entre le cytoplasme et le milieu extérieur ?",
    ],
)
def test_a_sound_check_is_left_alone(stem: str) -> None:
    assert letters(stem, "la membrane", "la vacuole", "la chromatine", "la mitochondrie") == set()
