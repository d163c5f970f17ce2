"""SingleFlight that are shared by whoever waits for them."""

import asyncio

import pytest

from api.learning.workflow_client import SingleFlight


class Counted:
    """Work that ends when it is told to, and counts how often it was begun."""

    def __init__(self) -> None:
        self.begun = 0
        self.goes_on = asyncio.Event()

    async def take(self) -> None:
        self.begun += 1
        await self.goes_on.wait()


async def waiting(flights: SingleFlight, work: Counted, callers: int) -> list[asyncio.Task[None]]:
    """Callers who have asked; the first call of all has begun."""
    tasks = [asyncio.create_task(flights.join("ada", work.take).wait()) for _ in range(callers)]
    while not work.begun:
        await asyncio.sleep(0)
    return tasks


async def test_those_who_come_meanwhile_share_one_call_more() -> None:
    flights, work = SingleFlight(), Counted()
    first = await waiting(flights, work, 5)
    later = await waiting(flights, work, 50)
    await asyncio.sleep(0)
    assert work.begun == 1
    work.goes_on.set()
    await asyncio.gather(*first, *later)
    assert work.begun == 2
    await flights.join("ada", work.take).wait()
    assert work.begun == 3


async def test_nobody_waits_for_another_key() -> None:
    flights, held, free = SingleFlight(), Counted(), Counted()
    stuck = await waiting(flights, held, 1)
    free.goes_on.set()
    await flights.join("ben", free.take).wait()
    assert not stuck[0].done()
    held.goes_on.set()
    await stuck[0]


async def test_who_gives_up_takes_nothing_from_the_others() -> None:
    flights, work = SingleFlight(), Counted()
    hasty, patient = await waiting(flights, work, 2)
    hasty.cancel()
    work.goes_on.set()
    await patient
    assert (hasty.cancelled(), work.begun) == (True, 1)


async def test_a_failure_reaches_everyone_and_ends_with_the_call() -> None:
    flights, work = SingleFlight(), Counted()

    async def fail() -> None:
        raise ConnectionError("away")

    answers = await asyncio.gather(*(flights.join("ada", fail).wait() for _ in range(3)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [ConnectionError] * 3
    work.goes_on.set()
    await flights.join("ada", work.take).wait()
    with pytest.raises(ConnectionError):
        await flights.join("ada", fail).wait()


async def test_a_call_that_lets_the_next_one_begin() -> None:
    flights, work = SingleFlight(), Counted()
    first = flights.join("ada", work.take)
    await asyncio.sleep(0)
    second, third = flights.join("ada", work.take), flights.join("ada", work.take)
    assert second is third
    assert second is not first
    await asyncio.sleep(0)
    assert work.begun == 1
    first.let_next_begin()
    first.let_next_begin()
    while work.begun == 1:
        await asyncio.sleep(0)
    later = flights.join("ada", work.take)
    await asyncio.sleep(0)
    assert (work.begun, first.is_done(), later is second) == (2, False, False)
    work.goes_on.set()
    await asyncio.gather(first.wait(), second.wait(), later.wait())
    assert work.begun == 3
