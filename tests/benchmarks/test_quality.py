from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks import quality
from benchmarks.quality import Answers, NotStored, judge, table
from benchmarks.quality_figures import figures, readability
from learning.outline import Outline, OutlineLesson
from providers.offline.provider import OfflineText
from providers.text import SectionRequest, TextAnswer, TextRequest
from tests.learning import drafts


def outline() -> Outline:
    return Outline(title="Baking bread", lessons=[OutlineLesson(title="Dough", sections=[drafts.section()])])


class Scripted(OfflineText):
    """Answers with the drafts of the tests, for ten cents each."""

    async def outline(self, request: TextRequest) -> TextAnswer:
        return TextAnswer(raw=outline().model_dump_json(), model="m", cost=Decimal("0.1"))

    async def section(self, request: SectionRequest) -> TextAnswer:
        return TextAnswer(raw=drafts.content().model_dump_json(), model="m", cost=Decimal("0.1"))


def test_the_figures_of_a_sound_course() -> None:
    found = figures(drafts.brief(), outline(), {"1.1": drafts.content()}, [drafts.source()])
    assert (found.sections, found.checks, found.without_checks, found.flawed_checks) == (1, 4, 0, 0)
    assert (found.taught, found.resolving, found.quality) == ((2, 2), (8, 8), 1.0)
    assert (found.bloom, found.positions) == ({"understand": 2}, {2: 1})
    assert not found.findings


def test_the_figures_of_a_poor_one() -> None:
    content = drafts.content(
        checks=[drafts.choice(stem="However, what forms when flour meets water in the bowl?")],
        citations=[one.model_copy(update={"quote": "never said"}) for one in drafts.content().citations],
    )
    asked = drafts.brief(objectives=["Explain tides", drafts.OBJECTIVES[0]])
    found = figures(asked, outline(), {"1.1": content}, [drafts.source()])
    assert (found.flaws, found.flawed_checks) == ({"CTX": 1}, 1)
    assert (found.taught, found.resolving) == ((1, 2), (0, 8))
    assert found.quality < 0.5


def test_a_section_that_was_not_written_is_left_out() -> None:
    found = figures(drafts.brief(), outline(), {}, [drafts.source()])
    assert (found.sections, found.quality, found.lix) == (0, 0.0, 0.0)


def test_longer_words_and_sentences_are_harder() -> None:
    easy, hard = (
        "The cat sat. The dog ran.",
        "Incomprehensible regulations notwithstanding, administrators deliberated.",
    )
    assert readability(easy) == 3.0
    assert readability(hard) > readability(easy) + 80
    assert readability("") == 0


async def test_stored_answers_are_judged_again_without_a_call(tmp_path: Path) -> None:
    brief, sources = drafts.brief(lessons=1, sections_per_lesson=1), (drafts.source(),)
    first = Answers(Scripted(), tmp_path, judge_only=False)
    course = dict(await judge(first, "bread", brief, sources))
    assert (first.calls, first.cost) == (2, Decimal("0.2"))
    again = Answers(Scripted(), tmp_path, judge_only=True)
    same = dict(await judge(again, "bread", brief, sources))
    assert (again.calls, again.cost) == (0, Decimal("0.2"))
    spent = "calls, cost, seconds"
    assert {**same, spent: ""} == {**course, spent: ""}
    assert same["objectives taught"] == "2 of 2"
    assert table([list(course.items())]).count("\n") == 2
    with pytest.raises(NotStored, match="--judge-only"):
        await judge(Answers(Scripted(), tmp_path / "none", judge_only=True), "bread", brief, sources)


def test_a_folder_is_read_with_its_brief(tmp_path: Path) -> None:
    (tmp_path / "tides.md").write_text("# Tides\n\nThe moon lifts the sea.\n")
    (tmp_path / "brief.json").write_text('{"title": "Tides", "lessons": 1}')
    brief, [source] = quality.read_folder(tmp_path)
    assert (brief.title, brief.lessons, brief.sections_per_lesson) == ("Tides", 1, 2)
    assert (source.id, source.filename) == ("s1", "tides.md")
