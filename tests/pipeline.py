"""The whole machine in one process: a fresh database, the real Temporal server, workers, and the API on a free port."""

import asyncio
import json
import os
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import httpx
import psycopg
import uvicorn
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.types import ASGIApp
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError

from activities.attempts import Backoff
from api.app import create_app
from models.pool import Pool, create_pool
from models.session import create_engine, create_sessions, libpq_url
from providers.image import ImageProvider
from providers.local_storage import LocalStorage
from providers.outbox_mail import OutboxMail
from providers.selection import Providers
from providers.text import TextProvider
from providers.webhooks import WebhookSender
from settings import Settings
from temporal import search_attributes
from temporal.connection import connect
from tests.databases import as_application
from tests.scripted import ScriptedPainter, ScriptedWriter
from tests.workers import build_workers

DEADLINE_SECONDS = 60
API_TOKEN = "the_token_of_the_local_instructor_of_tests"
LOCAL = {"local_mode": True, "api_token": API_TOKEN}
"""Settings by which an API serves its own machine."""
AS_LOCAL = {"Authorization": f"Bearer {API_TOKEN}"}
"""Headers of the local instructor."""
QUICK = Backoff(pace=0.02)
"""A second of waiting after a failure in 20 ms."""
TRUSTED = ssl.create_default_context()
"""For clients, each of which would read all certificates of the machine anew."""


@dataclass
class Pipeline:
    """`api` asks as the local instructor."""

    api: httpx.AsyncClient
    temporal: Client
    sessions: async_sessionmaker[AsyncSession]
    providers: Providers
    pool: Pool
    folder: Path
    owner_url: str

    @asynccontextmanager
    async def owner(self) -> AsyncIterator[psycopg.AsyncConnection]:
        """A connection with the rights of the database's owner, for what the application may not do to its rows."""
        connecting = psycopg.AsyncConnection.connect(libpq_url(self.owner_url, role=None), autocommit=True)
        async with await connecting as connection:
            yield connection

    @asynccontextmanager
    async def working(self, writer: TextProvider) -> AsyncIterator[None]:
        """Workers that write by this writer, until the block ends; they finish what they have begun."""
        async with AsyncExitStack() as stack:
            providers = replace(self.providers, text=writer)
            for worker in build_workers(self.temporal, self.sessions, providers, self.pool, backoff=QUICK):
                await stack.enter_async_context(worker)
            yield

    async def generate(self, brief: dict[str, Any], key: str | None = None) -> dict[str, Any]:
        headers = {"Idempotency-Key": key} if key else {}
        answer = await self.api.post("/api/courses/generate", json=brief, headers=headers)
        assert answer.status_code == 202, answer.text
        generation: dict[str, Any] = answer.json()
        return generation

    async def read(self, path: str) -> dict[str, Any]:
        answer = await self.api.get(path)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    async def until(
        self, generation_id: str, reached: Callable[[dict[str, Any]], bool], seconds: float = DEADLINE_SECONDS
    ) -> dict[str, Any]:
        """The generation as soon as it satisfies the condition; AssertionError with its state when it never does."""
        view: dict[str, Any] = {}
        pauses = chain(repeat(0.05, 20), repeat(0.1, 20), repeat(0.2))  # what takes long is not missed by asking less
        try:
            async with asyncio.timeout(seconds):
                while not reached(view := await self.read(f"/api/generations/{generation_id}")):
                    await asyncio.sleep(next(pauses))
        except TimeoutError as error:
            raise AssertionError(f"never reached; it stayed at {_short(view)}") from error
        return view

    async def until_status(self, generation_id: str, *statuses: str) -> dict[str, Any]:
        return await self.until(generation_id, lambda view: view["status"] in statuses)

    async def ended(self, workflow_id: str) -> None:
        """Return when the run has ended, however it did."""
        handle = self.temporal.get_workflow_handle(workflow_id)
        async with asyncio.timeout(DEADLINE_SECONDS):
            while (await handle.describe()).status is WorkflowExecutionStatus.RUNNING:
                await asyncio.sleep(0.05)

    async def events(self, generation_id: str, after: int = 0) -> list[dict[str, Any]]:
        """Every event of an ended generation's stream, each with its `id`; previews, which have none, are left out."""
        events, event_id = [], 0
        url = f"/api/generations/{generation_id}/events"
        async with self.api.stream("GET", url, params={"after": after}, timeout=DEADLINE_SECONDS) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data: ") and (event := json.loads(line.removeprefix("data: "))):
                    events += [event] if event["kind"] != "preview" else []
                if line.startswith("id: "):
                    event_id = int(line.removeprefix("id: "))
                    events[-1]["id"] = event_id
        return events


@asynccontextmanager
async def pipeline(
    database_url: str,
    temporal_address: str,
    folder: Path,
    *,
    text: TextProvider | None = None,
    fallback: TextProvider | None = None,
    image: ImageProvider | None = None,
    max_cached_workflows: int = 1000,
    workers: bool = True,
    payload_keys: str | None = None,
    backoff: Backoff = QUICK,
    webhooks: WebhookSender | None = None,
    private_hosts: str = "",
) -> AsyncIterator[Pipeline]:
    os.environ["TEMPORAL_ADDRESS"] = temporal_address
    owner_url, database_url = database_url, as_application(database_url)
    providers = Providers(
        text=text or ScriptedWriter(),
        image=image or ScriptedPainter(),
        storage=LocalStorage(folder / "media"),
        mail=OutboxMail(folder / "mail"),
        fallback=fallback,
    )
    config = Settings.model_validate(
        {
            "database_url": database_url,
            "data_dir": folder,
            "payload_keys": payload_keys,
            "webhook_private_hosts": private_hosts,
        }
        | LOCAL
    )
    engine = create_engine(database_url)
    sessions = create_sessions(engine)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(engine.dispose)
        pool = await stack.enter_async_context(create_pool(database_url))
        client = await connect(config.payload_keys)
        await search_attributes.register(client)
        stack.push_async_callback(_terminate_open_workflows, client)
        if workers:
            for worker in build_workers(
                client,
                sessions,
                providers,
                pool,
                webhooks=webhooks,
                max_cached_workflows=max_cached_workflows,
                backoff=backoff,
            ):
                await stack.enter_async_context(worker)
        base_url = await stack.enter_async_context(served(config, providers))
        api = await stack.enter_async_context(
            httpx.AsyncClient(base_url=base_url, headers=AS_LOCAL, timeout=30, verify=TRUSTED)
        )
        yield Pipeline(api, client, sessions, providers, pool, folder, owner_url)


@asynccontextmanager
async def served(config: Settings, providers: Providers) -> AsyncIterator[str]:
    """The URL of the API on a free port."""
    async with serving(create_app(config, providers)) as url:
        yield url


@asynccontextmanager
async def serving(app: ASGIApp, port: int = 0) -> AsyncIterator[str]:
    """The URL of an application on a free port, or on one that it had before."""
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            port=port,
            log_config=None,
            access_log=False,
            proxy_headers=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=1,
        )
    )
    serving = asyncio.create_task(server.serve())
    while not server.started:
        if serving.done():
            raise AssertionError("The application ended before it served; its log says why.") from serving.exception()
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving


async def _terminate_open_workflows(client: Client) -> None:
    async for run in client.list_workflows("ExecutionStatus = 'Running'"):
        with suppress(RPCError):
            await client.get_workflow_handle(run.id, run_id=run.run_id).terminate("the test is over")


def _short(view: dict[str, Any]) -> dict[str, Any]:
    sections = {section["key"]: (section["status"], section["problem"]) for section in view.get("sections", ())}
    return {key: view.get(key) for key in ("status", "phase", "percent", "problem")} | {"sections": sections}
