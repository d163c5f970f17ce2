"""Rendered HTML as XHTML: well formed, with pictures of its own alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree, html

MATHML = "http://www.w3.org/1998/Math/MathML"


def xhtml(rendered: str, change: Callable[[Any], None] = lambda element: None) -> str:
    """A fragment in XHTML, after `change` of each of its elements."""
    body = html.fragment_fromstring(rendered, create_parent="div")
    for element in list(body.iter()):
        _without_remote_picture(element)
        change(element)
    inner = (etree.tostring(element, encoding="unicode", method="xml") for element in body)
    return (etree.tostring(_text(body.text), encoding="unicode")[3:-4] if body.text else "") + "".join(inner)


def _text(text: str) -> Any:
    holder = etree.Element("t")
    holder.text = text
    return holder


def _without_remote_picture(element: Any) -> None:
    """A picture that is elsewhere becomes a link to it."""
    address = element.get("src", "") if element.tag == "img" else ""
    if ":" in address or address.startswith("//"):
        element.tag = "a"
        element.text = element.get("alt") or address
        element.attrib.clear()
        element.set("href", address)
