"""Every row of the fault table in the middle of a course: it is completed, or waits and says why; it never hangs."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.script import Script
from tests.faults.stub_anthropic import AnthropicStub
from tests.faults.stubbed import OnFirstCall, Stubbed, planned, reshaped, stubbed
from tests.faults.written import Json

SECTION = "Write section 1.1 of the outline"
DIAGRAM = "boxes and arrows"
DEADLINE_SECONDS = 180
CALL_SECONDS = 4
ENDED = ("completed", "needs_attention", "failed")
TEXTS_FINAL = {
    "400": "request-refused",
    "400_no_credit": "no-credit",
    "402_billing": "no-credit",
    "401": "key-refused",
    "403": "not-permitted",
    "404": "model-unknown",
    "413": "too-large",
    "413_html": "too-large",
    "429_spend_limit": "spend-limit",
    "429_contract_limit": "spend-limit",
    "refusal": "provider-refused",
}
TEXTS_AGAIN = (
    *("408", "409", "429_rate_limit", "429_ramp", "500", "502_html", "503", "504", "529", "html_200", "broken_json"),
    *("close", "dropped", "reset_mid_body", "truncated", "stall", "stall_mid_body", "drip", "max_tokens"),
)
PICTURES_FINAL = {
    "400": "request_refused",
    "401": "key_refused",
    "403": "not_permitted",
    "404": "model_unknown",
    "413": "too_large",
    "413_html": "too_large",
    "429_insufficient_quota": "no_credit",
    "moderation_blocked": "moderation_blocked",
}
PICTURES_AGAIN = (
    *("408", "409", "429_rate_limit", "500", "502_html", "503", "504", "html_200", "broken_json"),
    *("close", "dropped", "reset_mid_body", "truncated", "stall", "stall_mid_body", "drip"),
)


@dataclass(frozen=True)
class Course:
    """A course on which one fault is played, in a text or a picture."""

    kind: str
    fault: str

    @property
    def title(self) -> str:
        return f"Course with {self.kind} {self.fault} in it"

    @property
    def brief(self) -> Json:
        objectives = ["Explain how yeast ferments dough"]
        return {"title": self.title, "objectives": objectives, "lessons": 2, "sections_per_lesson": 1}


TEXTS = [Course("text", fault) for fault in (*TEXTS_FINAL, *TEXTS_AGAIN, "schema_mismatch")]
PICTURES = [Course("picture", fault) for fault in (*PICTURES_FINAL, *PICTURES_AGAIN)]


def _illustrated(draft: Json) -> None:
    """One diagram in courses about pictures, whose prompt names the course; none in others."""
    for at, section in enumerate(planned(draft)):
        if at == 0 and "picture" in draft["title"]:
            section["title"] = draft["title"]
        else:
            section["visual"] = "none"


async def test_no_fault_of_the_text_service_leaves_a_course_hanging(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    rule = OnFirstCall({course.title: course.fault for course in TEXTS}, SECTION)
    async with stubbed(database_url, temporal_address, tmp_path, deadline=CALL_SECONDS) as all_of_it:
        all_of_it.texts.script.rule = rule
        begun = await _all_settled(all_of_it, TEXTS)
        assert _faults(all_of_it.texts.script) == len(TEXTS)
        await asyncio.gather(*(_is_told_right(all_of_it, course, one) for course, one in begun))


async def test_no_fault_of_the_picture_service_leaves_a_course_hanging(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    rule = OnFirstCall({course.title: course.fault for course in PICTURES}, DIAGRAM)
    texts = AnthropicStub(written=reshaped(_illustrated))
    async with stubbed(database_url, temporal_address, tmp_path, texts=texts, deadline=CALL_SECONDS) as all_of_it:
        all_of_it.pictures.script.rule = rule
        begun = await _all_settled(all_of_it, PICTURES)
        assert _faults(all_of_it.pictures.script) == len(PICTURES)
        await asyncio.gather(*(_is_drawn_right(all_of_it, course, one) for course, one in begun))


async def _all_settled(all_of_it: Stubbed, courses: Sequence[Course]) -> list[tuple[Course, str]]:
    """All courses at once, each with its generation's id. TimeoutError when one hangs."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        begun = [(course, await _begin(all_of_it, course)) for course in courses]
        await all_of_it.until_settled([one for _, one in begun], *ENDED)
    return begun


def _faults(script: Script) -> int:
    return script.counts.faults.total() - script.counts.faults["ok"]


async def _begin(all_of_it: Stubbed, course: Course) -> str:
    return str((await all_of_it.machine.generate(course.brief))["id"])


async def _is_told_right(all_of_it: Stubbed, course: Course, generation_id: str) -> None:
    view = await all_of_it.machine.read(f"/api/generations/{generation_id}")
    if course.fault in TEXTS_FINAL:
        await _waits_then_ends(all_of_it, course, view)
    else:
        assert view["status"] == "completed", (course, view)
        calls = sum(entry.attempts for entry in await all_of_it.entries(generation_id, "section:1.1"))
        mended_by_itself = course.fault == "schema_mismatch"
        assert calls == 2, course
        assert all_of_it.posts(course.title, SECTION) == calls - mended_by_itself, course


async def _waits_then_ends(all_of_it: Stubbed, course: Course, view: Json) -> None:
    """The section says what is wrong in a sentence of ours, and the fault being over, a retry finishes it."""
    machine = all_of_it.machine
    first, second = view["sections"]
    assert (view["status"], first["status"], second["status"]) == ("needs_attention", "waiting", "written"), course
    assert first["problem"]["type"] == f"/problems/{TEXTS_FINAL[course.fault]}", course
    assert "the text provider" in first["problem"]["detail"].lower()
    assert "Played by the stub" not in str(view)
    assert all_of_it.posts(course.title, SECTION) == 1, course
    answer = await machine.api.post(f"/api/generations/{view['id']}/sections/1.1/retry")
    assert answer.status_code == 202, answer.text
    await machine.until_status(view["id"], "completed")
    assert all_of_it.posts(course.title, SECTION) == 2, course


async def _is_drawn_right(all_of_it: Stubbed, course: Course, generation_id: str) -> None:
    view = await all_of_it.machine.read(f"/api/generations/{generation_id}")
    assert view["status"] == "completed", (course, view)
    ready = [event for event in await all_of_it.machine.events(generation_id) if event["kind"] == "picture_ready"]
    drawn = [event["drawn_instead"]["kind"] for event in ready if event["drawn_instead"]]
    diagrams = await all_of_it.entries(generation_id, "visual:1.1")
    attempts = [entry.attempts for entry in diagrams if entry.provider != "drawn"]
    assert len(ready) == 2, "a thumbnail and a diagram"
    if course.fault in PICTURES_FINAL:
        assert (drawn, attempts) == ([PICTURES_FINAL[course.fault]], [1]), course
    else:
        assert (drawn, attempts) == ([], [2]), course


async def test_a_service_that_refuses_connections_is_waited_for(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    async with stubbed(database_url, temporal_address, tmp_path) as all_of_it:
        await all_of_it.texts.close()
        started = await all_of_it.machine.generate(Course("text", "refused connection").brief)
        while not [entry for entry in await all_of_it.entries(started["id"]) if entry.status == "failed"]:
            await asyncio.sleep(0.05)
        await all_of_it.texts.start()
        done = await all_of_it.machine.until_status(started["id"], "completed")
        assert done["spend"]["repeated_calls"] == 0, "a call that never left is not billed"


@pytest.mark.parametrize("fault", ["close", "broken_json"])
async def test_what_may_be_billed_unseen_stays_reserved_until_the_course_is_complete(
    database_url: str, temporal_address: str, tmp_path: Path, fault: str
) -> None:
    seen: list[float] = []

    def is_complete(view: Json) -> bool:
        """Looks at the reservation after the answer of the repeated call has come."""
        if view["sections"] and view["sections"][0]["status"] == "written" and view["status"] != "completed":
            seen.append(float(view["spend"]["reserved"]["amount"]))
        return bool(view["status"] == "completed")

    async with stubbed(database_url, temporal_address, tmp_path) as all_of_it:
        all_of_it.texts.script.rule = OnFirstCall({"Course": fault}, SECTION)
        started = await all_of_it.machine.generate(Course("text", fault).brief)
        done = await all_of_it.machine.until(started["id"], is_complete)
        assert done["spend"]["repeated_calls"] == 1
        assert all(reserved > 0 for reserved in seen)
        assert float(done["spend"]["reserved"]["amount"]) == 0
