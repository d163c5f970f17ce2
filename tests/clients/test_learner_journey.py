"""A learner's whole way through the pages, in a real browser against the whole machine."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.studying import CHECK
from tests.clients.browser import Browser, Page
from tests.clients.walking import choose, click, fill, shown, troubles, walker
from tests.pipeline import Pipeline, pipeline

EMAIL, PASSWORD = "ada@example.org", "four words nobody guesses"
FLOUR = CHECK | {"id": "k1"}
GAP = {"id": "k2", "kind": "cloze", "stem": "Steam makes the crust ____.", "options": [], "answer": "shiny", "feedback": ""}
COURSE: dict[str, Any] = {
    "title": "Bread at home",
    "description": "From flour to loaf.",
    "objectives": ["Explain how dough rises"],
    "lessons": [
        {"title": "Dough", "sections": [
            {"title": "Flour", "estimated_duration": 0, "content": {
                "explanation": "Dough is **alive**.",
                "exercises": [{"prompt": "Knead.", "hint": "Fold it.", "solution": "Until it springs back."}],
                "checks": [FLOUR]}},
        ]},
        {"title": "Oven", "sections": [
            {"title": "Steam", "estimated_duration": 0, "prerequisites": ["1.1"], "content": {"checks": [GAP]}},
        ]},
    ],
}  # fmt: skip


@pytest.fixture
async def machine(database_url: str, temporal_address: str, tmp_path: Path) -> AsyncIterator[Pipeline]:
    async with pipeline(database_url, temporal_address, tmp_path) as running:
        yield running


async def published(api: httpx.AsyncClient) -> dict[str, Any]:
    made = (await api.post("/api/courses", json=COURSE)).json()
    answer = await api.post(f"/api/courses/{made['id']}/publish")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def registered(page: Page, address: str) -> None:
    await page.open(f"{address}/courses")
    await shown(page, "Bread at home")
    await fill(page, **{"Search courses and sections": "flour"})
    await click(page, "Search", "button")
    await shown(page, "Found for “flour”")
    await click(page, "Bread at home")
    await shown(page, "Explain how dough rises")
    await click(page, "Make an account")
    await fill(page, **{"Name": "Ada Lovelace", "E-mail address": EMAIL, "Password": PASSWORD})
    await click(page, "Make an account", "button")


async def test_from_a_stranger_to_a_completed_course(chromium: Browser, machine: Pipeline) -> None:
    """Find, register, enroll, be refused by a gate, do what it asks, complete, and see it on the dashboard; then the
    same course offline: what is done waits, and counts when the network is back."""
    await published(machine.api)
    page = await walker(await chromium.page())
    await registered(page, str(machine.api.base_url).rstrip("/"))

    await click(page, "Enroll", "button")
    await shown(page, "Dough is alive.")
    await click(page, "Steam")
    await shown(page, "This section counts once you have completed what it builds on")
    await fill_gap(page, "shiny")
    await shown(page, "Something else comes first")
    assert not await page.evaluate("() => document.body.innerText.includes('Section completed')")
    await click(page, "Flour", "article a")

    await shown(page, "What makes dough rise?")
    await choose(page, "Salt")
    await click(page, "Check my answers", "button")
    await shown(page, "Not right yet")
    assert await page.evaluate("() => document.activeElement.closest('.note') !== null"), "the focus is at what came of it"

    await keep_offline(page)
    await page.offline(True)
    await page.reload()
    await shown(page, "The server cannot be reached: you read the copy on this device")
    await choose(page, "Yeast")
    await click(page, "Check my answers", "button")
    await shown(page, "1 to be sent")
    await page.offline(False)
    await page.until("() => !document.body.innerText.includes('to be sent')")

    await click(page, "Next: Steam")
    await fill_gap(page, "shiny")
    await shown(page, "Course completed")
    await shown(page, "You earned")
    await click(page, "To your courses")
    await shown(page, "You have completed all your courses.")
    assert await page.evaluate("() => document.querySelectorAll('.achievements .earned').length") > 0
    assert await troubles(page) == []


async def fill_gap(page: Page, words: str) -> None:
    await shown(page, "Steam makes the crust")
    await page.until(
        f"() => {{ const field = document.querySelector('.quiz input[type=text]'); if (!field) return false;"
        f" field.value = {words!r}; field.dispatchEvent(new Event('input', {{ bubbles: true }})); return true; }}"
    )
    await click(page, "Check my answers", "button")


async def keep_offline(page: Page) -> None:
    """From the course's page, and back to the section that was read."""
    await click(page, "Bread at home", "main a")
    await click(page, "Make available offline", "button")
    await shown(page, "This course opens without a network.")
    await click(page, "Flour", "main a")
    await shown(page, "What makes dough rise?")
