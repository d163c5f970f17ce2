"""Archives that are the same for the same files, and names that every file system takes."""

from __future__ import annotations

import gzip
import io
import re
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import BinaryIO

from exports.course import Content, ExportedCourse, bytes_of

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time of every entry of a ZIP file: the earliest that it can hold."""
LONGEST_SLUG = 60
_COMPRESSED = (".png", ".jpg", ".webp", ".gif")
_EXTENSIONS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/svg+xml": ".svg",
}
_READABLE = 0o644


def zipped(files: Mapping[str, Content], to: BinaryIO, first: str = "") -> None:
    """Write a ZIP file of these files, sorted by name, with the `first` stored before all others.

    What is compressed already is stored as it is. What is on the disk is read one by one.
    """
    with zipfile.ZipFile(to, "w") as archive:
        for name in sorted(files, key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.create_system = 3
            entry.external_attr = _READABLE << 16
            entry.compress_type = (
                zipfile.ZIP_STORED if name == first or name.endswith(_COMPRESSED) else zipfile.ZIP_DEFLATED
            )
            archive.writestr(entry, bytes_of(files[name]))


def tarred(files: Mapping[str, Content], to: BinaryIO) -> None:
    """Write a .tar.gz file of these files, sorted by name, without times and owners."""
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=to, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name in sorted(files):
            content = bytes_of(files[name])
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), _READABLE
            archive.addfile(entry, io.BytesIO(content))


def slug(text: str, longest: int = LONGEST_SLUG) -> str:
    """A text as a part of a file name: small ASCII letters, digits and hyphens; "" where nothing of it is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].rstrip("-")


def numbered_names(titles: Iterable[str]) -> list[str]:
    """A name for each title, with its place in front: "01-flour", or "01" where a title has no Latin letters."""
    return [f"{place:02d}-{slug(title)}".rstrip("-") for place, title in enumerate(titles, 1)]


def moment_of(course: ExportedCourse) -> datetime:
    """When the course was published; of a draft, the beginning of time, since a package tells no other."""
    return course.provenance.published_at or datetime(*BEGINNING, tzinfo=UTC)


def media_files(course: ExportedCourse) -> dict[str, str]:
    """The file name of each picture by its id, no two alike."""
    names: dict[str, str] = {}
    for id_ in sorted(course.media):
        extension = _EXTENSIONS.get(course.media[id_].media_type, ".bin")
        stem, number = slug(id_) or "picture", 1
        while (name := f"{stem}{f'-{number}' if number > 1 else ''}{extension}") in names.values():
            number += 1
        names[id_] = name
    return names
