"""Files that unpack to far more than they are, refused before PDFium unpacks them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from sources.errors import UnreadableSource
from sources.limits import MAX_PDF_DRAWN_FORMS, MAX_PDF_STREAM_BYTES, MAX_PDF_STREAMS_BYTES

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT = re.compile(rb"\b(\d{1,9})\s+\d{1,5}\s+obj\b")
_REFERENCE = re.compile(rb"\b(\d{1,9})\s+\d{1,5}\s+R\b")
_DRAWS = re.compile(rb"/[^\s/<>\[\]()]{1,127}\s+Do\b")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_LONGEST_DICTIONARY = 4096
_MOST_LAYERS = 4
_CHUNK = 1 << 20
_MOST_REFERENCES = 64
_DEEPEST = 40


@dataclass(slots=True)
class _Form:
    """What a content stream draws: how often it calls another, and which objects its dictionary names."""

    draws: int
    references: list[int]


def check_expansion(data: bytes) -> None:
    """Raises `UnreadableSource` bomb if a stream, or content that draws content, grows beyond any document.

    Pictures are left out: they are never unpacked for their text.
    """
    total = 0
    forms: dict[int, _Form] = {}
    for number, dictionary, start in _streams(data):
        if _IMAGE.search(dictionary):
            continue
        content = _unpacked(data, start, len(_FLATE.findall(dictionary)))
        total += len(content)
        if total > MAX_PDF_STREAMS_BYTES:
            raise UnreadableSource("bomb")
        draws = sum(1 for _ in _DRAWS.finditer(content))
        if draws:
            references = [int(found) for found in _REFERENCE.findall(dictionary)[:_MOST_REFERENCES]]
            forms[number] = _Form(draws, references)
    if len(forms) > 1:
        _check_trees(data, forms)


def _streams(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Each stream's object number, its dictionary and where its bytes begin."""
    for match in _STREAM.finditer(data):
        before = data[max(match.start() - _LONGEST_DICTIONARY, 0) : match.start()]
        headers = list(_OBJECT.finditer(before))
        if headers:
            yield int(headers[-1][1]), before[headers[-1].end() :], match.end()


def _unpacked(data: bytes, start: int, layers: int) -> bytes:
    """The stream's bytes, or as many as make sense; raises `UnreadableSource` bomb if there are more than allowed."""
    if not layers:
        end = data.find(b"endstream", start)
        return data[start : min(end if end >= 0 else len(data), start + MAX_PDF_STREAM_BYTES)]
    content = _inflated(memoryview(data)[start:])
    for _ in range(min(layers, _MOST_LAYERS) - 1):
        content = _inflated(memoryview(content))
    return content


def _inflated(packed: memoryview) -> bytes:
    """As much as can be unpacked; nothing of what is damaged, encrypted or packed otherwise."""
    unpacker = zlib.decompressobj()
    parts: list[bytes] = []
    size = 0
    for start in range(0, len(packed), _CHUNK):
        pending: bytes | memoryview = packed[start : start + _CHUNK]
        while pending:
            try:
                parts.append(unpacker.decompress(pending, _CHUNK))
            except zlib.error:
                return b"".join(parts)
            size += len(parts[-1])
            if size > MAX_PDF_STREAM_BYTES:
                raise UnreadableSource("bomb")
            pending = unpacker.unconsumed_tail
        if unpacker.eof:
            break
    return b"".join(parts)


def _check_trees(data: bytes, forms: dict[int, _Form]) -> None:
    """Raises `UnreadableSource` bomb if forms draw forms until there are more than `MAX_PDF_DRAWN_FORMS`."""
    named = {reference for form in forms.values() for reference in form.references} - set(forms)
    resources = _references_of(data, named)
    sizes: dict[int, int] = {}

    def size(number: int, path: frozenset[int]) -> int:
        if number in sizes or number in path or len(path) > _DEEPEST:
            return sizes.get(number, 1)
        form = forms[number]
        below = {*form.references, *(far for near in form.references for far in resources.get(near, ()))}
        largest = max((size(child, path | {number}) for child in below if child in forms), default=1)
        sizes[number] = 1 + form.draws * largest
        return sizes[number]

    if any(size(number, frozenset()) > MAX_PDF_DRAWN_FORMS for number in forms):
        raise UnreadableSource("bomb")


def _references_of(data: bytes, wanted: set[int]) -> dict[int, list[int]]:
    """What the objects with these numbers, dictionaries of resources among them, refer to."""
    found: dict[int, list[int]] = {}
    for match in _OBJECT.finditer(data) if wanted else ():
        if int(match[1]) in wanted:
            body = data[match.end() : match.end() + _LONGEST_DICTIONARY].partition(b"endobj")[0]
            found[int(match[1])] = [int(number) for number in _REFERENCE.findall(body)[:_MOST_REFERENCES]]
    return found
