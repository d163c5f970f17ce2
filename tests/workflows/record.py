"""`python -m tests.workflows.record [names]`: run the workflow in its main variants and write down their histories."""

import asyncio
import json
import re
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from providers.errors import ProviderProblem
from stack import embedded
from tests.databases import fresh_database
from tests.pipeline import Pipeline, pipeline
from tests.scripted import Fault, ScriptedWriter

HISTORIES = Path(__file__).parent / "histories"
BRIEF: dict[str, Any] = {"title": "Baking bread", "objectives": ["Explain how yeast ferments dough"]}
SMALL = BRIEF | {"lessons": 1, "sections_per_lesson": 2, "visuals": False}
HAND_MADE: dict[str, Any] = {
    "title": "Bread by hand",
    "lessons": [{"title": "Dough", "sections": [{"title": "Flour"}, {"title": "Yeast"}]}],
}
AGAIN = ProviderProblem("overloaded", "The writer is overloaded.", retryable=True)
FINAL = ProviderProblem("refused", "The writer refuses this.")


async def whole_course(machine: Pipeline) -> str:
    started = await machine.generate(BRIEF)
    return str((await machine.until_status(started["id"], "completed"))["workflow_id"])


async def reviewed_and_revised(machine: Pipeline) -> str:
    started = await machine.generate(SMALL | {"review": "outline"})
    path = f"/api/generations/{started['id']}"
    await machine.until_status(started["id"], "awaiting_review")
    await machine.api.post(f"{path}/revise", json={"feedback": "More rye."})
    await machine.until(started["id"], lambda v: v["status"] == "awaiting_review" and "rye" in str(v["outline"]))
    await machine.api.post(f"{path}/approve")
    return str((await machine.until_status(started["id"], "completed"))["workflow_id"])


async def paused_waiting_and_retried(machine: Pipeline) -> str:
    started = await machine.generate(SMALL)
    path = f"/api/generations/{started['id']}"
    await machine.until_status(started["id"], "needs_attention")
    await machine.api.post(f"{path}/pause")
    await machine.api.post(f"{path}/sections/1.1/retry")
    await machine.api.post(f"{path}/resume")
    return str((await machine.until_status(started["id"], "completed"))["workflow_id"])


async def outline_waiting_and_retried(machine: Pipeline) -> str:
    started = await machine.generate(SMALL)
    path = f"/api/generations/{started['id']}"
    await machine.until_status(started["id"], "needs_attention")
    await machine.api.post(f"{path}/retry")
    return str((await machine.until_status(started["id"], "completed"))["workflow_id"])


async def cancelled(machine: Pipeline) -> str:
    started = await machine.generate(SMALL | {"review": "outline"})
    await machine.until_status(started["id"], "awaiting_review")
    await machine.api.post(f"/api/generations/{started['id']}/cancel")
    return str((await machine.until_status(started["id"], "cancelled"))["workflow_id"])


async def a_learner(machine: Pipeline) -> str:
    """Blocked, completed, and again, with what follows a milestone."""
    course = (await machine.api.post("/api/courses", json=HAND_MADE)).json()
    await machine.api.post(f"/api/courses/{course['id']}/publish")
    enrollment = (await machine.api.post(f"/api/courses/{course['id']}/enroll")).json()
    first, second = (section["id"] for section in course["lessons"][0]["sections"])
    for section_id in (second, first, second):
        sitting = {"event_id": str(uuid4()), "time_spent_seconds": 600}
        await machine.api.post(f"/api/sections/{section_id}/interactions", json=sitting)
    workflow_id = f"progression/{course['id']}/{enrollment['user_id']}"
    await _letter_delivered(machine, workflow_id)
    return workflow_id


async def _letter_delivered(machine: Pipeline, workflow_id: str) -> None:
    handle = machine.temporal.get_workflow_handle(workflow_id)
    async with asyncio.timeout(60):
        while "EVENT_TYPE_ACTIVITY_TASK_COMPLETED" not in (await handle.fetch_history()).to_json():
            await asyncio.sleep(0.2)


VARIANTS: list[Callable[[Pipeline], Awaitable[str]]] = [
    whole_course,
    reviewed_and_revised,
    paused_waiting_and_retried,
    outline_waiting_and_retried,
    cancelled,
    a_learner,
]


FAULTS: dict[Callable[[Pipeline], Awaitable[str]], dict[str, Fault]] = {
    paused_waiting_and_retried: {"1.1": lambda call: FINAL if call == 1 else None},
    outline_waiting_and_retried: {"structure": lambda call: [AGAIN, FINAL, None][min(call, 3) - 1]},
}


async def record(postgres_url: str, temporal_address: str, names: Sequence[str]) -> None:
    """The variants of these names, or all."""
    for variant in [variant for variant in VARIANTS if not names or variant.__name__ in names]:
        writer = ScriptedWriter(FAULTS.get(variant))
        with fresh_database(postgres_url) as url, TemporaryDirectory() as folder:
            async with pipeline(url, temporal_address, Path(folder), text=writer) as machine:
                handle = machine.temporal.get_workflow_handle(await variant(machine))
                if variant is not a_learner:
                    await machine.ended(handle.id)
                history = json.loads((await handle.fetch_history()).to_json())
        path = HISTORIES / f"{variant.__name__}.json"
        path.write_text(_without_the_machine(json.dumps(history, separators=(",", ":"))) + "\n")
        print(f"{path.name}: {len(history['events'])} events")


def _without_the_machine(history: str) -> str:
    """What a history says about where it was recorded helps nobody."""
    history = re.sub(r'"stackTrace":"(?:[^"\\]|\\.)*"', '"stackTrace":""', history)
    return re.sub(r'"identity":"[^"]*"', '"identity":"worker"', history)


if __name__ == "__main__":
    with embedded.postgres() as url, embedded.temporal() as address:
        asyncio.run(record(url, address, sys.argv[1:]))
