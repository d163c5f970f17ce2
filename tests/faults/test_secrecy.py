"""Keys and content stay where they belong: not in workflow history, not in logs, not in what a failing course says."""

import logging
from pathlib import Path

import pytest

from tests.faults.script import Script
from tests.faults.stub_anthropic import MESSAGES, AnthropicStub
from tests.faults.stub_openai import OpenAIStub
from tests.faults.stubbed import OnFirstCall, Stubbed, planned, reshaped, stubbed
from tests.faults.wire import Answer, json_answer
from tests.faults.written import Json

KEY = "sk-secret-0123456789abcdef"
IN_BRIEF, IN_SOURCE, IN_ANSWER = "marker-of-the-brief", "marker-of-the-source", "marker-of-the-answer"
SECRETS = (KEY, IN_BRIEF, IN_SOURCE, IN_ANSWER)
SECTION = "Write section 1.1 of the outline"
SOURCE = "\n\n".join(
    f"The {part} of a loaf is told by {IN_SOURCE} number {at}, which says how warm it has to be and for how long."
    for at, part in enumerate(("flour", "water", "yeast", "salt", "crust", "crumb"), 1)
)
LOGGERS = (
    *("activities", "api", "models", "providers", "sources", "temporal", "worker", "workflows", "temporalio"),
    *("httpx", "httpx2", "httpcore", "httpcore2", "anthropic", "openai", "boto3", "botocore", "s3transfer"),
    *("uvicorn", "asyncio"),
)
FAULTS = {
    "A course that is refused": "refusal",
    "A course that is not accepted": "400",
    "A course without credit": "400_no_credit",
    "A course that is cut off": "reset_mid_body",
    "A course in broken JSON": "broken_json",
    "A course of another form": "schema_mismatch",
}
TITLES = ("A course that succeeds", *FAULTS)


class Indiscreet(AnthropicStub):
    """Repeats in its errors what it was asked, as some services do."""

    def failed(self, fault: str) -> Answer:
        answer = super().failed(fault)
        said = f"Your credit balance is too low, {KEY}: {IN_BRIEF} {IN_SOURCE}"
        error = {"type": "invalid_request_error", "message": said}
        return json_answer(answer.status, {"type": "error", "error": error}, {"request-id": "req_1"})


class IndiscreetPainter(OpenAIStub):
    def failed(self, fault: str) -> Answer:
        answer = super().failed(fault)
        return json_answer(answer.status, {"error": {"message": f"{KEY} {IN_BRIEF}", "type": "x", "code": None}})


def _marked(draft: Json) -> None:
    for section in planned(draft):
        section["summary"] = IN_ANSWER
        section["visual"] = "concept_map"
    if "explanation" in draft:
        draft["summary"] = f"What is said here is {IN_ANSWER}."


def _brief(title: str, source: str) -> Json:
    text = f"It is about {IN_BRIEF}."
    objectives = ["Explain how yeast ferments dough"]
    shape = {"lessons": 2, "sections_per_lesson": 1, "depth": "overview"}
    return {"title": title, "description": text, "objectives": objectives, "source_ids": [source], **shape}


async def test_neither_keys_nor_content_leave_their_places(
    database_url: str,
    temporal_address: str,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(logging.getLogger("openai._base_client"), "filters", [])  # that of the writer, if it is loaded
    for name in LOGGERS:
        caplog.set_level(logging.DEBUG, logger=name)
    texts, pictures = Indiscreet(written=reshaped(_marked)), IndiscreetPainter(Script(("400",)))
    stubs = stubbed(database_url, temporal_address, tmp_path, texts=texts, pictures=pictures, key=KEY)
    async with stubs as all_of_it:
        texts.script.rule = OnFirstCall(FAULTS, SECTION)
        source = await all_of_it.upload("loaf.txt", SOURCE)
        begun = [await all_of_it.machine.generate(_brief(title, source)) for title in TITLES]
        await all_of_it.until_settled([one["id"] for one in begun], "completed", "needs_attention", "failed")
        statuses = [await _says_nothing(all_of_it, one["id"]) for one in begun]
        assert statuses.count("needs_attention") == 3, statuses
        assert all(all_of_it.posts(marker) for marker in (IN_BRIEF, IN_SOURCE)), "the service is told"
        assert texts.script.counts.posts[MESSAGES] > 3 * len(TITLES)
    assert {"httpcore2.http11", "openai._base_client"} <= {record.name for record in caplog.records}, "they were open"
    assert _told(caplog.text) == []


async def _says_nothing(all_of_it: Stubbed, generation_id: str) -> str:
    """The status of a generation that shows no secret in its history, its problems, or its events."""
    view = await all_of_it.machine.read(f"/api/generations/{generation_id}")
    handle = all_of_it.machine.temporal.get_workflow_handle(view["workflow_id"])
    history = await handle.fetch_history()
    payloads = b"".join(event.SerializeToString() for event in history.events).decode(errors="replace")
    assert _told(history.to_json() + payloads) == [], view["title"]
    problems = [view["problem"], *(section["problem"] for section in view["sections"])]
    assert _told(str(problems)) == []
    if view["status"] != "needs_attention":
        assert _told(str(await all_of_it.machine.events(generation_id))) == []
    return str(view["status"])


def _told(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]
