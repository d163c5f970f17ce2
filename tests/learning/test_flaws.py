"""The flaws that a teacher holds against a check, each shown by one, and what must not be accused."""

from __future__ import annotations

import pytest

from learning.checks import FLAWS, Check, review_check
from learning.checks.review import flaws_of
from tests.learning.short_checks import choice, gap, letters

FLAWED = [
    ("CTX", gap("Cependant, cela fait monter la ____ deux fois par jour.", "marée")),
    ("FRAG", gap("[4] Bakers in Vienna fold ____ into the dough.", "butter")),
    ("FRAG", gap("3. Heat the oven with the ____ inside.", "stone")),
    ("FRAG", gap("`knead(dough)` Makes a smooth ____ of it.", "ball")),
    ("FRAG", gap("____: Clean the board again.", "scrape()")),
    ("FRAG", gap("The tide turns when the moon and the ____:", "sun")),
    ("FRAG", gap("The strongest tide (a spring ____ follows the new moon.", "flood")),
    ("FRAG", gap("____ of tides.", "Causes")),
    ("FRAG", gap("`depth` {number} Metres of ____ under the keel.", "water")),
    ("FRAG", gap("`--tide` — The ____ that the pilot gives.", "height")),
    ("FRAG", gap("Note: a ____ is tied to the quay.", "boat")),
    ("FRAG", gap("The moor{: .term} is tied to the ____ of the quay.", "ring")),
    ("FRAG", gap("A keel is measured by :unit:`m` of ____ in the harbour.", "depth")),
    ("FRAG", gap("The chart is drawn by Tide____2 each year.", "Maker")),
    ("FRAG", gap("Returns the ____ of the next flood in the harbour.", "hour")),
    ("FRAG", gap("Lesson 4: The ____ of a harbour and its lights", "mole")),
    ("FRAG", gap("2.3.1 The ____ of a harbour is lit at night.", "mole")),
    ("FRAG", gap("Write a letter that asks the harbour master for a ____.", "berth")),
    ("BOIL", gap("Chapter 3 describes the ____ of the harbour and its lights.", "mole")),
    ("BOIL", gap("All rights are kept; all rights ____ by the harbour office.", "reserved")),
    ("BOIL", gap("The official documentation of the lock lists each ____.", "sluice")),
    ("BOIL", gap("In this chapter the moon pulls at the ____ of the sea.", "bulge")),
    ("BOIL", gap("For more information on the ____ ask the harbour master.", "lock")),
    ("CTX", gap("However, the ____ pulls less than the moon.", "sun")),
    ("CTX", gap("This makes the ____ rise twice a day.", "ocean")),
    ("CTX", gap("As shown in Figure 3, the ____ faces the moon.", "bulge")),
    ("CTX", gap("The ____ mentioned above lasts six hours of the day.", "ebb")),
    ("CTX", gap("Each harbour of that ____ has a gauge.", "coast")),
    ("CTX", gap("You can also moor the boat at a ____.", "buoy")),
    ("CTX", gap("The query returns the ____ of all harbours.", "tonnage")),
    ("CTX", gap("The captain calls `foo()` before the ____ opens.", "lock")),
    ("CTX", gap("Each harbour has a gauge of that ____ in the office.", "sort")),
    ("CTX", gap("The loop adds `a` to `b1` until the ____ is even.", "sum")),
    ("CTX", gap("The same applies to the ____ of the lock.", "keeper")),
    ("CTX", gap("The second method uses the ____ of the lock.", "sluice")),
    ("CTX", gap("None of them has the ____ of a schooner.", "rig")),
    ("CTX", gap("There is another reason to moor at the ____.", "buoy")),
    ("CTX", gap("In both cases the ____ is tied to the quay.", "bow")),
    ("CTX", gap("In all cases the ____ is tied to the quay.", "bow")),
    ("CTX", gap("To do so, the keeper opens the ____.", "sluice")),
    ("CTX", gap("When this happens, the keeper opens the ____.", "sluice")),
    ("CTX", gap("As mentioned, the keeper opens the ____.", "sluice")),
    ("CTX", gap("Figure 2.1 shows the ____ of the harbour.", "mole")),
    ("CTX", gap("The light on line 7 of the chart is the ____.", "mole")),
    ("CTX", gap("Das gleiche gilt für die ____ des Hafens.", "Mole")),
    ("CTX", gap("Die zweite Methode nutzt die ____ der Schleuse.", "Kammer")),
    ("CTX", gap("Wie erwähnt, öffnet der Wärter die ____.", "Kammer")),
    ("CTX", gap("El segundo método usa la ____ de la esclusa.", "cámara")),
    ("CTX", gap("Cuando esto ocurre, el guarda abre la ____.", "cámara")),
    ("CTX", gap("Allerdings wird der ____ von der Sonne kaum bewegt.", "Mond")),
    ("CTX", gap("In diesem Fall steigt die ____ an der Küste.", "Flut")),
    ("CTX", gap("Sin embargo, la ____ sube dos veces al día.", "marea")),
    ("CTX", gap("También puedes amarrar el barco en la ____ del puerto.", "boya")),
    ("BLANK", gap("Sort the harbours by depth with the `sort` ____ of the shell.", "command")),
    ("BLANK", choice("Water that flows back at the same ____ is called ebb.", "time", "sand", "wind")),
    ("BLANK", choice("For deep harbours, the ____ will choose a long rope.", "system", "cable", "anchor")),
    ("AMB", gap("Each harbour has a ____ for the depth of the water.", "table")),
    ("BLANK", choice("The harbour has one big ____: Ships must wait for the flood.", "drawback", "quay", "mole")),
    ("BLANK", gap("By default the `DEPTH` ____ comes last, and the tonnage before it.", "order")),
    ("AMB", gap("The keeper opens the ____ before the boat comes in.", "upper gates")),
    ("AMB", gap("A tide is the rise of the ____.", "water of the sea towards the moon")),
    ("IMPL", choice("Which command lists the files of a folder?", "`ls -l`", "the harbour", "`cd`", "`rm`")),
    ("IMPL", choice("The boat is tied to the ____ by a rope.", "bollard", "thing", "place", "keel")),
    ("IMPL", choice("Which word starts the program?", "`--start`", "`start`", "`go`", "`run`")),
    ("IMPL", choice("The log is written by the ____ macro.", "`log!`", "`logger`", "`&log`", "`Log`")),
    (
        "CUE",
        choice("What lifts the sea?", "the gravity of the moon acting on the whole ocean", "wind", "rain", "ships"),
    ),
    ("CUE", choice("What is a neap tide?", "a weak tide", "a warm wind", "a deep harbour")),
    ("CUE", gap("Both ____ and `H2` name a harbour of the island.", "H1")),
    ("CUE", choice("Which of the planets has rings?", "Saturn", "Venus", "All of the above")),
    ("CUE", choice("Which harbours freeze in winter?", "A and B", "only C", "B and C")),
    ("CUE", choice("How many hours lie between two floods?", "12", "3", "24", "6")),
    ("CUE", choice("What does salt do to the dough?", "tightens it", "always kills all the yeast", "colours it")),
    ("CUE", choice("Does the moon shine by itself in the night?", "No", "Yes", "Only in summer")),
    ("GRAM", choice("The boat is held by an ____.", "anchor", "rope", "oar")),
    ("GRAM", choice("The sailor ties the boat to a ____.", "bollard", "rocks", "quay")),
    ("GRAM", choice("A ____ is tied to the quay at night.", "boat", "POIs", "schooner")),
    ("GRAM", choice("____ are tied to the quay at night.", "Boats", "Anchor", "Ropes")),
    ("TRIV", choice("Which of these is not a cause of the tides?", "the wind", "the moon", "the sun")),
    ("TRIV", gap(f"Where {'ships lie and the tide is low, and ' * 12}the ____ is deep.", "quay")),
]
BROAD = [
    ("IMPL", choice("What moors a boat?", "a hawser", "a sandwich", "a birthday party", "a unicorn")),
    ("IMPL", choice("Womit wird ein Boot vertäut?", "mit einer Leine", "mit einer Pizza", "mit einem Einhorn")),
    ("IMPL", choice("¿Con qué se amarra un barco?", "con un cabo", "con una pizza", "con un unicornio")),
    ("IMPL", choice("Avec quoi amarre-t-on un bateau ?", "avec une aussière", "avec une pizza", "avec une licorne")),
    ("IMPL", choice("How many metres deep is the new lock?", "9", "green", "very wide")),
    ("MULTI", choice("What is ebb?", "the fall of the water", "that the water falls", "rain", "the fall of water")),
    ("MULTI", choice("Was ist die Ebbe?", "das Fallen des Wassers", "ein Fallen des Wassers", "der Regen", "der Wind")),
    (
        "MULTI",
        choice("¿Qué es la bajamar?", "la caída del agua", "una caída de agua", "la lluvia del mar", "el viento"),
    ),
    ("MULTI", choice("Qu'est-ce que le jusant ?", "la chute de l'eau", "une chute de l'eau", "la pluie", "le vent")),
    ("MULTI", choice("What share of the ships is loaded?", "50 %", "1/2", "20 %", "90 %")),
    (
        "MULTI",
        choice("What does a buoy do at night?", "It shows the way", "The buoy shows the way", "It sinks", "It turns"),
    ),
    ("CUE", choice("How deep is the lock of the harbour?", "9 m", "3 m", "12 m", "6 m")),
    (
        "CUE",
        choice("What guides ships by night?", "a light that guides ships safely", "a rope of hemp", "a flag of cloth"),
    ),
    ("BLANK", gap("The keeper ____ the gates of the lock at dawn.", "opens")),
    ("BLANK", gap("Ships that carry timber must ____ at the quay.", "wait")),
    ("BLANK", gap("Der Wärter ____ die Tore der Schleuse am Morgen.", "öffnet")),
    ("BLANK", gap("El guarda ____ las puertas de la esclusa.", "abre")),
    ("BLANK", gap("Le gardien ____ les portes de l'écluse le matin.", "ouvre")),
    ("BLANK", gap("Ships are let in on the ____ of their draught alone.", "basis")),
    ("AMB", gap("In winter the harbour stays ____ for ships of each sort.", "open")),
    ("AMB", gap("In the harbour the ships lie until the ____ comes.", "morning")),
    ("CTX", choice("In this case, what does the keeper do first?", "he waits", "he rows", "he sleeps")),
    ("CTX", choice("What does the picture show?", "a lock", "a mole", "a quay")),
    ("CTX", choice("Was zeigt die Abbildung?", "eine Schleuse", "eine Mole", "einen Kai")),
    ("CTX", choice("¿Qué muestra la figura?", "una esclusa", "un muelle", "una boya")),
    ("CTX", choice("Que montre le schéma ci-dessus ?", "une écluse", "un môle", "un quai")),
    ("CTX", choice("Why did they close it at night?", "for repairs", "for a storm", "for a feast")),
    ("TRIV", choice("The keeper opens the gates of the lock.", "at dawn", "at noon", "at night")),
    ("TRIV", choice("Le gardien ouvre les portes de l'écluse.", "à l'aube", "à midi", "la nuit")),
    ("TRIV", choice("All of these stop a ship except:", "the wind astern", "the anchor", "the mole")),
    ("GRAM", choice("A place where ships are tied up is called a", "quay", "anchors", "oars")),
    ("TRIV", Check(id="k1", kind="true_false", stem="The history of locks is very interesting.", answer="true")),
    (
        "TRIV",
        Check(id="k1", kind="true_false", stem="Die Geschichte der Schleusen ist sehr interessant.", answer="true"),
    ),
    ("TRIV", Check(id="k1", kind="true_false", stem="La historia de los puertos es muy interesante.", answer="true")),
    ("TRIV", Check(id="k1", kind="true_false", stem="L'histoire des ports est très intéressante.", answer="true")),
    ("CUE", Check(id="k1", kind="true_false", stem="Locks are sometimes closed in winter.", answer="true")),
    ("CUE", Check(id="k1", kind="true_false", stem="Schleusen werden im Winter manchmal geschlossen.", answer="true")),
    ("CUE", Check(id="k1", kind="true_false", stem="Las esclusas a veces se cierran en invierno.", answer="true")),
    ("CUE", Check(id="k1", kind="true_false", stem="Les écluses sont parfois fermées en hiver.", answer="true")),
]
"""Flaws that the review did not know on subjects that it had not been written for."""
SOUND = [
    choice("Which of these is eaten with a fork?", "a pancake", "a pizza", "a burger", "a cake"),
    choice("Which animal was carried on ships to catch rats?", "a cat", "a dog", "a monkey", "a hamster"),
    choice("What moors a boat?", "a hawser", "a buoy", "a fender"),
    choice(
        "Where does the water of a lock flow?", "from the sea to the lock", "from the lock to the sea", "into the lock"
    ),
    choice("Which factor is found in the blood?", "Factor VII", "Factor VIII", "Factor IX"),
    choice("Which lies deeper, the lock or the basin?", "the lock", "the basin", "neither, they lie level"),
    choice("On which day was the lock opened?", "15 May 1990", "1 May 1989", "18 May 1988"),
    choice("When was the old mole built?", "1800 to 1860", "1850 to 1890", "1900 to 1910"),
    choice("Name the part of a lock that lets water in.", "the sluice", "the mole", "the quay"),
    choice("What number is missing from the following row: 2, 4, 8?", "16", "32", "64"),
    choice("Crabs are ____.", "crustaceans", "molluscs", "insects"),
    choice(
        "The causes of ebb include all of the following except ____.", "the colour of the sea", "the moon", "the sun"
    ),
    choice("Our sense of balance is kept by the ____ of the ear.", "canals", "anvil", "drum"),
    choice("A man falls who cannot swim and does not call. What do you throw?", "a ring", "an anchor", "an oar"),
    choice("Which of these diseases is inherited by sons?", "haemophilia", "Parkinson’s disease", "malaria"),
    gap("Water that is let in through a small door passes the ____.", "sluice"),
    gap("A wall that keeps the waves from a harbour is called a ____.", "mole"),
    gap("The rhythm of the gates is set by the ____ valve of the lock.", "spool"),
    Check(id="k1", kind="true_false", stem="Locks are sometimes closed in winter.", answer="false"),
    Check(id="k1", kind="true_false", stem="A lock is important for ships that climb a hill.", answer="true"),
    gap("A ____ tide follows the new moon and the full moon.", "spring"),
    gap("Only people who passed the test may open ____.", "lock gates"),
    choice("Which of the following gases lifts a dough?", "carbon dioxide", "oxygen", "nitrogen"),
    choice("Welche der folgenden Aussagen gilt für die Ebbe?", "das Wasser fällt", "das Wasser steigt", "es ruht"),
    choice("¿Cuál de las siguientes es una causa de la marea?", "la luna", "el viento", "la lluvia"),
    choice("Look at the code.\n```\nx = 1 +\n```\nWhat is wrong in this code?", "a term", "a name", "a sign"),
    choice("What does `find . -name '*.md'` do in this case?", "it looks for files", "it moves files", "it opens"),
    choice("A tide that follows the full moon is called:", "a spring tide", "a neap tide", "an ebb tide"),
    choice("What is read if you do not give a name?", "the last file", "every file", "an empty file"),
    choice("Which of these is written in capitals?", "`TRUE`", "`FALSE`", "`NA`"),
    choice("How is the level of the dough often told?", "It is usually told by its height", "It is weighed", "By eye"),
    gap("A set of data has as many ____ as there are harbours in the rows.", "columns"),
    gap("A ____ keeps the ships of a harbour in the order in which they came.", "list"),
    gap("The keeper opens the ____ before the boat comes in.", "sluice"),
    gap("The lower basin is filled only by the ____ of the lock.", "sluices"),
    gap("If the gate is open and no ship waits, the ____ of the lock closes it.", "keeper"),
    gap("Another name for a tide without a moon is a ____ tide.", "neap"),
    gap("Both the sun and the ____ pull at the sea.", "moon"),
    choice("Which of these stands for the harbour?", "HBR", "Ships", "Quay"),
    choice("Which flag writes more?", "`--verbose`", "`--quiet`", "`--log`"),
    gap("Ships wait at the ____ until the keeper opens it.", "sluice"),
    gap("Ships and boats that wait are tied to a ____.", "bollard"),
    gap("Logs of the harbour are kept by the ____.", "master"),
    gap("HTTP stands for ____.", "Hypertext Transfer Protocol"),
    gap("Der Hafen heißt „alter Hafen“, weil die ____ dort zuerst lagen.", "Koggen"),
    gap("The half-open range [2, 5) holds two and ____ but not five.", "four"),
    gap("It takes the moon ____ days to go round the earth.", "27"),
    gap("Newton showed that ____ is a force between all masses.", "gravity"),
    gap("Third parties may read the log only with ____ of the captain.", "consent"),
    gap("Der Datenschutz ist ein ____ jedes Menschen.", "Grundrecht"),
    gap("Our galaxy is called the ____ Way.", "Milky"),
    gap("When the lock is called by radio, only the ____ answers.", "keeper"),
    choice("What forms when flour meets water?", "Gluten", "Starch", "Malt"),
    choice(
        "____ is the default of the command; `--all` lists hidden files as well.", "`--short`", "`--long`", "`--tree`"
    ),
    choice("An ____ is the fall of the water after high tide.", "ebb", "eddy", "estuary"),
    choice("How long does an ebb last?", "6 hours", "12 hours", "24 hours"),
    choice("What holds a loaf of rye together?", "starch and pentosans", "gluten and fat", "sugar and salt"),
    choice(
        "Baking bread: which step comes first?",
        "Start the oven, because it needs an hour to be hot",
        "Fold every corner of the dough with `fold()`",
        "Set the `timer` to only ten minutes",
    ),
    choice("Which of these describes the ebb of the sea?", "falling water", "deep harbours", "a strong wind"),
    choice("What does the keeper of the lock do?", "he does the gates", "he sells fish", "he paints boats"),
    choice("¿Cuál de estos es un tipo de pan de la región?", "la hogaza", "el horno", "la harina"),
    Check(id="k1", kind="true_false", stem="Salt slows yeast down.", answer="true"),
    Check(id="k1", kind="short_answer", stem="Which gas lifts a dough?", answer="carbon dioxide"),
    gap("Die ____ folgt auf den Neumond und auf den Vollmond.", "Springflut"),
    gap("La ____ es la bajada del agua después de la pleamar.", "bajamar"),
]
FOREIGN = [
    gap("Tuttavia, questo fa salire la ____ due volte al giorno.", "marea"),
    gap("Tämä nostaa ____ kaksi kertaa päivässä.", "vuoroveden"),
    gap("Это поднимает ____ два раза в день.", "прилив"),
    gap("しかし、これにより____が一日に二回起こる。", "満潮"),
    gap("Dette får ____ til at stige to gange om dagen.", "vandet"),
]


@pytest.mark.parametrize(("flaw", "check"), [*FLAWED, *BROAD])
def test_each_flaw_is_named(flaw: str, check: Check) -> None:
    assert flaw in letters(check)
    assert FLAWS[flaw] in {finding.code for finding in review_check(check, "/checks/0")}


@pytest.mark.parametrize("check", SOUND)
def test_sound_checks_are_not_accused(check: Check) -> None:
    assert flaws_of(check) == []


@pytest.mark.parametrize("check", FOREIGN)
def test_a_language_whose_words_are_not_known_is_not_accused_by_words(check: Check) -> None:
    assert flaws_of(check) == []


def test_a_gap_that_an_objective_asks_for_is_sound() -> None:
    asked = gap("Ships enter a lock in the ____ of their draughts.", "order")
    objectives = {"Put ships into the order of a lock": set(), "Use ORDER BY draught": {"AMB"}, "": {"AMB"}}
    for objective, found in objectives.items():
        assert letters(asked.model_copy(update={"objective": objective})) == found


def test_a_phrase_with_other_texts_that_count_is_sound() -> None:
    check = gap("The keeper opens the ____ before the boat comes in.", "upper gates")
    assert letters(check) == {"AMB"}
    assert letters(check.model_copy(update={"accepted": ["gates", "the gates"]})) == set()


def test_every_flaw_can_be_found() -> None:
    of_source = {"KEY", "MULTI"}
    assert {flaw for flaw, _ in FLAWED} | of_source == set(FLAWS)
