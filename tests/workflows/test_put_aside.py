"""A worker that ends lets go of its open runs where they stand: their code neither waits nor speaks any more."""

import asyncio
import gc
import sys
from pathlib import Path

import pytest

from providers.errors import ProviderProblem
from tests.pipeline import DEADLINE_SECONDS, pipeline
from tests.scripted import ScriptedWriter

REVIEWED = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1, "visuals": False, "review": "outline"}
AWAY = ProviderProblem("overloaded", "The writer is overloaded.", retryable=True, retry_after=600)


async def test_open_runs_are_let_go_without_a_word(
    database_url: str, temporal_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One waits for a person, the other for the next try of a step, of which its details speak."""
    complaints: list[str] = []
    async with pipeline(database_url, temporal_address, tmp_path, workers=False) as machine:
        async with machine.working(ScriptedWriter({"1.1": lambda _: AWAY})):
            reviewed = await machine.generate(REVIEWED)
            tried = await machine.generate(REVIEWED | {"review": "none"})
            await machine.until_status(reviewed["id"], "awaiting_review")
            handle = machine.temporal.get_workflow_handle(tried["workflow_id"])
            async with asyncio.timeout(DEADLINE_SECONDS):
                while "**failed once**" not in str(await handle.query("__temporal_workflow_metadata")):
                    await asyncio.sleep(0.05)
            monkeypatch.setattr(sys, "unraisablehook", lambda told: complaints.append(f"{told.exc_value!r}"))
        gc.collect()
        assert complaints == []
