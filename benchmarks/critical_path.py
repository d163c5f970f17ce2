"""`python -m benchmarks.critical_path`: the wall time of a 6 × 2 course against its critical path.

The providers answer after fixed times (outline 4 s, section 6 s, picture 8 s). No course can be ready before an
outline, then a section, then that section's visual: 18 s. Beside it the same calls are made one after another, as a
program without a workflow engine would. Everything else is real: PostgreSQL, the Temporal server, workers, API.
"""

import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from learning.brief import Brief
from providers.image import ImageRequest
from providers.text import OutlineRequest, SectionRequest
from stack import embedded
from tests.databases import fresh_database
from tests.learning import drafts
from tests.pipeline import pipeline
from tests.scripted import ScriptedPainter, ScriptedWriter

OUTLINE, SECTION, PICTURE = 4.0, 6.0, 8.0
CRITICAL_PATH = OUTLINE + SECTION + PICTURE
GOAL = 1.10
BRIEF = Brief(title="Baking bread", objectives=drafts.OBJECTIVES)


async def as_a_workflow(postgres_url: str, temporal_address: str) -> float:
    writer, painter = ScriptedWriter(outline_seconds=OUTLINE, section_seconds=SECTION), ScriptedPainter(seconds=PICTURE)
    with fresh_database(postgres_url) as url, TemporaryDirectory() as folder:
        async with pipeline(url, temporal_address, Path(folder), text=writer, image=painter) as machine:
            begin = time.perf_counter()
            started = await machine.generate(BRIEF.model_dump(mode="json"))
            events = await machine.events(started["id"])
            seconds = time.perf_counter() - begin
            assert events[-1]["kind"] == "completed"
            return seconds


async def one_after_another() -> float:
    writer, painter = ScriptedWriter(outline_seconds=OUTLINE, section_seconds=SECTION), ScriptedPainter(seconds=PICTURE)
    begin = time.perf_counter()
    await writer.outline(OutlineRequest(brief=BRIEF))
    await painter.picture(ImageRequest(purpose="thumbnail", title=BRIEF.title))
    outline = drafts.outline(BRIEF)
    for section in outline.all_sections():
        await writer.section(SectionRequest(brief=BRIEF, outline=outline, key=section.key))
        await painter.picture(ImageRequest(purpose="diagram", title=section.title))
    return time.perf_counter() - begin


async def main(postgres_url: str, temporal_address: str) -> None:
    print("Two runs; the second one takes three minutes, since it does one thing at a time.", flush=True)
    workflow = await as_a_workflow(postgres_url, temporal_address)
    ratio = workflow / CRITICAL_PATH
    print(f"critical path        {CRITICAL_PATH:6.1f} s")
    print(f"workflow             {workflow:6.1f} s   {ratio:.2f} × the critical path (goal ≤ {GOAL:.2f})", flush=True)
    sequential = await one_after_another()
    print(f"one after another    {sequential:6.1f} s   {sequential / workflow:.1f} × the workflow")


if __name__ == "__main__":
    with embedded.postgres() as url, embedded.temporal() as address:
        asyncio.run(main(url, address))
