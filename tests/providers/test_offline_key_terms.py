"""Key terms, people, names in last place and rules: what is asked of them, and what stays silent."""

import pytest

from providers.offline.writing.questions.of_code import of_code
from providers.offline.writing.questions.of_definitions import of_definitions
from providers.offline.writing.questions.of_key_terms import of_key_terms
from providers.offline.writing.questions.of_people import of_people
from providers.offline.writing.questions.of_rules import of_rules
from tests.providers.test_offline_kinds import asked, corpus

LOCKS = """# Canals

## Locks

A **gate sill** carries the heavy doors of the chamber. A **hand paddle** lets water pass into an empty chamber.
A **balance beam** swings the wide door against the current. A **rope fender** guards passing boats from rough masonry.
Every gate sill is of oak. A hand paddle of iron lasts. One balance beam is long. One rope fender is old.
"""


def test_a_key_term_is_asked_among_others_that_the_text_sets_off() -> None:
    questions = {question.key: question for question in asked(of_key_terms, LOCKS)}
    assert questions["A gate sill"].stem == "____ carries the heavy doors of the chamber."
    assert set(questions["A gate sill"].wrong) <= {"A hand paddle", "A balance beam", "A rope fender"}
    assert len(questions["A gate sill"].wrong) >= 2


@pytest.mark.parametrize(
    "sentence",
    [
        "A gate sill would carry the heavy doors of the narrow chamber.",
        "A gate sill is the place of many quarrels among old boatmen.",
        "It carries the heavy doors of the chamber.",
        "A gate sill carries what they call the heavy doors of the chamber.",
    ],
)
def test_what_is_unsure_or_left_open_is_asked_of_no_key_term(sentence: str) -> None:
    text = LOCKS.replace(
        "A **gate sill** carries the heavy doors of the chamber.", f"The **gate sill** is known. {sentence}"
    )
    assert not [one for one in asked(of_key_terms, text) if one.key.lower().endswith("sill")]


def test_a_kind_of_the_thing_is_no_wrong_option() -> None:
    text = LOCKS + "\nA gate sill is a kind of rope fender in old books.\n"
    assert not [one for one in asked(of_key_terms, text) if one.key == "A gate sill" and "A rope fender" in one.wrong]


@pytest.mark.parametrize(
    ("language", "sentence", "term", "meaning"),
    [
        (
            "en",
            "Ropes at the bow are called headlines, and ropes at the rear end are called sternlines.",
            "sternlines",
            "ropes at the rear end",
        ),
        (
            "de",
            "Die untere Kante einer Kammer wird als Drempel bezeichnet.",
            "Drempel",
            "die untere Kante einer Kammer",
        ),
        ("de", "Den oberen Rand der Mauer nennt man Krone.", "Krone", "den oberen Rand der Mauer"),
        ("es", "El borde inferior de una esclusa se denomina busco.", "busco", "el borde inferior de una esclusa"),
        ("fr", "Le bord inférieur de la chambre est appelé radier.", "radier", "le bord inférieur de la chambre"),
    ],
)
def test_what_a_sentence_names_last_is_a_term(language: str, sentence: str, term: str, meaning: str) -> None:
    found = corpus(f"# Canal\n\n## Canal\n\n{sentence}\n", language).definitions.all
    assert (term, meaning) in {(one.term, one.meaning) for one in found}


@pytest.mark.parametrize(
    "sentence", ["This is called a sill.", "What the men built is called a sill.", "A sill is also called a step."]
)
def test_what_points_back_or_is_another_name_explains_nothing(sentence: str) -> None:
    assert not [one for one in corpus(f"# Canal\n\n## Canal\n\n{sentence}\n").definitions.all if one.term == "sill"]


STORY = """# The canal

## Building the canal

Edward Lark drew the first plan of the canal across the stony ridge and its marshes.
Lark walked along the valley every summer with two masons.
Martha Finch raised the money for the tunnel under the ridge. Finch owned mills in the town.
Joseph Heron designed the iron aqueduct across the river. Heron wrote letters about the canal to his sister.
Edward Lark was old. Martha Finch was rich. Joseph Heron was tired.
"""


def test_who_did_it_is_asked_among_people_of_the_same_text() -> None:
    questions = {question.key: question for question in asked(of_people, STORY)}
    assert (
        questions["Edward Lark"].stem == "____ drew the first plan of the canal across the stony ridge and its marshes."
    )
    assert set(questions["Edward Lark"].wrong) == {"Martha Finch", "Joseph Heron"}


def test_of_the_one_person_that_a_text_is_about_nothing_is_asked() -> None:
    text = STORY.replace("## Building the canal", "## The life of Edward Lark")
    assert not [one for one in asked(of_people, text) if one.key == "Edward Lark"]


RULES = {
    "en": (
        "Moor the boat with two ropes.",
        "Do not step between the boat and the wall.",
        "Hold the rail on the ladder.",
    ),
    "es": ("Amarre el barco con dos cabos.", "No pise entre el barco y el muro.", "Use la barandilla de la escalera."),
}


@pytest.mark.parametrize("language", RULES)
def test_what_a_rule_forbids_stands_beside_what_others_ask(language: str) -> None:
    text = "# Canal\n\n## Canal\n\n" + "".join(f"- {rule}\n" for rule in RULES[language])
    (question,) = asked(of_rules, text, language=language)
    assert question.key[:5].lower() in ("step ", "pise ")
    assert len(question.wrong) == 2


def test_orders_alone_forbid_nothing() -> None:
    assert not asked(
        of_rules, "# Canal\n\n## Canal\n\n- Moor the boat with ropes.\n- Hold the rail.\n- Close the gate.\n"
    )


TUTORIAL = """# Boats

## Calls

`moor()` ties the vessel with two ropes at the quay. `hoist()` lifts the heavy cargo over the rail.
`ballast()` pumps sea water into the lower tanks. `steer_home()` brings everybody back before night.
`moor()`, `hoist()`, `ballast()` and `steer_home()` run once.

```python
def steer_home():
    return moor()
```
"""


def test_a_function_that_only_the_example_has_is_not_asked() -> None:
    keys = {question.key for question in asked(of_code, TUTORIAL)}
    assert "`moor()`" in keys
    assert "`steer_home()`" not in keys


PIECES = """# Mills

## Water

Water turns the wheel.

### Vocabulary

- **Race**: A narrow channel that leads the stream to the wheel.
- **Sluice**: A board that stops the stream before the wheel.

## Stone

Stones grind the corn.

### Vocabulary

- **Damsel**: A wooden rod that shakes the corn from the hopper.
- **Rynd**: An iron cross that carries the upper stone.
"""


def test_a_vocabulary_in_pieces_is_one() -> None:
    questions = {question.key: question for question in asked(of_definitions, PIECES) if question.key == "Damsel"}
    assert {"Race", "Sluice"} <= set(questions["Damsel"].wrong)
