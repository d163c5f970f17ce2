"""Bytes of a text file to text, in the right letters or not at all."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes
from charset_normalizer.cd import coherence_ratio
from charset_normalizer.md import mess_ratio

from sources.alphabets import fits
from sources.errors import UnreadableSource

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w:-]{2,40})",
    re.IGNORECASE,
)
_META_WITHIN = 4096
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.005
_DAMAGE_SHARE = 0.05
# Escape sequences shift to Japanese letters: bytes that are ASCII and mean something else.
_SHIFTED = re.compile(rb"\x1b\$[@B(]")
_TAG = re.compile(rb"<[a-zA-Z/!][^<>]{0,500}>")
_LEGACY = ("cp1252", "cp1250", "iso8859-2", "cp1254", "cp1257", "cp1255", "cp1251", "koi8-u", "cp1253", "iso8859-6")
_NAMED = re.compile(r"(?:utf|iso8859|cp|koi8|mac|gb|big5|shift|euc|iso2022|tis|ascii|johab|ptcp|kz)[\w-]*$")
"""Of Python's codecs those of texts: others, such as punycode, are no encodings of files."""
_MOST_MESS = 0.2
_SAMPLE = 6_000
_MOST_CASE_SHIFTS = 0.02
_LIKELIER = 0.1
_CASE_SHIFT = re.compile(r"[^\W\d_A-Z](?=[^\W\d_a-z])")


def decode(data: bytes) -> str:
    """The text of `data`: by its byte order mark, as UTF-8, by the charset its HTML names, else by its letters.

    Raises `UnreadableSource` unsupported_type if the bytes are not text, encoding if it is not sure which letters
    they stand for.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded_by_mark(data, encoding)
    if b"\x00" in data or len(_CONTROL.findall(data)) > len(data) * _CONTROL_SHARE:
        return _unmarked_utf16(data)
    return _decoded_by_content(data)


def _decoded_by_mark(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSource("broken") from error


def _unmarked_utf16(data: bytes) -> str:
    """Text of two bytes a character without a mark: zeros are half of its blanks and line ends, or more."""
    readings = (_strictly(data, encoding) for encoding in ("utf-16-le", "utf-16-be"))
    for text in readings:
        if text and "\x00" not in text and _is_sound(text[:_SAMPLE]):
            return text
    raise UnreadableSource("unsupported_type")


def _decoded_by_content(data: bytes) -> str:
    shifted = _strictly(data, "iso2022-jp-2004") if _SHIFTED.search(data) else ""
    text = shifted or _strictly(data, "utf-8") or _strictly(data, _declared(data))
    return text or _damaged_utf8(data) or _by_letters(data)


def _strictly(data: bytes, encoding: str) -> str:
    """The text, empty if the bytes are not in this encoding."""
    try:
        return data.decode(encoding) if encoding else ""
    except UnicodeDecodeError:
        return ""


def _declared(data: bytes) -> str:
    """The encoding that a page names; Latin-1 and ASCII mean Windows-1252, as browsers read them."""
    match = _META_CHARSET.search(data[:_META_WITHIN])
    name = (match[1] or match[2]).decode("ascii", "replace") if match else ""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return ""
    if found in ("iso8859-1", "ascii"):
        return "cp1252"
    return found if _NAMED.match(found) and found not in ("utf-7", "utf-8") else ""


def _damaged_utf8(data: bytes) -> str:
    """The text, if a byte lost here and there is all that keeps it from being UTF-8; else empty."""
    text = data.decode("utf-8", "replace")
    damage = text.count("\ufffd")
    sound = sum(character > "\x7f" for character in text) - damage
    return text.replace("\ufffd", "") if damage <= _DAMAGE_SHARE * sound else ""


def _by_letters(data: bytes) -> str:
    """The reading whose letters are those of its language and in its usual frequencies."""
    sample = _sample(data)
    readings = {encoding: text for encoding in _candidates(sample) if (text := _begun(sample, encoding))}
    sound = {encoding: text for encoding, text in readings.items() if _is_sound(text)}
    for encoding in sorted(sound, key=lambda encoding: _likelihood(encoding, sound[encoding]), reverse=True):
        if text := _strictly(data, encoding):
            return text
    raise UnreadableSource("encoding")


def _sample(data: bytes) -> bytes:
    """Lines that are not plain ASCII, from the start; of a line without end what is around its first such byte."""
    sample = bytearray()
    for line in data.splitlines(keepends=True):
        line = line if line.isascii() else _TAG.sub(b" ", line)
        if not line.isascii():
            start = _start_of_letters(line) if len(line) > _SAMPLE else 0
            sample += line[start : start + _SAMPLE]
        if len(sample) >= _SAMPLE:
            break
    return bytes(sample[:_SAMPLE])


def _start_of_letters(line: bytes) -> int:
    """Where the word with the first byte that is not ASCII begins."""
    first = next(number for number, byte in enumerate(line) if byte > 127)
    return max(line.rfind(b" ", 0, first), first - _SAMPLE, 0)


def _begun(sample: bytes, encoding: str) -> str:
    """The text of a sample, which may end within a character; empty if it is not in this encoding."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return ""


def _candidates(sample: bytes) -> Iterator[str]:
    yield from _LEGACY
    yield from (match.encoding for match in from_bytes(sample))


def _is_sound(text: str) -> bool:
    shifts = sum(text[found.start()].islower() and text[found.end()].isupper() for found in _CASE_SHIFT.finditer(text))
    if shifts > _MOST_CASE_SHIFTS * len(text) or mess_ratio(text, _MOST_MESS) > _MOST_MESS:
        return False
    return fits(text, _language(text))


def _likelihood(encoding: str, text: str) -> float:
    """How far the letters are as frequent as in a language.

    Windows is likelier than its rivals, Hebrew than Cyrillic without a capital, small letters than capitals.
    """
    coherence = coherence_ratio(text)
    frequent = coherence[0][1] if coherence else 0.0
    likelier = _LIKELIER * (encoding.startswith("cp") + 2 * (_language(text) == "he"))
    likelier -= 3 * _LIKELIER * (sum(map(str.isupper, text)) > sum(map(str.islower, text)))
    return float(frequent + likelier - mess_ratio(text, _MOST_MESS))


def _language(text: str) -> str:
    import py3langid  # numpy and a model: of all that import this module, few ask

    return str(py3langid.classify(text)[0])
