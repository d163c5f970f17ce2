"""The parts of a Word file: where its text is, and the few other parts that its text needs."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

from lxml.etree import _Element

from sources.archives import Archive
from sources.docx_names import w
from sources.errors import UnreadableSource
from sources.packages import parsed, relations

_USED = ("styles", "numbering", "footnotes", "endnotes")
_FURNITURE = ("header", "footer")


@dataclass(slots=True)
class WordParts:
    """The roots of the parts; a part that is missing or damaged, other than the text itself, is not there."""

    document: _Element
    parts: dict[str, _Element] = field(default_factory=dict)
    furniture: int = 0
    """How many headers and footers have words in them."""
    pictures: dict[str, str] = field(default_factory=dict)
    """Of the pictures of the text: their relation's id, and the name of their entry in the archive."""


def word_parts(archive: Archive) -> WordParts:
    """Read the parts. Raises `UnreadableSource` broken if there is no text part, too_large if it has no measure."""
    main = _main_part(archive)
    document = parsed(archive, main)
    if document is None or document.find(w("body")) is None:
        raise UnreadableSource("broken")
    found = WordParts(document)
    for identity, kind, name in relations(archive, main):
        if kind == "image":
            found.pictures[identity] = name
        part = parsed(archive, name) if kind in (*_USED, *_FURNITURE) else None
        if part is not None and kind in _USED:
            found.parts.setdefault(kind, part)
        elif part is not None:
            found.furniture += any((text.text or "").strip() for text in part.iter(w("t")))
    return found


def packed(parts: dict[str, bytes]) -> bytes:
    """A ZIP archive of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def _main_part(archive: Archive) -> str:
    """The part that the package calls its document; most writers name it word/document.xml."""
    for _, kind, name in relations(archive, ""):
        if kind == "officeDocument":
            return name
    return "word/document.xml"
