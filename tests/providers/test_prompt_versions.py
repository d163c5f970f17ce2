"""A prompt that changes has its answers asked for anew, and no other's."""

from pathlib import Path

import pytest

from learning.finding import Finding
from providers.prompting import files, prompt
from providers.prompting.prompt import PROMPTS, prompt_of, prompt_version
from providers.text import OutlineRequest, SectionRequest, SolveRequest, TextRequest
from tests.learning import drafts

BRIEF = drafts.brief()
FINDINGS = (Finding(code="length", severity="error", pointer="", detail="Too long."),)
OUTLINE = OutlineRequest(brief=BRIEF, instructions="Shorter.", previous="{}", findings=FINDINGS)
SECTION = SectionRequest(brief=BRIEF, outline=drafts.outline(BRIEF), key="1.1", findings=FINDINGS)
SOLVING = SolveRequest(brief=BRIEF, checks=(), text="")


def test_the_files_have_the_numbers_that_they_are_read_by() -> None:
    there = {path.name for path in Path(files.__file__).parent.glob("*.md")}
    names = {name.partition(".")[0] for name in there}
    assert there == {f"{name}.v{files.number_of(name)}.md" for name in names}
    assert names == {*(name for each in PROMPTS.values() for name in each), "schema", "picture", "diagram"}


@pytest.mark.parametrize("request_", [OUTLINE, SECTION, SOLVING], ids=lambda each: type(each).__name__)
def test_every_prompt_that_takes_part_is_named(request_: TextRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    filled = []

    def noted(name: str, **values: object) -> str:
        filled.append(name)
        return files.fill(name, **values)

    monkeypatch.setattr(prompt, "fill", noted)
    prompt_of(request_, previous="{}")
    assert set(filled) == set(PROMPTS[type(request_)])


def test_a_new_prompt_leaves_the_answers_of_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [prompt_version(each) for each in (OUTLINE, SECTION, SOLVING)]
    monkeypatch.setitem(files.NUMBERS, "section", files.number_of("section") + 1)
    after = [prompt_version(each) for each in (OUTLINE, SECTION, SOLVING)]
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True]
    assert all(len(version) <= 40 for version in after)


def test_the_first_prompts_are_called_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that older releases stored are found by it."""
    monkeypatch.setattr(files, "NUMBERS", {})
    assert prompt_version(OUTLINE) == prompt_version(SECTION) == prompt_version(SOLVING) == "1"
