"""The words that a document sets off come along beside its text, which stays as it was."""

from __future__ import annotations

import docx
import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph

from learning.source import Block, SourceDocument
from sources import read_source
from sources.marks import CLOSES, OPENS, terms_in
from tests.sources.blocks import read_text
from tests.sources.docx_files import saved
from tests.sources.made_files import line, made, presentation, shape, slide
from tests.sources.pdf_files import flowing

MARKDOWN = "# Kites\n\nA **spar** is a stiff rod, and the *flying line* holds it.\n\n- **Keel**: a strip of cloth\n"
HTML = (
    "<h1>Ki<em>t</em>es</h1><p>A <dfn>spar</dfn> is a stiff rod, and the <i>flying line</i> holds it.</p>"
    "<dl><dt>Keel:</dt><dd>a strip of cloth</dd></dl>"
)
LATEX = (
    "\\documentclass{article}\\begin{document}\\section{Kites}A \\textbf{spar} is a stiff rod, and the "
    "\\emph{flying line} holds it.\n\n"
    "\\begin{description}\\item[Keel] a strip of cloth\\end{description}\\end{document}"
)
RST = (
    ".. index:: kite\n\nKites\n=====\n\n"
    "A **spar** is a stiff rod, and the *flying line* holds it.\n\nKeel\n  a strip of cloth\n"
)


def terms(document: SourceDocument) -> list[str]:
    return [term for block in document.blocks for term in block.terms]


def said(document: SourceDocument) -> list[str]:
    return [block.text for block in document.blocks]


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (MARKDOWN.encode(), "a.md"),
        (HTML.encode(), "a.html"),
        (LATEX.encode(), "a.tex"),
        (RST.encode(), "a.rst"),
        *((made(form, MARKDOWN), f"a.{form}") for form in ("docx", "odt", "epub", "rtf")),
    ],
    ids=["md", "html", "tex", "rst", "docx", "odt", "epub", "rtf"],
)
def test_terms_are_beside_the_text_of_every_format_that_marks_them(data: bytes, filename: str) -> None:
    document = read_source(data, filename)
    assert terms(document) == ["spar", "flying line", "Keel"]
    assert "A spar is a stiff rod, and the flying line holds it." in said(document)
    assert "Keel: a strip of cloth" in said(document)


def test_runs_of_a_slide_and_a_style_of_word() -> None:
    bold = '<a:p><a:r><a:t>A </a:t></a:r><a:r><a:rPr b="1"/><a:t>spar</a:t></a:r><a:r><a:t> is stiff.</a:t></a:r></a:p>'
    slides = presentation([slide(shape(line("Kites", run='<a:rPr i="1"/>'), "title"), shape(bold, None))])
    assert terms(read_source(slides, "a.pptx")) == ["spar"]
    document = docx.Document()
    document.add_paragraph("A ").add_run("spar", style="Strong")
    document.paragraphs[0].add_run(" is stiff, and the ")
    document.paragraphs[0].add_run("line", style="Emphasis")
    document.paragraphs[0].add_run(" is not.")
    assert terms(read_source(saved(document), "a.docx")) == ["spar", "line"]
    assert [block.kind for block in read_source(saved(document), "a.docx").blocks] == ["paragraph"]


def test_fonts_of_a_pdf() -> None:
    normal = getSampleStyleSheet()["Normal"]
    rest = " It carries the cloth and gives the sail its shape, whatever the wind does on a day at the sea."
    told = Paragraph(f"A <b>spar</b> is a stiff rod, and the <i>flying line</i> holds it.{rest}", normal)
    all_bold = Paragraph(f"<b>Never fly a kite near power lines.</b> {rest}", normal)
    document = read_source(flowing([told, all_bold]), "a.pdf")
    assert terms(document) == ["spar", "flying line"]


@pytest.mark.parametrize(
    "text",
    [
        "**All of a line is set off.**",
        "*A*, **`code`** and **$x^2$** are no terms.",
        "**Far too many words are set off in this sentence** to be a term.",
        "An *open sign and `*` no end.",
    ],
)
def test_what_is_no_term(text: str) -> None:
    assert terms(read_text(f"{text}\n\nAnd so on.", "a.md")) == []


def test_brackets_and_marks_around_a_term_stay_outside() -> None:
    text = f"A {OPENS}spinal cord (SC){CLOSES}, “{OPENS}nerve:{CLOSES}” and {OPENS}1) cell{CLOSES}."
    assert terms_in(text) == ("spinal cord", "nerve", "cell")


def test_signs_in_a_file_mark_terms_at_most_and_stay_in_no_text() -> None:
    document = read_text(f"One {OPENS}two{CLOSES} and {OPENS} three, {CLOSES}{CLOSES} {OPENS}", "a.txt")
    assert not {OPENS, CLOSES} & set("".join(said(document)))


def test_stored_blocks_without_terms_are_read() -> None:
    assert Block.model_validate({"id": "b1", "kind": "paragraph", "text": "Ebb."}).terms == ()
