"""Time counts for the section that is read, while its page is seen and used; instructors see it by section."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from accounts import people
from tests.api.studying import COURSE
from tests.clients.tabs import Window, window
from tests.pipeline import Pipeline, pipeline

EMAIL, PASSWORD = "ada@example.org", "four words nobody guesses"
SEEN = """(state) => {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
IDLE_SECONDS = 90
SLACK_SECONDS = 5
"""Counted once a second, and the clock of the page goes on between two steps of the test."""


@pytest.fixture
async def machine(database_url: str, temporal_address: str, tmp_path: Path) -> AsyncIterator[Pipeline]:
    async with pipeline(database_url, temporal_address, tmp_path) as running:
        yield running


@pytest.fixture
async def chromium(machine: Pipeline) -> AsyncIterator[Window]:
    async with window(str(machine.api.base_url).rstrip("/")) as opened:
        yield opened


async def used(page: Page, seconds: int) -> None:
    """Somebody moves the pointer every ten seconds."""
    for _ in range(seconds // 10):
        await page.locator("h1").hover()
        await page.mouse.move(200, 200)
        await page.clock.run_for(10_000)


async def sent(page: Page) -> int:
    """Answer the check, and the seconds that were told with it."""
    await page.get_by_label("Yeast").check()
    async with page.expect_request("**/interactions") as told:
        await page.get_by_role("button", name="Check my answers").click()
    seconds: int = json.loads((await told.value).post_data or "")["time_spent_seconds"]
    await expect(page.get_by_role("heading", name="Completed")).to_be_visible()
    return seconds


async def test_each_section_has_its_own_time(chromium: Window, machine: Pipeline) -> None:
    course = (
        await machine.api.post("/api/courses", json=COURSE | {"progression_policy": {"sequential": False}})
    ).json()
    path = f"/api/courses/{course['id']}"
    assert (await machine.api.post(f"{path}/publish")).status_code == 200
    learner = await people.register(machine.sessions, EMAIL, PASSWORD, "Ada Lovelace", "student")
    flour, yeast = (one["id"] for one in course["lessons"][0]["sections"])
    tab = await chromium.tab()
    page = tab.page
    await page.clock.install()
    await tab.open(f"/sign-in?next=/courses/{course['id']}")
    await tab.sign_in(EMAIL, PASSWORD)
    await page.get_by_role("button", name="Enroll").click()
    await expect(page.get_by_label("Yeast")).to_be_visible()

    await used(page, 60)
    await page.get_by_role("link", name="Next: Yeast").click()
    await expect(page.get_by_role("heading", level=1, name="Yeast")).to_be_visible()
    await used(page, 120)
    await page.evaluate(SEEN, "hidden")
    await used(page, 300)
    await page.evaluate(SEEN, "visible")
    assert 120 <= await sent(page) <= 120 + SLACK_SECONDS, "nothing of while it was hidden"

    await page.go_back()
    await expect(page.get_by_role("heading", level=1, name="Flour")).to_be_visible()
    await page.mouse.move(100, 100)
    await page.clock.run_for(600_000)
    assert 60 + IDLE_SECONDS - 1 <= await sent(page) <= 60 + IDLE_SECONDS + SLACK_SECONDS, (
        "nothing of while it was idle"
    )

    record = (await machine.api.get(f"{path}/learners/{learner.id}")).json()
    times = {one["section_id"]: one["time_spent_seconds"] for one in record["progress"]["sections"]}
    assert 120 <= times[yeast] <= 120 + SLACK_SECONDS
    assert 149 <= times[flour] <= 150 + SLACK_SECONDS
