"""The pages as they are served: one document, files that are kept for good, and a policy that runs nothing else."""

import base64
import hashlib
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.web.routes import PAGES
from api.web.site import FOLDER, STYLES, Site, read_site
from settings import Settings


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The application without anything behind it: what is served here needs neither database nor Temporal."""
    app = create_app(Settings(database_url="postgresql://nobody@127.0.0.1:1/none", data_dir=tmp_path, local_mode=True))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.parametrize("path", ["/", *(f"/{name}" for name in PAGES), "/studio/courses/1/sections/2", "/courses/x"])
async def test_every_address_of_a_page_gives_the_one_document(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.content == read_site().document(path).body
    is_listed = "x-robots-tag" not in answer.headers
    assert is_listed == (path not in ("/sign-in", "/reset", "/confirm"))
    again = await browser.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_no_search_engine_shows_what_is_behind_a_link(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/shared/abcdefghijklmnopqrstuvwxyz")
    assert (answer.status_code, answer.headers["x-robots-tag"]) == (200, "noindex, nofollow")


@pytest.mark.parametrize("path", ["/api/nothing", "/api", "/nothing", "/web/index.html", "/studios", "/assets/x/y.js"])
async def test_anything_else_stays_a_problem(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_the_policy_lets_the_import_map_in_and_nothing_else_inline(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/")
    page, policy = answer.text, answer.headers["content-security-policy"]
    (inline,) = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'self'; ")
    assert "img-src 'self' data:;" in policy
    assert not re.search(r"unsafe|https?:|\*", policy)
    assert not re.search(r"<style|\sstyle=|\son\w+=|//", page.replace("//# ", ""))


async def test_what_the_document_names_is_there_and_kept_for_good(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/")).text
    named = set(re.findall(r'"(/assets/[^"]+)"', page))
    assert any(name.endswith("/app/main.js") for name in named)
    joined = read_site().files[STYLES].body
    for name in sorted(named):
        answer = await browser.get(name, headers={"Accept-Encoding": "identity"})
        assert answer.status_code == 200, name
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["x-content-type-options"] == "nosniff"
        file = name.split("/", 3)[3]
        assert answer.content == (joined if file == STYLES else (FOLDER / file).read_bytes())
        again = await browser.get(name, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        small = await browser.get(name, headers={"Accept-Encoding": "gzip"})
        assert (small.headers["content-encoding"], small.content) == ("gzip", answer.content)


async def test_the_worker_keeps_what_a_learner_needs_and_is_always_asked_for(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/worker.js")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert answer.headers["content-security-policy"] == "default-src 'self'", "a sandbox would have no caches"
    (assets,) = re.findall(r'const ASSETS = "([^"]+)"', answer.text)
    (named,) = re.findall(r'const FILES = "([^"]+)"', answer.text)
    files = named.split()
    assert assets == f"/assets/{read_site().digest}"
    assert {"app/main.js", "app/learner/reader.js", "app/lib/offline.js", "messages/de.json"} <= set(files)
    assert not [name for name in files if name.startswith(("app/studio/", "app/desk/"))]
    for name in files:
        assert (await browser.get(f"{assets}/{name}")).status_code == 200, name


async def test_another_address_than_that_of_these_contents_has_no_files(browser: httpx.AsyncClient) -> None:
    digest = read_site().digest
    for path in (
        f"/assets/{'0' * 16}/app/main.js",
        f"/assets/{digest}/index.html",
        f"/assets/{digest}/vendor/fetch.py",
    ):
        assert (await browser.get(path)).status_code == 404
    for path in (f"/assets/{digest}/%2e%2e/settings.py", f"/assets/{digest}/../../settings.py"):
        assert (await browser.get(path)).status_code == 404


def test_the_address_names_every_file_and_its_contents(tmp_path: Path) -> None:
    for name in ("index.html", "app/early.js", "app/main.js", "app/other.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('<script type="importmap">{"imports": {}}</script>' if "html" in name else "")
    seen = {read_site(tmp_path).digest}
    for name, text in (("app/other.js", "1"), ("app/third.js", ""), ("index.html", None)):
        path = tmp_path / name
        path.write_text(path.read_text() + " " if text is None else text)
        seen.add(read_site(tmp_path).digest)
    (tmp_path / "app/other.js").rename(tmp_path / "app/another.js")
    seen.add(read_site(tmp_path).digest)
    assert len(seen) == 5


def test_the_first_page_is_told_all_modules_that_it_needs() -> None:
    page = read_site().index.body.decode()
    loaded = re.findall(r'<link rel="modulepreload" href="/assets/[^/]+/([^"]+)"', page)
    assert loaded[0] == "app/early.js"
    assert loaded.index("app/lib/session.js") < loaded.index("app/main.js"), "what an answer is needed for comes first"
    assert {"app/shell.js", "app/lib/session.js", "vendor/preact/preact.mjs", "vendor/htm/htm.mjs"} <= set(loaded)
    assert not [name for name in loaded if name.startswith("app/studio/")], "what one page needs waits for it"


def preloaded(path: str, site: Site | None = None) -> list[str]:
    document = (site or read_site()).document(path)
    return re.findall(r'modulepreload" href="/assets/[^/]+/([^"]+)"', document.body.decode())


def test_a_page_is_told_the_modules_that_it_needs_beside_those_of_the_start() -> None:
    first = preloaded("/studio/nowhere")
    modules = preloaded("/studio/courses/1/sections/2")
    assert modules[: len(first)] == first
    assert len(modules) == len(set(modules)), "once is enough"
    assert {"app/studio/editor.js", "app/studio/section_editor.js", "app/parts/fields.js"} <= set(modules)
    assert "app/learner/reader.js" in preloaded("/learn/1/2")
    page = read_site().document("/learn/1/2").body.decode()
    assert page.index("importmap") < page.index("modulepreload"), "a module that comes first knows no bare names"


def test_every_address_in_the_table_of_pages_is_served_with_its_modules() -> None:
    table = (FOLDER / "app" / "routes.js").read_text()
    paths = re.findall(r'path: "(/[^"]*)", for', table)
    assert {path.split("/")[1] for path in paths} - {""} <= set(PAGES)
    site = read_site()
    fewest = len(preloaded("/nowhere", site))
    assert [path for path in paths if len(preloaded(path.replace(":", ""), site)) <= fewest] == []


def test_libraries_are_those_of_their_manifest() -> None:
    folder = FOLDER / "vendor"
    packages = json.loads((folder / "manifest.json").read_text())["packages"]
    known = {file["path"]: file["sha256"] for package in packages for file in package["files"]}
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert there.keys() - known.keys() == {"manifest.json", "fetch.py"}
    for name, digest in known.items():
        assert hashlib.sha256(there[name].read_bytes()).hexdigest() == digest, name
    assert all(package["version"] and package["licence"] for package in packages)


def test_no_module_has_markup_that_the_policy_forbids_or_asks_others() -> None:
    for path in (FOLDER / "app").rglob("*.js"):
        text = path.read_text()
        assert not re.search(r"\sstyle=|\beval\(|new Function|https?://", text), path


async def test_all_styles_come_in_one_answer_in_their_order(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/")).text
    [address] = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page)
    styles = (await browser.get(address)).text
    places = []
    for path in (FOLDER / "styles").glob("*.css"):
        assert path.read_text() in styles, path
        places.append((styles.index(path.read_text()), path.stem))
    assert [name for _, name in sorted(places)] == ["tokens", "base", "parts", "studio", "learner", "print"]
    assert "@media print {\n" + (FOLDER / "styles" / "print.css").read_text() + "}" in styles
