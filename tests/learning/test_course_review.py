from learning.course_review import review_course
from learning.section import SectionContent
from tests.learning import drafts
from tests.learning.mutations import errors, warnings


def part(*paragraphs: int, **changes: object) -> SectionContent:
    return SectionContent(explanation="\n\n".join(drafts.PARAGRAPHS[number] for number in paragraphs)).model_copy(
        update=changes
    )


def test_sections_that_differ() -> None:
    assert review_course({"1.1": part(0, 1), "1.2": part(2, 3), "2.1": drafts.content(explanation="")}) == []
    assert review_course({}) == []


def test_a_paragraph_said_again_with_other_marks() -> None:
    again = SectionContent(explanation=f"{drafts.PARAGRAPHS[1].replace('alcohol', 'ethanol')} [^c7]")
    findings = review_course({"1.1": part(0, 1), "1.2": part(2), "2.1": again})
    assert (errors(findings), warnings(findings)) == ([], [("paragraph_repeated", "/2.1/explanation")])
    assert "section 1.1" in findings[0].detail


def test_a_paragraph_twice_in_one_section_is_no_matter_of_the_course() -> None:
    assert review_course({"1.1": part(0, 0)}) == []


def test_a_check_asked_again() -> None:
    check = drafts.choice(stem="What  FORMS when flour meets the water?", key=2)
    findings = review_course({"1.1": part(0, checks=[drafts.choice()]), "1.2": part(1, checks=[check])})
    assert warnings(findings) == [("check_repeated", "/1.2/checks/0")]


def test_the_same_stem_with_another_answer_is_another_check() -> None:
    cloze = drafts.checks()[2]
    other = cloze.model_copy(update={"stem": "Yeast frees ____ from starch.", "answer": "maltose"})
    assert review_course({"1.1": part(0, checks=[cloze]), "1.2": part(1, checks=[other])}) == []


def test_positions_over_the_course() -> None:
    stems = ["What rises?", "Which grain is this?", "Why add salt at all?", "Who scores loaves?"]
    contents = {
        f"{number}.1": SectionContent(checks=[drafts.choice(stem=stem, key=1)]) for number, stem in enumerate(stems, 1)
    }
    assert warnings(review_course(contents)) == [("answer_position", "")]
