"""How a picture was made, written into its file: the IPTC's digital source type as XMP, by the rules of each format."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from html import escape, unescape

_TERM = re.compile(rb'Iptc4xmpExt:DigitalSourceType="([^"]{1,200})"')
_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType="{term}"/>'
    '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_PNG_XMP = b"XML:com.adobe.xmp\x00"
_JPEG_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_SVG_ROOT = re.compile(rb"<(?:[\w-]+:)?svg\b[^>]*[^/>]>")
_WEBP_HAS_XMP, _WEBP_HAS_ALPHA = 0x04, 0x10


def xmp(term: str) -> bytes:
    """The XMP packet that says this digital source type, and nothing else."""
    return _PACKET.format(term=escape(term)).encode()


def term_of(picture: bytes) -> str | None:
    """The digital source type that a picture says of itself."""
    found = _TERM.search(picture)
    return None if found is None else unescape(found[1].decode(errors="replace"))


def marked(picture: bytes, term: str) -> bytes:
    """The picture with this digital source type, in place of other XMP; its pixels and all else stay as they are.

    PNG, JPEG, WebP and SVG can say it. What says one already, or is of another format or broken, comes back unchanged.
    """
    if term_of(picture) is not None:
        return picture
    try:
        if picture.startswith(_PNG):
            return _png(picture, xmp(term))
        if picture.startswith(_JPEG):
            return _jpeg(picture, xmp(term))
        if picture[:4] == b"RIFF" and picture[8:12] == b"WEBP":
            return _webp(picture, xmp(term))
    except (struct.error, IndexError):
        return picture
    return _SVG_ROOT.sub(lambda root: root[0] + b"<metadata>" + xmp(term) + b"</metadata>", picture, count=1)


def _png(picture: bytes, packet: bytes) -> bytes:
    """As an iTXt chunk behind the header (XMP specification part 3, 1.1.5)."""
    text = _PNG_XMP + b"\x00\x00\x00\x00" + packet
    written = [_PNG]
    for kind, chunk in _png_chunks(picture):
        if kind == b"iTXt" and chunk[8:].startswith(_PNG_XMP):
            continue
        written.append(chunk)
        if kind == b"IHDR":
            written.append(
                struct.pack(">I", len(text)) + b"iTXt" + text + struct.pack(">I", zlib.crc32(b"iTXt" + text))
            )
    return b"".join(written)


def _png_chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at < len(picture):
        (length,) = struct.unpack_from(">I", picture, at)
        yield picture[at + 4 : at + 8], picture[at : at + 12 + length]
        at += 12 + length


def _jpeg(picture: bytes, packet: bytes) -> bytes:
    """As an APP1 segment behind those that begin the file (part 3, 1.1.3)."""
    segment = _JPEG_XMP + packet
    before, rest = [_JPEG], picture[2:]
    while rest[0] == 0xFF and rest[1] in (0xE0, 0xE1):
        (length,) = struct.unpack_from(">H", rest, 2)
        if not rest[4:].startswith(_JPEG_XMP):
            before.append(rest[: 2 + length])
        rest = rest[2 + length :]
    return b"".join([*before, b"\xff\xe1", struct.pack(">H", len(segment) + 2), segment, rest])


def _webp(picture: bytes, packet: bytes) -> bytes:
    """As an XMP chunk at the end, which the extended header announces (RFC 9649, 2.7)."""
    chunks = [(kind, data) for kind, data in _webp_chunks(picture) if kind != b"XMP "]
    kind, first = chunks[0]
    if kind == b"VP8X":
        header = bytes([first[0] | _WEBP_HAS_XMP]) + first[1:]
        chunks = chunks[1:]
    else:
        width, height, has_alpha = _webp_size(kind, first)
        flags = _WEBP_HAS_XMP | (_WEBP_HAS_ALPHA if has_alpha else 0)
        header = bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    packed = [b"WEBP"]
    for name, data in [(b"VP8X", header), *chunks, (b"XMP ", packet)]:
        packed.append(name + struct.pack("<I", len(data)) + data + b"\x00" * (len(data) % 2))
    body = b"".join(packed)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(picture):
        (length,) = struct.unpack_from("<I", picture, at + 4)
        yield picture[at : at + 4], picture[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _webp_size(kind: bytes, data: bytes) -> tuple[int, int, bool]:
    """Width and height in pixels, and whether there is transparency, of a picture without an extended header."""
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 1)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
    width, height = struct.unpack_from("<HH", data, 6)
    return width & 0x3FFF, height & 0x3FFF, False
