"""Whatever the bytes are: a clean document with text, or a refusal that says why."""

from __future__ import annotations

import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.source import SourceDocument
from sources import UnreadableSource, read_source
from tests.sources.docx_files import part, replaced, small_document
from tests.sources.made_files import book, line, presentation, shape, slide
from tests.sources.pdf_files import drawn, lines
from tests.sources.picture_files import data_address, picture
from tests.sources.test_archive_growth import MADE
from tests.sources.test_growth import GROWN

_PDF = drawn(*[lines(["A page of a small file", "with a word or two on it."])] * 3)
_DOCX = small_document()
_DOCUMENT_XML = part(_DOCX, "word/document.xml")
_MARKDOWN = (
    "---\ntitle: T\n---\n# A\n::: note\n> - *b* `c` [d](e){f}\n```g\nh\n```\n"
    "| i |\n|---|\n| j |\n:::\n+--+\n| k|\n+--+\n"
)
_HTML = "<!doctype html><body><nav>a</nav><h1>b</h1><ul><li>c<pre>d</pre></ul><table><tr><td>e</table><dl><dt>f<dd>g"

_unhurried = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
_names = st.sampled_from([*GROWN, *MADE, "a.pdf", "a.docx", "a", ""])
_magic = st.sampled_from(
    [
        b"",
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        b"<html>",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"---\n",
        b"WEBVTT\n",
        b'{"nbformat": 4, "cells": ',
    ]
)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with some exchanged, some doubled, some cut out, and perhaps without their end."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, max(len(data) - 1, 0)))
        end = start + draw(st.integers(0, 40))
        data[start:end] = draw(st.one_of(st.binary(max_size=8), st.just(bytes(data[start:end]) * 2)))
    return bytes(data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data)


def check(data: bytes, filename: str) -> None:
    answer = answer_to(data, filename)
    if isinstance(answer, UnreadableSource):
        assert answer.status in (413, 415, 422)
        assert answer.sentence
    else:
        check_document(answer)
        assert answer_to(data, filename) == answer


def answer_to(data: bytes, filename: str) -> SourceDocument | UnreadableSource:
    try:
        return read_source(data, filename)
    except UnreadableSource as error:
        return error


def check_document(document: SourceDocument) -> None:
    blocks = document.blocks
    assert document.title
    assert document.characters == sum(len(block.text) for block in blocks) > 0
    assert [block.id for block in blocks] == [f"b{number}" for number in range(1, len(blocks) + 1)]
    assert {figure.block_id for figure in document.figures} - {""} == {b.id for b in blocks if b.kind == "figure"}
    for block in blocks:
        assert block.text.strip()
        assert block.level in (range(1, 7) if block.kind == "heading" else range(100))
        check_text(block.text, keeps_lines=block.kind in ("code", "table"))


def check_text(text: str, *, keeps_lines: bool) -> None:
    text.encode()
    assert unicodedata.is_normalized("NFC", text)
    allowed = "\n\t" if keeps_lines else ""
    assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Co") and c not in allowed]
    assert not set(text) & set("\xad\u200b\ufeff\u2060")
    assert keeps_lines or text == " ".join(text.split())


@given(st.binary(max_size=400), _magic, _names)
@_unhurried
def test_random_bytes(data: bytes, magic: bytes, filename: str) -> None:
    check(magic + data, filename)


@given(st.text(max_size=300), _names)
@_unhurried
def test_random_text(text: str, filename: str) -> None:
    check(text.encode("utf-8", "surrogatepass"), filename)


@given(st.text(alphabet="#*-_`~[](){}<>:|+=\\!&;'\"$%.0123 \n\tab", max_size=300), st.sampled_from(["a.md", "a.html"]))
@_unhurried
def test_random_markup(text: str, filename: str) -> None:
    check(text.encode(), filename)


@given(damaged(_MARKDOWN.encode()))
@_unhurried
def test_damaged_markdown(data: bytes) -> None:
    check(data, "a.md")


@given(damaged(_HTML.encode()))
@_unhurried
def test_damaged_html(data: bytes) -> None:
    check(data, "a.html")


@given(damaged(_PDF))
@_unhurried
def test_damaged_pdf(data: bytes) -> None:
    check(data, "a.pdf")


@given(damaged(_DOCX))
@_unhurried
def test_a_damaged_word_archive(data: bytes) -> None:
    check(data, "a.docx")


@given(damaged(_DOCUMENT_XML))
@_unhurried
def test_a_word_archive_with_a_damaged_part(xml: bytes) -> None:
    check(replaced(_DOCX, "word/document.xml", xml), "a.docx")


_VTT = (
    "WEBVTT\n\nNOTE a\n\n00:00.000 --> 00:01.000\n<v Anna>The sea &amp; the <i>moon</i>.\n\n"
    "00:02.000 --> 00:03.000\nSo.\n"
)
_NOTEBOOK = (
    '{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "markdown", "source": ["# A\\n", "b"]}, '
    '{"cell_type": "code", "source": "c", "outputs": [{"data": {"text/plain": "d", "image/png": "QUJD"}}]}]}'
)
_SHOWN = (
    f"<html><body><h1>T</h1><p>a</p><figure><img alt='b' src='{data_address(picture())}'>"
    "<figcaption>c</figcaption></figure></body></html>"
)
_SLIDES = presentation([slide(shape(line("T"), "title"), shape(line("a") + line("b")))])
_BOOK = book({"a.xhtml": _SHOWN})


@given(damaged(_VTT.encode()))
@_unhurried
def test_damaged_captions(data: bytes) -> None:
    check(data, "a.vtt")


@given(damaged(_NOTEBOOK.encode()))
@_unhurried
def test_a_damaged_notebook(data: bytes) -> None:
    check(data, "a.ipynb")


@given(damaged(_SHOWN.encode()))
@_unhurried
def test_a_damaged_page_with_a_picture(data: bytes) -> None:
    check(data, "a.html")


@given(damaged(_SLIDES))
@_unhurried
def test_a_damaged_presentation(data: bytes) -> None:
    check(data, "a.pptx")


@given(damaged(part(_SLIDES, "ppt/slides/s0.xml")))
@_unhurried
def test_a_presentation_with_a_damaged_slide(xml: bytes) -> None:
    check(replaced(_SLIDES, "ppt/slides/s0.xml", xml), "a.pptx")


@given(damaged(_BOOK))
@_unhurried
def test_a_damaged_book(data: bytes) -> None:
    check(data, "a.epub")


@given(damaged(part(_BOOK, "OEBPS/book.opf")))
@_unhurried
def test_a_book_with_a_damaged_list_of_chapters(xml: bytes) -> None:
    check(replaced(_BOOK, "OEBPS/book.opf", xml), "a.epub")
