"""The page at /docs: from here alone, under a policy that would not let it do more."""

import re
from html.parser import HTMLParser

import httpx
import pytest

from api.openapi import reference
from api.operators import codec_page
from tests.api.people import Town


class Page(HTMLParser):
    """What a page loads, and what of it a strict policy would not run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.inline: list[str] = []
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.loads += [given[name] or "" for name in ("src", "href") if name in given and tag != "a"]
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        self._inside = tag if tag in ("script", "style") else ""

    def handle_data(self, data: str) -> None:
        if self._inside and data.strip():
            self.inline.append(data)


async def shown(town: Town, **headers: str) -> httpx.Response:
    answer = await town.anybody.get("/docs", headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    return answer


async def test_everything_that_the_page_loads_is_served_from_here(town: Town) -> None:
    page = Page((await shown(town)).text)
    assert page.inline == []
    assert len(page.loads) == 3
    for address in page.loads:
        assert not re.match(r"[a-z]+:|//", address)
        answer = await town.anybody.get(f"/{address}")
        assert answer.status_code == 200
        assert (
            answer.headers["content-type"].partition(";")[0]
            == {"js": "text/javascript", "css": "text/css"}[address.rpartition(".")[2]]
        )
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_its_policy_is_strict(town: Town) -> None:
    policy = (await shown(town)).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    for forbidden in ("unsafe", "http", "*", "cdn"):
        assert forbidden not in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in codec_page.PAGE_HEADERS["Content-Security-Policy"]


async def test_files_with_a_version_are_kept_and_the_others_are_asked_for(town: Town) -> None:
    for name, kept in ((reference.SCRIPT, True), (reference.STYLE, True), (reference.OWN, False)):
        first = await town.anybody.get(f"/docs/{name}", headers={"Accept-Encoding": "identity"})
        assert ("immutable" in first.headers["cache-control"]) is kept
        again = await town.anybody.get(f"/docs/{name}", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        small = await town.anybody.get(f"/docs/{name}", headers={"Accept-Encoding": "gzip"})
        assert (small.headers["content-encoding"], small.content) == ("gzip", first.content)
        assert first.content == (reference.FOLDER / name).read_bytes()


async def test_without_scripts_every_call_is_named(town: Town) -> None:
    page = (await shown(town)).text
    described = (await town.anybody.get("/api/openapi.json")).json()
    for path, operations in described["paths"].items():
        for method in operations:
            assert f"<code>{method.upper()} {path}</code>" in page


@pytest.mark.parametrize("name", ["LICENSE", "../app.py", "%2e%2e/app.py", "reference.py", ""])
async def test_nothing_else_is_served(town: Town, name: str) -> None:
    assert (await town.anybody.get(f"/docs/{name}")).status_code in (404, 307)


async def test_the_document_is_known_by_its_tag(town: Town) -> None:
    first = await town.anybody.get("/api/openapi.json")
    again = await town.anybody.get("/api/openapi.json", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
