"""Servers that the Temporal SDK downloads, kept in our cache. An attempt is bounded, and made once a process.

What downloads is loaded where it is needed: all who start a stack load this module, and next to none downloads.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from temporalio.testing import WorkflowEnvironment

STALL_SECONDS = 20.0
"""A download that brings no new byte for so long is given up."""

Say = Callable[[str], None]
_failed: set[str] = set()


def dev_server(destination: Path, version: str, say: Say) -> bool:
    """Puts the Temporal CLI of `version` at `destination`; False when it is not to be had."""
    from temporalio.testing import WorkflowEnvironment

    def start(folder: str) -> Awaitable[WorkflowEnvironment]:
        return WorkflowEnvironment.start_local(download_dest_dir=folder, dev_server_download_version=version)

    return _obtain("Temporal server", start, destination, say)


def time_skipping_server(destination: Path, say: Say) -> bool:
    """Puts the time-skipping test server at `destination`; False when it is not to be had."""
    from temporalio.testing import WorkflowEnvironment

    def start(folder: str) -> Awaitable[WorkflowEnvironment]:
        return WorkflowEnvironment.start_time_skipping(download_dest_dir=folder)

    return _obtain("time-skipping test server", start, destination, say)


def _obtain(name: str, start: Callable[[str], Awaitable[Any]], destination: Path, say: Say) -> bool:
    if name in _failed:
        return False
    say(f"Downloading the {name} (once)…")
    with tempfile.TemporaryDirectory(dir=destination.parent, prefix="download-") as folder:
        problem = asyncio.run(_started_once(start(folder), Path(folder)))
        files = [file for file in Path(folder).iterdir() if file.is_file() and os.access(file, os.X_OK)]
        if problem is None and files:
            files[0].replace(destination)
            return True
    _failed.add(name)
    say(f"The {name} could not be downloaded: {problem or 'the download left no program behind'}.")
    return False


async def _started_once(starting: Awaitable[WorkflowEnvironment], folder: Path) -> str | None:
    """The SDK downloads only to start, so start and stop; the answer is why that failed, or None."""
    task = asyncio.ensure_future(starting)
    arrived = -1
    while not task.done():
        if (now := _bytes_in(folder)) == arrived:
            task.cancel()
            return f"nothing came for {STALL_SECONDS:.0f} seconds"
        arrived = now
        await asyncio.wait([task], timeout=STALL_SECONDS)
    try:
        await (await task).shutdown()
    except (RuntimeError, OSError) as error:
        return str(error).rpartition("ephemeral server executable: ")[2]
    return None


def _bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
