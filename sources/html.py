"""Web pages and HTML books to drafts."""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import islice

from lxml import etree

from learning.source import BlockKind, BlockRole
from sources.cleaning import HARD_BREAK, markup_characters
from sources.drafts import Draft, DraftSheet, LeftOut, Reading
from sources.errors import UnreadableSource
from sources.figures import give_caption
from sources.files import Kind
from sources.html_content import LEFT_OUT, LEFT_OUT_DETAIL, classes_of, main_content
from sources.html_lines import LinkedText, OrderedList
from sources.html_math import dollars, write_formulas
from sources.html_parts import is_data_table, listing_language, listing_text, table_of, title_of_box
from sources.html_signs import is_html
from sources.html_vocabulary import BLOCKS
from sources.inline import code_span
from sources.leftovers import with_torn_joined
from sources.marks import CLOSES, OPENS, marked, names_terms, unmarked
from sources.navigation import is_navigation
from sources.pictures import Fetch, NotKept, Pictures, in_address
from sources.roles import role_among, role_in
from sources.scripts import lowered, raised

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SCRIPTS = {"sup": raised, "sub": lowered}
_MOST_PIECES = 20
_LONGEST_SUMMARY = 200
_MOST_SCRIPTS = 4
"""Powers of powers: what is raised higher is read as if it were not."""
_DEEPEST_FIGURES = 4
_BOXES = frozenset({"aside", "div", "section", "details", "article", "blockquote", "li", "figure"})
_LISTS = frozenset({"ul", "ol", "dl"})
_ITEMS = frozenset({"li", "dd"})
_CODE = frozenset({"code", "tt", "samp"})
_SET_OFF = frozenset({"b", "strong", "em", "i", "dfn"})
_TAG = re.compile(r"<[a-zA-Z]")
_KEPT, _MEDIA = "kept-picture", "media"
"""The tag of a picture that is kept, and the attribute that names it."""
_CAPTIONS = frozenset("caption figcaption wp-caption-text figure-caption".split())


def read_html(text: str, pictures: Pictures | None = None, fetch: Fetch = in_address) -> Reading:
    """Read a page; its title is the only `h1`, else the `title` element (empty if neither).

    Several pages that are one document share their `pictures`.
    """
    pictures = Pictures() if pictures is None else pictures
    page = _parsed(text)
    title: str = page.xpath("string(//head/title)")
    language = (page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2].lower()
    left_out = LeftOut()
    drafts = _drafts(page, left_out, pictures, fetch)
    tops = [draft.text for draft in drafts if draft.kind == "heading" and draft.level == 1]
    title = tops[0] if len(tops) == 1 else title
    return Reading(drafts, title, language, left_out.not_carried(), pictures=pictures.kept)


def fragment_drafts(markup: str, left_out: LeftOut, pictures: Pictures, fetch: Fetch = in_address) -> list[Draft]:
    """The drafts of a piece of HTML inside another format."""
    return _drafts(_parsed(f"<div>{markup}</div>"), left_out, pictures, fetch) if _TAG.search(markup) else []


def _parsed(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        page = etree.fromstring(markup_characters(text).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableSource("broken") from error
    if page is None:
        raise UnreadableSource("empty")
    return page


def _drafts(page: etree._Element, left_out: LeftOut, pictures: Pictures, fetch: Fetch) -> list[Draft]:
    write_formulas(page)
    _mark_pictures(page, pictures, fetch)
    reader = _HtmlReader(left_out)
    reader.read(main_content(page, left_out))
    return with_torn_joined(reader.sheet.drafts)


def _mark_pictures(page: etree._Element, pictures: Pictures, fetch: Fetch) -> None:
    """Name what each picture of the page is kept as; the others stay as they are, and are left out with them."""
    for element in list(page.iter("img")):
        with suppress(NotKept):
            element.set(_MEDIA, pictures.keep(fetch((element.get("src") or "").strip())))
            element.tag = _KEPT


class _HtmlReader:
    """Walks the tree once, without recursion: pages may be nested deeper than Python's stack."""

    def __init__(self, left_out: LeftOut) -> None:
        self.sheet = DraftSheet(left_out=left_out)
        self._text: list[str] = []
        self._code: list[str] | None = None
        self._codes = 0
        self._scripts: list[list[str]] = []
        self._raised = 0
        self._lists: list[OrderedList | None] = []
        self._quotes = 0
        self._item_starts = False
        self._ordinal: int | None = None
        self._boxed: list[bool] = []
        self._term = ""
        self._links = LinkedText()
        self._captions: list[etree._Element] = []
        self._figures: list[Draft] = []
        self._figure_starts: list[int] = []

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
        if text and self._code is not None:
            self._code.append(text)
        elif text:
            self._links.write(text)
            self._text.append(dollars(text))

    def _mark(self, sign: str) -> None:
        """Mark where words that are set off begin or end; code, and what is raised, is taken as it is."""
        if self._code is None and not self._raised:
            self._text.append(sign)

    def _take_whole(self, element: etree._Element) -> bool:
        """Write down a listing or a table at once; false for any other element."""
        if what := element.get(LEFT_OUT):
            self.sheet.left_out.add(what, element.get(LEFT_OUT_DETAIL) or "")
        if media := element.get(_MEDIA) if element.tag == _KEPT else None:
            self._figures.append(Draft("figure", "", media=media, alt=element.get("alt") or ""))
            return True
        if element.tag == "pre":
            self._flush()
            self._item_starts = False
            self.sheet.add("code", listing_text(element), language=listing_language(element))
            return True
        if element.tag == "table" and (title := title_of_box(element)) is not None:
            title.tag = "h6"
        if element.tag == "table" and is_data_table(element):
            self._flush()
            self._add_table(element)
            return True
        return False

    def _add_table(self, table: etree._Element) -> None:
        for caption in table.iterchildren("caption"):
            self.sheet.add("paragraph", "".join(caption.itertext()))
        for element in table.iter():
            if what := element.get(LEFT_OUT):
                self.sheet.left_out.add(what, element.get(LEFT_OUT_DETAIL) or "")
            elif element.tag == _KEPT:
                self._take_whole(element)
        text = table_of(table)
        if not is_navigation(text):
            self.sheet.add("table", text)
        self._add_figures()

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in BLOCKS or tag in _HEADINGS:
            self._flush()
        if tag in BLOCKS and (tag == "figcaption" or not _CAPTIONS.isdisjoint(classes_of(element))):
            self._captions.append(element)
        if tag == "figure":
            self._figure_starts.append(len(self.sheet.drafts))
        if tag in _BOXES:
            self._open_box(element)
        if tag == "br":
            self._write(HARD_BREAK)
        elif tag in _CODE:
            self._codes += 1
            self._code = [] if self._code is None else self._code
        elif tag in _SCRIPTS:
            self._open_script()
        elif tag == "a":
            self._links.open()
        if _is_set_off(element):
            self._mark(OPENS)
        self._open_list_or_quote(element)

    def _open_list_or_quote(self, element: etree._Element) -> None:
        if element.tag in _LISTS:
            self._lists.append(OrderedList(element) if element.tag == "ol" else None)
        elif element.tag in _ITEMS:
            self._item_starts = True
            self._ordinal = self._lists[-1].number(element) if self._lists and self._lists[-1] else None
        elif element.tag == "blockquote":
            self._quotes += 1

    def _open_box(self, element: etree._Element) -> None:
        role = role_among(classes_of(element))
        if not role and element.tag in ("details", "aside"):
            role = _details_role(element) if element.tag == "details" else "callout"
        self._boxed.append(role is not None)
        if role:
            self.sheet.open_box(role)

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if _is_set_off(element):
            self._mark(CLOSES)
        if tag in _CODE:
            self._end_code()
        elif tag in _SCRIPTS:
            self._close_script(tag)
        elif tag == "a":
            self._links.close()
        elif tag in _HEADINGS:
            self._add_heading(_HEADINGS[tag])
        elif tag == "dt":
            self._term = marked(unmarked(self._taken()).removesuffix(":"))
        elif tag in BLOCKS:
            self._flush()
            self._close_block(tag)
        if self._captions and self._captions[-1] is element:
            self._captions.pop()

    def _close_block(self, tag: str) -> None:
        if tag in _LISTS:
            self._lists.pop()
        elif tag in _ITEMS:
            self._item_starts = False
        elif tag == "blockquote":
            self._quotes -= 1
        elif tag == "figure":
            start = self._figure_starts.pop()
            if len(self._figure_starts) < _DEEPEST_FIGURES:
                give_caption(self.sheet.drafts, start)
        if tag in _BOXES and self._boxed.pop():
            self.sheet.close_box()

    def _end_code(self) -> None:
        self._codes -= 1
        if not self._codes and self._code is not None:
            code, self._code = "".join(self._code), None
            self._text.append(code_span(code))

    def _open_script(self) -> None:
        self._raised += 1
        if self._raised <= _MOST_SCRIPTS:
            self._scripts.append(self._text)
            self._text = []

    def _close_script(self, tag: str) -> None:
        if self._raised <= _MOST_SCRIPTS:
            says, self._text = "".join(self._text), self._scripts.pop()
            self._text.append(_SCRIPTS[tag](says))
        self._raised -= 1

    def _taken(self) -> str:
        for pieces in [*self._scripts[1:], self._text] if self._scripts else []:
            self._scripts[0].extend(pieces)
        text = "".join(self._scripts[0] if self._scripts else self._text)
        self._text.clear()
        for pieces in self._scripts:
            pieces.clear()
        return text.strip() if unmarked(text).strip() else ""

    def _add_heading(self, level: int) -> None:
        text = unmarked(self._taken()).removesuffix("¶").strip()
        self._links.reset()
        self.sheet.add("heading", text, level=level)

    def _flush(self) -> None:
        text = self._taken()
        is_furniture = is_navigation(text) or self._links.lead_elsewhere(text)
        self._links.reset()
        if text and not (is_furniture and not self._item_starts) and not is_navigation(text):
            self._add_prose(text)
        self._add_figures()

    def _add_prose(self, text: str) -> None:
        if self._item_starts:
            self._item_starts = False
            term, self._term = self._term, ""
            level = max(len(self._lists) - 1, 0)
            self.sheet.add("list_item", f"{term}: {text}" if term else text, level=level, ordinal=self._ordinal)
        else:
            kind: BlockKind = "quote" if self._quotes else "paragraph"
            self.sheet.add(kind, text, is_caption=bool(self._captions))

    def _add_figures(self) -> None:
        for figure in self._figures:
            self.sheet.append(figure)
        self._figures.clear()


def _is_set_off(element: etree._Element) -> bool:
    return element.tag in _SET_OFF or (element.tag == "span" and names_terms(classes_of(element)))


def _details_role(details: etree._Element) -> BlockRole:
    """By the first words of its summary."""
    summary = next(details.iterchildren("summary"), None)
    words = [] if summary is None else islice(summary.itertext(), _MOST_PIECES)
    return role_in("".join(words)[:_LONGEST_SUMMARY]) or "callout"


HTML = Kind("HTML", "text/html", is_html, lambda file: read_html(file.text))
