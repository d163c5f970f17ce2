"""Reading a PDF takes time in proportion to what it holds, and what unpacks without end is refused at once."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from sources import UnreadableSource, read_source
from sources.pdf.bombs import check_expansion
from tests.sources.pdf_files import LEFT, PROSE, TOP, Draw, drawn, lines

_GROWN = 4
_MOST = 2.6 * _GROWN
_TRIES = 3
_FOUNDATION = 0.02


def words(number: int) -> str:
    return f"Line {number} of them says something of its own"


def _spread(text: Callable[[int], str], columns: int = 1, size: float = 2) -> Callable[[int], bytes]:
    """One page with as many pieces of text as asked for, row by row."""

    def made(count: int) -> bytes:
        def draw(canvas: Canvas) -> None:
            rows = max(count // columns, 1)
            canvas.setFont("Helvetica", size)
            for number in range(count):
                row, column = divmod(number, columns)
                canvas.drawString(20 + column * 560 / columns, 820 - row * 800 / rows, text(number))

        return drawn(draw)

    return made


def _pages(page: Callable[[int], Draw]) -> Callable[[int], bytes]:
    return lambda count: drawn(*map(page, range(count)))


def _headings(number: int) -> Draw:
    return lines([f"{number}.{row} Title" if row % 2 else words(row) for row in range(20)], font="Helvetica-Bold")


def _shapes(count: int) -> bytes:
    def draw(canvas: Canvas) -> None:
        lines(PROSE)(canvas)
        for number in range(count):
            canvas.circle(20 + number % 500, 20 + number // 500, 1.5, fill=1)

    return drawn(draw)


def _slanted(count: int) -> bytes:
    def draw(canvas: Canvas) -> None:
        lines(PROSE)(canvas)
        canvas.rotate(30)
        for number in range(count):
            canvas.drawString(LEFT + number % 300, TOP - 300 - number, "DRAFT")

    return drawn(draw)


def _initials(count: int) -> bytes:
    return _spread(lambda number: "T" if number % 2 else "he keeper", columns=20, size=4)(count)


_GROWING: dict[str, tuple[Callable[[int], bytes], int]] = {
    "lines of a page": (_spread(words), 300),
    "columns of a page": (_spread(lambda number: "word", columns=40), 2000),
    "cells of a table": (_spread(lambda number: str(number), columns=8), 1500),
    "numbers in the margin": (_spread(str), 1500),
    "raised pieces": (_spread(lambda number: "10" if number % 2 else "m", columns=60), 2000),
    "copies at one place": (lambda count: _spread(lambda number: "same", columns=count)(count), 1000),
    "single letters": (_initials, 1000),
    "shapes": (_shapes, 700),
    "slanted stamps": (_slanted, 500),
    "pages": (_pages(lambda number: lines([words(number * 9 + row) for row in range(9)])), 30),
    "pages alike": (_pages(lambda number: lines(PROSE * 3)), 30),
    "slides in steps": (_pages(lambda number: lines([words(row) for row in range(number % 20 + 1)])), 40),
    "headings": (_pages(_headings), 20),
    "broken words": (_pages(lambda number: lines([f"The {'ab' * (row % 9 + 2)}-" for row in range(40)])), 12),
    "listings": (_pages(lambda number: lines([f"x{row} = {row}" for row in range(40)], font="Courier")), 15),
}


def seconds(data: bytes) -> float:
    start = time.process_time()
    read_source(data, "file.pdf")
    return time.process_time() - start + _FOUNDATION


@pytest.mark.parametrize("name", _GROWING)
def test_time_grows_like_the_file(name: str) -> None:
    made, count = _GROWING[name]
    short, long = made(count), made(count * _GROWN)
    most = _MOST * min(seconds(short) for _ in range(_TRIES))
    assert any(seconds(long) < most for _ in range(_TRIES))


def _objects(*bodies: bytes) -> bytes:
    return b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in enumerate(bodies, start=1))


def _stream(dictionary: bytes, content: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (dictionary, len(content), content)


@pytest.mark.parametrize("layers", [1, 2])
def test_a_stream_that_unpacks_without_end_is_a_bomb(layers: int) -> None:
    packed = bytes(200 * 1024 * 1024)
    for _ in range(layers):
        packed = zlib.compress(packed, 9)
    filters = b"/Filter [%s]" % (b"/FlateDecode " * layers)
    start = time.process_time()
    with pytest.raises(UnreadableSource) as caught:
        read_source(_objects(_stream(filters, packed)), "bomb.pdf")
    assert caught.value.kind == "bomb"
    assert time.process_time() - start < 5


@pytest.mark.parametrize("inline", [True, False])
def test_forms_that_draw_forms_that_draw_forms_are_a_bomb(inline: bool) -> None:
    bodies = []
    for level in range(10):
        named = b"<< /XObject << /F %d 0 R >> >>" % (2 * level + 3)
        resources = b"/Resources " + (named if inline else b"%d 0 R" % (2 * level + 2))
        bodies.append(_stream(b"/Type /XObject /Subtype /Form " + resources, b"/F Do " * 10))
        bodies.append(named)
    with pytest.raises(UnreadableSource) as caught:
        read_source(_objects(*bodies), "tree.pdf")
    assert caught.value.kind == "bomb"


def test_forms_that_draw_themselves_end() -> None:
    check_expansion(
        _objects(_stream(b"/Subtype /Form /Resources << /XObject << /F 1 0 R >> >>", b"/F Do " * 10), b"<< >>")
    )


def test_a_picture_may_be_large() -> None:
    content = zlib.compress(bytes(100 * 1024 * 1024))
    check_expansion(_objects(_stream(b"/Subtype /Image /Filter /FlateDecode", content)))
