"""The part of a web page that a reader came for: the tree without navigation, banners, scripts and hidden parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from sources.drafts import LeftOut
from sources.errors import UnreadableSource
from sources.html_vocabulary import BLOCKS, CONTENTS, FOOTNOTE_MARKS, NAMED, NOT_READ, PAGE_PARTS, READ_THOUGH_HIDDEN
from sources.limits import MAX_ELEMENTS

LEFT_OUT = "left-out"
"""The attribute of an emptied element: what was in it. `LEFT_OUT_DETAIL` says more."""
LEFT_OUT_DETAIL = "left-out-detail"
_WHOLE = frozenset({"html", "body", "main", "article"})
_BANNER = re.compile(r"^(?:cookie|gdpr|consent|onetrust|cc-window|cc-banner)|cookie-?(?:banner|consent|notice|bar)")
_HIDDEN_STYLE = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_PANEL = re.compile(
    r"(?:^|[-_])(?:slides?|tabs?|tabpanel|panel|pane|collapse|collapsible|accordion|step|answer|solution|fragment|notes)"
    r"(?:$|[-_])"
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_AROUND_BUTTON = _HEADINGS | {"summary", "dt"}
_ANCHOR_SIGNS = frozenset("#¶§🔗")
_FIELDS = frozenset({"text", "email", "search", "password", "tel", "submit"})
_FEWEST_ENTRIES = 3
_MAIN_SHARE = 0.4
_PART_SHARE = 0.5
_SHORT = 60
_LINKED_SHARE = 0.9
"""Letters: less than a sentence that says something."""


@dataclass(frozen=True, slots=True)
class _Weight:
    """How much an element holds, itself and below: letters, those in links, headings, `h1` and `h2`, links into the
    page, other links, fields to fill in."""

    letters: int = 0
    linked: int = 0
    headings: int = 0
    tops: int = 0
    inner_links: int = 0
    outer_links: int = 0
    fields: int = 0


def main_content(page: etree._Element, left_out: LeftOut) -> etree._Element:
    """Empty whatever in `page` is no content, in place, and return the element that holds the content.

    What was emptied says so by its attribute `LEFT_OUT`. Raises `UnreadableSource` too_large for more elements than
    a page may have.
    """
    weights = _weights(page)
    furniture = 0
    pending = [(element, False) for element in reversed(page)]
    while pending:
        element, inside = pending.pop()
        fate = _fate(element, weights, page, inside)
        if fate is None:
            inside = inside or element.tag in ("main", "article", "section")
            pending.extend((child, inside) for child in reversed(element))
        else:
            furniture += fate == "page furniture" and weights[element].letters > 0
            _empty(element, "" if fate == "page furniture" else fate)
    if furniture:
        left_out.add("page furniture", "Navigation, banners and the like.", count=furniture)
    return _content_root(page)


def classes_of(element: etree._Element) -> list[str]:
    """Class, data-type and role of an element as lower-case words."""
    values = [element.get(name) or "" for name in ("class", "data-type", "epub:type", "role")]
    return " ".join(values).lower().split()


def _weights(page: etree._Element) -> dict[etree._Element, _Weight]:
    weights: dict[etree._Element, _Weight] = {}
    for _, element in etree.iterwalk(page, events=("end", "comment", "pi")):
        weights[element] = _weight(element, [weights[child] for child in element])
        if len(weights) > MAX_ELEMENTS:
            raise UnreadableSource("too_large")
    return weights


def _weight(element: etree._Element, parts: list[_Weight]) -> _Weight:
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return _Weight()
    own = len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)
    letters = own + sum(part.letters for part in parts)
    is_link = element.tag == "a" and letters > 0
    inner = (element.get("href") or "").startswith("#")
    return _Weight(
        letters,
        letters if is_link else sum(part.linked for part in parts),
        (element.tag in _HEADINGS) + sum(part.headings for part in parts),
        (element.tag in ("h1", "h2")) + sum(part.tops for part in parts),
        (is_link and inner) + sum(part.inner_links for part in parts),
        (is_link and not inner) + sum(part.outer_links for part in parts),
        _is_field(element) + sum(part.fields for part in parts),
    )


def _is_field(element: etree._Element) -> bool:
    return element.tag == "input" and (element.get("type") or "text").lower() in _FIELDS


def _fate(
    element: etree._Element, weights: dict[etree._Element, _Weight], page: etree._Element, inside: bool
) -> str | None:
    """None for what is read, else what it is that is left out."""
    if not isinstance(element.tag, str):
        return ""
    weight = weights[element]
    if element.tag in NOT_READ or element.tag in NAMED:
        return NAMED.get(element.tag, "page furniture")
    contents = _is_contents(element, weight) or _is_named_contents(element, weight, weights[page])
    if _is_anchor_sign(element) or contents or _is_control(element, weight):
        return "page furniture"
    is_minor = weight.letters <= _PART_SHARE * weights[page].letters and element.tag not in _WHOLE
    if is_minor and (_is_named_furniture(element, weight, inside) or _is_site_part(element, weight, inside)):
        return "page furniture"
    return _fate_of_hidden(element, weight)


def _fate_of_hidden(element: etree._Element, weight: _Weight) -> str | None:
    """Slides, panels and whatever has a heading of its own are shown in their turn; the rest stays hidden."""
    if not _is_hidden(element) or element.tag in READ_THOUGH_HIDDEN or weight.headings:
        return None
    if any(_PANEL.search(name) for name in classes_of(element)):
        return None
    return "hidden text" if weight.letters and element.tag in BLOCKS else ""


def _is_hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def _is_contents(element: etree._Element, weight: _Weight) -> bool:
    """A list of nothing but links into the page itself."""
    if element.tag not in ("ul", "ol") or not weight.letters or weight.linked != weight.letters:
        return False
    return weight.inner_links >= _FEWEST_ENTRIES and not weight.outer_links


def _is_named_contents(element: etree._Element, weight: _Weight, page: _Weight) -> bool:
    """Contents by their name, nearly all links, however long: the page says something else besides."""
    if CONTENTS.isdisjoint(classes_of(element)) or not weight.letters:
        return False
    return weight.linked >= _LINKED_SHARE * weight.letters and page.letters - weight.letters >= _SHORT


def _is_anchor_sign(element: etree._Element) -> bool:
    """The sign beside a heading that links to the heading itself."""
    return element.tag == "a" and (element.text or "").strip() in _ANCHOR_SIGNS and not len(element)


def _is_control(element: etree._Element, weight: _Weight) -> bool:
    """A button that does something, rather than one that is the title of a panel or a card of text."""
    if element.tag == "form":
        return weight.letters < 2 * _SHORT and not weight.headings and weight.fields > 0
    if element.tag != "button" or weight.letters >= _SHORT or weight.headings:
        return False
    parent = element.getparent()
    titles = element.get("role") == "tab" or any(_PANEL.search(name) for name in classes_of(element))
    return not (titles or (parent is not None and parent.tag in _AROUND_BUTTON))


def _is_named_furniture(element: etree._Element, weight: _Weight, inside: bool) -> bool:
    names = classes_of(element)
    identity = (element.get("id") or "").lower()
    if identity in PAGE_PARTS and not weight.headings:
        return True
    if _BANNER.search(identity):
        return True
    names = [name for name in names if not (inside and name == "sidebar")]
    return any(name in PAGE_PARTS or name in FOOTNOTE_MARKS or _BANNER.search(name) for name in names)


def _is_site_part(element: etree._Element, weight: _Weight, inside: bool) -> bool:
    """The header of a site, and what stands beside its pages and says little or leads elsewhere."""
    if inside:
        return False
    if element.tag == "header":
        return not weight.tops
    return element.tag == "aside" and (weight.letters < _SHORT or 2 * weight.linked > weight.letters)


def _empty(element: etree._Element, what: str) -> None:
    """Leave nothing of the element but its place: text before and after it stays, and stays parted by a block."""
    named = isinstance(element.tag, str)
    detail = _detail(element) if named and what else ""
    element.clear(keep_tail=True)
    if not named:
        return
    element.tag = "div" if element.tag in BLOCKS else "span"
    if what:
        element.set(LEFT_OUT, what)
        element.set(LEFT_OUT_DETAIL, detail)


def _detail(element: etree._Element) -> str:
    said = element.get("alt") or element.get("title") or element.get("aria-label") or ""
    if said or element.tag == "script":
        return said
    return " ".join((element.text or element.get("src") or element.get("data") or "").split())[:200]


def _content_root(page: etree._Element) -> etree._Element:
    weights = _weights(page)
    candidates = (
        element for element in _candidates(page) if weights[element].letters >= _MAIN_SHARE * weights[page].letters
    )
    return next(candidates, page)


def _candidates(page: etree._Element) -> Iterator[etree._Element]:
    yield from page.iter("main")
    yield from page.xpath("//*[@role='main']")
    articles = list(page.iter("article"))
    if len(articles) == 1:
        yield from articles
