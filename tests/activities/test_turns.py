import asyncio
import time
from uuid import uuid4

from enrollments.fairness import FREE_SECONDS, MANY_EVENTS, SLICE_SECONDS, Turns

SPENT = FREE_SECONDS + 0.02


def work(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


async def test_who_kept_the_processor_rests_and_nobody_else_does() -> None:
    turns, busy, other = Turns(), uuid4(), uuid4()
    with turns.turn(busy) as turn:
        await turn.beside_others([], work, SPENT)
    with turns.turn(other) as turn:
        await turn.beside_others([], work, 0)
    resting = asyncio.create_task(turns.rested(busy))
    await asyncio.wait_for(turns.rested(other), timeout=SPENT)
    assert not resting.done()
    await resting
    await asyncio.wait_for(turns.rested(busy), timeout=SPENT)


async def test_work_on_a_thread_and_work_item_by_item_count() -> None:
    turns = Turns()
    with turns.turn(uuid4()) as turn:
        await turn.beside_others(range(MANY_EVENTS), work, SPENT)
        on_thread = turn.seconds
        async for _ in turn.one_by_one(range(3)):
            work(SPENT)
    assert on_thread >= SPENT
    assert turn.seconds - on_thread >= 3 * SPENT


async def test_a_long_turn_lets_others_in_after_each_slice() -> None:
    turns, taken, seen = Turns(), list[int](), list[int]()

    async def other() -> None:
        while len(taken) < 10:
            seen.append(len(taken))
            await asyncio.sleep(0)

    with turns.turn(uuid4()) as turn:
        waiting = asyncio.create_task(other())
        async for item in turn.one_by_one(range(10)):
            work(2 * SLICE_SECONDS)
            taken.append(item)
        await waiting
    assert taken == list(range(10))
    assert set(seen) >= set(range(1, 10))
