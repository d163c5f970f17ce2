"""What stops a course is mended from its page: too small a budget, a section that fails, a draft that is refused."""

import re
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from accounts import people
from providers.errors import ProviderProblem
from tests.clients.tabs import Tab, Window, window
from tests.pipeline import Pipeline, pipeline
from tests.scripted import ScriptedWriter
from tests.workflows.test_refused_drafts import POOR

EMAIL, PASSWORD = "ada@example.org", "four words nobody guesses"
REFUSED = ProviderProblem("refused", "The writer refuses this.")


@pytest.fixture
async def machine(database_url: str, temporal_address: str, tmp_path: Path) -> AsyncIterator[Pipeline]:
    """One whose writer refuses section 1.1 once, and whose drafts of section 2.1 are all too short."""
    faults = {"1.1": lambda call: REFUSED if call == 1 else None, "2.1": lambda _: POOR}
    writer = ScriptedWriter(faults, price=Decimal("0.10"))
    async with pipeline(database_url, temporal_address, tmp_path, text=writer) as running:
        await people.register(running.sessions, EMAIL, PASSWORD, "Ada Lovelace", "instructor")
        yield running


@pytest.fixture
async def chromium(machine: Pipeline, by_keyboard: bool) -> AsyncIterator[Window]:
    async with window(str(machine.api.base_url).rstrip("/"), by_keyboard) as opened:
        yield opened


async def test_what_stops_a_course_is_mended_from_its_page(chromium: Window, machine: Pipeline) -> None:
    tab = await chromium.tab()
    page, hand = tab.page, tab.hand
    await tab.open("/studio/new")
    await tab.sign_in(EMAIL, PASSWORD)
    await asked_for(tab)

    await expect(page.get_by_text("Needs your attention", exact=True)).to_be_visible()
    await expect(page.get_by_text("budget", exact=False).first).to_be_visible()
    await tab.assert_accessible()
    await hand.write(page.get_by_label("New budget"), "5")
    await hand.press(page.get_by_role("button", name="Raise the budget"))

    refused, poor = section(tab, "1.1"), section(tab, "2.1")
    await expect(refused.get_by_text("The writer refuses this.")).to_be_visible()
    await hand.press(refused.get_by_role("button", name="Try again"))
    await expect(refused.get_by_text("Written", exact=True)).to_be_visible()

    await hand.press(poor.get_by_role("button", name="Show the draft"))
    await expect(poor.get_by_text("Too short.", exact=True)).to_be_visible()
    await tab.assert_accessible()
    await hand.press(poor.get_by_role("button", name="Accept the draft as it is"))
    await expect(page.get_by_text("The course is complete. It is a draft")).to_be_visible()
    await tab.assert_accessible()
    await hand.press(page.get_by_role("link", name="Open the course"))
    await expect(page.get_by_role("heading", name="The course as a whole")).to_be_visible()


def section(tab: Tab, key: str) -> Locator:
    """What the page shows of a section of the course."""
    page = tab.page
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=re.compile(rf"^{key} ")))


async def asked_for(tab: Tab) -> None:
    """A course of two sections, with a budget that does not suffice for its outline."""
    page, hand = tab.page, tab.hand
    await hand.write(page.get_by_label("Title"), "Bread")
    await hand.write(page.get_by_label("Lessons", exact=True), "2")
    await hand.write(page.get_by_label("Sections per lesson"), "1")
    for wish in ("Draw pictures and diagrams", "Show me the outline"):
        await hand.untick(page.get_by_label(wish))
    await hand.write(page.get_by_label("Budget in US dollars"), "0.15")
    await hand.press(page.get_by_role("button", name="Make the course"))
