"""The part of a web page that a reader came for: the tree without navigation, banners, scripts and hidden parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from sources.html_vocabulary import BLOCKS, FOOTNOTE_MARKS, NOT_READ, PAGE_PARTS

_WHOLE = frozenset({"html", "body", "main", "article"})
_BANNER = re.compile(r"^(?:cookie|gdpr|consent|onetrust|cc-window|cc-banner)|cookie-?(?:banner|consent|notice|bar)")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ANCHOR_SIGNS = frozenset("#¶§🔗")
_FEWEST_ENTRIES = 3
_MAIN_SHARE = 0.4
_PART_SHARE = 0.5


def main_content(page: etree._Element) -> etree._Element:
    """Empty whatever in `page` is no content, in place, and return the element that holds the content."""
    letters = _letters(page)
    pending = list(reversed(page))
    while pending:
        element = pending.pop()
        is_minor = letters[element] <= _PART_SHARE * letters[page]
        if _is_furniture(element, is_minor) or _is_contents(element, letters):
            _empty(element)
        else:
            pending.extend(reversed(element))
    return _content_root(page)


def classes_of(element: etree._Element) -> list[str]:
    """Class, data-type and role of an element as lower-case words."""
    values = [element.get(name) or "" for name in ("class", "data-type", "epub:type", "role")]
    return " ".join(values).lower().split()


def _letters(page: etree._Element) -> dict[etree._Element, int]:
    """How much text each element holds, itself and below."""
    counts: dict[etree._Element, int] = {}
    for _, element in etree.iterwalk(page, events=("end", "comment", "pi")):
        own = len((element.text or "").strip()) if isinstance(element.tag, str) else 0
        counts[element] = own + sum(counts[child] + len((child.tail or "").strip()) for child in element)
    return counts


def _is_furniture(element: etree._Element, is_minor: bool) -> bool:
    if not isinstance(element.tag, str) or element.tag in NOT_READ or _is_hidden(element) or _is_anchor_sign(element):
        return True
    return is_minor and element.tag not in _WHOLE and (_is_site_header(element) or _is_named_furniture(element))


def _is_hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def _is_contents(element: etree._Element, letters: dict[etree._Element, int]) -> bool:
    """A list of nothing but links into the page itself."""
    if element.tag not in ("ul", "ol") or not letters[element]:
        return False
    links = [link for link in element.iter("a") if (link.get("href") or "").startswith("#")]
    return len(links) >= _FEWEST_ENTRIES and sum(letters[link] for link in links) == letters[element]


def _is_anchor_sign(element: etree._Element) -> bool:
    """The sign beside a heading that links to the heading itself."""
    return element.tag == "a" and (element.text or "").strip() in _ANCHOR_SIGNS and not len(element)


def _is_named_furniture(element: etree._Element) -> bool:
    names = classes_of(element)
    identity = (element.get("id") or "").lower()
    if identity in PAGE_PARTS and not _holds_heading(element):
        return True
    if _BANNER.search(identity):
        return True
    return any(name in PAGE_PARTS or name in FOOTNOTE_MARKS or _BANNER.search(name) for name in names)


def _holds_heading(element: etree._Element) -> bool:
    """A chapter may be called Comments or Navigation, and its id with it."""
    return any(True for _ in element.iter(*_HEADINGS))


def _is_site_header(element: etree._Element) -> bool:
    if element.tag != "header" or any(True for _ in element.iterancestors("article", "main")):
        return False
    return not any(True for _ in element.iter("h1", "h2"))


def _empty(element: etree._Element) -> None:
    """Leave nothing of the element but its place: text before and after it stays, and stays parted by a block."""
    element.clear(keep_tail=True)
    element.tag = "div" if element.tag in BLOCKS else "span"


def _content_root(page: etree._Element) -> etree._Element:
    letters = _letters(page)
    candidates = (element for element in _candidates(page) if letters[element] >= _MAIN_SHARE * letters[page])
    return next(candidates, page)


def _candidates(page: etree._Element) -> Iterator[etree._Element]:
    yield from page.iter("main")
    yield from page.xpath("//*[@role='main']")
    articles = list(page.iter("article"))
    if len(articles) == 1:
        yield from articles
