import asyncio
import time
from uuid import uuid4

from activities.rests import FREE_SECONDS, Rests

SPENT = FREE_SECONDS + 0.02


def work(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


async def test_who_kept_the_processor_rests_and_nobody_else_does() -> None:
    rests, busy, other = Rests(), uuid4(), uuid4()
    rests.counted(busy, work)(SPENT)
    rests.counted(other, work)(0)
    resting = asyncio.create_task(rests.over(busy))
    await asyncio.wait_for(rests.over(other), timeout=SPENT)
    assert not resting.done()
    await resting
    await asyncio.wait_for(rests.over(busy), timeout=SPENT)


async def test_work_on_a_thread_is_counted_there() -> None:
    rests, busy = Rests(), uuid4()
    await asyncio.to_thread(rests.counted(busy, work), SPENT)
    resting = asyncio.create_task(rests.over(busy))
    await asyncio.sleep(0)
    assert not resting.done()
    await resting
