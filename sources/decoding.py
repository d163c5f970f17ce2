"""Bytes of a text file to text."""

from __future__ import annotations

import codecs
import re

from sources.errors import UnreadableSource

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:-]{2,40})", re.IGNORECASE)
_META_WITHIN = 4096
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.005
_DAMAGE_SHARE = 0.05


def decode(data: bytes) -> str:
    """The text of `data`: by its byte order mark, as UTF-8, by the charset its HTML names, else as Windows-1252.

    Raises `UnreadableSource` unsupported_type if the bytes are not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded_by_mark(data, encoding)
    if len(_CONTROL.findall(data)) > len(data) * _CONTROL_SHARE or b"\x00" in data:
        raise UnreadableSource("unsupported_type")
    return _decoded_by_content(data)


def _decoded_by_mark(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSource("broken") from error


def _decoded_by_content(data: bytes) -> str:
    for encoding in filter(None, ("utf-8", _declared(data))):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _damaged_utf8(data) or _windows(data)


def _declared(data: bytes) -> str:
    match = _META_CHARSET.search(data[:_META_WITHIN])
    return match[1].decode("ascii", "replace") if match else ""


def _damaged_utf8(data: bytes) -> str:
    """The text, if a byte lost here and there is all that keeps it from being UTF-8; else empty."""
    text = data.decode("utf-8", "replace")
    damage = text.count("\ufffd")
    sound = sum(character > "\x7f" for character in text) - damage
    return text.replace("\ufffd", "") if damage <= _DAMAGE_SHARE * sound else ""


def _windows(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableSource("unsupported_type") from error
