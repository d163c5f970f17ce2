"""Chat completions as local servers have them: in the form that they take, with whatever they say around it, slowly."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from learning.answers import parse_draft
from learning.outline import Outline
from learning.section import SectionContent
from learning.solving import Answers, is_key, without_keys
from providers.compatible_text import CompatibleText
from providers.errors import ProviderProblem
from providers.text import OutlineRequest, SectionRequest, SolveRequest
from tests.faults import openai_chat as chat
from tests.faults.course_writer import written
from tests.faults.script import Script
from tests.faults.stub_openai import OpenAIStub
from tests.faults.wire import Answer, Request
from tests.learning import drafts

BRIEF = drafts.brief(lessons=2, sections_per_lesson=2)
OUTLINE = OutlineRequest(brief=BRIEF, sources=(drafts.source(),))
SECTION = SectionRequest(brief=BRIEF, outline=drafts.outline(BRIEF), key="1.1", sources=(drafts.source(),))


@asynccontextmanager
async def writing(*faults: str, fenced: bool = False, deadline: float = 20) -> AsyncIterator[CompatibleText]:
    async with OpenAIStub(Script(faults), written, fenced=fenced) as stub, asking(stub, deadline=deadline) as writer:
        yield writer


@asynccontextmanager
async def asking(stub: OpenAIStub, *, deadline: float = 20, silence: float = 20) -> AsyncIterator[CompatibleText]:
    writer = CompatibleText(f"{stub.url}/v1", model="llama", deadline=deadline, silence=silence)
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


TAKEN = [
    (("json_schema", "json_object", "text"), 500, ["json_schema"]),
    (("json_object", "text"), 500, ["json_schema", "json_schema", "json_object"]),
    (("json_object", "text"), 400, ["json_schema", "json_schema", "json_object"]),
    (("text",), 422, ["json_schema", "json_schema", "json_object", "text"]),
]


@pytest.mark.parametrize(("forms", "refuses", "asked"), TAKEN)
async def test_a_server_is_asked_in_the_strictest_form_that_it_takes_and_found_out_once(
    forms: tuple[str, ...], refuses: int, asked: list[str]
) -> None:
    async with OpenAIStub(written=written, forms=forms, refuses=refuses) as stub, asking(stub) as writer:
        for request in (OUTLINE, SECTION):
            answer = await writer.streamed(request, lambda _: None)
            shape = Outline if request is OUTLINE else SectionContent
            assert parse_draft(writer.draft(answer.raw, request), shape)[0] is not None
        found = [chat.form_of(body) for _, body in stub.bodies]
        last = json.dumps(stub.bodies[-1][1]["messages"])
    assert found == [*asked, asked[-1]]
    assert ("schema, and with nothing before or after it" in last) == (asked[-1] != "json_schema")


async def test_a_server_that_fails_in_every_form_has_failed() -> None:
    async with OpenAIStub(written=written, forms=()) as stub, asking(stub) as writer:
        with pytest.raises(ProviderProblem) as caught:
            await writer.section(SECTION)
        assert (caught.value.kind, caught.value.retryable, caught.value.ambiguous) == ("provider_failed", True, False)
        stub.forms = chat.FORMS
        assert (await writer.section(SECTION)).raw
    assert chat.form_of(stub.bodies[-1][1]) == "json_schema", "it is still to be found out what the server takes"


AROUND = {
    "thoughts": lambda text: f"<think>An outline? {{no}} Perhaps.</think>\n{text}",
    "prose": lambda text: f"Sure! Here it is:\n\n{text}\n\nI hope that this helps.",
    "a byte-order mark": lambda text: f"\ufeff{text}",
    "all of them": lambda text: f"\ufeff<think>Hm.</think>Here:\n```json\n\ufeff{text}\n```\nDone.",
}


@pytest.mark.parametrize("around", AROUND)
async def test_what_a_model_says_around_its_answer_is_passed_over(around: str) -> None:
    async with OpenAIStub(written=written, spoken=AROUND[around]) as stub, asking(stub) as writer:
        answer = await writer.section(SECTION)
    content, findings = parse_draft(writer.draft(answer.raw, SECTION), SectionContent)
    assert (findings, content is not None) == ([], True)


async def test_a_slow_answer_is_heard_as_it_comes_and_outlasts_any_silence() -> None:
    """Piece by piece, so that the whole takes longer than the server may be silent."""
    heard: list[str] = []
    slow = OpenAIStub(Script(["slow"]), lambda _: "{}" * 40, drip_seconds=0.2)
    async with slow as stub, asking(stub, silence=1.5) as writer:
        begun = time.monotonic()
        answer = await writer.streamed(SECTION, heard.append)
        assert time.monotonic() - begun > 1.5
    assert json.loads(answer.raw)["choices"][0]["message"]["content"] == heard[-1] == "{}" * 40
    assert all(later.startswith(earlier) for earlier, later in pairwise(heard))
    assert answer.output_tokens > 0


@pytest.mark.parametrize("fault", ["stall", "stall_mid_body", "drip"])
async def test_a_call_that_is_given_up_is_closed_at_the_server(fault: str) -> None:
    """Or it would go on there, and the next one wait behind it."""
    async with OpenAIStub(Script([fault]), written) as stub, asking(stub, silence=0.3) as writer:
        with pytest.raises(ProviderProblem) as caught:
            await writer.section(SECTION)
        assert (caught.value.kind, caught.value.retryable, caught.value.ambiguous) == ("timed_out", True, True)
        async with asyncio.timeout(2):
            await stub.script.counts.until_in_flight(0)


async def test_a_call_that_is_cancelled_is_closed_at_the_server() -> None:
    async with OpenAIStub(Script(["stall_mid_body"]), written) as stub, asking(stub) as writer:
        calling = asyncio.create_task(writer.section(SECTION))
        await stub.script.counts.until_in_flight(1)
        calling.cancel()
        async with asyncio.timeout(2):
            await stub.script.counts.until_in_flight(0)
        with pytest.raises(asyncio.CancelledError):
            await calling


async def test_a_server_that_never_stops_is_given_up_in_the_end() -> None:
    endless = OpenAIStub(Script(["drip"]), written, drip_seconds=0.001)
    async with endless as stub, asking(stub, silence=5, deadline=0.5) as writer:
        with pytest.raises(ProviderProblem) as caught:
            await writer.section(SECTION)
    assert caught.value.kind == "timed_out"


async def test_a_server_that_answers_in_one_piece_is_understood() -> None:
    class Whole(OpenAIStub):
        def answered(self, endpoint: str, request: Request, fault: str) -> Answer:
            body = {**request.json(), "stream": False}
            return super().answered(endpoint, replace(request, body=json.dumps(body).encode()), fault)

    async with Whole(written=written) as stub, asking(stub) as writer:
        answer = await writer.section(SECTION)
    assert parse_draft(writer.draft(answer.raw, SECTION), SectionContent)[0] is not None


async def test_checks_are_solved_with_the_text_and_without() -> None:
    checks = without_keys(drafts.checks())
    async with OpenAIStub(written=written) as stub, asking(stub) as writer:
        for text, reached in (("Yeast gives off carbon dioxide.", True), ("", False)):
            request = SolveRequest(brief=BRIEF, checks=checks, text=text)
            answers, findings = parse_draft(writer.draft((await writer.solve(request)).raw, request), Answers)
            assert (answers is not None, findings) == (True, [])
            assert answers is not None
            assert {is_key(check, answers.by_id()[check.id]) for check in drafts.checks()} == {reached}
    sent = json.dumps([body["messages"] for _, body in stub.bodies])
    assert "See the paragraph on it" not in sent
