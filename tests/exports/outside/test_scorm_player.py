"""A SCORM package in Chromium, on an LMS of another project: what it is told, and what comes back after closing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from exports.course import ExportedCourse, Media
from exports.formats import FORMATS
from learning.course_draft import CourseDraft, LessonDraft, SectionDraft
from tests.clients.browser import Browser, Page
from tests.exports.courses import ID, PICTURE, checks, content
from tests.exports.outside.tools import Tools
from tests.exports.packages_read import unzipped
from tests.sources.picture_files import picture

LMS = """<!doctype html><meta charset="utf-8"><title>LMS</title><script src="/%(script)s"></script><script>
const api = new %(api)s({ autocommit: false, logLevel: 5 });
window.%(name)s = api;
const saved = localStorage.getItem("%(name)s");
if (saved) api.loadFromJSON(JSON.parse(saved), "");
window.errors = [];
window.told = (key) => api.cmi && String(%(get)s);
window.close_it = () => { document.querySelector("iframe").remove(); };
window.keep = () => localStorage.setItem("%(name)s", JSON.stringify(api.renderCMIToJSONObject()));
</script><iframe src="/course/index.html" width="900" height="700"></iframe>"""
KINDS: dict[str, dict[str, str]] = {
    "scorm-1.2": {"script": "scorm12.js", "api": "Scorm12API", "name": "API", "get": "api.lmsGetValue(key)"},
    "scorm-2004": {
        "script": "scorm2004.js",
        "api": "Scorm2004API",
        "name": "API_1484_11",
        "get": "api.lmsGetValue(key)",
    },
}
STATUS = {
    "scorm-1.2": ("cmi.core.lesson_status", "cmi.core.lesson_status", "cmi.core.score.raw", "cmi.core.lesson_location"),
    "scorm-2004": ("cmi.completion_status", "cmi.success_status", "cmi.score.raw", "cmi.location"),
}
IN_COURSE = "(() => { const page = document.querySelector('iframe').contentDocument; return (%s); })()"
RIGHT = {"k1": "a", "k2": "b", "k3": "true", "k4": "false", "k5": "luna", "k6": "The <Moon>", "k7": "2.0"}
ANSWER = """(answers) => {
  const page = document.querySelector("iframe").contentDocument;
  const form = page.querySelector("form");
  Object.values(answers).forEach((answer, place) => {
    const fields = [...form.querySelectorAll(`[name=check-${place}]`)];
    if (fields[0].type === "text") fields[0].value = answer;
    else fields.find((field) => field.value === answer).click();
  });
  form.requestSubmit();
  return form.querySelector(".outcome").textContent;
}"""


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


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(params=list(KINDS))
def lms(request: pytest.FixtureRequest, tools: Tools, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The name of the format, and the address of an LMS that plays its package."""
    name = request.param
    for file, written in unzipped(FORMATS[name].write(course())).items():
        path = tmp_path / "course" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
    script = KINDS[name]["script"]
    (tmp_path / script).write_bytes((tools.node_modules / "scorm-again" / "dist" / script).read_bytes())
    (tmp_path / "index.html").write_text(LMS % KINDS[name])
    with serving(tmp_path) as url:
        yield name, url


async def opened(page: Page, url: str) -> None:
    await page.open(url)
    await page.until("() => " + IN_COURSE % "page && !!page.querySelector('main h2')")


async def told(page: Page, name: str) -> tuple[Any, ...]:
    """Completion, success, score and place, as the LMS has them."""
    return tuple([await page.evaluate("(key) => told(key)", key) for key in STATUS[name]])


async def test_failing_resuming_and_passing(chromium: Browser, lms: tuple[str, str]) -> None:
    name, url = lms
    old = name == "scorm-1.2"
    page = await chromium.page()
    await opened(page, url)
    assert await told(page, name) == (("incomplete", "incomplete") if old else ("incomplete", "unknown")) + ("", "1.1")
    shown = "page.querySelector('main img').naturalWidth"
    await page.until("() => " + IN_COURSE % shown)
    assert await page.evaluate("() => " + IN_COURSE % "page.querySelectorAll('math').length") > 0

    wrong = RIGHT | {"k1": "b", "k2": "a", "k3": "false"}
    assert "try again" in await page.evaluate(ANSWER, wrong)
    said = await page.evaluate("() => " + IN_COURSE % "page.querySelector('#check-4-told').textContent")
    assert "Right" in said
    assert "The answer" not in await page.evaluate("() => " + IN_COURSE % "page.querySelector('main').textContent")
    status, success, score, _ = await told(page, name)
    assert (status, score) == ("incomplete", "28.57")
    assert await page.evaluate("() => " + IN_COURSE % "page.querySelectorAll('nav li button')[1].textContent") == (
        "2.1 Flood (closed)"
    )

    assert "complete" in await page.evaluate(ANSWER, RIGHT)
    assert (await told(page, name))[2] == "50"
    await page.evaluate("() => " + IN_COURSE % "page.querySelectorAll('nav li button')[1].click()")
    await page.until(f"() => told('{STATUS[name][3]}') === '2.1'")
    assert "try again" in await page.evaluate(ANSWER, wrong)
    status, success, score, _ = await told(page, name)
    assert (status, success) == (("failed", "failed") if old else ("incomplete", "failed"))

    await page.evaluate("() => close_it()")
    await page.until("() => api.isTerminated()")
    await page.evaluate("() => keep()")
    await opened(page, url)
    place = "page.querySelector('main h2').textContent"
    assert await page.evaluate("() => " + IN_COURSE % place) == "2.1 Flood"
    assert await page.evaluate("() => " + IN_COURSE % "page.querySelectorAll('nav li button')[0].textContent") == (
        "1.1 Pull (complete)"
    )
    await page.evaluate(ANSWER, RIGHT)
    status, success, score, _ = await told(page, name)
    assert (status, success, score) == (("passed", "passed") if old else ("completed", "passed")) + ("100",)
    assert "100 % complete" in await page.evaluate("() => " + IN_COURSE % "page.querySelector('#progress').textContent")


async def test_all_of_it_by_keyboard(chromium: Browser, lms: tuple[str, str]) -> None:
    """Tab, arrows, letters and Enter reach every control in its order, and the focus follows what is shown."""
    page = await chromium.page()
    await page.open(f"{lms[1]}/course/index.html")
    await page.until("() => !!document.querySelector('main h2')")
    assert await page.evaluate("() => document.activeElement.tagName") == "H2"
    focused = "() => document.activeElement.name || document.activeElement.textContent"

    async def press(key: str, code: int = 0, text: str = "") -> None:
        for kind in ("keyDown", "keyUp"):
            await page.command(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, text=text
            )

    reached = []
    for _ in range(40):
        await press("Tab", 9)
        reached.append(await page.evaluate(focused))
        if reached[-1] == "Next":
            break
    assert [each for each in reached if each.startswith("check-")] == [f"check-{place}" for place in range(7)]
    assert reached[-2:] == ["Send answers", "Next"]
    await press("Enter", 13, "\r")
    await page.until("() => document.querySelector('main h2').textContent.startsWith('2.1')")
    assert await page.evaluate("() => document.activeElement.tagName") == "H2"
