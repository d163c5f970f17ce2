"""PostgreSQL is away, or the whole API: pages say so, keep what was typed, and go on by themselves when it is back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.async_api import expect

from accounts import people
from tests.api.people import PASSWORD
from tests.api.studying import COURSE
from tests.clients.tabs import Tab, Window, window
from tests.faults import server as front
from tests.faults.wire import Answer, Line, Request, send
from tests.pipeline import TRUSTED, Pipeline, pipeline
from tests.restarted import Server
from tests.restarted import server as server

AWAY = "The server, or what it depends on, is away right now. Nothing is lost."
UNREACHABLE = "The server cannot be reached right now."
GOES_ON = "This goes on by itself as soon as the server is back."
TYPED = "Typed while nobody listened."


@pytest.fixture
async def machine(server: Server, temporal_address: str, tmp_path: Path) -> AsyncIterator[Pipeline]:
    async with pipeline(server.url, temporal_address, tmp_path) as running:
        yield running


@dataclass
class Person:
    email: str
    api: httpx.AsyncClient
    """Signed in as this person."""


@pytest.fixture
async def town(machine: Pipeline) -> AsyncIterator[dict[str, Person]]:
    """An instructor and a student, by their roles."""
    async with AsyncExitStack() as stack:
        found = {}
        for role in ("instructor", "student"):
            email = f"{role}@example.org"
            await people.register(machine.sessions, email, PASSWORD, role.title(), role)
            answer = await machine.api.post("/api/auth/token", data={"username": email, "password": PASSWORD})
            headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
            client = httpx.AsyncClient(base_url=machine.api.base_url, headers=headers, timeout=60, verify=TRUSTED)
            found[role] = Person(email, await stack.enter_async_context(client))
        yield found


async def published(owner: Person, learner: Person) -> dict[str, str]:
    """The ids of a course that the learner is enrolled in and of its first section, by their names."""
    course = (await owner.api.post("/api/courses", json=COURSE)).json()
    path = f"/api/courses/{course['id']}"
    assert (await owner.api.post(f"{path}/publish")).status_code == 200
    assert (await learner.api.post(f"{path}/enroll")).status_code == 201
    return {"course": course["id"], "section": course["lessons"][0]["sections"][0]["id"]}


async def summary_of(owner: Person, section_id: str) -> str:
    answer = await owner.api.get(f"/api/sections/{section_id}")
    assert answer.status_code == 200, answer.text
    summary: str = answer.json()["content"]["summary"]
    return summary


async def opened(chromium: Window, person: Person, path: str) -> Tab:
    tab = await chromium.tab()
    await tab.open(path)
    await tab.sign_in(person.email, PASSWORD)
    return tab


async def test_without_its_database_the_server_is_away_for_a_while(
    machine: Pipeline, town: dict[str, Person], server: Server
) -> None:
    """A page that was to open, a form that was to be saved, and answers that were to be judged."""
    owner, learner = town["instructor"], town["student"]
    at = await published(owner, learner)
    async with window(str(machine.api.base_url).rstrip("/")) as chromium:
        desk = await opened(chromium, owner, f"/studio/courses/{at['course']}/sections/{at['section']}")
        seat = await opened(chromium, learner, f"/learn/{at['course']}/{at['section']}")
        form, reader = desk.page, seat.page
        await expect(form.get_by_label("Summary", exact=True)).to_be_visible()
        await expect(reader.get_by_label("Yeast")).to_be_visible()

        await asyncio.to_thread(server.stop)
        await form.get_by_label("Summary", exact=True).fill(TYPED)
        await reader.get_by_label("Yeast").check()
        await reader.get_by_role("button", name="Check my answers").click()
        await expect(form.get_by_text(AWAY)).to_be_visible()
        await expect(form.get_by_text("What you typed is kept in this browser until it can be saved.")).to_be_visible()
        await expect(reader.get_by_text("1 to be sent.")).to_be_visible()
        await desk.assert_accessible()
        other = await desk.page.context.new_page()
        await other.goto(f"{desk.url}/studio")
        await expect(other.get_by_text(AWAY).first).to_be_visible()
        await expect(other.get_by_text(GOES_ON).first).to_be_visible()

        await asyncio.to_thread(server.start)
        await expect(other.get_by_role("link", name="Bread")).to_be_visible()
        await expect(form.get_by_text("Saved", exact=True).first).to_be_visible()
        await expect(form.get_by_text(AWAY)).to_have_count(0)
        assert await summary_of(owner, at["section"]) == TYPED
        await expect(reader.get_by_text("1 to be sent.")).to_be_hidden()
        progress = (await learner.api.get(f"/api/courses/{at['course']}/progress")).json()
        [begun] = [one for one in progress["sections"] if one["section_id"] == at["section"]]
        assert begun["attempts"] == 1, "answers that waited count, and count once"


async def test_without_any_server_pages_wait_and_go_on(machine: Pipeline, town: dict[str, Person]) -> None:
    owner, learner = town["instructor"], town["student"]
    at = await published(owner, learner)
    bare = httpx.AsyncClient(base_url=machine.api.base_url, timeout=60, verify=TRUSTED)

    async def handle(request: Request, line: Line) -> None:
        """As a proxy passes it on; the connection ends with the answer."""
        kept = {name: value for name, value in request.headers.items() if name not in ("connection", "accept-encoding")}
        told = await bare.request(
            request.method, request.path, params=request.query, content=request.body, headers=kept
        )
        headers = {
            name: value for name, value in told.headers.items() if name not in ("content-encoding", "content-length")
        }
        await send(line, Answer(told.status_code, headers, (told.content,)))

    between = await front.Server(handle).start()
    async with window(f"http://127.0.0.1:{between.port}") as chromium:
        page = (await opened(chromium, owner, f"/studio/courses/{at['course']}/sections/{at['section']}")).page
        await expect(page.get_by_label("Summary", exact=True)).to_be_visible()
        await between.close()
        await page.get_by_label("Summary", exact=True).fill(TYPED)
        await expect(page.get_by_text(UNREACHABLE).first).to_be_visible()
        await page.get_by_role("link", name="Yeast").click()
        await expect(page.get_by_text(GOES_ON).first).to_be_visible()
        await between.start()
        await expect(page.get_by_label("Title of the section")).to_have_value("Yeast")
        await page.get_by_role("link", name="Flour").click()
        await expect(page.get_by_label("Summary", exact=True)).to_have_value(TYPED)
        await expect(page.get_by_text("Saved", exact=True).first).to_be_visible()
        assert await summary_of(owner, at["section"]) == TYPED
    await between.close()
    await bare.aclose()
    assert not between.failures
