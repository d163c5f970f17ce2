"""For tests/temporal/test_companion.py: `start` has a companion, `serve` is one, `fail` one that cannot be."""

import asyncio
import os
import signal
import sys

from temporal.companion import Companion, say_ready, until_alone


async def start() -> None:
    """Print the companion's process id once it is ready, and stay."""
    beside = await Companion.start("tests.temporal.beside", "serve")
    await beside.ready()
    print(beside.pid, flush=True)
    await beside.ended()


async def serve() -> None:
    """Print something, as a library might, and go on until told to stop, or alone."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    say_ready()
    print("loud " * 50_000)
    await asyncio.wait(
        [asyncio.create_task(stop.wait()), asyncio.create_task(until_alone())], return_when=asyncio.FIRST_COMPLETED
    )
    os._exit(0 if stop.is_set() else 7)


if __name__ == "__main__":
    if sys.argv[1] == "fail":
        raise SystemExit(3)
    asyncio.run({"start": start, "serve": serve}[sys.argv[1]]())
