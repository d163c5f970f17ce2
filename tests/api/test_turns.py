"""Turns that are shared by whoever waits for them."""

import asyncio

import pytest

from api.learning.single_flight import Turns


class Counted:
    """Work that ends when it is told to, and counts how often it was begun."""

    def __init__(self) -> None:
        self.begun = 0
        self.goes_on = asyncio.Event()

    async def take(self) -> None:
        self.begun += 1
        await self.goes_on.wait()


async def waiting(turns: Turns, work: Counted, callers: int) -> list[asyncio.Task[None]]:
    """Callers who have asked; the first turn of all has begun."""
    tasks = [asyncio.create_task(turns.join("ada", work.take).end()) for _ in range(callers)]
    while not work.begun:
        await asyncio.sleep(0)
    return tasks


async def test_those_who_come_meanwhile_share_one_turn_more() -> None:
    turns, work = Turns(), Counted()
    first = await waiting(turns, work, 5)
    later = await waiting(turns, work, 50)
    await asyncio.sleep(0)
    assert work.begun == 1
    work.goes_on.set()
    await asyncio.gather(*first, *later)
    assert work.begun == 2
    await turns.join("ada", work.take).end()
    assert work.begun == 3


async def test_nobody_waits_for_another_key() -> None:
    turns, held, free = Turns(), Counted(), Counted()
    stuck = await waiting(turns, held, 1)
    free.goes_on.set()
    await turns.join("ben", free.take).end()
    assert not stuck[0].done()
    held.goes_on.set()
    await stuck[0]


async def test_who_gives_up_takes_nothing_from_the_others() -> None:
    turns, work = Turns(), Counted()
    hasty, patient = await waiting(turns, work, 2)
    hasty.cancel()
    work.goes_on.set()
    await patient
    assert (hasty.cancelled(), work.begun) == (True, 1)


async def test_a_failure_reaches_everyone_and_ends_with_the_turn() -> None:
    turns, work = Turns(), Counted()

    async def fail() -> None:
        raise ConnectionError("away")

    answers = await asyncio.gather(*(turns.join("ada", fail).end() for _ in range(3)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [ConnectionError] * 3
    work.goes_on.set()
    await turns.join("ada", work.take).end()
    with pytest.raises(ConnectionError):
        await turns.join("ada", fail).end()


async def test_a_turn_that_is_passed_on_lets_the_next_one_begin() -> None:
    turns, work = Turns(), Counted()
    first = turns.join("ada", work.take)
    await asyncio.sleep(0)
    second, third = turns.join("ada", work.take), turns.join("ada", work.take)
    assert second is third
    assert second is not first
    await asyncio.sleep(0)
    assert work.begun == 1
    first.pass_on()
    first.pass_on()
    while work.begun == 1:
        await asyncio.sleep(0)
    later = turns.join("ada", work.take)
    await asyncio.sleep(0)
    assert (work.begun, first.is_done(), later is second) == (2, False, False)
    work.goes_on.set()
    await asyncio.gather(first.end(), second.end(), later.end())
    assert work.begun == 3
