"""Web pages and HTML books to drafts."""

from __future__ import annotations

import re

from lxml import etree

from learning.source import BlockRole
from sources.cleaning import markup_characters
from sources.drafts import Draft, DraftSheet
from sources.errors import UnreadableSource
from sources.html_content import classes_of, main_content
from sources.html_parts import is_data_table, listing_language, listing_text, table_text
from sources.html_vocabulary import BLOCKS
from sources.inline import code_span
from sources.roles import role_among, role_in

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOXES = frozenset({"div", "section", "details", "article", "blockquote", "li", "figure"})
_LISTS = frozenset({"ul", "ol", "menu", "dl"})
_ITEMS = frozenset({"li", "dd"})
_CODE = frozenset({"code", "tt", "samp"})
_TAG = re.compile(r"<[a-zA-Z]")


def read_html(text: str) -> tuple[list[Draft], str]:
    """The drafts of a page and its title: the only `h1`, else the `title` element (empty if neither)."""
    page = _parsed(text)
    title: str = page.xpath("string(//head/title)")
    drafts = _drafts(page)
    tops = [draft.text for draft in drafts if draft.kind == "heading" and draft.level == 1]
    return drafts, tops[0] if len(tops) == 1 else title


def fragment_drafts(markup: str) -> list[Draft]:
    """The drafts of a piece of HTML inside another format."""
    return _drafts(_parsed(f"<div>{markup}</div>")) if _TAG.search(markup) else []


def _parsed(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        page = etree.fromstring(markup_characters(text).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableSource("broken") from error
    if page is None:
        raise UnreadableSource("empty")
    return page


def _drafts(page: etree._Element) -> list[Draft]:
    reader = _HtmlReader()
    reader.read(main_content(page))
    return reader.sheet.drafts


class _HtmlReader:
    """Walks the tree once, without recursion: pages may be nested deeper than Python's stack."""

    def __init__(self) -> None:
        self.sheet = DraftSheet()
        self._text: list[str] = []
        self._code: list[str] | None = None
        self._lists = 0
        self._quotes = 0
        self._item_starts = False
        self._boxed: list[bool] = []
        self._term = ""

    def read(self, root: etree._Element) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._end(element)
                self._write(element.tail if element is not root else None)
            elif self._take_whole(element):
                walk.skip_subtree()
            else:
                self._start(element)
                self._write(element.text)
        self._flush()

    def _write(self, text: str | None) -> None:
        if text:
            (self._text if self._code is None else self._code).append(text)

    def _take_whole(self, element: etree._Element) -> bool:
        """Write down a listing or a table at once; false for any other element."""
        if element.tag == "pre":
            self._flush()
            self._item_starts = False
            self.sheet.add("code", listing_text(element), language=listing_language(element))
            return True
        if element.tag == "table" and is_data_table(element):
            self._flush()
            for caption in element.iter("caption"):
                self.sheet.add("paragraph", "".join(caption.itertext()))
            self.sheet.add("table", table_text(element))
            return True
        return False

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in BLOCKS or tag in _HEADINGS:
            self._flush()
        if tag in _BOXES:
            self._open_box(element)
        if tag == "br":
            self._write("\n")
        elif tag in _CODE and self._code is None:
            self._code = []
        self._count(tag, 1)

    def _count(self, tag: str, step: int) -> None:
        if tag in _LISTS:
            self._lists += step
        elif tag in _ITEMS:
            self._item_starts = step > 0
        elif tag == "blockquote":
            self._quotes += step

    def _open_box(self, element: etree._Element) -> None:
        role = role_among(classes_of(element)) or (_details_role(element) if element.tag == "details" else None)
        self._boxed.append(role is not None)
        if role:
            self.sheet.open_box(role)

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _CODE:
            self._end_code(element)
        elif tag in _HEADINGS:
            self._add_heading(_HEADINGS[tag])
        elif tag == "dt":
            self._term = self._taken()
        elif tag in BLOCKS:
            self._flush()
            self._count(tag, -1)
            if tag in _BOXES and self._boxed.pop():
                self.sheet.close_box()

    def _end_code(self, element: etree._Element) -> None:
        if self._code is None or next(element.iterancestors(*_CODE), None) is not None:
            return
        code, self._code = "".join(self._code), None
        self._write(code_span(code))

    def _taken(self) -> str:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        return text

    def _add_heading(self, level: int) -> None:
        text = self._taken().removesuffix("¶").strip()
        self.sheet.add("heading", text, level=level)

    def _flush(self) -> None:
        text = self._taken()
        if not text:
            return
        if self._item_starts:
            self._item_starts = False
            term, self._term = self._term, ""
            self.sheet.add("list_item", f"{term}: {text}" if term else text, level=max(self._lists - 1, 0))
        else:
            self.sheet.add("quote" if self._quotes else "paragraph", text)


def _details_role(details: etree._Element) -> BlockRole:
    summary = "".join(text for element in details.iter("summary") for text in element.itertext())
    return role_in(summary) or "callout"
