"""Pictures of a source are kept with what is said of them, or named among what was left out."""

from __future__ import annotations

import hashlib
import io

import docx
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from learning.source import SourceDocument
from sources import limits, read_file
from sources.pictures import NotKept, Pictures, in_address
from tests.sources.blocks import read_text, texts
from tests.sources.docx_files import saved
from tests.sources.pdf_files import drawn, lines
from tests.sources.picture_files import data_address, picture

_MAP = picture("teal")
_MEDIA = hashlib.sha256(_MAP).hexdigest()


def said(document: SourceDocument) -> list[tuple[str, str, str, bool]]:
    return [(one.caption, one.alt, one.where, bool(one.block_id)) for one in document.figures]


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("Tides", 1)
    document.add_paragraph("The sea rises and falls.")
    document.add_picture(io.BytesIO(_MAP))
    document.add_paragraph("Figure 1: High water at the harbour.", style="Caption")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Ebb"
    table.cell(0, 1).paragraphs[0].add_run().add_picture(io.BytesIO(picture("navy")))
    document.add_paragraph("It does so twice a day.")
    return saved(document)


def test_of_a_word_file() -> None:
    document, pictures = read_file(word_file(), "tides.docx")
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "figure", "table", "paragraph"]
    figure = document.blocks[2]
    assert (figure.media, figure.text) == (_MEDIA, "Figure 1: High water at the harbour.")
    assert said(document) == [
        ("Figure 1: High water at the harbour.", "", "Tides", True),
        ("", "", "Tides", False),
    ]
    assert pictures[_MEDIA].data == _MAP
    assert len(pictures) == 2
    assert [(one.what, one.count) for one in document.not_carried] == [("picture without words", 1)]


def test_of_a_web_page() -> None:
    page = (
        f"<html><body><h1>Tides</h1><p>The sea rises <img src='{data_address(_MAP)}' alt='A harbour'> and falls.</p>"
        f"<figure><figcaption>The <code>moon</code>.</figcaption><img src='{data_address(picture('navy'))}'></figure>"
        f"<table><tr><td>Ebb</td><td><img src='{data_address(picture('red'))}' alt='Red'></td></tr></table>"
    )
    document = read_text(page, "a.html")
    assert said(document) == [
        ("", "A harbour", "Tides", True),
        ("The `moon`.", "", "Tides", True),
        ("", "Red", "Tides", True),
    ]
    assert texts(document, "paragraph") == ["The sea rises and falls."]
    assert texts(document, "figure") == ["A harbour", "The `moon`.", "Red"]


def test_of_markdown() -> None:
    text = f"# Tides\n\n![A harbour]({data_address(_MAP)})\n\n![Elsewhere](https://example.org/a.png)\n\nWords.\n"
    document = read_text(text, "a.md")
    assert said(document) == [("", "A harbour", "Tides", True)]
    assert [(one.what, one.where, one.detail) for one in document.not_carried] == [("picture", "Tides", "Elsewhere")]


def test_a_large_picture_in_markdown_is_no_text() -> None:
    noise = io.BytesIO()
    Image.effect_noise((400, 400), 90).save(noise, "PNG")
    document = read_text(f"# T\n\nSee ![it]({data_address(noise.getvalue())}) here.\n", "a.md")
    assert texts(document, "paragraph") == ["See here."]
    assert len(document.figures) == 1


def test_of_a_pdf() -> None:
    def page(canvas: Canvas) -> None:
        lines(["Tides", "", "The sea rises and falls, as everybody can see at the", "harbour from the first day on."])(
            canvas
        )
        canvas.drawImage(ImageReader(io.BytesIO(picture("teal", (300, 200)))), 72, 520, 150, 100)
        lines(
            ["Figure 1: High water at the harbour.", "", "The moon pulls the water, and the sun does so, too."], top=505
        )(canvas)

    def emblem(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(io.BytesIO(picture("red", (90, 90)))), 500, 780, 40, 40)

    def both(canvas: Canvas) -> None:
        page(canvas)
        emblem(canvas)

    document, pictures = read_file(drawn(both, emblem, emblem, lines(["More words on a page of their own."])), "a.pdf")
    assert said(document) == [("Figure 1: High water at the harbour.", "", "", True)]
    (figure,) = document.figures
    assert (figure.page, figure.width, figure.height) == (1, 300, 200)
    assert len(pictures) == 1
    before, after = texts(document, "paragraph")[0], texts(document, "paragraph")[-2]
    kinds = [block.kind for block in document.blocks]
    assert "rises and falls" in " ".join(texts(document, "paragraph")[:2]), before
    assert kinds.index("figure") == [block.text for block in document.blocks].index(after) - 1
    assert [one.what for one in document.not_carried] == []


def test_figures_side_by_side_share_their_caption() -> None:
    pictures = "".join(f"<img src='{data_address(picture(colour))}'>" for colour in ("red", "blue"))
    page = (
        f"<html><body><h1>T</h1><p>Words.</p><div>{pictures}</div><p>Figure 2: Both of them.</p><p>Figure 9 shows.</p>"
    )
    document = read_text(page, "a.html")
    assert texts(document, "figure") == ["Figure 2: Both of them."] * 2
    assert texts(document, "paragraph") == ["Words.", "Figure 9 shows."]


def test_an_emblem_is_no_figure() -> None:
    page = "<html><body><h1>T</h1>" + f"<p>Words.</p><img alt='Logo' src='{data_address(_MAP)}'>" * 3
    document = read_text(page, "a.html")
    assert (document.figures, [(one.what, one.count) for one in document.not_carried]) == ((), [("emblem", 3)])


def test_pictures_that_no_page_shows_are_not_kept() -> None:
    page = f"<html><body><nav><img src='{data_address(_MAP)}' alt='Logo'></nav><h1>T</h1><p>Words.</p>"
    document, pictures = read_file(page.encode(), "a.html")
    assert (document.figures, pictures) == ((), {})


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (None, "picture"),
        (picture(size=(8, 400)), "picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>", "drawing"),
        (b"\xd7\xcd\xc6\x9a" + bytes(60), "drawing"),
        (_MAP[:-30], "unreadable picture"),
        (b"GIF89a and nothing more", "unreadable picture"),
        (picture(form="TIFF"), "unreadable picture"),
        (bytes(limits.MAX_PICTURE_BYTES + 1), "picture"),
    ],
)
def test_what_is_no_picture_that_can_be_shown(data: bytes | None, what: str) -> None:
    with pytest.raises(NotKept) as caught:
        Pictures().keep(data)
    assert caught.value.what == what


def test_a_picture_of_countless_points_is_not_looked_at() -> None:
    huge = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(huge, "PNG")
    with pytest.raises(NotKept):
        Pictures().keep(huge.getvalue())


def test_pictures_are_kept_up_to_a_number_and_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PICTURES", 2)
    pictures = Pictures()
    kept = [pictures.keep(picture(colour)) for colour in ("red", "red", "blue")]
    assert len(set(kept)) == 2
    with pytest.raises(NotKept):
        pictures.keep(picture("green"))


def test_a_bitmap_is_kept_as_a_browser_shows_it() -> None:
    pictures = Pictures()
    kept = pictures.kept[pictures.keep(picture(form="BMP"))]
    assert (kept.media_type, kept.data[:4]) == ("image/png", b"\x89PNG")


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("data:image/png;base64,QUJD", b"ABC"),
        ("data:image/svg+xml,%3Csvg%3E", b"<svg>"),
        ("https://example.org/a.png", None),
        ("file:///etc/passwd", None),
        ("../a.png", None),
        ("", None),
    ],
)
def test_only_what_an_address_itself_holds_is_in_it(address: str, data: bytes | None) -> None:
    assert in_address(address) == data
