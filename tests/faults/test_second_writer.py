"""The second writer writes what the first cannot: told, priced, within the budget, and never bought twice."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from activities.writers import FIRST_TRIES, TOLD
from providers.anthropic_text import AnthropicText
from providers.openai_text import OpenAIText
from tests.faults.course_writer import written
from tests.faults.script import Script
from tests.faults.stub_anthropic import MESSAGES, AnthropicStub
from tests.faults.stub_openai import CHAT, OpenAIStub
from tests.pipeline import Pipeline, pipeline

Json = dict[str, Any]
BRIEF: Json = {"lessons": 2, "sections_per_lesson": 1, "visuals": False}
SECTION = "Write section"


@dataclass
class Two:
    machine: Pipeline
    first: AnthropicStub
    second: OpenAIStub

    async def rows(self, generation_id: str) -> list[Json]:
        """The ledger's rows of texts, with who gave them."""
        async with self.machine.owner() as owner:
            query = (
                "SELECT step, provider, status, attempts, repeated_calls, cost, reserved FROM ai_content_generations"
                " WHERE generation_id = %s AND provider IN ('anthropic', 'openai') ORDER BY id"
            )
            found = await owner.execute(query, [generation_id])
            names = [column.name for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in await found.fetchall()]


@asynccontextmanager
async def two_writers(database_url: str, temporal_address: str, folder: Path) -> AsyncIterator[Two]:
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(AnthropicStub(Script(retry_after=0.1), written))
        second = await stack.enter_async_context(OpenAIStub(Script(retry_after=0.1), written, drip_seconds=0.3))
        text = AnthropicText("a-key", base_url=first.url, silence=10)
        fallback = OpenAIText("a-key", base_url=f"{second.url}/v1", silence=10)
        stack.push_async_callback(text.close)
        stack.push_async_callback(fallback.close)
        running = pipeline(database_url, temporal_address, folder, text=text, fallback=fallback)
        yield Two(await stack.enter_async_context(running), first, second)
        assert not first.failures + second.failures


async def test_a_course_goes_on_while_the_first_writer_is_away(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    async with two_writers(database_url, temporal_address, tmp_path) as two:
        await _written_by_the_first_while_it_is_there(two)
        await _a_draft_of_the_first_is_mended_by_the_second(two)
        await _an_outage_is_found_once_and_told_for_each_text(two)
        await _the_budget_holds_for_the_second_as_well(two)


async def _written_by_the_first_while_it_is_there(two: Two) -> None:
    done = await _made(two, "A course without trouble")
    assert {row["provider"] for row in await two.rows(done["id"])} == {"anthropic"}
    assert two.second.script.counts.posts[CHAT] == 0


async def _a_draft_of_the_first_is_mended_by_the_second(two: Two) -> None:
    """The first answers in another shape, then is away: what it wrote is read as its own, and what it may have billed
    counts as made again."""
    faults = iter(["schema_mismatch", *["close"] * FIRST_TRIES])
    marks = (b"Write section 1.1", b"<answer>")
    two.first.script.rule = lambda _, body: next(faults, None) if any(mark in body for mark in marks) else None
    done = await _made(two, "A course half way")
    rows = [row for row in await two.rows(done["id"]) if row["step"].startswith("section:1.1")]
    assert [(row["step"], row["provider"], row["status"], row["repeated_calls"]) for row in rows] == [
        ("section:1.1", "anthropic", "answered", 0),
        ("section:1.1:repair:1", "anthropic", "ambiguous", FIRST_TRIES - 1),
        ("section:1.1:repair:1", "openai", "answered", 1),
    ]
    told = [event for event in await two.machine.events(done["id"]) if event["kind"] == TOLD]
    assert {event["problem"]["kind"] for event in told if event["step"] == "section:1.1:repair:1"} == {
        "connection_lost"
    }
    two.first.script.clear()
    [asked] = [body for name, body in two.second.bodies if name == CHAT and "<answer>" in json.dumps(body)]
    assert "unexpected" in json.dumps(asked)
    assert "stop_reason" not in json.dumps(asked), "the other service's envelope is nobody's business"


async def _an_outage_is_found_once_and_told_for_each_text(two: Two) -> None:
    before = two.first.script.counts.posts[MESSAGES]
    two.first.script.always("close")
    two.second.script.add("slow", endpoint=CHAT)
    started = await two.machine.generate(BRIEF | {"title": "A course from elsewhere"})
    previews = await _previews(two, started["id"])
    done = await two.machine.until_status(started["id"], "completed", "needs_attention")
    assert done["status"] == "completed", done
    assert two.first.script.counts.posts[MESSAGES] == before, "it was found away, and is left alone for a while"
    rows = await two.rows(done["id"])
    answered = [row for row in rows if row["status"] == "answered"]
    assert {row["provider"] for row in answered} == {"openai"}
    assert len({row["step"] for row in answered}) == len(answered) == 3
    assert all(row["cost"] > 0 for row in answered)
    paid = sum(row["cost"] for row in rows)
    assert Decimal(done["spend"]["paid"]["amount"]) == paid
    told = [event for event in await two.machine.events(done["id"]) if event["kind"] == TOLD]
    assert {event["step"] for event in told} == {row["step"] for row in answered}
    assert {(event["writer"], event["instead_of"]) for event in told} == {("openai", "anthropic")}
    assert previews
    assert {preview["reviewed"] for preview in previews} == {False}
    titles = {done["outline"]["title"], *(lesson["title"] for lesson in done["outline"]["lessons"])}
    assert titles & set(previews[-1]["text"].split("\n"))


async def _the_budget_holds_for_the_second_as_well(two: Two) -> None:
    budget = {"budget": {"amount": "0.05", "currency": "USD"}}
    started = await two.machine.generate(BRIEF | budget | {"title": "A course for little"})
    waits = await two.machine.until_status(started["id"], "needs_attention")
    assert "budget" in waits["problem"]["detail"]
    assert sum(row["cost"] for row in await two.rows(started["id"])) <= Decimal("0.05")
    await two.machine.api.post(f"/api/generations/{started['id']}/budget", json={"amount": "5"})
    done = await two.machine.until_status(started["id"], "completed")
    answered = [row["step"] for row in await two.rows(done["id"]) if row["status"] == "answered"]
    assert len(set(answered)) == len(answered) == 3


async def _made(two: Two, title: str) -> Json:
    started = await two.machine.generate(BRIEF | {"title": title})
    done = await two.machine.until_status(started["id"], "completed", "needs_attention")
    assert done["status"] == "completed", done
    return done


async def _previews(two: Two, generation_id: str) -> list[Json]:
    """The previews of the first text, until its milestone comes; none of them has an id."""
    found: list[Json] = []
    async with (
        asyncio.timeout(60),
        two.machine.api.stream("GET", f"/api/generations/{generation_id}/events", timeout=60) as stream,
    ):
        block: list[str] = []
        async for line in stream.aiter_lines():
            if line:
                block.append(line)
                continue
            fields = dict(part.split(": ", 1) for part in block if ": " in part)
            block = []
            if fields.get("event") == "preview":
                assert "id" not in fields
                found.append(json.loads(fields["data"]))
            if fields.get("event") == "outline_ready":
                return found
    return found
