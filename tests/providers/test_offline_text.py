"""The parts that read and write text: sentences, headings, Markdown, terms, diagrams."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from learning.markdown import plain_text
from learning.outline import OutlineSection
from learning.section import SectionContent
from learning.source import Block
from providers.diagrams import diagram_request, visual_of
from providers.diagrams.relations import relations_of
from providers.language.headings import clean_heading, is_front_matter, is_generic
from providers.language.lexicon import Lexicon
from providers.language.markdown_text import fenced, inline
from providers.language.sentences import is_whole, points_back, spans, stands_alone
from providers.language.shapes import shape_of
from providers.language.tables import language_of
from providers.language.terms import mentions
from providers.offline.planning.feedback import read_wishes
from providers.offline.planning.objectives import doing
from providers.offline.writing.code_exercises import explains_code

ENGLISH = language_of("en")
PLAIN = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=60).map(str.strip)


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("4.2. `for` Statements", "for Statements"),
        ("Chapter 3: The heap", "The heap"),
        ("IV. Results", "Results"),
        ("1. Create a remote repository", "Create a remote repository"),
        ("2024 in review", "2024 in review"),
        ("Lists ¶", "Lists"),
        ("# Pumps #", "Pumps"),
        ("A Word About Names", "A Word About Names"),
        ("Conclusions (continued)", "Conclusions"),
        ("Part Two: The ovens", "The ovens"),
        ("One way to bake", "One way to bake"),
        ("Ovens (Part 2)", "Ovens"),
        ("Ovens, part 2", "Ovens"),
        ("Unit 3 | Ovens of stone", "Ovens of stone"),
        ("Q1. What is a crumb?", "What is a crumb?"),
        ("Ovens [edit]", "Ovens"),
        ("pH of the dough", "pH of the dough"),
        ("oven.heat(degrees[, options])", "oven.heat()"),
        ("Class: Oven", "Oven"),
        ("🧠 Ovens of stone ✨", "Ovens of stone"),
        ("Diafonía (crosstalk)", "Diafonía (crosstalk)"),
        ("3. ⚙️ Ovens", "Ovens"),
    ],
)
def test_headings_become_titles(heading: str, title: str) -> None:
    assert clean_heading(heading, ENGLISH) == title


@pytest.mark.parametrize(
    "heading", ["Index", "Table of Contents", "Licence", "7. Glossary", "Exercises", "What's New in 3.2"]
)
def test_front_and_back_matter_is_known(heading: str) -> None:
    assert is_front_matter(heading, ENGLISH)


@pytest.mark.parametrize(
    "heading", ["Introduction", "1. Overview", "Part 2", "3", "Summary", "Lecture 7", "Introduction (2)", "Slide 4"]
)
def test_headings_that_say_nothing_are_known(heading: str) -> None:
    assert is_generic(heading, ENGLISH)


def test_full_stops_in_code_and_addresses_end_no_sentence() -> None:
    text = "Use `a.b. C` here. See docs.python.org for more. It costs 3.5 units, e.g. at night."
    assert [span.text for span in spans(text, "en")] == [
        "Use `a.b. C` here.",
        "See docs.python.org for more.",
        "It costs 3.5 units, e.g. at night.",
    ]


@given(
    st.lists(st.sampled_from(["A valve turns.", "It (rarely) leaks!", "Why?", "See `x. y`.", "e.g. this"]), min_size=1)
)
def test_sentences_are_exact_pieces_of_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    found = spans(text, "en")
    assert all(text[span.start : span.end] == span.text for span in found)
    assert "".join(span.text for span in found).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "sentence",
    ["This is it.", "However, it fails.", "As shown above, it works.", "In this case it works.", "It leaks."],
)
def test_sentences_that_point_back_do_not_begin_a_text(sentence: str) -> None:
    assert points_back(sentence, "en")


@pytest.mark.parametrize(
    "sentence",
    [
        "We now close the valve.",
        "The table below lists the parts.",
        "Save the file and exit.",
        "Is the valve open?",
        "The listing in Section 3 shows the valve.",
        "the valve closes.",
        "The valve (which is old closes.",
    ],
)
def test_sentences_that_cannot_be_asked_about(sentence: str) -> None:
    assert not stands_alone(sentence, "en")


def test_a_plain_statement_stands_alone() -> None:
    assert stands_alone("The valve regulates the flow of water.", "en")
    assert is_whole("The valve regulates the flow.")


@given(PLAIN.filter(lambda text: text and "`" not in text and "\\" not in text and "&" not in text))
@example("#")
@example("0.")
def test_markdown_of_a_text_reads_as_the_text(text: str) -> None:
    assert " ".join(plain_text(inline(text)).split()) == " ".join(text.split())


def test_code_is_fenced_with_its_language_and_longer_than_its_own_ticks() -> None:
    assert fenced(Block(id="b", kind="code", text="```\nx\n```", language="md")) == "````md\n```\nx\n```\n````"
    assert fenced(Block(id="b", kind="code", text=">>> 1 + 1\n2")).startswith("```pycon\n")


def test_terms_are_code_and_noun_phrases() -> None:
    texts = [
        "The heat pump is loud.",
        "A heat pump needs a fan.",
        "The fan cools the `pump.cfg` file.",
        "Open the fan.",
    ]
    lexicon = Lexicon(texts, ENGLISH)
    assert [mention.text for mention in mentions(texts[1], lexicon, "en")] == ["heat pump", "fan"]
    assert [mention.kind for mention in mentions(texts[2], lexicon, "en")][:2] == ["noun", "code"]


def test_a_verb_after_to_or_can_is_no_term() -> None:
    lexicon = Lexicon(["The change is small.", "A change helps.", "The change stays."], ENGLISH)
    assert mentions("You can change the way.", lexicon, "en") == []


@pytest.mark.parametrize(
    ("one", "other"), [("git add", "git commit"), ("--all", "-v"), ("len()", "a.pop()"), ("ValueError", "KeyError")]
)
def test_code_of_one_shape_is_of_one_kind(one: str, other: str) -> None:
    assert shape_of(f"`{one}`") == shape_of(other) != ""


@pytest.mark.parametrize(
    ("title", "objective"),
    [
        ("Creating a Repository", ["Create a repository"]),
        ("Setting Up Git", ["Set up git"]),
        ("Reading and Writing Files", ["Read and write files"]),
        ("Tuples", []),
        ("Boiling Water: a Guide", []),
        ("Troubleshooting Guide", []),
        ("Troubleshooting Guides", ["Troubleshoot guides"]),
    ],
)
def test_titles_that_name_a_doing_become_objectives(title: str, objective: list[str]) -> None:
    assert list(doing(title, Lexicon([], ENGLISH))) == objective


def test_wishes_are_read_from_the_feedback() -> None:
    wishes = read_wishes("Start with pumps, drop the boilers; more on valves.", ENGLISH)
    assert (wishes.first, wishes.drop, wishes.more) == (("pumps",), ("the boilers",), ("valves",))


def section_with(visual: str) -> OutlineSection:
    return OutlineSection.model_validate({"key": "1.1", "title": "Valves", "visual": visual})


def test_a_concept_map_takes_terms_and_relations_from_the_text() -> None:
    text = "The valve controls the flow. The valve has a gasket. The pump has a gasket. The pump uses the flow."
    request = diagram_request(SectionContent(explanation=text), section_with("concept_map"), "en")
    assert request is not None
    assert request.visual == "concept_map"
    assert ("valve", "controls", "flow") in request.relations
    assert {term for one, _, other in request.relations for term in (one, other)} <= set(request.terms)
    assert 3 <= len(request.terms) <= 7


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("The handle of the valve has a gasket. A valve is cold.", []),
        ("The valve has a gasket. A valve is cold.", [("valve", "has", "gasket")]),
    ],
)
def test_what_is_said_of_a_part_is_not_said_of_the_whole(text: str, relations: list[tuple[str, str, str]]) -> None:
    assert relations_of([text], Lexicon([text], ENGLISH), "en") == relations


def test_a_sequence_has_the_steps_in_order() -> None:
    text = "First, close the valve. Then drain the tank. Next, remove the gasket. Finally, clean the seat."
    request = diagram_request(SectionContent(explanation=text), section_with("sequence"), "en")
    assert request is not None
    assert request.visual == "sequence"
    assert request.terms == ("Close the valve", "Drain the tank", "Remove the gasket", "Clean the seat")


def test_a_text_without_steps_gets_a_map_in_place_of_a_sequence() -> None:
    text = "The valve controls the flow. The valve has a gasket. The pump has a gasket. The pump uses the flow."
    request = diagram_request(SectionContent(explanation=text), section_with("sequence"), "en")
    assert request is not None
    assert request.visual == "concept_map"


def test_an_ordered_list_is_a_sequence_and_a_small_table_a_comparison() -> None:
    steps = "To drain it:\n\n1. Close the valve.\n2. Open the tap.\n3. Wait for the tank to be empty, then stop.\n"
    table = "| Pump | Speed |\n| --- | --- |\n| Old | 1200 |\n| New | 2400 |\n"
    assert visual_of(steps, "en") == "sequence"
    assert visual_of(table, "en") == "comparison"
    request = diagram_request(SectionContent(explanation=table), section_with("sequence"), "en")
    assert request is not None
    assert request.relations == (("Old", "Speed", "1200"), ("New", "Speed", "2400"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The valve is cold. Water flows. A pump hums in the cellar of the house near the lake.",
        "When the valve controls the flow of water in winter, a pump may feed the valve of the neighbour.",
    ],
)
@pytest.mark.parametrize("visual", ["sequence", "comparison", "concept_map"])
def test_a_text_that_states_no_relation_has_no_diagram(text: str, visual: str) -> None:
    assert diagram_request(SectionContent(explanation=text), section_with(visual), "en") is None
    assert visual_of(text, "en") is None


@pytest.mark.parametrize(
    ("said", "explains"),
    [
        ("The option `pressure` makes the valve tell its load.", True),
        ("And if necessary, clean the casing before winter.", False),
        ("to the shell, which shows the pressure.", False),
        ("The `pressure` is shown like this:", False),
    ],
)
def test_code_is_explained_by_a_text_that_names_something_of_it(said: str, explains: bool) -> None:
    assert explains_code(said, "$ heat --show pressure") is explains
