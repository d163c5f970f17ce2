import pytest

from learning.objectives import MEASURABLE_VERBS, UNMEASURABLE_VERBS, is_measurable, why_unmeasurable
from learning.titles import has_markup, is_placeholder, repeated_titles


@pytest.mark.parametrize(
    "objective",
    [
        "Explain joins",
        "apply indexes",
        "You will be able to briefly explain joins",
        "By the end of this lesson, learners can describe a loaf",
        "The learner explains joins",
        "You'll learn how to merge branches",
        "Be able to configure Git",
        "- Compare and contrast flours",
        "“Describe” a commit",
    ],
)
def test_measurable(objective: str) -> None:
    assert is_measurable(objective)


@pytest.mark.parametrize(
    "objective",
    [
        "Understand joins",
        "know what a join is",
        "Learn about joins",
        "Be familiar with joins",
        "Appreciate joins",
        "Students will understand joins",
        "Branches and merging",
        "The history of Git",
        "",
        "42",
    ],
)
def test_not_measurable(objective: str) -> None:
    assert not is_measurable(objective)
    assert why_unmeasurable(objective)


def test_other_languages_are_not_judged() -> None:
    assert is_measurable("Gärung verstehen", "de")
    assert not is_measurable("Gärung verstehen", "en-GB")


def test_no_verb_is_both() -> None:
    assert not MEASURABLE_VERBS & UNMEASURABLE_VERBS


@pytest.mark.parametrize(
    "title", ["Untitled", "Section 1", "part 2", "TBD", "Lorem ipsum dolor", "Chapter IV", "1.2", "…", "Lesson one"]
)
def test_placeholders(title: str) -> None:
    assert is_placeholder(title)


@pytest.mark.parametrize("title", ["Part 2: Recursion", "Unit tests", "C#", "R", "Sections of a cone", "发酵"])
def test_titles(title: str) -> None:
    assert not is_placeholder(title)
    assert not has_markup(title)


@pytest.mark.parametrize(
    "title",
    [
        *("# Joins", "**Joins**", "A *good* join", "<b>Joins</b>", "::: Joins", "{: .note}", "[Joins](a.md)"),
        *("Joins [^c1]", "Joins ##", "Flour &amp; water", "`Joins", "- Joins", "<!-- x --> Joins"),
    ],
)
def test_markup_left_in_a_title(title: str) -> None:
    assert has_markup(title)


@pytest.mark.parametrize(
    "title",
    ["`git add .`", "The `<b>` tag", "C# and F#", "A* search", "git add <file>", "SELECT * FROM t", "`__init__`"],
)
def test_signs_that_belong_to_a_title(title: str) -> None:
    assert not has_markup(title)


def test_repeated_titles_are_blind_to_case_and_space() -> None:
    titles = [("Yeast", "/0"), ("Salt", "/1"), (" yeast", "/2"), ("YEAST", "/3")]
    assert repeated_titles(titles) == [(" yeast", "/2", "/0"), ("YEAST", "/3", "/0")]
