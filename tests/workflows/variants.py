"""The main variants of every workflow, run once each so that `record.py` can write their histories down."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlmodel import col, select
from temporalio import workflow
from temporalio.client import WorkflowExecutionStatus, WorkflowHandle
from temporalio.service import RPCError
from temporalio.worker import Worker

from learning.brief import Brief
from models.messages import MaintenanceTask, OrphansRemoved, ReconciliationTask
from models.outbox import OutboxMessage
from providers.errors import ProviderProblem
from stack.servers import test_server
from temporal.task_queues import COURSE_CREATION
from tests.faults.test_economy import saving
from tests.learners import send
from tests.pipeline import Pipeline, pipeline
from tests.scripted import Fault, ScriptedPainter, ScriptedWriter
from tests.workflows import test_refused_drafts
from tests.workflows.test_learner_progression import school, skipping
from tests.workflows.test_long_waits import running
from workflows.course_creation import CourseCreation
from workflows.policies import SWEEP, summed_up

Run = WorkflowHandle[Any, Any]
Variant = Callable[[str, str, Path], Awaitable[dict[str, Any]]]
"""From a database's URL, a Temporal server's address and an empty folder to a history."""
BRIEF: dict[str, Any] = {"title": "Baking bread", "objectives": ["Explain how yeast ferments dough"]}
SMALL = BRIEF | {"lessons": 1, "sections_per_lesson": 2, "visuals": False}
ECONOMY = BRIEF | {"lessons": 2, "sections_per_lesson": 2, "visuals": False, "economy": True}
DRAFT: dict[str, Any] = {
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
    await machine.until_status(started["id"], "needs_attention")
    await machine.api.post(f"/api/generations/{started['id']}/retry")
    return str((await machine.until_status(started["id"], "completed"))["workflow_id"])


async def cancelled(machine: Pipeline) -> str:
    started = await machine.generate(SMALL | {"review": "outline"})
    await machine.until_status(started["id"], "awaiting_review")
    await machine.api.post(f"/api/generations/{started['id']}/cancel")
    return str((await machine.until_status(started["id"], "cancelled"))["workflow_id"])


async def economy(machine: Pipeline) -> str:
    """Sections in one batch, of which one failed and was bought singly."""
    started = await machine.generate(ECONOMY)
    return str((await machine.until_status(started["id"], "completed"))["workflow_id"])


async def short_of_budget(machine: Pipeline) -> str:
    """The outline, the sections and the thumbnail each wait once until the budget is raised."""
    started = await machine.generate(SMALL | {"budget": _usd("0.15")})
    path = f"/api/generations/{started['id']}"
    for phase, amount in (("structure", "0.35"), ("content", "0.60"), ("media", "5")):
        await machine.until(started["id"], partial(_waits_in, phase))
        raised = await machine.api.post(f"{path}/budget", json=_usd(amount))
        assert raised.is_success, raised.text
    return str((await machine.until_status(started["id"], "completed"))["workflow_id"])


async def regenerated(machine: Pipeline) -> str:
    """One section of a finished course, written anew."""
    started = await machine.generate(SMALL)
    done = await machine.until_status(started["id"], "completed")
    course = await machine.read(f"/api/courses/{done['course_id']}")
    section = course["lessons"][0]["sections"][0]["id"]
    again = (await machine.api.post(f"/api/sections/{section}/regenerate", json={"instructions": "Shorter."})).json()
    return str((await machine.until_status(again["id"], "completed"))["workflow_id"])


async def accepted_and_solved(machine: Pipeline) -> str:
    """Three refused drafts that their owner took, as they were or in their own words; the checks of all were solved."""
    started = await machine.generate(test_refused_drafts.BRIEF | {"solve_checks": True})
    keys = {"1.1", "2.1", "3.1"}
    await machine.until(started["id"], lambda v: {s["key"] for s in v["sections"] if s["status"] == "waiting"} == keys)
    own = {"content": json.loads(test_refused_drafts.content())}
    for key in sorted(keys):
        path = f"/api/generations/{started['id']}/sections/{key}/accept"
        taken = await machine.api.post(path, json={} if key == "1.1" else own)
        assert taken.status_code == 202, taken.text
    return str((await machine.until_status(started["id"], "completed"))["workflow_id"])


async def learners_moved(machine: Pipeline) -> str:
    course = await _published(machine)
    await machine.api.post(f"/api/courses/{course['id']}/enroll")
    answer = await machine.api.get(f"/api/courses/{course['id']}")
    changed = await machine.api.patch(
        f"/api/courses/{course['id']}", json={"title": "Bread again"}, headers={"If-Match": answer.headers["etag"]}
    )
    assert changed.status_code == 200, changed.text
    await machine.api.post(f"/api/courses/{course['id']}/publish")
    return f"learners-move/{course['id']}/2"


async def maintenance(machine: Pipeline) -> str:
    name = "media-sweep"
    await machine.temporal.start_workflow("MediaSweep", MaintenanceTask(), id=name, task_queue=COURSE_CREATION)
    return name


async def reconciliation(machine: Pipeline) -> str:
    name = "reconciliation"
    await machine.temporal.start_workflow("Reconciliation", ReconciliationTask(), id=name, task_queue=COURSE_CREATION)
    return name


@workflow.defn(name="MediaSweep", sandboxed=False)
class SweepAlone:
    """What the daily run did before it let go of rows as well."""

    @workflow.run
    async def run(self, task: MaintenanceTask) -> OrphansRemoved:
        removal = summed_up(SWEEP, "Remove media that nothing refers to")
        swept: OrphansRemoved = await workflow.execute_activity(
            "remove_orphans", task, result_type=OrphansRemoved, **removal
        )
        return swept


async def maintenance_before_retention(machine: Pipeline) -> str:
    name, queue = "media-sweep", "before-retention"
    async with Worker(machine.temporal, task_queue=queue, workflows=[SweepAlone]):
        run = await machine.temporal.start_workflow(SweepAlone.run, MaintenanceTask(), id=name, task_queue=queue)
        await run.result()
    return name


async def letters(machine: Pipeline) -> str:
    body = {"email": "ada@example.org", "password": "four words nobody guesses", "full_name": "Ada"}
    assert (await machine.api.post("/api/auth/register", json=body)).status_code == 201
    async with machine.sessions() as session:
        letter = (await session.exec(select(OutboxMessage).where(OutboxMessage.kind == "confirm_address"))).one()
    name = f"letters/{letter.id}"
    async with asyncio.timeout(60):
        while not await _is_there(machine, name):
            await asyncio.sleep(0.05)
    return name


async def learning_records(machine: Pipeline) -> str:
    """All that a learner did, told at once."""
    name = "learning-records"
    await machine.temporal.start_workflow("LearningRecords", id=name, task_queue=COURSE_CREATION)
    return name


async def webhook_deliveries(machine: Pipeline) -> str:
    """Nothing that is due."""
    name = "webhook-deliveries"
    await machine.temporal.start_workflow("WebhookDeliveries", id=name, task_queue=COURSE_CREATION)
    return name


async def _is_there(machine: Pipeline, workflow_id: str) -> bool:
    try:
        await machine.temporal.get_workflow_handle(workflow_id).describe()
    except RPCError:
        return False
    return True


async def invited(machine: Pipeline) -> str:
    """Two letters to people who were invited to a course."""
    course = await _published(machine)
    emails = ["ada@example.org", "grace@example.org"]
    asked = await machine.api.post(f"/api/courses/{course['id']}/invitations", json={"emails": emails})
    assert asked.status_code == 201, asked.text
    async with machine.sessions() as session:
        letters = select(OutboxMessage.id).where(OutboxMessage.kind == "course_invitation")
        first = (await session.exec(letters.order_by(col(OutboxMessage.id)))).first()
    return f"letters/{first}"


async def a_learner(machine: Pipeline) -> str:
    """Blocked, completed, and again, with what follows a milestone."""
    course = await _published(machine)
    enrollment = (await machine.api.post(f"/api/courses/{course['id']}/enroll")).json()
    first, second = (section["id"] for section in course["lessons"][0]["sections"])
    for section_id in (second, first, second):
        sitting = {"event_id": str(uuid4()), "time_spent_seconds": 600}
        await machine.api.post(f"/api/sections/{section_id}/interactions", json=sitting)
    workflow_id = f"progression/{course['id']}/{enrollment['user_id']}"
    await _mail_delivered(machine, workflow_id)
    return workflow_id


async def a_learner_reminded(url: str, _address: str, folder: Path) -> dict[str, Any]:
    """Reminded of reviews, nudged after a week, and left alone after a month."""
    async with (
        skipping(str(test_server.find().path)) as environment,
        school(environment.client, url, folder) as ours,
    ):
        learner = await ours.learner()
        await send(ours.pool, learner, 0, answers={"k1": "o0"})
        _, run = await ours.interact(learner)
        await environment.sleep(timedelta(days=8))
        while (await ours.outbox("reviews_due"), await ours.outbox("nudge")) != (1, 1):
            await environment.sleep(timedelta(seconds=1))
        await environment.sleep(timedelta(days=25))
        while (await run.describe()).status is WorkflowExecutionStatus.RUNNING:
            await environment.sleep(timedelta(seconds=1))
        return await history_of(run)


async def a_review_that_waited(url: str, _address: str, folder: Path) -> dict[str, Any]:
    """An outline that its owner approved after six weeks."""
    brief = Brief(title="Bread", lessons=1, sections_per_lesson=1, visuals=False, review="outline")
    skipping_server = str(test_server.find().path)
    async with running(url, skipping_server, folder, ScriptedWriter(), brief) as (environment, run):
        await environment.sleep(timedelta(days=45))
        await run.execute_update(CourseCreation.approve)
        await run.result()
        return await history_of(run)


async def history_of(run: Run) -> dict[str, Any]:
    events: dict[str, Any] = (await run.fetch_history()).to_json_dict()
    return events


async def _published(machine: Pipeline) -> dict[str, Any]:
    course: dict[str, Any] = (await machine.api.post("/api/courses", json=DRAFT)).json()
    published = await machine.api.post(f"/api/courses/{course['id']}/publish")
    assert published.status_code == 200, published.text
    return course


async def _mail_delivered(machine: Pipeline, workflow_id: str) -> None:
    handle = machine.temporal.get_workflow_handle(workflow_id)
    async with asyncio.timeout(60):
        while "EVENT_TYPE_ACTIVITY_TASK_COMPLETED" not in (await handle.fetch_history()).to_json():
            await asyncio.sleep(0.2)


def _waits_in(phase: str, view: dict[str, Any]) -> bool:
    return (view["status"], view["phase"]) == ("needs_attention", phase)


def _usd(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "USD"}


Machine = Callable[[str, str, Path], AbstractAsyncContextManager[Pipeline]]


def _scripted(
    faults: dict[str, Fault] | None = None, text_price: Decimal = Decimal(0), image_price: Decimal = Decimal(0)
) -> Machine:
    def machine(url: str, address: str, folder: Path) -> AbstractAsyncContextManager[Pipeline]:
        text, image = ScriptedWriter(faults, price=text_price), ScriptedPainter(price=image_price)
        return pipeline(url, address, folder, text=text, image=image)

    return machine


@asynccontextmanager
async def _batching(url: str, address: str, folder: Path) -> AsyncIterator[Pipeline]:
    async with saving(url, address, folder) as (stubs, script):
        script.add("529", endpoint="batch_item")
        yield stubs.machine


def _recorded(on: Machine, act: Callable[[Pipeline], Awaitable[str]], *, ends: bool = True) -> Variant:
    async def recorded(url: str, address: str, folder: Path) -> dict[str, Any]:
        async with on(url, address, folder) as machine:
            workflow_id = await act(machine)
            if ends:
                await machine.ended(workflow_id)
            return await history_of(machine.temporal.get_workflow_handle(workflow_id))

    return recorded


REFUSED_ONCE: dict[str, Fault] = {"1.1": lambda call: FINAL if call == 1 else None}
OUTLINE_REFUSED: dict[str, Fault] = {"structure": lambda call: [AGAIN, FINAL, None][min(call, 3) - 1]}

VARIANTS: dict[str, Variant] = {
    "whole_course": _recorded(_scripted(), whole_course),
    "reviewed_and_revised": _recorded(_scripted(), reviewed_and_revised),
    "paused_waiting_and_retried": _recorded(_scripted(REFUSED_ONCE), paused_waiting_and_retried),
    "outline_waiting_and_retried": _recorded(_scripted(OUTLINE_REFUSED), outline_waiting_and_retried),
    "cancelled": _recorded(_scripted(), cancelled),
    "economy": _recorded(_batching, economy),
    "short_of_budget": _recorded(_scripted(text_price=Decimal("0.10"), image_price=Decimal("0.70")), short_of_budget),
    "regenerated": _recorded(_scripted(), regenerated),
    "accepted_and_solved": _recorded(partial(pipeline, text=test_refused_drafts.SolvingWriter()), accepted_and_solved),
    "a_review_that_waited": a_review_that_waited,
    "a_learner": _recorded(_scripted(), a_learner, ends=False),
    "a_learner_reminded": a_learner_reminded,
    "invited": _recorded(_scripted(), invited),
    "learners_moved": _recorded(_scripted(), learners_moved),
    "learning_records": _recorded(_scripted(), learning_records),
    "letters": _recorded(_scripted(), letters),
    "maintenance": _recorded(_scripted(), maintenance),
    "reconciliation": _recorded(_scripted(), reconciliation),
    "webhook_deliveries": _recorded(_scripted(), webhook_deliveries),
    "maintenance_before_retention": _recorded(_scripted(), maintenance_before_retention),
}
