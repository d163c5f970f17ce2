"""A draft that the review refuses is its owner's to take: as it is, or in their own words. And checks are solved."""

import json
from pathlib import Path
from typing import Any

from sqlmodel import select

from learning.brief import Brief
from learning.solving import Answers
from models.courses import Section
from providers.text import Quote, SectionRequest, SolveRequest, TextAnswer, TextRequest
from tests.learning import drafts
from tests.pipeline import Pipeline, pipeline
from tests.scripted import ScriptedWriter

Json = dict[str, Any]
BRIEF: Json = {"title": "Bread", "lessons": 4, "sections_per_lesson": 1, "visuals": False}
KEYS = {check.id: check.answer for check in drafts.checks()}


def content(**changes: object) -> str:
    plain = {"explanation": "\n\n".join(drafts.PARAGRAPHS), "citations": []}
    return drafts.content(**plain | changes).model_dump_json()


POOR, BROKEN = content(explanation="Too short."), content(checks=[drafts.choice(answer="nowhere")])


class SolvingWriter(ScriptedWriter):
    """Writes poor sections where told, and solves checks by their keys, but for one; unread it knows one key."""

    def __init__(self) -> None:
        super().__init__({"1.1": lambda _: POOR, "2.1": lambda _: POOR, "3.1": lambda _: "prose"})

    def quote(self, request: TextRequest) -> Quote:
        return Quote(model=self.model)

    async def solve(self, request: SolveRequest) -> TextAnswer:
        assert {check.answer for check in request.checks} == {""}, "whoever solves has seen no key"
        ids = [check.id for check in request.checks]
        read = {"id": ids[0], "answer": "elsewhere"}, *({"id": name, "answer": KEYS[name]} for name in ids[1:])
        unread = ({"id": name, "answer": KEYS[name] if name == ids[2] else "unknown"} for name in ids)
        answers = Answers.model_validate({"answers": list(read if request.text else unread)})
        return TextAnswer(raw=answers.model_dump_json(), model=self.model)


async def test_an_owner_takes_what_the_review_refused(database_url: str, temporal_address: str, tmp_path: Path) -> None:
    writer = SolvingWriter()
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(BRIEF | {"solve_checks": True})
        path = f"/api/generations/{started['id']}/sections"
        waiting = await machine.until(started["id"], lambda view: _waiting(view) == {"1.1", "2.1", "3.1"})
        assert waiting["status"] in ("generating", "needs_attention")
        _what_stays_poor_is_not_mended_twice(writer)
        await machine.until(started["id"], lambda view: view["sections"][3]["status"] == "written")
        await _only_what_is_written_is_read(machine, f"{path}/4.1", f"{path}/1.1")
        await _is_taken_as_it_is(machine, f"{path}/1.1")
        await _is_written_by_its_owner(machine, f"{path}/2.1")
        await _has_no_draft(machine, f"{path}/3.1")
        done = await machine.until_status(started["id"], "completed")
        told = [event for event in await machine.events(started["id"]) if event["kind"] == "section_written"]
        assert {event["key"]: event.get("edited") for event in told} == {
            **{"1.1": False, "2.1": True, "3.1": True},
            "4.1": None,
        }
        await _findings_are_still_there(machine, done["course_id"])
        async with machine.sessions() as session:
            sections = (await session.exec(select(Section).order_by(Section.id))).all()  # type: ignore[arg-type]
        assert [section.edited_at is not None for section in sections] == [False, True, True, False]


async def test_a_check_that_stays_broken_holds_no_section_up(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    broken = content(checks=[*drafts.checks(), drafts.choice("k9", answer="nowhere")])
    writer = ScriptedWriter({"1.1": lambda _: broken})
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(BRIEF | {"lessons": 1})
        done = await machine.until_status(started["id"], "completed", "needs_attention")
        assert done["status"] == "completed", done
        assert writer.calls["1.1"] == 2, "it is mended once, and then goes on without"
        course = await machine.read(f"/api/courses/{done['course_id']}")
        section = await machine.read(f"/api/sections/{course['lessons'][0]['sections'][0]['id']}")
        assert [check["id"] for check in section["content"]["checks"]] == [check.id for check in drafts.checks()]
        calls = (await machine.read(f"/api/courses/{done['course_id']}/generations"))["items"]
        told = [call["step"] for call in calls if "check_left_out" in {one["code"] for one in call["findings"]}]
        assert told == ["section:1.1:repair:1"]


def _what_stays_poor_is_not_mended_twice(writer: SolvingWriter) -> None:
    """The answer is shown to be mended once; what comes back as it was is asked for anew, by what was wrong with it."""
    for key, draft in (("1.1", POOR), ("3.1", "prose")):
        asked = [request for request in writer.requests if isinstance(request, SectionRequest) and request.key == key]
        assert [request.previous for request in asked] == [None, draft, None]
        assert asked[1].findings == asked[2].findings != ()


def _waiting(view: Json) -> set[str]:
    return {section["key"] for section in view["sections"] if section["status"] == "waiting"}


async def _only_what_is_written_is_read(machine: Pipeline, written: str, waiting: str) -> None:
    shown = await machine.read(written)
    assert shown["content"]["explanation"]
    assert shown["explanation_html"].startswith("<")
    refused = await machine.api.get(waiting)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/wrong-time")
    assert (await machine.api.get(written.replace("4.1", "9.9"))).status_code == 404


async def _is_taken_as_it_is(machine: Pipeline, path: str) -> None:
    draft = await machine.read(f"{path}/draft")
    assert draft["content"]["explanation"] == "Too short."
    assert "error" in {finding["severity"] for finding in draft["findings"]}
    assert float(draft["quality_score"]) < 0.5
    assert (await machine.api.post(f"{path}/accept")).status_code == 202


async def _is_written_by_its_owner(machine: Pipeline, path: str) -> None:
    broken = await machine.api.post(f"{path}/accept", json={"content": json.loads(BROKEN)})
    assert broken.status_code == 422
    assert [error["pointer"] for error in broken.json()["errors"]] == ["/content/checks/0/answer"]
    own = json.loads(content(summary="By hand."))
    assert (await machine.api.post(f"{path}/accept", json={"content": own})).status_code == 202
    again = await machine.api.post(f"{path}/accept", json={"content": own})
    assert (again.status_code, again.json()["type"]) == (409, "/problems/wrong-time")


async def _has_no_draft(machine: Pipeline, path: str) -> None:
    for answer in (await machine.api.get(f"{path}/draft"), await machine.api.post(f"{path}/accept", json={})):
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/no-draft")
    assert (await machine.api.get(path.replace("3.1", "9.9") + "/draft")).status_code == 404
    own = {"content": json.loads(content())}
    assert (await machine.api.post(f"{path}/accept", json=own)).status_code == 202


async def _findings_are_still_there(machine: Pipeline, course_id: str) -> None:
    calls = (await machine.read(f"/api/courses/{course_id}/generations"))["items"]
    approved = {
        call["step"]: {finding["severity"] for finding in call["findings"]} for call in calls if call["approved"]
    }
    assert set(approved) == {"section:1.1:repair:2", "section:2.1:own", "section:3.1:own"}
    assert "error" in approved["section:1.1:repair:2"]
    solved = {call["step"]: {finding["code"] for finding in call["findings"]} for call in calls}
    assert {"key_not_reached", "answerable_unread"} <= solved["section:4.1"]


def uncovered(title: str = "Poor") -> str:
    """An outline that names no criterion for what its first section teaches, which the review refuses."""
    outline = drafts.outline(Brief.model_validate(BRIEF))
    plan = outline.model_copy(update={"title": title}).model_dump(mode="json")
    plan["lessons"][0]["sections"][0]["assessment_criteria"] = []
    return json.dumps(plan)


async def test_an_owner_takes_an_outline_that_the_review_refused(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    writer = ScriptedWriter({"structure": lambda call: uncovered(f"Poor {call}") if call < 4 else None})
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(BRIEF)
        path = f"/api/generations/{started['id']}"
        waiting = await machine.until_status(started["id"], "needs_attention")
        assert (waiting["phase"], waiting["outline"], waiting["problem"]["type"]) == (
            "structure",
            None,
            "/problems/draft-refused",
        )
        draft = await machine.read(f"{path}/outline/draft")
        assert draft["outline"]["title"] == "Poor 3", "the last of its repairs"
        assert "criterion_missing" in {one["code"] for one in draft["findings"] if one["severity"] == "error"}
        assert (await machine.api.post(f"{path}/outline/accept")).status_code == 202
        done = await machine.until_status(started["id"], "completed")
        assert (done["outline"], writer.calls["structure"]) == (draft["outline"], 3)
        [told] = [one for one in await machine.events(started["id"]) if one["kind"] == "outline_ready"]
        assert told["accepted_by_owner"] is True
        again = await machine.api.post(f"{path}/outline/accept")
        assert (again.status_code, again.json()["type"]) == (409, "/problems/wrong-time")
        assert (await machine.api.get(f"{path}/outline/draft")).json()["type"] == "/problems/no-draft"
        calls = (await machine.read(f"/api/courses/{done['course_id']}/generations"))["items"]
        assert [call["step"] for call in calls if call["approved"]] == ["structure:repair:2"]


async def test_an_outline_that_no_course_can_be_made_of_is_mended_by_its_owner(
    database_url: str, temporal_address: str, tmp_path: Path
) -> None:
    plan = json.loads(uncovered())
    for first, second in (("1.1", "2.1"), ("2.1", "1.1")):
        lesson = plan["lessons"][int(first[0]) - 1]
        lesson["sections"][0]["prerequisites"] = [second]
    writer = ScriptedWriter({"structure": lambda _: json.dumps(plan)})
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as machine:
        started = await machine.generate(BRIEF | {"review": "outline"})
        path = f"/api/generations/{started['id']}"
        await machine.until_status(started["id"], "needs_attention")
        refused = await machine.api.post(f"{path}/outline/accept")
        assert refused.status_code == 422
        assert {error["pointer"].split("/")[1] for error in refused.json()["errors"]} == {"outline"}
        own = (await machine.read(f"{path}/outline/draft"))["outline"]
        own["lessons"][0]["sections"][0] |= {"prerequisites": [], "assessment_criteria": ["Say what rises."]}
        assert (await machine.api.post(f"{path}/revise", json={"outline": own})).status_code == 200
        reviewed = await machine.until_status(started["id"], "awaiting_review")
        assert reviewed["outline"]["lessons"][0]["sections"][0]["assessment_criteria"] == ["Say what rises."]
        assert (await machine.api.post(f"{path}/outline/accept")).json()["type"] == "/problems/no-draft"
        assert (await machine.api.post(f"{path}/approve")).status_code == 200
        await machine.until_status(started["id"], "completed")
