"""What the review says of a course as it stands."""

from decimal import Decimal

from learning.course_draft import CourseDraft, LessonDraft, SectionDraft
from learning.standing import review_standing, within
from tests.learning import drafts


def course(*contents: object) -> CourseDraft:
    plans = list(drafts.outline().all_sections())
    sections = [
        SectionDraft(title=plan.title, objectives=plan.objectives, content=content)
        for plan, content in zip(plans, contents, strict=False)
    ]
    return CourseDraft(title="Baking bread", lessons=[LessonDraft(title="Dough", sections=sections)])


def test_a_generated_section_is_held_to_what_its_writer_was() -> None:
    bare = drafts.content(exercises=[])
    by_hand, generated = (review_standing(course(bare), keys, [drafts.source()]) for keys in ((), {"1.1"}))
    assert [finding.code for finding in by_hand.findings if "exercise" in finding.code] == []
    assert "exercise_missing" in [finding.code for finding in generated.findings]
    assert generated.scores["1.1"] < by_hand.scores["1.1"]


def test_a_quote_is_compared_with_its_source_and_one_of_a_source_that_is_gone_is_let_be() -> None:
    citations = [drafts.content().citations[0].model_copy(update={"quote": "Dough is made of gold."})]
    wrong = course(drafts.content(citations=citations))
    given, gone = (review_standing(wrong, {"1.1"}, sources) for sources in ([drafts.source()], []))
    assert "quote_not_found" in [finding.code for finding in given.findings]
    assert not {"quote_not_found", "citation_source_unknown"} & {finding.code for finding in gone.findings}


def test_what_is_found_of_the_course_lowers_its_score_below_the_mean_of_its_sections() -> None:
    sound = course(drafts.content())
    vague = sound.model_copy(update={"objectives": ["Know bread"]})
    assert review_standing(sound, ()).score == review_standing(sound, ()).scores["1.1"]
    standing = review_standing(vague, ())
    assert standing.score == (standing.scores["1.1"] * Decimal("0.95")).quantize(Decimal("0.01"))
    assert within(standing.findings, "/objectives")
