"""Sections of a finished course: written anew with their lineage, and never over the hand of a person."""

from pathlib import Path
from typing import Any

from sqlmodel import col, select

from models.generations import AiContentGeneration
from tests.pipeline import pipeline
from tests.scripted import ScriptedWriter

SMALL: dict[str, Any] = {
    "title": "Baking bread",
    "objectives": ["Explain how yeast ferments dough"],
    "lessons": 2,
    "sections_per_lesson": 1,
    "visuals": False,
}


async def test_one_section_is_written_anew_with_its_lineage(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    writer = ScriptedWriter()
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        course, section = await _finished_course(machine)
        again = await machine.api.post(
            f"/api/sections/{section['id']}/regenerate", json={"instructions": "Say it shorter."}
        )
        assert again.status_code == 202
        await machine.until_status(again.json()["id"], "completed")
        now = await machine.read(f"/api/sections/{section['id']}")
        assert now["content"]["summary"] == "Section 1.1. Say it shorter."
        other = await machine.read(f"/api/sections/{course['lessons'][1]['sections'][0]['id']}")
        assert other["content"]["summary"] == "Section 2.1."
        async with machine.sessions() as session:
            calls = (
                await session.exec(
                    select(AiContentGeneration)
                    .where(AiContentGeneration.step == "section:1.1")
                    .order_by(col(AiContentGeneration.id))
                )
            ).all()
        assert [str(call.section_id) for call in calls] == [section["id"]] * 2
        assert calls[1].parent_id == calls[0].id


async def test_a_hand_edit_is_never_overwritten_unasked(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    async with pipeline(database_url, temporal_address, tmp_path) as machine:
        _, section = await _finished_course(machine)
        path = f"/api/sections/{section['id']}"
        tag = (await machine.api.get(path)).headers["etag"]
        edited = await machine.api.patch(path, json={"content": {"summary": "Mine."}}, headers={"If-Match": tag})
        assert edited.status_code == 200, edited.text
        assert edited.json()["edited_by_hand"] is True
        refused = await machine.api.post(f"{path}/regenerate", json={})
        assert refused.status_code == 409
        assert (await machine.read(path))["content"]["summary"] == "Mine."
        forced = await machine.api.post(f"{path}/regenerate", json={"overwrite_edits": True})
        await machine.until_status(forced.json()["id"], "completed")
        assert (await machine.read(path))["content"]["summary"] == "Section 1.1."


async def test_an_edit_made_while_the_section_is_rewritten_wins(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    writer = ScriptedWriter(section_seconds=1)
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        _, section = await _finished_course(machine)
        path = f"/api/sections/{section['id']}"
        again = (await machine.api.post(f"{path}/regenerate", json={"instructions": "Shorter."})).json()
        await machine.until(again["id"], lambda v: v["sections"][0]["status"] == "writing")
        tag = (await machine.api.get(path)).headers["etag"]
        await machine.api.patch(path, json={"content": {"summary": "Mine."}}, headers={"If-Match": tag})
        failed = await machine.until_status(again["id"], "failed")
        assert failed["problem"]["type"] == "/problems/edited-by-hand"
        assert (await machine.read(path))["content"]["summary"] == "Mine."


async def _finished_course(machine: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    started = await machine.generate(SMALL)
    done = await machine.until_status(started["id"], "completed")
    course = await machine.read(f"/api/courses/{done['course_id']}")
    return course, course["lessons"][0]["sections"][0]
