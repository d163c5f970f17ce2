"""The one way in: which reader a file gets."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple

from learning.source import SourceDocument
from sources.assembly import assemble
from sources.captions import SUBRIP, TRANSCRIPT, WEBVTT
from sources.docx import DOCX
from sources.epub import EPUB
from sources.errors import UnreadableSource
from sources.files import Kind, SourceFile
from sources.html import HTML
from sources.limits import MAX_BYTES
from sources.markdown import MARKDOWN
from sources.notebook import NOTEBOOK
from sources.pandoc_kinds import ASCIIDOC, DOCBOOK, LATEX, MEDIAWIKI, ODT, ORG, RST, RTF
from sources.pdf import PDF
from sources.pictures import Picture
from sources.pptx import PPTX
from sources.txt import TEXT

KINDS: tuple[Kind, ...] = (
    *(PDF, PPTX, DOCX, EPUB, ODT, RTF),
    *(WEBVTT, SUBRIP, NOTEBOOK, DOCBOOK, ASCIIDOC, MEDIAWIKI, HTML),
    *(LATEX, RST, ORG, MARKDOWN, TRANSCRIPT, TEXT),
)
"""The kinds of files that are read; the first that fits reads. Those of bytes stand before those of texts."""
READ = f"{', '.join(kind.name for kind in KINDS[:-1])} and {KINDS[-1].name}"
"""What is read, for people: the names of all kinds as a list in words."""
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of Office before 2007, and of its password-protected files since."""
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


class ReadSource(NamedTuple):
    """What reading a file gives: its document, and the pictures of its figures by their `media`."""

    document: SourceDocument
    pictures: dict[str, Picture]


def read_file(data: bytes, filename: str) -> ReadSource:
    """Read a file into blocks in reading order, and its pictures, the same for the same bytes.

    The kind is decided by the content; `filename` gives the document its name and tips the balance between texts.
    Raises `UnreadableSource`: its `kind` says why, its `sentence` what to do, its `status` is the HTTP status. At most
    `MAX_BYTES` bytes and `MAX_CHARACTERS` characters are read.
    """
    file = SourceFile(data, PurePosixPath(filename.replace("\\", "/")).name)
    if len(data) > MAX_BYTES:
        raise UnreadableSource("too_large")
    if not data.strip():
        raise UnreadableSource("empty")
    try:
        kind = _kind_of(file)
        reading = kind.read(file)
        document = assemble(reading, filename=file.filename, media_type=kind.media_type)
    except RecursionError as error:
        raise UnreadableSource("too_deep") from error
    return ReadSource(document, {figure.media: reading.pictures[figure.media] for figure in document.figures})


def read_source(data: bytes, filename: str) -> SourceDocument:
    """The document that `read_file` gives, without its pictures."""
    return read_file(data, filename).document


def _kind_of(file: SourceFile) -> Kind:
    if file.data.startswith(_COMPOUND_FILE):
        raise _compound_file(file.data)
    try:
        return next(kind for kind in KINDS if kind.fits(file))
    except StopIteration:
        refused = None
    except UnreadableSource as error:
        if error.kind != "unsupported_type":
            raise
        refused = error
    sentence = f"We read {READ}; save the file as one of them and try again."
    raise UnreadableSource("unsupported_type", sentence) from refused


def _compound_file(data: bytes) -> UnreadableSource:
    if _ENCRYPTED_PACKAGE in data:
        return UnreadableSource("encrypted")
    return UnreadableSource(
        "unsupported_type", "This is an Office file of the old kind; save it as DOCX or PPTX and upload that."
    )
