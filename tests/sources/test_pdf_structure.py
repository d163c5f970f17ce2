"""Lists, listings, definitions and tables of PDF files."""

from __future__ import annotations

from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, ListItem, Paragraph, Preformatted, Table

from sources import read_source
from tests.sources.blocks import only, read_text, texts, whole
from tests.sources.pdf_files import (
    LEFT,
    PARAGRAPH,
    PITCH,
    PROSE,
    STYLES,
    TOP,
    drawn,
    flowing,
    lines,
    pdf_texts,
    together,
)


@pytest.mark.parametrize("bullet", ["•", "–", "*", "-", "o"])
def test_lists(bullet: str) -> None:
    page = lines(["You need:", "", f"{bullet} A computer", f"{bullet} A network that", "   is open", "", *PROSE])
    read = read_source(drawn(page), "file.pdf")
    assert texts(read, "list_item") == ["A computer", "A network that is open"]
    assert texts(read, "paragraph") == ["You need:", PARAGRAPH]


def test_lists_as_a_typesetter_sets_them() -> None:
    inner_items: list[Any] = [ListItem(Paragraph("Inner one.", STYLES["BodyText"]))]
    inner = ListFlowable(inner_items, bulletType="bullet", start="•")
    items: list[Any] = [
        ListItem([Paragraph("First item. " + PARAGRAPH, STYLES["BodyText"]), inner]),
        ListItem(Paragraph("Second item.", STYLES["BodyText"])),
    ]
    story = [
        Paragraph(PARAGRAPH, STYLES["BodyText"]),
        ListFlowable(items, bulletType="1", bulletFormat="%s."),
    ]
    read = read_source(flowing(story), "file.pdf")
    found = [(block.level, block.text) for block in read.blocks if block.kind == "list_item"]
    assert found == [(0, f"First item. {PARAGRAPH}"), (1, "Inner one."), (0, "Second item.")]


def test_a_number_in_mid_sentence_starts_no_item() -> None:
    page = ["The tag that was set last bears the number", "2. It was set by a colleague who has left since."]
    assert pdf_texts(lines([*PROSE, "", *page]))[1] == " ".join(page)


def test_bullets_that_are_drawn() -> None:
    def draw(canvas: Canvas) -> None:
        lines(PROSE)(canvas)
        for number, text in enumerate(["One thing;", "another thing."]):
            height = TOP - 60 - number * PITCH
            canvas.circle(LEFT + 6, height + 3.3, 1.6, fill=1)
            lines([text], left=LEFT + 15, top=height)(canvas)

    assert texts(read_source(drawn(draw), "file.pdf"), "list_item") == ["One thing;", "another thing."]


_CODE = [
    "def mean(values):",
    "    total = 0",
    "    for value in values:",
    "        total += value",
    "",
    "    return total",
]


def test_a_listing_keeps_its_lines_and_indentation() -> None:
    page = together(
        lines([*PROSE]),
        lines(_CODE, font="Courier", size=10, pitch=12, top=TOP - 70),
        lines(PROSE, top=TOP - 170),
    )
    read = read_source(drawn(page), "file.pdf")
    assert only(read, "code").text == "\n".join(_CODE)
    assert texts(read, "paragraph") == [PARAGRAPH, PARAGRAPH]


def test_a_session_and_its_columns() -> None:
    session = [">>> total = 3      # a comment", ">>> for n in (1, 2):", "...     print(n)", "...", "1", "2"]
    page = together(lines(PROSE), lines(session, font="Courier", size=9, pitch=11, top=TOP - 70))
    block = only(read_source(drawn(page), "file.pdf"), "code")
    assert (block.text, block.language) == ("\n".join(session), "python")


def test_a_listing_across_a_page_break_is_one() -> None:
    page = together(lines(PROSE), lines(_CODE[:3], font="Courier", top=TOP - 600))
    rest = together(lines(_CODE[3:], font="Courier"), lines(PROSE, top=TOP - 200))
    assert only(read_source(drawn(page, rest), "file.pdf"), "code").text == "\n".join(_CODE)


def test_listings_with_prose_between_stay_apart() -> None:
    page = together(
        lines(["a = 1"], font="Courier"),
        lines(["is followed by"], top=TOP - 30),
        lines(["b = 2"], font="Courier", top=TOP - 60),
        lines(PROSE, top=TOP - 100),
    )
    assert texts(read_source(drawn(page), "file.pdf"), "code") == ["a = 1", "b = 2"]


def test_inline_code_is_in_back_ticks_even_across_a_line_end() -> None:
    story = [
        Paragraph(
            "To see what has changed since the last commit was made, you may type the command "
            "<font face='Courier'>git diff --word-diff HEAD</font> and read what it prints on the screen before you.",
            STYLES["BodyText"],
        ),
        Paragraph(PARAGRAPH, STYLES["BodyText"]),
    ]
    assert "command `git diff --word-diff HEAD` and read" in whole(read_source(flowing(story), "file.pdf"))


def test_terms_and_their_definitions() -> None:
    page = together(
        lines(PROSE),
        lines(["git.commit(message)"], font="Courier", size=11, top=TOP - 60),
        lines(["Record what is staged, with a message that says", "why."], left=LEFT + 30, top=TOP - 60 - PITCH),
        lines(["git.push()"], font="Courier", size=11, top=TOP - 60 - 4 * PITCH),
        lines(["Send the commits to the remote."], left=LEFT + 30, top=TOP - 60 - 5 * PITCH),
    )
    assert texts(read_source(drawn(page), "file.pdf"), "list_item") == [
        "`git.commit(message)`: Record what is staged, with a message that says why.",
        "`git.push()`: Send the commits to the remote.",
    ]


def test_a_table() -> None:
    cells = [["Command", "Use", "Since"], ["git add", "stage a change", "1"], ["git commit", "record it", "12"]]
    story = [
        Paragraph(PARAGRAPH, STYLES["BodyText"]),
        Table(cells),
        Paragraph(PARAGRAPH, STYLES["BodyText"]),
        Preformatted("x = 1", STYLES["Code"]),
    ]
    read = read_source(flowing(story), "file.pdf")
    assert only(read, "table").text == "\n".join(" | ".join(row) for row in cells)


def test_a_document_all_in_one_monospaced_font_is_plain_text() -> None:
    page = ["1 Introduction", "", *PROSE, "", "    x = 1", "    y = 2", "", "- an item"]
    read = read_source(drawn(lines(page, font="Courier", size=10)), "file.pdf")
    assert [(block.kind, block.text, block.page) for block in read.blocks] == [
        ("heading", "1 Introduction", 1),
        ("paragraph", PARAGRAPH, 1),
        ("code", "x = 1\ny = 2", 1),
        ("list_item", "an item", 1),
    ]


def test_markdown_and_pdf_of_one_text_agree() -> None:
    markdown = read_text(f"# Version Control\n\n{PARAGRAPH}\n\n- One item\n", "a.md")
    page = together(
        lines(["Version Control"], font="Helvetica-Bold", size=20),
        lines([*PROSE, "", "• One item"], top=TOP - 40),
    )
    pdf = read_source(drawn(page), "a.pdf")
    assert [(b.kind, b.text) for b in pdf.blocks] == [(b.kind, b.text) for b in markdown.blocks]
