"""A process beside another one ends when told to, and never outlives it."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE

import psutil
import pytest

from temporal.companion import Companion

MODULE = "tests.temporal.beside"


async def test_it_says_when_it_is_ready_and_ends_when_told_to() -> None:
    beside = await Companion.start(MODULE, "serve")
    await beside.ready()
    assert psutil.pid_exists(beside.pid)
    beside.finish()
    assert await asyncio.wait_for(beside.ended(), 30) == 0
    beside.finish()


async def test_one_that_does_not_start_ends_who_waits_for_it() -> None:
    beside = await Companion.start(MODULE, "fail")
    with pytest.raises(SystemExit) as ending:
        await beside.ready()
    assert ending.value.code == 3


async def test_it_does_not_outlive_who_started_it() -> None:
    starter = await asyncio.create_subprocess_exec(sys.executable, "-m", MODULE, "start", stdout=PIPE, stderr=DEVNULL)
    assert starter.stdout is not None
    beside = psutil.Process(int(await starter.stdout.readline()))
    starter.kill()
    await starter.wait()
    async with asyncio.timeout(30):
        while beside.is_running() and beside.status() != psutil.STATUS_ZOMBIE:
            await asyncio.sleep(0.02)
