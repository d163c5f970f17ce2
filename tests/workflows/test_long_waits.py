"""Waits of hours and days, on a server that skips time."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import WorkflowHandle
from temporalio.testing import WorkflowEnvironment

from learning.brief import Brief
from models.accounts import User
from models.generations import Generation
from models.messages import CourseCreationRequest, Ended
from models.pool import create_pool
from models.session import create_engine, create_sessions
from providers.errors import ProviderProblem
from providers.local_storage import LocalStorage
from providers.outbox_mail import OutboxMail
from providers.selection import Providers
from temporal import search_attributes
from temporal.converter import data_converter
from temporal.task_queues import COURSE_CREATION
from tests.scripted import ScriptedPainter, ScriptedWriter
from tests.time_skipping import time_skipping
from tests.workers import build_workers
from workflows.course_creation import CourseCreation

WEEK = timedelta(days=7)


@asynccontextmanager
async def running(
    database_url: str, time_skipping_path: str, folder: Path, writer: ScriptedWriter, brief: Brief
) -> AsyncIterator[tuple[WorkflowEnvironment, WorkflowHandle[CourseCreation, Ended]]]:
    engine = create_engine(database_url)
    sessions = create_sessions(engine)
    providers = Providers(writer, ScriptedPainter(), LocalStorage(folder / "media"), OutboxMail(folder / "mail"))
    async with AsyncExitStack() as stack:
        stack.push_async_callback(engine.dispose)
        pool = await stack.enter_async_context(create_pool(database_url))
        environment = await stack.enter_async_context(time_skipping(time_skipping_path, data_converter()))
        await _add_search_attributes(environment)
        for worker in build_workers(environment.client, sessions, providers, pool):
            await stack.enter_async_context(worker)
        request = await _request(sessions, brief)
        handle = await environment.client.start_workflow(
            CourseCreation.run, request, id=f"course-creation/{request.generation_id}", task_queue=COURSE_CREATION
        )
        yield environment, handle


async def test_an_outline_may_wait_for_weeks(database_url: str, time_skipping_path: str, tmp_path: Path) -> None:
    brief = Brief(title="Bread", lessons=1, sections_per_lesson=1, visuals=False, review="outline")
    writer = ScriptedWriter()
    async with running(database_url, time_skipping_path, tmp_path, writer, brief) as (environment, handle):
        before = await environment.get_current_time()
        await environment.sleep(timedelta(days=45))
        assert await environment.get_current_time() - before >= timedelta(days=45)
        assert writer.calls == {"structure": 1}
        await handle.execute_update(CourseCreation.approve)
        assert (await handle.result()).status == "completed"


async def test_retry_after_is_heeded_up_to_ten_minutes(
    database_url: str, time_skipping_path: str, tmp_path: Path
) -> None:
    overloaded = ProviderProblem(
        "overloaded", "The writer is overloaded.", retryable=True, retry_after=WEEK.total_seconds()
    )
    writer = ScriptedWriter({"1.1": lambda call: overloaded if call <= 2 else None})
    brief = Brief(title="Bread", lessons=1, sections_per_lesson=1, visuals=False)
    async with running(database_url, time_skipping_path, tmp_path, writer, brief) as (_, handle):
        assert (await handle.result()).status == "completed"
        waited = await _from_schedule_to_last_attempt(handle, "write_section")
        assert timedelta(minutes=20) <= waited < WEEK
        assert writer.calls["1.1"] == 3


async def _from_schedule_to_last_attempt(handle: WorkflowHandle[CourseCreation, Ended], activity: str) -> timedelta:
    history = await handle.fetch_history()
    by_id = {event.event_id: event for event in history.events}
    started = next(
        event
        for event in history.events
        if (scheduled := event.activity_task_started_event_attributes.scheduled_event_id)
        and by_id[scheduled].activity_task_scheduled_event_attributes.activity_type.name == activity
    )
    scheduled_at = by_id[started.activity_task_started_event_attributes.scheduled_event_id].event_time.ToDatetime()
    return started.event_time.ToDatetime() - scheduled_at


async def _add_search_attributes(environment: WorkflowEnvironment) -> None:
    """This server adds search attributes, but does not list them, as `search_attributes.register` needs it."""
    await environment.client.operator_service.add_search_attributes(
        AddSearchAttributesRequest(namespace="default", search_attributes=search_attributes.WANTED)
    )


async def _request(sessions: async_sessionmaker[AsyncSession], brief: Brief) -> CourseCreationRequest:
    async with sessions() as session, session.begin():
        user = User(email="owner@example.org", full_name="Owner", role="instructor")
        session.add(user)
        await session.flush()
        generation = Generation(instructor_id=user.id, request_hash="0", brief=brief.model_dump(mode="json"))
        session.add(generation)
    return CourseCreationRequest(
        generation_id=UUID(str(generation.id)),
        instructor_id=UUID(str(user.id)),
        title=brief.title,
        review=brief.review == "outline",
    )
