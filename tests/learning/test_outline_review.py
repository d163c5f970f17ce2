import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.outline_review import review_outline
from tests.learning import drafts
from tests.learning.mutations import changed, errors, warnings

S = "/lessons/1/sections/0"

ERRORS = [
    ("/lessons/5/sections/1/key", "6.3", "section_key", "/lessons/5/sections/1/key"),
    ("/title", "Untitled", "title_placeholder", "/title"),
    ("/lessons/1/title", "Lesson 2", "title_placeholder", "/lessons/1/title"),
    (f"{S}/title", "TBD", "title_placeholder", f"{S}/title"),
    (f"{S}/title", "**Yeast**", "title_markup", f"{S}/title"),
    (f"{S}/title", "<i>Yeast</i>", "title_markup", f"{S}/title"),
    (f"{S}/title", "FLOUR  for wheat loaves", "title_repeated", f"{S}/title"),
    ("/lessons/1/title", "From flour to loaf, day 1", "title_repeated", "/lessons/1/title"),
    (f"{S}/objectives", [], "objective_missing", f"{S}/objectives"),
    (f"{S}/objectives", [""], "objective_missing", f"{S}/objectives"),
    (f"{S}/assessment_criteria", [], "criterion_missing", f"{S}/assessment_criteria"),
    (f"{S}/objectives/0", "Understand yeast", "objective_unmeasurable", f"{S}/objectives/0"),
    (f"{S}/objectives/0", "Yeast and its history", "objective_unmeasurable", f"{S}/objectives/0"),
    ("/objectives/0", "Know bread", "objective_unmeasurable", "/objectives/0"),
    ("/lessons/1/objectives/0", "Be familiar with bread", "objective_unmeasurable", "/lessons/1/objectives/0"),
    ("/lessons/0/sections/0/objectives", ["Explain flour", drafts.OBJECTIVES[0]], "objective_uncovered", "/lessons"),
    (f"{S}/prerequisites", ["7.1"], "prerequisite_unknown", f"{S}/prerequisites/0"),
    (f"{S}/prerequisites", ["2.1"], "prerequisite_cycle", f"{S}/prerequisites"),
    (f"{S}/prerequisites", ["2.2"], "prerequisite_cycle", f"{S}/prerequisites"),
    ("/lessons/0/sections/0/prerequisites", ["3.1"], "prerequisite_cycle", "/lessons/0/sections/0/prerequisites"),
    (f"{S}/estimated_minutes", 601, "duration_implausible", f"{S}/estimated_minutes"),
    (f"{S}/estimated_minutes", 0, "duration_implausible", f"{S}/estimated_minutes"),
    (f"{S}/source_blocks", [f"{drafts.SOURCE_ID}:b99"], "source_block_unknown", f"{S}/source_blocks/0"),
    (f"{S}/source_blocks", ["elsewhere:b1"], "source_block_unknown", f"{S}/source_blocks/0"),
    (f"{S}/figure", "elsewhere:b1", "source_block_unknown", f"{S}/figure"),
    (f"{S}/summary", "a\x00b", "control_characters", f"{S}/summary"),
]


@given(st.integers(1, 20), st.integers(1, 8), st.sampled_from(["en", "en-GB", "de", "ja"]))
def test_nothing_is_wrong_with_a_good_outline(lessons: int, sections: int, language: str) -> None:
    asked = drafts.brief(lessons=lessons, sections_per_lesson=sections, language=language)
    assert review_outline(drafts.outline(asked), asked, [drafts.source()]) == []


@pytest.mark.parametrize(("path", "value", "code", "pointer"), ERRORS)
def test_each_fault_is_found_and_nothing_else(path: str, value: object, code: str, pointer: str) -> None:
    outline = changed(drafts.outline(), path, value)
    findings = review_outline(outline, drafts.brief(), [drafts.source()])
    assert errors(findings) == [(code, pointer)]
    assert all(finding.detail.endswith((".", "”")) for finding in findings)


@pytest.mark.parametrize(
    ("path", "value", "code", "pointer"),
    [
        (f"{S}/objectives/-", "Explain the part of flour for wheat loaves", "objective_repeated", f"{S}/objectives/1"),
        (f"{S}/source_blocks", [], "source_blocks_missing", f"{S}/source_blocks"),
        (f"{S}/source_blocks", [f"{drafts.SOURCE_ID}:b0"], "source_blocks_missing", f"{S}/source_blocks"),
    ],
)
def test_what_only_deserves_a_warning(path: str, value: object, code: str, pointer: str) -> None:
    outline = changed(changed(drafts.outline(), "/lessons/2/sections/0/prerequisites", []), path, value)
    findings = review_outline(outline, drafts.brief(), [drafts.source()])
    assert (errors(findings), warnings(findings)) == ([], [(code, pointer)])


@pytest.mark.parametrize("minutes", [1, 400])
def test_a_sum_of_minutes_that_cannot_be(minutes: int) -> None:
    outline = drafts.outline()
    for lesson in range(6):
        for place in range(2):
            outline = changed(outline, f"/lessons/{lesson}/sections/{place}/estimated_minutes", minutes)
    assert warnings(review_outline(outline, drafts.brief())) == [("duration_total", "/lessons")]


@pytest.mark.parametrize(("lessons", "sections"), [(5, 2), (7, 2), (6, 1), (6, 3)])
def test_another_shape_than_asked(lessons: int, sections: int) -> None:
    outline = drafts.outline(drafts.brief(lessons=lessons, sections_per_lesson=sections))
    wrong = errors(review_outline(outline, drafts.brief()))
    code = ("lesson_count", "/lessons") if lessons != 6 else ("section_count", "/lessons/0/sections")
    assert code in wrong
    assert {name for name, _ in wrong} == {code[0]}


def test_a_cycle_is_named() -> None:
    outline = changed(drafts.outline(), f"{S}/prerequisites", ["2.2"])
    detail = review_outline(outline, drafts.brief())[-1].detail
    assert "2.1 “Yeast for wheat loaves” → 2.2 “Salt for wheat loaves” → 2.1" in detail


def test_a_section_cannot_need_a_later_one() -> None:
    outline = changed(drafts.outline(), "/lessons/2/sections/0/prerequisites", [])
    findings = review_outline(changed(outline, f"{S}/prerequisites", ["3.1"]), drafts.brief(), [drafts.source()])
    assert errors(findings) == [("prerequisite_later", f"{S}/prerequisites/0")]


def test_an_objective_of_the_brief_that_nobody_can_measure_is_only_a_warning() -> None:
    asked = drafts.brief(objectives=["Understand yeast."])
    findings = review_outline(drafts.outline(asked), asked)
    assert errors(findings) == []
    assert {code for code, _ in warnings(findings)} == {"objective_unmeasurable"}


def test_an_instructors_own_outline_is_only_warned_of_its_wording() -> None:
    outline = changed(drafts.outline(), f"{S}/objectives/0", "Understand yeast")
    findings = review_outline(outline, drafts.brief(), generated=False)
    assert (errors(findings), warnings(findings)) == ([], [("objective_unmeasurable", f"{S}/objectives/0")])


def test_an_instructors_own_outline_has_the_shape_that_they_drew() -> None:
    outline = drafts.outline(drafts.brief(lessons=2, sections_per_lesson=3))
    first, second = outline.lessons
    uneven = outline.model_copy(
        update={"lessons": [first, second.model_copy(update={"sections": second.sections[:1]})]}
    )
    assert "section_count" not in {code for code, _ in errors(review_outline(uneven, drafts.brief(), generated=False))}
    empty = outline.model_copy(update={"lessons": [first, second.model_copy(update={"sections": []})]})
    assert ("section_count", "/lessons/1/sections") in errors(review_outline(empty, drafts.brief(), generated=False))
    long = drafts.outline(drafts.brief(lessons=20, sections_per_lesson=8))
    longer = long.model_copy(update={"lessons": [*long.lessons, first]})
    assert ("lesson_count", "/lessons") in errors(review_outline(longer, drafts.brief(), generated=False))


def test_near_identical_words_cover_an_objective() -> None:
    asked = drafts.brief(objectives=["Explain how a yeast ferments the dough!"])
    assert errors(review_outline(drafts.outline(), asked)) == []


def test_verbs_are_judged_in_english_only() -> None:
    outline = changed(drafts.outline(), f"{S}/objectives/0", "Gärung")
    assert errors(review_outline(outline, drafts.brief(language="de"))) == []


def test_the_title_of_the_brief_is_the_instructors_own() -> None:
    asked = drafts.brief(title="Part 2")
    assert review_outline(drafts.outline(asked), asked) == []


def test_source_blocks_are_looked_up_only_among_given_sources() -> None:
    outline = changed(drafts.outline(), f"{S}/source_blocks", ["elsewhere:b1"])
    assert review_outline(outline, drafts.brief()) == []


def test_passages_that_say_nothing_of_their_section_are_refused_where_others_do() -> None:
    steam = changed(drafts.outline(), f"{S}/source_blocks", [f"{drafts.SOURCE_ID}:b7"])
    about_salt = changed(changed(steam, f"{S}/title", "Salt and gluten"), f"{S}/objectives", ["Explain salt"])
    [finding] = review_outline(about_salt, drafts.brief(), [drafts.source()])
    assert (finding.code, finding.severity) == ("source_blocks_off_subject", "error")
    assert "under “Bread”" in finding.detail
    [own] = review_outline(about_salt, drafts.brief(), [drafts.source()], generated=False)
    assert (own.code, own.severity) == ("source_blocks_off_subject", "warning")
    nowhere = changed(changed(steam, f"{S}/title", "Cheese from goats"), f"{S}/objectives", ["Explain cheese"])
    assert review_outline(nowhere, drafts.brief(), [drafts.source()]) == []
