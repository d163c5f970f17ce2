"""The pictures of a file: looked at by Pillow, within bounds, and kept under the hash of their bytes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from PIL import Image

from sources import limits

Fetch = Callable[[str], bytes | None]
"""The bytes of a picture by its address, None for one that is not in the file."""
_MEDIA_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # what Pillow calls a JPEG with several pictures in it
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "BMP": "image/png",
}
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
_ENHANCED_METAFILE = b" EMF"
_METAFILES = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
_SMALLEST_SIDE = 24
"""Pixels: what is smaller is a bullet, a rule or an icon."""
_DAMAGE = (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, OverflowError, MemoryError)


class Picture(NamedTuple):
    """The bytes of a picture as a browser can show them; width and height in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


class NotKept(Exception):
    """A picture that is not kept; `what` is its name in the list of what was left out."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


class Pictures:
    """Keeps the pictures of one file: at most `MAX_PICTURES`, of together `MAX_PICTURES_BYTES`."""

    def __init__(self) -> None:
        self.kept: dict[str, Picture] = {}
        self._bytes = 0
        self._pixels = 0

    def keep(self, data: bytes | None) -> str:
        """Keep a picture and return the SHA-256 of its bytes in hexadecimal digits.

        None stands for a picture that is not in the file. Raises `NotKept`: "picture" for one that is elsewhere, tiny,
        or more than is kept, "drawing" for one made of lines, "unreadable picture" for a damaged or unknown one.
        """
        if not data or len(data) > limits.MAX_PICTURE_BYTES or len(self.kept) >= limits.MAX_PICTURES:
            raise NotKept("picture")
        digest = hashlib.sha256(data).hexdigest()
        if digest in self.kept:
            return digest
        if _is_drawing(data):
            raise NotKept("drawing")
        picture = self._looked_at(data)
        if self._bytes + len(picture.data) > limits.MAX_PICTURES_BYTES:
            raise NotKept("picture")
        self._bytes += len(picture.data)
        digest = hashlib.sha256(picture.data).hexdigest()
        self.kept[digest] = picture
        return digest

    def _looked_at(self, data: bytes) -> Picture:
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                width, height = image.size
                self._pixels += width * height
                if width * height > limits.MAX_PICTURE_PIXELS or self._pixels > limits.MAX_PICTURES_PIXELS:
                    raise NotKept("picture")
                if min(width, height) < _SMALLEST_SIDE:
                    raise NotKept("picture")
                return Picture(_shown(image, data), _MEDIA_TYPES[image.format or ""], width, height)
        except (*_DAMAGE, Image.DecompressionBombError) as error:
            raise NotKept("unreadable picture") from error


def in_address(address: str) -> bytes | None:
    """The bytes that a `data:` address holds; None for an address of something elsewhere, which is never fetched."""
    if address[:5].lower() != "data:" or len(address) > 2 * limits.MAX_PICTURE_BYTES:
        return None
    head, _, body = address[5:].partition(",")
    try:
        return base64.b64decode(body) if head.lower().endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return None


def _shown(image: Image.Image, data: bytes) -> bytes:
    """All of the picture is decoded, so that what is kept can be shown; what browsers do not show becomes PNG."""
    image.load()
    if image.format != "BMP":
        return data
    converted = io.BytesIO()
    image.convert("RGB").save(converted, "PNG")
    return converted.getvalue()


def _is_drawing(data: bytes) -> bool:
    """Whether it is made of lines: SVG, which may hold scripts, or a metafile of Windows."""
    return data.lstrip()[:1] == b"<" or data[40:44] == _ENHANCED_METAFILE or data.startswith(_METAFILES)
