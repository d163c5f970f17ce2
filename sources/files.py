"""A file as readers are given it, and what a reader says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple

from sources.archives import Archive, is_zip
from sources.decoding import decode
from sources.drafts import Reading
from sources.errors import UnreadableSource
from sources.limits import MAX_CHARACTERS

_SAMPLE = 50_000


@dataclass(frozen=True)
class SourceFile:
    """The bytes of a file and its name; what several readers ask of them is found out once."""

    data: bytes
    filename: str = ""

    @property
    def extension(self) -> str:
        """The end of the name with its dot, in small letters; empty if it has none."""
        return PurePath(self.filename).suffix.lower()

    @cached_property
    def archive(self) -> Archive | None:
        """The file as a ZIP archive, None if it is none. Raises `UnreadableSource` broken, encrypted or bomb."""
        return Archive(self.data) if is_zip(self.data) else None

    @property
    def package(self) -> Archive:
        """The archive of a file that is one."""
        if self.archive is None:
            raise UnreadableSource("broken")
        return self.archive

    def is_package(self, kind: bytes) -> bool:
        """Whether the file is an archive that says it is of this kind."""
        return self.archive is not None and kind in self.archive.kind

    @cached_property
    def text(self) -> str:
        """The characters of a text. Raises `UnreadableSource` unsupported_type, encoding, broken or too_large."""
        text = decode(self.data)
        if len(text) > 2 * MAX_CHARACTERS:
            raise UnreadableSource("too_large")
        return text

    @cached_property
    def sample(self) -> str:
        """The beginning of a text, with plain line ends. Raises as `text`."""
        return self.text[:_SAMPLE].replace("\r\n", "\n").removeprefix("\ufeff")


class Kind(NamedTuple):
    """A kind of file: its name for people, what the document says it is, how a file of it is known, and who reads it.

    `fits` looks at the content and, where that leaves a choice, at the name. `read` raises `UnreadableSource`.
    """

    name: str
    media_type: str
    fits: Callable[[SourceFile], bool]
    read: Callable[[SourceFile], Reading]
