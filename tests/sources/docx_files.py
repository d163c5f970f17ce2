"""Word files made with python-docx, and archives that no word processor would make."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.document import Document

CONTENT_TYPES = "[Content_Types].xml"


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def small_document() -> bytes:
    document = docx.Document()
    document.add_heading("A small document", 1)
    document.add_paragraph("It says one thing.")
    return saved(document)


def replaced(data: bytes, part: str, content: bytes) -> bytes:
    """The archive with one part exchanged or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename != part:
                target.writestr(entry, source.read(entry))
        target.writestr(part, content)
    return buffer.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def archive(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return buffer.getvalue()


def claiming(data: bytes, *, size: int, parts: int) -> bytes:
    """The archive with further parts that hold nothing but whose entry in the directory claims `size` bytes."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as target:
        for number in range(parts):
            target.writestr(f"word/media/{number}.bin", b"")
            target.filelist[-1].file_size = size
    return buffer.getvalue()
