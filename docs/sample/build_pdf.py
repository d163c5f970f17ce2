"""Sets `pdf/field-guide.md` as `index-field-guide.pdf`. The same text always gives the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token
from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
    XPreformatted,
)

FOLDER = Path(__file__).parent
SOURCE = FOLDER / "pdf" / "field-guide.md"
PDF = FOLDER / "index-field-guide.pdf"

WIDTH, HEIGHT = A4
SIDE, HEAD, FOOT = 23 * mm, 25 * mm, 21 * mm
MEASURE = WIDTH - 2 * SIDE
INK, PALE_INK, ACCENT, RULE, TINT = map(HexColor, ("#1d2530", "#5b6675", "#0f5c73", "#c5d0d6", "#f1f5f7"))

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9.6, leading=13.6, textColor=INK, spaceAfter=6)
LEAD = ParagraphStyle("lead", BODY, fontSize=10.6, leading=15.6, textColor=PALE_INK, spaceAfter=8)
ITEM = ParagraphStyle("item", BODY, leftIndent=17, bulletIndent=2, spaceAfter=3.2)
CELL = ParagraphStyle("cell", BODY, fontSize=9, leading=11.8, spaceAfter=0)
HEADED = ParagraphStyle("headed", CELL, fontName="Helvetica-Bold", textColor=white)
CODE = ParagraphStyle(
    "code",
    fontName="Courier",
    fontSize=8.4,
    leading=11.4,
    textColor=INK,
    backColor=TINT,
    borderPadding=7,
    leftIndent=8,
    rightIndent=8,
    spaceBefore=13,
    spaceAfter=16,
)
HEADINGS = (
    ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=27, leading=32, textColor=ACCENT, spaceAfter=6),
    ParagraphStyle(
        "part", fontName="Helvetica-Bold", fontSize=17, leading=21, textColor=ACCENT, spaceBefore=16, spaceAfter=4
    ),
    ParagraphStyle(
        "topic", fontName="Helvetica-Bold", fontSize=11.6, leading=15, textColor=INK, spaceBefore=9, spaceAfter=3.5
    ),
)
ROOM_UNDER_TOPIC = 32 * mm
CELL_PADDING = 6

_BOX = re.compile(r"^\[ \] ")


class Heading(Paragraph):
    """A heading that enters itself in the outline; `level` is 0 for the title."""

    def __init__(self, text: str, level: int, key: str) -> None:
        super().__init__(escape(text), HEADINGS[level])
        self.plain, self.level, self.key = text, level, key

    def draw(self) -> None:
        self.canv.bookmarkPage(self.key)
        self.canv.addOutlineEntry(self.plain, self.key, self.level)
        super().draw()


class Checkbox(Paragraph):
    """A line of a checklist: an empty box to tick, then the text."""

    def draw(self) -> None:
        side = 7.2
        self.canv.setStrokeColor(ACCENT)
        self.canv.setFillColor(white)
        self.canv.setLineWidth(0.9)
        self.canv.rect(1, self.height - 10.4, side, side, stroke=1, fill=1)
        super().draw()


class Guide(BaseDocTemplate):
    """The pages: a running head with the current part, and a foot with the page number."""

    def __init__(self, file: io.BytesIO, title: str) -> None:
        super().__init__(
            file, pagesize=A4, title=title, author="", subject="", creator="", pageCompression=0, invariant=1
        )
        frame = Frame(SIDE, FOOT, MEASURE, HEIGHT - HEAD - FOOT, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate(frames=[frame], onPageEnd=self._furniture))
        self._heading = title

    def _furniture(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.6)
        canvas.line(SIDE, HEIGHT - 18 * mm, WIDTH - SIDE, HEIGHT - 18 * mm)
        canvas.line(SIDE, 15 * mm, WIDTH - SIDE, 15 * mm)
        canvas.setFillColor(PALE_INK)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(SIDE, HEIGHT - 15.6 * mm, self._heading)
        canvas.drawRightString(WIDTH - SIDE, HEIGHT - 15.6 * mm, "Database indexes in practice")
        canvas.drawCentredString(WIDTH / 2, 10.5 * mm, str(canvas.getPageNumber()))
        canvas.restoreState()


def pdf_bytes(markdown: str) -> bytes:
    """The PDF of a guide whose first line is its title."""
    file = io.BytesIO()
    title = markdown.partition("\n")[0].lstrip("# ")
    Guide(file, title).build(list(_flowables(MarkdownIt("commonmark").enable("table").parse(markdown))))
    return file.getvalue()


def _flowables(tokens: Sequence[Token]) -> Iterator[Flowable]:
    lists: list[int | None] = []
    parts = 0
    for number, token in enumerate(tokens):
        following = tokens[number + 1] if number + 1 < len(tokens) else token
        if token.type == "heading_open":
            level = int(token.tag[1]) - 1
            parts += level == 1
            yield PageBreak() if level == 1 and parts > 1 else CondPageBreak(ROOM_UNDER_TOPIC)
            yield Heading(following.content, level, f"h{number}")
        elif token.type == "bullet_list_open":
            lists.append(None)
        elif token.type == "ordered_list_open":
            lists.append(0)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
            yield Spacer(0, 4)
        elif token.type == "paragraph_open" and lists:
            lists[-1], item = _item(lists[-1], following)
            yield item
        elif token.type == "paragraph_open":
            yield Paragraph(_inline(following), BODY if parts else LEAD)
        elif token.type == "fence":
            yield XPreformatted(escape(token.content.rstrip("\n")), CODE)
        elif token.type == "table_open":
            yield from _table(tokens[number:])


def _item(count: int | None, text: Token) -> tuple[int | None, Flowable]:
    """The next item of a list and, in a numbered list, its number."""
    if count is not None:
        return count + 1, Paragraph(_inline(text), ITEM, bulletText=f"{count + 1}.")
    if _BOX.match(text.content):
        return None, Checkbox(_BOX.sub("", _inline(text)), ITEM)
    return None, Paragraph(_inline(text), ITEM, bulletText="•")


def _table(tokens: Sequence[Token]) -> Iterator[Flowable]:
    rows: list[list[Paragraph]] = []
    for token, following in pairwise(tokens):
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(Paragraph(_inline(following), HEADED if token.type == "th_open" else CELL))
    style: list[Any] = [
        ("BACKGROUND", (0, 0), (-1, 0), ACCENT),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), [white, TINT]),
        ("LINEBELOW", (0, -1), (-1, -1), 0.6, RULE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), CELL_PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), CELL_PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
    ]
    yield Spacer(0, 3)
    yield Table(rows, _column_widths(rows), style=TableStyle(style), repeatRows=1)
    yield Spacer(0, 9)


def _column_widths(rows: Sequence[Sequence[Paragraph]]) -> list[float]:
    """As wide as the texts ask for; where that is too much, the columns after the first share what it leaves."""
    first, *others = [max(map(_natural_width, column)) for column in zip(*rows, strict=True)]
    if first + sum(others) <= MEASURE:
        return [MEASURE * width / (first + sum(others)) for width in (first, *others)]
    return [first, *((MEASURE - first) * width / sum(others) for width in others)]


def _natural_width(cell: Paragraph) -> float:
    return 2 * CELL_PADDING + 1 + sum(stringWidth(part.text, part.fontName, part.fontSize) for part in cell.frags)


def _inline(token: Token) -> str:
    """The text of a paragraph in ReportLab's markup."""
    markup = {"strong_open": "<b>", "strong_close": "</b>", "em_open": "<i>", "em_close": "</i>", "softbreak": " "}
    parts = []
    for child in token.children or []:
        if child.type == "code_inline":
            parts.append(f'<font face="Courier">{escape(child.content)}</font>')
        else:
            parts.append(markup.get(child.type) or escape(child.content))
    return "".join(parts)


def main() -> None:
    PDF.write_bytes(pdf_bytes(SOURCE.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
