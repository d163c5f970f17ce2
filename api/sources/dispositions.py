"""The file name of a form's part, in each of the ways in which browsers and libraries write it.

RFC 7578 says raw UTF-8, RFC 6266 `filename*`, the WHATWG `%22` for a quote, curl a backslash before it, old clients
Latin-1, and mail libraries encoded words (RFC 2047).
"""

import codecs
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from urllib.parse import unquote_to_bytes

_PARAMETER = re.compile(rb';[ \t]*([^\s=;"]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^;]*))', re.DOTALL)
_QUOTED_PAIR = re.compile(rb'\\(["\\])')
_ENCODED_WORDS = re.compile(r"=\?[^?\s]+\?[BbQq]\?[^?]*\?=(?:\s*=\?[^?\s]+\?[BbQq]\?[^?]*\?=)*")
_HIGH_BYTE = re.compile(rb"%[89A-Fa-f][0-9A-Fa-f]")
_FORM_ESCAPES = ((b"%22", b'"'), (b"%0D", b"\r"), (b"%0A", b"\n"), (b"%0d", b"\r"), (b"%0a", b"\n"))


def told_name(disposition: bytes) -> str | None:
    """Return the file name that a Content-Disposition header tells; `filename*` before `filename`.

    None where the part is no file, or its file has no name.
    """
    parameters = dict(_parameters(disposition))
    name = _extended(parameters.get(b"filename*", b""))
    if name is None and b"filename" in parameters:
        name = _plain(parameters[b"filename"])
    return name or None


def _parameters(disposition: bytes) -> Iterator[tuple[bytes, bytes]]:
    for match in _PARAMETER.finditer(disposition):
        quoted, bare = match[2], match[3]
        yield match[1].lower(), _QUOTED_PAIR.sub(rb"\1", quoted) if quoted is not None else bare.strip()


def _extended(value: bytes) -> str | None:
    """RFC 8187: the charset, a language, and the name in percent escapes."""
    charset, mark, rest = value.partition(b"'")
    _, other_mark, escaped = rest.partition(b"'")
    if not (mark and other_mark):
        return None
    try:
        return unquote_to_bytes(escaped).decode(codecs.lookup(charset.decode("ascii")).name)
    except (LookupError, UnicodeError):
        return None


def _plain(value: bytes) -> str:
    """A name whose bytes are all escaped was escaped by a library; otherwise `%` is part of the name."""
    text = _text(value)
    if _ENCODED_WORDS.fullmatch(text.strip()):
        return _decoded_words(text)
    if _HIGH_BYTE.search(value):
        try:
            return unquote_to_bytes(value).decode()
        except UnicodeDecodeError:
            return text
    for escape, meant in _FORM_ESCAPES:
        text = text.replace(escape.decode(), meant.decode())
    return text


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("cp1252", errors="replace")


def _decoded_words(text: str) -> str:
    try:
        return str(make_header(decode_header(text)))
    except (HeaderParseError, LookupError, UnicodeError):
        return text
