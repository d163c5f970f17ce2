"""What the tests do in a learner's tab."""

from typing import Any

from tests.clients.browser import Browser, Page

START = "(options) => start(options)"
RECORD = "(now, sitting) => { window.now = now; return learner.record(sitting); }"
PROGRESS = "() => learner.progress()"
PENDING = "async () => (await learner.progress()).pending"


async def opened(chromium: Browser, url: str, course_id: str, **options: Any) -> Page:
    """A new tab with the page and a learner of this course in it."""
    page = await chromium.page()
    await page.open(url)
    await begun(page, course_id, **options)
    return page


async def begun(page: Page, course_id: str, **options: Any) -> None:
    await page.until("() => window.isReady")
    await page.evaluate(START, {"courseId": course_id, **options})


async def recorded(page: Page, section_id: str, now: str | None = None, **rest: Any) -> str:
    """Record one sitting at that time of the device, or now; its event id."""
    event_id: str = await page.evaluate(RECORD, now, {"sectionId": section_id, "timeSpentSeconds": 60, **rest})
    return event_id


async def emptied(page: Page) -> dict[str, Any]:
    """The progress that the tab knows of when nothing waits any more."""
    await page.until(PENDING, lambda pending: pending == 0)
    progress: dict[str, Any] = await page.evaluate(PROGRESS)
    return progress


async def told(page: Page, kind: str) -> list[Any]:
    """The details of the events of this kind so far."""
    details: list[Any] = await page.evaluate("(k) => said.filter((e) => e.type === k).map((e) => e.detail)", kind)
    return details
