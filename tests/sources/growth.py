"""Whether reading grows with what is read: by processor time, so that other work on the machine does not count."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from sources import UnreadableSource

_SIZE = 6_000
_FLOOR = 0.05
"""Seconds of processor time below which nobody waits: squares are below 0.2 for twice as much."""
_MOST = 8.0
"""Four times the text may take this many times as long: linear is 4, quadratic 16."""


def seconds(read: Callable[[], object]) -> float:
    """Processor time of one reading; a refusal is an answer too."""
    start = time.process_time()
    with suppress(UnreadableSource):
        read()
    return time.process_time() - start


def grows_too_fast(read: Callable[[int], object]) -> float:
    """How many times as long four times the text takes, 0 if that is well; the least of several tries."""
    long = seconds(lambda: read(_SIZE))
    if long < _FLOOR:
        return 0.0
    short = max(min(seconds(lambda: read(_SIZE // 4)) for _ in range(3)), _FLOOR / _MOST / 2)
    for _ in range(6):  # more tries can only make it less
        if long < _FLOOR or long / short <= _MOST:
            return 0.0
        long = min(long, seconds(lambda: read(_SIZE)))
    return long / short if long >= _FLOOR and long / short > _MOST else 0.0
