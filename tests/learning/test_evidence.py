"""Keys that the text of a section answers otherwise, and keys that it does not deny, in each language of ours."""

from __future__ import annotations

import pytest

from learning.checks import FLAWS, Check, Option, review_check
from learning.section import SectionContent

TEXTS = {
    "en": "A loom holds the warp under tension. The shuttle carries the weft through the shed. A heddle lifts single "
    "warp threads, whereas the reed beats the weft into place. Linen shrinks by about four per cent when it is washed. "
    "Plain weave is the simplest pattern. Raw silk is not washed before it is woven. Twill shows diagonal lines and "
    "satin shows a smooth face.",
    "de": "Ein Webstuhl spannt die Kette. Das Schiffchen trägt den Schuss durch das Fach. Die Litze hebt einzelne "
    "Kettfäden, während das Riet den Schuss anschlägt. Leinen läuft beim Waschen um etwa vier Prozent ein. "
    "Filz wird nicht gewebt. Köper zeigt schräge Linien und Atlas zeigt eine glatte Seite.",
    "es": "Un telar mantiene tensa la urdimbre. La lanzadera lleva la trama por la calada. El lizo levanta hilos "
    "sueltos de la urdimbre, mientras que el peine aprieta la trama. El lino encoge cuatro por ciento cuando se lava. "
    "El fieltro no se teje. La sarga muestra líneas diagonales y el raso muestra una cara lisa.",
    "fr": "Un métier tend la chaîne. La navette porte la trame à travers la foule. La lisse soulève des fils isolés de "
    "la chaîne, tandis que le peigne tasse la trame. Le lin rétrécit de quatre pour cent au lavage. "
    "Le feutre n'est pas tissé. Le sergé montre des lignes diagonales et le satin montre une face lisse.",
}


def choice(stem: str, *texts: str) -> Check:
    """The first option is the right one."""
    options = [Option(id=name, text=text) for name, text in zip("abcdef", texts, strict=False)]
    return Check(id="k1", kind="multiple_choice", stem=stem, options=options, answer="a")


def judged(stem: str, answer: str) -> Check:
    return Check(id="k1", kind="true_false", stem=stem, answer=answer)


def typed(stem: str, answer: str, *accepted: str) -> Check:
    kind = "cloze" if "____" in stem else "short_answer"
    return Check(id="k1", kind=kind, stem=stem, answer=answer, accepted=list(accepted))


def is_denied(check: Check, language: str) -> bool:
    section = SectionContent(explanation=TEXTS[language])
    return FLAWS["KEY"] in {finding.code for finding in review_check(check, "/checks/0", section)}


WRONG = [
    ("en", choice("What carries the weft through the shed?", "The reed", "The shuttle", "The loom")),
    ("en", choice("What is a loom for?", "It dyes the finished cloth", "It holds the warp under tension", "It cuts")),
    ("en", choice("What beats the weft into place?", "The heddle", "The reed", "The loom")),
    ("en", choice("The weft is carried through the shed by the ____.", "heddle", "shuttle", "warp")),
    ("en", judged("Linen shrinks by about nine per cent when it is washed.", "true")),
    ("en", judged("A loom holds the warp under tension.", "false")),
    ("en", judged("Raw silk is washed before it is woven.", "true")),
    ("en", judged("Twill shows a smooth face.", "true")),
    ("en", judged("The reed carries the weft through the shed.", "true")),
    ("en", typed("By how many per cent does linen shrink when it is washed?", "9")),
    ("en", typed("The part that carries the weft through the shed is the ____.", "satin")),
    ("de", choice("Was trägt den Schuss durch das Fach?", "Das Riet", "Das Schiffchen", "Der Webstuhl")),
    ("de", judged("Leinen läuft beim Waschen um etwa neun Prozent ein.", "true")),
    ("de", judged("Köper zeigt eine glatte Seite.", "true")),
    ("de", typed("Um wie viel Prozent läuft Leinen beim Waschen ein?", "9")),
    ("es", choice("¿Qué lleva la trama por la calada?", "El peine", "La lanzadera", "El telar")),
    ("es", judged("El lino encoge nueve por ciento cuando se lava.", "true")),
    ("es", judged("La sarga muestra una cara lisa.", "true")),
    ("es", typed("¿Cuánto por ciento encoge el lino cuando se lava?", "9")),
    ("fr", choice("Qu'est-ce qui porte la trame à travers la foule ?", "Le peigne", "La navette", "Le métier")),
    ("fr", judged("Le lin rétrécit de neuf pour cent au lavage.", "true")),
    ("fr", judged("Le sergé montre une face lisse.", "true")),
    ("fr", typed("De combien pour cent le lin rétrécit-il au lavage ?", "9")),
]
RIGHT = [
    ("en", choice("What carries the weft through the shed?", "The shuttle", "The reed", "The heddle")),
    ("en", choice("What beats the weft into place?", "The reed", "The heddle", "The shuttle")),
    ("en", choice("Which fabric is made without a loom?", "Felt", "Twill", "Satin")),
    ("en", choice("What does NOT carry the weft through the shed?", "The reed", "The shuttle", "A bobbin")),
    ("en", choice("What carries the weft through the shed?", "All of the above", "The shuttle", "The bobbin")),
    ("en", choice("Why is a heddle threaded with care?", "A mistake shows in the cloth", "It is sharp", "It is dear")),
    ("en", judged("Linen shrinks by about 4 per cent when it is washed.", "true")),
    ("en", judged("Linen shrinks by about nine per cent when it is washed.", "false")),
    ("en", judged("Raw silk is washed before it is woven.", "false")),
    ("en", judged("Satin shows a smooth face.", "true")),
    ("en", judged("Twill shows a smooth face.", "false")),
    ("en", judged("The shuttle carries the warp through the shed.", "false")),
    ("en", typed("By how many per cent does linen shrink when it is washed?", "4", "four")),
    ("en", typed("A cloth of 200 cm shrinks by four per cent. How long is it when it is washed?", "192")),
    ("en", typed("The part that carries the weft through the shed is the ____.", "shuttle")),
    ("de", choice("Was schlägt den Schuss an?", "Das Riet", "Die Litze", "Das Schiffchen")),
    ("de", judged("Atlas zeigt eine glatte Seite.", "true")),
    ("de", typed("Um wie viel Prozent läuft Leinen beim Waschen ein?", "vier", "4")),
    ("es", choice("¿Qué aprieta la trama?", "El peine", "El lizo", "La lanzadera")),
    ("es", judged("El raso muestra una cara lisa.", "true")),
    ("es", typed("¿Cuánto por ciento encoge el lino cuando se lava?", "4")),
    ("fr", choice("Qu'est-ce qui tasse la trame ?", "Le peigne", "La lisse", "La navette")),
    ("fr", judged("Le satin montre une face lisse.", "true")),
    ("fr", typed("De combien pour cent le lin rétrécit-il au lavage ?", "quatre")),
]


@pytest.mark.parametrize(("language", "check"), WRONG)
def test_a_key_that_the_text_denies_is_named(language: str, check: Check) -> None:
    assert is_denied(check, language)


@pytest.mark.parametrize(("language", "check"), RIGHT)
def test_a_key_that_the_text_does_not_deny_is_left_alone(language: str, check: Check) -> None:
    assert not is_denied(check, language)


def test_without_a_text_no_key_is_denied() -> None:
    assert FLAWS["KEY"] not in {finding.code for _, check in WRONG for finding in review_check(check, "/checks/0")}
