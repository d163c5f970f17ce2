"""The files of a package by name: of a ZIP or a .tar.gz that is safe to look into."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Callable
from typing import Any

from lxml import etree

from sources import limits
from sources.archives import Archive, inside, is_zip
from sources.errors import UnreadableSource

MOST_FILE_BYTES = 16 * 1024 * 1024
MOST_BYTES = 96 * 1024 * 1024
"""Of one file, and of all that are read together."""
_BROKEN = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, OverflowError)


class Files:
    """Nothing is unpacked to the disk, no name leads out of the package, and no more than a course needs is read."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        self._read = read
        self._left = MOST_BYTES

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, None if there is none of this name. Raises UnreadableSource broken or bomb."""
        content = self._read(inside("", name))
        self._left -= len(content or b"")
        if self._left < 0:
            raise UnreadableSource("bomb")
        return content

    def xml(self, name: str) -> Any | None:
        """The root of a document, None if it is missing. Raises UnreadableSource broken, or bomb for declarations."""
        content = self.read(name)
        return None if content is None else parsed(content)


def parsed(content: bytes) -> Any:
    """The root of a document without entities, comments and instructions, of its local names."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSource("broken") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableSource("bomb")
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
    return root


def files_of(package: bytes) -> Files:
    """The files of a ZIP or .tar.gz. Raises UnreadableSource unsupported_type, broken, encrypted or bomb."""
    if is_zip(package):
        return Files(_zip_reader(package))
    if package.startswith(b"\x1f\x8b"):
        return Files(_untarred(package).get)
    raise UnreadableSource("unsupported_type", "We take courses as .imscc, .zip, .tar.gz and .json.")


def _zip_reader(package: bytes) -> Callable[[str], bytes | None]:
    archive = Archive(package)

    def read(name: str) -> bytes | None:
        if archive.size(name) > MOST_FILE_BYTES:
            raise UnreadableSource("bomb")
        return archive.read(name)

    return read


class _Bounded:
    """A stream that gives no more than all files may have together."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        self._stream = stream
        self._left = MOST_BYTES

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes. Raises UnreadableSource bomb beyond the bound."""
        part = self._stream.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(part)
        if self._left < 0:
            raise UnreadableSource("bomb")
        return part


def _untarred(package: bytes) -> dict[str, bytes]:
    """Only files count; links, devices and folders do not."""
    found: dict[str, bytes] = {}
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(package)) as unpacked:
            stream: Any = _Bounded(unpacked)
            with tarfile.open(fileobj=stream, mode="r|") as archive:
                for place, entry in enumerate(archive):
                    if place >= limits.MAX_ARCHIVE_ENTRIES or entry.size > MOST_FILE_BYTES or entry.issparse():
                        raise UnreadableSource("bomb")
                    if entry.isreg() and (file := archive.extractfile(entry)) is not None:
                        found[inside("", entry.name)] = file.read()
    except _BROKEN as error:
        raise UnreadableSource("broken") from error
    return found
