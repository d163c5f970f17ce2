"""What outlives PostgreSQL, and how soon all is well again when it is back."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from api.http.streams import while_signed_in
from enrollments.writing import tell
from models import pool
from models.generations import Generation
from models.milestones import locked, milestone
from tests.api.people import Person, Town
from tests.api.people import town as closed_town
from tests.restarted import Server
from tests.restarted import server as server

AWAY_SECONDS = 8.0
"""Longer than anybody waits for a connection, and than a pool tries to connect again; in production it is 30 s."""
BACK_SECONDS = 15.0
KEEPALIVE_SECONDS = 1.0


@pytest.fixture
async def town(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    monkeypatch.setattr("api.generations.events.POLL_SECONDS", 0.2)
    monkeypatch.setattr("api.learning.events.POLL_SECONDS", 0.2)
    for routes in ("generations.following", "learning.me"):
        monkeypatch.setattr(f"api.{routes}.while_signed_in", partial(while_signed_in, every_seconds=1.0))
    monkeypatch.setattr("fastapi.routing._PING_INTERVAL", KEEPALIVE_SECONDS)
    async with closed_town(server.url, tmp_path) as running:
        yield running


async def begun(town: Town, owner: Person) -> UUID:
    generation = Generation(instructor_id=owner.id, request_hash="", brief={"title": "Bread"})
    async with town.sessions() as rows, rows.begin():
        rows.add(generation)
    await goes_on(town, generation.id, "queued")
    return generation.id


async def goes_on(town: Town, generation_id: UUID, kind: str) -> None:
    async with town.sessions() as rows, rows.begin():
        generation = await locked(rows, generation_id)
        generation.status = "failed" if kind == "failed" else "structuring"
        milestone(rows, generation, kind)


class Reader:
    """Reads a stream line by line, until it ends."""

    def __init__(self, api: httpx.AsyncClient, path: str) -> None:
        self.lines: list[str] = []
        self._reading = asyncio.create_task(self._read(api, path))

    async def _read(self, api: httpx.AsyncClient, path: str) -> None:
        async with api.stream("GET", path, timeout=60) as answer:
            assert answer.status_code == 200
            async for line in answer.aiter_lines():
                self.lines.append(line)

    async def until(self, line: str, seconds: float = 20) -> None:
        async with asyncio.timeout(seconds):
            while line not in self.lines and not self._reading.done():
                await asyncio.sleep(0.05)
        assert line in self.lines, self.lines

    def is_open(self) -> bool:
        return not self._reading.done()

    async def close(self) -> None:
        self._reading.cancel()
        with suppress(asyncio.CancelledError):
            await self._reading


async def test_streams_go_on_by_themselves_and_no_call_fails_long_after_the_server_is_back(
    server: Server, town: Town
) -> None:
    owner = await town.person("instructor")
    generation_id = await begun(town, owner)
    made, own = Reader(owner.api, f"/api/generations/{generation_id}/events"), Reader(owner.api, "/api/me/events")
    await made.until("event: queued")
    calls = ("/api/me", "/api/courses", "/api/me/dashboard", f"/api/generations/{generation_id}")
    for path in calls * 3:
        assert (await owner.api.get(path)).status_code == 200
    await asyncio.to_thread(server.stop)
    heard = len(made.lines)
    await asyncio.sleep(AWAY_SECONDS)
    assert made.is_open()
    assert own.is_open()
    assert any(line.startswith(":") for line in made.lines[heard:]), made.lines
    assert (await owner.api.get("/api/me")).status_code == 503
    await asyncio.to_thread(server.start)
    await well_again(owner, calls)
    await goes_on(town, generation_id, "failed")
    await made.until("event: failed")
    assert [line for line in made.lines if line.startswith("id: ")] == ["id: 1", "id: 2"]
    assert own.is_open()
    for reader in (made, own):
        await reader.close()


async def test_a_restart_that_nobody_saw_fails_no_call(server: Server, town: Town) -> None:
    """The connections that lie in the pools are all broken by it."""
    owner = await town.person("instructor")
    calls = ("/api/me", "/api/courses", "/api/me/dashboard", "/api/me/achievements")
    await asyncio.gather(*(owner.api.get(path) for path in calls * 10))
    await asyncio.to_thread(server.stop)
    await asyncio.to_thread(server.start)
    for path in calls * 10:
        assert (await owner.api.get(path)).status_code == 200, path


async def well_again(owner: Person, calls: tuple[str, ...]) -> None:
    deadline = time.monotonic() + BACK_SECONDS
    for path in calls:
        while (answer := await owner.api.get(path)).status_code != 200:
            assert answer.status_code == 503
            assert time.monotonic() < deadline, path
            await asyncio.sleep(0.1)


async def test_a_stream_that_is_over_is_not_asked_for_again(town: Town) -> None:
    owner = await town.person("instructor")
    generation_id = await begun(town, owner)
    await goes_on(town, generation_id, "outline_ready")
    path = f"/api/generations/{generation_id}/events"
    early = Reader(owner.api, path)
    await early.until("id: 2")
    await goes_on(town, generation_id, "failed")
    await early.until("id: 3")
    for seen, wanted in {"0": [1, 2, 3], "1": [2, 3], "2": [3]}.items():
        assert await numbers(owner, path, {"Last-Event-ID": seen}) == wanted
    for odd in ("4", "1003", "9" * 18, "9" * 23, "abc", "-1", "1.5", ""):
        assert await numbers(owner, path, {"Last-Event-ID": odd}) == [1, 2, 3], odd
    over = await owner.api.get(path, headers={"Last-Event-ID": "3"})
    assert (over.status_code, over.content) == (204, b"")
    assert (await owner.api.get(path, params={"after": 3})).status_code == 204


async def test_a_learners_stream_is_given_whole_to_who_has_seen_what_never_was(server: Server, town: Town) -> None:
    learner = await town.person()
    async with pool.create_pool(server.url) as connections, connections.connection() as connection:
        await tell(connection, learner.id, [("milestone", {"percent": percent}) for percent in (25, 50)])
    for seen, first in (("99", "id: 1"), ("2000000000000", "id: 1"), ("1", "id: 2")):
        reader = Reader(learner.api, f"/api/me/events?after={seen}")
        await reader.until("id: 2")
        assert next(line for line in reader.lines if line.startswith("id: ")) == first
        await reader.close()


async def numbers(owner: Person, path: str, headers: dict[str, str]) -> list[int]:
    answer = await owner.api.get(path, headers=headers)
    assert answer.status_code == 200
    return [int(line.removeprefix("id: ")) for line in answer.text.splitlines() if line.startswith("id: ")]
