"""What the API says while no worker answers: each cause in its own words, on a Temporal server of the test's own."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from temporalio.api.workflowservice.v1 import SetWorkerDeploymentCurrentVersionRequest
from temporalio.service import RPCError

from api import workers
from api.workflow_client import workflow_id
from models.generations import Generation
from stack import embedded
from temporal.task_queues import COURSE_CREATION
from tests.pipeline import Pipeline, pipeline
from tests.scripted import ScriptedWriter
from tests.workers import build_workers

BRIEF = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1, "visuals": False, "review": "outline"}
TOLD_SECONDS = 5.0


@pytest.fixture
def quiet_temporal() -> Iterator[str]:
    """A server that no worker has polled."""
    with embedded.temporal() as address:
        yield address


@pytest.fixture
async def machine(
    database_url: str, quiet_temporal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Pipeline]:
    monkeypatch.setattr("api.workflow_client.PATIENCE", timedelta(seconds=2))
    monkeypatch.setattr("api.learning.workflow_client.LONGEST", 2.0)
    async with pipeline(database_url, quiet_temporal, tmp_path, workers=False) as running:
        yield running


@asynccontextmanager
async def working(machine: Pipeline, build_id: str) -> AsyncIterator[None]:
    """Workers of a version, until the block ends."""
    async with AsyncExitStack() as stack:
        for worker in build_workers(
            machine.temporal, machine.sessions, machine.providers, machine.pool, build_id=build_id
        ):
            await stack.enter_async_context(worker)
        yield


async def readiness(machine: Pipeline, missing: list[str]) -> str:
    """What `/ready` says, as soon as it misses this."""
    async with asyncio.timeout(30):
        while (answer := await machine.api.get("/ready")).json()["missing"] != missing:
            await asyncio.sleep(0.1)
    assert answer.status_code == (503 if missing else 200)
    return " ".join(answer.json()["reasons"])


def assert_said(answer: httpx.Response, slug: str, *words: str) -> None:
    assert (answer.status_code, answer.json()["type"]) == (503, f"/problems/{slug}"), answer.text
    assert answer.headers["retry-after"]
    for word in (*words, "Nothing is lost"):
        assert word in answer.json()["detail"]


async def waiting(machine: Pipeline) -> UUID:
    """A generation of the local instructor that awaits review, without a run."""
    owner = UUID((await machine.read("/api/me"))["id"])
    generation = Generation(instructor_id=owner, request_hash="", brief=BRIEF, status="awaiting_review")
    async with machine.sessions() as session, session.begin():
        session.add(generation)
    return generation.id


async def test_without_workers_both_readiness_and_refusals_say_so(machine: Pipeline) -> None:
    assert "No worker serves the task queue course-creation: start one" in await readiness(machine, ["workers"])
    begun = await machine.generate(BRIEF)
    async with asyncio.timeout(TOLD_SECONDS):
        while (shown := await machine.read(f"/api/generations/{begun['id']}"))["problem"] is None:
            await asyncio.sleep(0.1)
    assert (shown["status"], shown["problem"]["type"], shown["problem"]["final"]) == (
        "queued",
        "/problems/no-worker",
        False,
    )
    assert [event["kind"] for event in await _first_events(machine, begun["id"], 2)] == ["queued", "unserved"]
    async with machine.sessions() as session, session.begin():
        generation = await session.get_one(Generation, UUID(begun["id"]))
        generation.status = "awaiting_review"
        session.add(generation)
    answer = await machine.api.post(f"/api/generations/{begun['id']}/approve")
    assert_said(answer, "no-worker", "No worker serves the task queue course-creation", "python -m worker")
    async with machine.working(ScriptedWriter()):
        assert await readiness(machine, []) == ""


async def test_workers_of_a_version_that_is_not_current_and_of_one_that_is_gone(
    machine: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with working(machine, "v1"):
        said = await readiness(machine, ["workers"])
        assert "set-current-version --deployment-name coursewright --build-id v1" in said
        await _make_current(machine, "v1")
        await readiness(machine, [])
        begun = await machine.generate(BRIEF)
        await machine.until_status(begun["id"], "awaiting_review")
    monkeypatch.setattr(workers, "POLL_SECONDS", 3)
    await readiness(machine, ["workers"])
    answer = await machine.api.post(f"/api/generations/{begun['id']}/approve")
    assert_said(answer, "no-worker", "No worker of the version v1, with which this began")


async def test_a_run_on_which_the_workers_fail(machine: Pipeline) -> None:
    generation_id = await waiting(machine)
    async with machine.working(ScriptedWriter()):
        run = await machine.temporal.start_workflow(
            "OfAnotherTime", id=workflow_id(generation_id), task_queue=COURSE_CREATION
        )
        async with asyncio.timeout(30):
            while (await run.describe()).raw_description.pending_workflow_task.attempt < 2:
                await asyncio.sleep(0.1)
        answer = await machine.api.post(f"/api/generations/{generation_id}/approve")
        assert_said(answer, "workflow-fails", "worker's log")


async def test_a_queued_generation_tells_its_stream_and_forgets_it_when_a_worker_comes(machine: Pipeline) -> None:
    begun = await machine.generate(BRIEF)
    async with asyncio.timeout(TOLD_SECONDS):
        _, told = await _first_events(machine, begun["id"], 2)
    assert (told["kind"], told["problem"]["kind"], told["problem"]["final"]) == ("unserved", "no_worker", False)
    async with machine.working(ScriptedWriter()):
        await machine.until_status(begun["id"], "awaiting_review")
        assert (await machine.read(f"/api/generations/{begun['id']}"))["problem"] is None


async def test_a_generation_that_a_dead_worker_seems_to_serve_says_that_nobody_takes_it(
    machine: Pipeline,
) -> None:
    async with machine.working(ScriptedWriter()):
        await readiness(machine, [])
    begun = await machine.generate(BRIEF)
    async with asyncio.timeout(TOLD_SECONDS):
        while (shown := await machine.read(f"/api/generations/{begun['id']}"))["problem"] is None:
            await asyncio.sleep(0.1)
    assert shown["problem"]["type"] in ("/problems/workers-busy", "/problems/no-worker")


async def _first_events(machine: Pipeline, generation_id: str, count: int) -> list[dict[str, Any]]:
    """The first events of a generation's stream, as they come."""
    events: list[dict[str, Any]] = []
    async with machine.api.stream("GET", f"/api/generations/{generation_id}/events") as answer:
        async for line in answer.aiter_lines():
            if line.startswith("data:"):
                events.append(json.loads(line[5:]))
            if len(events) == count:
                break
    return events


async def _make_current(machine: Pipeline, build_id: str) -> None:
    """The server takes a moment until it knows of a version that polls."""
    client = machine.temporal
    request = SetWorkerDeploymentCurrentVersionRequest(
        namespace=client.namespace, deployment_name="coursewright", build_id=build_id
    )
    async with asyncio.timeout(30):
        while True:
            try:
                await client.workflow_service.set_worker_deployment_current_version(request)
                return
            except RPCError:
                await asyncio.sleep(0.2)
