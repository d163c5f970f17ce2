"""XML that is well formed whatever a course says."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

_NO_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text with a replacement character for each that XML 1.0 cannot hold."""
    return _NO_CHARACTERS.sub("\ufffd", text)


def serialised(root: Any) -> bytes:
    """The document of an element in UTF-8."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def blocks(rendered: str) -> list[Any]:
    """Rendered HTML as elements of XML; text between them is blank."""
    return list(html.fragment_fromstring(rendered, create_parent="div"))
