"""What is wrong with a draft for certain is put right without a call; everything else is left for the review."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.answers import parse_draft
from learning.checks.check import MOST_ACCEPTED
from learning.outline import Outline
from learning.outline_review import review_outline
from learning.prose_review import LENGTHS
from learning.section import SectionContent
from learning.section_review import review_section
from providers.prompting import readable, tightened, to_contract
from providers.prompting.mending import measurable
from providers.prompting.schemas import WrittenOutline, WrittenSection, schema_of
from providers.text import OutlineRequest, SectionRequest
from tests.faults.course_writer import written
from tests.faults.written import Example
from tests.learning import drafts

Json = dict[str, Any]
BRIEF = drafts.brief(lessons=2, sections_per_lesson=2)
OUTLINE = OutlineRequest(brief=BRIEF, sources=(drafts.source(),))
SECTION = SectionRequest(brief=BRIEF, outline=drafts.outline(BRIEF), key="1.1", sources=(drafts.source(),))


def outline() -> Json:
    """An outline as a model writes it, without fault."""
    plan = drafts.outline(BRIEF).model_dump(mode="json")
    for number, section in enumerate(section for lesson in plan["lessons"] for section in lesson["sections"]):
        del section["key"], section["source_blocks"]
        section |= {"visual": "none", "blocks": [f"S1.b{number + 1}"]}
    return plan


def mended(draft: Json) -> Outline:
    plan, findings = parse_draft(to_contract(json.dumps(draft), OUTLINE), Outline)
    assert plan is not None, findings
    return plan


def errors(plan: Outline) -> list[str]:
    findings = review_outline(plan, BRIEF, OUTLINE.sources)
    return [finding.code for finding in findings if finding.severity == "error"]


def test_what_is_sound_stays_as_it_is() -> None:
    assert errors(mended(outline())) == []
    assert mended(outline()).lessons[1].sections[1].prerequisites == ["2.1"]


def test_a_section_too_many_is_taken_over_by_the_one_before_it() -> None:
    draft = outline()
    more = draft["lessons"][0]["sections"][0] | {"title": "Salt", "objectives": ["Weigh salt"], "blocks": ["S1.b7"]}
    draft["lessons"][0]["sections"].append(more)
    plan = mended(draft)
    assert errors(plan) == []
    last = plan.section("1.2")
    assert last.title != "Salt"
    assert "Weigh salt" in last.objectives
    assert last.source_blocks[-1] == f"{drafts.SOURCE_ID}:b7"


def test_a_lesson_too_many_leaves_its_objectives_to_the_last_one() -> None:
    draft = outline()
    asked = draft["lessons"][0]["sections"][0]["objectives"]
    draft["lessons"] = [draft["lessons"][1], {**draft["lessons"][1], "title": "Another"}, draft["lessons"][0]]
    plan = mended(draft)
    assert len(plan.lessons) == 2
    assert set(asked) <= set(plan.section("2.2").objectives)


@pytest.mark.parametrize(
    ("written_as", "meant"),
    [
        ("Understand how to knead a dough", "Knead a dough"),
        ("You will understand gluten", "Explain gluten"),
        ("Learners will be able to understand why salt slows yeast", "Explain why salt slows yeast"),
        ("Know the three stages of baking", "Explain the three stages of baking"),
        ("Gain a basic understanding of hydration", "Explain hydration"),
        ("Be familiar with rye", "Explain rye"),
        ("Explain gluten", "Explain gluten"),
        ("Bread and its history", "Bread and its history"),
        ("Understanding", "Understanding"),
    ],
)
def test_an_objective_says_what_can_be_seen(written_as: str, meant: str) -> None:
    assert measurable([written_as], BRIEF) == [meant]


def test_what_the_instructor_has_worded_stays() -> None:
    brief = BRIEF.model_copy(update={"objectives": ["Understand gluten"]})
    assert measurable(["Understand gluten"], brief) == ["Understand gluten"]
    assert measurable(["Verstehen, was Gluten ist"], BRIEF.model_copy(update={"language": "de"})) == [
        "Verstehen, was Gluten ist"
    ]


@pytest.mark.parametrize("named", [["S1.b3"], ["2.2"], ["1.2"], ["nothing"], None, "1.1", [7]])
def test_what_is_no_earlier_section_is_no_prerequisite(named: object) -> None:
    draft = outline()
    draft["lessons"][0]["sections"][1]["prerequisites"] = named
    plan = mended(draft)
    assert plan.section("1.2").prerequisites == []
    assert errors(plan) == []


def test_a_title_and_a_key_in_words_are_prerequisites() -> None:
    draft = outline()
    first = draft["lessons"][0]["sections"][0]["title"]
    draft["lessons"][0]["sections"][1]["prerequisites"] = [first, "Section 1.1"]
    assert mended(draft).section("1.2").prerequisites == ["1.1"]


def test_passages_that_the_sources_lack_go_while_others_are_left() -> None:
    draft = outline()
    draft["lessons"][0]["sections"][0]["blocks"] = ["S1.b2", "S9.b1"]
    draft["lessons"][0]["sections"][1]["blocks"] = ["S9.b1"]
    plan = mended(draft)
    assert plan.section("1.1").source_blocks == [f"{drafts.SOURCE_ID}:b2"]
    assert errors(plan) == ["source_block_unknown"], "where none is left, the review asks for some"


@pytest.mark.parametrize(("said", "minutes"), [("15 minutes", 15), ("about 20", 20), (0, 1), (5_000, 600), (12.4, 12)])
def test_minutes_are_a_number(said: object, minutes: int) -> None:
    draft = outline()
    draft["lessons"][0]["sections"][0]["estimated_minutes"] = said
    assert mended(draft).section("1.1").estimated_minutes == minutes


def section(**changes: object) -> SectionContent:
    draft = drafts.content().model_dump(mode="json", exclude={"visuals"})
    draft["citations"] = [
        {"id": one["id"], "block": f"S1.{one['block_id']}", "quote": one["quote"]} for one in draft["citations"]
    ]
    content, findings = parse_draft(to_contract(json.dumps(draft | changes), SECTION), SectionContent)
    assert content is not None, findings
    return content


def test_a_quote_belongs_to_the_one_block_that_says_it() -> None:
    sound = section()
    assert (
        section(citations=[{"id": one.id, "block": "S1.b1", "quote": one.quote} for one in sound.citations]).citations
        == sound.citations
    )
    nowhere = section(citations=[{"id": "c1", "block": "S1.b1", "quote": "Nothing of all this says the source."}])
    assert nowhere.citations[0].block_id == "b1", "the review says that it is not there"


@pytest.mark.parametrize("named", ["s1.b1", "c 1", "[^c1]", "¹", "é", 7, "x" * 70])
def test_ids_that_no_mark_can_name_are_changed_in_the_texts_as_well(named: object) -> None:
    [first, *others] = section().model_dump(mode="json")["citations"]
    given = [{"id": one["id"], "block": f"S1.{one['block_id']}", "quote": one["quote"]} for one in (first, *others)]
    mark = named if isinstance(named, str) and named.startswith("[") else f"[^{named}]"
    explanation = drafts.content().explanation.replace(f"[^{first['id']}]", mark)
    content = section(citations=[given[0] | {"id": named}, *given[1:]], explanation=explanation, summary=f"So {mark}.")
    assert content.summary == f"So [^{content.citations[0].id}]."
    found = review_section(content, SECTION.outline.section("1.1"), BRIEF, SECTION.sources)
    assert not {finding.code for finding in found} & {"citation_missing", "citation_unused", "paragraph_uncited"}


@given(st.sets(st.sampled_from(range(1, 9))))
def test_a_paragraph_without_a_mark_gets_that_of_the_one_quote_that_carries_it(lost: set[int]) -> None:
    whole = section().explanation
    explanation = whole
    for number in lost:
        explanation = explanation.replace(f" [^c{number}]", "")
    assert section(explanation=explanation).explanation == whole


def test_of_two_citations_alike_a_paragraph_gets_one() -> None:
    given = [
        {"id": f"{one.id}{twin}", "block": f"S1.{one.block_id}", "quote": one.quote}
        for one in section().citations
        for twin in "ab"
    ]
    marked = "\n\n".join(f"{text} [^c{number}a]" for number, text in enumerate(drafts.PARAGRAPHS, 1))
    assert section(explanation="\n\n".join(drafts.PARAGRAPHS), citations=given).explanation == marked


def test_where_no_quote_carries_a_paragraph_it_stays_without_a_mark() -> None:
    bare = "\n\n".join(drafts.PARAGRAPHS)
    untold = "Cheese is made of the milk of cows, goats and sheep, and ripens for months.\n\n- one\n- two"
    assert section(explanation=untold).explanation == untold
    unsaid = [{"id": "c1", "block": "S1.b1", "quote": drafts.PARAGRAPHS[0] + " So they say."}]
    assert section(explanation=bare, citations=unsaid).explanation == bare
    code = f"```\n{drafts.PARAGRAPHS[0]}\n```\n\nIt goes like this, as {drafts.PARAGRAPHS[1][:-1]}:"
    assert section(explanation=code).explanation == code


def test_a_citation_that_nothing_refers_to_belongs_to_the_paragraph_nearest_to_it() -> None:
    said = drafts.PARAGRAPHS[1]
    told = "Bread rises, since yeast eats sugars, and bubbles of carbon dioxide stay while everybody waits for long."
    other = "Cheese is made of the milk of cows, goats and sheep, and ripens for months in a cellar."
    given = [{"id": "c1", "block": "S1.b2", "quote": said}]
    read = section(explanation=f"{other}\n\n{told}", citations=given)
    assert read.explanation == f"{other}\n\n{told} [^c1]"
    assert section(explanation=other, citations=given).explanation == other


def test_marks_in_checks_go() -> None:
    marked = drafts.choice(stem="What forms of flour and water [^c1]?").model_dump(mode="json")
    marked["options"][0]["text"] += " [^c1]"
    [read] = section(checks=[marked]).checks
    assert (read.stem, read.options[0].text) == ("What forms of flour and water?", drafts.choice().options[0].text)


@pytest.mark.parametrize(
    ("hint", "solution", "kept"),
    [
        ("Fifteen grams.", "15 g", True),
        ("It takes five hours.", "Five hours", False),
        ("15 g", "15 g.", False),
        ("Take 2 g for every 100 g.", "2", True),
        ("Salt slows yeast down.", "", True),
    ],
)
def test_a_hint_that_says_the_solution_is_none(hint: str, solution: str, kept: bool) -> None:
    exercise = {"prompt": "How much salt?", "hint": hint, "solution": solution}
    [read] = section(exercises=[exercise]).exercises
    assert (read.hint, read.solution) == (hint if kept else "", solution)


@pytest.mark.parametrize(
    ("pages", "kept"), [("2", True), ("pp. 1–2", True), ("under “Bread”", True), ("Not provided", False), ("", False)]
)
def test_a_resource_that_is_a_source_has_its_places_and_no_address_that_nobody_gave(pages: str, kept: bool) -> None:
    given = {"title": "Bread", "source": "bread.pdf", "url": "https://bread.example/recipe", "pages": pages}
    [read] = section(resources=[given]).resources
    assert (read.source, read.url, read.pages) == ("bread.pdf", None, pages if kept else None)
    elsewhere = given | {"source": None, "pages": None}
    assert section(resources=[elsewhere]).resources[0].url == given["url"]


def test_checks_are_told_apart_and_name_an_objective_of_the_section() -> None:
    own = SECTION.outline.section("1.1").objectives[0]
    check = drafts.choice().model_dump(mode="json")
    given = [check | {"id": name, "objective": f"1. {own.upper()}"} for name in ("q 1", "q 1", "", "?")]
    checks = section(checks=given).checks
    assert len({check.id for check in checks}) == 4
    assert {check.objective for check in checks} == {own}
    found = review_section(section(checks=given), SECTION.outline.section("1.1"), BRIEF, SECTION.sources)
    assert "check_id_repeated" not in {finding.code for finding in found}


def test_other_texts_that_are_right_are_kept_where_an_answer_is_typed() -> None:
    typed: Json = {"kind": "cloze", "stem": "Flour and water form ____.", "answer": "gluten"}
    chosen = typed | {"kind": "multiple_choice", "options": ["gluten", "starch", "salt"]}
    texts = [["the gluten", " ", 2, None], "the gluten", None, [f"form {n}" for n in range(30)]]
    content = section(checks=[typed | {"accepted": given} for given in texts] + [chosen | {"accepted": ["starch"]}])
    read = [check.accepted for check in content.checks]
    assert read == [["the gluten", "2"], ["the gluten"], [], [f"form {n}" for n in range(MOST_ACCEPTED)], []]


def test_a_tight_schema_says_counts_keys_and_labels_and_nothing_else_than_the_plain_one() -> None:
    plan = Example(tightened(OUTLINE, schema_of(WrittenOutline))).value()
    assert [len(lesson["sections"]) for lesson in plan["lessons"]] == [2, 2]
    assert WrittenOutline.model_validate(plan)
    tight = tightened(SECTION, schema_of(WrittenSection))
    content = Example(tight).value()
    assert WrittenSection.model_validate(content)
    assert (content["citations"][0]["id"], content["citations"][0]["block"]) == ("c1", "S1.b1")
    ids = tight["$defs"]["WrittenCitation"]["properties"]["id"]["enum"]
    assert len(ids) == tight["properties"]["citations"]["maxItems"] == LENGTHS[BRIEF.depth].floor // 10
    assert tight["properties"]["explanation"]["minLength"] == 5 * LENGTHS[BRIEF.depth].floor
    assert content["checks"][0]["objective"] in SECTION.outline.section("1.1").objectives
    assert schema_of(WrittenSection) != tight, "and the plain one is not touched"
    lists = [
        *tight["properties"].values(),
        *(part for one in tight["$defs"].values() for part in one["properties"].values()),
    ]
    assert all("maxItems" in part for part in lists if part.get("type") == "array"), (
        "none lets a model go on without end"
    )
    unsourced = tightened(SECTION.model_copy(update={"sources": ()}), schema_of(WrittenSection))
    assert unsourced["properties"]["citations"]["maxItems"] == 0


WHOLE = written(
    {"messages": [{"content": "Write section 1.1 of the outline: “Yeast”."}]}
    | {"response_format": {"type": "json_schema", "json_schema": {"schema": schema_of(WrittenSection)}}}
)


@given(st.integers(0, len(WHOLE)))
def test_a_preview_is_the_beginning_of_what_will_be_read(cut: int) -> None:
    content = json.loads(WHOLE)
    shown = readable(WHOLE[:cut], SECTION)
    assert content["explanation"].startswith(shown) or content["summary"].startswith(shown)
    assert not any(check["stem"] in shown for check in content["checks"])


def test_a_preview_of_an_outline_is_its_titles() -> None:
    text = json.dumps(outline())
    titles = readable(text[: text.index('"objectives"', text.index('"sections"'))], OUTLINE).split("\n")
    assert titles == [
        outline()["title"],
        outline()["lessons"][0]["title"],
        outline()["lessons"][0]["sections"][0]["title"],
    ]


@pytest.mark.parametrize("cut", ['{"explanation": "a\\', '{"explanation": "a\\u00', '{"explanation": "a\\ud83d'])
def test_an_escape_that_is_cut_through_is_not_shown(cut: str) -> None:
    assert readable(cut, SECTION) == "a"
