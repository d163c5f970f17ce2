"""How long calls take, one after another and many at once; printed as tables."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from statistics import median, quantiles
from typing import NamedTuple

Call = Callable[[], Awaitable[object]]


class Measured(NamedTuple):
    """`p50` and `p95` are in milliseconds, `rate` in calls a second."""

    p50: float
    p95: float
    rate: float


async def in_turn(calls: Iterable[Call]) -> Measured:
    """One call after another."""
    return await at_once([list(calls)])


async def at_once(lanes: Sequence[Sequence[Call]]) -> Measured:
    """All lanes together, the calls of each one after another."""
    begin = time.perf_counter()
    times = [seconds for lane in await asyncio.gather(*map(timed, lanes)) for seconds in lane]
    return measured(times, time.perf_counter() - begin)


def measured(times: Sequence[float], whole: float) -> Measured:
    """From the seconds of each call, and of all together."""
    return Measured(1000 * median(times), 1000 * quantiles(times, n=20)[-1], len(times) / whole)


def typical(rounds: Sequence[Measured]) -> Measured:
    """The median round, figure by figure."""
    return Measured(*map(median, zip(*rounds, strict=True)))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows below their heads, the first column to the left."""
    lines = [list(head), *([_shown(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for first, *rest in lines:
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))]
        print("  ".join(cells), flush=True)


def verdict(what: str, value: float, goal: float, *, at_most: bool) -> None:
    is_met = value <= goal if at_most else value >= goal
    print(f"{what}: {value:.2f} (goal {'≤' if at_most else '≥'} {goal:g}: {'met' if is_met else 'missed'})", flush=True)


async def timed(calls: Iterable[Call], pause: float = 0) -> list[float]:
    """The seconds of each call, one after another, with seconds of a `pause` before each."""
    times = []
    for call in calls:
        await asyncio.sleep(pause)
        begin = time.perf_counter()
        await call()
        times.append(time.perf_counter() - begin)
    return times


def _shown(cell: object) -> str:
    return f"{cell:.1f}" if isinstance(cell, float) else str(cell)
