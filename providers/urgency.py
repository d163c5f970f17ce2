"""Which processes go last where processors are short."""

import os
from contextlib import suppress

LESS_URGENT = 5
"""Than answering people, who share the processors with it."""


def be_less_urgent(niceness: int = LESS_URGENT) -> None:
    """Let every other process go first that is no nicer, as a process and, on Linux, as the leader of a session."""
    os.nice(niceness)
    with suppress(OSError), open("/proc/self/autogroup", "w") as group:  # Linux weighs sessions before processes
        group.write(str(niceness))
