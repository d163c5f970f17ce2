"""Pausing and cancelling a course that is being made: no call begins, and the run ends as it was told."""

import asyncio
from pathlib import Path
from typing import Any

from temporalio.client import WorkflowExecutionStatus, WorkflowHandle
from temporalio.worker import Worker

from temporal.connection import connect
from temporal.task_queues import COURSE_CREATION, TEXT
from tests.pipeline import Pipeline, pipeline
from tests.scripted import ScriptedWriter
from tests.workers import build_workers

BRIEF: dict[str, Any] = {"title": "Baking bread", "objectives": ["Explain how yeast ferments dough"]}
SMALL = BRIEF | {"lessons": 2, "sections_per_lesson": 1, "visuals": False}
LONG = BRIEF | {"lessons": 20, "sections_per_lesson": 8, "visuals": False}


async def test_a_paused_generation_starts_no_call_until_it_is_resumed(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    writer, sections = ScriptedWriter(section_seconds=0.6), 64
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(LONG | {"lessons": sections // 8})
        path = f"/api/generations/{started['id']}"
        await machine.until(started["id"], lambda v: sum(s["status"] == "written" for s in v["sections"]) >= 3)
        paused = await machine.api.post(f"{path}/pause")
        assert (paused.status_code, paused.json()["status"]) == (202, "paused")
        begun = sum(writer.calls.values())
        handle = machine.temporal.get_workflow_handle(started["workflow_id"])
        await machine.until(started["id"], lambda v: _in_flight(writer, v) == 0)
        assert sum(writer.calls.values()) == begun < 1 + sections
        assert (await handle.describe()).search_attributes["GenerationStatus"] == ["paused"]
        assert (await machine.api.post(f"{path}/resume")).status_code == 202
        done = await machine.until_status(started["id"], "completed")
        assert done["percent"] == 100
        assert sum(writer.calls.values()) == 1 + sections


async def test_a_cancelled_generation_ends_and_calls_nobody(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    writer = ScriptedWriter(section_seconds=0.3)
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(LONG)
        await machine.until(started["id"], lambda v: v["status"] == "generating")
        cancelled = await machine.api.post(f"/api/generations/{started['id']}/cancel")
        assert cancelled.status_code == 202
        begun = sum(writer.calls.values())
        ended = await machine.until_status(started["id"], "cancelled")
        assert ended["course_id"] is None
        assert sum(writer.calls.values()) == begun < 1 + 160
        assert (await machine.events(started["id"]))[-1]["kind"] == "cancelled"
        assert (await machine.api.post(f"/api/generations/{started['id']}/cancel")).status_code == 409


async def test_operators_cancel_by_an_update_too(database_url: str, temporal_address: str, tmp_path: Path) -> None:
    async with pipeline(database_url, temporal_address, tmp_path) as machine:
        started = await machine.generate(SMALL | {"review": "outline"})
        await machine.until_status(started["id"], "awaiting_review")
        handle = machine.temporal.get_workflow_handle(started["workflow_id"])
        await handle.execute_update("cancel")
        assert (await handle.result())["status"] == "cancelled"
        await machine.until_status(started["id"], "cancelled")


def _in_flight(writer: ScriptedWriter, view: dict[str, Any]) -> int:
    written: int = sum(section["status"] == "written" for section in view["sections"])
    return sum(writer.calls.values()) - 1 - written


async def test_a_cancellation_that_comes_with_a_result_is_heeded(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    """Workflow and calls are served by different workers, so that both wait for the workflow in one task."""
    async with pipeline(database_url, temporal_address, tmp_path, workers=False) as machine:
        workers = await _workers(machine)
        workflows, calls = workers[COURSE_CREATION], workers[TEXT]
        started = await machine.generate(SMALL)
        handle = machine.temporal.get_workflow_handle(started["workflow_id"])
        async with workflows:
            await _until_call_waits(handle, waits=True)
        async with calls:
            await _until_call_waits(handle, waits=False)
        asked = asyncio.create_task(handle.execute_update("cancel"))
        async with (await _workers(machine))[COURSE_CREATION], asyncio.timeout(30):
            await asked
            assert (await handle.result())["status"] == "cancelled"
        assert (await machine.read(f"/api/generations/{started['id']}"))["status"] == "cancelled"


async def _workers(machine: Pipeline) -> dict[str, Worker]:
    """By task queue, on a client of their own: one client takes a task queue once."""
    workers = build_workers(await connect(), machine.sessions, machine.providers, machine.pool)
    return {worker.task_queue: worker for worker in workers}


async def _until_call_waits(handle: WorkflowHandle[Any, Any], *, waits: bool) -> None:
    async with asyncio.timeout(30):
        while waits != any(
            activity.activity_type.name == "write_outline"
            for activity in (await handle.describe()).raw_description.pending_activities
        ):
            await asyncio.sleep(0.05)


async def test_mail_that_cannot_be_sent_holds_nothing_up(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    mail = tmp_path / "mail"
    mail.write_text("where the folder of e-mails should be")
    async with pipeline(database_url, temporal_address, tmp_path) as machine:
        started = await machine.generate(SMALL | {"review": "outline"})
        await machine.until_status(started["id"], "awaiting_review")
        await machine.api.post(f"/api/generations/{started['id']}/approve")
        await machine.until_status(started["id"], "completed")
        handle = machine.temporal.get_workflow_handle(started["workflow_id"])
        assert (await handle.describe()).status is WorkflowExecutionStatus.RUNNING, "its e-mails wait"
        mail.unlink()
        async with asyncio.timeout(60):
            assert (await handle.result())["status"] == "completed"
        assert len(list(mail.glob("*.eml"))) == 2
