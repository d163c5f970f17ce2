"""Whether a ZIP file is a Word document that is safe to unpack."""

from __future__ import annotations

import io
import zipfile
import zlib

from sources import limits
from sources.errors import UnreadableSource

_DOCUMENT_TYPE = b"wordprocessingml"
_CONTENT_TYPES = "[Content_Types].xml"
_ENCRYPTED = 0x1
_TYPE_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,  # a compression that zipfile does not know
    RuntimeError,  # an entry that asks for a password
    ValueError,
)


def check_archive(data: bytes) -> None:
    """Let a Word document pass.

    Raises `UnreadableSource`: unsupported_type for another kind of ZIP, broken, encrypted, or bomb. Sizes are checked
    by the archive's directory before anything is inflated; reading never goes beyond the size named there.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive.infolist())
            _check_kind(archive)
            _check_markup(archive)
    except _BROKEN as error:
        raise UnreadableSource("broken") from error


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > limits.MAX_ARCHIVE_ENTRIES or total > limits.MAX_ARCHIVE_BYTES:
        raise UnreadableSource("bomb")
    if any(map(_is_bomb, entries)):
        raise UnreadableSource("bomb")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableSource("encrypted")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    if entry.file_size > limits.MAX_XML_BYTES and _is_xml(entry):
        return True
    ratio = entry.file_size / max(entry.compress_size, 1)
    return entry.file_size > limits.RATIO_APPLIES_FROM_BYTES and ratio > limits.MAX_COMPRESSION_RATIO


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".xml", ".rels"))


def _check_kind(archive: zipfile.ZipFile) -> None:
    if _CONTENT_TYPES not in archive.namelist() or _DOCUMENT_TYPE not in archive.read(_CONTENT_TYPES):
        raise UnreadableSource("unsupported_type")


def _check_markup(archive: zipfile.ZipFile) -> None:
    """Word never writes a document type; whoever does wants its entities expanded."""
    for entry in filter(_is_xml, archive.infolist()):
        head = archive.read(entry).replace(b"\x00", b"")
        if any(mark in head for mark in _TYPE_DECLARATIONS):
            raise UnreadableSource("bomb")
