"""Time grows with the length of a Word file, a notebook, slides or a book and not faster, however they are nested."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sources import read_source
from tests.sources.docx_files import replaced, small_document
from tests.sources.growth import grows_too_fast, seconds
from tests.sources.made_files import book, line, presentation, shape, slide

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_TEXT_BOX = "<w:p><w:r><w:t>a</w:t><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"
_TWICE = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>",
    "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p/></w:txbxContent></mc:Fallback></mc:AlternateContent>"
    "</w:r></w:p>",
)
_TABLE = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
_INSERTED = "<w:p><w:ins>", "</w:ins></w:p>"
_CONTROL = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
_BASE = small_document()


def word_file(body: str) -> bytes:
    return replaced(_BASE, "word/document.xml", f"<w:document {_W} {_MC}><w:body>{body}</w:body></w:document>".encode())


@pytest.mark.parametrize("nested", [_TEXT_BOX, _TWICE, _TABLE, _INSERTED, _CONTROL])
@pytest.mark.parametrize("depth", [8, 60, 2_000])
def test_a_word_file_nested_without_measure_is_read_or_refused_at_once(nested: tuple[str, str], depth: int) -> None:
    opening, closing = nested
    data = word_file(opening * depth + "<w:p><w:r><w:t>Deep.</w:t></w:r></w:p>" + closing * depth)
    assert seconds(lambda: read_source(data, "a.docx")) < 5


@pytest.mark.parametrize(
    "unit",
    [
        "<w:p><w:r><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:rFonts w:ascii='Courier'/></w:rPr><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:p><w:ins><w:r><w:t>a</w:t></w:r></w:ins><w:del><w:r><w:delText>b</w:delText></w:r></w:del></w:p>",
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
    ],
)
def test_a_word_file_of_many_parts(unit: str) -> None:
    assert grows_too_fast(lambda size: read_source(word_file(unit * (size // 8)), "a.docx")) == 0.0


def _notebook(cell: str, count: int) -> bytes:
    return f'{{"nbformat": 4, "cells": [{",".join([cell] * max(count, 1))}]}}'.encode()


MADE: dict[str, Callable[[str, int], bytes]] = {
    "a.ipynb": _notebook,
    "a.pptx": lambda unit, count: presentation([slide(shape(line("T"), "title"), unit * count)]),
    "many.pptx": lambda unit, count: presentation([slide(unit)] * (count // 40 + 1)),
    "a.epub": lambda unit, count: book({"a.xhtml": f"<html><body><h1>T</h1>{unit * count}</body></html>"}),
    "many.epub": lambda unit, count: book({f"{n}.xhtml": f"<html><body>{unit}" for n in range(count // 40 + 1)}),
}


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("a.ipynb", '{"cell_type": "markdown", "source": "a"}'),
        ("a.ipynb", '{"cell_type": "code", "source": "a", "outputs": [{"text": "b"}]}'),
        (
            "a.ipynb",
            '{"cell_type": "markdown", "source": "![a](attachment:b)", "attachments": {"b": {"image/png": "QUJD"}}}',
        ),
        ("a.ipynb", "["),
        ("a.pptx", shape(line("a"))),
        ("a.pptx", shape(line("a"), None)),
        ("a.pptx", "<p:grpSp>"),
        (
            "a.pptx",
            "<p:graphicFrame><a:tbl><a:tr><a:tc gridSpan='99' rowSpan='9'/></a:tr></a:tbl></p:graphicFrame>",
        ),
        ("a.pptx", "<p:pic><p:blipFill><a:blip r:embed='x'/></p:blipFill></p:pic>"),
        ("many.pptx", shape(line("a"), "title")),
        ("a.epub", "<p>a</p>"),
        ("a.epub", "<div>"),
        ("a.epub", "<img src='../a.png'/>"),
        ("many.epub", "<section class='note'>a"),
    ],
)
def test_archives_and_notebooks_of_many_parts(name: str, unit: str) -> None:
    made = MADE[name]
    assert grows_too_fast(lambda size: read_source(made(unit, size // len(unit)), name)) == 0.0
