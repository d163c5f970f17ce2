"""An LMS of another project that plays a package in Chromium, and what it was told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from playwright.async_api import FrameLocator, Page, expect

from exports.course import ExportedCourse
from exports.formats import FORMATS
from tests.exports.outside.tools import Tools
from tests.exports.packages_read import unzipped

PAGE = """<!doctype html><meta charset="utf-8"><title>LMS</title><script src="/%(script)s"></script><script>
const api = new %(api)s({ autocommit: false, logLevel: 5 });
window.%(name)s = api;
const saved = localStorage.getItem("%(name)s");
if (saved) api.loadFromJSON(JSON.parse(saved), "");
window.told = (key) => api.cmi && String(api.lmsGetValue(key));
window.keep = () => localStorage.setItem("%(name)s", JSON.stringify(api.renderCMIToJSONObject()));
window.close_it = () => { document.querySelector("iframe").remove(); };
window.worker = navigator.serviceWorker.register("/lms.js").then(() => navigator.serviceWorker.ready);
</script><iframe src="/course/index.html" width="1200" height="900"></iframe>"""
WORKER = """
addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open("lms").then((cache) => cache.addAll(["/", "/%(script)s"])));
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  event.respondWith(fetch(event.request).catch(() => caches.open("lms").then((cache) => cache.match(event.request))));
});
"""
"""The LMS's own, so that its page is there without a network. It has none of the package's files."""
KINDS: dict[str, dict[str, str]] = {
    "scorm-1.2": {"script": "scorm12.js", "api": "Scorm12API", "name": "API"},
    "scorm-2004": {"script": "scorm2004.js", "api": "Scorm2004API", "name": "API_1484_11"},
}
STATUS = {
    "scorm-1.2": ("cmi.core.lesson_status", "cmi.core.lesson_status", "cmi.core.score.raw", "cmi.core.lesson_location"),
    "scorm-2004": ("cmi.completion_status", "cmi.success_status", "cmi.score.raw", "cmi.location"),
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


class Site:
    """A folder that is served until `stop`, which takes the network away from whoever asks."""

    def __init__(self, folder: Path) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Lms(NamedTuple):
    """An LMS that plays a package of the format `name`."""

    name: str
    site: Site

    @property
    def is_old(self) -> bool:
        return self.name == "scorm-1.2"

    async def told(self, page: Page) -> tuple[Any, ...]:
        """Completion, success, score and place, as the LMS has them."""
        return tuple([await page.evaluate("(key) => told(key)", key) for key in STATUS[self.name]])

    async def opened(self, page: Page) -> FrameLocator:
        """The package in its frame, with a section to be seen."""
        await page.goto(self.site.url)
        frame = page.frame_locator("iframe")
        await expect(frame.locator("main h1")).to_be_visible()
        return frame

    async def closed(self, page: Page) -> None:
        """The window of the package is closed, and the LMS has kept what it was told."""
        await page.evaluate("() => close_it()")
        await page.wait_for_function("() => api.isTerminated()")
        await page.evaluate("() => keep()")


@contextmanager
def playing(name: str, course: ExportedCourse, tools: Tools, folder: Path) -> Iterator[Lms]:
    """An LMS with the course in the format `name`, in an empty folder."""
    for file, written in unzipped(FORMATS[name].written(course)).items():
        path = folder / "course" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
    script = KINDS[name]["script"]
    (folder / script).write_bytes((tools.node_modules / "scorm-again" / "dist" / script).read_bytes())
    (folder / "index.html").write_text(PAGE % KINDS[name])
    (folder / "lms.js").write_text(WORKER % KINDS[name])
    site = Site(folder)
    try:
        yield Lms(name, site)
    finally:
        site.stop()
