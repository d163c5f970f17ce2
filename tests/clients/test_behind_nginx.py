"""Browsers that come by the nginx that is shipped, on a port of its own: same pages, same policy, a cookie for https
alone, and events as they happen."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.async_api import expect

from accounts import people
from settings import Settings
from tests.api.studying import CHECK
from tests.clients.tabs import Window, window
from tests.databases import as_application
from tests.nginx import front
from tests.pipeline import LOCAL, Pipeline, pipeline, served

EMAIL, PASSWORD = "ada@example.org", "four words nobody guesses"
SECTION = {"title": "Flour", "estimated_duration": 0, "content": {"checks": [CHECK]}}
COURSE = {"title": "Bread", "lessons": [{"title": "Dough", "sections": [SECTION]}]}
PAGES = ("/", "/courses", "/learn", "/studio", "/docs")
NOT_YET = "127.0.0.3:9"
"""Stands for the address of the API until it has one."""
POLICY = "content-security-policy"


@pytest.fixture
async def machine(database_url: str, temporal_address: str, tmp_path: Path) -> AsyncIterator[Pipeline]:
    async with pipeline(database_url, temporal_address, tmp_path) as running:
        yield running


@pytest.fixture
async def nginx(machine: Pipeline, database_url: str, tmp_path: Path) -> AsyncIterator[front.Front]:
    """nginx before an API that knows by which address it is reached."""
    folder = tmp_path / "nginx"
    folder.mkdir()
    prepared = front.prepare(f"http://{NOT_YET}", folder)
    told = {
        "database_url": as_application(database_url),
        "data_dir": tmp_path,
        "public_url": prepared.url,
        "trusted_proxies": "127.0.0.1",
    }
    async with served(Settings.model_validate(told | LOCAL), machine.providers) as url:
        configuration = folder / "conf.d" / "default.conf"
        configuration.write_text(configuration.read_text().replace(NOT_YET, urlsplit(url).netloc))
        with front.running(prepared):
            yield prepared


@pytest.fixture
async def chromium(nginx: front.Front) -> AsyncIterator[Window]:
    async with window(nginx.url) as opened:
        yield opened


async def test_from_a_stranger_to_a_completed_section(chromium: Window, machine: Pipeline, nginx: front.Front) -> None:
    course = (await machine.api.post("/api/courses", json=COURSE)).json()
    assert (await machine.api.post(f"/api/courses/{course['id']}/publish")).status_code == 200
    async with httpx.AsyncClient(base_url=machine.api.base_url) as bare, nginx.client() as fronted:
        for path in PAGES:
            own, same = [(await client.get(path)).headers[POLICY] for client in (bare, fronted)]
            assert own == same, path
            assert "unsafe-inline" not in own

    tab = await chromium.tab()
    page = tab.page
    await tab.open(f"/courses/{course['id']}")
    await page.get_by_role("link", name="Make an account").click()
    await page.get_by_label("Name").fill("Ada Lovelace")
    await page.get_by_label("E-mail address").fill(EMAIL)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Make an account").click()
    await page.get_by_role("button", name="Enroll").click()
    await expect(page.get_by_label("Yeast")).to_be_visible()
    await page.get_by_label("Yeast").check()
    await page.get_by_role("button", name="Check my answers").click()
    await expect(page.get_by_role("heading", name="Completed")).to_be_focused()
    await page.reload()
    contents = page.get_by_role("navigation", name="Contents")
    await expect(contents.get_by_role("link", name="Flour").get_by_text("Completed")).to_be_attached()
    kept = {cookie["name"]: cookie for cookie in await page.context.cookies()}
    assert kept
    assert all(cookie["secure"] and cookie["httpOnly"] for cookie in kept.values())


async def test_from_a_brief_to_a_package(chromium: Window, machine: Pipeline, nginx: front.Front) -> None:
    """The stream tells of each section while the others are not written; addresses name the port that was asked."""
    await people.register(machine.sessions, EMAIL, PASSWORD, "Ada Lovelace", "instructor")
    tab = await chromium.tab()
    page = tab.page
    await tab.open("/studio/new")
    await tab.sign_in(EMAIL, PASSWORD)
    await page.get_by_label("Title").fill("Bread")
    await page.get_by_label("Lessons", exact=True).fill("2")
    await page.get_by_label("Sections per lesson").fill("1")
    await page.get_by_label("Show me the outline").uncheck()
    streams: list[str] = []
    page.on("request", lambda request: streams.append(request.url) if request.url.endswith("/events") else None)
    await page.get_by_role("button", name="Make the course").click()
    await expect(page.get_by_text("The course is complete. It is a draft")).to_be_visible()
    assert len(streams) == 1, "one stream tells it all"
    await page.get_by_role("link", name="Open the course").click()
    await expect(page.get_by_role("img").first).to_be_visible()
    loaded = "(picture) => picture.complete && picture.naturalWidth > 0"
    assert await page.get_by_role("img").first.evaluate(loaded)
    await page.get_by_role("link", name="Take it along").click()
    async with page.expect_download() as taken:
        await page.get_by_role("button", name="Download EPUB").click()
    assert (await taken.value).suggested_filename.endswith(".epub")
    pages = page.get_by_role("navigation", name="Pages of this course")
    await pages.get_by_role("link", name="Publish").click()
    await page.get_by_role("button", name="Publish", exact=True).click()
    await expect(page.get_by_role("button", name="Take it back to a draft")).to_be_visible()
    await pages.get_by_role("link", name="Learners").click()
    await page.get_by_role("button", name="Make a link").click()
    await expect(page.get_by_label("Your link; it is shown this once")).to_have_value(
        re.compile(f"^{nginx.url}/shared/")
    )
