"""What single questions and options give away or leave open: kinds, contraries, empty questions, words of the text."""

from __future__ import annotations

import pytest

from learning.checks import Check
from learning.checks.review import flaws_of, said_in
from learning.section import SectionContent
from tests.learning.short_checks import choice, gap, letters


def judged(stem: str, answer: str = "true") -> Check:
    return Check(id="k1", kind="true_false", stem=stem, answer=answer)


FLAWED = [
    ("IMPL", choice("When was the old lock of the harbour built?", "in 1840", "in the harbour", "by the keeper")),
    ("TRIV", judged("The lock is a useful building.")),
    ("TRIV", judged("Die Schleuse ist ein wichtiges Bauwerk.")),
    ("IMPL", choice("Who designed the lock of the old harbour?", "Brunel", "1840", "a warehouse", "the tide")),
    ("IMPL", choice("¿Quién diseñó la esclusa del puerto?", "Brunel", "1840", "un almacén", "la marea")),
    ("IMPL", choice("How many gates does the lock have?", "four", "wooden ones", "the keeper", "very heavy")),
    ("IMPL", choice("Combien de portes l'écluse a-t-elle ?", "quatre", "en bois", "le gardien", "très lourdes")),
    (
        "IMPL",
        choice("Which service tells ships their position?", "GPS", "a lighthouse keeper", "the wooden mole", "tar"),
    ),
    ("IMPL", choice("What is the rise of the water called?", "flood", "1900s", "ebb")),
    ("CUE", choice("What does a sluice do?", "It lets water in", "It does not let water in", "It lifts ships")),
    ("CUE", choice("Was tut ein Poller?", "Er hält das Boot", "Er hält das Boot nicht", "Er misst die Flut")),
    (
        "CUE",
        choice(
            "Which are lights? (i) beacon (ii) mole (iii) lantern", "(i) and (iii)", "(i) only", "(i), (ii) and (iii)"
        ),
    ),
    ("MULTI", choice("How many metres deep is the lock?", "5 to 10", "1 to 4", "8 to 15", "over 20")),
    (
        "MULTI",
        choice("What does a lock do to ships?", "It lifts and sinks ships", "It lifts", "sinks ships", "It sails"),
    ),
    ("IMPL", choice("What does a lock do to ships?", "Option A", "Option B", "Option C")),
    ("TRIV", choice("The bollard", "is made of iron", "is a kind of rope", "has two gates")),
    ("TRIV", choice("Der Poller", "ist aus Eisen", "ist ein Seil", "hat zwei Tore")),
    ("TRIV", judged("There are many different kinds of harbours.")),
    ("TRIV", judged("Es gibt verschiedene Arten von Häfen.")),
    ("TRIV", judged("Hay muchos tipos de puertos.")),
    ("TRIV", judged("Il existe plusieurs sortes de ports.")),
    ("TRIV", judged("The pilots are there to pilot ships.")),
    ("TRIV", judged("Most people think that the sea is blue in summer.")),
    ("CUE", judged("A lock can be dangerous for the ships that wait in it.")),
    ("CTX", choice("What happens next?", "the gate opens", "the ship sinks", "the tide turns")),
    ("CTX", choice("Was geschieht als Nächstes?", "das Tor öffnet sich", "das Schiff sinkt", "die Flut steigt")),
    ("CTX", choice("¿Qué ocurre después?", "se abre la puerta", "se hunde el barco", "sube la marea")),
    ("CTX", choice("Que se passe-t-il ensuite ?", "la porte s'ouvre", "le bateau coule", "la marée monte")),
    ("CTX", choice("What is the function of this gate?", "It keeps the water", "It lifts ships", "It warns ships")),
    ("CTX", choice("Welche Aufgabe hat dieses Tor?", "es hält das Wasser", "es hebt Schiffe", "es warnt sie")),
    ("CTX", choice("¿Cuál es la función de esta puerta?", "retiene el agua", "levanta barcos", "avisa")),
    ("CTX", choice("Quelle est la fonction de cette porte ?", "retenir l'eau", "lever un bateau", "avertir")),
    ("CTX", choice("What does the text say about locks?", "They lift ships", "They sink ships", "They are new")),
    ("CTX", choice("Según el texto, ¿qué hace la esclusa?", "levanta barcos", "los hunde", "los pinta")),
    ("CTX", choice("Was tut die Schleuse laut Text mit dem Schiff?", "sie hebt es", "sie senkt es", "nichts")),
    ("CTX", choice("D'après le texte, que fait une écluse ?", "elle lève les bateaux", "elle les peint", "rien")),
    ("CTX", choice("What is the title of this section?", "Locks", "Tides", "Harbours")),
    ("CTX", choice("In the experiment, what happened to the boat?", "it rose", "it sank", "it turned")),
    (
        "FRAG",
        choice("Which term fits this: “The rise is commonly called flood, while the fall”?", "ebb", "mole", "quay"),
    ),
    ("AMB", gap("____ is very important for the work of a harbour.", "Depth")),
    ("AMB", gap("____ ist wichtig für die Arbeit des Hafens.", "Tiefe")),
    ("AMB", gap("____ es importante para el trabajo del puerto.", "La profundidad")),
    ("AMB", gap("____ est importante pour le travail du port.", "La profondeur")),
    ("BLANK", gap("The keeper has a very ____ task in the lock.", "responsible")),
    ("GRAM", choice("The gate of a lock is closed", "to keep the water in", "the keeper", "a wheel", "the chain")),
]
SOUND = [
    choice("When was the old lock of the harbour built?", "in 1840", "after the war", "before the mole"),
    choice("Rates rise by day and by night. Which rule is this?", "a day rate", "a tide rule", "a berth rule"),
    choice(
        "Fees fall each year. Which way of setting a price is this?", "price skimming", "flat pricing", "fair pricing"
    ),
    choice("Who opens the lock of a harbour?", "the keeper", "the pilot", "the captain"),
    choice("Who designed the lock of the old harbour?", "Brunel", "Telford", "Stephenson"),
    choice("How many gates does the lock have?", "four", "one", "two"),
    choice("Which novel tells of a whale?", "Emma", "1984", "Ulysses"),
    choice("What was the former name of the harbour?", "Old Quay", "New Mole", "Tar Point"),
    choice("What does a sluice do?", "It lets water in", "It lifts ships", "It does not let ships in"),
    choice("What happens when the gate opens?", "water flows in", "the tide turns", "ships sink"),
    choice("Which of these gates keeps the water of the lock?", "the lower", "the middle", "the outer"),
    choice("Which service of the REST API lists ships?", "`ships`", "`tides`", "`gates`"),
    choice("How many metres deep is the lock?", "5 to 9", "10 to 14", "over 14"),
    choice("Es gibt drei Tore in der Schleuse. Welches hält das Wasser?", "das untere", "das obere", "das mittlere"),
    choice("A lock lifts ships because", "water flows in", "wind blows", "tides turn"),
    judged("There are two gates in a lock.", "true"),
    judged("The sea is deeper at flood than at ebb."),
    gap("The most common sign of a harbour is a ____.", "lighthouse"),
    gap("A lock at the sea has more ____ than one inland.", "gates"),
    gap("A lock has ____ gates for each of its ends.", "two"),
    gap("A mole is not a gate but a ____ made of stone.", "wall"),
]
TEXT = SectionContent(
    explanation="A lock lifts ships. Floods and ebbs follow the moon. Sluices let water in gently, and the keeper "
    "watches them. A spring tide follows the new moon, not the half moon. At flood the water of the harbour rises "
    "by two metres. The chain of a gate saves the keeper work. A type I buoy marks the left side of the channel. "
    "Flood raises the water by five metres, and ebb lowers the water by five metres."
)


@pytest.mark.parametrize(("flaw", "check"), FLAWED)
def test_each_flaw_is_named(flaw: str, check: Check) -> None:
    assert flaw in letters(check)


@pytest.mark.parametrize("check", SOUND)
def test_sound_questions_are_not_accused(check: Check) -> None:
    assert letters(check) == set()


@pytest.mark.parametrize(
    ("check", "found"),
    [
        (choice("What follows the moon?", "floods", "ebbs", "ships", "gates"), {"MULTI"}),
        (choice("What follows the moon?", "floods", "ships", "gates"), set()),
        (choice("What does a spring tide follow?", "the half moon", "the new moon", "the harbour"), {"KEY"}),
        (choice("What does a spring tide follow?", "the new moon", "the half moon", "the harbour"), set()),
        (judged("At flood the water of the harbour falls by two metres."), {"KEY"}),
        (judged("At flood the water of the harbour rises by two metres."), set()),
        (judged("Ebb raises the water by five metres."), {"KEY"}),
        (judged("Flood raises the water by five metres."), set()),
        (gap("A type ____ buoy marks the left side of the channel.", "II"), {"KEY"}),
        (gap("A type ____ buoy marks the left side of the channel.", "I"), set()),
        (gap("Sluices let water in ____, and the keeper watches them.", "gently"), {"BLANK"}),
        (gap("For the crew, the chain of a gate saves the keeper ____.", "work"), {"AMB"}),
        (gap("A sailor paints the ____ each Friday.", "hull"), {"AMB"}),
    ],
)
def test_a_check_is_read_beside_its_text(check: Check, found: set[str]) -> None:
    assert {flaw.letters for flaw in flaws_of(check, said_in(TEXT))} == found
