"""The workflow on a real Temporal server, with real activities, database and API; only the writers are scripted."""

import json
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from activities.ledger import MOST_ATTEMPTS
from learning.brief import Brief
from models.courses import Course, CourseBaseline, Lesson, Section
from models.generations import MediaAsset
from models.outbox import OutboxMessage
from providers.errors import ProviderProblem
from providers.offline import OfflineText
from tests.learning import drafts
from tests.pipeline import Pipeline, pipeline
from tests.providers.conftest import TOPICS
from tests.providers.conftest import told as told_of
from tests.scripted import ScriptedPainter, ScriptedWriter
from tests.sources.picture_files import data_address, picture

BRIEF: dict[str, Any] = {"title": "Baking bread", "objectives": ["Explain how yeast ferments dough"]}
SMALL = BRIEF | {"lessons": 2, "sections_per_lesson": 1, "visuals": False}
LONG = BRIEF | {"lessons": 20, "sections_per_lesson": 8, "visuals": False}
FINAL = ProviderProblem("refused", "The writer refuses this.")
MOST_EVENTS = 400
MOST_BYTES = 100_000


async def test_makes_a_whole_course(database_url: str, temporal_address: str, tmp_path: Path) -> None:
    writer, painter = ScriptedWriter(), ScriptedPainter()
    async with pipeline(database_url, temporal_address, tmp_path, text=writer, image=painter) as machine:
        started = await machine.generate(BRIEF)
        done = await machine.until_status(started["id"], "completed", "failed")
        assert (done["status"], done["phase"], done["percent"]) == ("completed", "analytics", 100)
        assert {section["status"] for section in done["sections"]} == {"written"}
        assert set(writer.calls.values()) == {1}
        assert painter.calls == 1 + 12

        course = await machine.read(f"/api/courses/{done['course_id']}")
        assert [len(lesson["sections"]) for lesson in course["lessons"]] == [2] * 6
        assert course["thumbnail"] is not None
        section = await machine.read(f"/api/sections/{course['lessons'][0]['sections'][1]['id']}")
        assert section["content"]["summary"] == "Section 1.2."
        assert section["media"][0]["id"] == section["content"]["visuals"][0]["media_id"]
        picture = await machine.api.get(section["media"][0]["url"], params={"width": 320})
        assert picture.headers["content-type"] == "image/webp"

        await machine.ended(done["workflow_id"])
        async with machine.sessions() as session:
            counts = [len((await session.exec(select(table))).all()) for table in (Course, Lesson, Section)]
            assert counts == [1, 6, 12]
            assert (await session.exec(select(CourseBaseline))).one().expected_learners == 25
            media = (await session.exec(select(MediaAsset))).all()
            assert all(asset.course_id is not None for asset in media)
            assert sum(asset.section_id is not None for asset in media) == 12
            assert (await session.exec(select(OutboxMessage))).one().status == "sent"
        assert len(list((tmp_path / "mail").glob("*.eml"))) == 1


async def test_the_stream_tells_each_milestone_once_and_resumes(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    async with pipeline(database_url, temporal_address, tmp_path) as machine:
        started = await machine.generate(BRIEF)
        events = await machine.events(started["id"])
        assert [event["id"] for event in events] == list(range(1, len(events) + 1))
        percents = [event["percent"] for event in events]
        assert percents == sorted(percents)
        assert (events[-1]["kind"], percents[-1]) == ("completed", 100)
        kinds = [event["kind"] for event in events]
        assert kinds.count("section_written") == 12
        assert kinds.count("picture_ready") == 13
        assert await machine.events(started["id"], after=10) == events[10:]
        shown = await machine.read(f"/api/generations/{started['id']}")
        handle = machine.temporal.get_workflow_handle(shown["workflow_id"])
        await handle.result()
        attributes = (await handle.describe()).search_attributes
        assert attributes["PercentDone"] == [100]
        assert attributes["GenerationStatus"] == ["completed"]


async def test_history_stays_small_and_carries_no_content(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    async with pipeline(database_url, temporal_address, tmp_path) as machine:
        started = await machine.generate(BRIEF)
        done = await machine.until_status(started["id"], "completed", "failed")
        history = await machine.temporal.get_workflow_handle(done["workflow_id"]).fetch_history()
        raw = b"".join(event.SerializeToString() for event in history.events)
        assert len(history.events) < MOST_EVENTS
        assert len(raw) < MOST_BYTES
        for secret in (b"gluten", b"Yeast ferments dough by eating", b"instructor@localhost"):
            assert secret not in raw


@pytest.mark.parametrize("broken", ["no JSON at all", '{"summary": 5}', '{"summary": "Nothing else."}'])
async def test_a_bad_answer_is_repaired_and_paid_once(
    database_url: str, temporal_address: str, tmp_path: Path, broken: str
) -> None:
    writer = ScriptedWriter({"1.1": lambda call: broken if call == 1 else None})
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(SMALL)
        done = await machine.until_status(started["id"], "completed", "failed", "needs_attention")
        assert done["status"] == "completed"
        assert writer.calls["1.1"] == 2
        lineage = (await machine.read(f"/api/courses/{done['course_id']}/generations"))["items"]
        by_step = {entry["step"]: entry for entry in lineage}
        assert by_step["section:1.1:repair:1"]["parent_id"] == by_step["section:1.1"]["id"]
        assert float(by_step["section:1.1"]["quality_score"]) < 0.5


async def test_a_section_that_fails_waits_while_the_others_finish(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    writer = ScriptedWriter({"2.1": lambda call: FINAL if call == 1 else None})
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(SMALL)
        waiting = await machine.until_status(started["id"], "needs_attention")
        by_key = {section["key"]: section for section in waiting["sections"]}
        assert by_key["1.1"]["status"] == "written"
        assert by_key["2.1"]["status"] == "waiting"
        assert shown(by_key["2.1"]["problem"]) == ("/problems/refused", "The writer refuses this.", True)
        wrong = await machine.api.post(f"/api/generations/{started['id']}/sections/1.1/retry")
        assert wrong.status_code == 409
        unknown = await machine.api.post(f"/api/generations/{started['id']}/sections/9.9/retry")
        assert unknown.status_code == 404
        assert (await machine.api.post(f"/api/generations/{started['id']}/sections/2.1/retry")).status_code == 202
        done = await machine.until_status(started["id"], "completed")
        assert done["percent"] == 100
        assert writer.calls == {"structure": 1, "1.1": 1, "2.1": 2}


async def test_a_transient_fault_is_retried_and_counted(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    lost = ProviderProblem("connection_lost", "The connection broke.", retryable=True, retry_after=0.1, ambiguous=True)
    writer = ScriptedWriter({"1.1": lambda call: lost if call <= 2 else None})
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(SMALL)
        done = await machine.until_status(started["id"], "completed")
        assert writer.calls["1.1"] == 3
        assert done["spend"]["repeated_calls"] == 2
        assert done["spend"]["calls"] == 1 + 3 + 1 + 1


async def test_a_provider_that_never_recovers_leaves_the_section_waiting(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    away = ProviderProblem("overloaded", "The writer is overloaded.", retryable=True, retry_after=0.05)
    writer = ScriptedWriter({"1.1": lambda call: away if call <= MOST_ATTEMPTS else None})
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(SMALL)
        waiting = await machine.until_status(started["id"], "needs_attention")
        assert f"failed {MOST_ATTEMPTS} times" in waiting["sections"][0]["problem"]["detail"]
        await machine.api.post(f"/api/generations/{started['id']}/sections/1.1/retry")
        await machine.until_status(started["id"], "completed")
        assert writer.calls["1.1"] == MOST_ATTEMPTS + 1


async def test_an_outline_that_cannot_be_made_waits_for_a_retry(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    writer = ScriptedWriter({"structure": lambda call: FINAL if call <= 2 else None})
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(SMALL)
        path = f"/api/generations/{started['id']}"
        for _ in range(2):
            waiting = await machine.until_status(started["id"], "needs_attention")
            assert shown(waiting["problem"]) == ("/problems/refused", "The writer refuses this.", True)
            assert (waiting["phase"], waiting["course_id"]) == ("structure", None)
            assert (await machine.api.post(f"{path}/approve")).status_code == 409
            assert (await machine.api.post(f"{path}/retry")).status_code == 202
            await machine.until(
                started["id"], lambda view: view["status"] != "needs_attention" or writer.calls.total() > 2
            )
        done = await machine.until_status(started["id"], "completed")
        assert (done["percent"], writer.calls["structure"]) == (100, 3)
        assert (await machine.api.post(f"{path}/retry")).status_code == 409


async def test_an_outline_that_waits_takes_the_owners_own_or_is_cancelled(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    writer = ScriptedWriter({"structure": lambda _: FINAL})
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        own, other = [await machine.generate(SMALL) for _ in range(2)]
        for one in (own, other):
            await machine.until_status(one["id"], "needs_attention")
        outline = drafts.outline(Brief.model_validate(SMALL)).model_dump(mode="json")
        answer = await machine.api.post(f"/api/generations/{own['id']}/revise", json={"outline": outline})
        assert answer.status_code == 200, answer.text
        assert (await machine.until_status(own["id"], "completed"))["percent"] == 100
        await machine.api.post(f"/api/generations/{other['id']}/cancel")
        await machine.until_status(other["id"], "cancelled")
        assert (await machine.events(other["id"]))[-1]["kind"] == "cancelled"


async def test_the_owner_reviews_revises_and_approves(database_url: str, temporal_address: str, tmp_path: Path) -> None:
    writer = ScriptedWriter()
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(SMALL | {"review": "outline"})
        path = f"/api/generations/{started['id']}"
        waiting = await machine.until_status(started["id"], "awaiting_review")
        assert writer.calls == {"structure": 1}

        assert (await machine.api.post(f"{path}/revise", json={"feedback": "More rye."})).status_code == 200
        revised = await machine.until(
            started["id"], lambda v: v["status"] == "awaiting_review" and v["outline"] != waiting["outline"]
        )
        assert revised["outline"]["description"] == "More rye."
        assert json.loads(writer.requests[-1].previous or "") == waiting["outline"], "it is asked of what was read"

        own = revised["outline"]
        own["lessons"][0]["sections"][0]["title"] = "A title of my own"
        assert (await machine.api.post(f"{path}/revise", json={"outline": own})).status_code == 200
        edited = await machine.until(
            started["id"],
            lambda v: v["status"] == "awaiting_review" and v["sections"][0]["title"].startswith("A title"),
        )
        assert writer.calls["structure"] == 2

        shuffled = deepcopy(own)
        shuffled["lessons"].reverse()
        assert (await machine.api.post(f"{path}/revise", json={"outline": shuffled})).status_code == 200
        turned = await machine.until(
            started["id"],
            lambda v: v["status"] == "awaiting_review" and v["sections"][-1]["title"].startswith("A title"),
        )
        assert [section["key"] for section in turned["sections"]] == ["1.1", "2.1"]
        assert (await machine.api.post(f"{path}/revise", json={"outline": own})).status_code == 200
        await machine.until(
            started["id"],
            lambda v: v["status"] == "awaiting_review" and v["sections"][0]["title"].startswith("A title"),
        )

        own["lessons"][0]["sections"][0]["prerequisites"] = ["7.7"]
        refused = await machine.api.post(f"{path}/revise", json={"outline": own})
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"] == "/outline/lessons/0/sections/0/prerequisites/0"

        ignored = await machine.api.post(f"{path}/approve", json={"outline": own})
        assert (ignored.status_code, "no body" in ignored.json()["detail"]) == (422, True)
        assert (await machine.api.post(f"{path}/approve")).status_code == 200
        done = await machine.until_status(started["id"], "completed")
        assert done["outline"]["lessons"] == edited["outline"]["lessons"]
        assert (await machine.api.post(f"{path}/approve")).status_code == 409


async def test_replays_every_task_when_nothing_is_cached(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    writer = ScriptedWriter()
    async with pipeline(database_url, temporal_address, tmp_path, text=writer, max_cached_workflows=0) as machine:
        started = await machine.generate(BRIEF)
        done = await machine.until_status(started["id"], "completed", "failed")
        assert done["status"] == "completed"
        assert set(writer.calls.values()) == {1}


async def test_another_worker_goes_on_where_one_stopped(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    first, second = ScriptedWriter(section_seconds=0.2), ScriptedWriter()
    brief = BRIEF | {"lessons": 10, "sections_per_lesson": 2, "visuals": False}
    async with pipeline(database_url, temporal_address, tmp_path, workers=False) as machine:
        started = await machine.generate(brief)
        async with machine.working(first):
            await machine.until(started["id"], lambda v: sum(s["status"] == "written" for s in v["sections"]) >= 4)
        async with machine.working(second):
            done = await machine.until_status(started["id"], "completed")
    assert done["percent"] == 100
    assert set((first.calls + second.calls).values()) == {1}
    assert second.calls["structure"] == 0


async def test_a_picture_that_is_refused_is_drawn_instead_and_said(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    painter = ScriptedPainter(lambda call: FINAL if call == 2 else None)
    async with pipeline(database_url, temporal_address, tmp_path, image=painter) as machine:
        started = await machine.generate(SMALL | {"visuals": True})
        done = await machine.until_status(started["id"], "completed")
        assert done["percent"] == 100
        ready = [event for event in await machine.events(started["id"]) if event["kind"] == "picture_ready"]
        assert len(ready) == 3
        assert [event["drawn_instead"] for event in ready if event["drawn_instead"]] == [
            {"kind": FINAL.kind, "detail": FINAL.sentence}
        ]


async def test_a_course_that_lacks_budget_waits_and_goes_on_when_it_is_raised(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    writer, painter = ScriptedWriter(price=Decimal("0.10")), ScriptedPainter(price=Decimal("0.05"))
    async with pipeline(database_url, temporal_address, tmp_path, text=writer, image=painter) as machine:
        budget = {"amount": "0.35", "currency": "USD"}
        started = await machine.generate(BRIEF | {"lessons": 2, "sections_per_lesson": 2, "budget": budget})
        path = f"/api/generations/{started['id']}"
        first = await machine.until_status(started["id"], "needs_attention")
        assert await held_back(machine, started["id"])
        answer = await machine.api.post(f"{path}/budget", json={"amount": "0.60", "currency": "USD"})
        assert answer.status_code == 202, answer.text
        second = await machine.until(
            started["id"], lambda view: view["status"] == "needs_attention" and paid(view) > paid(first)
        )
        assert paid(first) <= Decimal("0.35") < paid(second) <= Decimal("0.60")
        await machine.api.post(f"{path}/budget", json={"amount": "2", "currency": "USD"})
        done = await machine.until_status(started["id"], "completed")
        assert done["spend"]["paid"]["amount"] == "0.750000"
        assert done["spend"]["repeated_calls"] == 0
        assert writer.calls.total() == 5
        lower = await machine.api.post(f"{path}/budget", json={"amount": "1", "currency": "USD"})
        assert lower.status_code == 409


def shown(problem: dict[str, Any]) -> tuple[str, str, bool]:
    return problem["type"], problem["detail"], problem["final"]


def paid(view: dict[str, Any]) -> Decimal:
    return Decimal(view["spend"]["paid"]["amount"])


async def held_back(machine: Pipeline, generation_id: str) -> bool:
    """Whether a section, or the generation itself, says that the budget is why it waits."""
    view = await machine.read(f"/api/generations/{generation_id}")
    problems = [section["problem"] for section in view["sections"]] + [view["problem"]]
    return any("budget" in str(problem and problem["detail"]) for problem in problems)


async def test_a_picture_of_a_source_comes_along_with_its_words(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    kept, icon = (data_address(picture("teal", size)) for size in ((320, 200), (60, 40)))
    told = " ".join(told_of(TOPICS[0], number) for number in range(16))
    page = (
        f"<h1>Valves</h1><p>{told}</p><figure><img src='{kept}' alt='A valve cut in half'>"
        f"<figcaption>The valve and its spindle.</figcaption></figure><p>{told_of(TOPICS[0], 17)}</p>"
        f"<figure><img src='{icon}' alt='A bell'><figcaption>Beware of the bell.</figcaption></figure>"
    )
    painter = ScriptedPainter()
    async with pipeline(database_url, temporal_address, tmp_path, text=OfflineText(), image=painter) as machine:
        sent = await machine.api.post("/api/sources", files={"file": ("valves.html", page.encode(), "text/html")})
        assert sent.status_code == 201, sent.text
        asked = {"title": "Heating", "lessons": 1, "sections_per_lesson": 1, "depth": "overview"}
        started = await machine.generate(asked | {"source_ids": [sent.json()["id"]]})
        done = await machine.until_status(started["id"], "completed", "failed", "needs_attention")
        assert (done["status"], done["percent"]) == ("completed", 100)
        assert painter.calls == 1
        course = await machine.read(f"/api/courses/{done['course_id']}")
        section = await machine.read(f"/api/sections/{course['lessons'][0]['sections'][0]['id']}")
        [visual] = section["content"]["visuals"]
        assert (visual["alt"], visual["caption"]) == ("A valve cut in half", "The valve and its spindle. (valves.html)")
        assert [asset["width"] for asset in section["media"]] == [320]
