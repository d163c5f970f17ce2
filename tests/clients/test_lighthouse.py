"""Reader and studio by Lighthouse: accessible, built as browsers advise, and small; how quick they are is printed."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect

from accounts import people
from tests.api.studying import ids, published
from tests.clients import node
from tests.clients.browser import find
from tests.clients.tabs import WAIT_MS
from tests.pipeline import Pipeline, pipeline

EMAIL, PASSWORD = "ada@example.org", "four words nobody guesses"
CATEGORIES = ("performance", "accessibility", "best-practices")
TIMES = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
MOST_SCRIPT_BYTES = 60_000
"""Of the reader, as they come: compressed."""


@dataclass
class Chrome:
    """A browser with a profile that Lighthouse shares with `page`, by its DevTools `port`."""

    page: Page
    port: str


@asynccontextmanager
async def chrome(profile: Path) -> AsyncIterator[Chrome]:
    flags = ["--no-sandbox", "--disable-dev-shm-usage", "--remote-debugging-port=0"]
    async with async_playwright() as playwright:
        program = await asyncio.to_thread(find)
        opened = await playwright.chromium.launch_persistent_context(
            profile, executable_path=program, args=flags, locale="en-GB"
        )
        port = (profile / "DevToolsActivePort").read_text().split()[0]
        try:
            yield Chrome(opened.pages[0], port)
        finally:
            await opened.close()


async def looked_at(browser: Chrome, address: str, folder: Path) -> dict[str, Any]:
    """Lighthouse's report of a page, as somebody sees it who is signed in at a desk and never saw it before."""
    devtools = await browser.page.context.new_cdp_session(browser.page)
    await devtools.send("Network.clearBrowserCache")
    done = await asyncio.to_thread(
        node.run,
        "lighthouse/cli/index.js",
        address,
        f"--port={browser.port}",
        "--preset=desktop",
        "--disable-storage-reset",
        f"--only-categories={','.join(CATEGORIES)}",
        "--output=json",
        "--output-path=report.json",
        "--quiet",
        folder=folder,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report: dict[str, Any] = json.loads((folder / "report.json").read_text())
    assert report["finalDisplayedUrl"] == address, "nobody was signed in"
    return report


def faults(report: dict[str, Any], category: str) -> list[str]:
    """The audits of a category that are not passed."""
    audits = [report["audits"][one["id"]] for one in report["categories"][category]["auditRefs"] if one["weight"]]
    wrong = [audit for audit in audits if audit["score"] is not None and audit["score"] < 1]
    return [f"{audit['id']}: {audit['title']} {json.dumps(audit.get('details', {}))[:1500]}" for audit in wrong]


async def script_bytes(machine: Pipeline, report: dict[str, Any]) -> int:
    """What the scripts weigh that the page loaded: their bodies as the server sends them."""
    loaded = report["audits"]["network-requests"]["details"]["items"]
    scripts = {one["url"] for one in loaded if one.get("resourceType") == "Script"}
    answers = [await machine.api.get(url, headers={"Accept-Encoding": "gzip"}) for url in scripts]
    return sum(answer.num_bytes_downloaded for answer in answers)


def figures(report: dict[str, Any]) -> str:
    scores = [f"{one} {report['categories'][one]['score'] * 100:.0f}" for one in CATEGORIES]
    times = [f"{name} {report['audits'][name]['displayValue']}" for name in TIMES]
    return ", ".join([*scores, *times])


async def seconds_to_text(page: Page) -> float:
    """From a click on the next section until its text is there."""
    link = page.get_by_role("link", name="Next: Yeast")
    await expect(link).to_be_visible()
    begun = time.perf_counter()
    await link.click()
    await page.get_by_role("heading", level=1, name="Yeast").wait_for()
    return time.perf_counter() - begun


async def studied(machine: Pipeline) -> dict[str, Any]:
    """A course of somebody who learns it, too."""
    await people.register(machine.sessions, EMAIL, PASSWORD, "Ada Lovelace", "instructor")
    answer = await machine.api.post("/api/auth/token", data={"username": EMAIL, "password": PASSWORD})
    machine.api.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return await published(machine)


async def sign_in(page: Page) -> None:
    await page.get_by_label("E-mail address").fill(EMAIL)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("button", name="Sign out")).to_be_visible()


async def test_reader_and_studio(
    database_url: str, temporal_address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expect.set_options(timeout=WAIT_MS)
    async with pipeline(database_url, temporal_address, tmp_path) as machine:
        course = await studied(machine)
        pages = {
            "reader": f"/learn/{course['id']}/{ids(course)[0]}",
            "studio": "/studio",
            "editor": f"/studio/courses/{course['id']}",
        }
        reports = {}
        for name, path in pages.items():
            address = f"{str(machine.api.base_url).rstrip('/')}{path}"
            async with chrome(tmp_path / name) as browser:
                await browser.page.goto(address)
                await sign_in(browser.page)
                if name == "reader":
                    seconds = await seconds_to_text(browser.page)
                reports[name] = await looked_at(browser, address, tmp_path)
        sizes = {name: await script_bytes(machine, report) for name, report in reports.items()}
    with capsys.disabled():
        print(f"\nreader: {seconds * 1000:.0f} ms from click to text")
        for name, report in reports.items():
            print(f"{name}: {figures(report)}, {sizes[name]} bytes of scripts")
    for report in reports.values():
        assert [*faults(report, "accessibility"), *faults(report, "best-practices")] == []
    assert 0 < sizes["reader"] <= MOST_SCRIPT_BYTES
