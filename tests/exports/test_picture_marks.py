"""The digital source type in the file of a picture, as other readers find it; nothing else of the picture changes."""

from __future__ import annotations

import io

import pytest
from lxml import etree
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from exports.picture_marks import marked, term_of, xmp
from exports.provenance import BY_MODEL, BY_PROGRAM
from tests.sources.picture_files import picture

EXTENSION = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"


def encoded(form: str, mode: str = "RGB", **saving: object) -> bytes:
    made = io.BytesIO()
    Image.new(mode, (33, 21), (20, 90, 160, 128)[: len(mode)]).save(made, form, **saving)
    return made.getvalue()


def with_other_xmp() -> bytes:
    notes = PngInfo()
    notes.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    return encoded("PNG", pnginfo=notes)


PICTURES = {
    "png": picture(),
    "transparent png": encoded("PNG", "RGBA"),
    "png with other xmp": with_other_xmp(),
    "jpeg": encoded("JPEG"),
    "jpeg with xmp": encoded("JPEG", xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"),
    "webp": encoded("WEBP"),
    "lossless webp": encoded("WEBP", lossless=True),
    "transparent lossless webp": encoded("WEBP", "RGBA", lossless=True),
    "transparent webp": encoded("WEBP", "RGBA"),
    "webp with xmp": encoded("WEBP", xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_the_mark_is_where_readers_look_for_it(name: str) -> None:
    before, after = PICTURES[name], marked(PICTURES[name], BY_MODEL)
    with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as other:
        other.load()
        assert (one.mode, one.size, one.tobytes()) == (other.mode, other.size, other.tobytes())
        packet = other.info["xmp"]
    assert packet == xmp(BY_MODEL)
    assert etree.fromstring(packet)[0][0].get(EXTENSION) == BY_MODEL
    assert term_of(after) == BY_MODEL
    assert after.count(b"adobe:ns:meta/") == 1


@pytest.mark.parametrize("name", PICTURES)
def test_what_says_its_type_keeps_it(name: str) -> None:
    once = marked(PICTURES[name], BY_PROGRAM)
    assert marked(once, BY_MODEL) == once


def test_a_drawing_says_it_as_metadata() -> None:
    drawing = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>A</title></svg>'
    root = etree.fromstring(marked(drawing, BY_PROGRAM))
    assert etree.QName(root[0]).localname == "metadata"
    [description] = root[0].iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description")
    assert description.get(EXTENSION) == BY_PROGRAM


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n\x00", b"\xff\xd8", b"RIFF\x00\x00\x00\x00WEBP", b"GIF89a"]
)
def test_what_is_no_whole_picture_is_left_alone(content: bytes) -> None:
    assert marked(content, BY_MODEL) == content
