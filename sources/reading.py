"""The one way in: which reader a file gets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from learning.source import SourceDocument
from sources.assembly import assemble
from sources.decoding import decode
from sources.detection import MEDIA_TYPES, Format, is_compound_file, is_pdf, is_zip, text_format
from sources.docx import read_docx
from sources.drafts import Reading
from sources.errors import UnreadableSource
from sources.html import read_html
from sources.limits import MAX_BYTES, MAX_CHARACTERS
from sources.markdown import read_markdown
from sources.pdf import read_pdf
from sources.txt import text_reading

_READERS_OF_BYTES: tuple[tuple[Callable[[bytes], bool], Callable[[bytes, str], SourceDocument]], ...] = (
    (is_pdf, read_pdf),
    (is_zip, read_docx),
)
"""A signature and who reads what has it; the first that fits."""
_READERS_OF_TEXT: dict[Format, Callable[[str], Reading]] = {"md": read_markdown, "html": read_html, "txt": text_reading}
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def read_source(data: bytes, filename: str) -> SourceDocument:
    """Read a file into blocks in reading order, the same for the same bytes.

    The format is decided by the content; `filename` gives the document its name and tips the balance between Markdown
    and plain text. Raises `UnreadableSource`: its `kind` says why, its `sentence` what to do, its `status` is the HTTP
    status. At most `MAX_BYTES` bytes and `MAX_CHARACTERS` characters are read.
    """
    filename = PurePosixPath(filename.replace("\\", "/")).name
    if len(data) > MAX_BYTES:
        raise UnreadableSource("too_large")
    if not data.strip():
        raise UnreadableSource("empty")
    try:
        return _read(data, filename)
    except RecursionError as error:
        raise UnreadableSource("too_deep") from error


def _read(data: bytes, filename: str) -> SourceDocument:
    for fits, read in _READERS_OF_BYTES:
        if fits(data):
            return read(data, filename)
    if is_compound_file(data):
        raise _compound_file(data)
    return _read_text(data, filename)


def _compound_file(data: bytes) -> UnreadableSource:
    if _ENCRYPTED_PACKAGE in data:
        return UnreadableSource("encrypted")
    return UnreadableSource("unsupported_type", "This is a Word file of the old kind; save it as DOCX and upload that.")


def _read_text(data: bytes, filename: str) -> SourceDocument:
    text = decode(data)
    if len(text) > 2 * MAX_CHARACTERS:
        raise UnreadableSource("too_large")
    form = text_format(text, filename)
    if form is None:
        raise UnreadableSource("unsupported_type")
    return _read_as(form, text, filename)


def _read_as(form: Format, text: str, filename: str) -> SourceDocument:
    reading = _READERS_OF_TEXT[form](text)
    return assemble(
        reading.drafts,
        filename=filename,
        media_type=MEDIA_TYPES[form],
        title=reading.title,
        title_is_top_heading=form == "md",
        language=reading.language,
        not_carried=reading.not_carried,
    )
