"""Listings and tables of a web page."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from sources.cleaning import HARD_BREAK, markup_characters
from sources.html_content import classes_of
from sources.html_math import dollars
from sources.inline import code_span
from sources.scripts import lowered, raised
from sources.tables import Cell, spread, table_text

_LANGUAGE = re.compile(r"^(?:language|lang|highlight|brush)[-:]\s*([\w+#-]+)$")
_NOT_LANGUAGES = frozenset({"default", "none", "text", "plaintext", "source"})
_SAME_LANGUAGE = {"python3": "python", "pycon3": "python", "ipython3": "python", "pycon": "python", "shell": "bash"}
_STRUCTURE = ("table", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6")
_CODE = ("code", "tt", "samp")
_CELLS = ("td", "th")
_LISTS = ("ul", "ol", "dl")
_BETWEEN = {"br": HARD_BREAK, "p": HARD_BREAK, "div": HARD_BREAK, "li": "; ", "dt": "; ", "dd": ": "}
_SCRIPTS = {"sup": raised, "sub": lowered}
_ROWS_OF_BOX = 2
_TO_THE_END = 1_000_000


def listing_text(listing: etree._Element) -> str:
    """The characters of a `pre` element; `br`, and the end of one of several code elements, is a line break."""
    breaks = [*listing.iter("br"), *list(listing.iter("code"))[:-1]]
    for element in breaks:
        element.tail = "\n" + markup_characters(element.tail or "").removeprefix("\n")
    return "".join(listing.itertext())


def listing_language(listing: etree._Element) -> str:
    """The language that a listing, its code element or the boxes around it name; empty if none does."""
    around = [*listing.iter("pre", "code"), *_nearest(listing)]
    for name in (name for element in around for name in classes_of(element)):
        match = _LANGUAGE.match(name)
        if match and match[1] not in _NOT_LANGUAGES:
            return _SAME_LANGUAGE.get(match[1], match[1])
    return ""


def is_data_table(table: etree._Element) -> bool:
    """Whether the cells hold words; a table that lays out headings, listings or a single column of lists is none."""
    if next(table.iterdescendants(*_STRUCTURE), None) is not None:
        return False
    if title_of_box(table) is not None:
        return False
    if next(table.iterdescendants(*_LISTS), None) is None:
        return True
    rows = [[cell for cell in row if cell.tag in _CELLS] for row in _rows(table)]
    return len(rows) > 1 and min(map(len, rows)) > 1


def title_of_box(table: etree._Element) -> etree._Element | None:
    """The title of a box of text that a table draws: a head alone above one cell, a picture beside them perhaps."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    rows = list(islice(table.iter("tr"), _ROWS_OF_BOX + 1))
    told = [[cell for cell in row if cell.tag in _CELLS and "".join(cell.itertext()).strip()] for row in rows]
    if len(told) != _ROWS_OF_BOX or any(len(cells) != 1 for cells in told):
        return None
    (title,), (text,) = told
    return title if title.tag == "th" and text.tag == "td" else None


def table_of(table: etree._Element) -> str:
    """The rows of a table as text, each cell in its column whatever spans others."""
    rows = [[_cell(cell) for cell in row if cell.tag in _CELLS] for row in _rows(table)]
    return table_text(spread(rows))


def _rows(table: etree._Element) -> list[etree._Element]:
    """The rows that are the table's own, also of markup that nests them."""
    return list(table.iter("tr"))


def _cell(cell: etree._Element) -> Cell:
    rows = _span(cell.get("rowspan"), otherwise=1)
    return Cell(_cell_text(cell), rows or _TO_THE_END, max(_span(cell.get("colspan"), otherwise=1), 1))


def _span(text: str | None, *, otherwise: int) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 5 else otherwise


def _cell_text(cell: etree._Element) -> str:
    """Items of a list are parted by semicolons; rows inside a cell are rows of their own and not read here."""
    pieces: list[str] = []
    scripts: list[int] = []
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        if event == "start" and (element.tag in _CODE or element.tag == "tr"):
            pieces.append(code_span("".join(element.itertext())) if element.tag in _CODE else "")
            walk.skip_subtree()
        elif event == "start":
            pieces.append(_BETWEEN.get(element.tag, ""))
            if element.tag in _SCRIPTS:
                scripts.append(len(pieces))
            pieces.append(dollars(element.text or ""))
        elif element is not cell:
            if element.tag in _SCRIPTS:
                start = scripts.pop()
                pieces[start:] = [_SCRIPTS[element.tag]("".join(pieces[start:]))]
            pieces.append(dollars(element.tail or ""))
    return "".join(pieces).strip().removeprefix("; ")


def _nearest(element: etree._Element) -> list[etree._Element]:
    return [ancestor for ancestor, _ in zip(element.iterancestors(), range(2), strict=False)]
