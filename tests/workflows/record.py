"""`python -m tests.workflows.record [names]`: run the variants of the workflows and write down their histories."""

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
    """The variants of these names, or all."""
    for name in names or VARIANTS:
        with fresh_database(postgres_url) as url, TemporaryDirectory() as folder:
            history = await VARIANTS[name](url, temporal_address, Path(folder))
        path = HISTORIES / f"{name}.json"
        path.write_text(_without_the_machine(json.dumps(history, separators=(",", ":"))) + "\n")
        print(f"{path.name}: {len(history['events'])} events")


def _without_the_machine(history: str) -> str:
    """What a history says about where it was recorded helps nobody."""
    history = re.sub(r'"stackTrace":"(?:[^"\\]|\\.)*"', '"stackTrace":""', history)
    return re.sub(r'"identity":"[^"]*"', '"identity":"worker"', history)


if __name__ == "__main__":
    with embedded.postgres() as url, embedded.temporal() as address:
        asyncio.run(record(url, address, sys.argv[1:]))
