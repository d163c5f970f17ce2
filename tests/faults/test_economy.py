"""Economy mode: one batch at half the price; what is lost is found, what failed in it is bought singly."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path

from models.generations import AiContentGeneration
from providers.prices import Tokens, text_price
from tests.faults.anthropic_batches import Batches
from tests.faults.course_writer import written
from tests.faults.script import Script
from tests.faults.stub_anthropic import BATCH_ITEM, BATCHES, MESSAGES, AnthropicStub
from tests.faults.stubbed import SHORT_WAIT, Stubbed, stubbed
from tests.faults.written import Json

BRIEF: Json = {"title": "Bread", "lessons": 2, "sections_per_lesson": 2, "visuals": False, "economy": True}
SECTIONS = 4


@asynccontextmanager
async def saving(
    database_url: str, temporal_address: str, folder: Path, *, polls: int = 1
) -> AsyncIterator[tuple[Stubbed, Script]]:
    """The machine, and the script of its writer; a batch ends after so many looks at it."""
    script = Script(retry_after=SHORT_WAIT)
    texts = AnthropicStub(script, written, batches=Batches(polls=polls))
    async with stubbed(database_url, temporal_address, folder, texts=texts) as all_of_it:
        yield all_of_it, script


async def _completed(all_of_it: Stubbed) -> tuple[Json, list[AiContentGeneration]]:
    """The finished generation, and the ledger's rows of its sections."""
    started = await all_of_it.machine.generate(BRIEF)
    done = await all_of_it.machine.until_status(started["id"], "completed", "needs_attention", "failed")
    assert done["status"] == "completed", done
    return done, await all_of_it.entries(started["id"], "section:")


async def test_all_sections_travel_in_one_batch_for_half_the_price(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    async with saving(database_url, temporal_address, tmp_path) as (all_of_it, script):
        done, rows = await _completed(all_of_it)
        assert (script.counts.posts[BATCHES], script.counts.posts[MESSAGES]) == (1, 1), "the outline goes by itself"
        assert [(row.status, row.attempts, row.repeated_calls) for row in rows] == [("answered", 1, 0)] * SECTIONS
        assert [row.cost for row in rows] == [price_of(row) / 2 for row in rows]
        assert Decimal(done["spend"]["reserved"]["amount"]) == 0
        assert len(await all_of_it.sections(done["course_id"])) == SECTIONS


async def test_what_fails_in_a_batch_is_bought_singly(database_url: str, temporal_address: str, tmp_path: Path) -> None:
    async with saving(database_url, temporal_address, tmp_path) as (all_of_it, script):
        script.add("529", "expired", "canceled", endpoint=BATCH_ITEM)
        done, rows = await _completed(all_of_it)
        assert (script.counts.posts[BATCHES], script.counts.posts[MESSAGES]) == (1, 1 + 3)
        assert [row.attempts for row in rows] == [2, 2, 2, 1]
        assert [row.cost for row in rows] == [price_of(row) for row in rows[:3]] + [price_of(rows[3]) / 2]
        assert done["spend"]["repeated_calls"] == 0, "what a batch did not do is not billed"
        assert Decimal(done["spend"]["reserved"]["amount"]) == 0


async def test_a_batch_whose_making_was_not_confirmed_is_found_again(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    async with saving(database_url, temporal_address, tmp_path, polls=0) as (all_of_it, script):
        script.add("close", endpoint=BATCHES)
        done, rows = await _completed(all_of_it)
        assert (script.counts.posts[BATCHES], script.counts.posts[MESSAGES]) == (1, 1)
        assert len(all_of_it.texts.batches.kept) == 1
        assert [row.cost for row in rows] == [price_of(row) / 2 for row in rows]
        assert Decimal(done["spend"]["reserved"]["amount"]) == 0


async def test_a_batch_that_was_never_made_is_sent_again(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    async with saving(database_url, temporal_address, tmp_path) as (all_of_it, script):
        script.add("dropped", "503", endpoint=BATCHES)
        done, rows = await _completed(all_of_it)
        assert (script.counts.posts[BATCHES], script.counts.posts[MESSAGES]) == (3, 1)
        assert len(all_of_it.texts.batches.kept) == 1
        assert [row.cost for row in rows] == [price_of(row) / 2 for row in rows]
        assert Decimal(done["spend"]["reserved"]["amount"]) == 0


def price_of(row: AiContentGeneration) -> Decimal:
    """What an answer costs outside of batches (USD), by the usage in its stored body."""
    usage = json.loads(row.raw or "")["usage"]
    read, written_now = usage["cache_read_input_tokens"], usage["cache_creation_input_tokens"]
    tokens = Tokens(usage["input_tokens"] + read + written_now, usage["output_tokens"], read, written_now)
    return text_price(row.provider, row.model, tokens)
