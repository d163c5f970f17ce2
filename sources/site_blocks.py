"""Blocks that generators write without braces or fences: boxes between slashes (MkDocs), code that another file has
(MkDocs, VitePress, DocFX), and pictures and columns of DocFX.

Boxes between slashes become boxes between colons; code that is elsewhere becomes a listing with nothing in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.drafts import LeftOut
from sources.roles import role_named

NOT_HERE = "…"
"""All that a listing holds whose lines stand in another file."""
LISTING_FENCE = "`" * 8
TAB_INDENT = 4
QUOTES = "\"'"
_FENCE = re.compile(r" {0,12}(?:[-*+>] {1,3})?(`{3,}|~{3,})")
_SLASHES = re.compile(
    r" {0,12}/{3,8}(?: {0,3}(?P<name>[a-z][\w-]{1,30}))?(?: {0,3}\|\s{0,3}(?P<title>[^\n]{0,200}))?\s{0,9}"
)
_CODE_ELSEWHERE = re.compile(
    r"\s{0,12}(?:\{\*\s[^{}\n]{1,300}\*\}|<<<\s?[@.~/][^\n]{1,300}|:{3}\s?code\b[^\n]{0,400}:{3}|"
    r"\[!code(?:-\w{1,20})?\s?\[[^\[\]\n]{0,100}\]\([^()\n]{1,300}\)\])\s{0,9}"
)
_TEXT_ELSEWHERE = re.compile(r"\s{0,12}\[!INCLUDE\s?\[[^\[\]\n]{0,200}\]\([^()\n]{1,300}\)\]\s{0,9}", re.IGNORECASE)
_CLOSED_COLONS = re.compile(r"\s{0,12}:{3}\s?(?P<name>[A-Za-z][\w-]{1,30})(?:\s[^\n]{0,500})?:{3}\s{0,9}")
_TAB = re.compile(r"(?P<indent> {0,40})={3}[+!]? ?[\"'][^\"'\n]{1,120}[\"']\s{0,9}")
_KEYS = re.compile(r"(?<![\w+`])\+\+(?=[a-z\d\"'])([a-z\d][a-z\d+_-]{0,40}|[\"'][^\"'\n]{1,40}[\"'])\+\+(?![\w+])")
"""Keys to press, of MkDocs."""
_DOC_LINK = re.compile(
    r"\{@(?:link|linkplain|see)\s{1,3}(?P<type>[\w.$]{1,200})?(?:#(?P<member>\w{1,80})(?:\([^(){}\n]{0,300}\))?)?"
    r"(?:\s{1,3}(?P<label>[^{}\n]{1,200}))?\}"
)
"""A reference of Javadoc."""
_COMPONENT = re.compile(r"\s{0,12}<(?P<end>/?)(?P<name>[A-Z]\w{2,30})(?:\s[^<>\n]{0,300})?>\s{0,9}")
_COMPONENTS = {
    "challenges": "exercise",
    "hint": "solution",
    "solution": "solution",
    "recap": "keypoints",
    "youwilllearn": "objectives",
    "pitfall": "callout",
    "deepdive": "callout",
}
"""Boxes that authors of MDX call by names of their own, and what they are."""
_MDX_COMMENT = re.compile(r"\s?\{/\*(?:(?!\*/\}).){0,400}\*/\}")
_PICTURES = frozenset({"image", "video"})
_LAYOUT = frozenset("tab tabs html div define columns column figure caption figure-caption table-caption".split())
"""Names of boxes that only set what stands in them."""
_SIGNS = ("{/*", "</", "///", "{*", "<<<", ":::", "[!", "===", "++", "{@")


def with_plain_boxes(text: str, left_out: LeftOut) -> str:
    """The text with such blocks in the form that the Markdown parser knows; what other files have is counted."""
    if not any(sign in text for sign in _SIGNS):
        return text
    lines = without_doc_links(text).split("\n")
    lines = list(_without_tabs(lines)) if "===" in text else lines
    has_boxes = any(_closes(line) for line in lines)
    fence = ""
    written: list[str] = []
    for line in lines:
        mark = _FENCE.match(line)
        if mark and (not fence or (mark[1].startswith(fence) and not line.strip(" >-*+").strip(mark[1][0]))):
            fence = "" if fence else mark[1]
        if fence or mark:
            written.append(line)
        else:
            written += _plain(line, left_out, has_boxes)
    return "\n".join(written)


def _closes(line: str) -> bool:
    found = _SLASHES.fullmatch(line)
    return found is not None and not found["name"] and not found["title"]


def _plain(line: str, left_out: LeftOut, has_boxes: bool) -> Iterator[str]:
    line = _MDX_COMMENT.sub("", line)
    slashes = _SLASHES.fullmatch(line) if has_boxes else None
    component = _COMPONENT.fullmatch(line)
    role = _role_of(component["name"]) if component else None
    colons = _CLOSED_COLONS.fullmatch(line)
    if slashes and (slashes["name"] or not slashes["title"]):
        yield from _box(slashes)
    elif component and role:
        yield from ("", ":::" if component["end"] else f"::: {role}", "")
    elif _CODE_ELSEWHERE.fullmatch(line):
        left_out.add("include", line.strip())
        yield from ("", LISTING_FENCE, NOT_HERE, LISTING_FENCE, "")
    elif _TEXT_ELSEWHERE.fullmatch(line):
        left_out.add("include", line.strip())
    elif colons:
        if colons["name"].lower() in _PICTURES:
            left_out.add("picture" if colons["name"].lower() == "image" else "video", line.strip())
        yield ""
    else:
        yield _KEYS.sub(lambda found: f"`{found[1].strip(QUOTES)}`", line)


def without_doc_links(text: str) -> str:
    """The text with references of Javadoc as the names that they show; one alone on its line stands for a listing."""
    if "{@" not in text:
        return text
    return "\n".join(_without_doc_links(line) for line in text.split("\n"))


def _without_doc_links(line: str) -> str:
    return NOT_HERE if _DOC_LINK.fullmatch(line.strip()) else _DOC_LINK.sub(_named, line)


def _named(found: re.Match[str]) -> str:
    if found["label"]:
        return found["label"].strip()
    kind = (found["type"] or "").rpartition(".")[2]
    name = ".".join(part for part in (kind, found["member"]) if part)
    return f"`{name}`" if name else ""


def _without_tabs(lines: list[str]) -> Iterator[str]:
    """The lines without the titles of tabs, and what stands in a tab set in no deeper than its title."""
    open_tabs: list[int] = []
    fence = ""
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        while line.strip() and open_tabs and indent < open_tabs[-1] + TAB_INDENT:
            open_tabs.pop()
        mark = _FENCE.match(line.lstrip(" "))
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        tab = None if fence else _TAB.fullmatch(line)
        if tab:
            yield ""
            open_tabs.append(len(tab["indent"]))
        else:
            yield line[min(indent, TAB_INDENT * len(open_tabs)) :]


def _role_of(component: str) -> str | None:
    """The box that a component of MDX is; None if it is none."""
    name = component.lower()
    return _COMPONENTS.get(name) or (name if role_named(name) else None)


def _box(slashes: re.Match[str]) -> Iterator[str]:
    """The line that opens or closes a box; the title of one stands in it."""
    name = slashes["name"]
    if not name:
        yield from ("", ":::", "")
        return
    role = name if role_named(name) else "group" if name in _LAYOUT else "callout"
    yield from ("", f"::: {role}", "")
    title = (slashes["title"] or "").strip()
    if title and role != "group":
        yield from (f"**{title}**", "")
