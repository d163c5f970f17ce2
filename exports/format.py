"""What a format is: a few facts and two functions on a course, in one file."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from exports.course import ExportedCourse


class Format(NamedTuple):
    """A file format for courses.

    `extension` begins with a dot. `carries` is a sentence; `losses(course)` are sentences on what of this course does
    not arrive. `write(course, to)` writes the file, the same bytes for the same course, into a file that can be sought.
    """

    name: str
    title: str
    extension: str
    media_type: str
    carries: str
    losses: Callable[[ExportedCourse], list[str]]
    write: Callable[[ExportedCourse, BinaryIO], None]

    def written(self, course: ExportedCourse) -> bytes:
        """The bytes of the file, all at once."""
        file = io.BytesIO()
        self.write(course, file)
        return file.getvalue()
