"""A learner whose browser comes by the nginx that is shipped: same pages, same policy, a cookie for https alone."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.async_api import expect

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
