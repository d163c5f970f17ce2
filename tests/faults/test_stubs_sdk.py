"""The official clients understand the stubs, in good and in bad answers."""

import asyncio
import base64
import io
import json
from collections.abc import AsyncIterator
from importlib import import_module
from typing import Any

import pytest
from anthropic import APIConnectionError, APIStatusError, AsyncAnthropic
from openai import APIConnectionError as OpenAIConnectionError
from openai import APIStatusError as OpenAIStatusError
from openai import AsyncOpenAI
from PIL import Image

from tests.faults.stub_anthropic import AnthropicStub
from tests.faults.stub_openai import OpenAIStub
from tests.faults.stub_sendgrid import SendGridStub

SendGridAPIClient = import_module("sendgrid").SendGridAPIClient
HTTPError = import_module("python_http_client").HTTPError
ASKED: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 500,
    "messages": [{"role": "user", "content": "Write."}],
}
DRAWN: dict[str, Any] = {"model": "gpt-image-2.6-flare", "prompt": "A tree", "size": "1536x1024", "quality": "low"}
SCHEMA = {"type": "object", "properties": {"title": {"type": "string"}}, "required": ["title"]}
CHAT: dict[str, Any] = {
    "model": "local",
    "messages": [{"role": "user", "content": "Write."}],
    "response_format": {"type": "json_schema", "json_schema": {"name": "title", "schema": SCHEMA}},
}


@pytest.fixture
async def anthropic_stub() -> AsyncIterator[AnthropicStub]:
    async with AnthropicStub() as stub:
        yield stub
        assert not stub.failures


@pytest.fixture
async def anthropic(anthropic_stub: AnthropicStub) -> AsyncIterator[AsyncAnthropic]:
    async with AsyncAnthropic(base_url=anthropic_stub.url, api_key="any", max_retries=0, timeout=20) as client:
        yield client


@pytest.fixture
async def openai_stub() -> AsyncIterator[OpenAIStub]:
    async with OpenAIStub() as stub:
        yield stub
        assert not stub.failures


@pytest.fixture
async def openai(openai_stub: OpenAIStub) -> AsyncIterator[AsyncOpenAI]:
    async with AsyncOpenAI(base_url=f"{openai_stub.url}/v1", api_key="any", max_retries=0, timeout=20) as client:
        yield client


async def test_anthropic_answers_whole_and_streamed(anthropic: AsyncAnthropic) -> None:
    raw = await anthropic.messages.with_raw_response.create(**ASKED)
    assert raw.headers["request-id"]
    message = await raw.parse()
    assert message.stop_reason == "end_turn"
    async with anthropic.messages.stream(**ASKED) as stream:
        streamed = await stream.get_final_message()
    assert (streamed.content[0].to_dict(), streamed.stop_reason) == (message.content[0].to_dict(), "end_turn")
    assert streamed.usage.output_tokens == message.usage.output_tokens
    counted = await anthropic.messages.count_tokens(model=ASKED["model"], messages=ASKED["messages"])
    assert counted.input_tokens == message.usage.input_tokens


@pytest.mark.parametrize(
    ("fault", "status"), [("402_billing", 402), ("413_html", 413), ("502_html", 502), ("529", 529)]
)
async def test_anthropic_errors(
    anthropic: AsyncAnthropic, anthropic_stub: AnthropicStub, fault: str, status: int
) -> None:
    anthropic_stub.script.add(fault)
    with pytest.raises(APIStatusError) as raised:
        await anthropic.messages.create(**ASKED)
    assert raised.value.status_code == status


async def test_anthropic_error_code_is_where_the_client_looks(
    anthropic: AsyncAnthropic, anthropic_stub: AnthropicStub
) -> None:
    anthropic_stub.script.add("429_spend_limit")
    with pytest.raises(APIStatusError) as raised:
        await anthropic.messages.create(**ASKED)
    assert (raised.value.type, raised.value.error_code) == ("rate_limit_error", "enforced_spend_limit_reached")


@pytest.mark.parametrize("fault", ["close", "reset_mid_body", "truncated"])
async def test_anthropic_connections_break(
    anthropic: AsyncAnthropic, anthropic_stub: AnthropicStub, fault: str
) -> None:
    anthropic_stub.script.add(fault)
    with pytest.raises(APIConnectionError):
        await anthropic.messages.create(**ASKED)
    assert anthropic_stub.script.counts.posts == {"/v1/messages": 1}


async def test_anthropic_200s_that_are_no_answers(anthropic: AsyncAnthropic, anthropic_stub: AnthropicStub) -> None:
    anthropic_stub.script.add("html_200", "broken_json")
    assert isinstance(await anthropic.messages.create(**ASKED), str)
    with pytest.raises(json.JSONDecodeError):
        await anthropic.messages.create(**ASKED)


async def test_anthropic_stream_that_ends_early_or_with_an_error(
    anthropic: AsyncAnthropic, anthropic_stub: AnthropicStub
) -> None:
    anthropic_stub.script.add("ends_early", "error_event")
    async with anthropic.messages.stream(**ASKED) as stream:
        assert (await stream.get_final_message()).stop_reason is None
    with pytest.raises(APIStatusError) as raised:
        async with anthropic.messages.stream(**ASKED) as stream:
            await stream.get_final_message()
    assert raised.value.status_code == 200


async def test_anthropic_batches(anthropic: AsyncAnthropic) -> None:
    batches = anthropic.messages.batches
    made = [await batches.create(requests=[{"custom_id": f"s{n}", "params": ASKED}]) for n in range(5)]  # type: ignore[typeddict-item]  # as JSON says it
    listed = [batch.id async for batch in await batches.list(limit=2)]
    assert listed == [batch.id for batch in reversed(made)]
    assert made[0].processing_status == "in_progress"
    assert (await batches.retrieve(made[0].id)).processing_status == "ended"
    results = [line async for line in await batches.results(made[0].id)]
    assert [(line.custom_id, line.result.type) for line in results] == [("s0", "succeeded")]
    assert (await batches.cancel(made[1].id)).processing_status == "canceling"
    assert (await batches.retrieve(made[1].id)).request_counts.canceled == 1


async def test_openai_pictures(openai: AsyncOpenAI) -> None:
    answer = await openai.images.generate(**DRAWN)
    assert answer.data
    assert answer.usage
    picture = Image.open(io.BytesIO(base64.b64decode(answer.data[0].b64_json or "")))
    assert (picture.format, picture.size) == ("PNG", (320, 213))
    assert answer.usage.input_tokens == 2
    events = [event async for event in await openai.images.generate(**DRAWN, stream=True, partial_images=1)]
    assert [event.type for event in events] == ["image_generation.partial_image", "image_generation.completed"]


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"model": "dall-e-3"}, 404), ({"size": "1000x1000"}, 400), ({"response_format": "url"}, 400)],
)
async def test_openai_refuses_what_is_gone(openai: AsyncOpenAI, changed: dict[str, Any], status: int) -> None:
    with pytest.raises(OpenAIStatusError) as raised:
        await openai.images.generate(**{**DRAWN, **changed})
    assert raised.value.status_code == status


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("moderation_blocked", "moderation_blocked"),
        ("429_insufficient_quota", "insufficient_quota"),
        ("429_rate_limit", "rate_limit_exceeded"),
    ],
)
async def test_openai_errors(openai: AsyncOpenAI, openai_stub: OpenAIStub, fault: str, code: str) -> None:
    openai_stub.script.add(fault, "close")
    with pytest.raises(OpenAIStatusError) as raised:
        await openai.images.generate(**DRAWN)
    assert raised.value.code == code
    assert raised.value.request_id
    with pytest.raises(OpenAIConnectionError):
        await openai.images.generate(**DRAWN)


async def test_chat_answers_the_schema_also_in_fences(openai: AsyncOpenAI, openai_stub: OpenAIStub) -> None:
    plain = (await openai.chat.completions.create(**CHAT)).choices[0]
    assert json.loads(plain.message.content or "") == {"title": "title 1"}
    openai_stub.fenced = True
    fenced = (await openai.chat.completions.create(**CHAT)).choices[0]
    assert fenced.message.content == f"```json\n{plain.message.content}\n```"


@pytest.mark.parametrize(
    ("fault", "reason"), [("max_tokens", "length"), ("refusal", "stop"), ("content_filter", "content_filter")]
)
async def test_chat_ends_for_other_reasons(
    openai: AsyncOpenAI, openai_stub: OpenAIStub, fault: str, reason: str
) -> None:
    openai_stub.script.add(fault)
    choice = (await openai.chat.completions.create(**CHAT)).choices[0]
    assert choice.finish_reason == reason
    assert bool(choice.message.refusal) == (fault == "refusal")


async def test_sendgrid_keeps_what_it_accepted_answered_or_not() -> None:
    mail = {
        "personalizations": [{"to": [{"email": "a@example.org"}], "custom_args": {"outbox": "7"}}],
        "from": {"email": "b@example.org"},
        "subject": "Ready",
        "content": [{"type": "text/plain", "value": "It is."}],
    }
    async with SendGridStub() as stub:
        client = SendGridAPIClient("any", host=stub.url)
        answer = await asyncio.to_thread(client.send, mail)
        assert answer.status_code == 202
        assert answer.headers["X-Message-Id"]
        stub.script.add("close", "503")
        with pytest.raises(OSError):  # noqa: PT011  # each platform has its own words for a line that was cut
            await asyncio.to_thread(client.send, mail)
        with pytest.raises(HTTPError):
            await asyncio.to_thread(client.send, mail)
        assert stub.mails_by("outbox") == {"7": 2}
        assert stub.counts()["posts"] == {"/v3/mail/send": 3}
        assert not stub.failures
