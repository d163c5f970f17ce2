"""One learner's workflow: interactions recorded in turns, reminders after days, an end after a month, and replay."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import Client, WithStartWorkflowOperation, WorkflowExecutionStatus, WorkflowHandle
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Replayer

from models.messages import Arrived, Recorded
from models.pool import Pool, create_pool
from models.session import create_engine, create_sessions
from providers.local_storage import LocalStorage
from providers.outbox_mail import OutboxMail
from providers.selection import Providers
from temporal import search_attributes
from temporal.connection import connect
from temporal.converter import data_converter
from temporal.task_queues import PROGRESSION
from tests.learners import Enrolled, enroll, publish, send
from tests.learning import drafts
from tests.scripted import ScriptedPainter, ScriptedWriter
from tests.time_skipping import time_skipping
from tests.workers import build_workers
from workflows.learner_progression import LearnerProgression
from workflows.sandbox import sandboxed

DEADLINE_SECONDS = 60


@dataclass
class School:
    client: Client
    pool: Pool
    sessions: async_sessionmaker[AsyncSession]
    mail: Path

    async def learner(self) -> Enrolled:
        course_id, sections = await publish(self.sessions, drafts.course_draft())
        return await enroll(self.sessions, self.pool, course_id, sections)

    async def interact(self, learner: Enrolled) -> tuple[Recorded, WorkflowHandle[Any, None]]:
        start = learner.start
        operation = WithStartWorkflowOperation(
            LearnerProgression.run,
            start,
            id=f"progression/{start.course_id}/{start.user_id}",
            task_queue=PROGRESSION,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        )
        recorded = await self.client.execute_update_with_start_workflow(
            LearnerProgression.interact, Arrived(), start_workflow_operation=operation
        )
        return recorded, await operation.workflow_handle()

    async def outbox(self, kind: str) -> int:
        async with self.pool.connection() as connection:
            query = "SELECT count(*) AS n FROM outbox WHERE kind = %s AND status = 'sent'"
            row = await (await connection.execute(query, [kind])).fetchone()
        assert row is not None
        return int(row["n"])


@asynccontextmanager
async def school(client: Client, database_url: str, folder: Path) -> AsyncIterator[School]:
    engine = create_engine(database_url)
    sessions = create_sessions(engine)
    providers = Providers(ScriptedWriter(), ScriptedPainter(), LocalStorage(folder / "m"), OutboxMail(folder / "mail"))
    async with AsyncExitStack() as stack:
        stack.push_async_callback(engine.dispose)
        pool = await stack.enter_async_context(create_pool(database_url))
        for worker in build_workers(client, sessions, providers, pool):
            await stack.enter_async_context(worker)
        yield School(client, pool, sessions, folder / "mail")


@asynccontextmanager
async def skipping(path: str) -> AsyncIterator[WorkflowEnvironment]:
    async with time_skipping(path, data_converter()) as environment:
        await environment.client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(namespace="default", search_attributes=search_attributes.WANTED)
        )
        yield environment


@pytest.fixture
async def busy(database_url: str, temporal_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("TEMPORAL_ADDRESS", temporal_address)
    async with school(await connect(), database_url, tmp_path) as ours:
        yield ours


async def test_what_arrives_meanwhile_is_recorded_together(busy: School) -> None:
    learner = await busy.learner()
    for _ in range(20):
        await send(busy.pool, learner, 0)
    answers = await asyncio.gather(*(busy.interact(learner) for _ in range(20)))
    _, handle = answers[0]
    versions = {recorded.version for recorded, _ in answers}
    history = await handle.fetch_history()
    turns = sum(event.HasField("marker_recorded_event_attributes") for event in history.events)
    assert turns < 20
    assert max(versions) == 2, "one turn has recorded all that was there"
    await handle.terminate("the test is over")


async def test_a_history_replays_and_holds_nothing_personal(busy: School) -> None:
    learner = await busy.learner()
    for section in (0, 1):
        await send(busy.pool, learner, section, answers={"k1": "o0"})
        _, handle = await busy.interact(learner)
    history = await handle.fetch_history()
    replayer = Replayer(workflows=[LearnerProgression], data_converter=data_converter(), workflow_runner=sandboxed())
    await replayer.replay_workflow(history)
    stored = b"".join(event.SerializeToString() for event in history.events)
    assert str(learner.start.enrollment_id).encode() in stored, "payloads are read as they are stored"
    assert b'"o0"' not in stored
    assert b"answers" not in stored
    await handle.terminate("the test is over")


async def test_operators_find_a_run_by_where_the_learner_stands(busy: School) -> None:
    learner = await busy.learner()
    for section in (0, 1):
        await send(busy.pool, learner, section, answers={"k1": "o0"})
        _, handle = await busy.interact(learner)
    async with asyncio.timeout(DEADLINE_SECONDS):
        while (shown := (await handle.describe()).typed_search_attributes).get(search_attributes.PERCENT_DONE) is None:
            await asyncio.sleep(0.1)
    assert shown[search_attributes.PERCENT_DONE] == 50
    assert shown[search_attributes.LAST_OUTCOME] == "section_completed"
    history = await handle.fetch_history()
    changes = sum(event.HasField("upsert_workflow_search_attributes_event_attributes") for event in history.events)
    assert changes == 1, "of both interactions together"
    await handle.terminate("the test is over")


async def test_mail_that_cannot_be_sent_holds_no_learner_up(busy: School) -> None:
    busy.mail.write_text("where the folder of e-mails should be")
    learner = await busy.learner()
    async with asyncio.timeout(DEADLINE_SECONDS):
        for section, percent in ((0, 25), (1, 50)):
            await send(busy.pool, learner, section, answers={"k1": "o0"})
            _, handle = await busy.interact(learner)
            while await shown_percent(handle) != percent:
                await asyncio.sleep(0.1)
        assert await busy.outbox("milestone_reached") == 0
        busy.mail.unlink()
        while await busy.outbox("milestone_reached") != 2:
            await asyncio.sleep(0.1)
    await handle.terminate("the test is over")


async def shown_percent(handle: WorkflowHandle[Any, None]) -> int | None:
    return (await handle.describe()).typed_search_attributes.get(search_attributes.PERCENT_DONE)


async def test_a_learner_is_reminded_nudged_and_at_last_left_alone(
    database_url: str, time_skipping_path: str, tmp_path: Path
) -> None:
    async with AsyncExitStack() as stack:
        environment = await stack.enter_async_context(skipping(time_skipping_path))
        async with school(environment.client, database_url, tmp_path) as ours:
            learner = await ours.learner()
            await send(ours.pool, learner, 0, answers={"k1": "o0"})
            recorded, handle = await ours.interact(learner)
            assert recorded.next_review_at is not None
            async with asyncio.timeout(DEADLINE_SECONDS):
                await environment.sleep(timedelta(days=8))
                while (await ours.outbox("reviews_due"), await ours.outbox("nudge")) != (1, 1):
                    await environment.sleep(timedelta(seconds=1))
                await environment.sleep(timedelta(days=25))
                while (await handle.describe()).status is WorkflowExecutionStatus.RUNNING:
                    await environment.sleep(timedelta(seconds=1))
            await send(ours.pool, learner, 1)
            again, second = await ours.interact(learner)
            assert again.version > recorded.version
            assert second.first_execution_run_id != handle.first_execution_run_id
            await second.terminate("the test is over")
