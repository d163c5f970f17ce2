"""Waiting for conditions, never for a fixed time."""

import time
from collections.abc import Callable

PAUSE_SECONDS = 0.05


def wait_until(condition: Callable[[], object], within_seconds: float) -> bool:
    """Looks at `condition` until it holds (True) or the time is over (False)."""
    deadline = time.monotonic() + within_seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE_SECONDS)
    return True
