"""What the record says may be done can be done at once, also before the run has heard that the record says so."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType

from activities.content import Content
from activities.milestones import Milestones
from models.messages import Hold, Mark, Progress
from providers.errors import ProviderProblem
from tests.learning import drafts
from tests.pipeline import Pipeline, pipeline
from tests.scripted import ScriptedWriter

BRIEF: dict[str, Any] = {
    "title": "Baking bread",
    "objectives": ["Explain how yeast ferments dough"],
    "lessons": 1,
    "sections_per_lesson": 2,
    "visuals": False,
}
REVIEWED = BRIEF | {"review": "outline"}
REFUSED = ProviderProblem("refused", "The writer refuses.", retryable=False)
CONTENT = json.loads(drafts.content(explanation="\n\n".join(drafts.PARAGRAPHS), citations=[]).model_dump_json())


class SlowNews:
    """Milestones that are recorded and not told to the run until `told`: the first of each kind that asks a person."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.recorded, self.told = asyncio.Event(), asyncio.Event()
        mark, hold = Milestones.mark, Content.hold_section

        async def slow_mark(milestones: Milestones, task: Mark) -> Progress:
            progress = await mark(milestones, task)
            if task.status in ("awaiting_review", "needs_attention"):
                await self._until_told()
            return progress

        async def slow_hold(content: Content, task: Hold) -> Progress:
            progress = await hold(content, task)
            await self._until_told()
            return progress

        for slow, plain in ((slow_mark, mark), (slow_hold, hold)):
            slow.__dict__.update(plain.__dict__)
        monkeypatch.setattr(Milestones, "mark", slow_mark)
        monkeypatch.setattr(Content, "hold_section", slow_hold)

    async def _until_told(self) -> None:
        self.recorded.set()
        await self.told.wait()


@pytest.mark.parametrize(
    ("brief", "fails", "call", "body"),
    [
        (REVIEWED, "", "approve", None),
        (REVIEWED, "", "revise", {"feedback": "More about rye."}),
        (BRIEF, "structure", "retry", None),
        (BRIEF, "structure", "revise", {"feedback": "More about rye."}),
        (BRIEF, "1.1", "sections/1.1/retry", None),
        (BRIEF, "1.1", "sections/1.1/accept", {"content": CONTENT}),
    ],
)
async def test_what_the_record_offers_is_taken_at_once(
    database_url: str,
    temporal_address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    brief: dict[str, Any],
    fails: str,
    call: str,
    body: dict[str, Any] | None,
) -> None:
    news = SlowNews(monkeypatch)
    writer = ScriptedWriter({fails: lambda number: REFUSED if number == 1 else None} if fails else None)
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(brief)
        await asyncio.wait_for(news.recorded.wait(), 30)
        asking = asyncio.create_task(machine.api.post(f"/api/generations/{started['id']}/{call}", json=body))
        await arrived(machine, started["workflow_id"], asking)
        news.told.set()
        answer = await asking
        assert answer.status_code in (200, 202), answer.text
        if call == "revise" and brief is REVIEWED:
            await machine.until_status(started["id"], "awaiting_review")
            await machine.api.post(f"/api/generations/{started['id']}/approve")
        done = await machine.until_status(started["id"], "completed")
        assert (done["percent"], done["problem"]) == (100, None)


async def arrived(machine: Pipeline, workflow_id: str, asking: asyncio.Task[Any]) -> None:
    """Return when the run has the update that `asking` sends, or has refused it."""
    handle = machine.temporal.get_workflow_handle(workflow_id)
    async with asyncio.timeout(30):
        while not asking.done():
            kinds = {event.event_type async for event in handle.fetch_history_events()}
            if EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED in kinds:
                return
            await asyncio.sleep(0.05)
