"""Wishes that the built-in writer cannot fulfil are answered with a sentence, where the course is shown."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from providers.offline.provider import OfflineText
from tests.pipeline import Pipeline, pipeline

Json = dict[str, Any]
SAMPLE = Path(__file__).parents[2] / "docs" / "sample" / "03-btree-indexes.md"
WISH = "wish-not-fulfilled"


@pytest.fixture
async def machine(database_url: str, temporal_address: str, tmp_path: Path) -> AsyncIterator[Pipeline]:
    """With the built-in writer."""
    async with pipeline(database_url, temporal_address, tmp_path, text=OfflineText()) as running:
        yield running


async def test_what_is_wished_in_vain_is_said_with_the_brief_and_after_a_review(machine: Pipeline) -> None:
    answer = await machine.api.post("/api/sources", files={"file": (SAMPLE.name, SAMPLE.read_bytes())})
    wish = "Write it with humour, and keep the order."
    brief = {"title": "B-trees", "description": wish, "source_ids": [answer.json()["id"]], "review": "outline"}
    started = await machine.generate(brief | {"lessons": 1, "sections_per_lesson": 2, "visuals": False})
    path = f"/api/generations/{started['id']}"
    [of_the_brief] = wished(await machine.until_status(started["id"], "awaiting_review"))
    assert "“humour”" in of_the_brief
    before = (await machine.read(path))["outline"]
    asked = await machine.api.post(f"{path}/revise", json={"feedback": "Set all of it to music."})
    assert asked.status_code == 200, asked.text
    revised = await machine.until(
        started["id"], lambda view: view["status"] == "awaiting_review" and "music" in " ".join(wished(view))
    )
    assert revised["outline"]["lessons"] == before["lessons"], "what cannot be done changes nothing"
    assert wished(revised)[0] == of_the_brief, "what the brief wished in vain is said still"
    assert (await machine.api.post(f"{path}/approve")).status_code == 200
    done = await machine.until_status(started["id"], "completed")
    assert wished(done) == wished(revised)


def wished(view: Json) -> list[str]:
    """The sentences on wishes that were not fulfilled."""
    return [warning["detail"] for warning in view["warnings"] if warning["type"] == WISH]


async def test_a_source_that_no_section_is_written_from_is_named_until_one_is(machine: Pipeline) -> None:
    named = [SAMPLE, SAMPLE.with_name("01-how-postgresql-finds-rows.md")]
    sent = [await machine.api.post("/api/sources", files={"file": (one.name, one.read_bytes())}) for one in named]
    ids = [answer.json()["id"] for answer in sent]
    brief = {"title": "Indexes", "source_ids": ids, "review": "outline", "lessons": 1, "sections_per_lesson": 2}
    started = await machine.generate(brief | {"visuals": False})
    path = f"/api/generations/{started['id']}"
    outline = (await machine.until_status(started["id"], "awaiting_review"))["outline"]
    sections = outline["lessons"][0]["sections"]
    for used, unused in ([ids[:1], [(1, named[1].name)]], [ids, []], [ids[1:], [(0, named[0].name)]]):
        for place, section in enumerate(sections):
            section["source_blocks"] = [f"{used[place % len(used)]}:b2"]
        answer = await machine.api.post(f"{path}/revise", json={"outline": outline})
        assert answer.status_code == 200, answer.text
        wanted = [section["source_blocks"] for section in sections]
        shown = await machine.until(started["id"], partial(_is_planned_from, wanted))
        told = [warning for warning in shown["warnings"] if warning["type"] == "source-not-used"]
        assert [warning["pointer"] for warning in told] == [f"/source_ids/{place}" for place, _ in unused]
        assert all(name in warning["detail"] for warning, (_, name) in zip(told, unused, strict=True))


def _is_planned_from(wanted: list[list[str]], view: Json) -> bool:
    """Whether the sections of the only lesson have these passages, in an outline that is to be reviewed."""
    [lesson] = view["outline"]["lessons"]
    return view["status"] == "awaiting_review" and [one["source_blocks"] for one in lesson["sections"]] == wanted
