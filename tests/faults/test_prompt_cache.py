"""The stub of Anthropic bills a prompt as the API does: prefixes, their ends, their ages, and who pays the write."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.faults.prompt_cache import PromptCache
from tests.faults.stub_anthropic import AnthropicStub
from tests.faults.test_stubs import KEY, Json, body, post

LONG = "A sentence about database indexes. " * 200


def cached(question: str, **more: Any) -> Json:
    return body(question, system=[{"type": "text", "text": LONG, "cache_control": {"type": "ephemeral"}}], **more)


@pytest.fixture
async def anthropic() -> AsyncIterator[AnthropicStub]:
    async with AnthropicStub() as stub:
        yield stub
        assert not stub.failures


@pytest.fixture
async def client(anthropic: AnthropicStub) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=anthropic.url, headers=KEY, timeout=20) as client:
        yield client


async def test_parallel_cold_calls_all_pay_the_write_and_later_ones_read(
    client: httpx.AsyncClient, anthropic: AnthropicStub
) -> None:
    anthropic.script.hold()
    cold = [asyncio.create_task(post(client, cached(f"Question {number}"))) for number in range(3)]
    await anthropic.script.counts.until_in_flight(3)
    anthropic.script.release()
    written = len(LONG) // 4
    for call in cold:
        usage = (await call)["usage"]
        assert (usage["cache_creation_input_tokens"], usage["cache_read_input_tokens"]) == (written, 0)
    warm = (await post(client, cached("Question 4")))["usage"]
    assert (warm["cache_creation_input_tokens"], warm["cache_read_input_tokens"]) == (0, written)
    assert warm["input_tokens"] == -(-(len(LONG) + len("Question 4")) // 4) - written


async def test_a_call_without_an_answer_leaves_the_cache_cold(
    client: httpx.AsyncClient, anthropic: AnthropicStub
) -> None:
    anthropic.script.add("close", "500")
    with pytest.raises(httpx.RemoteProtocolError):
        await client.post("/v1/messages", json=cached("One"))
    assert (await client.post("/v1/messages", json=cached("One"))).status_code == 500
    warmed = await post(client, cached("Warm", max_tokens=0))
    assert warmed["content"] == []
    assert warmed["usage"]["cache_creation_input_tokens"] > 0
    assert (await post(client, cached("One", model="claude-opus-5-5")))["usage"]["cache_read_input_tokens"] == 0
    assert (await post(client, cached("One")))["usage"]["cache_read_input_tokens"] > 0


async def test_a_short_prefix_is_not_cached(client: httpx.AsyncClient) -> None:
    mark = {"cache_control": {"type": "ephemeral"}}
    request = body(system=[{"type": "text", "text": "Short.", **mark}])
    usages = [(await post(client, request))["usage"] for _ in range(2)]
    assert {usage["cache_creation_input_tokens"] + usage["cache_read_input_tokens"] for usage in usages} == {0}


def priced(cache: PromptCache, request: Json) -> tuple[int, int, int]:
    """Input, written and read tokens of a call whose answer begins."""
    account = cache.account(request)
    cache.keep(account)
    return account.input_tokens, sum(account.written.values()), account.read_tokens


def marked(*lengths: int, ttl: str = "5m") -> list[Json]:
    control = {"type": "ephemeral", "ttl": ttl}
    return [{"type": "text", "text": "x" * length, "cache_control": control} for length in lengths]


def test_the_longest_written_prefix_is_read_and_the_rest_is_written() -> None:
    cache = PromptCache()
    assert priced(cache, body("q" * 40, system=marked(8000))) == (10, 2000, 0)
    assert priced(cache, body("q" * 40, system=marked(8000, 4000))) == (10, 1000, 2000)
    assert priced(cache, body("r" * 80, system=marked(8000, 4000))) == (20, 0, 3000)
    unmarked = [{"type": "text", "text": "x" * 8000}]
    assert priced(cache, body("q" * 40, system=unmarked)) == (2010, 0, 0)


def test_an_entry_lives_for_its_time_and_each_reading_renews_it() -> None:
    now = [0.0]
    cache = PromptCache(clock=lambda: now[0])
    request = body("q", system=marked(8000), max_tokens=0)
    assert priced(cache, request)[1:] == (2000, 0)
    for now[0] in (200.0, 400.0):
        assert priced(cache, request)[1:] == (0, 2000)
    now[0] = 701.0
    assert priced(cache, request)[1:] == (2000, 0)


def test_each_time_to_live_is_accounted_for_by_itself() -> None:
    account = PromptCache().account(body("q", system=[*marked(8000, ttl="1h"), *marked(4000)]))
    assert account.as_json()["cache_creation"] == {"ephemeral_5m_input_tokens": 1000, "ephemeral_1h_input_tokens": 2000}
    whole = PromptCache().account(body("q" * 8000, cache_control={"type": "ephemeral"}))
    assert (whole.input_tokens, whole.written) == (0, {"5m": 2000})
