"""Markdown as this project reads it: CommonMark with tables, no raw HTML, and `[^id]` for a citation.

`learning/markdown_html.py` renders it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

LINK_SCHEMES = frozenset({"http", "https", "mailto"})
WEB_SCHEMES = frozenset({"http", "https"})
HTML_ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        """
    a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br button canvas
    caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset
    figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img
    input  ins isindex kbd keygen label legend li link main map mark marquee math menu meta meter nav noframes
    noscript  object ol optgroup option output p param picture plaintext pre progress q rp rt ruby s samp script
    animate animatetransform basefont bgsound fencedframe foreignobject listing maction mtext multicol nextid nobr
    noembed rb rtc selectedcontent
    search section  select slot small source span strike strong style sub summary sup svg table tbody td template
    textarea tfoot th  thead time title tr track tt u ul var video wbr xmp
    """,
    )
)
_CITATION = re.compile(r"\[\^([A-Za-z0-9_-]{1,64})\]")
_FOOTNOTE = re.compile(r"^\[\^([A-Za-z0-9_-]{1,64})\]:", re.MULTILINE)
_HTML = re.compile(r"<(?:[!?]|/?([A-Za-z][\w:.-]*))[^>]*>?")


def plain_text(markdown: str) -> str:
    """What a reader reads: no markup and no citation marks, blocks parted by an empty line, code kept."""
    return "\n\n".join(text for block in tokens(markdown) if (text := block_text(block).strip()))


def html_tags(text: str) -> list[str]:
    """The tags of HTML elements, comments, declarations and whatever has attributes; `<your-name>` is none."""
    found = [(tag[0], (tag[1] or "!").lower()) for tag in _HTML.finditer(text)]
    return [tag[:60] for tag, name in found if name == "!" or name in HTML_ELEMENTS or "=" in tag]


def citation_ids(markdown: str) -> list[str]:
    """The ids of `[^id]` in reading order, each once; code does not count."""
    return list(dict.fromkeys(token.meta["id"] for token in _flat(tokens(markdown)) if token.type == "citation"))


def footnotes(markdown: str) -> list[str]:
    """The ids of `[^id]: …` lines: notes that belong into the citations."""
    references: dict[str, dict[str, object]] = {}
    parsed = _parser().parse(markdown, references)
    linked = [name[1:].lower() for name in references.get("references", {}) if name.startswith("^")]
    return linked + [name for token in parsed for name in _FOOTNOTE.findall(token.content if token.children else "")]


def tokens(markdown: str) -> list[Token]:
    """The text as markdown-it tokens: CommonMark with tables and strikethrough, and HTML left as text.

    `[^id]` is an inline token of type `citation`, with the id in its `meta`.
    """
    return _parser().parse(markdown, {})


def block_text(token: Token) -> str:
    """The reading text of one block token, "" where it only opens or closes another."""
    if token.type in ("fence", "code_block"):
        return token.content
    text = ""
    for child in token.children or []:
        text = text.rstrip(" ") if child.type == "citation" else text + _inline_text(child)
    return text


def is_safe_address(address: str, schemes: frozenset[str] = LINK_SCHEMES) -> bool:
    """Whether an address has one of these schemes, and a host or mailbox to go to."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    reaches = parts.netloc or (parts.scheme == "mailto" and parts.path)
    return parts.scheme in schemes and bool(reaches) and not re.search(r"\s", address)


def _inline_text(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content if token.type in ("text", "code_inline", "image") else ""


def _flat(parsed: Sequence[Token]) -> Iterator[Token]:
    for token in parsed:
        yield token
        yield from _flat(token.children or [])


def new_parser() -> MarkdownIt:
    """CommonMark with tables, strikethrough and citations, to be changed by whoever asks for it."""
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("link", "citation", _read_citation)
    return parser


@lru_cache
def _parser() -> MarkdownIt:
    return new_parser()


def _read_citation(state: StateInline, silent: bool) -> bool:
    found = _CITATION.match(state.src, state.pos, state.posMax)
    if found and not silent:
        state.push("citation", "", 0).meta = {"id": found[1]}
    if found:
        state.pos = found.end()
    return found is not None
