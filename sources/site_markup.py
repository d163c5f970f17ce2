"""Markup of site generators in Markdown (Hugo, Jekyll, mdBook, MkDocs, GitBook, Docusaurus): converted, or named.

Only a generator can fill a shortcode or include a file. What it wraps is read; what it would bring is left out and
counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.drafts import LeftOut
from sources.roles import role_in
from sources.site_blocks import LISTING_FENCE, with_plain_boxes
from sources.site_blocks import NOT_HERE as NOT_HERE

_FENCE = re.compile(r" {0,12}(?:[-*+>] {1,3})?(`{3,}|~{3,})")
_TOML = re.compile(r"\A\ufeff?\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?", re.MULTILINE | re.DOTALL)
_CODE_SPAN = r"(?P<code>(?<!`)(?P<ticks>`{1,3})(?!`)[^`\n]{1,400}(?P=ticks)(?!`))"
_TAG = re.compile(
    _CODE_SPAN
    + r"|\{\{[<%](?P<hugo>[^{}\n]{0,400})[%>]\}\}|\{%-?(?P<liquid>[^{}\n]{0,400}?)-?%\}"
    + r"|\{\{#(?P<include>[^{}\n]{0,400})\}\}"
    + r"|\{\{\s?(?P<variable>(?:site|page|include|layout|content|post|book|\"|')[^{}\n]{0,400})\}\}"
)
_INCLUDE_LINE = re.compile(r"\s{0,12}(?:\{\{#\w{1,30}[^{}\n]{0,400}\}\}|-{1,2}8<-{1,2}.{0,400})\s*$")
_JSX_IMPORT = re.compile(r"import [\w{}*, ]{1,200} from ['\"][^'\"\n]{1,300}['\"];?\s*$")
_WRAPPING = "highlight|code-block|comment|verbatim"
_BLOCK_TAG = re.compile(
    rf"(\{{\{{[<%]\s{{0,3}}/?\s{{0,3}}(?:{_WRAPPING})\b[^{{}}\n]{{0,300}}\}}\}}"
    rf"|\{{%-?\s{{0,3}}(?:end)?(?:{_WRAPPING})\b[^{{}}\n]{{0,300}}\}})"
)
_TAG_LINE = re.compile(
    r"\s{0,8}(?:\{\{[<%]|\{%-?)\s{0,3}(?P<end>/|end)?\s?(?P<name>[\w-]{1,40})(?:\s[^{}\n]{0,200}?)?\s{0,3}-?(?:[>%]\}\}|%\})\s*"
)
_PROMPT = re.compile(r"\s{0,8}(?:[>$#%]|[\w.:/@~-]{1,40}[>$#%]) (?=\S)")
_WRAPS = frozenset(_WRAPPING.split("|"))
_BOXES = frozenset(
    {
        "notice",
        "hint",
        "callout",
        "admonition",
        "alert",
        "note",
        "tip",
        "warning",
        "info",
        "danger",
        "caution",
        "details",
    }
)
_MEDIA = {
    "youtube": "video",
    "vimeo": "video",
    "video": "video",
    "figure": "picture",
    "img": "picture",
    "image": "picture",
}
_SILENT = frozenset("raw if else elsif unless for assign capture tab tabs increment layout".split())
"""Tags that are an address or a condition, and nothing to read."""
_REFERENCES = frozenset({"ref", "relref", "link", "post_url"})
_PAGE_NAME = re.compile(r"([\w-]{1,100})(?:\.\w{1,5})?[\"'\s]{0,9}$")
_SAYS = re.compile(r"\b(?:caption|title|alt)\s?=\s?\"([^\"\n]{1,300})\"")
_WORD = re.compile(r"[\w#+.-]+")


def front_matter(text: str) -> tuple[str, str]:
    """TOML between lines of `+++` at the start, and the text after it; empty and the whole text if there is none."""
    if not text.lstrip("\ufeff").startswith("+++"):
        return "", text
    match = _TOML.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def plain_markdown(text: str, left_out: LeftOut) -> str:
    """The Markdown without the tags of generators; those of listings and call-outs become fences and boxes."""
    text = with_plain_boxes(text, left_out)
    if not any(sign in text for sign in ("{{", "{%", "8<-", "import ")):
        return text
    return "\n".join(_Generator(left_out).lines(with_sessions(text.split("\n"))))


def with_sessions(lines: list[str]) -> list[str]:
    """The lines with a fence in place of each pair of tags, on lines of their own, around the session of a terminal."""
    written = list(lines)
    start, name = -1, ""
    for at, line in enumerate(lines):
        tag = _TAG_LINE.fullmatch(line)
        if tag is None:
            continue
        if tag["end"] and tag["name"] == name and _is_session(lines[start + 1 : at]):
            written[start] = written[at] = LISTING_FENCE
        start, name = (-1, "") if tag["end"] else (at, tag["name"])
    return written


def _is_session(lines: list[str]) -> bool:
    """Whether lines begin with what is typed at a prompt, and hold what it answers."""
    said = [line for line in lines if line.strip()]
    prompt = _PROMPT.match(said[0]) if said else None
    return prompt is not None and any(not line.startswith(prompt[0]) for line in said)


class _Generator:
    """Knows which listing or comment is open while the lines go by."""

    def __init__(self, left_out: LeftOut) -> None:
        self._left_out = left_out
        self._fence = ""
        self._wrapped = ""
        self._within: list[str] = []

    def lines(self, lines: list[str]) -> Iterator[str]:
        for line in lines:
            if self._fence or (_FENCE.match(line) and not self._wrapped):
                yield from self._in_fence(line)
            else:
                for piece in _BLOCK_TAG.split(line) if "highlight" in line or "comment" in line else [line]:
                    yield from self._piece(piece)

    def _in_fence(self, line: str) -> Iterator[str]:
        mark = _FENCE.match(line)
        if not self._fence:
            self._fence, self._within = (mark[1] if mark else ""), []
        elif mark and mark[1].startswith(self._fence) and not line.strip(" >-*+").strip(mark[1][0]):
            self._fence = ""
            if self._within and not any(self._within):
                yield NOT_HERE
        else:
            self._within.append("" if _INCLUDE_LINE.match(line) else line.strip())
        if _INCLUDE_LINE.match(line):
            self._left_out.add("include", line.strip())
        else:
            yield line

    def _piece(self, text: str) -> Iterator[str]:
        """A line, or what stands before, in or after the tags of listings and comments in it."""
        tag = _TAG.fullmatch(text.strip()) if "{" in text else None
        name = _name(tag["hugo"] or tag["liquid"] or "") if tag else ""
        if self._wrapped:
            yield from self._inside(text, name.removeprefix("end").removeprefix("/"))
        elif tag and name in _WRAPS:
            self._wrapped = name
            if name != "comment":
                yield LISTING_FENCE + _listing_language(tag["hugo"] or tag["liquid"])
        elif _INCLUDE_LINE.match(text):
            self._left_out.add("include", text.strip())
            yield ""
        elif not _JSX_IMPORT.match(text):
            yield _TAG.sub(self._tag, text)

    def _inside(self, text: str, name: str) -> Iterator[str]:
        if name == self._wrapped:
            if self._wrapped != "comment":
                yield LISTING_FENCE
            self._wrapped = ""
        elif self._wrapped != "comment":
            yield text

    def _tag(self, found: re.Match[str]) -> str:
        if found["code"]:
            return found[0]
        if found["include"] is not None:
            self._left_out.add("include", found["include"])
        if found["include"] is not None or found["variable"] is not None:
            return ""
        tag = (found["hugo"] or found["liquid"] or "").strip()
        if _name(tag) in _REFERENCES:
            return _reference(tag, in_link=found.string[: found.start()].endswith("]("))
        return self._shortcode(tag, _name(tag))

    def _shortcode(self, tag: str, name: str) -> str:
        if name.removeprefix("end").removeprefix("/") in _BOXES and name[0] in "e/":
            return "\n\n:::\n\n"
        if name in _BOXES:
            return f"\n\n::: {role_in(tag) or 'callout'}\n\n"
        if not name or name.startswith(("end", "/")) or name in _SILENT:
            return ""
        says = _SAYS.search(tag) if name in _MEDIA else None
        self._left_out.add(_MEDIA.get(name, "include" if name.startswith("include") else "shortcode"), tag)
        return says[1] if says else ""


def _reference(tag: str, *, in_link: bool) -> str:
    """The name of the page that a sentence refers to; an address says nothing."""
    found = None if in_link else _PAGE_NAME.search(tag)
    return found[1].replace("-", " ") if found else "#"


def _listing_language(tag: str) -> str:
    return next((word for word in _WORD.findall(tag)[1:] if word not in ("linenos", "lang")), "")


def _name(tag: str) -> str:
    """The first word of a tag; that of a closing one begins with `end` or `/`."""
    words = tag.strip().lstrip("-").replace("/ ", "/", 1).split(maxsplit=1)
    return words[0] if words else ""
