"""An instructor in a real browser: from a document to a published course, and the same section in two windows."""

import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from playwright.async_api import expect

from accounts import people
from providers.offline import OfflineText
from tests.api.studying import COURSE
from tests.clients.tabs import Tab, Window, window
from tests.pipeline import Pipeline, pipeline

PASSWORD = "four words nobody guesses"
DOCUMENT = Path(__file__).parents[2] / "docs" / "sample" / "03-btree-indexes.md"


@pytest.fixture
async def machine(database_url: str, temporal_address: str, tmp_path: Path) -> AsyncIterator[Pipeline]:
    async with pipeline(database_url, temporal_address, tmp_path, text=OfflineText()) as running:
        yield running


@pytest.fixture
async def chromium(machine: Pipeline, by_keyboard: bool) -> AsyncIterator[Window]:
    async with window(str(machine.api.base_url).rstrip("/"), by_keyboard) as opened:
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
    page, hand = tab.page, tab.hand
    await tab.open("/studio/new")
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    await tab.assert_accessible()
    await tab.sign_in(email, PASSWORD)
    await expect(page).to_have_url(f"{tab.url}/studio/new")

    await asked_for(tab, tmp_path)
    await tab.assert_accessible()
    await hand.press(page.get_by_role("button", name="Make the course"))

    await expect(page.get_by_role("heading", name="Review the outline")).to_be_visible()
    await tab.assert_accessible()
    await hand.write(page.get_by_label("Title of the section").first, "What a B-tree is")
    await hand.press(page.get_by_role("button", name="Approve with my changes"))

    await expect(page.get_by_text("The course is complete. It is a draft")).to_be_visible()
    await expect(page.get_by_role("heading", name="1.1 What a B-tree is")).to_be_visible()
    await hand.press(page.locator("summary", has_text="Read What a B-tree is"))
    await expect(page.locator(".prose").first).not_to_be_empty()
    await tab.assert_accessible()

    await hand.press(page.get_by_role("link", name="Open the course"))
    await expect(page.get_by_role("heading", name="The course as a whole")).to_be_visible()
    await tab.assert_accessible()
    await hand.press(page.get_by_role("link", name="1.1 What a B-tree is"))
    await expect(page.get_by_role("textbox", name="Explanation")).to_be_visible()
    await tab.assert_accessible()
    generated = await page.get_by_label("Summary", exact=True).input_value()
    await saved(tab, "Summary", "By hand.")
    section = (await course_of(machine, email))["lessons"][0]["sections"][0]["id"]
    stored = await machine.read(f"/api/sections/{section}")
    assert (stored["title"], stored["content"]["summary"]) == ("What a B-tree is", "By hand.")

    await proposed(tab)
    await restored(tab, generated)
    await published(tab)
    assert (await course_of(machine, email))["status"] == "published"
    await looked_around(tab)


async def asked_for(tab: Tab, folder: Path) -> None:
    """Fill the form in, with one document that is read and one that is refused."""
    page, hand = tab.page, tab.hand
    empty = folder / "empty.md"
    empty.touch()
    await hand.write(page.get_by_label("Title"), "Indexes")
    await hand.bring(page.get_by_label("Drop files here"), [DOCUMENT, empty])
    await expect(page.get_by_role("heading", name=DOCUMENT.name)).to_be_visible()
    await expect(page.get_by_role("listitem").filter(has_text="empty.md").get_by_role("alert")).to_be_visible()
    await hand.press(page.get_by_role("button", name="Leave out empty.md"))
    await hand.write(page.get_by_label("Lessons", exact=True), "2")
    await hand.write(page.get_by_label("Sections per lesson"), "1")
    await expect(page.get_by_text("the built-in writer and painter cost nothing")).to_be_visible()


async def saved(tab: Tab, label: str, text: str) -> None:
    """Type into a field of the editor, which saves by itself."""
    async with tab.page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
        await tab.hand.write(tab.page.get_by_label(label, exact=True), text)
    await expect(tab.page.get_by_text("Saved", exact=True)).to_be_visible()


async def proposed(tab: Tab) -> None:
    """Have the section written anew: what comes is compared with what stands, and then taken."""
    page, hand = tab.page, tab.hand
    editor = page.url
    await hand.write(page.get_by_label("What should be different?"), "Shorter, please.")
    await hand.press(page.get_by_role("button", name="Write a proposal"))
    await hand.press(page.get_by_role("link", name="Follow it"))
    await expect(page.get_by_text("Complete", exact=True)).to_be_visible()
    await page.go_back()
    await expect(page).to_have_url(editor)
    proposal = page.get_by_role("listitem").filter(has_text="proposal")
    await hand.press(proposal.get_by_role("button", name="Compare"))
    dialog = page.get_by_role("dialog")
    await expect(dialog.locator("del").get_by_text("By hand.")).to_be_visible()
    await tab.assert_accessible()
    await hand.press(dialog.get_by_role("button", name="Take the proposal"))
    await expect(page.get_by_label("Summary", exact=True)).not_to_have_value("By hand.")
    await expect(page.locator(":focus")).to_have_count(1)


async def restored(tab: Tab, generated: str) -> None:
    """The first version stands again."""
    page, hand = tab.page, tab.hand
    await saved(tab, "Summary", "By hand, again.")
    await hand.press(page.get_by_role("button", name="Compare 1", exact=True))
    dialog = page.get_by_role("dialog")
    await expect(dialog.locator("del").get_by_text("By hand, again.")).to_be_visible()
    await hand.press(dialog.get_by_role("button", name="Restore this version"))
    await expect(page.get_by_label("Summary", exact=True)).to_have_value(generated)


async def published(tab: Tab) -> None:
    page, hand = tab.page, tab.hand
    await hand.press(page.get_by_role("link", name="Publish"))
    await expect(page.get_by_role("heading", name="What publishing means for learners")).to_be_visible()
    await tab.assert_accessible()
    await hand.press(page.get_by_role("button", name="Publish", exact=True))
    await expect(page.get_by_role("button", name="Take it back to a draft")).to_be_visible()


async def looked_around(tab: Tab) -> None:
    """The other pages of the course, and a package of it."""
    page, hand = tab.page, tab.hand
    for name in ("Learners", "Analytics", "Take it along"):
        pages = page.get_by_role("navigation", name="Pages of this course")
        await hand.press(pages.get_by_role("link", name=name))
        await expect(page.locator("main h2").first).to_be_visible()
        await tab.assert_accessible()
    async with page.expect_download() as taken:
        await hand.press(page.get_by_role("button", name="Download EPUB"))
    package = await (await taken.value).path()
    assert zipfile.is_zipfile(package)
    await printed(tab)
    await hand.press(page.get_by_role("link", name="Studio"))
    await expect(page.get_by_role("link", name="Indexes")).to_be_visible()
    await tab.assert_accessible()


async def printed(tab: Tab) -> None:
    """The course as it comes out of a printer: every section, and nothing of the pages around it."""
    page, hand = tab.page, tab.hand
    await hand.press(page.get_by_role("link", name="Print the course"))
    await expect(page.get_by_role("heading", level=1, name="Indexes")).to_be_visible()
    await tab.assert_accessible()
    await page.evaluate("() => { window.print = () => (window.wasPrinted = true); }")
    await hand.press(page.get_by_role("button", name="Print", exact=True))
    assert await page.evaluate("window.wasPrinted")
    with pypdfium2.PdfDocument(await page.pdf(format="A4")) as document:
        words = "".join("".join(sheet.get_textpage().get_text_range().split()) for sheet in document)
        assert len(document) > 1
    assert "WhataB-treeis" in words
    for hidden in ("Sign out", "API reference", "Take the course along"):
        assert hidden.replace(" ", "") not in words


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

    await saved(theirs, "Summary", "Theirs.")
    await saved(mine, "Minutes", "21")
    await expect(mine.page.get_by_label("Summary", exact=True)).to_have_value("Theirs.")

    await saved(mine, "Summary", "Mine.")
    await theirs.hand.write(theirs.page.get_by_label("Summary", exact=True), "Theirs again.")
    dialog = theirs.page.get_by_role("dialog", name="It was changed elsewhere")
    await expect(dialog.get_by_text("Mine.", exact=True)).to_be_visible()
    await expect(dialog.get_by_text("Theirs again.", exact=True)).to_be_visible()
    await theirs.assert_accessible()
    await theirs.hand.press(dialog.get_by_role("button", name="Keep mine"))
    await expect(dialog).to_be_hidden()
    await expect(theirs.page.get_by_text("Saved", exact=True)).to_be_visible()

    stored = await machine.read(f"/api/sections/{section}")
    assert (stored["content"]["summary"], stored["estimated_duration"]) == ("Theirs again.", 21)
