"""A new release of the pages while they are open or kept: nobody is stuck with an old one, or with a broken one."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Error, Page, expect

from api import app
from api.web import routes
from api.web.site import FOLDER, read_site
from tests.api.people import PASSWORD, Town
from tests.api.people import town as closed_town
from tests.api.studying import COURSE
from tests.clients.tabs import WAIT_MS, Tab, Window, window

SHELLS = "async () => (await caches.keys()).filter((name) => name.startsWith('coursewright-shell'))"
STATES = """async () => {
  const found = await navigator.serviceWorker.getRegistration("/learn");
  return [found?.active?.state ?? null, Boolean(found?.waiting)];
}"""
GOOD, BAD = "event.respondWith(page(request))", "event.respondWith(Response.error())"
REPLACED = """async (wanted) => {
  const shells = (await caches.keys()).filter((name) => name.startsWith("coursewright-shell"));
  const found = await navigator.serviceWorker.getRegistration("/learn");
  return shells.join() === wanted && found.active.state === "activated";
}"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of pages that is served: a copy, in which a test makes the next release."""
    folder = tmp_path / "web"
    shutil.copytree(FOLDER, folder)
    monkeypatch.setattr(routes, "FOLDER", folder)
    monkeypatch.setattr(routes, "read_site", lambda: read_site(folder))
    app._routes.cache_clear()  # of applications whose pages are the project's
    yield folder
    app._routes.cache_clear()


@pytest.fixture
async def town(site: Path, database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with closed_town(database_url, tmp_path, local_mode=True) as running:
        yield running


@pytest.fixture
async def chromium(town: Town) -> AsyncIterator[Window]:
    async with window(str(town.anybody.base_url)) as opened:
        yield opened


def release(site: Path, file: str, old: str, new: str) -> None:
    """Serve another version of a file from now on."""
    text = (site / file).read_text()
    assert old in text
    (site / file).write_text(text.replace(old, new))


async def enrolled(town: Town, tab: Tab) -> str:
    """The address of a section that somebody reads who has signed in."""
    owner, learner = await town.person("instructor"), await town.person()
    course = (await owner.api.post("/api/courses", json=COURSE)).json()
    assert (await owner.api.post(f"/api/courses/{course['id']}/publish")).status_code == 200
    assert (await learner.api.post(f"/api/courses/{course['id']}/enroll")).status_code == 201
    await tab.open(f"/courses/{course['id']}")
    await tab.page.get_by_role("complementary").get_by_role("link", name="Sign in").click()
    await tab.sign_in(learner.email, PASSWORD)
    return f"{tab.url}/learn/{course['id']}/{course['lessons'][0]['sections'][0]['id']}"


async def kept(tab: Tab) -> None:
    await tab.page.get_by_role("button", name="Make available offline").click()
    aside = tab.page.get_by_role("complementary")
    await expect(aside.get_by_text("This course opens without a network.")).to_be_visible()


async def broken(page: Page, reader: str, site: Path) -> None:
    """Let a newer version take over whose worker opens no page."""
    release(site, "worker.js", GOOD, BAD)
    await page.goto(reader)
    async with page.expect_event("requestfailed", lambda request: request.is_navigation_request()):
        await page.get_by_role("button", name="Use the newer version").click()
    with pytest.raises(Error):
        await page.goto(reader)


async def test_an_open_page_is_told_of_a_release_and_loads_it(chromium: Window, town: Town, site: Path) -> None:
    tab = await chromium.tab()
    page = tab.page
    reader = await enrolled(town, tab)
    release(site, "messages/en.json", '"Contents"', '"What is in it"')
    assert (await town.anybody.get("/courses")).is_success  # files are looked at again with a page
    await page.get_by_role("link", name="Account").click()
    await expect(page.get_by_role("heading", level=1, name="There is a new version of these pages")).to_be_visible()
    await tab.assert_accessible()
    await page.get_by_role("button", name="Load anew").click()
    await expect(page.get_by_role("heading", level=1, name="Account")).to_be_visible()
    await page.goto(reader)
    await expect(page.get_by_role("navigation", name="What is in it")).to_be_visible()


async def test_a_newer_worker_takes_over_when_the_learner_says_so_and_the_old_one_is_gone(
    chromium: Window, town: Town, site: Path
) -> None:
    tab = await chromium.tab()
    page = tab.page
    reader = await enrolled(town, tab)
    await kept(tab)
    before = await page.evaluate(SHELLS)
    release(site, "messages/en.json", '"Contents"', '"What is in it"')
    await page.goto(reader)
    await expect(page.get_by_role("button", name="Use the newer version")).to_be_visible()
    assert await page.evaluate(STATES) == ["activated", True], "it waits, and takes nothing over by itself"
    await tab.assert_accessible()
    async with page.expect_event("load"):
        await page.get_by_role("button", name="Use the newer version").click()
    await expect(page.get_by_role("navigation", name="What is in it")).to_be_visible()
    await expect(page.get_by_role("button", name="Use the newer version")).to_have_count(0)
    [now] = await page.evaluate(SHELLS)
    assert [now] != before
    assert await page.evaluate(STATES) == ["activated", False]
    await page.context.set_offline(True)
    await page.reload()
    await expect(page.get_by_role("navigation", name="What is in it")).to_be_visible()


async def test_a_worker_that_opens_no_page_is_replaced_by_the_next_release(
    chromium: Window, town: Town, site: Path
) -> None:
    tab = await chromium.tab()
    page = tab.page
    reader = await enrolled(town, tab)
    await kept(tab)
    await broken(page, reader, site)
    beside = await page.context.new_page()
    await beside.goto(f"{tab.url}/courses")  # is not the worker's, and opens
    release(site, "worker.js", BAD, GOOD)
    with pytest.raises(Error):
        await page.goto(reader)
    async with asyncio.timeout(WAIT_MS / 1000):
        while not await beside.evaluate(REPLACED, f"coursewright-shell/assets/{read_site(site).digest}"):
            await asyncio.sleep(0.05)
    await beside.goto(reader)
    await expect(beside.get_by_role("heading", level=1, name="Flour")).to_be_visible()


async def test_a_worker_that_opens_no_page_is_put_away_by_the_account(chromium: Window, town: Town, site: Path) -> None:
    tab = await chromium.tab()
    page = tab.page
    reader = await enrolled(town, tab)
    await kept(tab)
    await broken(page, reader, site)
    beside = await page.context.new_page()  # the page's own error comes when it likes
    await beside.goto(f"{tab.url}/account")
    await beside.get_by_role("button", name="Remove offline copies").click()
    await expect(beside.get_by_text("Nothing is kept on this device any more.").first).to_be_visible()
    assert await beside.evaluate(SHELLS) == []
    await beside.goto(reader)
    await expect(beside.get_by_role("heading", level=1, name="Flour")).to_be_visible()
