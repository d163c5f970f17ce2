"""The sweep of media that nothing refers to: on a real database, real files, and by its workflow on a real server."""

import os
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.client import Client
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment
from temporalio.worker import Worker

from activities import sweeping
from activities.retention import Retention
from activities.sweeping import Sweeping
from models.accounts import User
from models.generations import AiContentGeneration, Generation, MediaAsset, Source
from models.messages import MaintenanceTask, OrphansRemoved
from models.retention import Periods
from models.session import create_engine, create_sessions
from providers.errors import ProviderProblem
from providers.local_storage import LocalStorage
from temporal.converter import data_converter
from temporal.task_queues import COURSE_CREATION
from workflows.maintenance import Maintenance
from workflows.sandbox import sandboxed

Sessions = async_sessionmaker[AsyncSession]
DAY = 24 * 3600


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    engine = create_engine(database_url)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "media"


@pytest.fixture
def storage(folder: Path) -> LocalStorage:
    return LocalStorage(folder)


async def put(storage: LocalStorage, folder: Path, data: bytes, days_ago: float = 2) -> str:
    key = await storage.put(data, "image/webp")
    then = time.time() - days_ago * DAY
    os.utime(next(folder.rglob(key)), (then, then))
    return key


async def refer(sessions: Sessions, *, asset: dict[str, Any] | None = None, media_key: str | None = None) -> None:
    """A generation with a picture, or with a call of the ledger."""
    async with sessions() as session, session.begin():
        user = User(email=f"{uuid4()}@example.org", role="instructor")
        session.add(user)
        await session.flush()
        generation = Generation(instructor_id=user.id, request_hash="0", brief={"title": "Bread"})
        session.add(generation)
        await session.flush()
        if asset is not None:
            picture: dict[str, Any] = {"step": "thumbnail", "kind": "thumbnail", "media_type": "image/webp"}
            size: dict[str, Any] = {"width": 1, "height": 1, "size_bytes": 1}
            session.add(MediaAsset(generation_id=generation.id, **picture, **size, **asset))
        call: dict[str, Any] = {"step": "thumbnail", "prompt_hash": "0", "provider": "p", "model": "m"}
        call |= {"prompt_version": "1", "media_key": media_key}
        session.add(AiContentGeneration(generation_id=generation.id, **call))


async def bring(sessions: Sessions, key: str) -> None:
    """A source with a picture."""
    async with sessions() as session, session.begin():
        user = User(email=f"{uuid4()}@example.org", role="instructor")
        session.add(user)
        await session.flush()
        told: dict[str, Any] = {"media_type": "text/html", "filename": "a.html", "characters": 1, "size_bytes": 1}
        figures = [{"media": key.partition(".")[0], "media_type": "image/webp"}]
        session.add(Source(owner_id=user.id, sha256="0" * 64, document={}, figures=figures, **told))


async def sweep(sessions: Sessions, storage: LocalStorage) -> OrphansRemoved:
    return await ActivityEnvironment().run(Sweeping(sessions, storage).remove_orphans, MaintenanceTask())


async def left(storage: LocalStorage) -> set[str]:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    return {key async for key in storage.list_older(tomorrow)}


async def test_only_old_media_that_nothing_refers_to_are_removed(
    sessions: Sessions, storage: LocalStorage, folder: Path
) -> None:
    picture, small, bought, orphan, brought = [
        await put(storage, folder, data) for data in (b"1", b"2", b"3", b"4", b"6")
    ]
    new = await put(storage, folder, b"5", days_ago=0.9)
    (folder / orphan[:2] / orphan[2:4] / "notes.txt").write_text("of somebody else")
    renditions = [{"key": small, "width": 1}, {"key": "another"}]
    await refer(sessions, asset={"storage_key": picture, "renditions": renditions})
    await refer(sessions, media_key=bought)
    await refer(sessions)
    await bring(sessions, brought)
    assert await sweep(sessions, storage) == OrphansRemoved(seen=5, removed=1)
    assert await left(storage) == {picture, small, bought, new, brought}
    assert await sweep(sessions, storage) == OrphansRemoved(seen=4, removed=0)
    assert (folder / orphan[:2] / orphan[2:4] / "notes.txt").exists()


async def test_an_orphan_that_is_put_again_is_kept(sessions: Sessions, storage: LocalStorage, folder: Path) -> None:
    key = await put(storage, folder, b"again")
    assert await storage.put(b"again", "image/webp") == key
    assert await sweep(sessions, storage) == OrphansRemoved(seen=0, removed=0)
    assert await storage.get(key) == b"again"


async def test_many_are_swept_in_batches(
    sessions: Sessions, storage: LocalStorage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "BATCH", 3)
    keys = [await put(storage, folder, b"%d" % number) for number in range(10)]
    for key in keys[::4]:
        await refer(sessions, asset={"storage_key": key})
    assert await sweep(sessions, storage) == OrphansRemoved(seen=10, removed=7)
    assert await left(storage) == set(keys[::4])


async def test_an_empty_or_missing_folder_is_no_error(sessions: Sessions, storage: LocalStorage) -> None:
    assert await sweep(sessions, storage) == OrphansRemoved(seen=0, removed=0)


async def test_a_store_that_is_away_is_asked_again_later(sessions: Sessions, folder: Path) -> None:
    class Away(LocalStorage):
        async def remove(self, key: str) -> None:
            raise ProviderProblem("storage_unreachable", "It is away.", retryable=True)

    storage = Away(folder)
    await put(storage, folder, b"orphan")
    with pytest.raises(ApplicationError) as caught:
        await sweep(sessions, storage)
    assert (caught.value.type, caught.value.non_retryable) == ("storage_unreachable", False)


async def test_the_workflow_sweeps(
    sessions: Sessions, storage: LocalStorage, folder: Path, temporal_address: str
) -> None:
    orphan, young = await put(storage, folder, b"orphan"), await put(storage, folder, b"young", days_ago=0.5)
    client = await Client.connect(temporal_address, data_converter=data_converter())
    worker = Worker(
        client,
        task_queue=COURSE_CREATION,
        workflows=[Maintenance],
        activities=[Sweeping(sessions, storage).remove_orphans, Retention(sessions, Periods()).retire],
        workflow_runner=sandboxed(),
    )
    async with worker:
        swept = await client.execute_workflow(
            Maintenance.run, MaintenanceTask(), id=f"sweep-{uuid4()}", task_queue=COURSE_CREATION
        )
    assert swept == OrphansRemoved(seen=1, removed=1)
    assert await left(storage) == {young}
    with pytest.raises(FileNotFoundError):
        await storage.get(orphan)
