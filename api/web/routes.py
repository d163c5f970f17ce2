"""The pages: one document for every address of theirs, which the modules of `web/` then tell apart."""

from fastapi import APIRouter, Request, Response

from api.http.etags import IfNoneMatch
from api.http.problems import not_found
from api.http.static_files import AcceptEncoding
from api.web.site import FOLDER, Site, read_site

PAGES = ("sign-in", "register", "reset", "confirm", "shared", "courses", "learn", "account", "studio", "desk")
"""What addresses of pages begin with; `web/app/routes.js` says what is shown at each."""

UNLISTED = ("/shared/", "/reset", "/confirm", "/sign-in")
"""Pages that are opened by a link of one's own, which no search engine shows."""


def create_routers(look_again: bool = False) -> tuple[APIRouter, APIRouter]:
    """The route of the files, to be looked for first since a page asks for dozens of them; the routes of the pages.

    With `look_again` the files are read anew with a page when one has changed, for who works on them. Raises OSError or
    ValueError where `web/` cannot be served.
    """
    files, pages = APIRouter(include_in_schema=False), APIRouter(include_in_schema=False)
    sites = _Sites(look_again)

    async def show_page(request: Request, if_none_match: IfNoneMatch, accept_encoding: AcceptEncoding = "") -> Response:
        site = sites.now()
        answer = site.document(request.url.path).answer(if_none_match, accept_encoding)
        answer.headers["Content-Security-Policy"] = site.policy
        answer.headers["Referrer-Policy"] = "no-referrer"
        if request.url.path.startswith(UNLISTED):
            answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    for path in ("/", *(f"/{name}" for name in PAGES), *(f"/{name}/{{rest:path}}" for name in PAGES)):
        pages.add_api_route(path, show_page, methods=["GET"])

    @pages.get("/worker.js")
    async def read_worker(if_none_match: IfNoneMatch, accept_encoding: AcceptEncoding = "") -> Response:
        answer = sites.now().worker.answer(if_none_match, accept_encoding)
        answer.headers["Content-Security-Policy"] = "default-src 'self'"
        return answer

    @files.get("/assets/{digest}/{name:path}")
    async def read_asset(
        digest: str, name: str, if_none_match: IfNoneMatch, accept_encoding: AcceptEncoding = ""
    ) -> Response:
        site = sites.last
        if digest != site.digest or name not in site.files:
            raise not_found("file")
        return site.files[name].answer(if_none_match, accept_encoding)

    return files, pages


class _Sites:
    """The site as it was at the start, or as the files are now."""

    def __init__(self, look_again: bool) -> None:
        self._look_again = look_again
        self._stamp = _stamp()
        self.last = read_site()

    def now(self) -> Site:
        if self._look_again and (stamp := _stamp()) != self._stamp:
            self._stamp, self.last = stamp, read_site()
        return self.last


def _stamp() -> tuple[int, int]:
    times = [path.stat().st_mtime_ns for path in FOLDER.rglob("*")]
    return len(times), max(times, default=0)
