"""What a format is: a few facts and two functions on a course, in one file."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from exports.course import ExportedCourse


class Format(NamedTuple):
    """A file format for courses.

    `extension` begins with a dot. `carries` is a sentence; `losses(course)` are sentences on what of this course does
    not arrive. `write(course)` gives the bytes of the file, the same for the same course.
    """

    name: str
    title: str
    extension: str
    media_type: str
    carries: str
    losses: Callable[[ExportedCourse], list[str]]
    write: Callable[[ExportedCourse], bytes]
