"""Pages as other systems have them, as Markdown: all of a course by one run of pandoc."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree, html

from exports.xml import clean
from learning.markdown import html_tags, is_safe_address
from sources.drafts import LeftOut
from sources.pandoc import converted

_MARK = "xqpiece{place}qx"
_MARKED = re.compile(r"^xqpiece(\d+)qx$", re.MULTILINE)
_TAG = re.compile(r"\\<[^\n`<]{1,1000}?\\>|\\<[!?/A-Za-z][^\n`<>]{0,1000}")
_FROM = "html+tex_math_dollars+tex_math_single_backslash-native_divs-native_spans"
_INTO = "commonmark+pipe_tables+strikeout+tex_math_dollars-raw_html"
_DROPPED = {
    **dict.fromkeys(("script", "style", "noscript", "template", "link", "meta", "title"), ""),
    **dict.fromkeys(("iframe", "object", "embed", "applet"), "embedded page"),
    **dict.fromkeys(("video", "audio"), "recording"),
    **dict.fromkeys(("svg", "canvas"), "drawing"),
    **dict.fromkeys(("input", "button", "select", "textarea"), "form"),
}


_BARE = ("em", "i", "strong", "b", "u", "s", "del", "sup", "sub", "a", "span", "font")
_KEPT = re.compile(r"(^```.*?^```|`[^`]*`|\$\$.*?\$\$|\$[^$\n]*\$)", re.DOTALL | re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|\\$", re.MULTILINE)


class Shown(NamedTuple):
    """A picture of a page by its address in the package."""

    address: str
    alt: str
    caption: str


class Pages:
    """Collects pieces of HTML, which `markdown` then translates together."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._plain: set[int] = set()

    def add(self, markup: str, left_out: LeftOut, *, is_plain: bool = False) -> tuple[int, list[Shown]]:
        """The number of a piece of HTML, and its pictures, which are taken out of it.

        One that `is_plain` becomes a text in which code and formulas alone mean something, as of a check.
        """
        body = _body(markup)
        shown = [] if body is None else _prepared(body, left_out)
        if is_plain:
            self._plain.add(len(self._pieces))
            _without_markup(body)
        inner = "" if body is None else etree.tostring(body, encoding="unicode", method="html", with_tail=False)
        self._pieces.append(inner.replace("xqpiece", "xq piece"))
        return len(self._pieces) - 1, shown

    def markdown(self) -> list[str]:
        """The Markdown of each piece. Raises UnreadableSource too_large."""
        if not self._pieces:
            return []
        marked = (f"<p>{_MARK.format(place=place)}</p>\n{piece}\n" for place, piece in enumerate(self._pieces))
        page = f"<html><body>{''.join(marked)}</body></html>".encode()
        _, *parts = _MARKED.split(converted(page, _FROM, _INTO, "--wrap=none").decode())
        found = {
            int(number): _with_tags_as_code(text.strip()) for number, text in zip(parts[::2], parts[1::2], strict=True)
        }
        texts = (found.get(place, "") for place, _ in enumerate(self._pieces))
        return [_as_plain(text) if place in self._plain else text for place, text in enumerate(texts)]


def _without_markup(body: Any | None) -> None:
    """Leave what a plain text can say; code keeps its fence, which has the name of a language there."""
    for element in [] if body is None else list(body.iter()):
        if element.tag in _BARE:
            element.drop_tag()
        elif element.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            element.tag = "p"
        elif element.tag == "pre" and not element.get("class"):
            element.set("class", "text")


def _as_plain(written: str) -> str:
    """Markdown without markup as text: what it escapes outside of code and formulas stands for itself."""
    parts = _KEPT.split(written)
    return "".join(part if place % 2 else _ESCAPED.sub(r"\1", part) for place, part in enumerate(parts))


def _with_tags_as_code(written: str) -> str:
    """Tags that a text speaks of become code, as which alone they are taken."""

    def code(match: re.Match[str]) -> str:
        tag = re.sub(r"\\([^\w\s])", r"\1", match[0])
        return f"`{tag}`" if html_tags(tag) else match[0]

    return _TAG.sub(code, written)


def _body(markup: str) -> Any | None:
    try:
        page = html.document_fromstring(clean(markup))
    except (etree.ParserError, ValueError):
        return None
    body = page.find("body")
    if body is not None:
        body.tag = "div"
        body.attrib.clear()
    return body


def _prepared(body: Any, left_out: LeftOut) -> list[Shown]:
    etree.strip_elements(body, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for element in list(body.iter()):
        if (what := _DROPPED.get(element.tag)) is not None:
            if what:
                left_out.add(what)
            element.drop_tree()
    for element in list(body.iter("summary")):
        element.tag = "p"
    for element in list(body.iter("a")):
        if not is_safe_address(element.get("href") or ""):
            element.drop_tag()
    return [shown for image in list(body.iter("img")) if (shown := _taken_out(image, left_out)) is not None]


def _taken_out(image: Any, left_out: LeftOut) -> Shown | None:
    address = image.get("src") or ""
    figure = next((above for above in image.iterancestors("figure")), None)
    caption = figure.find(".//figcaption") if figure is not None else None
    told = " ".join(caption.text_content().split()) if caption is not None else ""
    whole = figure is not None and sum(1 for _ in figure.iter("img")) == 1
    taken = figure if figure is not None and whole else image
    taken.drop_tree()
    if not address or ":" in address.partition("/")[0] or address.startswith("//"):
        left_out.add("remote picture", address[:100])
        return None
    return Shown(unquote(address.partition("?")[0].partition("#")[0]), " ".join((image.get("alt") or "").split()), told)
