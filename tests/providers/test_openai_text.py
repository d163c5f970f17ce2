"""OpenAI as a writer by the real SDK: every row of the fault table, schemas, the cache, batches, the bill."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from learning.answers import parse_draft
from learning.outline import Outline
from learning.section import SectionContent
from providers.errors import ProviderProblem
from providers.openai_text import Models, OpenAIText
from providers.prices import Tokens, text_price
from providers.text import OutlineRequest, SectionRequest, TextAnswer
from tests.faults.course_writer import written
from tests.faults.openai_batches import Batches
from tests.faults.prompt_cache import PromptCache
from tests.faults.script import Script
from tests.faults.stub_openai import BATCH_ITEM, BATCHES, CHAT, OpenAIStub
from tests.learning import drafts

BRIEF = drafts.brief(lessons=2, sections_per_lesson=2)
PLAN = drafts.outline(BRIEF)
OUTLINE = OutlineRequest(brief=BRIEF, sources=(drafts.source(),))
SECTION = SectionRequest(brief=BRIEF, outline=PLAN, key="1.1", sources=(drafts.source(),))
FAULTS = [
    ("400", "request_refused", False, False),
    ("401", "key_refused", False, False),
    ("403", "not_permitted", False, False),
    ("404", "model_unknown", False, False),
    ("413", "too_large", False, False),
    ("429_insufficient_quota", "no_credit", False, False),
    ("408", "timed_out", True, False),
    ("409", "conflict", True, False),
    ("429_rate_limit", "rate_limited", True, False),
    ("500", "provider_failed", True, False),
    ("502_html", "provider_failed", True, False),
    ("503", "unavailable", True, False),
    ("html_200", "not_an_answer", True, False),
    ("504", "gateway_timeout", True, True),
    ("close", "connection_lost", True, True),
    ("reset_mid_body", "connection_lost", True, True),
    ("truncated", "connection_lost", True, True),
    ("ends_early", "connection_lost", True, True),
    ("error_event", "provider_failed", True, True),
    ("broken_json", "broken_answer", True, True),
    ("stall", "timed_out", True, True),
    ("stall_mid_body", "timed_out", True, True),
    ("drip", "timed_out", True, True),
]
SLOW = ("stall", "stall_mid_body", "drip")


@asynccontextmanager
async def writing(
    *faults: str, silence: float = 20, least_cached: int = 1_024, batches: Batches | None = None
) -> AsyncIterator[tuple[OpenAIText, OpenAIStub]]:
    cache = PromptCache(least_cached)
    async with OpenAIStub(Script(faults, retry_after=3), written, cache=cache, batches=batches) as stub:
        models = Models(least_cached=least_cached)
        writer = OpenAIText("a-key", base_url=f"{stub.url}/v1", models=models, silence=silence)
        try:
            yield writer, stub
            assert not stub.failures
        finally:
            await writer.close()


@pytest.mark.parametrize(("fault", "kind", "retryable", "ambiguous"), FAULTS)
async def test_each_fault_is_what_it_is(fault: str, kind: str, retryable: bool, ambiguous: bool) -> None:
    async with writing(fault, silence=0.5 if fault in SLOW else 20) as (writer, stub):
        with pytest.raises(ProviderProblem) as caught:
            await writer.section(SECTION)
        problem = caught.value
        assert (problem.kind, problem.retryable, problem.ambiguous) == (kind, retryable, ambiguous)
        assert problem.once == (fault == "broken_json")
        assert problem.retry_after == (3 if fault == "429_rate_limit" else None)
        assert "Played by the stub" not in problem.sentence
        assert stub.script.counts.posts[CHAT] == 1, "the SDK must not retry by itself"
        await stub.script.counts.until_in_flight(0)


async def test_a_course_is_written_by_one_schema_that_says_its_shape() -> None:
    async with writing() as (writer, stub):
        outline_answer, section_answer = await writer.outline(OUTLINE), await writer.section(SECTION)
    outline, findings = parse_draft(writer.draft(outline_answer.raw, OUTLINE), Outline)
    assert (findings, outline is not None) == ([], True)
    content, findings = parse_draft(writer.draft(section_answer.raw, SECTION), SectionContent)
    assert (findings, content is not None) == ([], True)
    first, second = (body["response_format"]["json_schema"] for _, body in stub.bodies)
    assert first == second, "another schema would begin another prompt, which is in no cache"
    lessons = first["schema"]["$defs"]["Outline"]["properties"]["lessons"]
    assert (lessons["minItems"], lessons["maxItems"]) == (2, 2)


async def test_what_sections_share_is_read_from_the_cache_after_one_call() -> None:
    async with writing(least_cached=1) as (writer, _):
        assert writer.is_worth_warming(SECTION)
        warm = await writer.warm(SECTION)
        answers = [await writer.section(SECTION.model_copy(update={"key": key})) for key in ("1.1", "1.2", "2.1")]
    details = [json.loads(answer.raw)["usage"]["prompt_tokens_details"] for answer in (warm, *answers)]
    written_once = details[0]["cache_write_tokens"]
    assert written_once > 500
    assert [detail["cached_tokens"] for detail in details] == [0, written_once, written_once, written_once]
    assert [detail["cache_write_tokens"] for detail in details[1:]] == [0, 0, 0]
    whole = Tokens(answers[0].input_tokens, answers[0].output_tokens)
    assert answers[0].cost < text_price("openai", "gpt-6.1-sol", whole)


async def test_an_older_model_is_asked_without_marks_that_it_does_not_know() -> None:
    async with OpenAIStub(written=written) as stub:
        writer = OpenAIText("a-key", base_url=f"{stub.url}/v1", models=Models("gpt-4.1", "gpt-4.1-mini", effort=None))
        await writer.section(SECTION)
        await writer.close()
    [(_, body)] = stub.bodies
    assert "prompt_cache_breakpoint" not in json.dumps(body)
    assert not {"prompt_cache_options", "reasoning_effort"} & body.keys()


@pytest.mark.parametrize("fault", ["refusal", "content_filter"])
async def test_a_refusal_waits_for_a_person(fault: str) -> None:
    async with writing(fault) as (writer, _):
        answer = await writer.section(SECTION)
    with pytest.raises(ProviderProblem) as caught:
        writer.draft(answer.raw, SECTION)
    assert (caught.value.kind, caught.value.retryable) == ("provider_refused", False)
    assert answer.cost > 0


async def test_an_answer_that_was_cut_off_is_asked_for_once_more_with_twice_the_room() -> None:
    async with writing("max_tokens") as (writer, stub):
        cut = await writer.section(SECTION)
        content, findings = parse_draft(writer.draft(cut.raw, SECTION), SectionContent)
        assert content is None
        again = SECTION.model_copy(update={"previous": cut.raw, "findings": tuple(findings)})
        whole = await writer.section(again)
    first, second = (body["max_completion_tokens"] for _, body in stub.bodies)
    assert second == 2 * first
    assert parse_draft(writer.draft(whole.raw, again), SectionContent)[0] is not None


async def test_the_form_of_an_answer_is_mended_by_the_small_model_and_without_the_sources() -> None:
    async with writing("schema_mismatch") as (writer, stub):
        broken = await writer.section(SECTION)
        _, findings = parse_draft(writer.draft(broken.raw, SECTION), SectionContent)
        again = SECTION.model_copy(update={"previous": broken.raw, "findings": tuple(findings)})
        assert writer.quote(again).model == "gpt-6-luna"
        await writer.section(again)
    assert "<source id=" not in json.dumps(stub.bodies[1][1])


async def test_a_quote_is_above_every_bill() -> None:
    async with writing() as (writer, _):
        for request in (OUTLINE, SECTION):
            answer = await (writer.section(request) if isinstance(request, SectionRequest) else writer.outline(request))
            assert writer.quote(request).worst_case > answer.cost > 0
        assert writer.quote_warming(SECTION).worst_case > (await writer.warm(SECTION)).cost


async def bought(writer: OpenAIText) -> list[TextAnswer]:
    outline_answer = await writer.outline(OUTLINE)
    outline, _ = parse_draft(writer.draft(outline_answer.raw, OUTLINE), Outline)
    assert outline is not None
    first = SECTION.model_copy(update={"outline": outline})
    warm = [await writer.warm(first)] if writer.is_worth_warming(first) else []
    keys = [section.key for section in outline.all_sections()]
    return [outline_answer, *warm, *[await writer.section(first.model_copy(update={"key": key})) for key in keys]]


async def test_the_bill_of_a_course_is_near_what_was_estimated() -> None:
    async with writing() as (writer, _):
        expected = sum(call.expected for call in await writer.expect(BRIEF, OUTLINE.sources))
        paid = sum(answer.cost for answer in await bought(writer))
    assert Decimal("0.8") < paid / expected < Decimal("1.2"), (paid, expected)


async def test_a_batch_costs_half_and_says_what_each_of_its_calls_came_to() -> None:
    async with writing() as (writer, stub):
        stub.script.add("ok", "500", endpoint=BATCH_ITEM)
        name = await writer.submit({"a": SECTION, "b": SECTION})
        assert await writer.collect(name) is not None
        results = await writer.collect(name)
    assert results is not None
    answer, problem = results["a"], results["b"]
    assert isinstance(answer, TextAnswer)
    details = json.loads(answer.raw)["usage"]["prompt_tokens_details"]
    tokens = Tokens(answer.input_tokens, answer.output_tokens, details["cached_tokens"], details["cache_write_tokens"])
    assert answer.cost == text_price("openai", "gpt-6.1-sol", tokens) / 2
    assert isinstance(problem, ProviderProblem)
    assert (problem.kind, problem.retryable) == ("batch_item_failed", True)


async def test_a_batch_under_way_has_no_results_and_a_lost_one_is_found_again() -> None:
    since = datetime.now(UTC)
    async with writing(batches=Batches(polls=2)) as (writer, stub):
        assert await writer.find({"a"}, since, set()) is None
        stub.script.add("close", endpoint=BATCHES)
        with pytest.raises(ProviderProblem) as caught:
            await writer.submit({"a": SECTION})
        assert caught.value.ambiguous
        found = await writer.find({"a"}, since, set())
        assert found is not None
        assert await writer.find({"a", "b"}, since, set()) is None
        assert await writer.find({"a"}, since, {found}) is None
        assert await writer.collect(found) is None
        results = await writer.collect(found)
    assert results is not None
    assert isinstance(results["a"], TextAnswer)


async def test_a_file_that_may_not_have_come_is_no_call_that_may_be_billed() -> None:
    async with writing() as (writer, stub):
        stub.script.add("close", endpoint="/v1/files")
        with pytest.raises(ProviderProblem) as caught:
            await writer.submit({"a": SECTION})
    assert (caught.value.retryable, caught.value.ambiguous) == (True, False)
