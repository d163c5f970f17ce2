"""Where downloaded and built servers are kept, and how two processes keep out of each other's way there."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def cache_folder() -> Path:
    """`$COURSEWRIGHT_CACHE`, else `coursewright` in `$XDG_CACHE_HOME`, else in `~/.cache`."""
    if own := os.environ.get("COURSEWRIGHT_CACHE"):
        return Path(own).expanduser().resolve()
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser().resolve() / "coursewright"


@contextmanager
def locked(folder: Path, when_it_waits: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Holds `folder` (made when missing) for one process at a time; the lock dies with its process.

    Calls `when_it_waits` when somebody else holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            when_it_waits()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
