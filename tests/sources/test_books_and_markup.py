"""EPUB books, and the kinds that pandoc reads: OpenDocument, RTF, LaTeX and light markup."""

from __future__ import annotations

import pytest

from sources import read_file, read_source
from sources.epub import EPUB
from tests.sources.blocks import headings, read_text, texts, whole
from tests.sources.docx_files import part, replaced
from tests.sources.made_files import book, made
from tests.sources.picture_files import picture

_CHAPTER = "<html xmlns='http://www.w3.org/1999/xhtml'><body>{}</body></html>"


def test_a_book_as_a_program_makes_it() -> None:
    document, pictures = read_file(made("epub"), "tides.epub")
    assert (document.media_type, document.title) == (EPUB.media_type, "Tides")
    assert [text for _, text in headings(document)] == ["Tides", "Springs", "Neaps", "Harbours"]
    assert [figure.caption for figure in document.figures] == ["High water at the harbour"]
    assert list(pictures) == [document.figures[0].media]
    assert document.not_carried == ()


def test_chapters_come_in_the_order_of_the_spine_with_their_pictures() -> None:
    shown = "<h1>{}</h1><p>Words.</p><img src='../Images/a%20b.png' alt='{}'/>"
    chapters = {
        "Text/two.xhtml": _CHAPTER.format(shown.format("Two", "A harbour")),
        "Text/one.xhtml": _CHAPTER.format(shown.format("One", "The same harbour")),
    }
    document = read_source(book(chapters, {"OEBPS/Images/a b.png": picture()}), "a.epub")
    assert headings(document) == [(1, "Two"), (1, "One")]
    assert [figure.alt for figure in document.figures] == ["A harbour", "The same harbour"]
    assert document.language == "en"


def test_pictures_outside_of_the_book_are_not_fetched() -> None:
    addresses = ["http://example.org/a.png", "file:///etc/hostname", "../../../../etc/hostname", "/etc/hostname"]
    shown = "".join(f"<img src='{address}' alt='x'/>" for address in addresses)
    document = read_source(book({"a.xhtml": _CHAPTER.format(f"<h1>T</h1><p>Words.</p>{shown}")}), "a.epub")
    assert [(one.what, one.count) for one in document.not_carried] == [("picture", 4)]


def test_a_chapter_that_is_missing_is_named() -> None:
    chapters = {"a.xhtml": _CHAPTER.format("<h1>T</h1><p>Words.</p>"), "b.xhtml": _CHAPTER.format("<p>More.</p>")}
    whole_book = book(chapters)
    without = replaced(whole_book, "OEBPS/book.opf", part(whole_book, "OEBPS/book.opf").replace(b"b.xhtml", b"c.xhtml"))
    (named,) = read_source(without, "a.epub").not_carried
    assert (named.what, named.where) == ("chapter", "OEBPS/c.xhtml")


@pytest.mark.parametrize(
    ("form", "extension"),
    [
        ("odt", "odt"),
        ("rtf", "rtf"),
        ("latex", "tex"),
        ("rst", "rst"),
        ("org", "org"),
        ("asciidoc", "adoc"),
        ("mediawiki", "wiki"),
        ("docbook5", "xml"),
    ],
)
def test_kinds_that_pandoc_reads(form: str, extension: str) -> None:
    document = read_source(made(form), f"tides.{extension}")
    assert [text for _, text in headings(document) if text != "Tides"] == ["Springs", "Neaps", "Harbours"]
    assert texts(document, "list_item") == ["Ebb", "Flood"]
    assert texts(document, "table") == ["Port | Height\nBray | 4 m"]
    assert "The sea rises twice a day, by 10⁶ drops" in whole(document)
    assert "picture" in " ".join(one.what for one in document.not_carried) or form == "latex"


@pytest.mark.parametrize("form", ["latex", "rst"])
def test_a_marked_up_text_without_an_extension(form: str) -> None:
    assert read_source(made(form), "tides").media_type == read_source(made(form), f"a.{form}").media_type


def test_an_opendocument_text_has_its_pictures() -> None:
    document, pictures = read_file(made("odt"), "a.odt")
    assert (document.title, len(document.figures), len(pictures)) == ("Tides", 1, 1)


def test_what_rich_text_holds_besides_words_is_named() -> None:
    shown = r"{\pict\pngblip\picw1\pich1 " + picture().hex() + "}"
    sheet = r"{\object\objemb{\*\objclass Excel.Sheet.8}{\*\objdata 0105}}"
    noted = r"{\*\annotation\pard A remark.}"
    words = r"{\rtf1\ansi The tide comes twice a day.\par " + f"{shown}\\par {sheet}{noted} The moon pulls.\\par}}"
    document = read_source(words.encode(), "tides.rtf")
    assert [block.text for block in document.blocks] == ["The tide comes twice a day.", "The moon pulls."]
    assert {note.what: note.count for note in document.not_carried} == {
        "picture": 1,
        "embedded object": 1,
        "comment": 1,
    }


def test_what_latex_does_not_carry_is_named_with_its_line() -> None:
    text = (
        "\\documentclass{article}\n\\newcommand{\\foo}[1]{#1}\n\\setlength{\\parindent}{0pt}\n\\begin{document}\n"
        "\\section{One}\nThe sea \\foo{rises}.\n\n\\input{other}\n\\begin{tikzpicture}\\draw (0,0);\\end{tikzpicture}\n"
        "\\oddbox{words}\n\\vspace{1cm}\n\\end{document}\n"
    )
    document = read_text(text, "a.tex")
    assert texts(document, "paragraph") == ["The sea rises."]
    assert [(one.what, one.where) for one in document.not_carried] == [
        ("include", "line 8"),
        ("drawing", "line 9"),
        ("markup", "line 10"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# On LaTeX\n\nWrite `\\section{One}` or \\section{Two}, \\subsection{Three}.\n",
        "# Notes\n\n----\n\n[source]\n----\nx\n----\n",
    ],
)
def test_markdown_that_speaks_of_other_markup_stays_markdown(text: str) -> None:
    assert read_text(text, "a.md").media_type == "text/markdown"


RST_OBJECTS = """
Lock
====

Call :func:`~lock.gates.open` or :meth:`Gate.shut` first, see :doc:`/rules/night_watch` and :ref:`the rules <rules>`.

.. py:data:: DEBUG

    Whether the keeper writes down every word.

    Default: no.

.. function:: open(gate)
   :module: lock

   Opens a gate.

.. envvar:: LOCK_NAME

Text after it.
"""


def test_objects_of_restructured_text_keep_their_names() -> None:
    blocks = read_text(RST_OBJECTS, "lock.rst").blocks
    said = [block.text for block in blocks]
    assert said[1] == "Call `open()` or `Gate.shut()` first, see @ref(/rules/night_watch) and the rules."
    assert "`DEBUG`: Whether the keeper writes down every word." in said
    assert "`open(gate)`: Opens a gate." in said
    assert said[-2:] == ["LOCK_NAME", "Text after it."]
