"""What is tried again, or waits, says why: in the view, on the stream, and in the workflow's details."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select
from temporalio.client import WorkflowExecutionStatus

from activities.attempts import Backoff
from activities.failures import MOST_FAULTS
from activities.persistence import Persistence
from activities.reconciling import Reconciling
from models.generations import Generation, GenerationSection, MediaAsset
from models.messages import GenerationRef, ReconciliationTask, Saved
from providers.errors import ProviderProblem
from providers.text import SectionRequest, TextAnswer
from tests.pipeline import Pipeline, pipeline
from tests.scripted import ScriptedWriter

BRIEF: dict[str, Any] = {"title": "Baking bread", "objectives": ["Explain how yeast ferments dough"]}
SMALL = BRIEF | {"lessons": 1, "sections_per_lesson": 2, "visuals": False}
AWAY = ProviderProblem("overloaded", "The writer is overloaded.", retryable=True, retry_after=0.001)
SLOW = Backoff(pace=1.0)


class Careless(ScriptedWriter):
    """Has a bug in sections: raises what nobody foresaw, the first so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self._left = times

    async def section(self, request: SectionRequest) -> TextAnswer:
        if request.key == "1.1" and self._left:
            self._left -= 1
            raise IndexError("yeast")
        return await super().section(request)


async def details(machine: Pipeline, view: dict[str, Any]) -> str:
    handle = machine.temporal.get_workflow_handle(view["workflow_id"])
    return str(await handle.query("__temporal_workflow_metadata"))


async def terminate(machine: Pipeline, view: dict[str, Any]) -> None:
    await machine.temporal.get_workflow_handle(view["workflow_id"]).terminate("by hand")


async def test_a_step_that_is_tried_again_says_so_everywhere(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    """A Retry-After of a millisecond does not shorten the second of the back-off."""
    writer = ScriptedWriter(
        {"structure": lambda call: AWAY if call <= 2 else None, "1.1": lambda c: AWAY if c == 1 else None}
    )
    async with pipeline(database_url, temporal_address, tmp_path, text=writer, backoff=SLOW) as machine:
        started = await machine.generate(SMALL)
        seen = await machine.until(started["id"], lambda view: bool(view["problem"] and view["problem"]["next_try_at"]))
        assert seen["status"] == "structuring"
        assert seen["problem"]["type"] == "/problems/overloaded"
        assert seen["problem"]["detail"] == "The outline: The writer is overloaded."
        assert (seen["problem"]["attempts"], seen["problem"]["final"]) == (1, False)
        shown = await details(machine, started)
        assert "structure **failed once**" in shown
        assert "The writer is overloaded." in shown
        of_section = await machine.until(started["id"], lambda view: any(s["problem"] for s in view["sections"]))
        assert of_section["sections"][0]["problem"]["final"] is False
        done = await machine.until_status(started["id"], "completed")
        assert (done["problem"], [s["problem"] for s in done["sections"]]) == (None, [None, None])
        retrying = [event for event in await machine.events(started["id"]) if event["kind"] == "retrying"]
        assert [event["step"] for event in retrying] == ["structure", "structure", "section:1.1"]
        assert [event["problem"]["attempts"] for event in retrying] == [1, 2, 1]
        assert all(event["problem"]["next_try_at"] for event in retrying)
        handle = machine.temporal.get_workflow_handle(started["workflow_id"])
        history = await handle.fetch_history()
        times = [event.event_time.ToMilliseconds() for event in history.events]
        assert times[-1] - times[0] > 1000 + 2000 + 1000


async def test_what_nobody_foresaw_is_named_after_few_tries_and_can_be_tried_again(
    database_url: str, temporal_address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    writer = Careless(MOST_FAULTS)
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(SMALL)
        waiting = await machine.until_status(started["id"], "needs_attention")
        section = waiting["sections"][0]
        assert (section["status"], section["problem"]["type"]) == ("waiting", "/problems/system-fault")
        number = section["problem"]["detail"].rstrip(".").split()[-1]
        assert f"system fault {number} in step section:1.1: IndexError" in caplog.text
        assert "yeast" not in section["problem"]["detail"]
        assert waiting["spend"]["calls"] == 1 + MOST_FAULTS + 1 + 1, "an outline, a section, the thumbnail"
        await machine.api.post(f"/api/generations/{started['id']}/sections/1.1/retry")
        assert (await machine.until_status(started["id"], "completed"))["percent"] == 100


async def test_a_transaction_of_ours_with_a_bug_waits_by_name(
    database_url: str, temporal_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saves = 0
    save = Persistence._write

    async def broken(self: Persistence, *given: Any) -> Any:
        nonlocal saves
        saves += 1
        if saves <= MOST_FAULTS:
            raise KeyError("a title")
        return await save(self, *given)

    monkeypatch.setattr(Persistence, "_write", broken)
    async with pipeline(database_url, temporal_address, tmp_path) as machine:
        started = await machine.generate(SMALL)
        waiting = await machine.until(
            started["id"], lambda view: view["status"] == "needs_attention" and view["problem"]["final"]
        )
        assert (waiting["problem"]["type"], saves) == ("/problems/system-fault", MOST_FAULTS)
        await machine.until(started["id"], lambda view: view["phase"] == "persistence")
        answer = await machine.api.post(f"/api/generations/{started['id']}/retry")
        assert answer.status_code == 202, answer.text
        done = await machine.until_status(started["id"], "completed")
        assert (done["percent"], done["problem"]) == (100, None)


async def test_a_call_under_way_says_since_when(database_url: str, temporal_address: str, tmp_path: Path) -> None:
    writer = ScriptedWriter(section_seconds=1)
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(SMALL)
        writing = await machine.until(started["id"], lambda view: any(s["under_way_since"] for s in view["sections"]))
        assert writing["under_way_since"] >= started["created_at"]
        done = await machine.until_status(started["id"], "completed")
        assert done["under_way_since"] is None


async def test_a_run_that_is_gone_is_said_and_another_goes_on_from_what_is_stored(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    writer = ScriptedWriter()
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = [await machine.generate(SMALL | {"review": "outline"}) for _ in range(3)]
        for one in started:
            await machine.until_status(one["id"], "awaiting_review")
            await terminate(machine, one)
        retried, cancelled, swept = (f"/api/generations/{one['id']}" for one in started)

        refused = await machine.api.post(f"{retried}/approve")
        assert (refused.status_code, refused.json()["type"]) == (409, "/problems/run-gone")
        shown = await machine.read(retried)
        assert (shown["status"], shown["problem"]["type"]) == ("needs_attention", "/problems/run-gone")
        assert (await machine.api.post(f"{retried}/retry")).status_code == 202
        await machine.until_status(started[0]["id"], "awaiting_review")
        assert (await machine.api.post(f"{retried}/approve")).status_code == 200
        done = await machine.until_status(started[0]["id"], "completed")
        assert (done["percent"], done["spend"]["calls"]) == (100, 1 + 2 + 1)

        assert (await machine.api.post(f"{cancelled}/cancel")).json()["status"] == "cancelled"

        found = await Reconciling(machine.sessions, machine.temporal, machine.pool)._open(await now(machine))
        assert found == [UUID(started[2]["id"])]
        await reconciled(machine)
        assert (await machine.read(swept))["problem"]["type"] == "/problems/run-gone"


async def now(machine: Pipeline) -> Any:
    async with machine.sessions() as session:
        return (
            await session.exec(select(col(Generation.updated_at)).order_by(col(Generation.updated_at).desc()))
        ).first()


async def reconciled(machine: Pipeline) -> None:
    await machine.temporal.execute_workflow(
        "Reconciliation", ReconciliationTask(settled_after=-60), id="reconciliation", task_queue="course-creation"
    )


async def test_a_run_without_a_row_ends_by_name(database_url: str, temporal_address: str, tmp_path: Path) -> None:
    async with pipeline(database_url, temporal_address, tmp_path) as machine:
        kept, lost = [await machine.generate(SMALL | {"review": "outline"}) for _ in range(2)]
        for one in (kept, lost):
            await machine.until_status(one["id"], "awaiting_review")
        await forget(machine, lost["id"])
        await reconciled(machine)
        handle = machine.temporal.get_workflow_handle(lost["workflow_id"])
        assert (await handle.describe()).status is WorkflowExecutionStatus.TERMINATED
        assert (await machine.read(f"/api/generations/{kept['id']}"))["status"] == "awaiting_review"


async def test_a_run_whose_row_is_gone_does_not_try_for_ever(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    async with pipeline(database_url, temporal_address, tmp_path) as machine:
        started = await machine.generate(SMALL | {"review": "outline"})
        await machine.until_status(started["id"], "awaiting_review")
        await forget(machine, started["id"])
        handle = machine.temporal.get_workflow_handle(started["workflow_id"])
        await handle.execute_update("approve")
        await machine.ended(started["workflow_id"])
        assert (await handle.describe()).status is WorkflowExecutionStatus.FAILED


async def forget(machine: Pipeline, generation_id: str) -> None:
    """As a database that was restored from before the generation."""
    async with machine.owner() as connection:
        await connection.execute("SET session_replication_role = replica")
        await connection.execute("DELETE FROM generation_sections WHERE generation_id = %s", [generation_id])
        await connection.execute("DELETE FROM generations WHERE id = %s", [generation_id])


@pytest.mark.parametrize("lost", ["thumbnail", "section", "course"])
async def test_a_course_is_complete_with_all_its_units_whatever_was_restored(
    database_url: str, temporal_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    """The workflow knows more than the database: what is missing there is made again, from the ledger where it is."""
    writer, losses = ScriptedWriter(), [lost]
    save = Persistence.save_course

    async def restored(self: Persistence, ref: GenerationRef) -> Saved:
        if "course" not in losses and losses:
            await lose(machine, ref.generation_id, losses.pop())
        saved = await save(self, ref)
        if losses:
            await lose(machine, ref.generation_id, losses.pop())
        return saved

    restored.__dict__.update(save.__dict__)
    monkeypatch.setattr(Persistence, "save_course", restored)
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(SMALL)
        done = await machine.until_status(started["id"], "completed", "failed", "needs_attention")
        assert (done["status"], done["percent"], losses) == ("completed", 100, [])
        assert done["spend"]["reserved"]["amount"] == "0.000000"
        assert set(writer.calls.values()) == {1}
        course = await machine.read(f"/api/courses/{done['course_id']}")
        assert course["thumbnail"] is not None
        assert len(course["lessons"][0]["sections"]) == 2


async def lose(machine: Pipeline, generation_id: UUID, what: str) -> None:
    async with machine.sessions() as session, session.begin():
        generation = await session.get_one(Generation, generation_id)
        if what == "course":
            generation.course_id, generation.units_done = None, generation.units_done - 1
            assets = await session.exec(select(MediaAsset).where(MediaAsset.generation_id == generation_id))
            for asset in assets:
                asset.course_id = None
        elif what == "section":
            section = await session.get_one(GenerationSection, (generation_id, "1.2"))
            section.status, section.content, section.call_id = "pending", None, None
            generation.units_done -= 1
    if what == "thumbnail":
        async with machine.owner() as connection:
            await connection.execute("DELETE FROM media_assets WHERE generation_id = %s", [generation_id])
            query = (
                "UPDATE ai_content_generations SET reserved = 0.26, status = 'intended', media_key = NULL, raw = NULL"
            )
            await connection.execute(f"{query} WHERE generation_id = %s AND step = 'thumbnail'", [generation_id])
            await connection.execute(
                "UPDATE generations SET units_done = units_done - 1 WHERE id = %s", [generation_id]
            )
