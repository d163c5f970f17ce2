"""PDF files made with reportlab."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, FrameBreak, PageTemplate, Paragraph, SimpleDocTemplate

from sources import read_source

STYLES = getSampleStyleSheet()
LEFT, TOP, PITCH = 72.0, 760.0, 14.0

Draw = Callable[[Canvas], None]

PROSE = [
    "Version control keeps every state of a project, so that nothing that was",
    "ever saved is lost and each change can be told from the one before it. A",
    "repository holds all of them.",
]
PARAGRAPH = " ".join(PROSE)


def drawn(*pages: Draw, encrypt: StandardEncryption | None = None) -> bytes:
    """A page for every function that draws on a canvas."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=encrypt)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(
    texts: Sequence[str],
    *,
    top: float = TOP,
    left: float = LEFT,
    font: str = "Helvetica",
    size: float = 11,
    pitch: float = PITCH,
) -> Draw:
    """Lines one below the other; an empty text leaves a line blank."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for number, text in enumerate(texts):
            canvas.drawString(left, top - number * pitch, text)

    return draw


def together(*parts: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for part in parts:
            part(canvas)

    return draw


def flowing(story: Sequence[Flowable], decorate: Callable[[Canvas, int], None] | None = None) -> bytes:
    """A document that reportlab breaks into pages; `decorate` draws head and foot of each."""
    buffer = io.BytesIO()

    def on_page(canvas: Canvas, template: BaseDocTemplate) -> None:
        if decorate:
            canvas.saveState()
            decorate(canvas, template.page)
            canvas.restoreState()

    SimpleDocTemplate(buffer, pagesize=A4).build(list(story), onFirstPage=on_page, onLaterPages=on_page)
    return buffer.getvalue()


def two_columns(title: str, story: Sequence[Flowable]) -> bytes:
    buffer = io.BytesIO()
    height = A4[1]
    frames = [
        Frame(72, height - 128, 450, 80),
        Frame(72, 72, 215, height - 200),
        Frame(307, 72, 215, height - 200),
    ]
    document = BaseDocTemplate(buffer, pagesize=A4)
    document.addPageTemplates([PageTemplate(frames=frames)])
    document.build([Paragraph(title, STYLES["Title"]), FrameBreak(), *story])
    return buffer.getvalue()


def scanned(pages: int = 2) -> bytes:
    picture = Image.effect_noise((400, 560), 60).convert("RGB")
    return drawn(*[lambda canvas: canvas.drawImage(ImageReader(picture), 0, 0, *A4)] * pages)


def pdf_texts(*pages: Draw) -> list[str]:
    return [block.text for block in read_source(drawn(*pages), "file.pdf").blocks]
