"""Who may not read a stream any more is told nothing more, within a few seconds, whatever took the right away."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from api.http import streams
from models.generations import Generation
from models.milestones import milestone
from tests.api.people import EVERYTHING, Person, Town

SOON = 5.0
"""Seconds in which the end is promised; a busy machine is given some more."""
Loss = Callable[[Town, Person], Awaitable[object]]


async def demoted(town: Town, person: Person) -> None:
    admin = await town.person("admin")
    answer = await admin.api.patch(f"/api/users/{person.id}", json={"role": "student"}, headers=EVERYTHING)
    assert answer.status_code == 200, answer.text


async def deactivated(town: Town, person: Person) -> None:
    admin = await town.person("admin")
    await admin.api.patch(f"/api/users/{person.id}", json={"is_active": False}, headers=EVERYTHING)


async def signed_out(town: Town, person: Person) -> None:
    await town.anybody.post("/api/auth/logout", json={"refresh_token": person.tokens["refresh_token"]})


async def deleted(town: Town, person: Person) -> None:
    assert (await person.api.delete("/api/me")).status_code == 204


async def generation_of(town: Town, owner: Person) -> UUID:
    async with town.sessions() as session, session.begin():
        generation = Generation(instructor_id=owner.id, request_hash="", brief={"title": "Bread"}, status="generating")
        session.add(generation)
        await session.flush()
        milestone(session, generation, "queued")
        return generation.id


async def seconds_until_the_end(town: Town, reader: Person, path: str, lose: Loss) -> float:
    async with reader.api.stream("GET", path, params={"after": 0}, timeout=60) as stream:
        assert stream.status_code == 200
        await lose(town, reader)
        begin = time.monotonic()
        async with asyncio.timeout(60):
            async for _ in stream.aiter_lines():
                pass
    return time.monotonic() - begin


@pytest.mark.parametrize("lose", [demoted, deactivated, signed_out, deleted])
async def test_the_stream_of_a_generation_ends_with_the_right_to_read_it(town: Town, lose: Loss) -> None:
    owner, operator = await town.person("instructor"), await town.person("operator")
    path = f"/api/generations/{await generation_of(town, owner)}/events"
    assert await seconds_until_the_end(town, operator, path, lose) < 2 * SOON


@pytest.mark.parametrize("lose", [deactivated, signed_out, deleted])
async def test_a_learners_stream_ends_with_their_sign_in(town: Town, lose: Loss) -> None:
    assert await seconds_until_the_end(town, await town.person(), "/api/me/events", lose) < 2 * SOON


async def test_who_may_read_it_yet_reads_on(monkeypatch: pytest.MonkeyPatch, town: Town) -> None:
    monkeypatch.setattr(streams, "LOOK_SECONDS", 0.1)
    owner = await town.person("instructor")
    generation_id = await generation_of(town, owner)
    async with owner.api.stream("GET", f"/api/generations/{generation_id}/events", timeout=60) as stream:
        lines = stream.aiter_lines()
        await asyncio.sleep(1)
        async with town.sessions() as session, session.begin():
            generation = await session.get_one(Generation, generation_id, with_for_update=True)
            generation.status = "cancelled"
            milestone(session, generation, "cancelled")
        kinds = [line async for line in lines if line.startswith("event:")]
    assert kinds == ["event: queued", "event: cancelled"]


def test_the_end_is_soon() -> None:
    assert streams.LOOK_SECONDS < SOON
