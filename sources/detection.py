"""Which of the formats that we read a file is, by its content."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

Format = Literal["pdf", "docx", "html", "md", "txt"]

MEDIA_TYPES: dict[Format, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "md": "text/markdown",
    "txt": "text/plain",
}

_PDF_WITHIN = 1024
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*(?:<!doctype\s+html|<(?:html|head|body)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|table|tr|td|section|article|main|pre|blockquote|dl)\b[^<>]*>", re.I
)
_FOREIGN_START = re.compile(r"\s*(?:\{\\rtf|%!PS|<\?xml|<svg|<!DOCTYPE|<\?php)", re.IGNORECASE)
# What plain text hardly ever has counts twice; what it may have by chance, once.
_MARKDOWN_SIGNS = (
    (2, re.compile(r"^ {0,3}(?:`{3,}|~{3,})[^`\n]*$", re.MULTILINE)),
    (2, re.compile(r"^ {0,3}:{3,}|^\{:", re.MULTILINE)),
    (2, re.compile(r"\A---\n(?:[^\n]*\n){1,60}?---\n")),
    (1, re.compile(r"^ {0,3}#{1,6} +\S", re.MULTILINE)),
    (1, re.compile(r"\[[^\]\n]{1,200}\](?:\([^)\s]{1,400}\)|\[[^\]\n]{0,100}\]|: +\S)")),
    (1, re.compile(r"\*\*[^*\s][^*\n]{0,200}\*\*|(?<!`)`[^`\n]{1,200}`(?!`)")),
    (1, re.compile(r"^ {0,3}[-*+] +\S", re.MULTILINE)),
    (1, re.compile(r"^ {0,9}\|? {0,9}:?-{3,}:? {0,9}\|[-| :]*$", re.MULTILINE)),
)
_WEIGHT_NEEDED = {".md": 0, ".markdown": 0, ".mdown": 0, ".rmd": 0, ".qmd": 0, ".txt": 3, ".text": 3}
_WEIGHT_NEEDED_UNNAMED = 2
_SAMPLE = 50_000


def is_pdf(data: bytes) -> bool:
    """The mark may stand anywhere in the first kilobyte; a text about PDF has it there too, but no objects."""
    head = data[:_PDF_WITHIN]
    return head.lstrip().startswith(b"%PDF-") or (b"%PDF-" in head and b"endobj" in data)


def is_zip(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def is_compound_file(data: bytes) -> bool:
    """The container of Word before 2007, and of password-protected Word files since."""
    return data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def text_format(text: str, filename: str) -> Format | None:
    """The format of a text; the file's extension only tips the balance. None if it is a text that we do not read."""
    sample = text[:_SAMPLE].replace("\r\n", "\n")
    extension = PurePath(filename).suffix.lower()
    if _HTML_START.match(sample):
        return "html"
    if _FOREIGN_START.match(sample):
        return None
    weight = sum(weight for weight, sign in _MARKDOWN_SIGNS if sign.search(sample))
    if _is_bare_html(sample, extension, weight):
        return "html"
    return "md" if weight >= _WEIGHT_NEEDED.get(extension, _WEIGHT_NEEDED_UNNAMED) else "txt"


def _is_bare_html(sample: str, extension: str, weight: int) -> bool:
    tags = len(_HTML_TAG.findall(sample))
    if extension in (".html", ".htm", ".xhtml"):
        return tags > 0
    return sample.lstrip().startswith("<") and tags >= 4 and weight < 2
