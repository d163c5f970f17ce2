"""A pause or a cancellation stops the spending: no call begins after it, and a cancellation breaks off those begun."""

import asyncio
import time
from pathlib import Path
from typing import Any

from temporalio.client import WorkflowHandle

from tests.faults.course_writer import written
from tests.faults.script import Script
from tests.faults.stub_anthropic import MESSAGES, AnthropicStub
from tests.faults.stubbed import Stubbed, stubbed
from tests.faults.written import Json

LATENCY_SECONDS = 0.5
LATEST_SECONDS = 2.0
BROKEN_OFF_SECONDS = 20
LESSONS, SECTIONS = 12, 5
BRIEF: Json = {"title": "Bread", "lessons": LESSONS, "sections_per_lesson": SECTIONS, "visuals": False}
ALL_CALLS = 2 + LESSONS * SECTIONS
"""With the outline, and with what all sections share."""


class Arrivals:
    """A rule without faults that notes when each POST came (seconds of the monotonic clock)."""

    def __init__(self) -> None:
        self.moments: list[float] = []

    def __call__(self, _endpoint: str, _body: bytes) -> None:
        self.moments.append(time.monotonic())


def _texts() -> tuple[AnthropicStub, Arrivals]:
    arrivals = Arrivals()
    script = Script(latency=LATENCY_SECONDS)
    script.rule = arrivals
    return AnthropicStub(script, written), arrivals


async def test_no_call_begins_after_a_pause(database_url: str, temporal_address: str, tmp_path: Path) -> None:
    texts, arrivals = _texts()
    async with stubbed(database_url, temporal_address, tmp_path, texts=texts) as all_of_it:
        machine = all_of_it.machine
        started = await machine.generate(BRIEF)
        await _until_many_under_way(all_of_it)
        paused = await machine.api.post(f"/api/generations/{started['id']}/pause")
        moment = time.monotonic()
        assert (paused.status_code, paused.json()["status"]) == (202, "paused")
        await _until_nothing_is_pending(machine.temporal.get_workflow_handle(started["workflow_id"]))
        assert arrivals.moments[-1] - moment <= LATEST_SECONDS
        assert texts.script.counts.posts[MESSAGES] < ALL_CALLS
        assert texts.script.counts.in_flight == 0
        rows = await all_of_it.entries(started["id"])
        assert {row.status for row in rows} == {"answered"}, "what was under way is paid and kept"
        await machine.api.post(f"/api/generations/{started['id']}/resume")
        await machine.until_status(started["id"], "completed")
        assert texts.script.counts.posts[MESSAGES] == ALL_CALLS


async def test_a_cancellation_breaks_off_the_calls_in_flight(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    texts, arrivals = _texts()
    async with stubbed(database_url, temporal_address, tmp_path, texts=texts) as all_of_it:
        machine = all_of_it.machine
        started = await machine.generate(BRIEF)
        await _until_many_under_way(all_of_it)
        texts.script.hold()
        await texts.script.counts.until_in_flight(32)
        cancelled = await machine.api.post(f"/api/generations/{started['id']}/cancel")
        moment = time.monotonic()
        assert cancelled.status_code == 202, cancelled.text
        await machine.until_status(started["id"], "cancelled")
        async with asyncio.timeout(BROKEN_OFF_SECONDS):
            await texts.script.counts.until_in_flight(0)
        await machine.ended(started["workflow_id"])
        assert arrivals.moments[-1] - moment <= LATEST_SECONDS
        async with asyncio.timeout(BROKEN_OFF_SECONDS):
            while [row for row in await all_of_it.entries(started["id"]) if row.status == "intended"]:
                await asyncio.sleep(0.05)
        broken_off = [row for row in await all_of_it.entries(started["id"]) if row.status != "answered"]
        assert broken_off
        assert {(row.status, (row.problem or {})["kind"]) for row in broken_off} == {("ambiguous", "interrupted")}
        assert all(row.reserved > 0 for row in broken_off), "they may be billed all the same"
        view = await machine.read(f"/api/generations/{started['id']}")
        assert view["spend"]["calls"] == texts.script.counts.posts[MESSAGES] + 1, "one picture"


async def _until_many_under_way(all_of_it: Stubbed) -> None:
    counts = all_of_it.texts.script.counts
    async with asyncio.timeout(30):
        while counts.posts[MESSAGES] < 8:
            await asyncio.sleep(0.01)


async def _until_nothing_is_pending(handle: WorkflowHandle[Any, Any]) -> None:
    async with asyncio.timeout(30):
        while (await handle.describe()).raw_description.pending_activities:
            await asyncio.sleep(0.05)
