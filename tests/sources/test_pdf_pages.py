"""Pages of PDF files: running heads, numbers, columns, contents, turned pages, many pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph

from sources import read_source
from tests.sources.blocks import headings, texts, whole
from tests.sources.pdf_files import LEFT, PITCH, STYLES, TOP, Draw, drawn, flowing, lines, together, two_columns

_WORDS = ("branch", "commit", "remote", "merge", "change", "file", "teacher", "learner", "history", "project", "copy")


def sentence(seed: int) -> str:
    """A sentence of its own for every seed."""
    words = [_WORDS[(seed * factor + factor) % len(_WORDS)] for factor in (1, 3, 5, 7, 2, 4)]
    return f"Statement {seed} says that the {' and the '.join(words)} belong together."


def story(pages: int, a_page: int = 4) -> list[Paragraph | PageBreak]:
    made: list[Paragraph | PageBreak] = []
    for page in range(pages):
        made += [Paragraph(sentence(page * a_page + number), STYLES["BodyText"]) for number in range(a_page)]
        made.append(PageBreak())
    return made


def decoration(head: Callable[[int], str], foot: Callable[[int], str]) -> Callable[[Canvas, int], None]:
    def draw(canvas: Canvas, page: int) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(LEFT, A4[1] - 40, head(page))
        canvas.drawCentredString(A4[0] / 2, 30, foot(page))

    return draw


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (lambda page: "A Course Reader", lambda page: f"Page {page} of 9"),
        (lambda page: "A Course Reader" if page % 2 else "Spring Term", lambda page: str(page)),
        (lambda page: f"Chapter {page // 3}", lambda page: f"- {page} -"),
        (lambda page: f"{page}  A Course Reader", lambda page: "https://example.org/reader"),
    ],
)
def test_running_heads_feet_and_page_numbers_are_gone(head: Callable[[int], str], foot: Callable[[int], str]) -> None:
    read = read_source(flowing(story(9), decoration(head, foot)), "file.pdf")
    assert [block.text for block in read.blocks] == [sentence(number) for number in range(36)]
    assert [block.page for block in read.blocks[::4]] == list(range(1, 10))


def test_a_number_beside_a_changing_head_takes_it_along() -> None:
    def decorate(canvas: Canvas, page: int) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(LEFT, A4[1] - 40, f"On {_WORDS[page]}")
        canvas.drawRightString(A4[0] - LEFT, A4[1] - 40, str(page))

    assert "On " not in whole(read_source(flowing(story(6), decorate), "file.pdf"))


def test_text_that_pages_have_in_common_stays() -> None:
    read = read_source(drawn(*[lines([sentence(1), "", sentence(2)])] * 5), "file.pdf")
    assert len(texts(read, "paragraph")) == 10


def test_a_heading_at_the_head_of_every_page_stays() -> None:
    def page(number: int) -> Draw:
        return together(
            lines([f"Chapter {number}"], font="Helvetica-Bold", size=18),
            lines([sentence(number)], top=TOP - 40),
            lines([str(number)], size=8, top=30, left=300),
        )

    read = read_source(drawn(*map(page, range(1, 8))), "file.pdf")
    assert headings(read) == [(1, f"Chapter {number}") for number in range(1, 8)]
    assert texts(read, "paragraph") == [sentence(number) for number in range(1, 8)]


def test_contents_and_index_are_gone() -> None:
    contents = together(
        lines(["Contents"], font="Helvetica-Bold", size=16),
        lines([f"{n} Chapter {'. ' * 40}{n * 3}" for n in range(1, 9)], top=TOP - 40),
    )
    chapters = [
        together(
            lines([f"{number} Chapter"], font="Helvetica-Bold", size=16),
            lines([sentence(number)], top=TOP - 40),
        )
        for number in range(1, 6)
    ]
    index = together(
        lines(["Index"], font="Helvetica-Bold", size=16),
        lines([f"{word}, {number}, {number + 4}–{number + 6}" for number, word in enumerate(_WORDS)], top=TOP - 40),
    )
    read = read_source(drawn(contents, *chapters, index), "file.pdf")
    assert headings(read) == [(1, f"{number} Chapter") for number in range(1, 6)]
    assert "branch, 0" not in whole(read)


def test_two_columns_are_read_one_after_the_other() -> None:
    paragraphs = [" ".join(sentence(number * 5 + part) for part in range(5)) for number in range(12)]
    pdf = two_columns("In Two Columns", [Paragraph(text, STYLES["BodyText"]) for text in paragraphs])
    read = read_source(pdf, "file.pdf")
    assert headings(read) == [(1, "In Two Columns")]
    assert " ".join(texts(read, "paragraph")) == " ".join(paragraphs)


def test_a_turned_page_is_read_like_an_upright_one() -> None:
    def turned(canvas: Canvas) -> None:
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        lines([sentence(1), "", sentence(2)], top=500)(canvas)

    assert texts(read_source(drawn(turned), "file.pdf"), "paragraph") == [sentence(1), sentence(2)]


def test_writing_up_the_margin_is_left_out() -> None:
    def stamped(canvas: Canvas) -> None:
        lines([sentence(1), "", sentence(2)])(canvas)
        canvas.rotate(90)
        canvas.drawString(200, -30, "Draft of last week")

    assert texts(read_source(drawn(stamped), "file.pdf"), "paragraph") == [sentence(1), sentence(2)]


def test_what_is_drawn_last_is_read_in_its_place() -> None:
    below = lines([sentence(2)], top=TOP - 100)
    above = lines([sentence(1)])
    assert texts(read_source(drawn(together(below, above)), "file.pdf"), "paragraph") == [sentence(1), sentence(2)]


def test_three_hundred_pages() -> None:
    def page(number: int) -> Draw:
        head = [f"{number + 1} Chapter"] if number % 10 == 0 else []
        body = [text for part in range(22) for text in (sentence(number * 22 + part), "and it goes on.")]
        return together(
            lines(head, font="Helvetica-Bold", size=16),
            lines(body, top=TOP - 2 * PITCH),
            lines(["A Long Course"], size=8, top=810),
            lines([str(number + 1)], size=8, top=30, left=300),
        )

    read = read_source(drawn(*map(page, range(300))), "file.pdf")
    assert read.pages == 300
    assert len(headings(read)) == 30
    assert "A Long Course" not in whole(read)
    assert sum(text.count("Statement") for text in texts(read, "paragraph")) == 6600


def test_the_title_that_the_file_gives() -> None:
    def titled(title: str) -> str:
        def draw(canvas: Canvas) -> None:
            canvas.setTitle(title)
            lines([sentence(1)])(canvas)

        return read_source(drawn(draw), "my_notes.pdf").title

    assert titled("Git for Cooks") == "Git for Cooks"
    assert titled("Microsoft Word - notes.docx") == titled("untitled") == "My notes"
