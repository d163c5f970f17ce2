"""Parts of a section that give each other away, repeat each other, or lead nowhere."""

from __future__ import annotations

import pytest

from learning.checks import Check
from learning.parts_review import review_answers_elsewhere, review_invented_addresses, review_summary
from learning.section import Resource, SectionContent


def typed(name: str, stem: str, answer: str) -> Check:
    return Check(id=name, kind="short_answer", stem=stem, answer=answer)


@pytest.mark.parametrize(
    ("stem", "answer", "other"),
    [
        (
            "Which tool lifts the warp threads of a loom?",
            "heddle",
            "How does the heddle lift the warp threads of a loom?",
        ),
        ("Welches Teil hebt die Kettfäden am Webstuhl?", "Litze", "Wie hebt die Litze die Kettfäden am Webstuhl?"),
        (
            "¿Qué parte levanta los hilos del telar?",
            "lizo",
            "¿Cómo levanta el lizo los hilos del telar, parte a parte?",
        ),
        ("Quelle pièce soulève les fils du métier ?", "lisse", "Comment la lisse soulève-t-elle les fils du métier ?"),
    ],
)
def test_a_question_that_answers_another_is_named(stem: str, answer: str, other: str) -> None:
    [finding] = review_answers_elsewhere([typed("k1", stem, answer), typed("k2", other, "mit einer Schnur")])
    assert (finding.code, finding.pointer, finding.severity) == (
        "check_answered_elsewhere",
        "/checks/0/stem",
        "warning",
    )
    assert "k2" in finding.detail


@pytest.mark.parametrize(
    "other",
    [
        typed("k2", "What is a heddle made of?", "wire"),
        typed("k2", "Which tool beats the weft of a loom into place?", "reed"),
        Check(id="k2", kind="true_false", stem="A heddle lifts the warp threads of a loom tool.", answer="false"),
    ],
)
def test_questions_on_the_same_subject_are_left_alone(other: Check) -> None:
    asked = typed("k1", "Which tool lifts the warp threads of a loom?", "heddle")
    assert list(review_answers_elsewhere([asked, other])) == []


def test_what_comes_first_is_not_told_by_what_follows_it() -> None:
    first = typed("k1", "Warping a loom: which step comes first?", "wind the warp")
    then = typed("k2", "Warping a loom: which step comes after “wind the warp”?", "spread the threads")
    assert list(review_answers_elsewhere([first, then])) == []


TEXT = (
    "A loom holds the warp under tension so that the weft can pass. The shuttle carries the weft through the shed that "
    "the heddles open, and the reed beats it into place."
)


@pytest.mark.parametrize(
    ("summary", "explanation", "found"),
    [
        (TEXT, TEXT, ["summary_repeats"]),
        (TEXT, f"# Looms\n\n{TEXT}\n\nLinen shrinks.", ["summary_repeats"]),
        (TEXT, f"{TEXT} {'Each weaver has a way of his own to warp a loom. ' * 8}", []),
        ("What a loom does.", "What a loom does.", []),
        (TEXT.replace("passes", "runs").replace("so that", "and"), TEXT, []),
    ],
)
def test_a_summary_that_is_the_explanation(summary: str, explanation: str, found: list[str]) -> None:
    content = SectionContent(summary=summary, explanation=explanation)
    assert [finding.code for finding in review_summary(content)] == found


@pytest.mark.parametrize(
    ("url", "is_invented"),
    [
        ("https://www.example.com/looms", True),
        ("https://looms.example.org", True),
        ("https://yourdomain.com/looms", True),
        ("https://weaving.invalid/a", True),
        ("https://examples.weaving.org/a", False),
        ("https://weaving.org/example.com", False),
        ("https://[weaving", False),
    ],
)
def test_an_invented_address(url: str, is_invented: bool) -> None:
    found = list(review_invented_addresses(SectionContent(resources=[Resource(title="Looms", url=url)])))
    assert [finding.code for finding in found] == ["resource_invented"] * is_invented
