"""The demo against an API that misbehaves on purpose."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from rich.console import Console

from stack import demo, ports
from stack.addresses import Addresses
from stack.course_client import CourseClient, Refused
from stack.progress_view import DrawnView, ToldView
from stack.waiting import wait_until

Json = dict[str, Any]
TOKEN = "a token of the instructor"


def generation(status: str = "generating", percent: int = 10, section: str = "pending") -> Json:
    return {
        "id": "g1",
        "workflow_url": "http://temporal/w",
        "status": status,
        "phase": "content",
        "percent": percent,
        "course_id": "c1",
        "problem": {"detail": "Section 1.1 waits."} if status == "needs_attention" else None,
        "sections": [{"key": "1.1", "title": "Trees", "status": section, "attempts": 1, "problem": None}],
    }


class Script:
    """An API with one generation, which goes from one state to the next with every event."""

    def __init__(self, states: list[Json]) -> None:
        self.states = states
        self.at = 0
        self.asked_after: list[str] = []
        self.briefs: list[Json] = []
        self.app = FastAPI()
        self.app.post("/api/sources")(self._source)
        self.app.post("/api/courses/generate")(self._generate)
        self.app.get("/api/generations/g1")(self._generation)
        self.app.get("/api/generations/g1/events")(self._events)
        self.app.get("/api/courses/c1")(self._course)

    async def _source(self, request: Request) -> Response:
        assert request.headers["Authorization"] == f"Bearer {TOKEN}"
        if b"nothing" in await request.body():
            problem = {
                "title": "No text",
                "detail": "The file is empty.",
                "errors": [{"pointer": "/file", "detail": "0"}],
            }
            return JSONResponse(problem, 422)
        return JSONResponse({"id": "s1", "filename": "x.md", "characters": 1234}, 201)

    async def _generate(self, request: Request) -> Response:
        self.briefs.append(await request.json())
        return JSONResponse(self.states[0], 202)

    async def _generation(self) -> Json:
        return self.states[self.at]

    async def _events(self, request: Request) -> StreamingResponse:
        self.asked_after.append(request.headers["Last-Event-ID"])
        return StreamingResponse(self._one_event(), media_type="text/event-stream")

    async def _one_event(self) -> Any:
        """One event, and then the line is cut."""
        self.at = min(self.at + 1, len(self.states) - 1)
        yield f"id: {self.at}\nevent: section\ndata: {{}}\n\n: keep-alive\n\n"

    async def _course(self) -> Json:
        lessons = [{"title": "Lesson", "sections": [{"title": "Trees"}]}]
        return {"id": "c1", "title": "Indexes", "lessons": lessons}


@contextmanager
def served(script: Script) -> Iterator[str]:
    port = ports.any_free()
    server = uvicorn.Server(uvicorn.Config(script.app, host=ports.LOCALHOST, port=port, log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    assert wait_until(lambda: server.started, 10)
    try:
        yield f"http://{ports.LOCALHOST}:{port}"
    finally:
        server.should_exit = True
        thread.join()


def addresses(url: str) -> Addresses:
    return Addresses("", "", "", int(url.rpartition(":")[2]), own_postgres=True, own_temporal=True)


def test_it_follows_to_the_end_and_goes_on_after_a_break_where_it_was() -> None:
    script = Script([generation(), generation(percent=50, section="writing"), generation("completed", 100, "written")])
    with served(script) as url, CourseClient(url, TOKEN) as client:
        percents = [state["percent"] for state in client.follow("g1")]
    assert percents[0] == 10
    assert percents[-1] == 100
    assert script.asked_after == ["0", "1"]


def test_a_refusal_is_told_in_the_words_of_the_api(tmp_path: Path) -> None:
    empty = tmp_path / "empty.md"
    empty.write_text("nothing")
    with (
        served(Script([generation()])) as url,
        CourseClient(url, TOKEN) as client,
        pytest.raises(Refused, match=r"^No text The file is empty\. /file: 0$"),
    ):
        client.upload(empty)


def test_the_demo_of_an_own_document_ends_with_links_and_titles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "b-tree_indexes.md"
    document.write_text("# Trees")
    monkeypatch.setenv("SOURCE", str(document))
    monkeypatch.setenv("LESSONS", "1")
    script, told = Script([generation(), generation("completed", 100, "written")]), list[str]()
    with served(script) as url:
        assert demo.make_course(addresses(url), TOKEN, told.append)
    assert script.briefs == [{"title": "B tree indexes", "lessons": 1, "source_ids": ["s1"]}]
    said = "\n".join(told)
    for word in ("http://temporal/w", f"{url}/api/courses/c1", f"{url}/docs", "1.1 Trees", "1 lessons, 1 sections"):
        assert word in said


def test_the_demo_asks_for_numbers_of_lessons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE", "bread.md")
    monkeypatch.setenv("SECTIONS", "two")
    with pytest.raises(SystemExit, match="SECTIONS is a number, and “two” is none"):
        demo.make_course(addresses("http://127.0.0.1:1"), TOKEN, print)


def test_the_demo_of_a_course_with_a_waiting_section_fails_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "trees.md"
    document.write_text("# Trees")
    monkeypatch.setenv("SOURCE", str(document))
    with served(Script([generation(), generation("needs_attention", 90, "waiting")])) as url:
        assert not demo.make_and_take(addresses(url), TOKEN, lambda _: None)
    assert "not complete (needs attention): Section 1.1 waits." in capsys.readouterr().err


def test_a_document_that_is_not_there_is_said_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE", "/nowhere/at-all.pdf")
    with served(Script([generation()])) as url:
        assert not demo.make_and_take(addresses(url), TOKEN, lambda _: None)
    assert "cannot be read" in capsys.readouterr().err


def test_without_a_terminal_each_change_is_one_line() -> None:
    told: list[str] = []
    with ToldView(told.append) as view:
        for state in [
            generation(),
            generation(),
            generation(section="writing"),
            generation("completed", 100, "written"),
        ]:
            view.show(state)
    assert told == [
        " 10 %  content (generating)",
        " 10 %    1.1 Trees: writing",
        "100 %  completed",
        "100 %    1.1 Trees: written",
    ]


def test_on_a_terminal_phase_bar_and_sections_are_drawn() -> None:
    screen = StringIO()
    with DrawnView(Console(file=screen, force_terminal=True, width=80)) as view:
        view.show(generation(section="writing"))
    drawn = screen.getvalue()
    for word in ("content (generating)", "10 %", "1.1", "Trees", "writing"):
        assert word in drawn
