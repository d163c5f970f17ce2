"""The stubs speak what they promise, on the wire as any client sees it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.faults.script import Script
from tests.faults.stub_anthropic import BATCH_ITEM, AnthropicStub
from tests.faults.stub_openai import OpenAIStub
from tests.faults.stub_sendgrid import SendGridStub

KEY = {"authorization": "Bearer any", "anthropic-version": "2026-10-21"}
SCHEMA = {
    "type": "object",
    "properties": {"title": {"type": "string"}, "kind": {"$ref": "#/$defs/Kind"}},
    "required": ["title", "kind"],
    "additionalProperties": False,
    "$defs": {"Kind": {"enum": ["lesson", "quiz"]}},
}
Json = dict[str, Any]


def body(text: str = "Hello", **more: Any) -> Json:
    return {"model": "claude-haiku-5-5", "max_tokens": 500, "messages": [{"role": "user", "content": text}], **more}


@pytest.fixture
async def anthropic() -> AsyncIterator[AnthropicStub]:
    async with AnthropicStub(drip_seconds=0.001) as stub:
        yield stub
        assert not stub.failures


@pytest.fixture
async def client(anthropic: AnthropicStub) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=anthropic.url, headers=KEY, timeout=20) as client:
        yield client


async def post(client: httpx.AsyncClient, request: Json) -> Json:
    answer = await client.post("/v1/messages", json=request)
    assert answer.status_code == 200, answer.text
    made: Json = answer.json()
    return made


async def test_a_request_that_is_not_as_it_should_be_is_refused(client: httpx.AsyncClient) -> None:
    async def refused(request: Json, **headers: str) -> tuple[int, str]:
        answer = await client.post("/v1/messages", json=request, headers=headers)
        assert answer.headers["request-id"] == answer.json()["request_id"]
        assert answer.headers["connection"] == "close"
        return answer.status_code, answer.json()["error"]["type"]

    loose = {"type": "json_schema", "schema": {"type": "object", "properties": {}}}
    assert await refused(body(), authorization="") == (401, "authentication_error")
    assert await refused(body(temperature=0.5)) == (400, "invalid_request_error")
    assert await refused(body(output_config={"format": loose})) == (400, "invalid_request_error")
    assert await refused({"model": "claude-haiku-5-5"}) == (400, "invalid_request_error")


async def test_an_answer_follows_the_schema_and_the_same_request_gets_the_same(client: httpx.AsyncClient) -> None:
    request = body(output_config={"format": {"type": "json_schema", "schema": SCHEMA}})
    texts = [(await post(client, request))["content"][0]["text"] for _ in range(2)]
    assert texts[0] == texts[1]
    assert json.loads(texts[0]) == {"title": "title 1", "kind": "lesson"}


@pytest.mark.parametrize(
    ("fault", "reason"), [("ok", "end_turn"), ("max_tokens", "max_tokens"), ("refusal", "refusal")]
)
async def test_stop_reasons(client: httpx.AsyncClient, anthropic: AnthropicStub, fault: str, reason: str) -> None:
    anthropic.script.add(fault)
    assert (await post(client, body()))["stop_reason"] == reason


async def test_a_stream_runs_from_start_to_stop(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/messages", json=body(stream=True))
    names = [line.removeprefix("event: ") for line in answer.text.splitlines() if line.startswith("event: ")]
    assert (names[0], names[-1]) == ("message_start", "message_stop")
    assert "content_block_delta" in names


@pytest.mark.parametrize("fault", ["close", "dropped", "reset_mid_body", "truncated"])
@pytest.mark.parametrize("stream", [False, True])
async def test_broken_connections(
    client: httpx.AsyncClient, anthropic: AnthropicStub, fault: str, stream: bool
) -> None:
    anthropic.script.add(fault)
    with pytest.raises(httpx.TransportError):
        await client.post("/v1/messages", json=body(stream=stream))
    await post(client, body())


@pytest.mark.parametrize("fault", ["stall", "stall_mid_body"])
async def test_a_stall_lasts_until_the_client_leaves(
    client: httpx.AsyncClient, anthropic: AnthropicStub, fault: str
) -> None:
    anthropic.script.add(fault)
    with pytest.raises(httpx.ReadTimeout):
        await client.post("/v1/messages", json=body(), timeout=0.05)
    await anthropic.script.counts.until_in_flight(0)


async def test_whole_answers_that_are_wrong(client: httpx.AsyncClient, anthropic: AnthropicStub) -> None:
    anthropic.script.add("drip", "broken_json", "html_200", "502_html", "413_html", "schema_mismatch")
    await post(client, body())
    broken = await client.post("/v1/messages", json=body())
    with pytest.raises(json.JSONDecodeError):
        broken.json()
    pages = [await client.post("/v1/messages", json=body()) for _ in range(3)]
    assert [page.status_code for page in pages] == [200, 502, 413]
    assert {page.headers["content-type"] for page in pages} == {"text/html; charset=utf-8"}
    assert json.loads((await post(client, body()))["content"][0]["text"]) == {"unexpected": True}


async def test_the_envelope_of_an_error_names_code_and_wait(
    client: httpx.AsyncClient, anthropic: AnthropicStub
) -> None:
    anthropic.script.retry_after = 7
    anthropic.script.add("429_ramp", "429_spend_limit", "529")
    answers = [await client.post("/v1/messages", json=body()) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [429, 429, 529]
    codes = [(answer.json()["error"]["details"] or {}).get("error_code") for answer in answers]
    assert codes == ["ramp_limit_exceeded", "enforced_spend_limit_reached", None]
    assert [answer.headers.get("retry-after") for answer in answers] == ["7", None, "7"]


async def test_a_chunked_body_and_expect_are_understood(anthropic: AnthropicStub) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(anthropic.url.rpartition(":")[2]))
    head = "POST /v1/messages/count_tokens HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer any\r\nAnthropic-Version: 1\r\n"
    writer.write(f"{head}Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
    assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    sent = json.dumps({"model": "m", "messages": [{"role": "user", "content": "12345"}]}).encode()
    writer.write(b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (5, sent[:5], len(sent) - 5, sent[5:]))
    assert (await reader.read()).endswith(b'{"input_tokens": 2}')
    writer.close()


async def test_a_batch_whose_answer_was_lost_is_found_in_the_list(
    client: httpx.AsyncClient, anthropic: AnthropicStub
) -> None:
    anthropic.script.add("reset_mid_body", endpoint="/v1/messages/batches")
    anthropic.script.add("ok", "529", "expired", endpoint=BATCH_ITEM)
    requests = [{"custom_id": f"section-{number}", "params": body()} for number in range(3)]
    with pytest.raises(httpx.TransportError):
        await client.post("/v1/messages/batches", json={"requests": requests})
    found = (await client.get("/v1/messages/batches")).json()["data"][0]
    assert (found["processing_status"], found["results_url"]) == ("in_progress", None)
    ended = (await client.get(f"/v1/messages/batches/{found['id']}")).json()
    assert ended["request_counts"] == {"processing": 0, "succeeded": 1, "errored": 1, "canceled": 0, "expired": 1}
    lines = (await client.get(ended["results_url"])).text.splitlines()
    types = {line["custom_id"]: line["result"]["type"] for line in map(json.loads, lines)}
    assert types == {"section-0": "succeeded", "section-1": "errored", "section-2": "expired"}


async def test_faults_by_endpoint_by_what_a_body_says_and_for_good(
    client: httpx.AsyncClient, anthropic: AnthropicStub
) -> None:
    async def status(text: str) -> int:
        return (await client.post("/v1/messages", json=body(text))).status_code

    anthropic.script.add("403", endpoint="/v1/messages/count_tokens")
    anthropic.script.rule = lambda _endpoint, sent: "500" if b"lesson 2" in sent else None
    anthropic.script.always("529")
    assert [await status(f"lesson {number}") for number in (1, 2, 3)] == [529, 500, 529]
    assert (await client.post("/v1/messages/count_tokens", json=body())).status_code == 403
    anthropic.script.clear()
    assert await status("lesson 2") == 200
    assert sorted(anthropic.script.counts.keys.values()) == [1, 1, 1, 2]


async def test_random_faults_depend_on_the_seed_and_not_on_the_order() -> None:
    async def outcomes(order: list[int]) -> dict[int, int]:
        script = Script(fault_rate=0.5, random_faults=["500", "529"], seed=3)
        async with AnthropicStub(script) as stub, httpx.AsyncClient(base_url=stub.url, headers=KEY) as client:
            answers = {number: await client.post("/v1/messages", json=body(f"{number}")) for number in order}
            return {number: answer.status_code for number, answer in answers.items()}

    forward = await outcomes(list(range(12)))
    assert forward == await outcomes(list(reversed(range(12))))
    assert {200, 500, 529} == set(forward.values())


async def test_a_stub_that_is_closed_refuses_and_comes_back_on_its_port(
    client: httpx.AsyncClient, anthropic: AnthropicStub
) -> None:
    await anthropic.close()
    with pytest.raises(httpx.ConnectError):
        await client.post("/v1/messages", json=body())
    await anthropic.start()
    await post(client, body())


async def test_a_fault_that_a_stub_cannot_play_is_an_error() -> None:
    with pytest.raises(ValueError, match="overloaded"):
        AnthropicStub(Script(["overloaded"]))
    for stub in (OpenAIStub(), SendGridStub()):
        with pytest.raises(ValueError, match="529"):
            stub.script.add("529")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_served_on_their_own_until_a_signal(number: signal.Signals) -> None:
    command = [sys.executable, "-m", "tests.faults.serve", "--seed", "1", "--latency", "0.01"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env=dict(os.environ)) as process:
        assert process.stdout
        urls = dict(process.stdout.readline().strip().split("=", 1) for _ in range(3))
        base = urls["ANTHROPIC_BASE_URL"]
        assert httpx.post(f"{base}/_stub/script", json={"faults": ["nonsense"]}).status_code == 422
        assert httpx.post(f"{base}/_stub/script", json={"faults": ["529"], "latency": 0}).status_code == 200
        assert httpx.post(f"{base}/v1/messages", json=body(), headers=KEY).status_code == 529
        counts = httpx.get(f"{base}/_stub/counts").json()
        assert (counts["posts"], counts["faults"]) == ({"/v1/messages": 1}, {"529": 1})
        assert set(urls) == {"ANTHROPIC_BASE_URL", "OPENAI_BASE_URL", "SENDGRID_HOST"}
        process.send_signal(number)
        assert process.wait(20) == 0
