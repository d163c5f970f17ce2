"""What Markdown may contain: an allow-list, on the parsed tree.

Our own rendering shows raw HTML as text and drops addresses that are not plain links. Texts are exported too, and other
renderers keep what ours drops, and take for HTML or for a link what ours takes for text. So a text is read the way that
each dialect reads it (CommonMark by itself; with the tables of GitHub), and refused where any of them finds more than
text, code, tables, and links and pictures of the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from learning.markdown import HTML_ELEMENTS, WEB_SCHEMES, is_safe_address
from learning.sentence import Sentence, say

_BETWEEN = {"softbreak": "\n", "hardbreak": "\n", "code_inline": "\x00", "image": "\x00", "html_inline": "\x00"}
NAMED = 60
"""How many characters of what is refused are named."""

# A word in angle brackets is no element where HTML has none of that name, as in `List<String>` or `<your-name>`; it is
# one where it has attributes, or is closed again.
_PLACEHOLDER = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)>")
_CLOSING = re.compile(r"</([A-Za-z][A-Za-z0-9-]*)[^<>]{0,200}>?")
# What CommonMark takes for text and others for a tag: names with `_`, `:` and `.`, attributes that are not well formed.
_ALMOST_A_TAG = re.compile(r"<[/!?]?[A-Za-z][\w:.-]*([\s/][^<>]*)?>?")
_HANDLER = re.compile(r"\bon[a-z]{3,20}\s{0,9}=")
_ADDRESS = re.compile(r"\][:(][\s<]{0,20}([^\s<>\[\]()\"']{1,200}):")
_LIVE_SCHEMES = frozenset(
    {
        "javascript",
        "vbscript",
        "data",
        "livescript",
        "mocha",
        "file",
        "jar",
        "blob",
        "filesystem",
        "viewsource",
        "about",
    }
)


def unsafe(markdown: str) -> list[Sentence]:
    """What must not be rendered, a sentence each: raw HTML, links and images of other schemes, fences never closed."""
    problems: list[Sentence] = []
    for tables in (False, True):
        environment: dict[str, object] = {}
        parsed = list(_flat(_reader(tables).parse(markdown, environment)))
        tags = list(dict.fromkeys(_raw_html(parsed)))
        problems += [_about_html(tags)] if tags else []
        problems += [problem for token in parsed if (problem := _bad_address(token))]
        problems += [_about_link(address) for address in _defined(environment) if not _is_link(address)]
        problems += [_about_link(address) for token in parsed for address in _almost_links(token)]
    lines = markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    problems += [say("It has a code fence that is never closed.") for token in parsed if _is_open_fence(token, lines)]
    return list(dict.fromkeys(problems))


def _about_html(tags: Sequence[str]) -> Sentence:
    return say(
        "It has raw HTML, which is not shown as such: {tags}. Put it into back-ticks where it is to be read.",
        tags=", ".join(tags[:5]),
    )


def _about_link(address: str) -> Sentence:
    return say("It links to an address that is not http, https or mailto: “{address}”.", address=address[:80])


@lru_cache
def _reader(tables: bool) -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": True})
    reader.disable("entity")  # so that what is written as `&lt;` is not taken for a tag
    reader.validateLink = lambda url: True  # type: ignore[method-assign]  # as its documentation says
    return reader.enable(["table", "strikethrough"]) if tables else reader


def _flat(parsed: Sequence[Token]) -> Iterator[Token]:
    for token in parsed:
        yield token
        yield from token.children or []


def _raw_html(parsed: Sequence[Token]) -> Iterator[str]:
    html = [token.content for token in parsed if token.type in ("html_block", "html_inline")]
    closed = {found[1].lower() for part in html for found in _CLOSING.finditer(part)}
    for part in html:
        if not _is_word(part, closed):
            yield " ".join(part.split())[:NAMED]
    for token in parsed:
        for found in _ALMOST_A_TAG.finditer(_text(token)):
            inside = found[1] or ""
            if ("=" in inside and found[0].endswith(">")) or _HANDLER.search(inside):
                yield found[0][:NAMED]


def _text(block: Token) -> str:
    """What of a block another renderer may read otherwise: its text across lines and emphasis, without code."""
    return "".join(
        child.content if child.type == "text" else _BETWEEN.get(child.type, "") for child in block.children or []
    )


def _is_word(html: str, closed: set[str]) -> bool:
    """Whether it is a word in angle brackets; a line that begins with one may go on after it."""
    found = _PLACEHOLDER.match(html.lstrip())
    if not found or found[1].lower() in HTML_ELEMENTS | closed:
        return False
    rest = html.lstrip()[found.end() :]
    return not re.search(r"<[!?/A-Za-z]|\][(:]", rest)


def _bad_address(token: Token) -> Sentence | None:
    if token.type == "link_open":
        address = str(token.attrs.get("href", ""))
        return None if _is_link(address) else _about_link(address)
    if token.type == "image":
        address = str(token.attrs.get("src", ""))
        safe = is_safe_address(address, WEB_SCHEMES)
        return (
            None
            if safe
            else say("It shows an image from an address that is not http or https: “{address}”.", address=address[:80])
        )
    return None


def _is_link(address: str) -> bool:
    return address.startswith("#") or is_safe_address(address)


def _defined(environment: dict[str, object]) -> Iterator[str]:
    """The addresses of all definitions, also of those that nothing refers to, or that another one of the name hides."""
    references, hidden = environment.get("references", {}), environment.get("duplicate_refs", [])
    assert isinstance(references, dict)
    assert isinstance(hidden, list)
    for definition in [*references.values(), *hidden]:
        yield str(definition["href"])


def _almost_links(token: Token) -> Iterator[str]:
    """Addresses in text that another renderer may take for those of a link or a definition."""
    for found in _ADDRESS.finditer(_text(token)):
        if re.sub(r"[\W_]", "", unescape(found[1]).lower()) in _LIVE_SCHEMES:
            yield f"{found[1]}:"


def _is_open_fence(token: Token, lines: list[str]) -> bool:
    if token.type != "fence" or not token.map:
        return False
    first, after = token.map
    last = lines[after - 1].strip(" \t>")
    return after - first < 2 or len(last) < len(token.markup) or set(last) != {token.markup[0]}
