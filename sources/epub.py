"""EPUB books to drafts: their chapters are web pages, in the order of the spine."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from lxml.etree import _Element

from learning.source import NotCarried
from sources.archives import Archive, inside
from sources.decoding import decode
from sources.drafts import Draft, Reading
from sources.errors import UnreadableSource
from sources.files import Kind, SourceFile
from sources.html import read_html
from sources.limits import MAX_BLOCKS
from sources.packages import parsed
from sources.pictures import Fetch, Pictures

_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_FONT_SCRAMBLING = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_LOCKED = "This book is protected against copying; ask its publisher for a copy without protection and upload that."
_MISSING = "A chapter that the book names is not in the file."


def read_epub(file: SourceFile) -> Reading:
    """Read a book with its pictures. Raises `UnreadableSource`."""
    package = file.package
    package.check_declarations(b"<!ENTITY")
    if _is_locked(package):
        raise UnreadableSource("encrypted", _LOCKED)
    name = _package_document(package)
    book = parsed(package, name)
    if book is None:
        raise UnreadableSource("broken")
    pictures = Pictures()
    drafts: list[Draft] = []
    not_carried: list[NotCarried] = []
    for chapter in _chapters(book, posixpath.dirname(name)):
        reading = _read_chapter(package, chapter, pictures)
        if reading is None:
            not_carried.append(NotCarried(what="chapter", where=chapter, detail=_MISSING))
            continue
        drafts += _apart(reading.drafts, after=drafts)
        not_carried += reading.not_carried
        if len(drafts) > MAX_BLOCKS:
            raise UnreadableSource("too_large")
    return Reading(
        drafts, _said(book, "title"), _said(book, "language")[:2].lower(), not_carried, pictures=pictures.kept
    )


def _is_locked(package: Archive) -> bool:
    """Whether more than fonts is encrypted."""
    rules = parsed(package, "META-INF/encryption.xml")
    methods = [] if rules is None else [one.get("Algorithm") for one in rules.iter("{*}EncryptionMethod")]
    return any(method not in _FONT_SCRAMBLING for method in methods)


def _package_document(package: Archive) -> str:
    container = parsed(package, "META-INF/container.xml")
    root = None if container is None else next(container.iter("{*}rootfile"), None)
    if root is None:
        raise UnreadableSource("broken")
    return inside("", root.get("full-path") or "")


def _chapters(book: _Element, folder: str) -> Iterator[str]:
    """The names of the pages in reading order, without the table of contents; each once."""
    manifest = {item.get("id"): item for item in book.iter("{*}item")}
    seen: set[str] = set()
    for reference in book.iter("{*}itemref"):
        item = manifest.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES or "nav" in (item.get("properties") or "").split():
            continue
        name = inside(folder, unquote(item.get("href") or ""))
        if name not in seen:
            seen.add(name)
            yield name


def _read_chapter(package: Archive, name: str, pictures: Pictures) -> Reading | None:
    page = package.read(name)
    if page is None:
        return None
    try:
        return read_html(decode(page), pictures, _fetch_from(package, posixpath.dirname(name)))
    except UnreadableSource as error:
        if error.kind == "empty":
            return Reading([])
        raise


def _fetch_from(package: Archive, folder: str) -> Fetch:
    return lambda address: package.read(inside(folder, unquote(address.partition("#")[0])))


def _apart(drafts: list[Draft], after: list[Draft]) -> Iterator[Draft]:
    """The drafts of a chapter, their boxes numbered on from those before."""
    used = max((number for draft in after[-1:] for number in draft.scope), default=0)
    return (replace(draft, scope=tuple(number + used for number in draft.scope)) for draft in drafts)


def _said(book: _Element, name: str) -> str:
    """What the metadata of the book says."""
    return next((one.text or "" for one in book.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")), "")


EPUB = Kind("EPUB", "application/epub+zip", lambda file: file.is_package(b"application/epub+zip"), read_epub)
