"""Gaps on words that are no terms, stems that lean on a sentence before them, and options of another class of words."""

from __future__ import annotations

import pytest

from learning.checks import Check
from tests.learning.short_checks import choice, gap, letters

FLAWED = [
    ("BLANK", gap("A pilot ____ boards a ship of this size before the mole.", "usually")),
    ("BLANK", gap("Ships are guided ____ tugs in a narrow harbour.", "by")),
    ("BLANK", gap("Los barcos entran ____ en un puerto estrecho.", "lentamente")),
    ("BLANK", gap("Les navires entrent ____ dans un port étroit.", "lentement")),
    ("BLANK", gap("The anchor chain has been ____ to the buoy by the crew.", "shackled")),
    ("BLANK", gap("A lighthouse is an essential ____ for every harbour on a rocky coast.", "building")),
    ("BLANK", gap("Der Leuchtturm ist ein wichtiges ____ jeder Küste.", "Bauwerk")),
    ("BLANK", choice("A tug can ____ a ship into the lock.", "bring", "keel", "anchor", "pilot")),
    ("BLANK", gap("The task of a tug is to ____ ships into a harbour.", "tow")),
    ("BLANK", gap("Le pilote doit ____ le navire à la bouée.", "rejoindre")),
    ("BLANK", gap("Das Schiff läuft in mehreren ____ ein.", "Etappen")),
    ("AMB", gap("A mole is a ____ that shelters the harbour from waves.", "structure")),
    ("AMB", gap("Every harbour master wants more ____.", "berths")),
    ("CTX", gap("What is left after step 4 is the ____ of the tide.", "range")),
    ("CTX", gap("Dessen ____ ist aus Stein.", "Mole")),
    ("CTX", gap("As you can see, the ____ is flooded.", "chamber")),
    ("FRAG", gap("Disadvantages: long ____, little shelter", "moles")),
    ("FRAG", gap("Ann Mole, Bert Quay: “The ____ of the North”, Oslo.", "Tides")),
    ("IMPL", choice("The ____ holds a ship in its place.", "anchor", "several", "while", "often")),
    ("IMPL", choice("What holds a ship in its place?", "an anchor", "doing nothing", "a keel", "a rudder")),
    ("IMPL", choice("What holds a ship in its place?", "an anchor", "option b", "option c", "option d")),
    ("IMPL", choice("A harbour is closed by a ____ of stone.", "mole", "Rotterdam", "mast", "hull")),
    ("IMPL", choice("Which command starts the pump?", "`start`", "`banana`", "`stop`", "`hold`")),
    ("GRAM", choice("A tug can ____ a ship into the lock.", "tow", "TUG", "towing", "anchors")),
    ("GRAM", choice("Das Schiff wird im Hafen ____.", "vertäut", "Anker", "Mole", "Lotse")),
    ("GRAM", choice("El barco tiene un ____ de madera.", "mástil", "anclas", "cuerdas", "velas")),
    ("CUE", choice("What does a lighthouse keeper tend?", "the lighthouses", "the mole", "the tugs", "the buoys")),
    ("CTX", gap("The pilot therefore takes the ____ channel.", "northern")),
    ("CTX", gap("Der Lotse nimmt daher die ____ Rinne.", "nördliche")),
    ("CTX", gap("El práctico toma por tanto el ____ del norte.", "canal")),
    ("CTX", gap("Le pilote prend donc le ____ du nord.", "chenal")),
    ("CTX", gap("The ship reached the ____ three days later.", "roads")),
    ("CTX", gap("The author rejects the ____ of the pilots.", "report")),
    ("CTX", gap("Anschließend wird die ____ geflutet.", "Kammer")),
    ("CTX", gap("Es la parte más alta del ____.", "faro")),
    ("CTX", gap("Usaremos un barco llamado ____ en el puerto.", "Ana")),
    ("CTX", gap("Once this has been done, the ____ is flooded.", "chamber")),
    ("CTX", gap("The same ship could be moored at a ____.", "buoy")),
    ("CTX", gap("A good reason for their ____ is the fog.", "delay")),
    ("CTX", gap("In most ports, these pilots board at the ____.", "buoy")),
    ("FRAG", gap("Advantages of ____ harbours", "deep")),
    ("FRAG", gap("Step 2: Flood the ____", "chamber")),
    ("FRAG", gap("Schritt 2: Die ____ fluten", "Kammer")),
    ("FRAG", gap("Aufbau großer Häfen an der Küste und ____.", "Schleusen")),
    ("FRAG", gap("Der Hafen wird mit Schleppern, Lotsen und ____ betrieben, bzw.", "Bojen")),
    ("FRAG", gap("Describe how the keeper floods the ____ of a lock.", "chamber")),
    ("FRAG", gap("(optional) Place of the ____ in the harbour", "buoy")),
    ("TRIV", gap("Which of these ships is ____?", "moored")),
    ("BOIL", gap("After reading this unit, you should be able to moor a ____.", "barge")),
    ("BOIL", gap("The handbook of pilots has ____ chapters.", "twelve")),
    ("AMB", gap("Most harbours need ____.", "pilots")),
    ("AMB", gap("Fog can lead to ____.", "collisions")),
]
SOUND = [
    gap("A structure of stone that shelters a harbour from the waves is called a ____.", "mole"),
    gap("A ____ is a vessel that tows ships into a harbour.", "tug"),
    gap("Because fog hides the buoys, the pilot therefore sails by ____.", "radar"),
    gap("The wind turned at noon and two hours later the ____ stopped.", "ferry"),
    gap("Das Bauwerk, das einen Hafen vor den Wellen schützt, heißt ____.", "Mole"),
    gap("La construcción que protege un puerto de las olas se llama ____.", "muelle"),
    gap("In English the conjunction ____ joins two clauses that stand side by side.", "and"),
    gap("On a chart the sign ____ marks a wreck that is a danger at all tides.", "*"),
    choice("Which vessel tows ships into a harbour?", "a tug", "a barge", "a ferry", "a dredger"),
    choice("Das Schiff wird im Hafen ____.", "vertäut", "geflutet", "gebaggert", "gelotst"),
    choice("A tug can ____ a ship into the lock.", "tow", "moor", "dredge", "pilot"),
    choice("La tour d'un port dont la lumière guide les navires est un ____.", "phare", "quai", "môle", "chenal"),
]


@pytest.mark.parametrize(("flaw", "check"), FLAWED, ids=lambda value: getattr(value, "stem", value))
def test_the_flaw_is_named(flaw: str, check: Check) -> None:
    assert flaw in letters(check)


@pytest.mark.parametrize("check", SOUND, ids=lambda check: check.stem)
def test_a_sound_check_is_left_alone(check: Check) -> None:
    assert letters(check) == set()
