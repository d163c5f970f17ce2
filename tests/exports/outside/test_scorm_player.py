"""A SCORM package in Chromium, on an LMS of another project: what it is told, and what comes back after closing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.async_api import FrameLocator, Page, expect

from exports.course import ExportedCourse, Media
from learning.course_draft import CourseDraft, LessonDraft, SectionDraft
from tests.clients.tabs import window
from tests.exports.courses import ID, PICTURE, arabic, checks, content, every_feature
from tests.exports.outside.scorm_lms import KINDS, Lms, playing
from tests.exports.outside.tools import Tools
from tests.sources.picture_files import picture

RIGHT = {"k1": "a", "k2": "b", "k3": "true", "k4": "false", "k5": "luna", "k6": "The <Moon>", "k7": "2.0"}
WRONG = RIGHT | {"k1": "b", "k2": "a", "k3": "false"}


def course() -> ExportedCourse:
    """Two sections with checks, both required, the second closed by the first."""
    sections = [
        SectionDraft(title=title, content=content(checks=checks(), visuals=shown), estimated_duration=0)
        for title, shown in (("Pull", content().visuals), ("Flood", []))
    ]
    policy = {"min_time_fraction": 0, "mastery": {"type": "score", "threshold": 70}}
    lessons = [LessonDraft(title=section.title, sections=[section]) for section in sections]
    draft = CourseDraft(title="Tides & <swells>", lessons=lessons, progression_policy=policy)
    return ExportedCourse(
        id=ID, draft=draft, media={PICTURE: Media(content=picture(), media_type="image/png", alt="A tide")}
    )


@pytest.fixture(params=list(KINDS))
def lms(request: pytest.FixtureRequest, tools: Tools, tmp_path: Path) -> Iterator[Lms]:
    with playing(request.param, course(), tools, tmp_path) as running:
        yield running


async def answer(shown: FrameLocator | Page, answers: Mapping[str, str], heading: str) -> None:
    """Answer every check, send it, and wait for the heading of what comes of it."""
    for place, given in enumerate(answers.values()):
        card = shown.locator(".quiz").nth(place)
        if await card.locator("input[type=text]").count():
            await card.locator("input").fill(given)
        else:
            await card.locator(f"input[value='{given}']").check()
    await shown.get_by_role("button", name="Check my answers").click()
    outcome = shown.locator("form [role=status] h2")
    await expect(outcome).to_have_text(heading)
    await expect(outcome).to_be_focused()


async def test_failing_resuming_and_passing(lms: Lms) -> None:
    async with window(lms.site.url) as opened:
        page = (await opened.tab()).page
        shown = await lms.opened(page)
        begun = ("incomplete", "incomplete") if lms.is_old else ("incomplete", "unknown")
        assert await lms.told(page) == (*begun, "", "1.1")
        await expect(shown.locator("main h1")).to_be_focused()
        await expect(shown.locator("main img")).to_have_js_property("naturalWidth", 64)
        assert await shown.locator("math").count() > 0

        await answer(shown, WRONG, "Not mastered yet")
        await expect(shown.locator(".quiz.right")).to_have_count(4)
        await expect(shown.get_by_text("The answer", exact=True)).to_have_count(0)
        await expect(shown.locator(".note").get_by_text("Score at least 70% in “Pull”.")).to_be_visible()
        status, _, score, _ = await lms.told(page)
        assert (status, score) == ("incomplete", "28.57")
        contents = shown.get_by_role("navigation", name="Contents").get_by_role("link")
        await expect(contents.nth(1)).to_have_text("Flood Locked")

        await answer(shown, RIGHT, "Section completed")
        await expect(shown.get_by_text("The answer", exact=True)).to_have_count(0)
        assert (await lms.told(page))[2] == "50"
        await contents.nth(1).click()
        await expect(shown.locator("main h1")).to_have_text("Flood")
        await expect(shown.locator("main h1")).to_be_focused()
        assert (await lms.told(page))[3] == "2.1"
        await answer(shown, WRONG, "Not mastered yet")
        status, success, _, _ = await lms.told(page)
        assert (status, success) == (("failed", "failed") if lms.is_old else ("incomplete", "failed"))
        await expect(shown.get_by_text("Not passed yet")).to_be_visible()

        await lms.closed(page)
        shown = await lms.opened(page)
        await expect(shown.locator("main h1")).to_have_text("Flood")
        contents = shown.get_by_role("navigation", name="Contents").get_by_role("link")
        await expect(contents.nth(0)).to_have_text("✓Pull Completed")
        await answer(shown, RIGHT, "Section completed")
        await expect(shown.get_by_text("Course completed")).to_be_visible()
        status, success, score, _ = await lms.told(page)
        assert (status, success, score) == (*(("passed", "passed") if lms.is_old else ("completed", "passed")), "100")
        await expect(shown.locator("main progress")).to_have_js_property("value", 1)


async def test_reloading_without_a_network(lms: Lms) -> None:
    """A package that was opened once opens again when nobody answers, and what was done and typed is there."""
    async with window(lms.site.url) as opened:
        page = (await opened.tab()).page
        shown = await lms.opened(page)
        await page.evaluate("() => worker")
        await shown.locator("body").evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        await answer(shown, RIGHT, "Section completed")
        await shown.get_by_role("link", name="Flood").first.click()
        await expect(shown.locator("main h1")).to_have_text("Flood")
        await shown.locator(".quiz input[type=text]").first.fill("the moon")
        await lms.closed(page)

        lms.site.stop()
        shown = await lms.opened(page)
        await expect(shown.locator("main h1")).to_have_text("Flood")
        await expect(shown.locator(".quiz input[type=text]").first).to_have_value("the moon")
        await shown.get_by_role("link", name="Pull").first.click()
        await expect(shown.locator("main img")).to_have_js_property("naturalWidth", 64)
        await shown.get_by_role("link", name="Flood").first.click()
        await answer(shown, RIGHT, "Section completed")
        status, success, score, _ = await lms.told(page)
        assert (status, success, score) == (*(("passed", "passed") if lms.is_old else ("completed", "passed")), "100")


async def test_all_of_it_by_keyboard(lms: Lms) -> None:
    """Tab, arrows, letters and Enter reach every control in its order, and the focus follows what is shown."""
    async with window(lms.site.url, by_keyboard=True) as opened:
        tab = await opened.tab()
        await tab.open("/course/index.html")
        page = tab.page
        await expect(page.locator("main h1")).to_be_focused()
        await page.keyboard.press("Shift+Tab")
        for place, given in enumerate(RIGHT.values()):
            card = page.locator(".quiz").nth(place)
            if await card.locator("input[type=text]").count():
                await tab.hand.write(card.locator("input"), given)
            else:
                await tab.hand.tick(card.locator(f"input[value='{given}']"))
        await tab.hand.press(page.get_by_role("button", name="Check my answers"))
        await expect(page.locator("form [role=status] h2")).to_be_focused()
        await tab.hand.press(page.locator("summary", has_text="Hint"))
        await tab.hand.press(page.get_by_role("navigation", name="Previous and next").get_by_role("link"))
        await expect(page.locator("main h1")).to_have_text("Flood")
        await expect(page.locator("main h1")).to_be_focused()
        await page.keyboard.press("Control+Home")
        await tab.hand.press(page.get_by_role("link", name="Skip to the content"))
        await expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("which", [every_feature, arabic, course])
async def test_every_page_is_accessible(which: Callable[[], ExportedCourse], tools: Tools, tmp_path: Path) -> None:
    """By axe's rules of WCAG 2.2 AA, in light and dark: each section, closed and open, what comes of it, the about."""
    made = which()
    with playing("scorm-1.2", made, tools, tmp_path) as lms:
        async with window(lms.site.url) as opened:
            tab = await opened.tab()
            await tab.open("/course/index.html")
            contents = tab.page.get_by_role("navigation", name="Contents").get_by_role("link")
            await expect(contents).to_have_count(len(list(made.sections())))
            for place, placed in enumerate(made.sections()):
                await contents.nth(place).click()
                await expect(tab.page.locator("main h1")).to_have_text(placed.section.title)
                await tab.assert_accessible()
                await tab.page.locator("form button").click()
                await expect(tab.page.locator("form [role=status] h2")).to_be_focused()
                await tab.assert_accessible()
            await tab.page.locator("main > p > a").click()
            await expect(tab.page.locator("main h1")).to_have_text(made.draft.title)
            await tab.assert_accessible()
