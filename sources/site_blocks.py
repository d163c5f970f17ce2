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
_PICTURES = frozenset({"image", "video"})
_LAYOUT = frozenset("tab tabs html div define columns column figure caption figure-caption table-caption".split())
"""Names of boxes that only set what stands in them."""
_SIGNS = ("///", "{*", "<<<", ":::", "[!")


def with_plain_boxes(text: str, left_out: LeftOut) -> str:
    """The text with such blocks in the form that the Markdown parser knows; what other files have is counted."""
    if not any(sign in text for sign in _SIGNS):
        return text
    lines = text.split("\n")
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
    slashes = _SLASHES.fullmatch(line) if has_boxes else None
    colons = _CLOSED_COLONS.fullmatch(line)
    if slashes and (slashes["name"] or not slashes["title"]):
        yield from _box(slashes)
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
        yield line


def _box(slashes: re.Match[str]) -> Iterator[str]:
    """The line that opens or closes a box; the title of one stands in it."""
    name = slashes["name"]
    if not name:
        yield from ("", ":::", "")
        return
    role = name if role_named(name) else "group" if name in _LAYOUT else "callout"
    yield from ("", f"::: {role}", "")
    if title := (slashes["title"] or "").strip():
        yield from (f"**{title}**", "")
