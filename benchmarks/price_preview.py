"""`python -m benchmarks.price_preview`: what courses cost against what their preview said, for both services.

Courses of one to 24 sections, with and without a source. The services are stubs that charge as the real ones do.
"""

import asyncio
import sys
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.cached_input import source
from benchmarks.measuring import table
from stack import embedded
from tests.databases import fresh_database
from tests.faults.course_writer import written
from tests.faults.stub_openai import OpenAIStub
from tests.faults.stubbed import By, Stubbed, money, stubbed

GOAL = Decimal("0.20")
"""Beyond or below the preview."""
SERVICES: tuple[By, ...] = ("anthropic", "openai")
SIZES = ((1, 1), (2, 2), (4, 2), (6, 2), (8, 3))
DEPTHS = ("overview", "standard", "deep")


async def main(postgres_url: str, temporal_address: str) -> int:
    """Print a line a course. Returns 1 where one lies beyond the goal."""
    rows: list[tuple[str, str, str, str]] = []
    worst = Decimal(0)
    for by in SERVICES:
        with fresh_database(postgres_url) as url, TemporaryDirectory() as folder:
            async with stubbed(
                url, temporal_address, Path(folder), pictures=OpenAIStub(written=written), by=by
            ) as all_of_it:
                for number, brief in enumerate(await _briefs(all_of_it)):
                    expected, paid = await _priced(all_of_it, brief | {"title": f"Indexes, volume {number}"})
                    away = paid / expected - 1
                    worst = max(worst, abs(away))
                    shown = f"{brief['lessons']} × {brief['sections_per_lesson']} {brief['depth']}"
                    shown += ", a source" if brief["source_ids"] else ""
                    rows.append((f"{by}: {shown}", f"{expected:.4f}", f"{paid:.4f}", f"{away:+.1%}"))
    table(("", "expected USD", "paid USD", ""), rows)
    print(f"At most {worst:.1%} away (goal {GOAL:.0%}).")
    return int(worst > GOAL)


async def _briefs(all_of_it: Stubbed) -> list[dict[str, Any]]:
    given = await all_of_it.upload("indexes.md", source())
    return [
        {
            "lessons": lessons,
            "sections_per_lesson": sections,
            "depth": DEPTHS[number % len(DEPTHS)],
            "source_ids": source_ids,
            "visuals": False,
        }
        for number, (lessons, sections) in enumerate(SIZES)
        for source_ids in ([], [given])
    ]


async def _priced(all_of_it: Stubbed, brief: dict[str, Any]) -> tuple[Decimal, Decimal]:
    """What the preview expects and what is paid in the end, in USD."""
    preview = (await all_of_it.machine.api.post("/api/courses/estimate", json=brief)).raise_for_status().json()
    started = await all_of_it.machine.generate(brief)
    done = await all_of_it.machine.until_status(started["id"], "completed", "failed", "needs_attention")
    assert done["status"] == "completed", done
    return Decimal(preview["expected"]["amount"]), money(done, "paid")


if __name__ == "__main__":
    with embedded.postgres() as url, embedded.temporal() as address:
        sys.exit(asyncio.run(main(url, address)))
