"""What it takes to make packages of a large course: neither the event loop nor the memory of the API."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MOST_MEMORY = 200 * 2**20
MOST_SECONDS = 15.0
"""Of the processor; on a quiet machine a third of it, but its caches and threads are shared with others."""
PICTURES_MB = 63


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.api.packing", str(PICTURES_MB)]
    made = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(made.stdout)
    return found


def test_pictures_are_not_held_in_memory(measured: dict[str, Any]) -> None:
    assert measured["pictures"] > 60 * 2**20
    assert measured["memory"] < MOST_MEMORY


def test_every_format_takes_seconds_of_the_processor(measured: dict[str, Any]) -> None:
    slow = {name: one for name, one in measured["formats"].items() if one["processor"] > MOST_SECONDS}
    assert slow == {}


def test_the_event_loop_goes_on_meanwhile(measured: dict[str, Any]) -> None:
    """What is made on the loop stops it for nearly as long as it takes; a machine that stalls stops everybody."""
    stopped = {name: one for name, one in measured["formats"].items() if one["gap"] > max(1.5, one["seconds"] / 2)}
    assert stopped == {}
