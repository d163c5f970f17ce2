"""A picture cleaned of everything but its pixels, and the widths that a page asks for."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError, features
from PIL.PngImagePlugin import PngInfo

from providers.errors import ProviderProblem

WIDTHS = (320, 640, 1280)
MOST_PIXELS = 50_000_000
LONGEST_WEBP_SIDE = 16_383
ORIGINALS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
# An AVIF 1280 pixels wide takes 0.1 s at speed 8, and 0.5 s at the default of 6 for bytes of about the same number.
SAVING: dict[str, dict[str, int | bool]] = {
    "PNG": {"optimize": True},
    "JPEG": {"quality": 82},
    "WEBP": {"quality": 82},
    "AVIF": {"quality": 65, "speed": 8},
}
RENDITIONS = {"WEBP": "image/webp"} | ({"AVIF": "image/avif"} if features.check("avif") else {})


@dataclass(frozen=True)
class Rendition:
    data: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True)
class Renditions:
    original: Rendition
    renditions: list[Rendition]


def make_renditions(data: bytes, widths: tuple[int, ...] = WIDTHS, xmp: bytes = b"") -> Renditions:
    """The picture upright, its first frame, with no metadata but `xmp`, and a WebP and AVIF for each width it fills.

    A picture narrower than every width gets one rendition of its own width; nothing is scaled up. Raises
    ProviderProblem "picture_refused" for what is no whole PNG, JPEG or WebP, has more than 50 million pixels, or
    would need a WebP with a side of more than 16,383 pixels.
    """
    picture, kind = _open(data)
    fitting = [width for width in sorted(widths) if width <= picture.width] or [picture.width]
    scaled = [_scaled(picture, width) for width in fitting]
    renditions = [_encoded(one, kind, media_type, xmp) for one in scaled for kind, media_type in RENDITIONS.items()]
    return Renditions(_encoded(picture, kind, ORIGINALS[kind], xmp), renditions)


def _open(data: bytes) -> tuple[Image.Image, str]:
    try:
        with Image.open(io.BytesIO(data), formats=list(ORIGINALS)) as opened:
            kind = opened.format or ""
            if opened.width * opened.height > MOST_PIXELS:
                raise _refused("has too many pixels")
            opened.load()
            upright = ImageOps.exif_transpose(opened)
    except Image.DecompressionBombError as error:
        raise _refused("has too many pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise _refused("is not a whole PNG, JPEG or WebP picture") from error
    if upright.mode == "I;16":
        upright = upright.point(lambda value: value / 257)
    mode = "RGBA" if upright.has_transparency_data and kind != "JPEG" else "RGB"
    clean = Image.new(mode, upright.size)
    clean.paste(upright.convert(mode))
    return clean, kind


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _encoded(picture: Image.Image, kind: str, media_type: str, xmp: bytes) -> Rendition:
    if kind == "WEBP" and max(picture.size) > LONGEST_WEBP_SIDE:
        raise _refused("has too long a side")
    buffer = io.BytesIO()
    picture.save(buffer, kind, **SAVING[kind], **_told(kind, xmp))
    return Rendition(buffer.getvalue(), media_type, picture.width, picture.height)


def _told(kind: str, xmp: bytes) -> dict[str, bytes | PngInfo]:
    if not xmp:
        return {}
    if kind != "PNG":
        return {"xmp": xmp}
    notes = PngInfo()
    notes.add_itxt("XML:com.adobe.xmp", xmp.decode())
    return {"pnginfo": notes}


def _refused(why: str) -> ProviderProblem:
    return ProviderProblem("picture_refused", f"The picture {why}; another one is needed.")
