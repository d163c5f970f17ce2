"""`python -m benchmarks.cached_input`: the billed input of a 6 × 2 course against the same prompts without a cache.

The source has some 30,000 characters. The service is a stub that accounts for its prompt cache like the real one;
input counts in units of a plain input token: 1.25 for one written to the cache, 0.1 for one read from it.
"""

import asyncio
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from stack import embedded
from stack.parts import PROJECT
from tests.databases import fresh_database
from tests.faults.stubbed import Stubbed, stubbed
from tests.faults.written import Json

CHARACTERS = 30_000
WRITE, READ = 1.25, 0.1
GOAL = 0.40


async def usages(all_of_it: Stubbed) -> dict[str, Json]:
    """The usage that was billed for each step of a course."""
    given = await all_of_it.upload("indexes.md", source())
    brief = {"title": "Indexes in PostgreSQL", "source_ids": [given], "visuals": False}
    started = await all_of_it.machine.generate(brief)
    done = await all_of_it.machine.until_status(started["id"], "completed", "failed", "needs_attention")
    assert done["status"] == "completed", done
    texts = [entry for entry in await all_of_it.entries(started["id"]) if entry.provider == "anthropic"]
    return {entry.step: json.loads(entry.raw or "")["usage"] for entry in texts}


def source() -> str:
    """Some 30,000 characters of the sample documents."""
    files = sorted((PROJECT / "docs" / "sample").glob("0*.md"))
    return "\n\n".join(path.read_text() for path in files)[:CHARACTERS]


def billed(usage: Json) -> float:
    written, read = usage["cache_creation_input_tokens"], usage["cache_read_input_tokens"]
    return float(usage["input_tokens"] + WRITE * written + READ * read)


def uncached(usage: Json) -> int:
    return int(usage["input_tokens"] + usage["cache_creation_input_tokens"] + usage["cache_read_input_tokens"])


async def ratio(postgres_url: str, temporal_address: str) -> float:
    """Prints the one line. A naive course has no call that only fills the cache."""
    with fresh_database(postgres_url) as url, TemporaryDirectory() as folder:
        async with stubbed(url, temporal_address, Path(folder)) as all_of_it:
            calls = await usages(all_of_it)
    ours = sum(map(billed, calls.values()))
    naive = sum(uncached(usage) for step, usage in calls.items() if step != "warm")
    print(
        f"{ours:,.0f} of {naive:,} input tokens are billed in {len(calls)} calls: "
        f"{ours / naive:.2f} of the naive prompt (goal ≤ {GOAL:.2f})"
    )
    return ours / naive


if __name__ == "__main__":
    with embedded.postgres() as url, embedded.temporal() as address:
        sys.exit(asyncio.run(ratio(url, address)) > GOAL)
