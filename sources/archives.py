"""ZIP files that are safe to look into."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from functools import cached_property

from sources import limits
from sources.errors import UnreadableSource

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENCRYPTED = 0x1
_MARKUP = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,  # a compression that zipfile does not know
    RuntimeError,  # an entry that asks for a password
    ValueError,
)


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a ZIP file does."""
    return data.startswith(_SIGNATURES)


class Archive:
    """A ZIP file whose directory promises no more than a document needs.

    Nothing is unpacked to the disk: entries are read by their names, never beyond the size in the directory. Raises
    `UnreadableSource` broken, encrypted or bomb, here and in `read`.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise UnreadableSource("broken") from error
        self._entries = {entry.filename: entry for entry in self._archive.infolist()}
        _check_sizes(self._archive.infolist())

    @cached_property
    def kind(self) -> bytes:
        """What the package calls itself: its `mimetype` entry (EPUB, OpenDocument) or content types (Office)."""
        return (self.read("mimetype") or self.read("[Content_Types].xml") or b"").strip()

    def read(self, name: str) -> bytes | None:
        """The bytes of an entry, None if there is none of this name."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        try:
            return self._archive.read(entry)
        except _BROKEN as error:
            raise UnreadableSource("broken") from error

    def size(self, name: str) -> int:
        """How many bytes an entry promises to have, 0 if there is none of this name."""
        return self._entries[name].file_size if name in self._entries else 0

    def part(self, name: str) -> bytes:
        """The bytes of an entry that the document cannot do without. Raises `UnreadableSource` broken."""
        data = self.read(name)
        if data is None:
            raise UnreadableSource("broken")
        return data

    def check_declarations(self, *marks: bytes) -> None:
        """Refuse markup with one of the marks (`<!DOCTYPE`, `<!ENTITY`) as a bomb, in any encoding and case."""
        wanted = [mark.lower() for mark in marks]
        for name in self._entries:
            if name.lower().endswith(_MARKUP):
                markup = (self.read(name) or b"").replace(b"\x00", b"").lower()
                if any(mark in markup for mark in wanted):
                    raise UnreadableSource("bomb")


def inside(folder: str, reference: str) -> str:
    """The name of the entry that a reference from a folder means; `..` never leads out of the archive."""
    return posixpath.normpath(posixpath.join("/", folder, reference)).lstrip("/")


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > limits.MAX_ARCHIVE_ENTRIES or total > limits.MAX_ARCHIVE_BYTES:
        raise UnreadableSource("bomb")
    if any(map(_is_bomb, entries)):
        raise UnreadableSource("bomb")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableSource("encrypted")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    if entry.file_size > limits.MAX_XML_BYTES and entry.filename.lower().endswith(_MARKUP):
        return True
    ratio = entry.file_size / max(entry.compress_size, 1)
    return entry.file_size > limits.RATIO_APPLIES_FROM_BYTES and ratio > limits.MAX_COMPRESSION_RATIO
