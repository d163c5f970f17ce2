"""`python -m tests.workflows.record <names>`: run these variants of the workflows and write down their histories.

What is recorded already is what released code has left behind: an old name is recorded anew only if it is said.
"""

import argparse
import asyncio
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from stack import embedded
from tests.databases import fresh_database
from tests.workflows.variants import VARIANTS

HISTORIES = Path(__file__).parent / "histories"


async def record(postgres_url: str, temporal_address: str, names: Sequence[str]) -> None:
    """Run the variants of these names, and write each one's history."""
    for name in names:
        with fresh_database(postgres_url) as url, TemporaryDirectory() as folder:
            history = await VARIANTS[name](url, temporal_address, Path(folder))
        path = HISTORIES / f"{name}.json"
        path.write_text(_without_the_machine(json.dumps(history, separators=(",", ":"))) + "\n")
        print(f"{path.name}: {len(history['events'])} events")


def _without_the_machine(history: str) -> str:
    """What a history says about where it was recorded helps nobody."""
    history = re.sub(r'"stackTrace":"(?:[^"\\]|\\.)*"', '"stackTrace":""', history)
    return re.sub(r'"identity":"[^"]*"', '"identity":"worker"', history)


def wanted(arguments: Sequence[str]) -> list[str]:
    """The names to record. Raises SystemExit for one that no variant has, and for a history that would be lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.workflows.record", description=__doc__)
    parser.add_argument("names", nargs="+", choices=sorted(VARIANTS), metavar="name")
    parser.add_argument("--anew", action="store_true", help="replace histories that are there")
    asked = parser.parse_args(arguments)
    there = [name for name in asked.names if (HISTORIES / f"{name}.json").exists()]
    if there and not asked.anew:
        parser.error(f"There is a history of {', '.join(there)}: take a new name, or say --anew to lose the old one.")
    names: list[str] = asked.names
    return names


if __name__ == "__main__":
    names = wanted(sys.argv[1:])
    with embedded.postgres() as url, embedded.temporal() as address:
        asyncio.run(record(url, address, names))
