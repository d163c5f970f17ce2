"""The running text of PDF files: paragraphs, words, headings."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from sources import read_source
from tests.sources.blocks import headings
from tests.sources.pdf_files import LEFT, PARAGRAPH, PITCH, PROSE, TOP, drawn, lines, pdf_texts, together


def test_lines_of_a_paragraph_are_joined() -> None:
    assert pdf_texts(lines([*PROSE, "", *PROSE])) == [PARAGRAPH, PARAGRAPH]


def test_paragraphs_told_by_their_first_line_indent() -> None:
    first = lines(PROSE, left=LEFT)
    second = together(lines(PROSE[:1], left=LEFT + 15, top=TOP - 3 * PITCH), lines(PROSE[1:], top=TOP - 4 * PITCH))
    assert pdf_texts(together(first, second)) == [PARAGRAPH, PARAGRAPH]


def test_a_page_break_cuts_no_sentence() -> None:
    document = read_source(drawn(lines([*PROSE, "", *PROSE[:2]]), lines([*PROSE[2:], "", *PROSE])), "file.pdf")
    assert [(block.text, block.page) for block in document.blocks] == [
        (PARAGRAPH, 1),
        (PARAGRAPH, 1),
        (PARAGRAPH, 2),
    ]
    assert document.pages == 2


def test_words_broken_at_line_ends_are_whole_again() -> None:
    text = [
        "A repository is a place where the his-",
        "tory of a project is kept, and a well-",
        "known tool for it is Git.",
    ]
    known = ["", "Many a tool is well-known to its users."]
    assert pdf_texts(lines(text + known))[0] == (
        "A repository is a place where the history of a project is kept, and a well-known tool for it is Git."
    )


def test_compounds_keep_their_hyphens_where_lines_break_no_words() -> None:
    text = ["It asks for user-", "friendly names, for a right-", "hand side and for well-", "known words. A self-"]
    known = ["made one is user-friendly, too, if it is well-known and on the right-hand side."]
    (paragraph,) = pdf_texts(lines(text + known))
    assert "for user-friendly names, for a right-hand side and for well-known words. A self-made one" in paragraph


def test_ligatures_and_accents_are_ordinary_letters() -> None:
    assert pdf_texts(lines(["Größe und Maß, naïve Café: çà et là, Ångström."])) == [
        "Größe und Maß, naïve Café: çà et là, Ångström."
    ]


def test_footnote_marks_are_taken_out() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        text = canvas.beginText(LEFT, TOP)
        text.textOut("Git stores snapshots")
        text.setFont("Helvetica", 7)
        text.setRise(4)
        text.textOut("12")
        text.setFont("Helvetica", 11)
        text.setRise(0)
        text.textOut(" and no differences.")
        canvas.drawText(text)

    assert pdf_texts(draw) == ["Git stores snapshots and no differences."]


def test_bracketed_marks_of_notes_are_taken_out() -> None:
    page = [*PROSE[:2], "repository [1] holds all of them, see list[1].", "", "", "[1] It is a folder."]
    read = pdf_texts(lines(page))
    assert read[0].endswith("A repository holds all of them, see list[1].")
    assert read[-1] == "It is a folder."


def test_headings_by_size_and_weight() -> None:
    page = together(
        lines(["Version Control"], font="Helvetica-Bold", size=20),
        lines(["Keeping History"], font="Helvetica-Bold", size=14, top=TOP - 40),
        lines(PROSE, top=TOP - 70),
        lines(["In Small Steps"], font="Helvetica-Bold", size=11, top=TOP - 130),
        lines(PROSE, top=TOP - 150),
        lines(["Sharing It", "With Others"], font="Helvetica-Bold", size=14, top=TOP - 220, pitch=17),
        lines(PROSE, top=TOP - 260),
    )
    document = read_source(drawn(page), "file.pdf")
    assert headings(document) == [
        (1, "Version Control"),
        (2, "Keeping History"),
        (3, "In Small Steps"),
        (2, "Sharing It With Others"),
    ]
    assert document.title == "Version Control"
    assert document.blocks[-1].heading_path == ("Version Control", "Sharing It With Others")


def test_headings_by_the_outline_even_in_body_type() -> None:
    def draw(canvas: Canvas) -> None:
        lines(["First Part"])(canvas)
        lines(PROSE, top=TOP - 30)(canvas)
        lines(["A Section"], top=TOP - 100)(canvas)
        lines(PROSE, top=TOP - 130)(canvas)
        canvas.bookmarkPage("part")
        canvas.addOutlineEntry("First Part", "part", 0)
        canvas.bookmarkPage("section")
        canvas.addOutlineEntry("A Section", "section", 1)

    assert headings(read_source(drawn(draw), "file.pdf")) == [(1, "First Part"), (2, "A Section")]


def test_numbers_rank_headings_of_one_type() -> None:
    titles = ["1 Git", "1.1 Starting", "1.1.1 On a Computer", "2 Remotes"]
    page = together(
        *[
            together(
                lines([title], font="Helvetica-Bold", size=14, top=TOP - number * 100),
                lines(PROSE, top=TOP - number * 100 - 30),
            )
            for number, title in enumerate(titles)
        ]
    )
    assert [level for level, _ in headings(read_source(drawn(page), "file.pdf"))] == [1, 2, 3, 1]


@pytest.mark.parametrize("label", ["1", "Chapter 1", "Part II", "Appendix A."])
def test_a_number_above_a_chapter_belongs_to_its_title(label: str) -> None:
    page = together(
        lines([label], font="Helvetica-Bold", size=22),
        lines(["First Steps"], font="Helvetica-Bold", size=26, top=TOP - 40),
        lines(PROSE, top=TOP - 90),
    )
    assert headings(read_source(drawn(page), "file.pdf")) == [(1, f"{label} First Steps")]


def test_a_lead_in_larger_type_is_no_heading() -> None:
    page = together(lines(PROSE * 2, size=14, pitch=17), lines(PROSE * 3, top=TOP - 150))
    assert headings(read_source(drawn(page), "file.pdf")) == []


def test_bold_words_in_a_paragraph_are_no_heading() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(LEFT, TOP)
        text.setFont("Helvetica-Bold", 11)
        text.textOut("Note: ")
        text.setFont("Helvetica", 11)
        for line in PROSE:
            text.textLine(line)
        canvas.drawText(text)

    document = read_source(drawn(draw), "file.pdf")
    assert headings(document) == []
    assert document.blocks[0].text.startswith("Note: Version control keeps")
