"""An instructor in a real browser: from a document to a published course, and the same section in two windows."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from accounts import people
from providers.offline import OfflineText
from tests.api.studying import COURSE
from tests.clients.tabs import Window, window
from tests.pipeline import Pipeline, pipeline

PASSWORD = "four words nobody guesses"
DOCUMENT = Path(__file__).parents[2] / "docs" / "sample" / "03-btree-indexes.md"


@pytest.fixture
async def machine(database_url: str, temporal_address: str, tmp_path: Path) -> AsyncIterator[Pipeline]:
    async with pipeline(database_url, temporal_address, tmp_path, text=OfflineText()) as running:
        yield running


@pytest.fixture
async def chromium(machine: Pipeline) -> AsyncIterator[Window]:
    async with window(str(machine.api.base_url)) as opened:
        yield opened


@pytest.fixture
async def email(machine: Pipeline) -> str:
    """The address of an instructor."""
    address = f"{uuid4().hex[:8]}@example.org"
    await people.register(machine.sessions, address, PASSWORD, "Ada Lovelace", "instructor")
    return address


async def signed_in(machine: Pipeline, email: str) -> None:
    """Have the tests' own client ask as this instructor."""
    answer = await machine.api.post("/api/auth/token", data={"username": email, "password": PASSWORD})
    machine.api.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"


async def course_of(machine: Pipeline, email: str) -> dict[str, Any]:
    """The one course of an instructor, as the API shows it to them."""
    await signed_in(machine, email)
    listed = (await machine.api.get("/api/courses", params={"mine": True})).json()["items"]
    course: dict[str, Any] = (await machine.api.get(f"/api/courses/{listed[0]['id']}")).json()
    return course


async def test_from_a_document_to_a_published_course(
    chromium: Window, machine: Pipeline, email: str, tmp_path: Path
) -> None:
    tab = await chromium.tab()
    page = tab.page
    await tab.open("/studio/new")
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    await tab.assert_accessible()
    await tab.sign_in(email, PASSWORD)
    await expect(page).to_have_url(f"{tab.url}/studio/new")

    await asked_for(page, tmp_path)
    await tab.assert_accessible()
    await page.get_by_role("button", name="Make the course").click()

    await expect(page.get_by_role("heading", name="Review the outline")).to_be_visible()
    await tab.assert_accessible()
    await page.get_by_label("Title of the section").first.fill("What a B-tree is")
    await page.get_by_role("button", name="Approve with my changes").click()

    await expect(page.get_by_text("The course is complete. It is a draft")).to_be_visible()
    await expect(page.get_by_role("heading", name="1.1 What a B-tree is")).to_be_visible()
    await page.locator("summary", has_text="Read What a B-tree is").click()
    await expect(page.locator(".prose").first).not_to_be_empty()
    await tab.assert_accessible()

    await page.get_by_role("link", name="Open the course").click()
    await expect(page.get_by_role("heading", name="The course as a whole")).to_be_visible()
    await tab.assert_accessible()
    await page.get_by_role("link", name="1.1 What a B-tree is").click()
    await expect(page.get_by_role("textbox", name="Explanation")).to_be_visible()
    await tab.assert_accessible()
    await page.get_by_label("Summary", exact=True).fill("By hand.")
    await expect(page.get_by_text("Not saved yet")).to_be_visible()
    await expect(page.get_by_text("Saved", exact=True)).to_be_visible()

    course = await course_of(machine, email)
    section = (await machine.api.get(f"/api/sections/{course['lessons'][0]['sections'][0]['id']}")).json()
    assert (section["title"], section["content"]["summary"]) == ("What a B-tree is", "By hand.")

    await page.get_by_role("link", name="Publish").click()
    await expect(page.get_by_role("heading", name="What publishing means for learners")).to_be_visible()
    await tab.assert_accessible()
    await page.get_by_role("button", name="Publish", exact=True).click()
    await expect(page.get_by_role("button", name="Take it back to a draft")).to_be_visible()
    assert (await course_of(machine, email))["status"] == "published"

    for name in ("Learners", "Analytics", "Take it along"):
        await page.get_by_role("navigation", name="Pages of this course").get_by_role("link", name=name).click()
        await expect(page.locator("main h2").first).to_be_visible()
        await tab.assert_accessible()
    await page.get_by_role("link", name="Studio").click()
    await expect(page.get_by_role("link", name="Indexes")).to_be_visible()
    await tab.assert_accessible()


async def asked_for(page: Page, folder: Path) -> None:
    """Fill the form in, with one document that is read and one that is refused."""
    empty = folder / "empty.md"
    empty.touch()
    await page.get_by_label("Title").fill("Indexes")
    await page.get_by_label("Drop files here").set_input_files([DOCUMENT, empty])
    await expect(page.get_by_role("heading", name=DOCUMENT.name)).to_be_visible()
    await expect(page.get_by_role("listitem").filter(has_text="empty.md").get_by_role("alert")).to_be_visible()
    await page.get_by_role("button", name="Leave out empty.md").click()
    await page.get_by_label("Lessons", exact=True).fill("2")
    await page.get_by_label("Sections per lesson").fill("1")
    await expect(page.get_by_text("the built-in writer and painter cost nothing")).to_be_visible()


async def test_two_windows_on_one_section_lose_nothing(chromium: Window, machine: Pipeline, email: str) -> None:
    await signed_in(machine, email)
    course = (await machine.api.post("/api/courses", json=COURSE)).json()
    section = course["lessons"][0]["sections"][0]["id"]
    path = f"/studio/courses/{course['id']}/sections/{section}"
    mine, theirs = await chromium.tab(), await chromium.tab()
    for tab in (mine, theirs):
        await tab.open(path)
        await tab.sign_in(email, PASSWORD)
        await expect(tab.page.get_by_label("Summary", exact=True)).to_be_visible()

    await theirs.page.get_by_label("Summary", exact=True).fill("Theirs.")
    await expect(theirs.page.get_by_text("Not saved yet")).to_be_visible()
    await expect(theirs.page.get_by_text("Saved", exact=True)).to_be_visible()
    await mine.page.get_by_label("Minutes").fill("21")
    await expect(mine.page.get_by_label("Summary", exact=True)).to_have_value("Theirs.")
    await expect(mine.page.get_by_text("Saved", exact=True)).to_be_visible()

    await mine.page.get_by_label("Summary", exact=True).fill("Mine.")
    await expect(mine.page.get_by_text("Not saved yet")).to_be_visible()
    await expect(mine.page.get_by_text("Saved", exact=True)).to_be_visible()
    await theirs.page.get_by_label("Summary", exact=True).fill("Theirs again.")
    dialog = theirs.page.get_by_role("dialog", name="It was changed elsewhere")
    await expect(dialog.get_by_text("Mine.", exact=True)).to_be_visible()
    await expect(dialog.get_by_text("Theirs again.", exact=True)).to_be_visible()
    await theirs.assert_accessible()
    await dialog.get_by_role("button", name="Keep mine").click()
    await expect(theirs.page.get_by_text("Saved", exact=True)).to_be_visible()

    stored = (await machine.api.get(f"/api/sections/{section}")).json()
    assert (stored["content"]["summary"], stored["estimated_duration"]) == ("Theirs again.", 21)
