"""Chat completions with a JSON schema: what a local server says, fenced or not, whole or cut off."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal

import pytest

from learning.answers import parse_draft
from learning.outline import Outline
from learning.section import SectionContent
from providers.compatible_text import CompatibleText
from providers.errors import ProviderProblem
from providers.text import OutlineRequest, SectionRequest
from tests.faults.course_writer import written
from tests.faults.script import Script
from tests.faults.stub_openai import OpenAIStub
from tests.learning import drafts

BRIEF = drafts.brief(lessons=2, sections_per_lesson=2)
OUTLINE = OutlineRequest(brief=BRIEF, sources=(drafts.source(),))
SECTION = SectionRequest(brief=BRIEF, outline=drafts.outline(BRIEF), key="1.1", sources=(drafts.source(),))


@asynccontextmanager
async def writing(*faults: str, fenced: bool = False, deadline: float = 20) -> AsyncIterator[CompatibleText]:
    async with OpenAIStub(Script(faults), written, fenced=fenced) as stub:
        writer = CompatibleText(f"{stub.url}/v1", model="llama", deadline=deadline)
        try:
            yield writer
        finally:
            await writer.close()


@pytest.mark.parametrize("fenced", [False, True])
async def test_a_course_is_written(fenced: bool) -> None:
    async with writing(fenced=fenced) as writer:
        outline_answer, section_answer = await writer.outline(OUTLINE), await writer.section(SECTION)
    outline, findings = parse_draft(writer.draft(outline_answer.raw, OUTLINE), Outline)
    assert (findings, outline is not None) == ([], True)
    content, findings = parse_draft(writer.draft(section_answer.raw, SECTION), SectionContent)
    assert (findings, content is not None) == ([], True)
    assert section_answer.cost == Decimal(0)
    assert section_answer.input_tokens > 0


@pytest.mark.parametrize(
    ("fault", "kind", "retryable"),
    [
        ("401", "key_refused", False),
        ("404", "model_unknown", False),
        ("429_insufficient_quota", "no_credit", False),
        ("429_rate_limit", "rate_limited", True),
        ("503", "unavailable", True),
        ("close", "connection_lost", True),
        ("broken_json", "broken_answer", True),
        ("html_200", "not_an_answer", True),
        ("stall", "timed_out", True),
    ],
)
async def test_faults_are_told_apart(fault: str, kind: str, retryable: bool) -> None:
    async with writing(fault, deadline=1 if fault == "stall" else 20) as writer:
        with pytest.raises(ProviderProblem) as caught:
            await writer.section(SECTION)
    assert (caught.value.kind, caught.value.retryable) == (kind, retryable)


@pytest.mark.parametrize("fault", ["refusal", "content_filter"])
async def test_a_refusal_waits_for_a_person(fault: str) -> None:
    async with writing(fault) as writer:
        answer = await writer.section(SECTION)
        with pytest.raises(ProviderProblem) as caught:
            writer.draft(answer.raw, SECTION)
    assert (caught.value.kind, caught.value.retryable) == ("provider_refused", False)


async def test_an_answer_that_was_cut_off_is_asked_for_anew() -> None:
    async with writing("max_tokens") as writer:
        cut = await writer.section(SECTION)
        content, findings = parse_draft(writer.draft(cut.raw, SECTION), SectionContent)
        assert content is None
        again = SECTION.model_copy(update={"previous": cut.raw, "findings": tuple(findings)})
        whole = await writer.section(again)
        assert parse_draft(writer.draft(whole.raw, again), SectionContent)[0] is not None
