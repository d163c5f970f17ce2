"""Tabs of a real Chromium by Playwright, which look at what must hold of every page."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from tests.clients.browser import find
from tests.clients.hands import Hand, Keys, Pointer

WAIT_MS = 30_000
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@dataclass
class Tab:
    """A tab of the pages at `url`, used by `hand`. `errors` are what its scripts threw and what its policy refused,
    `hosts` whom it asked for anything."""

    page: Page
    url: str
    hand: Hand
    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    async def open(self, path: str) -> None:
        await self.page.goto(f"{self.url}{path}")

    async def sign_in(self, email: str, password: str) -> None:
        """Sign in where the form is shown, and wait for the page behind it."""
        await self.hand.write(self.page.get_by_label("E-mail address"), email)
        await self.hand.write(self.page.get_by_label("Password"), password)
        await self.hand.press(self.page.get_by_role("button", name="Sign in"))
        await expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    async def assert_accessible(self) -> None:
        """Raise AssertionError with what axe has against the page, in light or dark; by keys, if the focus is lost."""
        if isinstance(self.hand, Keys):
            if self.hand.has_begun:
                await expect(self.page.locator(":focus")).to_have_count(1)
            return
        for theme in THEMES:
            await self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            found = await Axe().run(self.page, options=RULES)
            told = [
                f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
                for one in found.response["violations"]
                for node in one["nodes"]
            ]
            assert not told, f"{self.page.url} in {theme}:\n" + "\n".join(told)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)


@dataclass
class Window:
    """A browser with the pages at `url`."""

    browser: Browser
    url: str
    by_keyboard: bool
    tabs: list[Tab] = field(default_factory=list)

    async def tab(self) -> Tab:
        """A tab with a storage of its own."""
        context = await self.browser.new_context(locale="en-GB", ignore_https_errors=True)
        context.set_default_timeout(WAIT_MS)
        page = await context.new_page()
        tab = Tab(page, self.url, Keys(page) if self.by_keyboard else Pointer())
        tab.page.on("console", tab.hear)
        tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))
        tab.page.on("request", lambda request: tab.hosts.add(urlsplit(request.url).netloc))
        self.tabs.append(tab)
        return tab


@asynccontextmanager
async def window(url: str, by_keyboard: bool = False) -> AsyncIterator[Window]:
    """A Chromium until the block ends. Raises AssertionError where a page threw, broke its policy or asked others."""
    program = await asyncio.to_thread(find)
    expect.set_options(timeout=WAIT_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        opened = Window(browser, url, by_keyboard)
        try:
            yield opened
        finally:
            await browser.close()
    for tab in opened.tabs:
        assert tab.errors == []
        assert tab.hosts <= {urlsplit(url).netloc}
