"""The files of `web/` as they are served: all below one address that names their contents, and the page that begins."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path, PurePosixPath

from api.http.static_files import ALWAYS_ASKED_FOR, FOR_EVER, Served

FOLDER = Path(__file__).parents[2] / "web"
EARLY, START = "app/early.js", "app/main.js"
"""What begins as soon as its own modules are there, and the rest."""
MODULES = (".js", ".mjs")
STYLES = "styles.css"
"""All style sheets that `index.html` names, in its order, so that a page waits for one answer."""
WORKER = "worker.js"
ROUTES = "app/routes.js"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""What is served, by the end of its name; anything else in the folder is not, nor are these:"""
NOT_SERVED = {"jsconfig.json", "vendor/manifest.json"}
ADDRESS, PRELOADS, FILES = "%assets%", "<!-- preloads -->", "%files%"
"""What `index.html` and the worker have where the address of the files, the list of modules that the first page needs,
and that of the files that a learner needs offline, belong."""
NOT_OFFLINE = ("app/studio/", "app/desk/", "messages/findings/", WORKER)
_SHEET = re.compile(rf'<link rel="stylesheet" href="{ADDRESS}/([^"]+)"(?: media="(\w+)")?>\n')
_IMPORT_MAP = re.compile(r'<script type="importmap">(.*?)</script>', re.DOTALL)
_IMPORT = re.compile(r"""\b(?:from|import)\s*["']([^"'\s]+)["']""")
_LOADER = re.compile(r'const (\w+) = \(\) => import\("([^"]+)"\)')
_ROUTE = re.compile(r'\{ path: "([^"]+)", for: "\w+", load: (?:\(\) => import\("([^"]+)"\)|(\w+)) \}')


@dataclass(frozen=True)
class Site:
    """`digest` names the contents of all files: 16 hexadecimal digits. `policy` is the page's CSP.

    `worker` lets the reader's pages open offline: the service worker, which names the files of this digest. `pages`
    has, by the pattern of its address (`/courses/:id`), the document of each page, which names its modules beside those
    of the start.
    """

    digest: str
    files: Mapping[str, Served]
    index: Served
    worker: Served
    policy: str
    pages: Mapping[str, Served]

    def document(self, path: str) -> Served:
        """The document at an address of a page."""
        return next((page for pattern, page in self.pages.items() if _is_at(pattern, path)), self.index)


def read_site(folder: Path = FOLDER) -> Site:
    """All files of the folder. Raises ValueError where the page has no import map, OSError where it is not there."""
    contents = dict(_contents(folder))
    page = _join_styles((folder / "index.html").read_text(encoding="utf-8"), contents)
    digest = _digest(contents | {"index.html": page.encode()})
    page = page.replace(ADDRESS, f"/assets/{digest}")
    found = _IMPORT_MAP.search(page)
    if found is None:
        raise ValueError(f"{folder / 'index.html'} has no import map")
    names = {
        name: address.removeprefix(f"/assets/{digest}/")
        for name, address in json.loads(found.group(1))["imports"].items()
    }

    imports = dict(_imports(contents, names))
    early = needed(imports, EARLY)

    def document(modules: Iterable[str]) -> Served:
        """What the early ones ask the server for goes before the rest of the modules."""
        later = {name: "" if name in early else ' fetchpriority="low"' for name in modules}
        preloads = "\n".join(
            f'<link rel="modulepreload" href="/assets/{digest}/{name}"{low}>' for name, low in later.items()
        )
        return Served(page.replace(PRELOADS, preloads).encode(), "text/html; charset=utf-8", ALWAYS_ASKED_FOR)

    first = list(dict.fromkeys([*early, *needed(imports, START)]))
    return Site(
        digest=digest,
        files={name: Served(body, MEDIA_TYPES[Path(name).suffix], FOR_EVER) for name, body in contents.items()},
        index=document(first),
        worker=Served(_worker(contents, digest), MEDIA_TYPES[".js"], ALWAYS_ASKED_FOR),
        policy=_policy(found.group(1)),
        pages={pattern: document([*first, *more]) for pattern, more in _pages(contents, imports, first)},
    )


def _join_styles(page: str, contents: dict[str, bytes]) -> str:
    """The page with one style sheet in the place of all that it names, which takes theirs in `contents` too."""
    sheets = _SHEET.findall(page)
    texts = [(media, contents.pop(name).decode()) for name, media in sheets]
    contents[STYLES] = "".join(f"@media {media} {{\n{text}}}\n" if media else text for media, text in texts).encode()
    one = f'<link rel="stylesheet" href="{ADDRESS}/{STYLES}">\n'
    return _SHEET.sub("", page).replace(PRELOADS, f"{one}{PRELOADS}")


def _imports(contents: Mapping[str, bytes], names: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Of each module: those of the site that it imports before it runs; `names` are those of the import map."""
    for module, body in contents.items():
        if module.endswith(MODULES):
            paths = (names.get(name) or _beside(module, name) for name in _IMPORT.findall(body.decode()))
            yield module, [path for path in paths if path in contents and path.endswith(MODULES)]


def needed(imports: Mapping[str, Sequence[str]], start: str) -> list[str]:
    """The modules that `start` imports, and those imports, itself first; `imports` has those of each module."""
    found = dict.fromkeys([start])
    waiting = [start]
    while waiting:
        new = [path for path in imports[waiting.pop(0)] if path not in found]
        found |= dict.fromkeys(new)
        waiting += dict.fromkeys(new)
    return list(found)


def _pages(
    contents: Mapping[str, bytes], imports: Mapping[str, Sequence[str]], first: Sequence[str]
) -> Iterator[tuple[str, list[str]]]:
    """Of each line of the table of pages: its address as a pattern, and what its module needs beside the `first`."""
    table = contents.get(ROUTES, b"").decode()
    loaders = dict(_LOADER.findall(table))
    for path, module, loader in _ROUTE.findall(table):
        wanted = needed(imports, _beside(ROUTES, module or loaders[loader]))
        yield path, [name for name in wanted if name not in first]


def _is_at(pattern: str, path: str) -> bool:
    """Whether the path has as many parts, each the same or any where the pattern has `:name`."""
    parts = list(zip_longest(pattern.split("/"), path.split("/"), fillvalue=""))
    return all(part == wanted or (wanted.startswith(":") and part != "") for wanted, part in parts)


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in MEDIA_TYPES and path.is_file() and name not in NOT_SERVED:
            yield name, path.read_bytes()


def _worker(contents: Mapping[str, bytes], digest: str) -> bytes:
    offline = [name for name in contents if not name.startswith(NOT_OFFLINE)]
    text = contents.get(WORKER, b"").decode()
    return text.replace(ADDRESS, f"/assets/{digest}").replace(FILES, " ".join(offline)).encode()


def _digest(contents: Mapping[str, bytes]) -> str:
    """Of names and contents, each with its length, so that no two folders look alike."""
    whole = hashlib.sha256()
    for name, body in sorted(contents.items()):
        whole.update(f"{len(name)} {name} {len(body)} ".encode() + body)
    return whole.hexdigest()[:16]


def _policy(import_map: str) -> str:
    """Everything from here and nothing inline, but the one import map, by its hash."""
    digest = base64.b64encode(hashlib.sha256(import_map.encode()).digest()).decode()
    return (
        f"default-src 'self'; script-src 'self' 'sha256-{digest}'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _beside(module: str, name: str) -> str:
    parts: list[str] = []
    for part in (PurePosixPath(module).parent / name).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
