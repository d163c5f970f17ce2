"""The page for paper in Chromium: accessible on the screen, and as a PDF with every word that it should have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.async_api import expect

from exports.course import ExportedCourse
from exports.printed import FORMAT
from tests.clients.tabs import window
from tests.exports.courses import arabic, every_feature
from tests.exports.outside.scorm_lms import Site


@pytest.mark.parametrize("which", [every_feature, arabic])
async def test_a_course_is_printed(which: Callable[[], ExportedCourse], tmp_path: Path) -> None:
    course = which()
    (tmp_path / "course.html").write_bytes(FORMAT.written(course))
    site = Site(tmp_path)
    try:
        async with window(site.url) as opened:
            tab = await opened.tab()
            await tab.open("/course.html")
            await expect(tab.page.locator("h1")).to_have_text(course.draft.title)
            await tab.assert_accessible()
            assert await tab.page.locator("details").first.is_visible() == (which is every_feature)
            paper = await tab.page.pdf(format="A4")
    finally:
        site.stop()
    with pypdfium2.PdfDocument(paper) as document:
        words = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
        assert len(document) > len(course.draft.lessons)
    if which is every_feature:
        for wanted in (
            "falls with",
            "Work it out.",
            "What pulls?",
            "slack & calm",
            "Written with AI",
            "Look at a harbour.",
        ):
            assert wanted.replace(" ", "") in words, wanted
        assert "12 h 25 min".replace(" ", "") not in words, "solutions are not printed"
