import pytest
from pydantic import ValidationError

from learning.course_draft import CourseDraft, SectionDraft
from learning.course_draft_review import review_course_draft
from learning.policy import MOfNMastery, ProgressionPolicy, ScoreMastery
from learning.section import SectionContent
from tests.learning import drafts
from tests.learning.mutations import errors, warnings


def part(title: str, needs: tuple[str, ...] = (), **changes: object) -> SectionDraft:
    return drafts.section_draft(title, content=SectionContent(), prerequisites=list(needs), **changes)


def free(*lessons: list[SectionDraft]) -> CourseDraft:
    return drafts.course_draft(*lessons, progression_policy={"sequential": False})


def gate(requires: str) -> dict[str, object]:
    return {"requires": requires, "min_completion": 100}


def test_a_plain_course_has_no_errors() -> None:
    assert errors(review_course_draft(drafts.course_draft())) == []


def test_defaults_of_the_policy() -> None:
    assert ProgressionPolicy().model_dump() == {
        "sequential": True,
        "min_time_fraction": 0.25,
        "min_interactions": 0,
        "idle_cap_seconds": 1800,
        "mastery": None,
    }


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({"type": "score"}, ScoreMastery(type="score", threshold=70)),
        ({"type": "score", "threshold": 85.5}, ScoreMastery(type="score", threshold=85.5)),
        ({"type": "m_of_n", "m": 3, "n": 5}, MOfNMastery(type="m_of_n", m=3, n=5)),
        (None, None),
    ],
)
def test_mastery(given: object, read: object) -> None:
    assert ProgressionPolicy.model_validate({"mastery": given}).mastery == read


@pytest.mark.parametrize(
    "policy",
    [
        {"mastery": {"type": "m_of_n", "m": 6, "n": 5}},
        {"mastery": {"type": "m_of_n", "m": 1}},
        {"mastery": {"type": "score", "threshold": 101}},
        {"mastery": {"type": "luck"}},
        {"min_time_fraction": 1.5},
        {"speed": 1},
    ],
)
def test_policies_that_cannot_be(policy: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ProgressionPolicy.model_validate(policy)


@pytest.mark.parametrize(
    "change",
    [
        {"title": " "},
        {"lessons": []},
        {"lessons": [{"title": "A", "sections": []}]},
        {"lessons": [{"title": "A", "sections": [{"title": "B"}] * 51}]},
        {"lessons": [{"title": "A", "sections": [{"title": "B"}]}] * 51},
        {"lessons": [{"title": "A", "sections": [{"title": "B", "gate": {"requires": "1", "min_score": 101}}]}]},
        {"price": 3},
        {"difficulty": "heroic"},
    ],
)
def test_messages_that_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        CourseDraft.model_validate({"title": "A", "lessons": [{"title": "A", "sections": [{"title": "B"}]}]} | change)


def test_a_draft_survives_the_wire() -> None:
    draft = drafts.course_draft()
    assert CourseDraft.model_validate_json(draft.model_dump_json()) == draft


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        (free([part("A"), part("B", ("1.3",))]), ("prerequisite_unknown", "/lessons/0/sections/1/prerequisites/0")),
        (free([part("A"), part("B", ("1.1", "3"))]), ("prerequisite_unknown", "/lessons/0/sections/1/prerequisites/1")),
        (free([part("A", gate=gate("2.1"))]), ("gate_unknown", "/lessons/0/sections/0/gate/requires")),
        (free([part("A", ("1.1",))]), ("prerequisite_cycle", "/lessons/0/sections/0/prerequisites/0")),
        (free([part("A", gate=gate("1.1"))]), ("prerequisite_cycle", "/lessons/0/sections/0/gate/requires")),
        (free([part("A", ("1",))]), ("prerequisite_cycle", "/lessons/0/sections/0/prerequisites/0")),
        (
            free([drafts.section_draft(content={"checks": [drafts.choice(answer="o9")]})]),
            ("answer_not_an_option", "/lessons/0/sections/0/content/checks/0/answer"),
        ),
        (free([part("A"), part("B\x01")]), ("control_characters", "/lessons/0/sections/1/title")),
        (
            free([drafts.section_draft(content={"summary": "a\x00"})]),
            ("control_characters", "/lessons/0/sections/0/content/summary"),
        ),
    ],
)
def test_each_fault_is_found_and_nothing_else(draft: CourseDraft, found: tuple[str, str]) -> None:
    assert errors(review_course_draft(draft)) == [found]


@pytest.mark.parametrize(
    "draft",
    [
        free([part("A", ("1.2",)), part("B")]),
        free([part("A", ("1",), is_required=False), part("B")]),
        free([part("A", ("1.2",)), part("B", gate={"requires": "1.1"})]),
        free([part("A"), part("B", ("1.1",), gate=gate("1.1"))], [part("C", ("1",))]),
        drafts.course_draft([part("A"), part("B", ("1.1",))], [part("C", ("1",), gate=gate("1.2"))]),
        drafts.course_draft([part("A", ("1.2",), is_required=False), part("B")]),
    ],
)
def test_orders_in_which_everybody_can_begin(draft: CourseDraft) -> None:
    assert errors(review_course_draft(draft)) == []


def test_a_cycle_is_named_and_said_wherever_it_can_be_opened() -> None:
    around = review_course_draft(free([part("A", ("2",))], [part("B", gate=gate("1.1"))]))
    closing = ["/lessons/0/sections/0/prerequisites/0", "/lessons/1/sections/0/gate/requires"]
    assert sorted(errors(around)) == [("prerequisite_cycle", pointer) for pointer in closing]
    assert "1.1 “A” → 2 “Day 2 at the mill” → 2.1 “B” → 1.1 “A”" in around[0].detail


def test_a_cycle_that_only_the_order_makes_is_a_warning() -> None:
    [finding] = review_course_draft(drafts.course_draft([part("A", ("1.2",)), part("B")]))
    assert (finding.code, finding.severity) == ("prerequisite_against_order", "warning")


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        (free([part("A"), part("a")]), ("title_repeated", "/lessons/0/sections/1/title")),
        (
            free([part("A"), part("B", gate={"requires": "1.1"})]),
            ("gate_asks_nothing", "/lessons/0/sections/1/gate"),
        ),
        (
            free([part("A", objectives=["Know bread"])]),
            ("objective_unmeasurable", "/lessons/0/sections/0/objectives/0"),
        ),
        (
            free([drafts.section_draft("A"), drafts.section_draft("B")]),
            ("check_repeated", "/lessons/0/sections/1/content/checks/0"),
        ),
    ],
)
def test_what_only_deserves_a_warning(draft: CourseDraft, found: tuple[str, str]) -> None:
    findings = review_course_draft(draft)
    assert (errors(findings), warnings(findings)) == ([], [found])
