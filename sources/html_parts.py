"""Listings and tables of a web page."""

from __future__ import annotations

import re

from lxml import etree

from sources.cleaning import markup_characters
from sources.html_content import classes_of
from sources.inline import code_span

_LANGUAGE = re.compile(r"^(?:language|lang|highlight|brush)[-:]\s*([\w+#-]+)$")
_NOT_LANGUAGES = frozenset({"default", "none", "text", "plaintext", "source"})
_SAME_LANGUAGE = {"python3": "python", "pycon3": "python", "ipython3": "python", "pycon": "python", "shell": "bash"}
_STRUCTURE = ("table", "pre", "ul", "ol", "dl", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6")
_CODE = ("code", "tt", "samp")


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
    """Whether the cells hold words; a table that lays out headings and lists is none."""
    return next(table.iterdescendants(*_STRUCTURE), None) is None


def table_text(table: etree._Element) -> str:
    """The rows of a table, cells parted by bars."""
    rows = [[_cell(cell) for cell in row.iter("td", "th")] for row in table.iter("tr")]
    return "\n".join(" | ".join(row) for row in rows if any(row))


def _cell(cell: etree._Element) -> str:
    pieces: list[str] = []
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element.tag in _CODE:
            pieces.append(code_span("".join(element.itertext())))
            walk.skip_subtree()
        elif event == "start":
            pieces.append(" " if element.tag in ("br", "p", "div") else "")
            pieces.append(element.text or "")
        elif element is not cell:
            pieces.append(element.tail or "")
    return " ".join("".join(pieces).split())


def _nearest(element: etree._Element) -> list[etree._Element]:
    return [ancestor for ancestor, _ in zip(element.iterancestors(), range(2), strict=False)]
