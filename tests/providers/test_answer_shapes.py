"""What models put around their JSON, and how they name the right option: read without asking again, or asked anew."""

import json
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.answers import parse_draft
from learning.brief import Brief
from learning.checks.review import review_check
from learning.outline import Outline
from learning.section import Check, SectionContent
from providers import anthropic_text, openai_text
from providers.errors import ProviderProblem
from providers.prompting import to_contract
from providers.prompting.keys import option_meant
from providers.prompting.reading import object_in, without_loose_commas
from providers.text import OutlineRequest, SectionRequest
from tests.learning import drafts

BRIEF = Brief(title="Tides", lessons=1, sections_per_lesson=1)
OUTLINE = OutlineRequest(brief=BRIEF)
SECTION = SectionRequest(brief=BRIEF, outline=drafts.outline(BRIEF), key="1.1")
OPTIONS = [
    {"id": name, "text": text} for name, text in zip("abcd", ["The Sun", "The Moon", "Wind", "Rain"], strict=True)
]


def section(answer: object = "b", **check: object) -> dict[str, Any]:
    asked = {"id": "q1", "kind": "multiple_choice", "stem": "What pulls most?", "options": OPTIONS, "answer": answer}
    return {
        "summary": "The Moon pulls, and says “{this}, [that],”.",
        "explanation": "Water rises.",
        "checks": [asked | check],
        "estimated_minutes": 9,
    }


def read(text: str) -> SectionContent:
    content, findings = parse_draft(to_contract(text, SECTION), SectionContent)
    assert content is not None, findings
    return content


def key_of(answer: object, **check: object) -> str:
    return read(json.dumps(section(answer, **check))).checks[0].answer


PLAIN = json.dumps(section())
SHAPES = {
    "thoughts": '<think>\nThe user wants {an object} like {"summary": 1}. Let me plan…\n</think>\n\n' + PLAIN,
    "thoughts without a beginning": 'I think about { and } and "quotes here.\n</think>\n' + PLAIN,
    "other thoughts": '<reasoning>Hm, {"summary": "no"}</reasoning>' + PLAIN,
    "sentences around": 'Sure! Here is the "JSON you asked for:\n\n' + PLAIN + "\n\nTell me {if} you want changes.",
    "a fence": "```\n" + PLAIN + "\n```",
    "a fence in capitals": "```JSON\n" + PLAIN + "\n```",
    "another fence": "~~~ json5\n" + PLAIN + "\n~~~",
    "sentences around a fence": "Here:\n```json\n" + PLAIN + "\n```\nI kept it short.",
    "a fence without its end": "```json\n" + PLAIN,
    "byte-order mark": "\ufeff" + PLAIN,
    "byte-order mark in a fence": "```json\n\ufeff" + PLAIN + "\n```",
    "trailing comma": PLAIN[:-1] + ",}",
    "trailing commas inside": PLAIN.replace("}]", "},\n ]"),
    "other case": PLAIN.replace('"summary"', '"Summary"').replace('"estimated_minutes"', '"estimatedMinutes"'),
    "wrapped": json.dumps({"section": section()}),
    "line ends in texts": PLAIN.replace("Water rises.", "Water\nrises."),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_section_is_read(shape: str) -> None:
    content = read(SHAPES[shape])
    assert content.explanation.split() == ["Water", "rises."]
    assert content.summary == "The Moon pulls, and says “{this}, [that],”."
    assert content.estimated_minutes == 9
    assert content.checks[0].answer == "b"


@pytest.mark.parametrize("around", ["{}", "<think>{{}}</think>{}", "```json\n{}\n```", "\ufeff{}", "Here: {} Done."])
def test_an_outline_is_read(around: str) -> None:
    plan = drafts.outline(BRIEF).model_dump(mode="json")
    text = around.replace("{{}}", "{ }").replace("{}", json.dumps(plan))
    outline, findings = parse_draft(to_contract(text, OUTLINE), Outline)
    assert outline is not None, findings
    assert [section.key for section in outline.all_sections()] == ["1.1"]


@pytest.mark.parametrize(
    "answer",
    [
        *("b", "B", "Ｂ", "b.", "(B)", "B)", "Option B", "**B**", " b "),
        *("The Moon", "the moon.", "B. The Moon", "B) The Moon", "2. The Moon", "1: The Moon"),
    ],
)
def test_a_key_that_can_only_mean_one_option_becomes_its_id(answer: str) -> None:
    assert key_of(answer) == "b"


@pytest.mark.parametrize(("answer", "meant"), [(4, "d"), ("4", "d"), (0, "a")])
def test_a_number_that_counts_from_one_side_only_becomes_an_id(answer: object, meant: str) -> None:
    assert key_of(answer) == meant


@pytest.mark.parametrize("answer", ["2", 1, "E", "The Mars", "A. The Moon", "3. The Moon", "", "all of them"])
def test_a_key_that_could_mean_several_is_asked_anew(answer: object) -> None:
    check = read(json.dumps(section(answer))).checks[0]
    assert "answer_not_an_option" in [finding.code for finding in review_check(check, "")]


def test_a_text_that_two_options_have_names_none() -> None:
    twice = [*OPTIONS[:3], {"id": "d", "text": "The Moon"}]
    assert option_meant("The Moon", twice) == "The Moon"


def test_options_as_texts_and_as_an_object_of_letters_are_options() -> None:
    texts = [option["text"] for option in OPTIONS]
    assert key_of("The Moon", options=texts) == "b"
    assert key_of("B", options=dict(zip("ABCD", texts, strict=True))) == "B"
    assert (
        key_of("Ｂ", options=[{"id": name, "text": text} for name, text in zip("ＡＢＣＤ", texts, strict=True)]) == "B"
    )


def test_letters_stand_for_places_where_ids_are_numbers() -> None:
    numbered = [{"id": number, "text": option["text"]} for number, option in enumerate(OPTIONS, 1)]
    assert key_of("B", options=numbered) == "2"
    assert key_of(2, options=numbered) == "2"


@pytest.mark.parametrize(("answer", "meant"), [(True, "true"), ("False", "false"), (" TRUE ", "true")])
def test_true_and_false_may_be_written_as_json_has_them(answer: object, meant: str) -> None:
    assert key_of(answer, kind="True-False", options=[]) == meant


@pytest.mark.parametrize(
    "text", ["", "I cannot do that.", "{", "[" * 100_000, '{"a":' * 100_000, "null", "```json\n```"]
)
def test_what_holds_no_object_is_refused_in_words(text: str) -> None:
    content, findings = parse_draft(to_contract(text, SECTION), SectionContent)
    assert content is None
    assert findings[0].severity == "error"
    assert findings[0].detail.endswith(".")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_whatever_json_says_is_left_as_it_is(value: object) -> None:
    text = json.dumps({"summary": value}, ensure_ascii=False)
    assert json.loads(without_loose_commas(text)) == {"summary": value}
    assert object_in(text, {"summary"}) == {"summary": value}


@given(st.text())
def test_a_key_is_never_made_up(answer: str) -> None:
    meant = option_meant(answer, OPTIONS)
    assert meant == answer or meant in "abcd"


def test_no_field_of_a_check_makes_the_reader_fail() -> None:
    shapes: list[object] = [None, 3, "x", [], [3], [[]], {"a": []}]
    for broken in shapes:
        for field in ("options", "answer", "id", "kind"):
            to_contract(json.dumps(section() | {"checks": [{"kind": "multiple_choice", field: broken}]}), SECTION)


def test_a_check_shape_is_that_of_the_contract() -> None:
    assert Check.model_validate(read(PLAIN).checks[0].model_dump()).kind == "multiple_choice"


@pytest.mark.parametrize("usage", [None, {}, {"input_tokens": 7, "prompt_tokens": 7}, {"input_tokens": None}, "none"])
def test_an_answer_that_does_not_say_what_it_took_is_none_that_is_paid_for_unseen(usage: object) -> None:
    body = json.dumps({"model": "x", "type": "message", "choices": [{"message": {}}], "content": [], "usage": usage})
    for read in (anthropic_text.answer_of, partial(openai_text.answer_of, model="x")):
        with pytest.raises(ProviderProblem) as caught:
            read(body, "r")
        assert (caught.value.kind, caught.value.retryable, caught.value.ambiguous) == ("broken_answer", True, True)


@pytest.mark.parametrize("label", ["{}) ", "{}. ", "({}) ", "{}: ", "[{}] "])
def test_letters_before_all_options_are_not_part_of_them(label: str) -> None:
    options = [option | {"text": label.format(option["id"].upper()) + option["text"]} for option in OPTIONS]
    check = read(json.dumps(section("B", options=options))).checks[0]
    assert [option.text for option in check.options] == [option["text"] for option in OPTIONS]
    assert check.answer == "b"


@pytest.mark.parametrize("texts", [["A. niger", "C. elegans"], ["E. coli", "B. subtilis"], ["A major", "B minor"]])
def test_letters_that_options_begin_with_by_themselves_stay(texts: list[str]) -> None:
    options = [{"id": name, "text": text} for name, text in zip("ab", texts, strict=True)]
    assert [option.text for option in read(json.dumps(section("b", options=options))).checks[0].options] == texts


TRUE_FALSE = {"kind": "true_false", "stem": "The Moon pulls at the sea."}
TWO = [{"id": "a", "text": "True"}, {"id": "b", "text": "False"}]


@pytest.mark.parametrize(
    ("written", "kind", "answer"),
    [
        ({**TRUE_FALSE, "options": TWO, "answer": "b"}, "true_false", "false"),
        ({**TRUE_FALSE, "options": ["True", "False"], "answer": "True"}, "true_false", "true"),
        ({**TRUE_FALSE, "options": {"A": "Yes", "B": "No"}, "answer": "A"}, "true_false", "true"),
        ({**TRUE_FALSE, "options": [], "answer": "False."}, "true_false", "false"),
        ({**TRUE_FALSE, "options": None, "answer": "True, because it is near."}, "true_false", "true"),
        ({**TRUE_FALSE, "options": [], "answer": "wahr"}, "true_false", "true"),
        ({**TRUE_FALSE, "options": [], "answer": "maybe"}, "true_false", "maybe"),
        ({**TRUE_FALSE, "options": OPTIONS, "answer": "b"}, "multiple_choice", "b"),
        ({**TRUE_FALSE, "kind": "multiple_choice", "options": TWO, "answer": "a"}, "true_false", "true"),
        (
            {"kind": "cloze", "stem": "The ____ pulls.", "options": OPTIONS, "answer": "The Moon"},
            "multiple_choice",
            "b",
        ),
        ({"kind": "cloze", "stem": "What pulls most?", "answer": "the Moon"}, "short_answer", "the Moon"),
        ({"kind": "cloze", "stem": "The [blank] pulls.", "answer": "Moon"}, "cloze", "Moon"),
        ({"kind": "cloze", "stem": "The ___ pulls.", "answer": ["Moon"]}, "cloze", "Moon"),
        ({"kind": "short_answer", "stem": "The _____ pulls.", "answer": "Moon"}, "cloze", "Moon"),
        ({"kind": "short_answer", "stem": "Which value is no?", "answer": "False"}, "short_answer", "False"),
        ({"kind": "short_answer", "stem": "Is it far?", "options": OPTIONS, "answer": "C"}, "multiple_choice", "c"),
        ({"kind": "single choice", "stem": "What pulls?", "options": OPTIONS, "answer": "b"}, "multiple_choice", "b"),
        ({"kind": "", "stem": "The Moon is far.", "answer": True}, "true_false", "true"),
        ({"type": "mcq", "question": "What?", "choices": OPTIONS, "correct_answer": "B"}, "multiple_choice", "b"),
    ],
)
def test_a_check_is_of_the_kind_that_its_options_and_its_answer_make_it(
    written: dict[str, object], kind: str, answer: str
) -> None:
    check = read(json.dumps(section() | {"checks": [{"id": "q1", "why": "Because.", **written}]})).checks[0]
    assert (check.kind, check.answer) == (kind, answer)
    assert bool(check.options) == (kind == "multiple_choice")
    assert check.feedback == "Because."
    assert check.stem.count("____") == (kind == "cloze" or "____" in str(written.get("stem")))


@pytest.mark.parametrize(
    "options",
    [
        [{"label": letter, "text": option["text"]} for letter, option in zip("ABCD", OPTIONS, strict=True)],
        [{"key": letter, "value": option["text"]} for letter, option in zip("abcd", OPTIONS, strict=True)],
        [{letter: option["text"]} for letter, option in zip("ABCD", OPTIONS, strict=True)],
        [{"text": option["text"]} for option in OPTIONS],
        [{"option": option["text"], "is_correct": option["id"] == "b"} for option in OPTIONS],
        "\n".join(f"{letter}) {option['text']}" for letter, option in zip("ABCD", OPTIONS, strict=True)),
    ],
    ids=["label", "key", "a letter each", "texts", "marked", "lines"],
)
def test_options_in_other_shapes_are_options(options: object) -> None:
    check = read(json.dumps(section("The Moon", options=options))).checks[0]
    assert [option.text for option in check.options] == [option["text"] for option in OPTIONS]
    assert check.options[1].id == check.answer


def test_the_option_that_is_marked_as_right_is_the_key() -> None:
    marked = [option | {"correct": option["id"] == "c"} for option in OPTIONS]
    assert key_of(None, options=marked) == "c"
    both = [option | {"correct": True} for option in OPTIONS]
    content, _ = parse_draft(to_contract(json.dumps(section(None, options=both)), SECTION), SectionContent)
    assert content is None, "two that are right are asked anew"


@pytest.mark.parametrize(
    ("answers", "keys"), [([0, 1, 2], "abc"), ([1, 2, 4], "abd"), ([1, 2, 3], "123"), ([0, 1, 4], "a1d")]
)
def test_numbers_count_alike_in_all_checks_of_a_section(answers: list[int], keys: str) -> None:
    """From 0 or from 1, where one of them tells; what neither or both could be stays for the review."""
    asked = [section(answer, id=f"q{n}")["checks"][0] for n, answer in enumerate(answers)]
    assert "".join(check.answer for check in read(json.dumps(section() | {"checks": asked})).checks) == keys


def test_names_of_code_are_no_gaps() -> None:
    stem = "What does `__init__` do, and what does `__x` say?"
    assert read(json.dumps(section(stem=stem))).checks[0].stem == stem


def test_what_a_model_adds_of_its_own_is_passed_over() -> None:
    more = section(difficulty="easy", points=2) | {
        "title": "Tides",
        "exercises": ["Draw the Moon.", {"prompt": "Draw it again.", "level": 1}],
        "examples": ["A bay."],
        "applications": [{"title": "At sea", "text": "A pilot reads a table."}, "At the quay."],
        "citations": [{"id": "c1", "block_id": "S1.b1", "quote": "x", "note": "y"}],
    }
    content = read(json.dumps(more))
    assert [exercise.prompt for exercise in content.exercises] == ["Draw the Moon.", "Draw it again."]
    assert content.examples[0].body == "A bay."
    assert content.applications == ["At sea\n\nA pilot reads a table.", "At the quay."]
    assert content.checks[0].answer == "b"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 5) | st.floats() | st.sampled_from(["a", "B", "true", "____", "?", ""]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["id", "text", "A", "key", "correct"]), inner, max_size=3)
    ),
)


@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(Check.model_fields, ANYTHING)), max_size=3))
def test_whatever_a_check_is_the_reader_does_not_fail(checks: list[object]) -> None:
    to_contract(json.dumps(section() | {"checks": checks}), SECTION)


def test_objectives_in_other_shapes_are_a_list_of_texts() -> None:
    plan = drafts.outline(BRIEF).model_dump(mode="json")
    planned = plan["lessons"][0]["sections"][0]
    planned |= {"objectives": "Understand the tides", "assessment_criteria": [{"criterion": "Names the Moon"}]}
    outline, findings = parse_draft(to_contract(json.dumps(plan), OUTLINE), Outline)
    assert outline is not None, findings
    assert outline.section("1.1").objectives == ["Explain the tides"]
    assert outline.section("1.1").assessment_criteria == ["Names the Moon"]
