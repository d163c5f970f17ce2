"""People and names in last place: what is asked of them, and what stays silent."""

import pytest

from providers.offline.writing.questions.of_code import of_code
from providers.offline.writing.questions.of_definitions import of_definitions
from providers.offline.writing.questions.of_people import of_people
from tests.providers.test_offline_kinds import asked, corpus


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


def test_the_clause_behind_an_opening_is_no_apposition() -> None:
    text = "# Canal\n\n## Canal\n\nFor example, in addition to `raise`, a `lower` command empties the whole chamber."
    assert "`raise`" not in {one.term for one in corpus(text).definitions.all}
    text = "# Canal\n\n## Canal\n\nThe keeper uses `raise`, a command for the filling of chambers."
    assert "`raise`" in {one.term for one in corpus(text).definitions.all}


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
